#!/usr/bin/env bash
# imageio 2.38.0 (its pillow plugin), Pillow 12.3.0, av 18.1.0, numpy 2.4.6.
#
# One would expect: iio.imwrite of an array of six frames writes six frames, and iio.imread of it gives six, in a format that loses nothing; frame 3 is
#   frame 3. A film that stands still for a moment is a film, and mp4, by the pyav plugin of the same package, and TIFF keep it.
# What happens: in a GIF, an APNG and a lossless WebP alike, what equals the frame before is left out and its time added to that one's. Of greys
#   0 0 80 160 160 240 four frames come back, 0 80 160 240; a film of one picture is a single frame, in a GIF shown for 750 ms, in a PNG
#   and a WebP for no time at all, so that there nothing tells that it was six. In a GIF, whose times are hundredths, 125 ms becomes 120 for a frame
#   alone and 250 for two, so that the speed changes by 4 % within a film. A film in which all frames differ comes back whole. Pillow's authors
#   call it a feature (Pillow#5928, #7613, #8397: it cannot be turned off); imageio's documentation does not speak of it.
# Who meets it: whoever keeps films for training as GIF, APNG or WebP, whose clips have as many frames as the model: those of stars, of clouds at
#   rest or with a pause come back shorter, np.stack fails on some, or the frames fit the wrong times, labels and noise. Write one pixel
#   of each frame differently, or a format that counts: TIFF, .npy, mp4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check imageio==2.38.0 pillow==12.3.0 av==18.1.0 numpy==2.4.6

cat > try.py <<'PY'
import io
import sys

import imageio.v3 as iio
import numpy as np
from PIL import Image

still = [0, 0, 80, 160, 160, 240]
film = np.stack([np.full((16, 16, 3), grey, np.uint8) for grey in still])
film[:, 4:8, 4:8] = 255
dead = np.repeat(film[:1], 6, axis=0)
moving = np.stack([np.full((16, 16, 3), grey, np.uint8) for grey in range(0, 240, 40)])


def times(data):
    picture = Image.open(io.BytesIO(data))
    found = []
    for frame in range(getattr(picture, 'n_frames', 1)):
        picture.seek(frame)
        picture.load()
        found.append(picture.info.get('duration'))
    return found


seen = {}
films = {'with pauses': film, 'of one picture': dead, 'moving': moving}
for name, frames in films.items():
    print(f'six frames, 125 ms each, {name}')
    for extension in ('.gif', '.png', '.webp'):
        written = iio.imwrite('<bytes>', frames, extension=extension, plugin='pillow', duration=125, **({'lossless': True} if extension == '.webp' else {}))
        back = iio.imread(written, extension=extension, plugin='pillow', index=...)
        seen[name, extension] = back[:, 0, 0, 0].tolist(), times(written)
        print(f'  {extension}: {len(back)} frames, greys {seen[name, extension][0]}, shown for {seen[name, extension][1]} ms')
    video = iio.imread(iio.imwrite('<bytes>', frames, extension='.mp4', plugin='pyav', codec='libx264', fps=8), extension='.mp4', plugin='pyav')
    pages = iio.imread(iio.imwrite('<bytes>', frames, extension='.tiff', plugin='pillow'), extension='.tiff', plugin='pillow', index=...)
    seen[name] = len(video), len(pages)
    print(f'  .mp4: {len(video)} frames, .tiff: {len(pages)}')

whole = list(range(0, 240, 40))
found = all(seen['with pauses', kind][0] == [0, 80, 160, 240] and len(seen['of one picture', kind][0]) == 1 and seen['moving', kind][0] == whole for kind in ('.gif', '.png', '.webp'))
found = found and seen['with pauses', '.gif'][1] == [250, 120, 250, 120] and seen['with pauses', '.png'][1] == seen['with pauses', '.webp'][1] == [250, 125, 250, 125]
found = found and seen['of one picture', '.gif'][1] == [750] and not seen['of one picture', '.png'][1][0] and not seen['of one picture', '.webp'][1][0]
found = found and all(seen[name] == (6, 6) for name in films)
print('as found: what equals the frame before is left out' if found else 'CHANGED: expected films that stand still to come back with fewer frames')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
