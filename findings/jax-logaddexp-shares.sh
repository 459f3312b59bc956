#!/usr/bin/env bash
# jax 0.10.2 (CPU), numpy 2.4.6.
#
# One would expect: the gradients of logaddexp(a, b) are the shares of a softmax over a and b. They add up to 1 whatever a and b are, for adding h
#   to both adds h; and logaddexp and logsumexp of the same two numbers have the same ones.
# What happens: they are worked out as exp(a − answer) and exp(b − answer), from the answer as it was rounded. In bfloat16 two equal numbers of −100
#   have shares of 0.61 and 0.61, from −300 on 1 and 1; in float16 it is 0.61 at −1000 and 1 at −3000; in float32 0.37 at −1e7 and 1 at −1e8. Where
#   logaddexp is applied again and again, as in a sum over paths, it multiplies: of sixteen equal scores of −300 each has the gradient 1 in bfloat16
#   instead of 1/16, in sum 16, and in float16 they add up to 1.7. logsumexp of the same numbers is right in all three types, although its answer is
#   rounded alike; the values agree. (Stan had the same, stan-dev/math#1679, closed; of jax no report was found. Its documentation says nothing.)
# Who meets it: whoever sums likelihoods by a recursion, as for alignments of text and frames, for paths of a Markov chain or for mixtures of films,
#   in half precision, where −300 is a short sentence: gradients are several times too large, more the longer the path, and the loss looks right.
#   Around 0, as in a test, they are right. logsumexp over stack([a, b]), or float32.
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

both = jax.jit(jax.grad(jnp.logaddexp, (0, 1)))
stacked = jax.jit(jax.grad(lambda a, b: jax.nn.logsumexp(jnp.stack([a, b])), (0, 1)))


def shares(function, a, b, kind):
    return [float(part) for part in function(kind(a), kind(b))]


places = {jnp.bfloat16: (0, -100, -300), jnp.float16: (0, -1000, -3000), jnp.float32: (0, -1e7, -1e8)}
seen = {}
for kind, scores in places.items():
    for score in scores:
        # a number of the type itself, so that both functions are asked the same
        at = float(kind(score))
        seen[kind, score] = pair, peer = shares(both, at, at, kind), shares(stacked, at, at, kind)
        values = float(jnp.logaddexp(kind(at), kind(at))), float(jax.nn.logsumexp(jnp.stack([kind(at)] * 2)))
        print(f'{kind.__name__}, two of {at:g}: logaddexp {pair[0]:.4f} and {pair[1]:.4f}, logsumexp {peer[0]:.4f} and {peer[1]:.4f}; values {values[0]:g} and {values[1]:g}')


def folded(scores):
    total = scores[0]
    for i in range(1, len(scores)):
        total = jnp.logaddexp(total, scores[i])
    return total


sums = {}
for kind in (jnp.bfloat16, jnp.float16, jnp.float32):
    scores = jnp.full(16, -300, kind)
    path, whole = (np.asarray(jax.jit(jax.grad(function))(scores), np.float64) for function in (folded, jax.nn.logsumexp))
    sums[kind] = path.sum(), whole.sum()
    print(f'{kind.__name__}, sixteen of −300, added one by one: {path[0]:.4f} … {path[-1]:.4f}, in sum {path.sum():.3f}; by logsumexp {whole[0]:.4f}, in sum {whole.sum():.3f}')

found = all(abs(part - 0.5) < 0.01 for _, peer in seen.values() for part in peer) and all(abs(part - 0.5) < 0.01 for key in seen if key[1] == 0 for part in seen[key][0])
found = found and all(seen[kind, scores[2]][0] == [1, 1] for kind, scores in places.items())
found = found and all(abs(part - right) < 0.01 for kind, right in ((jnp.bfloat16, 0.607), (jnp.float16, 0.607), (jnp.float32, 0.368)) for part in seen[kind, places[kind][1]][0])
found = found and sums[jnp.bfloat16][0] == 16 and 1.5 < sums[jnp.float16][0] < 2 and abs(sums[jnp.float32][0] - 1) < 0.01 and all(abs(whole - 1) < 0.01 for _, whole in sums.values())
print('as found: the shares of logaddexp come from the rounded answer' if found else 'CHANGED: expected gradients of 1 and 1 from logaddexp, and of 1/2 and 1/2 from logsumexp')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
