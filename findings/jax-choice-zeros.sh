#!/usr/bin/env bash
# jax 0.10.2 (CPU), float32, the default; numpy 2.4.6.
#
# One would expect: jax.random.choice(key, n, p=p) never draws what has probability 0. The running sums it searches do not rise there,
#   and a running sum of numbers that are not negative never falls.
# What happens: jnp.cumsum adds in a tree, so that neighbouring sums are put together from other parts and rounded otherwise: among
#   ten thousand probabilities, nine in ten of them 0, the running sum falls in dozens of places and rises at as many of probability 0.
#   Ten million draws hold about thirty of what may not be drawn; of a million probabilities, half of them 0, some 1,500. With
#   replace=False, and jax.random.categorical of the logarithms, none is drawn; nor does NumPy, given the same p, draw one.
# Who meets it: whoever takes examples out of a data set by giving them the weight 0 (a held-out film, a class that is done), or
#   samples tokens where some are forbidden: now and then one is drawn all the same, too seldom for a test. Draw from
#   jnp.flatnonzero(p), or categorical(key, jnp.log(p)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check jax==0.10.2 numpy==2.4.6

cat > try.py <<'PY'
import sys

import jax
import jax.numpy as jnp
import numpy as np

found = True
for n, zeros in ((10_000, 0.9), (1_000_000, 0.5)):
    draw = np.random.default_rng(1)
    p = draw.random(n).astype(np.float32)
    p[draw.random(n) < zeros] = 0
    p /= p.sum()
    steps = np.diff(np.asarray(jnp.cumsum(jnp.array(p))))
    falls = int((steps < 0).sum())
    rises = int(((steps > 0) & (p[1:] == 0)).sum())
    drawn = np.asarray(jax.random.choice(jax.random.key(0), n, (10_000_000,), p=jnp.array(p)))
    wrong = int((p[drawn] == 0).sum())
    numpys = np.random.default_rng(0).choice(n, 10_000_000, p=p.astype(np.float64) / p.astype(np.float64).sum())
    print(f'{n} probabilities, {int((p == 0).sum())} of them 0: the running sum falls {falls} times, and rises at {rises} zeros;')
    print(f'  of ten million draws {wrong} have probability 0, of as many of NumPy\'s {int((p[numpys] == 0).sum())}')
    found = found and falls > 20 and rises > 20 and wrong > 5 and not (p[numpys] == 0).any()

draw = np.random.default_rng(1)
p = draw.random(10_000).astype(np.float32)
p[draw.random(10_000) < 0.9] = 0
p /= p.sum()
others = {
    'categorical': lambda key: jax.random.categorical(key, jnp.log(p), shape=(1000,)),
    'replace=False': lambda key: jax.random.choice(key, 10_000, (100,), p=jnp.array(p), replace=False),
}
for name, way in others.items():
    wrong = sum(int((p[np.asarray(way(jax.random.key(i)))] == 0).sum()) for i in range(20))
    print(f'{name}: {wrong} of what has probability 0')
    found = found and wrong == 0
print('as found: what has probability 0 is drawn' if found else 'CHANGED: expected some draws of probability 0 from choice alone')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
