#!/usr/bin/env bash
# scikit-image 0.26.0, numpy 2.4.6, scipy 1.17.1.
#
# One would expect: structural_similarity(im1, im2, gradient=True) gives the number and "the gradient with respect to im2", as its documentation
#   says: what the number changes by when a pixel of im2 does.
# What happens: it is the gradient of another number. The one that is handed out is the mean of the map without its rim, which is half a window
#   wide, and the mean of the colours' means; the gradient is that of the sum over a colour's whole map, divided by its pixels, and of variances that
#   are divided by n where the number has n − 1. So of a large colour picture it is three times too large (of sixteen channels sixteen times); of a
#   small grey one, 24 × 24, inside a half of what it should be, by Gaussian weights a third; and pixels at the rim have four times, and by Gaussian
#   weights a hundred times, as much as they count. Divided by the channels, with use_sample_covariance=False, it is to all digits the gradient of
#   full=True's map, its mean taken over all of it; which the documentation does not say. In large grey pictures little more than the rim is wrong.
#   (That the gradient was "possibly erroneous" was said in 2015, scikit-image#1511, and of which picture it is in 2018, #2936; of these no report was
#   found.)
# Who meets it: whoever improves a picture by it without a framework, checks a framework's SSIM loss against it, or shows learners where a number
#   comes from: a step by a line search or a sum of two losses is three times too long in colour, and frames come to grow a border. Take the mean of
#   the map as the number, and the gradient by the channels.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check scikit-image==0.26.0 numpy==2.4.6 scipy==1.17.1

cat > try.py <<'PY'
import sys

import numpy as np
from skimage.metrics import structural_similarity

draw = np.random.default_rng(0)
STEP = 1e-5


def slopes(number, picture, places):
    found = []
    for place in places:
        moved = [picture.copy(), picture.copy()]
        moved[0][place] += STEP
        moved[1][place] -= STEP
        found.append((number(moved[0]) - number(moved[1])) / (2 * STEP))
    return np.array(found)


def share(gradient, right):
    return float((gradient * right).sum() / (right * right).sum())


def look(size, channels, **settings):
    shape = (size, size) if channels == 1 else (size, size, channels)
    first = draw.random(shape)
    second = np.clip(first + 0.1 * draw.standard_normal(shape), 0, 1)
    settings = dict(data_range=1, channel_axis=None if channels == 1 else -1, **settings)
    handed = lambda picture: structural_similarity(first, picture, **settings)
    whole = lambda picture: structural_similarity(first, picture, full=True, **settings)[1].mean()
    gradient = structural_similarity(first, second, gradient=True, **settings)[1]
    some = draw.integers(8, size - 8, (60, 2))
    edge = np.stack([draw.integers(0, 2, 60), draw.integers(0, size, 60)], 1)
    answers = []
    for spots in (some, edge):
        places = [tuple(spot) if channels == 1 else (*spot, draw.integers(channels)) for spot in spots]
        given = np.array([gradient[place] for place in places])
        number, mean = slopes(handed, second, places), slopes(whole, second, places)
        off = np.abs(given / channels - mean).max() / np.abs(mean).max()
        answers.append((share(given, number), np.abs(number).mean() / np.abs(given).mean(), off))
    (inside, _, off), (_, small, rim_off) = answers
    print(f'{size} × {size} × {channels}, {settings}: inside {inside:.3f} of the slope by differences; at the rim the slope is {small:.3f} of it; divided by the channels, from the slope of the map’s mean off by {max(off, rim_off):.1e}')
    return inside, small, max(off, rim_off)


sampled = dict(use_sample_covariance=False)
gauss = dict(gaussian_weights=True, use_sample_covariance=False)
grey, plain, weighted = look(24, 1), look(24, 1, **sampled), look(24, 1, **gauss)
colour, latent, large, frame = look(24, 3, **sampled), look(24, 16, **sampled), look(96, 1), look(96, 3)

close = lambda value, wanted: abs(value - wanted) < 0.01 * wanted
# the map without its rim has (size − window + 1)² numbers of size²
found = close(plain[0], (18 / 24) ** 2) and close(weighted[0], (14 / 24) ** 2) and close(colour[0], 3 * (18 / 24) ** 2) and close(latent[0], 16 * (18 / 24) ** 2)
found = found and close(large[0], (90 / 96) ** 2 * 48 / 49) and close(frame[0], 3 * (90 / 96) ** 2 * 48 / 49) and close(grey[0], (18 / 24) ** 2 * 48 / 49)
found = found and plain[1] < 0.3 and weighted[1] < 0.02 and all(case[2] < 1e-4 for case in (plain, weighted, colour, latent)) and 0.005 < large[2] < 0.05
print('as found: the gradient is that of another mean' if found else 'CHANGED: expected a gradient of the mean over the whole map, times the channels')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
