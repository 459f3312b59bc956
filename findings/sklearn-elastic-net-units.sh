#!/usr/bin/env bash
# scikit-learn 1.9.1, numpy 2.4.6.
#
# One would expect: ElasticNetCV, which tries a hundred penalties that it makes from the data and takes the one that predicts best, predicts
#   a price equally well in dollars and in thousands of dollars, as LassoCV and RidgeCV with enough alphas do; l1_ratio=0.5 says that half of
#   the penalty is lasso's and half is ridge's.
# What happens: of the 442 patients of load_diabetes, features standardized, a score around 150 is explained to 0.480 (R² of five folds, each of
#   which fits anew). Times 10 it is 0.464, times 100 0.270, times 1000 0.032, times a million −0.027: everybody is predicted to be the mean. LassoCV has
#   0.482 in all units. The penalty is alpha · (0.5 · |w| + 0.25 · w²): of the first part the right alpha grows with y, of the second, w² against y², it
#   has no unit. The alphas are made for the first, from that at which lasso leaves nothing down to a thousandth of it, so that in large units the least
#   of them is a ridge many times too strong, and it is the one taken; in small units there is hardly any ridge, and it is a lasso. l1_ratio says
#   nothing about halves. With y brought to a deviation of 1 by TransformedTargetRegressor it is 0.482 in all units; R's glmnet says of itself that it does so.
#   The penalty's formula is documented, what it does to a unit is not; no warning, and no report was found.
# Who meets it: whoever predicts prices, populations, bytes or microseconds as they stand: with standardized features, as one is told to,
#   linear models seem useless for the data, and none of the coefficients is 0. A list of l1_ratio that has 1 in it hides it, since lasso
#   wins. Standardize y too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6

cat > try.py <<'PY'
import sys
import warnings

import numpy as np
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import load_diabetes
from sklearn.linear_model import ElasticNetCV, LassoCV, RidgeCV
from sklearn.model_selection import cross_val_score
from sklearn.preprocessing import StandardScaler

warnings.simplefilter('error')
features, score = load_diabetes(return_X_y=True)
features = StandardScaler().fit_transform(features)
models = {
    'ElasticNetCV()': ElasticNetCV(),
    'ElasticNetCV(l1_ratio=0.9)': ElasticNetCV(l1_ratio=0.9),
    'ElasticNetCV(l1_ratio=[0.5, 0.9, 1])': ElasticNetCV(l1_ratio=[0.5, 0.9, 1]),
    'ElasticNetCV() of y standardized': TransformedTargetRegressor(ElasticNetCV(), transformer=StandardScaler()),
    'LassoCV()': LassoCV(),
    'RidgeCV(alphas)': RidgeCV(np.logspace(-3, 3, 13)),
}
units = 0.001, 1, 10, 100, 1000, 1e6
seen = {}
for name, model in models.items():
    seen[name] = [cross_val_score(model, features, score * unit, cv=5).mean() for unit in units]
    print(f'{name}: ' + ', '.join(f'{r2:.4f} (y times {unit:g})' for unit, r2 in zip(units, seen[name])))
fitted = ElasticNetCV().fit(features, score * 1000)
predicted = fitted.predict(features) / 1000
print(f'y times 1000: predictions from {predicted.min():.0f} to {predicted.max():.0f} of scores from {score.min():.0f} to {score.max():.0f}; '
      f'the alpha taken is the least of the {len(fitted.alphas_)}: {fitted.alpha_ == fitted.alphas_.min()}; {(fitted.coef_ != 0).sum()} of {len(fitted.coef_)} coefficients are not 0')

close = lambda name, right, by=0.01: bool(np.all(np.abs(np.array(seen[name]) - right) < by))
found = close('ElasticNetCV()', [0.482, 0.480, 0.464, 0.270, 0.0315, -0.0274]) and close('ElasticNetCV(l1_ratio=0.9)', [0.482, 0.479, 0.480, 0.460, 0.256, -0.0269])
found = found and all(close(name, 0.482) and np.ptp(seen[name]) < 1e-3 for name in ('ElasticNetCV() of y standardized', 'LassoCV()', 'RidgeCV(alphas)'))
found = found and fitted.alpha_ == fitted.alphas_.min() and np.ptp(predicted) < 20
print('as found: how well an elastic net predicts depends on the unit of y' if found
      else 'CHANGED: expected an R² that falls from 0.48 to 0.03 with y times 1000')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
