#!/usr/bin/env bash
# keras 3.15.1 on jax 0.10.2 and on torch 2.13.0 (CPU), float32, numpy 2.4.6.
#
# One would expect: ops.image.gaussian_blur(pictures), whose data_format is by default the one of the configuration ("channels_last"), blurs
#   along height and width and leaves colours apart; and sigma, "along height and width", blurs the height by the first.
# What happens: on jax and on torch no data_format counts as channels_first, so that a picture is blurred along its width and across its
#   colours, and not along its height. A red dot gets green beside it and keeps one row; it has 0.45 of red and 0.27 of green where
#   it had 1 of red. A white picture turns green, 0.73, 1 and 0.73 in its middle. With data_format='channels_last' written out
#   it is right, but sigma is the other way round: (0.5, 2) blurs the height by 2. Shapes and types are right, no error. In the
#   source the first has been mended since (keras#23542; 3.15.1 was the newest release then), the second is reported
#   (tensorflow#127247).
# Who meets it: whoever smooths pictures, frames of a film, masks or targets in Keras: greys become green and upright edges soft while
#   level ones stay sharp. A test that names the format, as the library's own did, agrees. Write data_format out, and
#   take one sigma for both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 torch==2.13.0 numpy==2.4.6

cat > ask.py <<'PY'
import json

import keras
import numpy as np
from keras import ops

white = np.ones((1, 7, 7, 3), np.float32)
dot = np.zeros((1, 7, 7, 3), np.float32)
dot[0, 3, 3, 0] = 1
blur = lambda x, *rest, **more: ops.convert_to_numpy(ops.image.gaussian_blur(x, (3, 3), *rest, **more))[0].tolist()
print(json.dumps({
    'format': keras.config.image_data_format(),
    'white': blur(white),
    'white named': blur(white, data_format='channels_last'),
    'dot': blur(dot),
    'dot named': blur(dot, data_format='channels_last'),
    'sigma': blur(dot, (0.5, 2.0), data_format='channels_last'),
}))
PY
for backend in jax torch; do KERAS_BACKEND=$backend venv/bin/python ask.py > $backend.json; done

cat > try.py <<'PY'
import json
import sys

import numpy as np


def weights(sigma):
    raw = np.exp(-0.5 * (np.arange(-1, 2) / sigma) ** 2)
    return raw / raw.sum()


def by_hand(picture, height, width):
    padded = np.pad(picture, [(1, 1), (1, 1), (0, 0)])
    size = len(picture)
    kernel = np.outer(weights(height), weights(width))
    return sum(kernel[i, j] * padded[i : i + size, j : j + size] for i in range(3) for j in range(3))


white = np.ones((7, 7, 3))
dot = np.zeros((7, 7, 3))
dot[3, 3, 0] = 1
right = {'white': by_hand(white, 1, 1), 'dot': by_hand(dot, 1, 1)}
short = lambda cells: np.round(cells, 3).tolist()
found = True
for backend in ('jax', 'torch'):
    said = json.load(open(f'{backend}.json'))
    got = {name: np.array(cells) for name, cells in said.items() if name != 'format'}
    for name in ('white', 'dot'):
        found = found and np.allclose(got[f'{name} named'], right[name], atol=1e-5)
    light = {name: got[name].sum((0, 1)) for name in ('dot', 'dot named')}
    print(f'{backend}, {said["format"]}: the middle of white is {short(got["white"][3, 3])}, named {short(got["white named"][3, 3])}, by hand {short(right["white"][3, 3])}')
    print(f'  a red dot: its red, green and blue are {short(light["dot"])}, named {short(light["dot named"])}; rows with light {int((got["dot"].sum((1, 2)) > 0).sum())}, named {int((got["dot named"].sum((1, 2)) > 0).sum())}')
    spread = got['sigma'][..., 0]
    print(f'  sigma (0.5, 2): above the dot {spread[2, 3] / spread[3, 3]:.3f} of it, beside it {spread[3, 2] / spread[3, 3]:.3f}; by hand {weights(0.5)[0] / weights(0.5)[1]:.3f} and {weights(2)[0] / weights(2)[1]:.3f}')
    found = found and said['format'] == 'channels_last' and np.allclose(got['sigma'], by_hand(dot, 2, 0.5), atol=1e-5)
    found = found and np.allclose(light['dot'], [0.4519, 0.2741, 0], atol=1e-3) and not got['dot'][[0, 1, 2, 4, 5, 6]].any()
    found = found and np.allclose(got['white'][3, 3], [0.7259, 1, 0.7259], atol=1e-3)

print('as found: colours are blurred into one another, rows are not' if found else 'CHANGED: expected a red dot to get green and keep one row, and sigma (0.5, 2) to blur the height by 2')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
