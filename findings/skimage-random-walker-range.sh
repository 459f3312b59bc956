#!/usr/bin/env bash
# scikit-image 0.26.0, numpy 2.4.6.
#
# One would expect: random_walker(picture, seeds) draws the same border whether a picture is handed over as bytes or as floats from 0 to 255: it
#   divides differences by how much the picture's greys scatter, so that beta, 130 if nothing is said, has no unit. So do Otsu's threshold and
#   most of the package.
# What happens: of an ellipse of 0.7 on 0.3 with noise of 0.05 every pixel is right from 0 to 1, and so are bytes and all 16 bits, which it brings to 0 … 1
#   first. The same bytes as floats, from 0 to 255, have 83 % right; twelve bits of a camera in a uint16, from 0 to 4095, 81 %, and so have 0.1 times
#   the picture and floats from 0 to 4095, where "all is ground" would have 78 %. Squares of differences are divided by the deviation and not by its
#   square, so that the grey's unit stays: in small units there is hardly any border, and what counts is how near a seed lies; in large ones each grain
#   of noise is a wall. With beta=130 / unit all are right, and so they are by Otsu's threshold. No warning, by the exact solver, mode='bf'. (One of its
#   authors noted it in 2018 in scikit-image#3373, open, about something else: it was written not to depend on the unit. The documentation of beta
#   does not speak of units.)
# Who meets it: whoever segments pictures from a microscope, of 10 or 12 bits in 16, or turns bytes into floats by astype(float): what worked on a
#   picture of 8 bits finds blobs around the seeds, or crumbs. Divide a picture by its own greatest grey before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check scikit-image==0.26.0 numpy==2.4.6

cat > try.py <<'PY'
import sys
import warnings

import numpy as np
from skimage.filters import threshold_otsu
from skimage.segmentation import random_walker

warnings.simplefilter('error')
y, x = np.mgrid[:96, :96]
truth = np.where(((x - 40) / 30) ** 2 + ((y - 50) / 22) ** 2 < 1, 1, 2)
picture = np.clip(np.where(truth == 1, 0.7, 0.3) + 0.05 * np.random.default_rng(0).normal(size=truth.shape), 0, 1)
seeds = np.zeros_like(truth)
seeds[48:53, 20:25] = 1
seeds[2:6, 2:94] = seeds[90:94, 2:94] = 2
as_bytes = np.round(picture * 255).astype(np.uint8)
spellings = {
    'floats from 0 to 1': (picture, 1),
    'bytes': (as_bytes, 1),
    '16 bits, from 0 to 65535': (np.round(picture * 65535).astype(np.uint16), 1),
    '12 bits in uint16, from 0 to 4095': (np.round(picture * 4095).astype(np.uint16), 4095 / 65535),
    'floats from 0 to 0.1': (picture * 0.1, 0.1),
    'the bytes as floats': (as_bytes.astype(float), 255),
    'floats from 0 to 4095': (picture * 4095, 4095),
}
seen = {}
for name, (spelt, unit) in spellings.items():
    plain, scaled = (random_walker(spelt, seeds, mode='bf', **options) for options in ({}, {'beta': 130 / unit}))
    otsu = np.where(spelt > threshold_otsu(spelt), 1, 2)
    seen[name] = [float((labels == truth).mean()) for labels in (plain, scaled, otsu)]
    print(f'{name}: {seen[name][0]:.1%} of the pixels right, with beta=130/{unit:.4g} {seen[name][1]:.1%}, by Otsu\'s threshold {seen[name][2]:.1%}')
print(f'"all is ground" would have {(truth == 2).mean():.1%}')

right = {'floats from 0 to 1': 1, 'bytes': 1, '16 bits, from 0 to 65535': 1, '12 bits in uint16, from 0 to 4095': 0.81, 'floats from 0 to 0.1': 0.813, 'the bytes as floats': 0.831, 'floats from 0 to 4095': 0.806}
found = all(abs(seen[name][0] - share) < (0.002 if share == 1 else 0.02) for name, share in right.items())
found = found and all(scaled > 0.995 and otsu > 0.99 for _, scaled, otsu in seen.values())
print('as found: where a random walker draws a border depends on the unit of grey' if found
      else 'CHANGED: expected every pixel right from 0 to 1, and about 80 % of 12 bits in uint16 and of bytes as floats')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
