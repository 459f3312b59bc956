#!/usr/bin/env bash
# scipy 1.17.1, numpy 2.4.6.
#
# One would expect: a second derivative of a constant is 0, and so is gaussian_laplace of a picture of one grey; the slope
#   of a ramp is its slope; a level that is added changes no derivative. sigma says at which scale; "a positive order
#   corresponds to convolution with that derivative of a Gaussian".
# What happens: gaussian_laplace of a picture that is 100 all over is −2033 at sigma 0.3, −112 at 0.5, −1.0 at 0.7, −0.014 at 1 and
#   −0.017 at 2, and three times as much for 300. The slope of a ramp of 1 is 0.085 at sigma 0.3 and 0.86 at 0.5, by order=1 and by
#   gaussian_gradient_magnitude. The second derivative of x²/2 at x = 40 is −8131, −446, −3.0, 0.94 and 0.93 where 1 is right. The
#   weights are the derivative's values at whole pixels: below sigma 1 these have another sum than 0, and above it what truncate=4
#   cuts off is missing; neither is put right, as order=0 is, whose weights are made to add up to 1. With truncate=12 and sigma from
#   1.5 on all are right, and laplace(gaussian_filter(…)) is 0 of a constant at any sigma. No error. (Of derivatives by truncate=0
#   there is scipy#7364, open, of bytes #12601; of a constant or of small sigmas no report was found. The documentation says nothing.)
# Who meets it: whoever looks for blobs, edges or ridges of a pixel or two, or for curvature in curves of losses: of a
#   flat picture the answer is its brightness, so that what is bright counts as a blob, and of 16 bits at 30,000 flat
#   parts have −5 at sigma 2. Around 0, or at sigma 1 and a few digits, as in an example, it looks right. Smooth first and
#   then difference, laplace(gaussian_filter(x, sigma)); from sigma 1.5 on truncate=12 does as well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
from scipy import ndimage

x = np.arange(81.0)
flat = np.full((41, 41), 100.0)
slope = np.broadcast_to(x, (81, 81))
seen = {}
for sigma in (0.3, 0.5, 0.7, 1, 1.5, 2):
    seen[sigma] = {
        'Laplacian of 100': ndimage.gaussian_laplace(flat, sigma)[20, 20],
        'of 300': ndimage.gaussian_laplace(flat * 3, sigma)[20, 20],
        'of 30,000': ndimage.gaussian_laplace(flat * 300, sigma)[20, 20],
        'of 100, truncate=12': ndimage.gaussian_laplace(flat, sigma, truncate=12)[20, 20],
        'smoothed, then laplace': ndimage.laplace(ndimage.gaussian_filter(flat, sigma))[20, 20],
        'slope of a ramp': ndimage.gaussian_filter1d(x, sigma, order=1)[40],
        'gradient magnitude': ndimage.gaussian_gradient_magnitude(slope, sigma)[40, 40],
        'smoothed, then differences': np.gradient(ndimage.gaussian_filter1d(x, sigma))[40],
        'curvature of x²/2': ndimage.gaussian_filter1d(x**2 / 2, sigma, order=2)[40],
        'of (x²/2 − 800)': ndimage.gaussian_filter1d(x**2 / 2 - 800, sigma, order=2)[40],
        'of x²/2, truncate=12': ndimage.gaussian_filter1d(x**2 / 2, sigma, order=2, truncate=12)[40],
    }
    print(f'sigma {sigma}: ' + ', '.join(f'{name} {value:.4g}' for name, value in seen[sigma].items()))

of = lambda sigma, name: float(seen[sigma][name])
near = lambda value, right, share=0.02: abs(value - right) <= share * abs(right)
found = near(of(0.3, 'Laplacian of 100'), -2033) and near(of(0.5, 'Laplacian of 100'), -112) and near(of(0.7, 'Laplacian of 100'), -0.996) and near(of(2, 'of 30,000'), -5.2)
found = found and near(of(0.3, 'slope of a ramp'), 0.0853) and near(of(0.5, 'gradient magnitude'), 0.86) and near(of(0.5, 'curvature of x²/2'), -446.5) and near(of(2, 'curvature of x²/2'), 0.927)
found = found and all(near(of(sigma, 'of 300'), 3 * of(sigma, 'Laplacian of 100'), 1e-6) for sigma in seen)
found = found and all(abs(of(sigma, 'smoothed, then laplace')) < 1e-9 and near(of(sigma, 'smoothed, then differences'), 1, 1e-9) for sigma in seen)
found = found and all(abs(of(sigma, 'of 100, truncate=12')) < 1e-9 and near(of(sigma, 'of x²/2, truncate=12'), 1, 1e-6) for sigma in (1.5, 2))
print('as found: derivatives of a constant are not 0' if found else 'CHANGED: expected a Laplacian of −2033 at sigma 0.3 and −112 at 0.5 of a picture that is 100 all over')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
