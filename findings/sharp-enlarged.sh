#!/usr/bin/env bash
# sharp 0.35.5 (libvips 8.18.7), Node 24.
#
# One would expect: what lies in the middle of a picture lies in the middle of it after resize(), larger or smaller; a mirrored picture
#   resized is the resized one mirrored; and a resize from 500 pixels to 512 does the same to all of them.
# What happens: made smaller, it is so. Made larger, by however little and with any kernel but nearest, the picture lies half a pixel of
#   the new size too far to the right and down. Twice the size of 20, 40, 60 … is 20 20 30 40 50 instead of 20 25 35 45 55. A line of one
#   pixel at 50 of 100 is at 51 of 101, whole, where two pixels should share it. Twice as large and back again, a picture has moved by a
#   quarter pixel, and so on each time. nearest is right for whole multiples. affine(), told the offset, gives 25 35 45.
#   sharp's documentation does not speak of it. libvips' author calls it its centre convention (libvips#943, 2018); a report of
#   2026 (libvips#4841) is closed, and 8.18.7 does as before.
# Who meets it: whoever brings pictures of several sizes to one: the smaller ones lie half a pixel from the larger ones, from what Pillow or
#   a canvas makes of them, and from boxes, masks and optical flow that were scaled as numbers. Sizes and means give nothing away.
#   Enlarge by a whole multiple with nearest and make that smaller, or use affine with idx and idy of (1 − 1 / factor) / 2, which is
#   right but for the outermost rows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact sharp@0.35.5 >/dev/null

cat > try.mjs <<'JS'
import sharp from 'sharp'

const drawn = (size, ink) => Buffer.from(Array.from({ length: size * size }, (_, i) => ink(i % size, Math.floor(i / size))))
const open = (bytes, size) => sharp(bytes, { raw: { width: size, height: size, channels: 1 } })
const cells = image => image.extractChannel(0).raw().toBuffer()
const resized = (bytes, from, to, kernel) => cells(open(bytes, from).resize(to, to, kernel && { kernel }))
const row = (bytes, size) => [...bytes.subarray(3 * size, 4 * size)]

const ramp = drawn(8, x => 20 + 20 * x)
const twice = row(await resized(ramp, 8, 16, 'linear'), 16)
const ideal = Array.from({ length: 16 }, (_, i) => 20 + 20 * Math.min(7, Math.max(0, (i + 0.5) / 2 - 0.5)))
const affine = row(await cells(open(ramp, 8).affine([[2, 0], [0, 2]], { interpolator: 'bilinear', idx: 0.25, idy: 0.25 })), 16)
const flopped = await cells(open(ramp, 8).flop())
const mirrored = row(await resized(flopped, 8, 16, 'linear'), 16).reverse()
console.log(`20, 40, 60 … twice as large, linear: ${twice.join(' ')}`)
console.log(`mirrored before and after: ${mirrored.join(' ')}`)
console.log(`between the pixels' middles: ${ideal.join(' ')}`)
console.log(`by affine: ${affine.join(' ')}`)
let found = twice.slice(1, 6).join() === '20,30,40,50,60' && mirrored.slice(1, 6).join() === '30,40,50,60,70'
found &&= affine.slice(1, 15).join() === ideal.slice(1, 15).join()

// where the middle of what is drawn lies, in pixels to the right of the picture's own middle, and below it
function off(bytes, size) {
  let sum = 0
  const at = [0, 0]
  bytes.forEach((value, i) => {
    sum += value
    at[0] += value * ((i % size) + 0.5)
    at[1] += value * (Math.floor(i / size) + 0.5)
  })
  return at.map(place => Math.round((place / sum - size / 2) * 100) / 100 + 0)
}
const disc = drawn(64, (x, y) => (Math.hypot(x - 31.5, y - 31.5) < 16 ? 200 : 0))
for (const kernel of ['linear', 'cubic', 'mitchell', 'lanczos3', 'nearest']) {
  const got = []
  for (const size of [32, 48, 64, 65, 96, 128, 256]) {
    const places = off(await resized(disc, 64, size, kernel), size)
    got.push(`${size}: ${places[0]}`)
    if (kernel !== 'nearest') found &&= places.every(place => place === (size > 64 ? 0.5 : 0))
    else if (size % 64 === 0) found &&= places.every(place => place === 0)
  }
  console.log(`a disc in 64 × 64, ${kernel}: off by ${got.join(', ')}`)
}
const line = row(await resized(drawn(100, x => (x === 50 ? 250 : 0)), 100, 101), 101)
console.log(`a line at 50 of 100, 101 wide: ${line.flatMap((value, x) => (value > 3 ? [`${value} at ${x}`] : [])).join(', ')}`)
let walked = disc
for (let i = 0; i < 8; i++) walked = await resized(await resized(walked, 64, 128), 128, 64)
console.log(`eight times twice as large and back: off by ${off(walked, 64).join(' and ')}`)
found &&= line[51] === 250 && line[50] === 0 && off(walked, 64).every(place => Math.abs(place - 2) < 0.05)
if (found) {
  console.log('as found: half a pixel too far to the right and down when made larger')
} else {
  console.log('CHANGED: expected half a pixel for larger sizes, none for smaller ones and by affine')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
