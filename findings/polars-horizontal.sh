#!/usr/bin/env bash
# polars 1.44.2, numpy 2.4.6.
#
# One would expect: the mean of three numbers lies between the least and the greatest of them; mean_horizontal, whose answer is a Float64,
#   says of a row what mean says of a column, and sum_horizontal what sum says, which for small whole numbers is worked out in Int64.
# What happens: along a row small types run over. Three full marks of 100 in columns of UInt8 have the sum 44 and the mean 14.67; two of
#   Int8 the mean −28. Nothing is said, and where a row's sum stays below 256 it is right: of a thousand pupils with 40 to 100 points three times,
#   83 have a wrong mean. cum_sum_horizontal runs over, too. By column, by list.mean and after a cast the same numbers are right. Of the
#   sum, polars knows (a report of 2025 is open); sum's documentation has small types cast "to prevent overflow", these say nothing.
# Who meets it: whoever adds up marks, one column for each exercise, or takes the mean of pixels of several frames, and read them from Parquet
#   or Arrow, where they are bytes to be small: the best pupils fail and bright pixels turn dark; read from CSV they are Int64 and
#   all is right. Cast: pl.mean_horizontal(pl.all().cast(pl.Int64)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check polars==1.44.2 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
import polars as pl

best = [100, 100, 100]
means = {}
for dtype in (pl.UInt8, pl.Int8, pl.Int16, pl.Int64):
    row = pl.DataFrame({name: [mark] for name, mark in zip('abc', best)}, schema={name: dtype for name in 'abc'})
    along = row.select(sum=pl.sum_horizontal(pl.all()), mean=pl.mean_horizontal(pl.all()))
    column = pl.Series(best, dtype=dtype)
    means[dtype] = along['mean'][0]
    print(f'marks 100, 100, 100 as {dtype}: along the row sum {along["sum"][0]}, mean {along["mean"][0]:.2f} ({along["mean"].dtype}); '
          f'as a column sum {column.sum()}, mean {column.mean():.2f}')
two = pl.DataFrame({'a': [100], 'b': [100]}, schema={'a': pl.Int8, 'b': pl.Int8}).mean_horizontal()[0]
print(f'100 and 100 as Int8: mean {two}')

row = pl.DataFrame({name: [100] for name in 'abc'}, schema={name: pl.UInt8 for name in 'abc'})
others = {
    'cum_sum_horizontal': row.select(pl.cum_sum_horizontal(pl.all())).unnest('cum_sum')['c'][0],
    'concat_list().list.mean()': row.select(x=pl.concat_list(pl.all()).list.mean())['x'][0],
    'after a cast to Int64': row.select(x=pl.mean_horizontal(pl.all().cast(pl.Int64)))['x'][0],
}
for name, value in others.items():
    print(f'{name}: {value}')

marks = np.random.default_rng(0).integers(40, 101, (1000, 3)).astype(np.uint8)
taken = pl.DataFrame(marks, schema=['a', 'b', 'c']).mean_horizontal().to_numpy()
wrong = np.abs(taken - marks.mean(axis=1)) > 1e-9
print(f'a thousand pupils with marks from 40 to 100 in three columns of UInt8: {wrong.sum()} means are wrong; the best has {taken[marks.sum(axis=1).argmax()]:.1f}')
frames = pl.DataFrame({'first': np.array([200, 90], np.uint8), 'second': np.array([210, 80], np.uint8)}).mean_horizontal().to_list()
print('pixels 200 and 210, and 90 and 80: means', frames)

found = abs(means[pl.UInt8] - 44 / 3) < 1e-9 and two == -28 and means[pl.Int64] == 100 and list(others.values()) == [44, 100, 100]
found = found and wrong.sum() == 83 and (marks.sum(axis=1)[wrong] > 255).all() and frames == [77, 85]
print('as found: the mean of three hundreds is 14.67' if found else 'CHANGED: expected the mean along a row of UInt8 to run over')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
