#!/usr/bin/env bash
# statsmodels 0.15.0, numpy 2.4.6; beside it scikit-learn 1.9.1.
#
# One would expect: QuantReg(y, X).fit(q=0.9) draws the line below which nine tenths of the points lie, of seconds as of microseconds. How many lie
#   below a line has no unit; and where the steps have not come to an end, there is a warning, IterationLimitWarning.
# What happens: of 2000 times around 8 microseconds that grow and scatter with x, the lines for 0.5, 0.9 and 0.99 have 50, 89.95 and 98.95 % below them. Of
#   the same times in seconds, 0.000008, they have 58, 73 and 77 %: the slope for 0.99 is 1.3 instead of 4.6 microseconds, and the lines for 0.9 and 0.99
#   are nearly one. In milliseconds they are right to 0.2 %. No warning: it ends after 2 steps, since it does so as soon as all coefficients change
#   by less than p_tol = 1e-6, in whatever unit. With p_tol=1e-12 and 5000 steps allowed they have 52, 87.65 and 98.15 % below them: whatever is less
#   than 0.000001 from the line counts as 0.000001 away, which is written into the program and is a good part of what there is in seconds.
#   scikit-learn's QuantileRegressor of the same seconds has 51, 89 and 99 %. (p_tol is documented, without its unit; that steps end by the absolute
#   change is noted in statsmodels#3774, open since 2017; of units no report was found.)
# Who meets it: whoever looks at the slowest hundredth of short times in seconds, as time.perf_counter gives them, at gradients or at
#   learning rates: the tails are drawn toward the middle, as if they were harmless. Bring y to a deviation of about 1 before, and back after.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check statsmodels==0.15.0 scikit-learn==1.9.1 numpy==2.4.6

cat > try.py <<'PY'
import sys
import warnings

import numpy as np
from sklearn.linear_model import QuantileRegressor
from statsmodels.api import QuantReg, add_constant

warnings.simplefilter('error')
draw = np.random.default_rng(1)
x = draw.uniform(0, 10, 2000)
times = 5 + x * draw.exponential(size=2000)
columns = add_constant(x)
print(f'2000 times, from {times.min():.1f} to {times.max():.1f} microseconds, half of them below {np.median(times):.1f}')
shares = 0.5, 0.9, 0.99
seen = {}
for unit, factor in {'microseconds': 1, 'milliseconds': 1e-3, 'seconds': 1e-6}.items():
    y = times * factor
    for share in shares:
        plain, long = QuantReg(y, columns).fit(q=share), QuantReg(y, columns).fit(q=share, p_tol=1e-6 * factor, max_iter=5000)
        other = QuantileRegressor(quantile=share, alpha=0).fit(x[:, None], y)
        for way, line in {'QuantReg': plain.params, 'with p_tol': long.params, 'scikit-learn': np.r_[other.intercept_, other.coef_]}.items():
            seen[unit, share, way] = float((y < columns @ line).mean()), line[1] / factor, plain.iterations if way == 'QuantReg' else None
    for way in ('QuantReg', 'with p_tol', 'scikit-learn'):
        print(f'in {unit}, {way}: ' + '; '.join(f'{share:.0%}: {seen[unit, share, way][0]:.2%} below, slope {seen[unit, share, way][1]:.3f} microseconds'
              + (f', {seen[unit, share, way][2]} steps' if way == 'QuantReg' else '') for share in shares))

near = lambda unit, way, right, by=0.005: all(abs(seen[unit, share, way][0] - r) < by for share, r in zip(shares, right))
found = all(near(unit, way, shares) for unit in ('microseconds', 'milliseconds') for way in ('QuantReg', 'with p_tol', 'scikit-learn'))
found = found and near('seconds', 'QuantReg', (0.578, 0.7295, 0.7655), 0.02) and near('seconds', 'with p_tol', (0.524, 0.8765, 0.9815)) and near('seconds', 'scikit-learn', shares, 0.02)
found = found and all(seen['seconds', share, 'QuantReg'][2] <= 3 for share in shares)
print('as found: in seconds the line for 99 % has 77 % below it' if found
      else 'CHANGED: expected 58, 73 and 77 % of the times below the lines for 50, 90 and 99 % in seconds')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
