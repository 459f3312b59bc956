#!/usr/bin/env bash
# jax 0.10.2 (CPU), flax 0.12.8, numpy 2.4.6.
#
# One would expect: fold_in(key, 1) and the keys of split(key) are different keys. Both exist to make new ones from one; of what
#   fold_in makes it is said that a stream of new numbers may be drawn from it; and jax_debug_key_reuse catches what is used twice.
# What happens: split(key, n)[i] is fold_in(key, i), bit for bit, for every i and n, with jax's usual generator. So the noise drawn under
#   fold_in(key, step) at step 1 is the noise drawn under the second half of key, sub = split(key). The check for reuse says nothing,
#   in either order. flax's nnx.Rngs(0) counts by fold_in from key(0): the first weights of a model with that seed are made from the very
#   numbers that split(key(0))[0] draws, and agree with noise of their shape at a correlation of 0.99. The authors wanted the two to be
#   one (a change of 2022, which came into use with partitionable threefry); neither function's documentation tells. Under the older
#   generator (jax_threefry_partitionable off) they differ.
# Who meets it: whoever splits the root key for weights and sampling, and folds the step into the same root, as examples do in one
#   line each; or gives model and noise one seed. One step of training repeats another draw, and no test of shape or deviation tells.
#   Split once, by purpose, and fold only into what came out of it; give nnx.Rngs a seed or a key of its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check jax==0.10.2 flax==0.12.8 numpy==2.4.6

cat > try.py <<'PY'
import sys

import jax
import numpy as np
from flax import nnx


def bits(key):
    return tuple(np.asarray(jax.random.key_data(key)).tolist())


def same():
    root = jax.random.key(7)
    return [bits(jax.random.fold_in(root, i)) == bits(jax.random.split(root, n)[i]) for n in (2, 5, 1000) for i in range(n)]


agree = same()
print(f'fold_in(key, i) is split(key, n)[i] in {sum(agree)} of {len(agree)} cases')
with jax.threefry_partitionable(False):
    before = same()
print(f'with jax_threefry_partitionable off: in {sum(before)} of {len(before)}')

noises = {}
with jax.debug_key_reuse(True):
    root = jax.random.key(0)
    noises['fold_in first'] = jax.random.normal(jax.random.fold_in(root, 1), (4,)), jax.random.normal(jax.random.split(root)[1], (4,))
    root = jax.random.key(0)
    carried, used = jax.random.split(root)
    noises['split first'] = jax.random.normal(jax.random.fold_in(root, 1), (4,)), jax.random.normal(used, (4,))
for order, (step, halved) in noises.items():
    print(f'jax_debug_key_reuse, {order}: no error; step 1 draws {np.round(step, 3)}, the second half of split {np.round(halved, 3)}')

kernel = nnx.Linear(64, 64, rngs=nnx.Rngs(0)).kernel[...]
like = {seed: np.corrcoef(np.ravel(kernel), np.ravel(jax.random.normal(jax.random.split(jax.random.key(seed))[0], (64, 64))))[0, 1] for seed in (0, 1)}
for seed, correlation in like.items():
    print(f'weights of nnx.Linear(64, 64) with nnx.Rngs(0), and noise drawn under split(key({seed}))[0]: correlation {correlation:.3f}')

found = all(agree) and not any(before) and all((step == halved).all() for step, halved in noises.values())
found = found and like[0] > 0.98 and abs(like[1]) < 0.1
print('as found: to fold in and to split give the same keys' if found else 'CHANGED: expected fold_in(key, i) to be split(key, n)[i], unnoticed')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
