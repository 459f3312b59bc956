#!/usr/bin/env bash
# onnxruntime-node and onnxruntime-web 1.30.0 (CPU, WebAssembly), Node 24, on x86-64.
#
# One would expect: Sigmoid of −18 is 1.5e-8, right to some six digits as a float32 can hold it, and its logarithm −18.
# What happens: it is exactly 0, and the logarithm −∞. Nothing below about −17 is anything but 0; at −16, −17 the values are 6e-8
#   and 9e-8 (rising while x falls), against 1.1e-7 and 4.1e-8. A quotient of two polynomials plus a half is taken instead of
#   an exponential, right to 1e-7 of 1, not of the value; in the browser's build, which rounds otherwise, 0 begins half a unit
#   earlier. Softplus is computed another way: −Softplus(−x) is the logarithm, right everywhere.
# Who meets it: whoever exports a model that works with log(sigmoid(x)), odds or gates: a loss is infinite that was 18 in
#   training; node and web answer differently; whoever divides by a gate divides by 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 >/dev/null

cat > try.mjs <<'JS'
import * as node from 'onnxruntime-node'
import * as web from 'onnxruntime-web'

// The model's bytes: a field is its number and kind, then its value or its length and contents.
const text = value => [...new TextEncoder().encode(value)]
const field = (number, contents) => [(number << 3) | 2, contents.length, ...contents]
const whole = (number, value) => [number << 3, value]
const op = (kind, from, to) => field(1, [...field(1, text(from)), ...field(2, text(to)), ...field(4, text(kind))])
const floats = [...whole(1, 1), ...field(2, field(1, field(2, text('n'))))]
const value = name => [...field(1, text(name)), ...field(2, field(1, floats))]
const graph = [
  ...op('Sigmoid', 'x', 'sigmoid'), ...op('Log', 'sigmoid', 'log'),
  ...op('Neg', 'x', 'minus'), ...op('Softplus', 'minus', 'plus'), ...op('Neg', 'plus', 'other'),
  ...field(2, text('g')), ...field(11, value('x')),
  ...field(12, value('sigmoid')), ...field(12, value('log')), ...field(12, value('other')),
]
const size = [(graph.length & 127) | 128, graph.length >> 7]
const model = Uint8Array.from([...whole(1, 10), 58, ...size, ...graph, ...field(8, whole(2, 20))])

const asked = Float32Array.of(-5, -10, -14, -16, -17, -18, -20, -40)
web.env.wasm.numThreads = 1
const answers = {}
for (const [name, ort, provider] of [['node', node, 'cpu'], ['web', web, 'wasm']]) {
  const session = await ort.InferenceSession.create(model, { executionProviders: [provider] })
  const out = await session.run({ x: new ort.Tensor('float32', asked, [asked.length]) })
  answers[name] = Object.fromEntries(['sigmoid', 'log', 'other'].map(key => [key, [...out[key].data]]))
}
asked.forEach((x, i) => {
  const said = Object.entries(answers).map(([name, a]) => `${name} ${a.sigmoid[i].toExponential(2)} (log ${a.log[i].toFixed(3)}, by Softplus ${a.other[i].toFixed(3)})`)
  console.log(`${x}: ${(1 / (1 + Math.exp(-x))).toExponential(2)}; ${said.join('; ')}`)
})
const found = Object.values(answers).every(a =>
  Math.abs(a.log[0] + 5.0067) < 1e-4 && a.sigmoid.slice(5).every(s => s === 0) && a.log[5] === -Infinity && Math.abs(a.other[5] + 18) < 1e-4,
)
if (found) {
  console.log('as found: the sigmoid of -18 is 0')
} else {
  console.log('CHANGED: expected 0 and -Infinity at -18 from both builds')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
