#!/usr/bin/env bash
# pandas 3.0.6 with numexpr 2.14.2 beside it, numpy 2.4.6.
#
# One would expect: column * 0.1 has one type, whatever the number of rows; numexpr, which pandas takes by itself where it is installed
#   and which its guide recommends for speed, gives the same numbers sooner.
# What happens: with 1,000,001 rows and more another program answers. float32 becomes float64 (times, plus, to a power; a million rows stay
#   float32), so that memory doubles and numbers differ in the eighth digit, and a comparison with the small frame fails. int32 cubed is
#   int32, which runs over, up to a million rows, and int64, which is right, above. Fifth powers of int64 that are too large wrap around up
#   to a million rows; above, all of them are the least number there is. A frame is judged by its cells, so that ten columns change at
#   100,001 rows. pandas.set_option('compute.use_numexpr', False) makes all of it one. The change of type was reported in 2025 and is open.
# Who meets it: whoever keeps losses, latents or pixels as float32 columns: trying it out on a part gives other types than the whole; what
#   is then saved to Parquet or handed to a model is float64; and it depends on whether some other package brought numexpr along.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.0.6 numexpr==2.14.2 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
import pandas as pd

asked = {
    'float32 * 0.1': ('float32', lambda column: column * 0.1),
    'float32 + float32(1)': ('float32', lambda column: column + np.float32(1)),
    'float32 ** 0.5': ('float32', lambda column: column**0.5),
    'float32 * float32': ('float32', lambda column: column * column),
    'int32 ** 3': ('int32', lambda column: column**3),
    'int64 ** 5': ('int64', lambda column: column**5),
}
types, last = {}, {}
for used in (True, False):
    pd.set_option('compute.use_numexpr', used)
    for name, (dtype, do) in asked.items():
        for rows in (1_000_000, 1_000_001):
            answer = do(pd.Series(np.full(rows, 2_000_003 if dtype == 'int64' else 3_001), dtype=dtype))
            types[used, name, rows], last[used, name, rows] = str(answer.dtype), answer.iloc[0].item()
for (used, name, rows), dtype in types.items():
    print(f'numexpr {"on" if used else "off"}, {name} of {rows} rows: {dtype}, {last[used, name, rows]!r}')

pd.set_option('compute.use_numexpr', True)
wide = {rows: str((pd.DataFrame(np.ones((rows, 10), np.float32)) * 0.1).dtypes.iloc[0]) for rows in (100_000, 100_001)}
print(f'a frame of ten columns of float32, times 0.1: {wide}')

small, large = 1_000_000, 1_000_001
changed = [name for name in asked if (types[True, name, small], last[True, name, small]) != (types[True, name, large], last[True, name, large])]
steady = [name for name in asked if (types[False, name, small], last[False, name, small]) == (types[False, name, large], last[False, name, large])]
print('one row more changes, with numexpr:', ', '.join(changed))
found = changed == [name for name in asked if name != 'float32 * float32'] and steady == list(asked)
found = found and wide == {100_000: 'float32', 100_001: 'float64'} and last[True, 'int64 ** 5', large] == -(2**63)
found = found and types[True, 'int32 ** 3', large] == 'int64' and last[True, 'int32 ** 3', large] == 3_001**3 != last[True, 'int32 ** 3', small]
print('as found: the millionth row and the next have other types' if found else 'CHANGED: expected other types from 1,000,001 rows on')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
