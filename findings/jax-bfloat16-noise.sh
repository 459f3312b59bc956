#!/usr/bin/env bash
# jax 0.10.2 (CPU), numpy 2.4.6.
#
# One would expect: `jax.random.normal(key, shape, jnp.bfloat16)` gives what rounding float32's normal numbers to bfloat16 gives: some
#   thousand different numbers, as many above 0 as below, now and then one beyond 4.
# What happens: among four million there are 128 different ones. The largest is 2.52, the smallest −2.89; the mean is −0.011, twenty
#   times what chance allows. They are made from a uniform number in bfloat16, which has seven bits, put through the
#   inverse error function; 128 steps that begin at the lower end and stop one short of the upper. In float16 it is 1024
#   steps and a largest number of 3.2. uniform, and what is made from it, is as coarse.
# Who meets it: whoever trains or samples a diffusion model in bfloat16 and draws the noise in the data's type: no pixel ever sees more
#   than 2.9, and every picture is a little too dark. Draw in float32: normal(key, shape).astype(jnp.bfloat16).
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

count = 4_000_000
key = jax.random.key(0)
draw = lambda dtype: jax.random.normal(key, (count,), dtype)
drawn = {
    'float32, rounded to bfloat16': draw(jnp.float32).astype(jnp.bfloat16),
    'float16': draw(jnp.float16),
    'bfloat16': draw(jnp.bfloat16),
}
told = {}
for name, noise in drawn.items():
    x = np.asarray(noise).astype(np.float64)
    told[name] = (len(np.unique(x)), x.min(), x.max(), x.mean() * np.sqrt(count))
    print(f'{name}: {told[name][0]} different numbers from {told[name][1]:.3f} to {told[name][2]:.3f}, mean {x.mean():.4f} ({told[name][3]:.1f} standard errors)')
rounded, half, brain = told.values()
found = (rounded[0] > 3000 and rounded[2] > 4.5 and abs(rounded[3]) < 4
         and half[0] == 1024 and brain[0] == 128 and brain[2] < 2.6 and -3 < brain[1] < -2.8 and brain[3] < -15)
print('as found: noise in bfloat16 has 128 values, no tails, and leans to one side' if found
      else 'CHANGED: expected 128 different numbers between −2.9 and 2.6')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
