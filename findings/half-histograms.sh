#!/usr/bin/env bash
# torch 2.13.0 (CPU), jax 0.10.2 (CPU), numpy 2.4.6.
#
# One would expect: torch.histc(x, 8, -4, 4) and jnp.histogram(x, 8, (-4, 4)) of 200,000 normal numbers are a bell, in bfloat16 too: hardly a number
#   changes its bin by being rounded. A count may be rounded to the type that it is handed out in, 68,526 to 68,608; all counts together are as many as
#   the numbers.
# What happens: each bin is counted in the type of the data, one by one, and where adding 1 no longer changes a count it stands still: at 256 in
#   bfloat16, at 2048 in float16 (in torch for each thread: two of them, which count half each, have 512 and 4096). All eight bins have 256: the histogram
#   is flat, its entropy is the greatest there is, and its counts add up to 2048 of 200,000. Normal numbers and uniform ones have one histogram, to the
#   last count. Up to a few hundred numbers a bin, and in float32, both are right; torch.histogram refuses bfloat16, torch's scatter_add of ones in
#   bfloat16 is right to its digits, and so is NumPy's histogram of float16. Neither documentation speaks of it. (Of torch it is reported that the
#   histograms of two halves in float16 do not add up to that of the whole, pytorch#174668, of 2026, open, with a repair proposed; of jax none was found.)
# Who meets it: whoever logs histograms of weights, gradients or latents of a model in bfloat16, takes their entropy, or sets a quantiser's range by
#   them: every layer looks evenly spread, at every step, and only rare values are counted rightly. With other threads, as on another machine,
#   torch's counts are others. Count in float32: x.float(), x.astype(jnp.float32).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 jax==0.10.2 numpy==2.4.6

cat > try.py <<'PY'
import sys

import jax.numpy as jnp
import numpy as np
import torch

torch.manual_seed(0)
kinds = {'normal': torch.randn(200_000), 'uniform': torch.rand(200_000) * 8 - 4}


def entropy(counts):
    share = np.asarray(counts, dtype=float) / sum(counts)
    return -(share[share > 0] * np.log(share[share > 0])).sum()


seen, found = {}, True
for name, numbers in kinds.items():
    for dtype in (torch.bfloat16, torch.float16, torch.float32):
        x = numbers.to(dtype)
        right = np.histogram(x.double().numpy(), 8, (-4, 4))[0].tolist()
        for threads in (1, 2):
            torch.set_num_threads(threads)
            counts = [int(count) for count in torch.histc(x, 8, -4, 4).tolist()]
            seen[name, dtype, threads] = counts
            print(f'{name}, {dtype}, threads {threads}: {counts}, in sum {sum(counts)}, entropy {entropy(counts):.3f}; numpy of the same numbers {right}, entropy {entropy(right):.3f}')
            limit = {torch.bfloat16: 256, torch.float16: 2048, torch.float32: 2**24}[dtype] * threads
            found = found and all(count == limit if wanted > 2 * limit else count <= limit for count, wanted in zip(counts, right))
        there = jnp.asarray(numbers.numpy()).astype(str(dtype).removeprefix('torch.'))
        counts = [int(count) for count in jnp.histogram(there, 8, (-4, 4))[0]]
        seen[name, dtype, 'jax'] = counts
        print(f'{name}, {dtype}, jax: {counts}, in sum {sum(counts)}, entropy {entropy(counts):.3f}')
        limit = {torch.bfloat16: 256, torch.float16: 2048, torch.float32: 2**24}[dtype]
        found = found and all(count == limit if wanted > 1.5 * limit else count <= limit for count, wanted in zip(counts, right))
torch.set_num_threads(1)
few = [torch.histc(kinds['normal'][:400].to(dtype), 8, -4, 4).tolist() for dtype in (torch.bfloat16, torch.float32)]
half = np.histogram(kinds['normal'].numpy().astype(np.float16), 8, (-4, 4))[0].tolist()
print(f'numpy, float16: {half}')
print(f'400 normal numbers: bfloat16 {few[0]}, float32 {few[1]}')
x = kinds['normal'].bfloat16().clamp(-4, 3.98)
places = ((x.float() + 4).floor()).long()
added = torch.zeros(8, dtype=torch.bfloat16).scatter_add(0, places, torch.ones(len(x), dtype=torch.bfloat16)).tolist()
print(f'by scatter_add in bfloat16: {added}')
for name, call in {'histogram of bfloat16': lambda: torch.histogram(x, 8), 'histc of int64': lambda: torch.histc(places, 8)}.items():
    try:
        call()
        found = False
    except NotImplementedError as error:
        print(f'{name}: {error}')

flat = [256] * 8
found = found and seen['normal', torch.bfloat16, 1] == seen['uniform', torch.bfloat16, 1] == seen['normal', torch.bfloat16, 'jax'] == seen['uniform', torch.bfloat16, 'jax'] == flat
found = found and seen['normal', torch.float32, 1] == np.histogram(kinds['normal'].double().numpy(), 8, (-4, 4))[0].tolist()
found = found and seen['normal', torch.float32, 'jax'] == seen['normal', torch.float32, 1] and abs(sum(half) - 200_000) < 100
found = found and np.abs(np.array(few[0]) - few[1]).max() < 10 and max(abs(a / b - 1) for a, b in zip(added, torch.bincount(places, minlength=8).tolist())) < 0.1
print('as found: a histogram in half precision is flat' if found else 'CHANGED: expected counts that stand still at 256 in bfloat16 and at 2048 in float16, and right ones in float32')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
