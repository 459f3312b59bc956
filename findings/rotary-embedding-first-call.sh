#!/usr/bin/env bash
# rotary-embedding-torch 0.9.1, torch 2.13.0 (CPU).
#
# One would expect: RotaryEmbedding turns a query by its place, whatever was asked of it before; in bfloat16 it does so to
#   bfloat16's two or three digits.
# What happens: places are counted in the type of the queries. bfloat16 has no 257: from 256 on half of all neighbours are turned alike,
#   from 512 on three in four. And the angles are kept: a module that was first called in bfloat16 turns float32 queries, of
#   the same length or less, by the same wrong angles ever after, off by up to half the query's length, and hands them out in
#   get_axial_freqs, too; one that was first called in float32 turns bfloat16 queries rightly.
# Who meets it: whoever attends over more than 256 patches or frames with it. Whether training and sampling agree depends on which
#   type came first in each; a run that is resumed, or looked at once in half precision, has another model. Call it once in
#   float32, with the longest sequence, before anything else.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6 einops==0.8.2
venv/bin/pip install --quiet --disable-pip-version-check --no-deps rotary-embedding-torch==0.9.1

cat > try.py <<'PY'
import sys

import torch
from rotary_embedding_torch import RotaryEmbedding

ones = torch.ones(1, 1, 1024, 32)
turn = lambda rotary, dtype: rotary.rotate_queries_or_keys(ones.to(dtype))[0, 0].float()
alike = lambda turned: sum(torch.equal(here, there) for here, there in zip(turned, turned[1:]))
furthest = lambda turned: (turned - right).norm(dim=1).max().item() / 32 ** 0.5

right = turn(RotaryEmbedding(dim=32), torch.float32)
halves = RotaryEmbedding(dim=32)
singles = RotaryEmbedding(dim=32)
rows = {
    'bfloat16, the first call': turn(halves, torch.bfloat16),
    'float32, the same module': turn(halves, torch.float32),
    'float32, the first call': turn(singles, torch.float32),
    'bfloat16, the same module': turn(singles, torch.bfloat16),
    'float16, the first call': turn(RotaryEmbedding(dim=32), torch.float16),
}
for name, turned in rows.items():
    print(f'{name}: {alike(turned)} of 1023 neighbours turned alike, at most {furthest(turned):.4f} of the length off')
axial = [torch.equal(rotary.get_axial_freqs(1024), RotaryEmbedding(dim=32).get_axial_freqs(1024)) for rotary in (halves, singles)]
print(f'get_axial_freqs after a first call in bfloat16, and in float32: {["wrong", "right"][axial[0]]}, {["wrong", "right"][axial[1]]}')
counts = [alike(turned) for turned in rows.values()]
errors = [furthest(turned) for turned in rows.values()]
found = counts[0] == counts[1] > 450 and counts[2:] == [0, 0, 0] and min(errors[:2]) > 0.5 and max(errors[2:]) < 0.01 and axial == [False, True]
print('as found: the first call decides how every later one counts' if found
      else 'CHANGED: expected neighbours turned alike from the first two, and from no other')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
