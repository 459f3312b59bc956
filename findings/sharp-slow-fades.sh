#!/usr/bin/env bash
# sharp 0.35.5 (libvips 8.18.7), Node 24.
#
# One would expect: a film of 16 frames that is saved as GIF or WebP has 16 frames, each as long as it was said to be. A GIF holds 256 colours,
#   so that sixteen greys in it are those greys; and quality is about pictures, not about how many there are.
# What happens: greys 60, 63, 66 … 105, one a frame, are 8 frames of double length in either format, 60, 66, 72 …; two frames that differ by 4
#   are one, and the WebP of them a still, whose metadata has no pages. In a GIF a colour within 3 of one in the palette takes that, and frames that are
#   then equal become one: a star of one pixel that is 4 brighter than the sky every other frame is gone. With
#   keepDuplicateFrames there are 16 frames again, in pairs. WebP takes frames for equal up to a difference that grows as quality falls:
#   at 100 all 16 are kept, at 90 there are 9, at 60 there are 5, at 30 there are 3; it has no such option. What was far apart is kept,
#   and the film's length is. gif({ interPaletteMaxError: 0 }) and webp({ lossless: true }) keep all, with their greys. sharp's documentation
#   says that equal GIF frames are combined; of WebP, and of frames that are not equal, it says nothing.
# Who meets it: whoever saves films and reads them again as frames: a dusk, a moon that sets, generated frames that change little. Frame 7 is
#   another moment, labels do not fit, and a batch of films of eight frames holds some of five. Films with strong movement, as
#   tests have, keep all. Ask for metadata().pages, and save losslessly what is to be read again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --save-exact sharp@0.35.5 >/dev/null

cat > try.mjs <<'JS'
import sharp from 'sharp'

const size = 32
const flat = grey => Buffer.alloc(size * size * 3, grey)
const star = (sky, more) => {
  const frame = flat(sky)
  frame.fill(sky + more, (7 * size + 9) * 3, (7 * size + 10) * 3)
  return frame
}
const fade = Array.from({ length: 16 }, (_, i) => flat(60 + 3 * i))
const films = {
  fade,
  'two frames, 4 apart': [flat(100), flat(104)],
  'a faint star': [flat(100), star(100, 4), flat(100), star(100, 4)],
  'a bright star': [flat(100), star(100, 64), flat(100), star(100, 64)],
}
async function keep(frames, format, options) {
  const raw = { width: size, height: size * frames.length, channels: 3, pageHeight: size }
  const file = await sharp(Buffer.concat(frames), { raw })[format]({ delay: Array(frames.length).fill(100), ...options }).toBuffer()
  const { pages, delay } = await sharp(file, { animated: true }).metadata()
  const { data, info } = await sharp(file, { animated: true }).raw().toBuffer({ resolveWithObject: true })
  const greys = Array.from({ length: info.height / size }, (_, i) => data[i * size * size * info.channels])
  return { pages, length: delay?.reduce((sum, each) => sum + each, 0), greys: greys.join(' ') }
}
const all = fade.map(frame => frame[0]).join(' ')
const half = '60 66 72 78 84 90 96 102'
const none = undefined
// the film, how it is saved, how many frames come back, and their greys, where those are to be exact
const cases = [
  ['fade', 'gif', {}, 8, half],
  ['fade', 'gif', { keepDuplicateFrames: true }, 16, half.replace(/\d+/g, grey => `${grey} ${grey}`)],
  ['fade', 'gif', { interPaletteMaxError: 0 }, 16, all],
  ['fade', 'webp', {}, 8],
  ['fade', 'webp', { quality: 100 }, 16],
  ['fade', 'webp', { quality: 90 }, 9],
  ['fade', 'webp', { quality: 60 }, 5],
  ['fade', 'webp', { quality: 30 }, 3],
  ['fade', 'webp', { lossless: true }, 16, all],
  ['two frames, 4 apart', 'gif', {}, 1],
  ['two frames, 4 apart', 'webp', {}, none],
  ['two frames, 4 apart', 'webp', { lossless: true }, 2],
  ['a faint star', 'gif', {}, 1],
  ['a faint star', 'gif', { interPaletteMaxError: 0 }, 4],
  ['a faint star', 'webp', {}, none],
  ['a bright star', 'gif', {}, 4],
  ['a bright star', 'webp', {}, 4],
]
let found = true
for (const [name, format, options, pages, greys] of cases) {
  const got = await keep(films[name], format, options)
  console.log(`${name}, ${format} ${JSON.stringify(options)}: ${got.pages} of ${films[name].length} frames, ${got.length} ms, ${got.greys}`)
  found &&= got.pages === pages && (greys === undefined || got.greys === greys)
  found &&= got.pages === none || got.length === 100 * films[name].length
}
if (found) {
  console.log('as found: frames that differ by little become one')
} else {
  console.log('CHANGED: expected half of the fade in GIF and WebP, fewer at a lower quality, and all of it without loss')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
