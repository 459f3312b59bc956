#!/usr/bin/env bash
# torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: interpolate(column, (4, 1), mode='bilinear', antialias=True) is the same as of the row, turned: 0, 1, 4, … 49 becomes
#   1, 7, 21, 40. Forward and backward belong to one function.
# What happens: where the answer is one wide and its height changes, every row of it is the first: 1, 1, 1, 1; shrinking or growing, bilinear
#   or bicubic, float32 or float64, from a column or from a picture. The gradient is that of the right answer. As a row, two
#   wide, without antialias, in bytes, or with three channels laid out channels_last, the same numbers are right. Shapes, the mean's size
#   and a constant input give nothing away. Debian's torch 1.13 is right, so that it came later; no report of it was found.
# Who meets it: whoever resamples along one axis, such as frames of films or a curve, for which x[..., None] makes the picture that
#   antialias asks for; stretches position embeddings of a grid one patch wide, as vision transformers do with bicubic and antialias; or
#   takes a film's mean colour by row. Put the axis last, x[:, :, None], and the size (1, 4).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import torch
from torch.nn.functional import interpolate

squares = torch.arange(8.0) ** 2


def column(numbers, length, mode, **options):
    return interpolate(numbers[None, None, :, None], (length, 1), mode=mode, **options).flatten()


def row(numbers, length, mode, **options):
    return interpolate(numbers[None, None, None, :], (1, length), mode=mode, **options).flatten()


stuck, right = {}, {}
for mode in ('bilinear', 'bicubic'):
    for length in (4, 3, 16):
        for dtype in (torch.float32, torch.float64):
            as_column, as_row = (turned(squares.to(dtype), length, mode, antialias=True) for turned in (column, row))
            stuck[mode, length, dtype] = bool((as_column == as_row[0]).all()) and not torch.allclose(as_column, as_row)
        print(f'{mode}, 8 to {length}, antialias: as a column {[round(n, 2) for n in as_column.tolist()[:4]]}, as a row {[round(n, 2) for n in as_row.tolist()[:4]]}')

right['without antialias'] = torch.allclose(column(squares, 4, 'bilinear'), row(squares, 4, 'bilinear'))
whole = squares.to(torch.uint8)
right['bytes'] = torch.equal(column(whole, 4, 'bilinear', antialias=True), row(whole, 4, 'bilinear', antialias=True))
wide = interpolate(squares[None, None, :, None].expand(1, 1, 8, 2), (4, 2), mode='bilinear', antialias=True)[0, 0, :, 0]
right['two wide'] = torch.allclose(wide, row(squares, 4, 'bilinear', antialias=True))
film = torch.rand(2, 3, 8, 6, generator=torch.Generator().manual_seed(0))
turned = interpolate(film.transpose(2, 3).contiguous(), (1, 4), mode='bilinear', antialias=True).transpose(2, 3)
last = interpolate(film.contiguous(memory_format=torch.channels_last), (4, 1), mode='bilinear', antialias=True)
right['channels_last, three channels'] = torch.allclose(last, turned)
for name, agrees in right.items():
    print(f'{name}: {"right" if agrees else "wrong"}')
usual = interpolate(film, (4, 1), mode='bilinear', antialias=True)
print('a picture of 8 × 6 to 4 × 1: ', [round(n, 3) for n in usual[0, 0, :, 0].tolist()], 'instead of', [round(n, 3) for n in turned[0, 0, :, 0].tolist()])

leaf = torch.zeros(8, requires_grad=True)
column(leaf, 4, 'bilinear', antialias=True)[3].backward()
slope = leaf.grad.clone()
moved = column(torch.eye(8)[7], 4, 'bilinear', antialias=True)[3].item()
print(f'how the last of four depends on the last of eight: gradient {slope[7]:.3f}, by trying it {moved:.3f}')

found = all(stuck.values()) and all(right.values()) and bool((usual == usual[:, :, :1]).all()) and not torch.allclose(usual, turned)
found = found and slope[7] > 0.4 and moved == 0
print('as found: every row of an answer one wide is the first' if found else 'CHANGED: expected 1, 1, 1, 1 instead of 1, 7, 21, 40')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
