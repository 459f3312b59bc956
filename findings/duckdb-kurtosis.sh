#!/usr/bin/env bash
# duckdb 1.5.6 (Python), numpy 2.4.6; beside it scipy 1.17.1.
#
# One would expect: kurtosis and skewness do not change when 100,000 is added to every number, in doubles, to some digits: they are about how the
#   numbers lie around their mean. stddev_samp of the same DuckDB does not.
# What happens: of a thousand normal numbers of deviation 1, whose kurtosis is 0.3, it is 333,451 at 100,000 and −9.7e9 at a million, where
#   −2 is the least that there is; the skewness is 0.28 instead of −0.07 at 100,000 and 5364 at a million. At 1000 both still have three digits.
#   They are made of the sums of the powers, as far as their errors tell, and not of distances from the mean. No error. (A change of 2023 would have
#   taken the mean off first and was closed, since it could not be put together from parts: duckdb#6942.)
# Who meets it: whoever looks over latents, activations, times or steps of a run by SQL, for which a large kurtosis is the sign of outliers: a column
#   far from 0 seems to be made of them. Take the mean off first: kurtosis(x - m), with m from (SELECT avg(x) FROM t).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check duckdb==1.5.6 numpy==2.4.6 scipy==1.17.1

cat > try.py <<'PY'
import sys

import duckdb
import numpy as np
from scipy import stats

numbers = np.random.default_rng(0).normal(size=1000)
duck = duckdb.connect()
found = {}
for shift in (0, 1_000, 100_000, 1_000_000):
    x = numbers + shift
    duck.execute('CREATE OR REPLACE TABLE t (x DOUBLE)')
    duck.executemany('INSERT INTO t VALUES (?)', [[v] for v in x.tolist()])
    row = duck.sql('SELECT kurtosis(x), skewness(x), stddev_samp(x) FROM t').fetchall()[0]
    centred = duck.sql('SELECT kurtosis(x - m), skewness(x - m) FROM t, (SELECT avg(x) AS m FROM t)').fetchall()[0]
    peer = stats.kurtosis(x, bias=False), stats.skew(x, bias=False)
    found[shift] = row, centred, peer
    print(f'+ {shift}: duckdb kurtosis {row[0]:.6g}, skewness {row[1]:.6g}, deviation {row[2]:.6f}; the mean taken off first {centred[0]:.6f}, '
          f'{centred[1]:.6f}; scipy {peer[0]:.6f}, {peer[1]:.6f}')
right = all(abs(c[0] - 0.2975) < 1e-3 and abs(p[0] - 0.2975) < 1e-3 and abs(c[1] + 0.0733) < 1e-3 and abs(r[2] - 0.977242) < 1e-5
            for r, c, p in found.values()) and abs(found[0][0][0] - 0.2975) < 1e-3
wrong = found[100_000][0][0] > 1000 and abs(found[1_000_000][0][0]) > 1e6 and abs(found[1_000_000][0][1]) > 100
print('as found: far from 0 the kurtosis is of rounding' if right and wrong else 'CHANGED: expected a kurtosis in the thousands at 100,000')
sys.exit(0 if right and wrong else 1)
PY
venv/bin/python try.py
