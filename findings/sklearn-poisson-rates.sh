#!/usr/bin/env bash
# scikit-learn 1.9.1, numpy 2.4.6.
#
# One would expect: PoissonRegressor, fitted to rates with the time watched as sample_weight, as in the example on insurance claims of scikit-learn's
#   own gallery, finds the same coefficients for claims per year, per day and per hour: exp(b + w · x) takes the unit into b. alpha=0 is no penalty.
# What happens: of 200,000 policies with a tenth of a claim a year and w = 0.5, 0.3, −0.4 it finds 0.51, 0.31, −0.40 a year; per day 0.31, 0.19, −0.24;
#   per hour 0, 0, 0, after no step at all, and without a warning: everybody gets the mean. The steps end where no part of the gradient is greater than
#   tol = 0.0001, and the gradient has the unit of y: where y is 0.00001 it is less than that to begin with. tol=1e-12 or solver='newton-cholesky' has 0.51 in
#   all units; so have GammaRegressor and TweedieRegressor of positive amounts, whose losses have no unit. With the default alpha=1, by the right solver,
#   0.51 is 0.06 a year and 0.0002 a day, since the penalty is weighed against a loss that has the unit of y. (That tol is about the gradient is
#   documented. Coefficients of 0 are reported in scikit-learn#27016, open since 2023, about large features, with a RuntimeWarning; of rates none was found.)
# Who meets it: whoever models rare things per hour, per frame, per token or per person: clicks, faults, cases. The model says that nothing
#   matters, and calibration is perfect. Choose the unit so that y has a mean of about 1, or take solver='newton-cholesky', and alpha=0 or one to suit.
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
from sklearn.linear_model import GammaRegressor, PoissonRegressor

warnings.simplefilter('error')
draw = np.random.default_rng(0)
features = draw.normal(size=(200000, 3))
truth = np.array([0.5, 0.3, -0.4])
watched = draw.uniform(0.3, 1, 200000)
claims = draw.poisson(0.1 * np.exp(features @ truth) * watched)
amounts = draw.gamma(2, np.exp(features @ truth))
print(f'{len(claims)} policies watched for {watched.sum():.0f} years, {claims.sum()} claims')
models = {
    'alpha=0': PoissonRegressor(alpha=0),
    'alpha=0, tol=1e-12': PoissonRegressor(alpha=0, tol=1e-12),
    "alpha=0, solver='newton-cholesky'": PoissonRegressor(alpha=0, solver='newton-cholesky'),
    "as it stands, solver='newton-cholesky'": PoissonRegressor(solver='newton-cholesky'),
}
seen = {}
for unit, share in {'year': 1, 'month': 1 / 12, 'day': 1 / 365, 'hour': 1 / 8760}.items():
    exposure = watched / share
    for name, model in models.items():
        model.fit(features, claims / exposure, sample_weight=exposure)
        seen[name, unit] = *model.coef_, model.n_iter_, model.predict(features).max() / model.predict(features).min()
        print(f'claims per {unit}, {name}: w = {", ".join(f"{w:.4f}" for w in model.coef_)} after {model.n_iter_} steps; the greatest rate is {seen[name, unit][4]:.3g} times the least')
    seen[unit] = GammaRegressor(alpha=0).fit(features, amounts * share).coef_
    print(f'  amounts times {share:.2g}, GammaRegressor(alpha=0): w = {", ".join(f"{w:.4f}" for w in seen[unit])}')

near = lambda name, unit, right, by=0.02: all(abs(a - b) < by for a, b in zip(seen[name, unit], right))
found = near('alpha=0', 'year', truth) and seen['alpha=0', 'hour'][:5] == (0, 0, 0, 0, 1)
found = found and near('alpha=0', 'day', (0.31, 0.19, -0.24))
found = found and all(near(name, unit, truth) for name in list(models)[1:3] for unit in ('year', 'month', 'day', 'hour')) and all(np.allclose(seen[unit], truth, atol=0.03) for unit in ('year', 'day', 'hour'))
found = found and abs(seen["as it stands, solver='newton-cholesky'", 'year'][0] - 0.06) < 0.01 and seen["as it stands, solver='newton-cholesky'", 'day'][0] < 0.001
print('as found: rates per hour have no coefficients' if found else 'CHANGED: expected coefficients of 0 for claims per hour, and 0.5, 0.3, −0.4 per year')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
