#!/usr/bin/env bash
# torch 2.13.0 (CPU), float32, numpy 2.4.6.
#
# One would expect: memory_format=torch.channels_last changes how fast a model is, and not what it answers: a GroupNorm of the same
#   numbers differs in the last digit, if at all. Pictures whose channels lie around 100, with a deviation of 1, keep five digits.
# What happens: laid out as usual they do. Laid out channels last, in pictures as in films (channels_last_3d), another kernel takes the
#   variance as the mean of the squares minus the square of the mean, in float32: around 100 the answer is off by a hundredth, around
#   1000 by more than 1, around 4098 by some thousand, since where no digit of the variance is left it is 0, and ε divides.
#   InstanceNorm and BatchNorm of the same numbers are right in either layout.
# Who meets it: whoever speeds up a U-Net or the decoder of a VAE by model.to(memory_format=torch.channels_last), as the guides for
#   convolutions advise: from the first convolution on all its GroupNorms take that kernel. Where channels have drifted from 0
#   pictures turn out otherwise. Hand the norm x.contiguous(), or compare once with the usual layout.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import torch
from torch import nn

torch.manual_seed(0)
noise = {'a picture': torch.randn(2, 32, 32, 32), 'a film': torch.randn(1, 32, 8, 16, 16)}
layouts = {'a picture': torch.channels_last, 'a film': torch.channels_last_3d}
off = lambda norm, x, right: (norm(x).double() - right).abs().max().item()

errors = {}
for kind, drawn in noise.items():
    for mean in (0, 100, 1000, 4098):
        x = drawn + mean
        norm = nn.GroupNorm(8, 32)
        right = nn.functional.group_norm(x.double(), 8)
        errors[kind, mean] = off(norm, x, right), off(norm, x.to(memory_format=layouts[kind]), right)
        print(f'{kind} around {mean}: GroupNorm is off by {errors[kind, mean][0]:.2g}, channels last by {errors[kind, mean][1]:.2g}')

x = noise['a picture'] + 4098
others = {
    'InstanceNorm': (nn.InstanceNorm2d(32), nn.functional.instance_norm(x.double())),
    'BatchNorm': (nn.BatchNorm2d(32), nn.functional.batch_norm(x.double(), None, None, training=True)),
}
small = True
for name, (norm, right) in others.items():
    both = off(norm, x, right), off(norm, x.to(memory_format=torch.channels_last), right)
    small = small and max(both) < 0.05
    print(f'a picture around 4098: {name} is off by {both[0]:.2g}, channels last by {both[1]:.2g}')

conv = nn.Conv2d(3, 32, 3, padding=1)
nn.init.constant_(conv.bias, 1000)
model = nn.Sequential(conv, nn.GroupNorm(8, 32))
picture = torch.randn(1, 3, 32, 32)
usual = model(picture)
moved = (model.to(memory_format=torch.channels_last)(picture) - usual).abs().max().item()
print(f'a convolution with a bias of 1000, then GroupNorm: model.to(memory_format=torch.channels_last) moves the answer by {moved:.2g}')

found = small and moved > 1
for kind in noise:
    found = found and max(usual for usual, _ in (errors[kind, mean] for mean in (0, 100, 1000, 4098))) < 0.01
    found = found and errors[kind, 0][1] < 1e-5 and 0.003 < errors[kind, 100][1] < 0.3
    found = found and errors[kind, 1000][1] > 0.5 and errors[kind, 4098][1] > 100
print('as found: the layout decides' if found else 'CHANGED: expected channels last to be wrong from a mean of 100 on, and the usual layout right')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
