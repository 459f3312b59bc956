#!/usr/bin/env bash
# opencv-python-headless 5.0.0.93, numpy 2.4.6.
#
# One would expect: warpAffine of a picture by a hundredth of a pixel moves it by a hundredth, in float64 at least as exactly as in float32; and
#   what is done to one channel does not depend on how many there are beside it.
# What happens: float32 with one, three or four channels moves by 0.01. float64 does not move at all, nor does float32 with two channels or with
#   five and more: there places are rounded to 1/32 of a pixel, as older releases did it in all types. 0.1 becomes 0.094, 0.3 becomes 0.3125. Fifty
#   moves of 0.01 one after another are half a pixel in float32 and nothing in float64. warpPerspective and remap do the same. No error, no warning.
#   (That all types were rounded so was reported often, for float64 in 2011, opencv#4283, open; that float32 no longer is, and the others still are,
#   neither the documentation of the functions says nor a report was found.)
# Who meets it: whoever stabilises films, warps a field of motion (two channels) along with its frames (three), or latents (four, eight, sixteen):
#   frames and motion are moved by different amounts, latents of four channels and of eight too; NumPy's arithmetic gives float64 by default, so that
#   a gradient by differences of a small step is exactly 0. Move three or four channels at a time, as float32.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check opencv-python-headless==5.0.0.93 numpy==2.4.6

cat > try.py <<'PY'
import sys

import cv2
import numpy as np

WIDTH, HEIGHT, SLOPE = 60, 40, 4
ramp = np.tile(np.arange(WIDTH, dtype=np.float64) * SLOPE, (HEIGHT, 1))
columns, rows = np.meshgrid(np.arange(WIDTH, dtype=np.float32), np.arange(HEIGHT, dtype=np.float32))


def affine(picture, step):
    return cv2.warpAffine(picture, np.float64([[1, 0, step], [0, 1, 0]]), (WIDTH, HEIGHT))


def perspective(picture, step):
    return cv2.warpPerspective(picture, np.float64([[1, 0, step], [0, 1, 0], [0, 0, 1]]), (WIDTH, HEIGHT))


def remap(picture, step):
    return cv2.remap(picture, columns - np.float32(step), rows, cv2.INTER_LINEAR)


def moved(warp, kind, channels, step):
    picture = np.dstack([ramp.astype(kind)] * channels) if channels > 1 else ramp.astype(kind)
    # along a ramp, what a pixel has lost tells how far the picture has moved
    return float((ramp[20, 30] - warp(picture, step).reshape(HEIGHT, WIDTH, channels)[20, 30, 0]) / SLOPE)


layouts = [(np.float32, 1), (np.float32, 3), (np.float32, 4), (np.float64, 1), (np.float64, 3), (np.float32, 2), (np.float32, 5), (np.float32, 16)]
seen = {}
for warp in (affine, perspective, remap):
    for step in (0.01, 0.1, 0.3, 0.5):
        for kind, channels in layouts:
            seen[warp, step, kind, channels] = moved(warp, kind, channels, step)
        print(f'{warp.__name__} by {step}: ' + ', '.join(f'{kind.__name__} × {channels} {seen[warp, step, kind, channels]:.4f}' for kind, channels in layouts))

far = {}
for kind in (np.float32, np.float64):
    picture = ramp.astype(kind)
    for _ in range(50):
        picture = affine(picture, 0.01)
    far[kind] = float((ramp[20, 30] - picture[20, 30]) / SLOPE)
    print(f'fifty moves of 0.01 in {kind.__name__}: {far[kind]:.4f}')

slope = {kind: float((affine(ramp.astype(kind), 0.01)[20, 30] - affine(ramp.astype(kind), -0.01)[20, 30]) / 0.02) for kind in far}
print(f'how fast a pixel changes with the step, by differences of 0.01: {slope[np.float32]:.3f} in float32, {slope[np.float64]:.3f} in float64, right is {-SLOPE}')

rounded = {0.01: 0, 0.1: 3 / 32, 0.3: 10 / 32, 0.5: 0.5}
exact = lambda kind, channels: kind is np.float32 and channels in (1, 3, 4)
found = all(abs(value - (step if exact(kind, channels) else rounded[step])) < 1e-3 for (_, step, kind, channels), value in seen.items())
found = found and abs(far[np.float32] - 0.5) < 1e-3 and far[np.float64] == 0 and abs(slope[np.float32] + SLOPE) < 0.05 and slope[np.float64] == 0
print('as found: doubles, and two or five channels, move in steps of 1/32' if found else 'CHANGED: expected exact moves for float32 with 1, 3 and 4 channels and steps of 1/32 for the others')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
