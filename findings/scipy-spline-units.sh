#!/usr/bin/env bash
# scipy 1.17.1, numpy 2.4.6.
#
# One would expect: make_smoothing_spline(x, y), which finds by cross-validation (GCV) how smooth to be, draws the same curve whether x is in seconds
#   or in milliseconds: what is left out is y, and y does not change. lam itself has a unit, that of x cubed; found by the data, it goes along.
# What happens: it is looked for between 0 and the number of points, in whatever unit x is. Of 100 points of a sine over ten seconds with
#   noise of 0.1, x in seconds, the curve is off from the sine by 0.040. In milliseconds it goes through every point, to 0.0002, and is off by
#   0.096, as much as the noise; in minutes it is off by 0.084, in thousands of seconds by 0.66, a straight line. Of 400 points it is 0.012 in
#   seconds, 0.023 with x = 0, 1, 2 …, 0.66 in minutes and 0.082 in milliseconds; in thousands of seconds there is an error, "ill-posed". With
#   a search of one's own for the same least GCV, among lam in the unit of x cubed, it is 0.040 and 0.013 in all units, and with lam given and
#   multiplied by the cube of the unit all draw one curve, to 12 digits. No warning. (In the review of a further way of it, scipy#26141 of
#   2026, other bounds, without a unit, are taken; of this way no report was found. The documentation does not speak of units.)
# Who meets it: whoever smooths a loss over steps, a measurement over milliseconds or a curve over 0 … 1 with "no parameter to choose": in fine
#   units nothing is smoothed, and overshoots between noisy points look like events; in coarse ones all bends are gone; both look like what the
#   data ask for. With a range of x of some ten units, as in examples, it is right. Search for lam in units of np.ptp(x) ** 3, as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6

cat > try.py <<'PY'
import sys
import warnings

import numpy as np
from scipy.interpolate import make_smoothing_spline

warnings.simplefilter('error')
units = {'seconds': 1, 'minutes': 1 / 60, 'thousands of seconds': 1e-3, 'milliseconds': 1e3}
size = lambda difference: float(np.sqrt((difference**2).mean()))


def by_cross_validation(x, y):
    """The lam of least GCV among quarters of powers of ten, from the matrix that makes a curve of the points."""
    least = np.inf, np.nan
    for power in np.arange(-8, 0.01, 0.25):
        lam = np.ptp(x) ** 3 * 10**power
        smoother = make_smoothing_spline(x, np.eye(len(x)), lam=lam)(x)
        score = ((y - smoother @ y) ** 2).mean() / (1 - np.trace(smoother) / len(x)) ** 2
        least = min(least, (score, lam))
    return least[1]


seen = {}
for count in (100, 400):
    seconds = np.linspace(0, 10, count)
    sine = np.sin(seconds)
    measured = sine + 0.1 * np.random.default_rng(0).normal(size=count)
    line = np.polyval(np.polyfit(seconds, measured, 1), seconds)
    given = make_smoothing_spline(seconds, measured, lam=0.01)(seconds)
    for unit, factor in {**units, '0, 1, 2 …': (count - 1) / 10}.items():
        x = seconds * factor
        try:
            curve = make_smoothing_spline(x, measured)(x)
            found_by_itself = size(curve - sine), size(curve - measured), size(curve - line)
        except (ValueError, np.linalg.LinAlgError) as error:
            found_by_itself = None
            print(f'{count} points, {unit}: {error}')
        searched = size(make_smoothing_spline(x, measured, lam=by_cross_validation(x, measured))(x) - sine)
        by_cube = size(make_smoothing_spline(x, measured, lam=0.01 * factor**3)(x) - given)
        seen[count, unit] = found_by_itself, searched, by_cube
        if found_by_itself is not None:
            print(f'{count} points, {unit}: off from the sine by {found_by_itself[0]:.4f}, from the points by {found_by_itself[1]:.4f}, from a straight line by {found_by_itself[2]:.4f}; '
                  f'lam searched for by GCV in units of its own: {searched:.4f} from the sine; lam times the cube of the unit: {by_cube:.0e} from the curve in seconds')

near = lambda key, part, right, by=0.1: seen[key][0] is not None and abs(seen[key][0][part] - right) < by * right
found = near((100, 'seconds'), 0, 0.04) and near((100, 'minutes'), 0, 0.0836) and near((100, 'thousands of seconds'), 0, 0.663) and near((100, 'milliseconds'), 0, 0.0964)
found = found and seen[100, 'milliseconds'][0][1] < 0.001 and seen[100, 'thousands of seconds'][0][2] < 0.05 and near((400, 'seconds'), 0, 0.0124) and near((400, '0, 1, 2 …'), 0, 0.0226)
found = found and near((400, 'minutes'), 0, 0.664) and near((400, 'milliseconds'), 0, 0.0817) and seen[400, 'thousands of seconds'][0] is None
found = found and all(by_cube < 1e-9 and searched < {100: 0.041, 400: 0.014}[count] for (count, _), (_, searched, by_cube) in seen.items())
print('as found: how smooth a smoothing spline is depends on the unit of x' if found else 'CHANGED: expected curves in milliseconds through every point and straight lines in thousands of seconds')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
