#!/usr/bin/env bash
# torch 2.13.0 (CPU), optax 0.2.8, jax 0.10.2 (CPU), numpy 2.4.6.
#
# One would expect: RAdam, Adam whose first steps are held back until it knows how much gradients scatter, is the gentler of the two at the start,
#   which is what it was made for: no warm-up is needed. As with Adam, a loss as a sum instead of a mean changes nothing, for gradients are divided by their size.
# What happens: a line that is all but fitted, with an error of 0.049, is trained on by 20,000 rows with a rate of 0.001, torch's default. By the mean Adam has 0.007
#   after 100 steps and RAdam 0.038. By the sum Adam does just the same, and RAdam, in torch as in optax, has an error of 77 after one step, 31,000 after two and
#   4·10¹⁰ after five; after 100 steps it still has. As long as it does not know the scatter, five steps at the default betas, it does not divide at all: it steps by rate times
#   gradient, plain descent with momentum, whatever the size. From the sixth on it moves by 0.001 at most, too little to come back. The gradient's norm clipped
#   to 1 before keeps it (0.047 after five steps). It is so in the paper, which calls it momentum; its author's own program was given an option that
#   leaves these steps out, after RAdam#54 and #61, closed; torch and optax have none. torch's documentation shows the branch in its formulas; optax's speaks of none.
# Who meets it: whoever sums a loss over pixels or tokens, as for a variational autoencoder, or goes on from trained weights: six steps in, they are
#   gone, and a small test by the mean shows nothing. Clip by norm, take the mean, or Adam with a warm-up.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 optax==0.2.8 jax==0.10.2 numpy==2.4.6

cat > try.py <<'PY'
import sys

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch

draw = np.random.default_rng(0)
rows = draw.normal(size=(20000, 8)).astype(np.float32)
truth = draw.normal(size=8).astype(np.float32)
target = rows @ truth
start = truth + np.float32(0.05) * draw.normal(size=8).astype(np.float32)
rate = 0.001
steps = 100
given, wanted = torch.tensor(rows), torch.tensor(target)
torch.set_num_threads(1)


def error(weights):
    return float(((rows.astype(float) @ np.asarray(weights, float) - target) ** 2).mean())


def by_torch(make):
    def run(share):
        weights = torch.tensor(start, requires_grad=True)
        optimizer = make([weights], rate)
        seen = []
        for _ in range(steps):
            optimizer.zero_grad()
            (((given @ weights - wanted) ** 2).sum() * share).backward()
            optimizer.step()
            seen.append(error(weights.detach()) if len(seen) < 6 or len(seen) == steps - 1 else None)
        return seen

    return run


def by_optax(optimizer):
    def run(share):
        slope = jax.jit(jax.grad(lambda w: ((rows @ w - target) ** 2).sum() * share))
        weights = jnp.array(start)
        state = optimizer.init(weights)
        seen = []
        for _ in range(steps):
            update, state = optimizer.update(slope(weights), state, weights)
            weights = optax.apply_updates(weights, update)
            seen.append(error(weights) if len(seen) < 6 or len(seen) == steps - 1 else None)
        return seen

    return run


ways = {
    'torch Adam': by_torch(torch.optim.Adam),
    'torch RAdam': by_torch(torch.optim.RAdam),
    'optax adam': by_optax(optax.adam(rate)),
    'optax radam': by_optax(optax.radam(rate)),
    'optax radam, clipped before': by_optax(optax.chain(optax.clip_by_global_norm(1.0), optax.radam(rate))),
}
print(f'the error before the first step: {error(start):.4f}')
seen = {}
for name, run in ways.items():
    for kind, share in {'mean': 1 / len(rows), 'sum': 1.0}.items():
        seen[name, kind] = losses = run(share)
        print(f'{name}, loss as a {kind}: after 1 to 6 steps {", ".join(f"{v:.3g}" for v in losses[:6])}; after {steps} {losses[-1]:.3g}')

before = error(start)
wild = [seen[name, 'sum'] for name in ('torch RAdam', 'optax radam')]
found = all(losses[0] > 1 and losses[1] > 1e3 and losses[4] > 1e9 and losses[-1] > 1e9 for losses in wild)
found = found and all(max(losses[:6] + losses[-1:]) <= before for key, losses in seen.items() if key not in (('torch RAdam', 'sum'), ('optax radam', 'sum')))
found = found and all(np.allclose(seen[name, 'mean'][:6], seen[name, 'sum'][:6], rtol=0.01) for name in ('torch Adam', 'optax adam'))
print('as found: the first five steps of RAdam have the gradient’s size' if found else 'CHANGED: expected RAdam to throw trained weights away in five steps by a summed loss')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
