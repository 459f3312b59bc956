#!/usr/bin/env bash
# modern-gif 2.1.0, Node 24.
#
# One would expect: decode(source: BufferSource) and decodeFrames(source) read the bytes that a view shows, and a picture
#   that is encoded comes back as it was.
# What happens: a view is read from the start of its buffer, whatever its byteOffset. Node hands out small files as views
#   into a pool, so decodeFrames(fs.readFileSync('small.gif')) throws “This is not a 87a/89a GIF data” for most small
#   files and works for large ones. And a still picture of one row loses every pixel but its last: they come back
#   transparent, in every reader.
# Who meets it: whoever reads GIFs below 4 KiB from disk, or slices them out of an archive or a response. Pass
#   Uint8Array.from(bytes). For the second, enlarge pictures of one row.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --save-exact modern-gif@2.1.0 omggif@1.0.10 >/dev/null

cat > try.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs'
import { decodeFrames, encode } from 'modern-gif'
import omggif from 'omggif'

const grey = (width, height) => Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 ? 255 : 90 + i))
const gif = async (width, height) =>
  new Uint8Array(await encode({ width, height, frames: [{ data: grey(width, height), delay: 100 }] }))

writeFileSync('small.gif', await gif(4, 4))
const read = readFileSync('small.gif')
const frames = of => {
  try {
    return `${decodeFrames(of).length} frame`
  } catch (error) {
    return error.message
  }
}
const [pooled, own] = [frames(read), frames(Uint8Array.from(read))]
console.log(`as Node reads it, from byte ${read.byteOffset} of a pool:`, pooled)
console.log('the same bytes in a buffer of their own:', own)

const all = []
for (const [width, height] of [[6, 1], [6, 2]]) {
  const reader = new omggif.GifReader(await gif(width, height))
  const pixels = new Uint8Array(4 * width * height)
  reader.decodeAndBlitFrameRGBA(0, pixels)
  const lost = Array.from({ length: width * height }, (_, i) => pixels[4 * i + 3]).filter(cover => cover === 0).length
  all.push(lost)
  console.log(`${width}×${height}: ${lost} of ${width * height} pixels lost`)
}
const found = read.byteOffset > 0 && pooled !== own && own === '1 frame' && String(all) === '5,0'
console.log(found ? 'as found: a view and a picture of one row' : 'CHANGED: expected an error for the view, and 5 of 6 pixels lost')
process.exitCode = found ? 0 : 1
JS
npx -y -p node@24.21.0 node try.mjs
