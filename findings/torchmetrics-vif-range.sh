#!/usr/bin/env bash
# torchmetrics 1.9.0, torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: visual_information_fidelity of two pictures, of which nothing is said about their range, is one number for bytes and for the same
#   bytes divided by 255, as it is for torchmetrics' SSIM and PSNR, or asks for a data_range as PSNR does; and the less of a picture is left, the lower it is.
# What happens: from 0 to 255 a picture with a noise of 2 % has 0.64, blurred by 5 × 5 pixels 0.45, with 10 % noise 0.24, with 30 % noise 0.09. From 0 to 1
#   they have 1.01, 0.68, 1.01 and 0.98: noise hardly counts, what is drowned in it is better than what is a little blurred, and two of them are better than
#   the picture itself, which has 1. Half the contrast is 0.76 and 0.25. In 16 bits the first has 0.25. The eye is given a noise of its own, sigma_n_sq = 2 in the grey's unit squared,
#   which is 1.4 of 255 steps, and of this picture from 0 to 1 nine times its deviation: all detail is below what it sees. sigma_n_sq=2 / 255² gives the
#   numbers of bytes. universal_image_quality_index is the same from 0 to 1 and above; from 0 to 0.1 it has 0.68 for 0.94, from 0 to 0.01 0.0004. (The
#   argument is documented as "variance of the visual noise", without a unit; the example has pictures from randn. No report was found.)
# Who meets it: whoever judges films or reconstructions that a model gives, from 0 to 1 or from −1 to 1, and compares with published numbers: blur is
#   punished, noise is not, and "fidelity above 1" looks like a success. Multiply pictures by 255 before, or pass sigma_n_sq in their unit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torchmetrics==1.9.0 torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import torch
import torch.nn.functional as F
from torchmetrics.functional.image import structural_similarity_index_measure, universal_image_quality_index, visual_information_fidelity

torch.manual_seed(0)
y, x = torch.meshgrid(torch.arange(96.0), torch.arange(96.0), indexing='ij')
picture = (0.5 + 0.25 * torch.sin(x / 5) * torch.cos(y / 7) + 0.15 * ((x // 12 + y // 12) % 2 - 0.5))[None, None]
spoilt = {
    'noise of 2 %': picture + 0.02 * torch.randn_like(picture),
    'blurred by 5 × 5': F.avg_pool2d(F.pad(picture, (2, 2, 2, 2), mode='reflect'), 5, 1),
    'noise of 10 %': picture + 0.1 * torch.randn_like(picture),
    'noise of 30 %': picture + 0.3 * torch.randn_like(picture),
    'half the contrast': 0.5 + (picture - 0.5) / 2,
}
print(f'a picture from {picture.min():.2f} to {picture.max():.2f}, its deviation {picture.std():.2f}')
units = 0.01, 0.1, 1, 255, 65535
seen = {}
for name, other in spoilt.items():
    for unit in units:
        pair = other * unit, picture * unit
        seen[name, unit] = [float(answer) for answer in (visual_information_fidelity(*pair), visual_information_fidelity(*pair, sigma_n_sq=2 * (unit / 255) ** 2),
                            universal_image_quality_index(*pair), structural_similarity_index_measure(*pair, data_range=unit))]
    for row, measure in enumerate(('VIF', 'VIF with sigma_n_sq in the unit', 'UQI', 'SSIM')):
        print(f'{name}, {measure}: ' + ', '.join(f'{seen[name, unit][row]:.4f} (0 to {unit:g})' for unit in units))

vif = lambda unit: [seen[name, unit][0] for name in spoilt]
near = lambda found, right, by=0.05: all(abs(a - b) < by for a, b in zip(found, right))
found = near(vif(255), (0.64, 0.45, 0.24, 0.09, 0.76)) and near(vif(1), (1.006, 0.683, 1.013, 0.978, 0.251)) and vif(1)[0] > 1 and near(vif(65535)[:1], [0.25])
found = found and vif(1)[3] > vif(1)[1] and vif(255)[3] < vif(255)[1]
found = found and all(near([seen[name, unit][row] for unit in units[2:]], [seen[name, 255][row]] * 3, 0.005) for name in spoilt for row in (1, 2, 3))
found = found and seen['noise of 2 %', 0.01][2] < 0.01 and near([seen['noise of 2 %', 0.1][2]], [0.68])
print('as found: how faithful a picture is depends on its range' if found else 'CHANGED: expected VIF near 1 for noisy pictures from 0 to 1, and 0.64, 0.24 and 0.09 from 0 to 255')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
