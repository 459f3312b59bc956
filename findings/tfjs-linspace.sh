#!/usr/bin/env bash
# @tensorflow/tfjs-core, -backend-cpu and -backend-wasm 4.22.0, Node 24.
#
# One would expect: `tf.linspace(0, 1, n)` begins at 0 and ends at 1, as numpy's, torch's and jax's do, and none of it lies
#   outside. `tf.range(0, 1000, 0.1)` holds float32's nearest numbers to 0.1·i.
# What happens: both add the step to the number before, in float32, so that errors pile up: 10,001 numbers from 0 to 1 end at
#   1.00005, past the end; 51 from 1 down to 0 end above 0, at 4e-7; the last of the range is 999.80 instead
#   of 999.90, one whole step behind. (Range of onnxruntime 1.30.0 is made the same way and ends at the same 999.80, though
#   ONNX has it as start + i·delta.)
# Who meets it: whoever makes noise levels or times of a sampler with them. A last level that is not 0 leaves noise or, past
#   1, gives log(1 − t) = NaN; positions slip against the tokens. Make them in JavaScript's doubles: tf.tensor1d(list).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @tensorflow/tfjs-core@4.22.0 \
  @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 >/dev/null

cat > try.mjs <<'JS'
console.warn = () => {}
const tf = await import('@tensorflow/tfjs-core')
await import('@tensorflow/tfjs-backend-cpu')
await import('@tensorflow/tfjs-backend-wasm')

const last = tensor => tensor.dataSync().at(-1)
let found = true
for (const backend of ['cpu', 'wasm']) {
  await tf.setBackend(backend)
  const up = last(tf.linspace(0, 1, 10_001))
  const down = last(tf.linspace(1, 0, 51))
  const range = last(tf.range(0, 1000, 0.1))
  const log = last(tf.log(tf.sub(1, tf.linspace(0, 1, 10_001))))
  console.log(`${backend}: linspace(0, 1, 10001) ends at ${up}, log(1 − that) is ${log}`)
  console.log(`${backend}: linspace(1, 0, 51) ends at ${down}`)
  console.log(`${backend}: range(0, 1000, 0.1) ends at ${range}`)
  found &&= up > 1.00005 && Number.isNaN(log) && down > 3e-7 && range < 999.81
}
if (found) {
  console.log('as found: what should be evenly spaced misses its end')
} else {
  console.log('CHANGED: expected ends of about 1.00005, 4e-7 and 999.80')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
