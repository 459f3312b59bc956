#!/usr/bin/env bash
# blosc2 4.12.0 (Python), numpy 2.4.6.
#
# One would expect: NDArray, whose operators are written as NumPy's and which keeps its cells compressed, works out the same numbers.
#   blosc2.remainder is "equivalent to the Python modulus operator" by its documentation, so that −1 % 3 is 2.
# What happens: % gives what C gives, with the sign of what is divided: −1 % 3 is −1 and −0.25 % 1 is −0.25, for %, blosc2.remainder and
#   np.remainder of an NDArray; while lazyexpr('a % 3') of the same numbers in a NumPy array is right, // is, and lazyexpr
#   has −1 if they are compressed. A mask by a whole number is cut to whole numbers: true / 2 is 0, and mask / mask.sum(),
#   which shares 1 out among the cells, is 0 throughout; by 2.0 it is right, and so are whole numbers / 2. argmax and argmin of
#   numbers with a NaN are 0, wherever the NaN and the greatest stand; NumPy names the NaN. No error, no warning; of % in numexpr, for
#   whole numbers, there is a report of 2020 (numexpr#365), of blosc2 none was found.
# Who meets it: whoever keeps latents, frames or tokens compressed and works on them as they are: positions wrapped round by
#   (position − shift) % frames are negative, and half of the shifted windows reads other cells; weights from a mask are nothing.
#   Add the divisor first, (a % 3 + 3) % 3; divide by float(n); take the cells out, a[:], before asking where.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check blosc2==4.12.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import blosc2
import numpy as np

found = True


def case(name, got, wanted, plain):
    global found
    found = found and np.array_equal(got, wanted)
    print(f'{name}: {np.asarray(got).tolist()}, numpy {np.asarray(plain).tolist()}')


whole = np.array([-5, -1, 0, 1, 5])
parts = np.array([-0.25, -1.5, 2.5])
mask = np.array([True, False, True, True])
a, b, m = (blosc2.asarray(x) for x in (whole, parts, mask))

case('a % 3', (a % 3)[:], [-2, -1, 0, 1, 2], whole % 3)
case('blosc2.remainder(a, 3)', blosc2.remainder(a, 3)[:], [-2, -1, 0, 1, 2], np.remainder(whole, 3))
case('np.remainder(a, 3)', np.remainder(a, 3)[:], [-2, -1, 0, 1, 2], np.remainder(whole, 3))
case("lazyexpr('a % 3'), a compressed", blosc2.lazyexpr('a % 3', {'a': a})[:], [-2, -1, 0, 1, 2], whole % 3)
case("lazyexpr('a % 3'), a in numpy", blosc2.lazyexpr('a % 3', {'a': whole})[:], whole % 3, whole % 3)
case('b % 1', (b % 1)[:], [-0.25, -0.5, 0.5], parts % 1)
case('a // 3', (a // 3)[:], whole // 3, whole // 3)
case('(a % 3 + 3) % 3', ((a % 3 + 3) % 3)[:], whole % 3, whole % 3)

case('mask / 2', (m / 2)[:], [0, 0, 0, 0], mask / 2)
case('mask / mask.sum()', (m / m.sum())[:], [0, 0, 0, 0], mask / mask.sum())
case('mask / 2.0', (m / 2.0)[:], mask / 2, mask / 2)
case('a / 2', (a / 2)[:], whole / 2, whole / 2)

for cells in ([1.0, 3.0, 5.0, np.nan, 2.0, 9.0], [4.0, np.nan, 5.0, 2.0]):
    plain = np.array(cells)
    c = blosc2.asarray(plain)
    case(f'argmax and argmin of {cells}', [int(c.argmax()), int(c.argmin())], [0, 0], [plain.argmax(), plain.argmin()])
case('argmax of 1, 3, 9, 2', int(blosc2.asarray(np.array([1.0, 3.0, 9.0, 2.0])).argmax()), 2, 2)

place = np.arange(12)
moved = ((blosc2.asarray(place) - 6) % 12)[:]
print(f'(place - 6) % 12 for twelve places: {int((moved < 0).sum())} are negative, numpy has {int(((place - 6) % 12 < 0).sum())}')
found = found and (moved < 0).sum() == 6

print('as found: remainders, shares of a mask and places of NaN are not those of numpy' if found else 'CHANGED: expected −1 % 3 to be −1, mask / 2 to be 0 and argmax with a NaN to be 0')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
