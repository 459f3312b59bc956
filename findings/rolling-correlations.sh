#!/usr/bin/env bash
# pandas 3.0.6, polars 1.44.2, numpy 2.4.6.
#
# One would expect: a correlation lies between −1 and 1, and adding a number to both columns changes nothing. rolling_var and rolling(50).var() of the same
#   packages see to it, and so does the correlation of the whole columns.
# What happens: pandas' rolling(50).corr and polars' rolling_corr are off by the more the further the columns lie from 0, as the mean of the products minus the
#   product of the means is. Of two columns with a deviation of 1, in doubles, whose windows have correlations from 0.82 to 0.91, both say 0.81 to 0.93
#   around ten million, −2.2 to 4.6 around a hundred million and −405 to 290 around a billion. In Float32, which polars works in where the columns are, it is
#   0.74 to 1.02 around 1000 and −12 to 15 around 10,000; pandas turns them into doubles first. Rolling variances and the correlation of the whole are
#   right throughout. No error, no warning; neither documentation speaks of it. (Of pandas it was reported in 2018, pandas#24019, and has been mended in
#   its source since, #65739; 3.0.6 was the newest release when this was seen. Of polars a rolling correlation of 5.9 is reported, polars#21491, open.)
# Who meets it: whoever asks how two clocks, counters or sensors of a run go together, step by step (seconds since 1970 are 1.8e9), or two channels of
#   float32 latents whose mean is far from 0: what leaves the range gives itself away, and most of what stays inside of it is wrong as well. Take the first
#   number of each column off before.
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

draw = np.random.default_rng(0)
first = draw.normal(size=200)
second = first + 0.5 * draw.normal(size=200)
spans = {}
for dtype, offsets in ((np.float64, (0, 1e5, 1e7, 1e8, 1e9)), (np.float32, (0, 100, 1e3, 1e4))):
    for offset in offsets:
        a, b = (first + offset).astype(dtype), (second + offset).astype(dtype)
        pair, frame = (pd.Series(a), pd.Series(b)), pl.DataFrame({'a': a, 'b': b})
        whole = [np.corrcoef(a.astype(float) - offset, b.astype(float) - offset)[0, 1], pair[0].corr(pair[1]), frame.select(pl.corr('a', 'b')).item()]
        windows = {
            'each window by numpy': [np.corrcoef(a[i - 50 : i].astype(float) - offset, b[i - 50 : i].astype(float) - offset)[0, 1] for i in range(50, 201)],
            'pandas rolling.corr': pair[0].rolling(50).corr(pair[1]).to_numpy()[49:],
            'polars rolling_corr': frame.select(pl.rolling_corr('a', 'b', window_size=50))['a'].to_numpy()[49:],
        }
        spread = [np.std(a[-50:].astype(float), ddof=1) ** 2, pair[0].rolling(50).var().iloc[-1], frame['a'].rolling_var(50)[-1]]
        spans[dtype, offset] = {name: (float(np.min(values)), float(np.max(values))) for name, values in windows.items()} | {'whole': whole, 'spread': spread}
        print(f'{dtype.__name__} around {offset:g}: ' + ', '.join(f'{name} {low:.3f} to {high:.3f}' for name, (low, high) in list(spans[dtype, offset].items())[:3])
              + f'; of the whole {", ".join(f"{value:.3f}" for value in whole)}; rolling variance {", ".join(f"{value:.3f}" for value in spread)}')

true = spans[np.float64, 0]['each window by numpy']
near = lambda span, slack: max(abs(span[0] - true[0]), abs(span[1] - true[1])) < slack
found = all(near(values['each window by numpy'], 0.01) and np.ptp(values['whole']) < 0.001 and np.ptp(values['spread']) < 0.001 for values in spans.values())
for name in ('pandas rolling.corr', 'polars rolling_corr'):
    found = found and near(spans[np.float64, 0][name], 1e-6) and near(spans[np.float64, 1e5][name], 1e-3) and not near(spans[np.float64, 1e7][name], 0.02)
    found = found and spans[np.float64, 1e8][name][1] > 1.5 and np.abs(spans[np.float64, 1e9][name]).max() > 20
found = found and near(spans[np.float32, 1e4]['pandas rolling.corr'], 0.001) and spans[np.float32, 1e3]['polars rolling_corr'][1] > 1 and spans[np.float32, 1e4]['polars rolling_corr'][1] > 5
print('as found: rolling correlations leave −1 to 1' if found else 'CHANGED: expected rolling correlations far beyond 1 around a hundred million, and in polars around 10,000 in Float32')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
