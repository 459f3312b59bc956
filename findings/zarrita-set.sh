#!/usr/bin/env bash
# zarrita 0.7.5, Node 24.
#
# One would expect: set(array, null, { data, shape, stride }) writes the numbers in the array's type, as Float32Array.prototype.set does
#   and as Zarr in Python does with whatever NumPy holds; or it refuses data of another type or another shape.
# What happens: it copies bytes, as many as the place takes. 1, 2, 3, 4 as doubles into a float32 array are 0, 1.875, 0, 2, float32 into
#   float16 the same; whole numbers become some 1e-45, bytes fill a quarter, a plain list leaves the fill value. A shape that is
#   not the selection's is taken as well: of 3 × 2 into 2 × 3 the last of a row is the first of the next, too few numbers leave
#   the rest, too many are cut. No error; lengths, types and metadata are right. A single number is converted.
# Who meets it: whoever stores latents, frames or weights from the browser: arithmetic gives doubles or plain lists, pictures bytes, and the
#   array was made as float32 or float16 to be small. TypeScript asks only where the array's type is known when compiling, which it is
#   not after open. Convert first: Float32Array.from(data).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact zarrita@0.7.5 >/dev/null

cat > try.mjs <<'JS'
import * as zarr from 'zarrita'

const strides = shape => shape.map((_, i) => shape.slice(i + 1).reduce((product, size) => product * size, 1))
async function written(dtype, shape, data, given = shape) {
  const array = await zarr.create(zarr.root(new Map()).resolve('/latents'), { shape, chunkShape: shape, dtype, fillValue: 0 })
  await zarr.set(array, null, typeof data === 'number' ? data : { data, shape: given, stride: strides(given) })
  return [...(await zarr.get(array)).data]
}
const four = [1, 2, 3, 4]
const six = Float32Array.of(1, 2, 3, 4, 5, 6)
// what is written, what is there to be read, what came out
const rows = [
  ['Float32Array into float32', ['float32', [4], Float32Array.from(four)], four, four],
  ['Float64Array into float32', ['float32', [4], Float64Array.from(four)], four, [0, 1.875, 0, 2]],
  ['Float32Array into float16', ['float16', [4], Float32Array.from(four)], four, [0, 1.875, 0, 2]],
  ['Float32Array into uint8', ['uint8', [4], Float32Array.from(four)], four, [0, 0, 128, 63]],
  ['Int32Array into float32', ['float32', [4], Int32Array.from(four)], four, four.map(number => number * 2 ** -149)],
  ['a list into float32', ['float32', [4], four], four, [0, 0, 0, 0]],
  ['the number 2 into float32', ['float32', [4], 2], [2, 2, 2, 2], [2, 2, 2, 2]],
  ['3 × 2 into 2 × 3', ['float32', [2, 3], six, [3, 2]], 'refused', [1, 2, 3, 3, 4, 5]],
  ['six numbers into four', ['float32', [4], six, [6]], 'refused', four],
  ['two numbers into four', ['float32', [4], six.slice(0, 2), [2]], 'refused', [1, 2, 0, 0]],
]
let found = true
for (const [name, asked, expected, seen] of rows) {
  const got = await written(...asked)
  console.log(`${name}: ${got.join(', ')}; expected: ${Array.isArray(expected) ? expected.join(', ') : expected}`)
  found &&= got.join() === seen.join()
}
const bytes = await written('float32', [4], Uint8Array.from(four))
console.log(`Uint8Array into float32: ${bytes.join(', ')}; expected: ${four.join(', ')}`)
found &&= bytes[0] > 0 && bytes[0] < 1e-30 && bytes.slice(1).every(number => number === 0)
if (found) {
  console.log('as found: bytes are copied, whatever they stand for')
} else {
  console.log('CHANGED: expected the bytes of other types, and other shapes taken')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
