#!/usr/bin/env bash
# @jax-js/jax 0.1.25 (its cpu and wasm backends), Node 24; beside it jax 0.10.2.
#
# One would expect: np.arange(1000).div(1000) are the times 0, 0.001, … 0.999, as jax.numpy says, and trueDivide by its name; the sum
#   of a mask counts it.
# What happens: a plain number takes the type of the array it meets. arange makes whole numbers, so that all thousand times are 0;
#   arange(4).mul(0.1) is 0, 0, 0, 0, maximum(arange(3), 0.5) is 0, 1, 2, where(mask, arange, 0.5) has no half in it. sum and dot of
#   booleans are booleans: of four with three true, the sum is true, and true times 0.5 is 0. No error. np.array([0, 1, 2, 3]), though,
#   is float32, mean counts a mask rightly, and exp or sqrt of whole numbers refuse.
# Who meets it: whoever takes a sampler or a metric over from jax to the browser: a schedule made from arange is 0 throughout, a number
#   of right answers is true; tests with numbers written out pass. astype('float32') first, or a dtype for arange.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @jax-js/jax@0.1.25 >/dev/null
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check jax==0.10.2 numpy==2.4.6

cat > told.py <<'PY'
import json

import jax.numpy as jnp

mask = jnp.array([True, True, True, False])
told = {
    'times': jnp.arange(4) / 1000,
    'true divide': jnp.true_divide(jnp.arange(4), 1000),
    'tenths': jnp.arange(4) * 0.1,
    'tenths of written numbers': jnp.array([0., 1., 2., 3.]) * 0.1,
    'maximum': jnp.maximum(jnp.arange(3), 0.5),
    'where': jnp.where(mask, jnp.arange(4), 0.5),
    'sum of a mask': jnp.sum(mask),
    'mean of a mask': jnp.mean(mask),
    'half of a mask': mask * 0.5,
}
print(json.dumps({name: value.tolist() for name, value in told.items()}))
PY
venv/bin/python told.py > told.json

cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { defaultDevice, init, numpy as np } from '@jax-js/jax'

const told = JSON.parse(readFileSync('told.json', 'utf8'))
const mask = () => np.array([true, true, true, false])
const asked = {
  times: () => np.arange(4).div(1000),
  'true divide': () => np.trueDivide(np.arange(4), 1000),
  tenths: () => np.arange(4).mul(0.1),
  'tenths of written numbers': () => np.array([0, 1, 2, 3]).mul(0.1),
  maximum: () => np.maximum(np.arange(3), 0.5),
  where: () => np.where(mask(), np.arange(4), 0.5),
  'sum of a mask': () => np.sum(mask()),
  'mean of a mask': () => np.mean(mask()),
  'half of a mask': () => mask().mul(0.5),
}
const rounded = value => [value].flat().map(x => (typeof x === 'number' ? Number(x.toPrecision(6)) : x)).join(' ')
await init()
let found = true
for (const backend of ['cpu', 'wasm']) {
  defaultDevice(backend)
  const alike = Object.entries(asked).flatMap(([name, ask]) => {
    const array = ask()
    const { dtype } = array
    const [got, want] = [rounded(array.js()), rounded(told[name])]
    console.log(`${backend}, ${name}: ${got} (${dtype}); jax ${want}`)
    return got === want ? [name] : []
  })
  found &&= alike.join() === 'tenths of written numbers,mean of a mask'
}
if (found) {
  console.log('as found: a number that meets whole numbers becomes one')
} else {
  console.log('CHANGED: expected jax to be followed for written numbers and the mean alone')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
