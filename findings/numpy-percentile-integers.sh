#!/usr/bin/env bash
# numpy 2.4.6, pandas 3.0.6; beside them polars 1.44.2 and scipy 1.17.1.
#
# One would expect: a percentile lies between two of the numbers that it was taken of; percentiles rise with the share; the 50th is the median; and
#   int8 says the same as float64, since the answer is a float64 anyway.
# What happens: of the int8 numbers −100 and 100 the 50th percentile is 128, which int8 does not even have, the 25th −114, and the median 0. The
#   distance of two neighbours is taken in their own type, where 100 − (−100) is −56. So it is wherever two numbers beside each other in the sorted
#   list lie further apart than half of what the type holds, in int8, int16, int32 and int64, for quantile, nanpercentile and every method that goes
#   between numbers. A single percentile comes with a warning ("overflow encountered in scalar subtract"), several at once or along an axis come
#   without. Ten times −90 and ten times 90 have the 48th percentile −99.12 and the 50th 128. pandas' quantile and describe hand the same on.
#   np.median, scipy.stats.quantile and polars are right, and where numbers lie close together all are. (It is reported, numpy#29315, of 2025, and a
#   repair proposed, #30376, which was open when this was seen.)
# Who meets it: whoever sets the range of a picture or of quantised weights by percentiles, along an axis of a few frames or runs: weights of −127
#   and 127, sound that is clipped at both ends, depth where −32768 stands for "nothing here". Random numbers in great number, as one tries it, have
#   no such gap. Convert first: np.percentile(weights.astype(float), 50).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 pandas==3.0.6 polars==1.44.2 scipy==1.17.1

cat > try.py <<'PY'
import sys
import warnings

import numpy as np
import pandas as pd
import polars as pl
import scipy.stats

warnings.simplefilter('ignore')
found = True
shares = [25, 48, 50, 52, 75]
lists = {
    'two weights': np.array([-100, 100], np.int8),
    'two groups': np.array([-90] * 10 + [90] * 10, np.int8),
    'clipped sound': np.array([-32767] * 3 + [32767] * 3, np.int16),
    'depth with holes': np.array([-32768, -32768, 1200, 1300], np.int16),
    'two counts, int32': np.array([-1_700_000_000, 1_700_000_000], np.int32),
    'two counts, int64': np.array([-(2**62) - 1000, 2**62 + 1000], np.int64),
}
for name, numbers in lists.items():
    floats = numbers.astype(np.float64)
    given, right = np.percentile(numbers, shares), np.percentile(floats, shares)
    others = {
        'np.median': np.median(numbers),
        'pandas quantile': pd.Series(numbers).quantile(0.5),
        'pandas describe': pd.Series(numbers).describe()['50%'],
        'polars': pl.Series(numbers).quantile(0.5, 'linear'),
        'scipy': scipy.stats.quantile(numbers, 0.5),
    }
    print(f'{name}, {numbers.dtype}, from {numbers.min()} to {numbers.max()}: percentiles {shares} {given.tolist()} ({given.dtype}), as float64 {right.tolist()}')
    print('  the middle: ' + ', '.join(f'{other} {value:g}' for other, value in others.items()))
    found = found and given.dtype == np.float64 and not np.allclose(given, right) and np.isclose(others['np.median'], right[2])
    found = found and others['pandas quantile'] == others['pandas describe'] == given[2] and np.allclose([others['polars'], others['scipy']], right[2])

weights = lists['two weights']
methods = ('linear', 'hazen', 'weibull', 'median_unbiased', 'normal_unbiased', 'midpoint', 'averaged_inverted_cdf')
by_method = {method: float(np.percentile(weights, 50, method=method)) for method in methods}
print(f'-100 and 100, the 50th by method: {by_method}; nanpercentile {np.nanpercentile(weights, 50):g}; the 25th {np.percentile(weights, 25):g}')
found = found and set(by_method.values()) == {128} and np.nanpercentile(weights, 50) == 128 and np.percentile(weights, 25) == -114
groups = np.percentile(lists['two groups'], shares)
found = found and np.isclose(groups[1], -99.12) and groups[2] == 128 and (np.diff(groups) < 0).any()

frames = np.stack([np.full((2, 2), -70, np.int8), np.array([[-60, 0], [60, 120]], np.int8)])
along = np.percentile(frames, 50, axis=0).tolist(), np.median(frames, axis=0).tolist()
print(f'two frames, the middle by pixel: percentile {along[0]}, median {along[1]}')
found = found and along == ([[-65, -35], [123, 153]], [[-65, -35], [-5, 25]])

said = {}
for name, share in (('one', 50), ('two', [50, 75])):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter('always')
        np.percentile(weights, share)
    said[name] = [str(warning.message) for warning in heard]
print(f'warnings: for one percentile {said["one"]}, for two at once {said["two"]}')
found = found and len(said['one']) == 1 and not said['two']

many = np.clip(np.random.default_rng(0).normal(0, 40, 10_000).round(), -127, 127).astype(np.int8)
close = np.array_equal(np.percentile(many, shares), np.percentile(many.astype(float), shares))
print(f'10,000 weights from a normal distribution: {"right" if close else "wrong"}')
print('as found: percentiles of whole numbers lie outside of them' if found and close else 'CHANGED: expected percentiles of int8 to int64 outside of the numbers where two neighbours lie far apart')
sys.exit(0 if found and close else 1)
PY
venv/bin/python try.py
