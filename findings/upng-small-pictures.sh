#!/usr/bin/env bash
# upng-js 2.1.0, Node 24; fast-png 8.0.0 and pngjs 7.0.0 as further readers.
#
# One would expect: UPNG.encode(frames, width, height, 0), "lossless", gives a PNG for a picture of any size, the smaller the easier;
#   a picture that it could not write would be an error.
# What happens: the file is written into a buffer of the size of the pixels and 100 bytes; whatever goes past its end is lost
#   without a word. With a palette each colour costs five bytes and each pixel had four, so that 15 × 15 pixels of noise, or 8 × 8, are
#   cut off before the end, and no reader takes them. Each frame of a film costs some 60 bytes more: of eight frames of 4 × 4 in
#   four greys the last are missing, and the end with them. Noise of 16 × 16, which needs no palette, is right, and so are drawings.
# Who meets it: whoever saves noise, latents, patches, kernels or the digits of a toy data set as pictures, one to one: a test with
#   a drawing, or a larger picture, is green. Enlarge small pictures, each pixel to 4 × 4, or write them with fast-png.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact upng-js@2.1.0 fast-png@8.0.0 pngjs@7.0.0 >/dev/null

cat > try.mjs <<'JS'
import { decode } from 'fast-png'
import { PNG } from 'pngjs'
import UPNG from 'upng-js'

let state = 7
const next = () => (state = (state * 16807) % 2147483647) / 2147483647
const byte = levels => Math.floor(next() * levels) * Math.floor(255 / (levels - 1))
const noise = (size, enlarged = 1) => {
  const cells = Array.from({ length: size * size }, () => [byte(256), byte(256), byte(256), 255])
  const side = size * enlarged
  return Array.from({ length: side * side }, (_, i) => cells[Math.floor(i / side / enlarged) * size + Math.floor((i % side) / enlarged)])
}
const greys = size => Array.from({ length: size * size }, () => [...Array(3).fill(byte(4)), 255])
// a PNG is a list of parts, each with its length before it, the last of them IEND
function parts(bytes) {
  const view = new DataView(bytes.buffer)
  const names = []
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (at + 12 + view.getUint32(at) <= bytes.length) names.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)))
  }
  return names
}
const readers = {
  'upng-js': bytes => new Uint8Array(UPNG.toRGBA8(UPNG.decode(bytes.buffer))[0]),
  'fast-png': bytes => decode(bytes),
  pngjs: bytes => PNG.sync.read(Buffer.from(bytes)),
}
const refused = bytes => Object.keys(readers).filter(name => {
  try {
    readers[name](bytes)
    return false
  } catch {
    return true
  }
})
// frames, and whether the file has an end
const cases = [
  ['noise of 15 × 15', [noise(15)], false],
  ['noise of 8 × 8', [noise(8)], false],
  ['greys of 16 × 16', [greys(16)], true],
  ['noise of 16 × 16', [noise(16)], true],
  ['noise of 64 × 64', [noise(64)], true],
  ['noise of 15 × 15, each pixel to 4 × 4', [noise(15, 4)], true],
  ['eight frames of greys of 4 × 4', Array.from({ length: 8 }, () => greys(4)), false],
]
let found = true
for (const [name, frames, whole] of cases) {
  const side = Math.sqrt(frames[0].length)
  const bytes = new Uint8Array(UPNG.encode(frames.map(frame => Uint8Array.from(frame.flat()).buffer), side, side, 0, frames.map(() => 100)))
  const names = parts(bytes)
  const ends = names.at(-1) === 'IEND'
  const by = refused(bytes)
  console.log(`${name}: ${bytes.length} bytes, pixels ${frames.length * side * side * 4}; ${names.join(' ')}; refused by ${by.join(', ') || 'nobody'}`)
  found &&= ends === whole && (frames.length > 1 || by.length === (whole ? 0 : 3))
}
if (found) {
  console.log('as found: small pictures of many colours are cut off')
} else {
  console.log('CHANGED: expected small pictures of many colours without an end, and the others whole')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
