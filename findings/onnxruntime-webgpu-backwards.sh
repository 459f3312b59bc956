#!/usr/bin/env bash
# onnxruntime-web 1.30.0, its webgpu and its wasm, in a Chromium of this machine (CHROMIUM=/path, else chromium on the PATH; seen with Debian's
# 156, with its own software for WebGPU, SwiftShader), by playwright-core 1.65.1, Node 24.
#
# One would expect: Slice with a step of −1 goes backwards from where it is told to start: of 0 … 7, from 3 on, 3 2 1 0, as on wasm and in NumPy.
#   A step that webgpu could not take would be handed to the CPU or refused.
# What happens: on webgpu it begins at the end of the axis, whatever start says: 7 6 5 4. The number of cells is right, and so is the step: from 5
#   on by −2 it is 7 5 3. Only where start is the last cell, −1 or beyond the end, as in turning a whole axis round, is it right. Steps forwards are
#   right, and so is Slice from 0 to 4 followed by one that turns all of it round. No error, no warning. (A repair is proposed in
#   onnxruntime#25160, of 2025, which was open when this was seen.)
# Who meets it: whoever brings a model from TensorFlow, Keras or JAX, where x[:, 3::-1] can be written (torch has no such slices), with a window read
#   backwards or every second frame from a given one back, and moves it from wasm to webgpu, as transformers.js does by one word: other cells are
#   read, all of them real ones. A test that turns a whole axis, as flip does, agrees. Slice forwards first, then turn round.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact onnxruntime-web@1.30.0 playwright-core@1.65.1 >/dev/null
"$chromium" --version 2>/dev/null

cat > page.mjs <<'JS'
import * as ort from './node_modules/onnxruntime-web/dist/ort.webgpu.min.mjs'

// The model's bytes: a field is its number and kind, then its value or its length and contents.
const text = value => [...new TextEncoder().encode(value)]
const varint = n => (n < 128 ? [n] : [(n & 127) | 128, ...varint(n >> 7)])
const field = (number, contents) => [...varint((number << 3) | 2), ...varint(contents.length), ...contents]
const whole = (number, value) => [...varint(number << 3), ...varint(value)]
// one whole number of 64 bits as an initial value
const constant = (name, value) => {
  const bytes = new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)
  return field(5, [...whole(1, 1), ...whole(2, 7), ...field(8, text(name)), ...field(9, bytes)])
}
const slice = (from, to, numbers) => [from, ...numbers.map((_, i) => `${to}${i}`)].flatMap(name => field(1, text(name)))
const float = name => [...field(1, text(name)), ...field(2, field(1, whole(1, 1)))]
// slices one after the other, each of [start, end, axis, step]
function model(slices) {
  const name = i => (i === 0 ? 'x' : i === slices.length ? 'y' : `m${i}`)
  const nodes = slices.flatMap((numbers, i) => field(1, [...slice(name(i), name(i + 1), numbers), ...field(2, text(name(i + 1))), ...field(4, text('Slice'))]))
  const constants = slices.flatMap((numbers, i) => numbers.flatMap((value, j) => constant(`${name(i + 1)}${j}`, value)))
  const graph = [...nodes, ...field(2, text('g')), ...constants, ...field(11, float('x')), ...field(12, float('y'))]
  return Uint8Array.from([...whole(1, 8), ...field(7, graph), ...field(8, whole(2, 17))])
}

ort.env.wasm.numThreads = 1
ort.env.logLevel = 'error'
export async function both(slices, numbers, shape) {
  const answer = {}
  for (const provider of ['wasm', 'webgpu']) {
    const session = await ort.InferenceSession.create(model(slices), { executionProviders: [provider] })
    answer[provider] = [...(await session.run({ x: new ort.Tensor('float32', Float32Array.from(numbers), shape) })).y.data].join(' ')
    await session.release()
  }
  return answer
}
JS
cat > try.mjs <<'JS'
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { chromium } from 'playwright-core'

const kinds = { '.mjs': 'text/javascript', '.wasm': 'application/wasm' }
const server = createServer((request, response) => {
  response.setHeader('content-type', kinds[extname(request.url)] ?? 'text/html')
  if (extname(request.url) in kinds) createReadStream(`.${request.url}`).pipe(response)
  else response.end('<!doctype html><title>backwards</title>')
}).listen(0)
const args = ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan']
const browser = await chromium.launch({ executablePath: process.argv[2], args })
const page = await browser.newPage()
await page.goto(`http://localhost:${server.address().port}/`)
const both = (...asked) => page.evaluate(async asked => (await import('/page.mjs')).both(...asked), asked)

const line = [[0, 1, 2, 3, 4, 5, 6, 7], [8]]
const square = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4]]
const start = -100 // an end before the beginning
// name, slices of [start, end, axis, step], numbers and shape, what is right, what webgpu gives
const cases = [
  ['x[::-1]', [[-1, start, 0, -1]], line, '7 6 5 4 3 2 1 0', '7 6 5 4 3 2 1 0'],
  ['x[3::-1]', [[3, start, 0, -1]], line, '3 2 1 0', '7 6 5 4'],
  ['x[5:2:-1]', [[5, 2, 0, -1]], line, '5 4 3', '7 6 5'],
  ['x[5::-2]', [[5, start, 0, -2]], line, '5 3 1', '7 5 3'],
  ['x[-3::-1]', [[-3, start, 0, -1]], line, '5 4 3 2 1 0', '7 6 5 4 3 2'],
  ['x[100::-3]', [[100, start, 0, -3]], line, '7 4 1', '7 4 1'],
  ['x[1:7:2]', [[1, 7, 0, 2]], line, '1 3 5', '1 3 5'],
  ['x[0:4][::-1]', [[0, 4, 0, 1], [-1, start, 0, -1]], line, '3 2 1 0', '3 2 1 0'],
  ['x[:, 1::-1] of 3 × 4', [[1, start, 1, -1]], square, '1 0 5 4 9 8', '3 2 7 6 11 10'],
]
let found = true
for (const [name, slices, [numbers, shape], right, seen] of cases) {
  const { wasm, webgpu } = await both(slices, numbers, shape)
  console.log(`${name}: wasm ${wasm}; webgpu ${webgpu}`)
  found &&= wasm === right && webgpu === seen
}
await browser.close()
server.close()
if (found) {
  console.log('as found: backwards, webgpu begins at the end of the axis')
} else {
  console.log('CHANGED: expected wrong cells from webgpu wherever a slice goes backwards from within, and right ones from wasm')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
