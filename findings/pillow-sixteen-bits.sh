#!/usr/bin/env bash
# Pillow 12.3.0, numpy 2.4.6; beside them scipy 1.17.1.
#
# One would expect: a picture of one grey, turned by ten degrees, has that grey in its middle; moved by one whole pixel it is what it was, by any
#   filter; or Pillow refuses, as it does to blur a picture of 16 bits ("image has wrong mode") or to make it half as large by reduce.
# What happens: rotate and transform of a 16-bit grey picture (mode I;16) by bilinear or bicubic take its bytes for pixels. 1000 all over becomes
#   217, 21, 210, 28 …; a slope from 0 to 60000 has nothing above 255, and moved by a whole pixel it is 46, 128, 62, 32. By nearest, which is the
#   default, it is right, and so is resize by either of the two; so are modes I and F of the same numbers. ImageStat of the slope has the mean 83, of
#   256 at most, as its documentation says. No error, no warning; a shape, a type and a file are as they should be. Of the modes with 16 bits the
#   documentation says that support for them is limited. Of transform it was reported in 2015 (Pillow#1127, closed). Since 10.3 a 16-bit PNG opens in
#   this mode, where it opened as I before, which is right.
# Who meets it: whoever turns or warps depth, masks with many labels or 16-bit frames along with their pictures to have more of them for training:
#   what comes out looks like noise only if one looks, and a loader scales it away. Convert first: image.convert('I') or ('F').
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check pillow==12.3.0 numpy==2.4.6 scipy==1.17.1

cat > try.py <<'PY'
import io
import sys

import numpy as np
import scipy.ndimage
from PIL import Image, ImageFilter, ImageStat

SIZE = 16
FILTERS = {'nearest': Image.Resampling.NEAREST, 'bilinear': Image.Resampling.BILINEAR, 'bicubic': Image.Resampling.BICUBIC}
flat = np.full((SIZE, SIZE), 1000, np.uint16)
slope = np.tile((np.arange(SIZE) * 4000).astype(np.uint16), (SIZE, 1))


def opened(numbers):
    file = io.BytesIO()
    Image.fromarray(numbers).save(file, 'PNG')
    image = Image.open(file)
    assert np.array_equal(np.asarray(image), numbers)
    return image


def middle(image):
    return np.asarray(image)[SIZE // 2, 6:10].tolist()


def moved(image, step, way):
    return image.transform((SIZE, SIZE), Image.Transform.AFFINE, (1, 0, step, 0, 1, 0), way)


seen = {}
print(f'a 16-bit grey PNG opens as {opened(flat).mode}')
for mode in ('I;16', 'I', 'F'):
    for name, way in FILTERS.items():
        one, ramp = (opened(numbers) if mode == 'I;16' else opened(numbers).convert(mode) for numbers in (flat, slope))
        seen[mode, name] = answers = {
            'turned': middle(one.rotate(10, way)),
            'by one pixel': middle(moved(ramp, 1, way)),
            'by half a pixel': middle(moved(ramp, 0.5, way)),
            'made 12 × 12': np.asarray(ramp.resize((12, 12), way))[6, 4:8].tolist(),
        }
        print(f'{mode}, {name}: 1000 all over, turned by 10°, {answers["turned"]}; the slope {middle(ramp)} moved by one pixel {answers["by one pixel"]}, by half a pixel {answers["by half a pixel"]}, resized {answers["made 12 × 12"]}')
right = scipy.ndimage.shift(slope.astype(float), (0, -0.5), order=1)[SIZE // 2, 6:10].tolist()
print(f'scipy, by half a pixel, linear: {right}')

stat = ImageStat.Stat(opened(slope)).mean[0]
print(f'mean of the slope: ImageStat {stat}, NumPy {slope.mean()}')
refused = []
for act in (lambda: opened(flat).filter(ImageFilter.GaussianBlur(1)), lambda: opened(flat).reduce(2)):
    try:
        act()
    except ValueError as error:
        refused.append(str(error))
print(f'blur and reduce: {refused}')

one_on = slope[SIZE // 2, 7:11].tolist()
found = opened(flat).mode == 'I;16' and len(refused) == 2 and stat == 83.125
for (mode, name), answers in seen.items():
    broken = mode == 'I;16' and name != 'nearest'
    found = found and (answers['turned'] != [1000] * 4) == broken and (answers['by one pixel'] != one_on) == broken
    found = found and (max(answers['by half a pixel']) < 256) == broken and (name == 'nearest' or np.allclose(answers['made 12 × 12'], seen['F', name]['made 12 × 12'], atol=1))
found = found and seen['I;16', 'bilinear']['turned'] == [217, 21, 210, 28] and seen['F', 'bilinear']['by half a pixel'] == right
print('as found: turned or moved by a filter, 16 bits are taken for two bytes' if found else 'CHANGED: expected bytes instead of numbers from rotate and transform of I;16 by bilinear and bicubic')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
