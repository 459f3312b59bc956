#!/usr/bin/env bash
# h5wasm 0.10.3 (HDF5 2.0 in WebAssembly), Node 24; jsfive 0.4.2 reads the same files, and names the types as NumPy does.
#
# One would expect: create_dataset({ name, data, dtype: '<f8' }) writes doubles. It is what NumPy, h5py and .npy call them; a type that it does not
#   know is refused, as '<u2' and '>f8' are.
# What happens: it writes floats of 4 bytes. 1/3 is 0.3333333432674408 in the file, 1e300 is ∞, also where data is a Float64Array, which without any dtype
#   is kept as it is. '<i8' is a whole number of 4 bytes, 2^40 is 0; '<i2', '<i1' and '<f2' take 4 bytes, too. Of the type only the letter is read, with
#   Python's struct in mind, in which f is a float and i an int of 4 bytes, and the digits behind it are dropped without a word; '<d' and '<q' are 8 bytes.
#   '<f4' and '<i4' are what they say, so that this is not seen there. The documentation's examples have '<f' and '<d', and the letters of a
#   compound type; it does not tell what else is taken. No report was found.
# Who meets it: whoever writes weights, optimiser states, steps, ids or time stamps in a page for Keras, h5py or MATLAB with the names of that side: files
#   are half as large, shapes are right, numbers differ from the seventh digit on, and large ids are others. Leave dtype out, or read
#   metadata.size after writing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact h5wasm@0.10.3 jsfive@0.4.2 >/dev/null

cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import h5wasm from 'h5wasm/node'
import { File as Five } from 'jsfive'

await h5wasm.ready
let number = 0
// what is in a file that was written with this type: by the package that wrote it, and by jsfive
function written(dtype, data) {
  const path = `${process.cwd()}/${number++}.h5`
  const file = new h5wasm.File(path, 'w')
  try {
    file.create_dataset({ name: 'w', data, shape: [data.length], ...(dtype === undefined ? {} : { dtype }) })
  } catch (error) {
    file.close()
    return { error: String(error.message ?? error) }
  }
  file.close()
  const again = new h5wasm.File(path, 'r')
  const { metadata, value } = again.get('w')
  const answer = { bytes: metadata.size, list: [...value].map(String), name: value.constructor.name }
  again.close()
  const bytes = readFileSync(path)
  const other = new Five(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), path).get('w')
  return { ...answer, five: `${other.dtype}: ${[...other.value].join(' ')}`, same: [...other.value].map(String).join() === answer.list.join() }
}
const third = 1 / 3
const cases = [
  [undefined, [third, 1e300], 8],
  ['<d', [third, 1e300], 8],
  ['<f8', [third, 1e300], 4],
  ['<f8', Float64Array.of(third, 1e300), 4],
  ['<f4', [third, 2], 4],
  ['<f2', [third, 2], 4],
  ['<f16', [third, 1e300], 4],
  ['<q', [1, 2 ** 40], 8],
  ['<i8', [1, 2 ** 40], 4],
  ['<i4', [1, -70000], 4],
  ['<i2', [1, -300], 4],
  ['<h', [1, -300], 2],
]
let found = true
for (const [dtype, data, bytes] of cases) {
  const answer = written(dtype, data)
  console.log(`${dtype ?? 'no type'} of ${[...data].join(' ')}: ${answer.error ?? `${answer.bytes} bytes each, ${answer.name} ${answer.list.join(' ')}; by jsfive ${answer.five}`}`)
  found &&= answer.bytes === bytes && answer.same
}
const doubles = written('<f8', [third, 1e300]).list
const longs = written('<i8', [1, 2 ** 40]).list
found &&= doubles[0] === String(Math.fround(third)) && doubles[1] === 'Infinity' && longs[1] !== String(2 ** 40)
for (const dtype of ['<u8', '<u2', '<x', '>f8']) {
  const { error } = written(dtype, [1, 2])
  console.log(`${dtype}: ${error}`)
  found &&= error !== undefined
}
if (found) console.log('as found: of a type only its letter is read')
else {
  console.log('CHANGED: expected 4 bytes for <f8 and <i8, and Infinity for 1e300')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
