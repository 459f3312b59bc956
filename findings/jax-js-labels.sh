#!/usr/bin/env bash
# @jax-js/jax 0.1.25 (its cpu and wasm backends), Node 24; beside it jax 0.10.2.
#
# One would expect: oneHot of a label that is no class is a row of zeros, as in jax.nn.one_hot; an embedding's row −1 is its last, as
#   slice(-1) is here and in jax; or both are errors.
# What happens: oneHot(-1, 3) is 1, 1, 1: every class at once. oneHot(3, 3) is 0, 0, 0, and from 4 on labels begin again: 4 is the
#   class 0, 5 the class 1. Looking a row up by an array of indices is an error on the cpu backend; on wasm any index outside, −1 too,
#   gives a row of which every cell is the table's very first number.
# Who meets it: whoever conditions on classes and writes "none" as −1, or as a number past the last, for what is dropped in
#   guidance: the pass without a condition has all of them, or another one. No length and no type tells; one test with −1 does. Keep a
#   row of its own for "none", inside the table.
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

import jax
import jax.numpy as jnp

table = jnp.array([[10, 20], [30, 40], [50, 60]])
print(json.dumps({
    'hot': jax.nn.one_hot(jnp.array([0, 2, -1, 3, 4, 5]), 3).astype(int).tolist(),
    'rows': table[jnp.array([1, -1])].tolist(),
}))
PY
venv/bin/python told.py > told.json

cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { defaultDevice, init, nn, numpy as np } from '@jax-js/jax'

const told = JSON.parse(readFileSync('told.json', 'utf8'))
const whole = list => np.array(list, { dtype: 'int32' })
const outcome = ask => {
  try {
    return JSON.stringify(ask().js())
  } catch (error) {
    return error.message
  }
}
await init()
let found = true
for (const backend of ['cpu', 'wasm']) {
  defaultDevice(backend)
  const hot = outcome(() => nn.oneHot(whole([0, 2, -1, 3, 4, 5]), 3))
  const rows = outcome(() => np.array([[10, 20], [30, 40], [50, 60]]).slice(whole([1, -1])))
  console.log(`${backend}, labels 0, 2, -1, 3, 4, 5 of three classes: ${hot}; jax ${JSON.stringify(told.hot)}`)
  console.log(`${backend}, rows 1 and -1 of a table: ${rows}; jax ${JSON.stringify(told.rows)}`)
  found &&= hot === '[[1,0,0],[0,0,1],[1,1,1],[0,0,0],[1,0,0],[0,1,0]]'
  found &&= backend === 'wasm' ? rows === '[[30,40],[10,10]]' : rows.startsWith('bufidx out of bounds')
}
found &&= JSON.stringify(told.hot.slice(2)) === '[[0,0,0],[0,0,0],[0,0,0],[0,0,0]]' && JSON.stringify(told.rows) === '[[30,40],[50,60]]'
if (found) {
  console.log('as found: the label of nothing is every class')
} else {
  console.log('CHANGED: expected ones for -1, another class for 4 and 5, and the first number for a row -1 on wasm')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
