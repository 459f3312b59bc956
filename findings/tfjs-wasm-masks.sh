#!/usr/bin/env bash
# @tensorflow/tfjs 4.22.0 and its backends cpu and wasm (@tensorflow/tfjs-backend-wasm 4.22.0), Node 24.
#
# One would expect: cast(x, 'bool') is true wherever x is not 0, as on the backend cpu and in TensorFlow; a number that is true is as true
#   as another; "and" of two that are true is true; "not" of one is false.
# What happens: on wasm the number is cut to a byte. 0.5, 256, −0.5, 1e9 and NaN are false, 300 is 44 and −1 is 255, where cpu calls all of
#   them true. What is "true" but not 1 is not taken for true: logicalNot(2) is 3 and true, logicalAnd(2, 4) is false, since bits are
#   compared, and cast back to numbers a mask of 0.5, 2, 256, 3 adds up to 5 instead of 4. where() looks at the byte. No error. A mask made
#   by a comparison, notEqual(x, 0) or greater, is right throughout. Reported in 2019 (tfjs#2590) as tests that fail, and closed in 2023 for
#   want of an answer.
# Who meets it: whoever makes a mask out of weights, alphas from 0 to 1, counts or token numbers in the browser, where a model runs on wasm
#   if there is no GPU: of soft edges nothing is left, every 256th token is padding, and with masks of 0 and 1, as tests have, both backends
#   agree. Write notEqual(x, 0).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 >/dev/null

cat > try.mjs <<'JS'
import tf from '@tensorflow/tfjs'
import wasm from '@tensorflow/tfjs-backend-wasm'

wasm.setWasmPaths(`${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`)
const cast = numbers => tf.cast(tf.tensor1d(numbers), 'bool')
const compared = numbers => tf.notEqual(tf.tensor1d(numbers), 0)
const ones = count => tf.ones([count])
const asked = {
  '0.5 −0.5 1.9 256 300 −1 1e9 NaN as bool': mask => mask([0.5, -0.5, 1.9, 256, 300, -1, 1e9, NaN]),
  'not, of 2 and 256': mask => tf.logicalNot(mask([2, 256])),
  '2 and 4': mask => tf.logicalAnd(mask([2]), mask([4])),
  'where, of 0.5 2 256': mask => tf.where(mask([0.5, 2, 256]), ones(3), tf.zeros([3])),
  'how many of 0.5 2 256 3': mask => tf.sum(tf.cast(mask([0.5, 2, 256, 3]), 'int32')),
  'all of 0.5 2': mask => tf.all(mask([0.5, 2])),
  '0 1 1 0 as bool': mask => mask([0, 1, 1, 0]),
}
const answers = {}
for (const backend of ['cpu', 'wasm']) {
  await tf.setBackend(backend)
  await tf.ready()
  for (const [name, ask] of Object.entries(asked)) {
    for (const [way, mask] of [['cast', cast], ['notEqual', compared]]) {
      answers[`${name}, ${way}`] = { ...answers[`${name}, ${way}`], [backend]: [...(await ask(mask).data())].join(' ') }
    }
  }
  const whole = tf.cast(tf.tensor1d([2, 256, 65536, 3], 'int32'), 'bool')
  answers['int32 2 256 65536 3 as bool, cast'] = { ...answers['int32 2 256 65536 3 as bool, cast'], [backend]: [...(await whole.data())].join(' ') }
}
for (const [name, { cpu, wasm }] of Object.entries(answers)) console.log(`${name}: cpu ${cpu}; wasm ${wasm}`)

const wrong = ['0 0 1 0 44 255 0 0', '3 1', '0', '0 1 0', '5', '0', '0 1 1 0', '2 0 0 3']
const right = ['1 1 1 1 1 1 1 1', '0 0', '1', '1 1 1', '4', '1', '0 1 1 0', '1 1 1 1']
const casts = Object.keys(answers).filter(name => name.endsWith('cast'))
const others = Object.values(answers).filter((_, i) => Object.keys(answers)[i].endsWith('notEqual'))
if (casts.every((name, i) => answers[name].cpu === right[i] && answers[name].wasm === wrong[i]) && others.every(({ cpu, wasm }, i) => cpu === right[i] && wasm === right[i])) {
  console.log('as found: on wasm a number becomes true by its lowest byte')
} else {
  console.log('CHANGED: expected cast to keep the lowest byte on wasm, cpu and notEqual to be right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
