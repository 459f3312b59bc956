#!/usr/bin/env bash
# scikit-learn 1.9.1, numpy 2.4.6.
#
# One would expect: HuberRegressor, least squares that is not led astray by what lies far off, finds the same line whether x is in milliseconds or in
#   seconds; and where it has not arrived, a smaller tol and more steps bring it there, or it warns.
# What happens: of 400 points on y = 3x, x from 2 to 10, a tenth of them far below, the slope is 2.99 (least squares: 2.56). With x times 0.001 it is
#   2.82 and the line begins at 0.89; times 0.0001 it is 0.08, times a millionth 2e-10: a level, with 121 points called outliers. No warning, and
#   tol=1e-12 with max_iter=10000 changes no digit: besides the gradient, which tol bounds, the steps end where the loss falls by less than 2e-9 of itself,
#   by SciPy's default, for which there is no argument; along a slope of so small an x it falls slowly. alpha, 0.0001, is next to nothing here. LogisticRegression(
#   C=np.inf), which has a limit of its own, is at 8e-8 instead of 1.03 with x times 0.0001, right with tol=1e-12. With a StandardScaler before, and by
#   RANSACRegressor without one, the slope is 2.99 and 3.00 in all units. (LinearRegression needs none. The documentation says of
#   neither that x has to be scaled; no report was found.)
# Who meets it: whoever fits a robust line against seconds, learning rates, shares or weights of a network, which are small: robust looks
#   worse than least squares, or says that nothing depends on anything. Put make_pipeline(StandardScaler(), …) before every model that takes steps.
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
from sklearn.linear_model import HuberRegressor, LinearRegression, LogisticRegression, RANSACRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.simplefilter('error')
draw = np.random.default_rng(0)
x = draw.uniform(2, 10, 400)
y = 3 * x + draw.normal(size=400)
far = draw.uniform(size=400) < 0.1
y[far] -= 60 * draw.uniform(0.5, 1, far.sum()) * x[far] / 10
yes = draw.uniform(size=400) < 1 / (1 + np.exp(6 - x))
print(f'{len(x)} points, {far.sum()} of them far off')
seen = {}
for unit in (1, 0.01, 0.001, 1e-4, 1e-6):
    columns = x[:, None] * unit
    huber = HuberRegressor().fit(columns, y)
    longer = HuberRegressor(tol=1e-12, max_iter=10000).fit(columns, y)
    scaled = make_pipeline(StandardScaler(), HuberRegressor()).fit(columns, y)
    slope = lambda model: float(model.predict([[unit]])[0] - model.predict([[0]])[0])
    odds = [LogisticRegression(C=np.inf, tol=tol, max_iter=10000).fit(columns, yes).coef_[0, 0] * unit for tol in (1e-4, 1e-12)]
    seen[unit] = slope(huber), float(huber.intercept_), slope(longer), slope(scaled), slope(RANSACRegressor(random_state=0).fit(columns, y)), slope(LinearRegression().fit(columns, y)), *odds
    print(f'x times {unit:g}: Huber {seen[unit][0]:.3g} x + {seen[unit][1]:.2f} after {huber.n_iter_} steps, {huber.outliers_.sum()} outliers; with tol=1e-12 {seen[unit][2]:.3g} x; scaled before {seen[unit][3]:.2f} x; '
          f'RANSAC {seen[unit][4]:.2f} x; least squares {seen[unit][5]:.2f} x; logistic {odds[0]:.2g} x, with tol=1e-12 {odds[1]:.2f} x')

found = abs(seen[1][0] - 2.99) < 0.02 and abs(seen[0.001][0] - 2.82) < 0.05 and abs(seen[0.001][1] - 0.89) < 0.2 and abs(seen[1e-4][0] - 0.08) < 0.05 and abs(seen[1e-6][0]) < 1e-6
found = found and all(row[0] == row[2] and abs(row[3] - 2.99) < 0.02 and abs(row[4] - 3) < 0.02 and abs(row[5] - 2.56) < 0.01 for row in seen.values())
found = found and abs(seen[1][6] - seen[1][7]) < 0.01 and seen[1e-4][6] < 1e-6 and abs(seen[1e-4][7] - seen[1][7]) < 0.01
print('as found: small x have no slope' if found else 'CHANGED: expected slopes of 2.99, 2.82, 0.08 and 0 as x becomes smaller')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
