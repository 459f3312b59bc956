#!/usr/bin/env bash
# torchmetrics 1.9.0, torch 2.13.0 (CPU), scikit-learn 1.9.1, numpy 2.4.6.
#
# One would expect: how far two frames lie apart does not depend on whether their pixels come as bytes or as floats; or bytes are refused, as
#   torch's own mse_loss does. In both packages PSNR or the mean squared error of bytes is right, each after a report of its own.
# What happens: the difference is taken in bytes, where 10 − 20 is 246. Of 200 50 20 9, guessed as 100 10 30 7, torchmetrics has a mean absolute
#   error of 159 (no pixel is off by more than 100), a squared one of 46 instead of 2926, an R² above 1, 8.5 for the share that 0.5 is of;
#   total_variation, of one picture alone, 838 instead of 186, pairwise_euclidean_distance 14 instead of 108. peak_signal_noise_ratio
#   of the same bytes is right, so that both together contradict each other, and so is the error of logarithms. scikit-learn has max_error
#   246 instead of 100 and median_absolute_error 186 instead of 25, while mean_absolute_error, mean_squared_error and R² are right.
#   (torchmetrics#2787 was of PSNR, scikit-learn#28827 of the mean squared error; of the others no report was found.)
# Who meets it: whoever judges generated frames against true ones as they come from a GIF, a PNG or a decoder: a frame's negative has a mean squared
#   error of 125 where one with a little noise has 86; the right numbers are 22,260 and 356. Close frames, as one tries it, are right
#   where the guess is never below. Convert first: frames.float().
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torchmetrics==1.9.0 torch==2.13.0 scikit-learn==1.9.1 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
import sklearn.metrics as sk
import torch
import torchmetrics.functional as tm
from torchmetrics import MeanAbsoluteError, MeanSquaredError, R2Score
from torchmetrics.functional.image import peak_signal_noise_ratio, total_variation

truth = np.array([200, 50, 20, 9], np.uint8)
guess = np.array([100, 10, 30, 7], np.uint8)


def classed(metric):
    def value(p, t):
        metric.reset()
        metric.update(p, t)
        return metric.compute()

    return value


theirs = {
    'MeanSquaredError': classed(MeanSquaredError()),
    'MeanAbsoluteError': classed(MeanAbsoluteError()),
    'R2Score': classed(R2Score()),
    'mean_absolute_percentage_error': tm.mean_absolute_percentage_error,
    'pairwise_euclidean_distance': lambda p, t: tm.pairwise_euclidean_distance(p[None], t[None]),
    'total_variation': lambda p, t: total_variation(p.view(1, 1, 2, 2)),
    'mean_squared_log_error': tm.mean_squared_log_error,
    'peak_signal_noise_ratio': lambda p, t: peak_signal_noise_ratio(p, t, data_range=255.0),
}
learned = {name: getattr(sk, name) for name in ('max_error', 'median_absolute_error', 'mean_absolute_error', 'mean_squared_error', 'r2_score')}
print('true', truth.tolist(), 'guessed', guess.tolist(), '      bytes, then floats')
values = {}
for name, metric in theirs.items():
    p, t = torch.from_numpy(guess), torch.from_numpy(truth)
    values[name] = float(metric(p, t)), float(metric(p.float(), t.float()))
    print(f'torchmetrics {name}: {values[name][0]:.6g}, {values[name][1]:.6g}')
for name, metric in learned.items():
    values[name] = float(metric(truth, guess)), float(metric(truth.astype(float), guess.astype(float)))
    print(f'scikit-learn {name}: {values[name][0]:.6g}, {values[name][1]:.6g}')

draw = np.random.default_rng(0)
frame = draw.integers(0, 256, (64, 64)).astype(np.uint8)
noisy = np.clip(frame + draw.normal(0, 20, frame.shape), 0, 255).round().astype(np.uint8)
far = [float(tm.mean_squared_error(*(torch.from_numpy(x).to(kind).flatten() for x in (noisy, frame)))) for kind in (torch.uint8, torch.float32)]
inverse = [float(tm.mean_squared_error(*(torch.from_numpy(x).to(kind).flatten() for x in (255 - frame, frame)))) for kind in (torch.uint8, torch.float32)]
print(f'a frame with noise of 20: MSE {far[0]:.4g}, {far[1]:.4g}; the frame turned to its negative: {inverse[0]:.4g}, {inverse[1]:.4g}')

want = {'MeanSquaredError': (46, 2926), 'MeanAbsoluteError': (159, 38), 'R2Score': (1.0097, 0.5024), 'mean_absolute_percentage_error': (8.4556, 0.50556)}
want |= {'pairwise_euclidean_distance': (13.5647, 108.185), 'total_variation': (838, 186)}
want |= {'max_error': (246, 100), 'median_absolute_error': (186, 25)}
right = ('mean_squared_log_error', 'peak_signal_noise_ratio', 'mean_absolute_error', 'mean_squared_error', 'r2_score')
found = all(np.isclose(values[name], pair, rtol=1e-3).all() for name, pair in want.items()) and all(np.isclose(*values[name], rtol=1e-5) for name in right)
found = found and far[0] < 0.5 * far[1] and inverse[0] < 0.01 * inverse[1]
print('as found: differences of bytes are taken in bytes' if found else 'CHANGED: expected metrics of bytes other than of the same numbers as floats')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
