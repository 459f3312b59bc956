#!/usr/bin/env bash
# jax 0.10.2 (CPU), scipy 1.17.1, torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: softmax in float16 of n equal scores is 1/n, which float16 holds down to some 1e-7, and its logarithm −ln n; softmax and
#   log_softmax of one library agree. What is subtracted first, the greatest score, is there so that nothing can overflow.
# What happens: up to 65,519 scores it is so. From 65,520 on, the sum of their exponentials is rounded to float16, which has no such number, and is
#   infinite: jax.nn.softmax and scipy.special.softmax are 0 for every score, their logarithms −∞. A query that looks at 100,000 keys
#   whose scores hardly differ sees 0 where all values are around 3, and all gradients by the scores are 0, with no NaN anywhere (scipy warns of
#   an "overflow encountered in reduce"); where scores have a deviation of 0.5, it takes more of them. torch.softmax is right; but
#   torch.log_softmax along the last axis is −∞ and cross_entropy infinite, while along another axis log_softmax is right. (Of jax's log_softmax
#   a gradient that overflows is reported, jax#40409; torch's documentation says that its dtype=… prevents overflows. Of the length no
#   report was found.)
# Who meets it: whoever attends over the patches of a film in float16: 16 frames of 64 × 64 patches are 65,536, and before training scores are all
#   alike. Such a model sees nothing and learns nothing; with 15 frames it is right. A codebook or vocabulary of that size has an
#   infinite loss. Take softmax in float32: jax.nn.softmax(scores.astype(jnp.float32)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check jax==0.10.2 scipy==1.17.1 torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import jax
import jax.numpy as jnp
import numpy as np
import scipy.special
import torch
from torch.nn import functional

answers = {}
for tokens in (65_519, 65_520, 100_000):
    scores = np.zeros(tokens, np.float16)
    wide = torch.zeros(1, tokens, dtype=torch.float16)
    right = 1 / tokens
    shares = {
        'jax.nn.softmax': jax.nn.softmax(jnp.asarray(scores))[0],
        'jax.nn.softmax, compiled': jax.jit(jax.nn.softmax)(jnp.asarray(scores))[0],
        'scipy.special.softmax': scipy.special.softmax(scores)[0],
        'torch.softmax': torch.softmax(wide, -1)[0, 0],
    }
    logs = {
        'jax.nn.log_softmax': jax.nn.log_softmax(jnp.asarray(scores))[0],
        'scipy.special.log_softmax': scipy.special.log_softmax(scores)[0],
        'torch.log_softmax': torch.log_softmax(wide, -1)[0, 0],
        'torch.log_softmax along the first axis': torch.log_softmax(wide.T.repeat(1, 2), 0)[0, 0],
        'torch, minus cross_entropy': -functional.cross_entropy(wide, torch.tensor([0])),
    }
    answers[tokens] = {name: float(value) for name, value in (shares | logs).items()}
    print(f'{tokens} equal scores in float16: a share is {right:.3g}, its logarithm {np.log(right):.4f}')
    for name, value in answers[tokens].items():
        print(f'  {name}: {value:.4g}')

tokens = 100_000
draw = np.random.default_rng(0)
values = draw.standard_normal(tokens).astype(np.float16) + np.float16(3)
attended = {}
for spread in (0.05, 0.5):
    scores = (spread * draw.standard_normal(tokens)).astype(np.float16)
    look = lambda z: jnp.dot(jax.nn.softmax(z), jnp.asarray(values, z.dtype))
    attended[spread] = here, wide, still = (
        float(look(jnp.asarray(scores))),
        float(look(jnp.asarray(scores, jnp.float32))),
        int((jax.grad(look)(jnp.asarray(scores)) == 0).sum()),
    )
    print(f'a query that looks at {tokens} keys, values around 3, scores with a deviation of {spread}: float16 {here:.4g}, float32 {wide:.4g}; {still} gradients are 0')

lost = lambda name: answers[65_519][name] != 0 and np.isfinite(answers[65_519][name]) and all(answers[n][name] in (0, -np.inf) for n in (65_520, 100_000))
kept = lambda name, right: all(abs(answers[n][name] / right(n) - 1) < 0.01 for n in answers)
found = all(lost(name) for name in answers[65_519] if name not in ('torch.softmax', 'torch.log_softmax along the first axis'))
found = found and kept('torch.softmax', lambda n: 1 / n) and kept('torch.log_softmax along the first axis', lambda n: -np.log(n))
found = found and attended[0.05][0] == 0 and attended[0.05][2] == tokens and abs(attended[0.5][0] - 3) < 0.1 and all(abs(wide - 3) < 0.1 for _, wide, _ in attended.values())
print('as found: from 65,520 on nothing is left of softmax' if found else 'CHANGED: expected shares of 0 from 65,520 equal halves on')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
