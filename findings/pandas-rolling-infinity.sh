#!/usr/bin/env bash
# pandas 3.0.6, numpy 2.4.6; beside it polars 1.44.2.
#
# One would expect: the greatest of 1, 2 and ∞ is ∞, and their mean too; expanding().max() is cummax(), for it is the maximum of all up to
#   here. NaN is what stands for "no number", and windows count those by min_periods.
# What happens: rolling, expanding and ewm take ∞ and −∞ for NaN before they begin. Of 1, 2, ∞, 3, 4 expanding().max() is 1, 2, 2, 3, 4
#   where cummax() is 1, 2, ∞, ∞, ∞. With min_periods=1 the mean of 1, 2, ∞ is 1.5, the median of ∞, ∞, 3 is 3, and ewm().mean() goes
#   on below 4; with all of the window asked for, they are NaN. count() counts ∞ as an observation, so that sum by count is not
#   the mean. groupby, cumsum and Series.max keep ∞, and polars' windows do. The reference of the windows speaks of NaN only.
# Who meets it: whoever draws a smoothed loss or the greatest norm of the gradients so far, to see where a run went wrong: the step at
#   which it was infinite is left out, and the curve is smooth. Look first: np.isinf(losses).any(); or take the maximum by
#   cummax(), the mean by numpy's sliding_window_view.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.0.6 polars==1.44.2 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
import pandas as pd
import polars as pl

numbers = [1.0, 2.0, np.inf, 3.0, 4.0]
losses = pd.Series(numbers)
beside = pl.Series(numbers)


def same(got, wanted):
    return np.allclose(np.asarray(got, dtype=float), wanted, equal_nan=True)


three = losses.rolling(3, min_periods=1)
cases = [
    ('cummax()', losses.cummax(), [1, 2, np.inf, np.inf, np.inf]),
    ('expanding().max()', losses.expanding().max(), [1, 2, 2, 3, 4]),
    ('polars, cum_max()', beside.cum_max(), [1, 2, np.inf, np.inf, np.inf]),
    ('rolling(3, min_periods=1).max()', three.max(), [1, 2, 2, 3, 4]),
    ('polars, rolling_max(3, min_samples=1)', beside.rolling_max(3, min_samples=1), [1, 2, np.inf, np.inf, np.inf]),
    ('rolling(3, min_periods=1).mean()', three.mean(), [1, 1.5, 1.5, 2.5, 3.5]),
    ('polars, rolling_mean(3, min_samples=1)', beside.rolling_mean(3, min_samples=1), [1, 1.5, np.inf, np.inf, np.inf]),
    ('rolling(3, min_periods=1).sum()', three.sum(), [1, 3, 3, 5, 7]),
    ('rolling(3, min_periods=1).count()', three.count(), [1, 2, 3, 3, 3]),
    ('rolling(3).mean()', losses.rolling(3).mean(), [np.nan] * 5),
    ('ewm(alpha=0.5).mean()', losses.ewm(alpha=0.5).mean(), [1, 5 / 3, 5 / 3, 29 / 11, 31 / 9]),
    ('of ∞, ∞, 3: rolling(3, min_periods=1).median()', pd.Series([np.inf, np.inf, 3.0]).rolling(3, min_periods=1).median(), [np.nan, np.nan, 3]),
    ('of −∞, 1: rolling(2, min_periods=1).min()', pd.Series([-np.inf, 1.0]).rolling(2, min_periods=1).min(), [np.nan, 1]),
    ('cumsum()', losses.cumsum(), [1, 3, np.inf, np.inf, np.inf]),
    ('groupby(0).max()', losses.groupby([0] * 5).max(), [np.inf]),
]
found = True
for name, got, wanted in cases:
    found = found and same(got, wanted)
    print(f'{name}: {np.round(np.asarray(got, dtype=float), 3).tolist()}')

steps = np.random.default_rng(0).uniform(0.5, 1.5, 1000)
steps[500:510] = np.inf
smoothed = pd.Series(steps).rolling(100, min_periods=1).mean()
true = np.array([steps[max(0, i - 99) : i + 1].mean() for i in range(1000)])
print(f'a thousand losses, ten of them infinite, smoothed over 100: the greatest is {smoothed.max():.3f}, NaN {int(smoothed.isna().sum())}; by numpy {int(np.isinf(true).sum())} steps are infinite')
found = found and smoothed.max() < 2 and not smoothed.isna().any() and np.isinf(true).sum() == 109
print('as found: a window leaves ∞ out' if found else 'CHANGED: expected windows to take ∞ for NaN, and cummax to keep it')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
