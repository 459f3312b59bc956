#!/usr/bin/env bash
# torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: seeds that differ give numbers that differ. manual_seed takes 64 bits and refuses a 65th, initial_seed hands all of them
#   back, torch.seed() draws a seed of 64 bits; a seed put together as (epoch << 32) + picture, or from a digest, is one for each picture.
# What happens: the generator of the CPU begins from the lower 32 bits and drops the rest. Seed 1 and seed 1 + 2^32 give the same noise to
#   the last number, whether by torch.manual_seed or by a Generator; so do −1 and 2^32 − 1, and every epoch of the seed above. Of 200,000
#   seeds cut out of SHA-256 digests four begin as an earlier one does, where 64 bits would have one such pair in a billion of such sets. NumPy's
#   default_rng takes in all bits. The documentation gives the range of 64 bits, and for a Generator adds that any 32-bit integer is
#   valid; that the rest is dropped it does not say.
# Who meets it: whoever gives each film, worker or epoch noise of its own by packing two numbers into a seed, or hashes a prompt into
#   one: training sees the same noise in every epoch, two prompts share a picture, and initial_seed shows that all seeds differ.
#   Mix first: seed by int(np.random.SeedSequence([epoch, picture]).generate_state(1)[0]), and pack in as little as needed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import hashlib
import sys

import numpy as np
import torch


def noise(seed):
    return torch.randn(1000, generator=torch.Generator().manual_seed(seed))


pairs = {'1 and 1 + 2^32': (1, 1 + 2**32), '−1 and 2^32 − 1': (-1, 2**32 - 1), '5 and 5 + 7·2^60': (5, 5 + 7 * 2**60), '1 and 2': (1, 2)}
same = {name: torch.equal(noise(one), noise(other)) for name, (one, other) in pairs.items()}
for name, equal in same.items():
    print(f'seeds {name}: {"the same" if equal else "other"} noise')
print('initial_seed keeps', torch.Generator().manual_seed(1 + 2**32).initial_seed())
torch.manual_seed(3)
first = torch.randn(5)
torch.manual_seed(3 + 2**40)
globally = torch.equal(first, torch.randn(5))
print('torch.manual_seed(3) and torch.manual_seed(3 + 2^40):', 'the same' if globally else 'other', 'noise')

epochs = [noise((epoch << 32) + picture) for epoch in range(10) for picture in range(100)]
different = len({tuple(drawn.tolist()) for drawn in epochs})
mixed = [noise(int(np.random.SeedSequence([epoch, picture]).generate_state(1)[0])) for epoch in range(10) for picture in range(100)]
apart = len({tuple(drawn.tolist()) for drawn in mixed})
print(f'ten epochs of a hundred pictures, seeded by (epoch << 32) + picture: {different} different noises of 1000; mixed by SeedSequence: {apart}')

seeds = [int.from_bytes(hashlib.sha256(f'prompt {i}'.encode()).digest()[:8], 'little') for i in range(200_000)]
generator = torch.Generator()
beginnings = len({tuple(torch.randint(2**62, (2,), generator=generator.manual_seed(seed)).tolist()) for seed in seeds})
print(f'{len(set(seeds))} seeds of 64 bits from digests: {beginnings} different beginnings')
theirs = np.array_equal(np.random.default_rng(1).random(5), np.random.default_rng(1 + 2**32).random(5))
print("NumPy's default_rng(1) and default_rng(1 + 2^32):", 'the same' if theirs else 'other', 'numbers')

found = list(same.values()) == [True, True, True, False] and globally and different == 100 and apart == 1000
found = found and len(set(seeds)) == 200_000 and beginnings == 199_996 and not theirs
print('as found: only 32 bits of a seed count' if found else 'CHANGED: expected seeds that differ by 2^32 to give the same noise')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
