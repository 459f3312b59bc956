#!/usr/bin/env bash
# optax 0.2.8, jax 0.10.2 (CPU), float32, the default.
#
# One would expect: `optax.ema(0.9999)`, which is debiased, of a weight that is 1 at every step is 1 at every step, but for a few
#   units in the seventh digit. A mean cannot lie outside of what it is a mean of.
# What happens: it is 0.99983 after the first step, 0.99978 after the second, and stands still at 0.99954 for ever after. 0.9999 in
#   float32 is 0.99989998, and the new share is made as 1 − 0.9999 in double precision and rounded by itself, so that the two
#   shares do not add up to 1; then, once the distance is below half a unit of 1 divided by 1e-4, adding it changes nothing.
#   optax.incremental_update(new, old, 1e-4) stops at the same number.
# Who meets it: whoever keeps averaged weights at DiT's decay of 0.9999: they come out up to a twentieth of a percent too small,
#   at 0.99999 three times as much, where float32 lets one expect seven digits. old + share·(new − old) cures the first half;
#   the standstill only goes with more digits for the mean.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check jax==0.10.2 optax==0.2.8 numpy==2.4.6

cat > try.py <<'PY'
import sys

import jax
import jax.numpy as jnp
import optax

one = jnp.ones(1)


def averaged(decay, steps):
    mean = optax.ema(decay)
    begin = (mean.init(one), jnp.zeros(1))
    step = lambda _, carried: mean.update(one, carried[0])[::-1]
    return float(jax.lax.fori_loop(0, steps, step, begin)[1][0])


def moved(share, steps):
    step = lambda _, old: optax.incremental_update(one, old, share)
    return float(jax.lax.fori_loop(0, steps, step, jnp.zeros(1))[0])


means = {(decay, steps): averaged(decay, steps) for decay in (0.999, 0.9999, 0.99999) for steps in (1, 2, 1000, 400_000)}
for (decay, steps), mean in means.items():
    print(f'decay {decay}, {steps} steps of 1: the debiased mean is {mean:.6f}')
late = moved(1e-4, 400_000)
print(f'incremental_update by 1e-4, 400000 steps: {late:.6f}')
found = abs(means[0.9999, 1] - 0.99983) < 2e-5 and abs(means[0.9999, 400_000] - 0.99954) < 5e-5 and abs(late - 0.99954) < 5e-5
print('as found: the mean of nothing but ones is below 1, from the first step on' if found
      else 'CHANGED: expected 0.99983 after one step and 0.99954 in the end')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
