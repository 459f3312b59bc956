#!/usr/bin/env bash
# fast-png 8.0.0, upng-js 2.1.0, Node 24.
#
# One would expect: decodeApng, which also takes a PNG of one picture, gives for it the picture that decode gives; and both give one
#   number for each cell, so that data has width × height × channels of them.
# What happens: decodeApng does not look at the interlace flag. Of an interlaced file it takes the passes for rows and gives
#   scrambled pixels, of the right number and without a word, where decode of the same bytes is right. And of a picture with fewer
#   than 8 bits a cell both give the bytes as they lie in the file: 16 × 16 cells of 4 bits are 128 numbers, two cells in each.
# Who meets it: whoever reads frames for training with the one function that takes films and pictures alike: what paint programs
#   save interlaced, or as a small palette, becomes noise that nothing refuses. upng-js reads both rightly.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact fast-png@8.0.0 upng-js@2.1.0 >/dev/null

cat > try.mjs <<'JS'
import { crc32, deflateSync } from 'node:zlib'
import { decode, decodeApng } from 'fast-png'
import UPNG from 'upng-js'

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
const png = (width, height, [depth, color, interlaced], bytes, more = []) => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([depth, color, 0, 0, interlaced], 8)
  const parts = [chunk('IHDR', head), ...more, chunk('IDAT', deflateSync(Uint8Array.from(bytes))), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]))
}
// Five grey pixels side by side, 10 to 50. Interlaced, the first pass has the first, the second the fifth, the fourth the third,
// the sixth the second and the fourth; each pass is a row that begins with its filter, 0.
const plain = png(5, 1, [8, 0, 0], [0, 10, 20, 30, 40, 50])
const woven = png(5, 1, [8, 0, 1], [0, 10, 0, 50, 0, 30, 0, 20, 40])
const frame = bytes => [...decodeApng(bytes).frames[0].data]
const others = bytes => [...new Uint8Array(UPNG.toRGBA8(UPNG.decode(bytes.buffer.slice(0)))[0])].filter((_, i) => i % 4 === 0)
const rows = [
  ['plain', [...decode(plain).data], frame(plain), others(plain)],
  ['interlaced', [...decode(woven).data], frame(woven), others(woven)],
]
for (const [name, one, film, other] of rows) console.log(`${name}: decode ${one}, decodeApng ${film}, upng-js ${other}`)
const palette = chunk('PLTE', Buffer.from(Array.from({ length: 48 }, (_, i) => i)))
const small = png(16, 16, [4, 3, 0], Array.from({ length: 16 * 9 }, (_, i) => (i % 9 === 0 ? 0 : 0x12)), [palette])
const counts = [decode(small).data.length, decodeApng(small).frames[0].data.length]
console.log(`16 × 16 cells of 4 bits: ${counts.join(' and ')} numbers`)
const wanted = '10,20,30,40,50'
const [[, ...first], [, right, scrambled, other]] = rows
const found = first.every(row => row.join() === wanted) && right.join() === wanted && other.join() === wanted && scrambled.length === 5 && scrambled.join() !== wanted && counts.join() === '128,128'
if (found) {
  console.log('as found: interlaced pixels are scrambled, small ones packed')
} else {
  console.log('CHANGED: expected decodeApng to scramble the interlaced row, and 128 numbers')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
