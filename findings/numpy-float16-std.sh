#!/usr/bin/env bash
# numpy 2.4.6.
#
# One would expect: the standard deviation of 100,000 half-precision numbers drawn from a standard normal is 1, as far as half
#   precision can say it; the mean of the same array is right, because numpy adds up halves in single precision for it.
# What happens: for the mean it does, for the deviation it does not. Squares are rounded to half precision and added up in it, so
#   from 65,520 on the sum is infinite, and with it var and std, with a warning that only says "overflow encountered in reduce";
#   weights around 1e-4 have a deviation of exactly 0, since their squares are below the smallest half; in between it is off by
#   a fifth. std(dtype=np.float32), or a copy in single precision, is right throughout.
# Who meets it: whoever looks a half-precision checkpoint over by the deviation of its layers, standardises latents that were
#   saved in half, or normalises layers by hand in float16: trained layers look dead or exploded, and small test arrays do not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > try.py <<'PY'
import numpy as np

drawn = np.random.default_rng(0).standard_normal(100_000)
rows = []
for scale in (1, 0.02, 3e-4, 1e-4):
    halves = (drawn * scale).astype(np.float16)
    with np.errstate(over='ignore'):
        rows.append((scale, float(halves.mean()), float(halves.std()), float(halves.std(dtype=np.float32))))
    print('drawn with %g: mean %.1e, std %g, std in single precision %.4g' % rows[-1])
with np.errstate(over='ignore'):
    few = float((drawn[:1000]).astype(np.float16).std())
print('the first thousand alone: std %.4g' % few)
(_, mean, large, _), (_, _, usual, _), (_, _, small, exact), (_, _, least, _) = rows
found = abs(mean) < 0.01 and np.isinf(large) and abs(usual / 0.02 - 1) < 0.01 and small / exact < 0.9 and least == 0 and abs(few - 1) < 0.05
print('as found: the deviation of halves is infinite, or nothing' if found else 'CHANGED: expected inf, 0.02, a fifth too little, and 0')
raise SystemExit(0 if found else 1)
PY
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6
venv/bin/python try.py
