#!/usr/bin/env bash
# jax 0.10.2 (CPU), numpy 2.4.6; beside it torch 2.13.0 (CPU).
#
# One would expect: jax.random.categorical(key, logits) of 8192 equal logits draws each token as often as any other. In bfloat16 equal
#   logits are still equal, and the model's own rounding is the only loss.
# What happens: 99.8 % of the draws are among the first tenth of the tokens, all of them among 720. To each logit noise is added, and the
#   greatest wins; in the type of the logits, bfloat16, there are but 128 noises, so that some 64 tokens share the greatest, and of
#   those argmax takes the first. Of a thousand tokens half the draws come from the first tenth, of a hundred 14 % do;
#   float16 does as much from some thousand tokens on. Of ten classes, as one tries it, nothing is to be seen. float32 is right.
# Who meets it: whoever samples the tokens of pictures, films or words from a model that runs in bfloat16: the codebook's order
#   decides, and what stands behind never comes, at high temperature most of all. torch.multinomial of the same probabilities in
#   bfloat16 draws them all alike. categorical(key, logits.astype(float32)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check jax==0.10.2 torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import jax
import jax.numpy as jnp
import numpy as np
import torch

shares = {}
for tokens in (10, 100, 1000, 8192):
    for dtype in (jnp.float32, jnp.float16, jnp.bfloat16):
        drawn = np.asarray(jax.random.categorical(jax.random.key(0), jnp.zeros(tokens, dtype), shape=(20_000,)))
        shares[tokens, dtype] = (drawn < tokens / 10).mean()
        print(f'{tokens} equal logits, {dtype.__name__}: {shares[tokens, dtype]:.1%} of the draws among the first tenth, {len(np.unique(drawn))} tokens drawn')
noises = np.asarray(jax.random.gumbel(jax.random.key(0), (1_000_000,), jnp.bfloat16)).astype(np.float32)
print(f'a million noises in bfloat16: {len(np.unique(noises))} different ones, {(noises == noises.max()).mean():.2%} of them the greatest')
torch.manual_seed(0)
drawn = torch.multinomial(torch.full((8192,), 1 / 8192, dtype=torch.bfloat16), 20_000, replacement=True)
theirs = (drawn < 819.2).float().mean().item()
print(f'torch.multinomial of 8192 in bfloat16: {theirs:.1%} among the first tenth, {len(drawn.unique())} tokens drawn')

found = len(np.unique(noises)) == 128 and abs(theirs - 0.1) < 0.02
found = found and all(abs(shares[tokens, jnp.float32] - 0.1) < 0.02 for tokens in (10, 100, 1000, 8192))
found = found and shares[10, jnp.bfloat16] < 0.12 < shares[100, jnp.bfloat16] and shares[1000, jnp.bfloat16] > 0.4
found = found and shares[8192, jnp.bfloat16] > 0.98 and shares[8192, jnp.float16] > 0.4
print('as found: the first of the equal ones wins' if found else 'CHANGED: expected the first tenth to be drawn nearly always from 8192 logits in bfloat16')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
