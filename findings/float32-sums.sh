#!/usr/bin/env bash
# onnxruntime-node and onnxruntime-web 1.30.0 (CPU, WebAssembly), numpy-ts 1.7.0, Node 24, on x86-64.
#
# One would expect: the mean of ten million times 0.1 in float32 is 0.1, to six digits: NumPy adds in pairs, and ONNX's
#   reference evaluator and numpy-ts take NumPy for their measure.
# What happens: ReduceMean gives 0.1011 in Node and 0.1088 in the browser's build; at a million 0.0999 and 0.1010. numpy-ts's
#   sum/n is 0.0976, while its own mean of the same array is 0.1. They keep one or a handful of
#   running sums in float32; each number added is rounded to the sum's last digit, and where the numbers are alike, always
#   the same way. In float16, numpy-ts's sum of ones stands still at 2048.
# Who meets it: whoever takes means over pictures, films or masks in the model: a film of 16 pictures of 1280 × 720 has fifteen
#   million numbers a channel, and where large parts have one colour the errors add up instead of cancelling (random
#   numbers come out right to five digits). Take the mean in steps, one axis at a time.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 numpy-ts@1.7.0 >/dev/null

cat > try.mjs <<'JS'
import * as np from 'numpy-ts'
import * as node from 'onnxruntime-node'
import * as web from 'onnxruntime-web'

// The model's bytes: a field is its number and kind, then its value or its length and contents.
const text = value => [...new TextEncoder().encode(value)]
const field = (number, contents) => [(number << 3) | 2, contents.length, ...contents]
const whole = (number, value) => [number << 3, value]
const value = (name, dimension) => [
  ...field(1, text(name)),
  ...field(2, field(1, [...whole(1, 1), ...field(2, field(1, dimension))])),
]
const graph = [
  ...field(1, [...field(1, text('x')), ...field(2, text('mean')), ...field(4, text('ReduceMean'))]),
  ...field(2, text('g')), ...field(11, value('x', field(2, text('n')))), ...field(12, value('mean', whole(1, 1))),
]
const model = Uint8Array.from([...whole(1, 10), ...field(7, graph), ...field(8, whole(2, 20))])

web.env.wasm.numThreads = 1
const sessions = {
  'onnxruntime-node': [node, await node.InferenceSession.create(model, { executionProviders: ['cpu'] })],
  'onnxruntime-web': [web, await web.InferenceSession.create(model, { executionProviders: ['wasm'] })],
}
const rows = {}
for (const count of [1_000_000, 10_000_000]) {
  const alike = new Float32Array(count).fill(0.1)
  const row = {}
  for (const [name, [ort, session]] of Object.entries(sessions))
    row[name] = (await session.run({ x: new ort.Tensor('float32', alike, [count]) })).mean.data[0]
  const array = np.full([count], 0.1, 'float32')
  row['numpy-ts sum/n'] = Number(np.sum(array)) / count
  row['numpy-ts mean'] = Number(np.mean(array))
  rows[count] = row
  console.log(`${count} times 0.1: ${Object.entries(row).map(([name, mean]) => `${name} ${mean.toFixed(5)}`).join(', ')}`)
}
const ones = [2000, 5000, 60_000].map(count => Number(np.sum(np.full([count], 1, 'float16'))))
console.log(`numpy-ts, sums of 2000, 5000 and 60000 ones in float16: ${ones.join(', ')}`)
const last = rows[10_000_000]
const off = key => Math.abs(last[key] - 0.1)
const found =
  off('onnxruntime-node') > 5e-4 && off('onnxruntime-web') > 5e-4 && off('numpy-ts sum/n') > 5e-4 && off('numpy-ts mean') < 1e-6 &&
  ones.join() === '2000,2048,2048'
if (found) {
  console.log('as found: sums of many like numbers drift')
} else {
  console.log('CHANGED: expected means that are off by more than half a percent, and 2048')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
