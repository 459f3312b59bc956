#!/usr/bin/env bash
# opencv-python-headless 5.0.0.93, numpy 2.4.6.
#
# One would expect: calcOpticalFlowFarneback tells by how many pixels a picture moved, and that has no unit of brightness: a film at half the contrast
#   moved just as far. The method solves for a displacement by dividing two things that both grow with the square of the contrast.
# What happens: the flow depends on the contrast, and between much and little it is anything in between. A texture that is moved by two pixels has a flow
#   of 2.00 where its greys have a deviation of 22, 1.66 where it is 6.7, 1.02 at 4.5, 0.12 at 2.2 and 0.00 at 0.2; moved by one pixel, half of each. More
#   iterations, levels, larger windows change little. A spot 200 brighter than the ground, moved by two, moves by 2.00, one 30 brighter by 1.2, one 15
#   brighter by 0.17. A constant of 0.001, made for 8 bits, is added to what is divided by. Float pictures from 0 to 1, which are taken (the documentation
#   asks for 8 bits, and says nothing of contrast), do not move at all; the same as floats from 0 to 255 do. Of the same greys DISOpticalFlow says
#   2.00 down to a spot of 8, and phaseCorrelate 2.00 at any contrast. (For a port to the GPU, flows of 0 from pictures from 0 to 1 were reported:
#   farneback3d#2; of OpenCV no report was found.)
# Who meets it: whoever measures motion in films, filters a data set by it or scores generated films: night stands still, dusk is slow, a moon behind
#   haze is slower than the same moon in a clear sky, and a model that lowers the contrast looks calmer. With a chequered test picture all is right. Bring
#   each pair of frames to one contrast first, ((f - f.mean()) * 50 / f.std()).astype(np.float32) with the first frame's mean and deviation for both;
#   or take DISOpticalFlow.
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

draw = np.random.default_rng(0)
texture = cv2.GaussianBlur(draw.normal(size=(128, 128)), (0, 0), 3)
texture /= np.abs(texture).max()
inside = (slice(20, -20), slice(20, -20), 0)


def farneback(first, second, winsize=15, iterations=3, levels=3):
    return cv2.calcOpticalFlowFarneback(first, second, None, 0.5, levels, winsize, iterations, 5, 1.2, 0)


def dis(first, second):
    return cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM).calc(first, second, None)


mean = lambda flow: float(flow[inside].mean())
seen, other = {}, {}
for height in (0.5, 1, 10, 20, 30, 50, 100, 1000):
    picture = (height * texture).astype(np.float32)
    moved = {by: np.roll(picture, by, 1) for by in (1, 2)}
    level = lambda f: ((f - picture.mean()) * 50 / picture.std()).astype(np.float32)
    seen[height] = [mean(farneback(picture, moved[2])), mean(farneback(picture, moved[1]))]
    variants = [mean(farneback(picture, moved[2], **more)) for more in ({'winsize': 31}, {'iterations': 30}, {'levels': 1})]
    other[height] = [mean(farneback(level(picture), level(moved[2]))), cv2.phaseCorrelate(picture, moved[2])[0][0]]
    print(f'floats with a deviation of {picture.std():.2f}: moved by 2: {seen[height][0]:.3f}, by 1: {seen[height][1]:.3f}; by 2 with a window of 31, 30 iterations, one level: '
          f'{", ".join(f"{flow:.3f}" for flow in variants)}; brought to one contrast {other[height][0]:.3f}, phaseCorrelate {other[height][1]:.3f}')

y, x = np.mgrid[:64, :64]
spots = {}
for bright in (200, 60, 30, 15, 8):
    at = lambda column: (10 + bright * np.exp(-((x - column) ** 2 + (y - 32) ** 2) / 72)).round().astype(np.uint8)
    first, second = at(30), at(32)
    core = at(31) > 10 + bright / 2
    spots[bright] = [float(flow(first, second)[..., 0][core].mean()) for flow in (farneback, dis)]
    print(f'bytes, a spot {bright} brighter than the ground, moved by 2: Farnebäck {spots[bright][0]:.3f}, DIS {spots[bright][1]:.3f}')
bytes_of = lambda by: (128 + 30 * np.roll(texture, by, 1)).round().astype(np.uint8)
bits = mean(farneback(bytes_of(0), bytes_of(2)))
unit = [np.clip(bytes_of(by) / 255, 0, 1).astype(np.float32) for by in (0, 2)]
print(f'a texture of bytes around 128, up to 30 from it, moved by 2: {bits:.3f}; the same from 0 to 1: {mean(farneback(*unit)):.3f}')

near = lambda value, wanted, slack=0.03: abs(value - wanted) < slack
found = all(near(seen[height][0], wanted) for height, wanted in {0.5: 0, 1: 0, 10: 0.12, 20: 1.02, 30: 1.66, 50: 1.95, 100: 2, 1000: 2}.items())
found = found and all(near(half, whole / 2) for whole, half in seen.values())
found = found and all(near(flow, 2) for flows in other.values() for flow in flows) and all(near(spots[bright][1], 2) for bright in spots)
found = found and all(near(spots[bright][0], wanted, 0.1) for bright, wanted in {200: 2, 30: 1.18, 15: 0.17, 8: 0.02}.items()) and near(bits, 1.66, 0.05) and near(mean(farneback(*unit)), 0, 0.001)
print('as found: the flow depends on the contrast' if found else 'CHANGED: expected a flow between 0 and 2 for what moves by 2, the less the contrast, and 2 from the others')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
