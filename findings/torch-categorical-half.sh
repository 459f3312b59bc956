#!/usr/bin/env bash
# torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: Categorical(probs=p).entropy() of 8192 equally likely tokens is ln 8192 = 9.01, and the logarithm of each probability
#   −9.01, in half precision to two or three digits: both types hold 1/8192 exactly.
# What happens: in float16 it is 6.93, in bfloat16 4.84, with −4.84 for each. Before the logarithm probabilities are lifted to the type's
#   epsilon, 1/1024 and 1/128, and not divided by their sum again: no token is less likely than that, and the perplexity of any
#   codebook stays below 1024 or 128. p = 0.001 and p = 0.002 have a divergence of 0 in bfloat16. Samples are drawn from p
#   as it is. The same distribution by its logits is right; in float32 all is.
# Who meets it: whoever watches how much of a codebook a video's tokens use, weighs samples by log_prob, or holds two distributions
#   together under half precision: a full codebook looks collapsed, the same number comes out whatever the model does, and
#   small examples with a dozen classes agree. Categorical(logits=p.log()), or probs=p.float().
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import math
import sys

import torch
from torch.distributions import Bernoulli, Categorical, kl_divergence

right = math.log(8192)
entropies, differences = {}, {}
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    p = torch.full((8192,), 1 / 8192, dtype=dtype)
    given = {'probs': Categorical(probs=p), 'logits': Categorical(logits=p.log())}
    for name, tokens in given.items():
        entropy = tokens.entropy().item()
        entropies[dtype, name] = entropy
        one = tokens.log_prob(torch.tensor(5)).item()
        print(f'{dtype}, by {name}: the entropy is {entropy:.3f} instead of {right:.3f}, a perplexity of {math.exp(entropy):.0f}; log_prob {one:.3f}')
    torch.manual_seed(0)
    print(f'  of 100,000 samples {given["probs"].sample((100_000,)).unique().numel()} are different')
    rare = [Bernoulli(probs=torch.tensor(chance, dtype=dtype)) for chance in (0.001, 0.002)]
    differences[dtype] = kl_divergence(*rare).item()
    print(f'  the divergence of 0.001 from 0.002 is {differences[dtype]:.6f}')

near = lambda name, dtype, value, within: abs(entropies[dtype, name] - value) < within
found = near('probs', torch.float32, right, 1e-4) and near('probs', torch.float16, math.log(1024), 0.01)
found = found and near('probs', torch.bfloat16, math.log(128), 0.05) and differences[torch.bfloat16] == 0 < differences[torch.float32]
found = found and all(near('logits', dtype, right, 0.05) for dtype in differences)
print('as found: no token is less likely than the epsilon of its type' if found else 'CHANGED: expected ln 1024 in float16 and ln 128 in bfloat16, by probs alone')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
