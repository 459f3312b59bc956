#!/usr/bin/env bash
# Node 24.21 and 22.23, on x86-64 (browsers do the same: it is what structured cloning says).
#
# One would expect: to post four numbers of a weight matrix to a worker, w.subarray(10, 14), sends four numbers; that
#   structuredClone of it makes a small copy; that a view into the memory of a WebAssembly module is sent as the view.
# What happens: a view is cloned together with the whole buffer that it lies in. Sixteen bytes of a matrix of 4 MB are a message
#   of 4 MB, and the receiver keeps all 4 MB alive, in which it can read what was not sent; of a module's memory of 6.5 MB all is
#   copied. With slice in place of subarray it is 16 bytes. v8.serialize, which looks like the same thing, writes the view alone.
# Who meets it: whoever sends losses, single layers or frames from a training worker at each step: it is slow without an error,
#   memory grows by copies of everything, and in a message saved with it lie other numbers than the ones meant.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > try.mjs <<'JS'
import { deserialize, serialize } from 'node:v8'

const weights = Float32Array.from({ length: 1e6 }, (_, i) => i)
const part = weights.subarray(10, 14)
const memory = new WebAssembly.Memory({ initial: 100 })
const posted = view =>
  new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port2.on('message', got => {
      port1.close()
      resolve(got)
    })
    port1.postMessage(view)
  })
const got = await posted(part)
const rows = [
  ['posted subarray of 4 numbers', got.buffer.byteLength],
  ['posted slice of 4 numbers', (await posted(part.slice())).buffer.byteLength],
  ['structuredClone of the subarray', structuredClone(part).buffer.byteLength],
  ['structuredClone of 4 numbers in a module’s memory', structuredClone(new Float32Array(memory.buffer, 0, 4)).buffer.byteLength],
]
for (const [what, bytes] of rows) console.log(`${what}: a buffer of ${bytes} bytes`)
const other = new Float32Array(got.buffer)[999_999]
console.log(`read by the receiver though not sent: ${other}`)
const written = serialize(part).length
console.log(`v8.serialize of the subarray: ${written} bytes, which hold ${[...deserialize(serialize(part))]}`)
const found = rows.map(([, bytes]) => bytes).join() === '4000000,16,4000000,6553600' && other === 999_999 && written < 64
if (found) {
  console.log('as found: a view brings its whole buffer along')
} else {
  console.log('CHANGED: expected 4000000, 16, 4000000 and 6553600 bytes, and less than 64 serialized')
  process.exitCode = 1
}
JS
for node in 24.21.0 22.23.3; do npx -y -p "node@$node" node try.mjs; done
