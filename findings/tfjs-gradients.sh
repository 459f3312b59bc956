#!/usr/bin/env bash
# @tensorflow/tfjs 4.22.0 with its cpu and wasm backends, Node 24.
#
# One would expect: tf.grad of an operation that only adds up and copies numbers says how much of each number is in the answer, which the
#   operation itself tells when a 1 is put in at one place and 0 at all others.
# What happens: four of them go back another way than they came. cumsum along any axis but the last gives the gradient transposed: an error
#   where that has another shape, and without a word where it has the same. mirrorPad only cuts the border off, so that what cells
#   did as mirrored copies is lost. avgPool with 'same' divides by the number of cells inside the picture, its gradient by the whole
#   window: cells at an edge get half, in a corner a quarter. resizeBilinear and resizeNearestNeighbor with halfPixelCenters go back by
#   the grid without it: 3 × 3 cells made 2 × 2 are corners, and other cells learn. layers.averagePooling1d does as avgPool.
#   'valid', the last axis, and resizing without halfPixelCenters are right. Neither documentation nor reports speak of it.
# Who meets it: whoever trains in the browser with borders that mirror, as style transfer does, pools at a stride of 1, resizes as torch and
#   TensorFlow 2 do, or adds up over time where there are as many steps as channels. Shapes are right, the loss falls all the same,
#   and where only borders are wrong, most pixels learn rightly. A running sum is matMul with a triangle of ones, a mirror is concat of slices.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 >/dev/null

cat > try.mjs <<'JS'
import { createRequire } from 'node:module'
console.warn = console.info = () => {}
const require = createRequire(import.meta.url)
const tf = require('@tensorflow/tfjs')
const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm')
setWasmPaths(`${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`)

const row = [4, 1, 3, 2]
const matrix = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
const picture = matrix.map(line => line.map(cell => [cell]))
const triangle = [[1, 0, 0], [1, 1, 0], [1, 1, 1]]
// an operation that is linear, what it is asked about, and whether tf.grad is right
const asked = [
  ['cumsum along the last axis', x => tf.cumsum(x, 1), matrix, true],
  ['cumsum along axis 0', x => tf.cumsum(x, 0), matrix, false],
  ['the same by matMul', x => tf.matMul(triangle, x), matrix, true],
  ['mirrorPad by 1, reflect', x => tf.mirrorPad(x, [[1, 1]], 'reflect'), row, false],
  ['mirrorPad by 2, symmetric', x => tf.mirrorPad(x, [[2, 2]], 'symmetric'), row, false],
  ['reflect by concat', x => tf.concat([x.slice([1], [1]), x, x.slice([2], [1])]), row, true],
  ["avgPool of 2, 'valid'", x => tf.avgPool(x, 2, 1, 'valid'), picture, true],
  ["avgPool of 2, 'same'", x => tf.avgPool(x, 2, 1, 'same'), picture, false],
  ["averagePooling1d of 2, 'same'", x => tf.layers.averagePooling1d({ poolSize: 2, strides: 1, padding: 'same' }).apply(x), [row.map(cell => [cell])], false],
  ['resizeNearestNeighbor to 2 × 2', x => tf.image.resizeNearestNeighbor(x, [2, 2]), picture, true],
  ['with halfPixelCenters', x => tf.image.resizeNearestNeighbor(x, [2, 2], false, true), picture, false],
  ['resizeBilinear to 5 × 5', x => tf.image.resizeBilinear(x, [5, 5]), picture, true],
  ['with halfPixelCenters', x => tf.image.resizeBilinear(x, [5, 5], false, true), picture, false],
]
// the whole of the answer, each cell of it with another weight
const total = answer => tf.sum(tf.mul(answer.flatten(), tf.range(1, answer.size + 1)))
const round = list => list.map(x => Math.round(x * 100) / 100 + 0)

let found = true
for (const backend of ['cpu', 'wasm']) {
  await tf.setBackend(backend)
  for (const [name, operation, cells, right] of asked) {
    const x = tf.tensor(cells)
    const got = round([...tf.grad(given => total(operation(given)))(x).dataSync()])
    const share = at => {
      const one = new Float32Array(x.size)
      one[at] = 1
      return total(operation(tf.tensor(one, x.shape))).dataSync()[0]
    }
    const expected = round(got.map((_, at) => share(at)))
    const same = got.every((value, at) => Math.abs(value - expected[at]) <= 0.01)
    if (backend === 'cpu') console.log(`${name}: ${got.join(' ')}${same ? '' : `; expected ${expected.join(' ')}`}`)
    found &&= same === right
  }
}
let refused = false
try {
  tf.grad(x => total(tf.cumsum(x, 0)))(tf.ones([2, 3]))
} catch {
  refused = true
}
console.log(`cumsum along axis 0 of 2 × 3: ${refused ? 'an error' : 'no error'}`)
if (found && refused) {
  console.log('as found, with both backends: the gradients of cumsum, mirrorPad, avgPool and resize')
} else {
  console.log('CHANGED: expected seven wrong gradients, in both backends, and all others right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
