#!/usr/bin/env bash
# scipy 1.17.1, numpy 2.4.6.
#
# One would expect: decimate(x, q), which filters x and keeps every q-th number, leaves a level where it is: of ones it makes ones, of
#   temperatures around 290 temperatures around 290. What it may change is what is fast. resample, resample_poly and means of q do so.
# What happens: everything slow is made 1.15 % smaller: ones become 0.98855, whatever q is, temperatures with a mean of 290 have
#   286.8, by 4 and by 4 again ones are 0.977. The filter, Chebyshev's of order 8, has ripples of 0.05 dB; those of an even order
#   begin with a trough, and decimate filters twice, there and back. With n=7 ones are ones, with n=6 or 2 they are 0.98855; with
#   zero_phase=False they are 0.994, with ftype='fir' 1.000. A slow wave around 0 keeps its form and loses a hundredth of its
#   height, too. No error. (It is reported since 2018, scipy#9402, and as a shift of temperatures in 2022, #17042, both open;
#   MATLAB's decimate is said to do the same. cheby1's documentation tells of even orders, that of decimate does not.)
# Who meets it: whoever thins out losses, temperatures, prices, positions or the brightness of a film before they are
#   drawn or learnt from: around 0, as in every example, nothing is to be seen; far from 0 all is shifted, by more than
#   what one looks for, and thinned data do not fit to those that were not thinned. Write n=7, or ftype='fir'.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
from scipy import signal

ones = np.ones(400)
wave = np.sin(np.arange(4000) * 2 * np.pi / 200)
kelvin = 290 + 10 * wave[:400]


def inner(thinned, q):
    """What lies far from both ends, over whole periods of the wave."""
    return thinned[100 // q : 300 // q]


seen = {}
for name, how in {
    'as it comes': {},
    'n=7': {'n': 7},
    'n=6': {'n': 6},
    'n=2': {'n': 2},
    'zero_phase=False': {'zero_phase': False},
    "ftype='fir'": {'ftype': 'fir'},
}.items():
    levels = [float(inner(signal.decimate(ones, q, **how), q).mean()) for q in (2, 4, 10)]
    temperature = float(inner(signal.decimate(kelvin, 4, **how), 4).mean())
    height = float(np.abs(signal.decimate(wave, 4, **how)[200:800]).max())
    seen[name] = (*levels, temperature, height)
    print(f'decimate, {name}: of ones by 2, 4 and 10 ' + ' '.join(f'{level:.5f}' for level in levels)
          + f'; temperatures with a mean of {kelvin[100:300].mean():.2f} by 4 {temperature:.2f}; a slow wave of height 1 by 4 {height:.4f}')
again = float(inner(signal.decimate(signal.decimate(ones, 4), 4), 16).mean())
others = {
    'resample': float(inner(signal.resample(kelvin, 100), 4).mean()),
    'resample_poly': float(inner(signal.resample_poly(kelvin, 1, 4), 4).mean()),
    'means of four': float(inner(kelvin.reshape(-1, 4).mean(1), 4).mean()),
}
print(f'ones by 4 and by 4 again: {again:.5f}; temperatures by ' + ', '.join(f'{name} {mean:.2f}' for name, mean in others.items()))

near = lambda value, right, by=1e-4: abs(value - right) < by
found = all(near(level, 0.98855) for name in ('as it comes', 'n=6', 'n=2') for level in seen[name][:3]) and near(again, 0.97724)
found = found and abs(seen['as it comes'][3] - 286.7) < 0.2 and seen['as it comes'][4] < 0.99
found = found and all(near(level, 1, 1e-3) for name in ('n=7', "ftype='fir'") for level in seen[name][:3])
found = found and all(abs(seen[name][3] - 290) < 0.3 for name in ('n=7', "ftype='fir'")) and all(abs(mean - 290) < 0.3 for mean in others.values())
print('as found: decimate makes every level 1.15 % smaller' if found else 'CHANGED: expected 0.98855 of ones by even orders, and 1 by n=7 and by fir')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
