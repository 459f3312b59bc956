#!/usr/bin/env bash
# torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: the mean of a film's pixels, frame by frame, is one number however it is asked for, in bfloat16 to its two or three digits:
#   x.mean((3, 4)), adaptive_avg_pool2d of the frames, adaptive_avg_pool3d(x, (None, 1, 1)), interpolate(x, …, mode='area').
# What happens: the last two, which are one kernel, add a window up in the type of the data. In bfloat16 the sum of brightnesses from 0 to 1 stands
#   still at 256: a frame of 32 × 32 whose mean is 0.5 has 0.25, one of 64 × 64 0.0625, of 128 × 128 0.0156, whichever frame it is. Of one grey of
#   200, 16 × 16 pixels made 2 × 2 are 194 each, 64 × 64 are 64. In float16 noise of 128 × 128 has 0.125, and 64 × 64 pixels of 200 are infinite. The
#   first two are right, and so are the gradient and adaptive_avg_pool3d(x, 1), which asks for the mean; in float32 all is. Of pictures the kernel was
#   mended long ago. (Of small numbers, which differ between CPU and GPU by a digit, it is reported since 2024, pytorch#140696, open; on the GPU it
#   was mended in 2021, pytorch#52719.) The documentation of neither function speaks of it.
# Who meets it: whoever looks at films in half precision by their frames' means, pools a film's latents in space and keeps time, or makes thumbnails
#   by mode='area': the larger the frame, the darker, and all frames alike; with 8 × 8 cells, as in a test, it is off by a hundredth. Take the mean,
#   or bring the frames into the batch: adaptive_avg_pool2d(x.transpose(1, 2).flatten(0, 1), 1).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import torch
import torch.nn.functional as F

torch.manual_seed(0)


def ways(film):
    frames = film.transpose(1, 2).flatten(0, 1)
    return {
        'in doubles': film.double().mean((3, 4)),
        'mean': film.mean((3, 4)),
        'adaptive_avg_pool2d': F.adaptive_avg_pool2d(frames, 1),
        'adaptive_avg_pool3d': F.adaptive_avg_pool3d(film, (None, 1, 1)),
        'interpolate area': F.interpolate(film, size=(film.shape[2], 1, 1), mode='area'),
    }


seen = {}
for kind in (torch.float32, torch.bfloat16, torch.float16):
    for size in (8, 32, 64, 128):
        film = torch.rand(1, 1, 2, size, size).to(kind)
        seen[kind, size] = found = {name: answer.flatten().tolist() for name, answer in ways(film).items()}
        print(f'{kind}, two frames of {size} × {size}: ' + ', '.join(f'{name} {numbers[0]:.4f} {numbers[1]:.4f}' for name, numbers in found.items()))

wrong = lambda found, name: max(abs(a / b - 1) for a, b in zip(found[name], found['in doubles'])) > 0.2
flat = {}
for kind in (torch.bfloat16, torch.float16):
    grey = torch.full((1, 1, 4, 128, 128), 200.0, dtype=kind)
    for size in (16, 64, 128):
        part = grey[..., :size, :size]
        flat[kind, size] = F.interpolate(part, size=(4, 2, 2), mode='area').unique().tolist(), F.interpolate(part[0].transpose(0, 1), size=(2, 2), mode='area').unique().tolist()
        print(f'{kind}, 200 all over, {size} × {size} made 2 × 2: as a film {flat[kind, size][0]}, as pictures {flat[kind, size][1]}')

film = torch.rand(1, 1, 2, 64, 64).bfloat16().requires_grad_()
F.adaptive_avg_pool3d(film, (2, 1, 1)).sum().backward()
slope = film.grad.unique().tolist()
whole = F.adaptive_avg_pool3d(film, 1).item(), film.detach().double().mean().item()
print(f'gradient of a frame’s mean by its pixels: {slope}, 1/4096 is {1 / 4096:.6f}; the mean of the whole film: {whole[0]:.4f}, in doubles {whole[1]:.4f}')

starts = {torch.bfloat16: (32, 64, 128), torch.float16: (128,), torch.float32: ()}
found = all(wrong(numbers, name) == (name in ('adaptive_avg_pool3d', 'interpolate area') and size in starts[kind]) for (kind, size), numbers in seen.items() for name in numbers)
found = found and seen[torch.bfloat16, 64]['adaptive_avg_pool3d'] == [0.0625, 0.0625] and seen[torch.bfloat16, 128]['interpolate area'] == [0.015625, 0.015625]
found = found and flat[torch.bfloat16, 64] == ([64], [200]) and flat[torch.float16, 64] == ([float('inf')], [200]) and flat[torch.bfloat16, 16] == ([194], [200])
found = found and slope == [1 / 4096] and abs(whole[0] - whole[1]) < 0.01
print('as found: the mean of a film’s frame is added up in half precision' if found else 'CHANGED: expected means of large frames far too small from adaptive_avg_pool3d and mode area, and right ones elsewhere')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
