#!/usr/bin/env bash
# optax 0.2.8, jax 0.10.2 (CPU), numpy 2.4.6.
#
# One would expect: optax.contrib.prodigy, whose documentation recommends a schedule that falls from 1 to 0 "combined with a 0-20% learning rate
#   warmup", takes optax.warmup_cosine_decay_schedule(0, 1, …) and optax.linear_schedule(0, 1, …). A step of size 0 changes nothing.
# What happens: from the second step on, as soon as the first one was taken, all weights are NaN, for good. The estimate of the step is a quotient
#   of two sums, each weighted by the rate; at a rate of 0 it is 0/0. So it is with dadapt_adamw, one step later, and with both where the first
#   gradient is 0 throughout, as behind a mask or a loss that begins later. From 1e-6 on the same schedule learns, a rate or a gradient of 0 at later
#   steps does no harm, and safeguard_warmup=True of prodigy, "to avoid issues during warm-up stage", which takes the rate out of one of the sums,
#   learns too, though later (dadapt_adamw has none). adamw, schedule_free_adamw, mechanize, momo and dowg take the schedule as it is. That a warm-up
#   from 0 fails neither documentation says, and no report was found.
# Who meets it: whoever follows that line with a warm-up that begins at 0, as warm-ups do. Nothing tells where the NaN comes from: the first loss
#   and the first gradients are fine, and one looks for it in the model. Begin the warm-up at 1e-6, or switch safeguard_warmup on.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check optax==0.2.8 jax==0.10.2 numpy==2.4.6

cat > try.py <<'PY'
import sys

import jax
import jax.numpy as jnp
import optax
from optax import contrib

STEPS, WARM = 80, 16
goal = jnp.array([3.0, -1.0, 2.0, 0.5])


def loss(weights, share):
    return share * ((weights - goal) ** 2).sum()


def losses(optimiser, shares=None):
    shares = jnp.ones(STEPS) if shares is None else shares

    @jax.jit
    def step(weights, state, share):
        value, gradient = jax.value_and_grad(loss)(weights, share)
        move, state = optax.with_extra_args_support(optimiser).update(gradient, state, weights, value=value)
        return optax.apply_updates(weights, move), state, value

    weights = jnp.full(4, 0.5)
    state, seen = optimiser.init(weights), []
    for share in shares:
        weights, state, value = step(weights, state, share)
        seen.append(float(value))
    return [*seen, float(loss(weights, 1.0))]


def told(name, numbers):
    print(f'{name}: losses {", ".join(f"{value:.4g}" for value in (*numbers[:3], numbers[WARM], numbers[-1]))} (at first, second, third, {WARM + 1}th step and at the end)')
    return numbers


cosine = optax.warmup_cosine_decay_schedule(0.0, 1.0, WARM, STEPS)
straight = optax.linear_schedule(0.0, 1.0, WARM)
raised = optax.warmup_cosine_decay_schedule(1e-6, 1.0, WARM, STEPS)
pause = optax.join_schedules([optax.constant_schedule(1.0), optax.constant_schedule(0.0), optax.constant_schedule(1.0)], [20, 30])
late = jnp.arange(STEPS) >= 1.0
hole = (jnp.arange(STEPS) < 20) | (jnp.arange(STEPS) >= 30)
bad, good = {}, {}
for name, make in (('prodigy', contrib.prodigy), ('dadapt_adamw', contrib.dadapt_adamw)):
    bad[name, 'cosine'] = told(f'{name}, warm-up from 0, cosine', losses(make(cosine)))
    bad[name, 'straight'] = told(f'{name}, warm-up from 0, linear', losses(make(straight)))
    bad[name, 'late'] = told(f'{name}, rate 1, first gradient 0', losses(make(1.0), late.astype(float)))
    good[name, 'raised'] = told(f'{name}, warm-up from 1e-6, cosine', losses(make(raised)))
    good[name, 'constant'] = told(f'{name}, rate 1', losses(make(1.0)))
    good[name, 'pause'] = told(f'{name}, rate 0 from the 21st to the 30th step', losses(make(pause)))
    good[name, 'hole'] = told(f'{name}, rate 1, gradient 0 from the 21st to the 30th step', losses(make(1.0), hole.astype(float)))
slow = optax.warmup_cosine_decay_schedule(0.0, 1.0, WARM, 5 * STEPS)
good['safeguard'] = told('prodigy, warm-up from 0, cosine of 400 steps, safeguard_warmup', losses(contrib.prodigy(slow, safeguard_warmup=True), jnp.ones(5 * STEPS)))
tenth = optax.warmup_cosine_decay_schedule(0.0, 0.1, WARM, STEPS)
peers = {
    'adamw': optax.adamw(tenth),
    'schedule_free_adamw': contrib.schedule_free_adamw(tenth),
    'mechanize of sgd': contrib.mechanize(optax.sgd(cosine)),
    'momo': contrib.momo(cosine),
    'dowg': contrib.dowg(cosine),
}
for name, optimiser in peers.items():
    good[name] = told(f'{name}, warm-up from 0, cosine', losses(optimiser))

lost = lambda numbers: all(value != value for value in numbers[2:])
found = all(lost(numbers) and numbers[0] == numbers[0] for numbers in bad.values()) and all(numbers[-1] < numbers[0] or numbers[-1] < 12 for numbers in good.values())
print('as found: a warm-up that begins at 0 is NaN at once' if found else 'CHANGED: expected NaN after the first step of a warm-up from 0 with prodigy and dadapt_adamw, and falling losses otherwise')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
