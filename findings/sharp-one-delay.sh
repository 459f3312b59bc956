#!/usr/bin/env bash
# sharp 0.35.5 (libvips 8.18.7), Node 24.
#
# One would expect: sharp(frames, { join: { animated: true } }).gif({ delay: 125 }) shows each of the frames for 125 ms (GIF's
#   hundredths of a second allow 120 or 130), as it does when the same film is read from a file; "delay" may be a number or a list.
# What happens: made of frames, joined or raw with a pageHeight, only the first gets the number. The others get 0 in a GIF, for which
#   browsers show 100 ms and other programs as little as they can; in a WebP they get 100. A film of eight frames a second
#   runs at ten, after a first frame that is longer. Read from a file and saved again with delay: 125, every frame has it; so
#   a test with a film from a file is green.
# Who meets it: whoever makes a film out of generated frames, for which delay: 1000 / fps is the obvious line. Give a list of the
#   film's length: Array(frames.length).fill(125).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact sharp@0.35.5 >/dev/null

cat > try.mjs <<'JS'
import sharp from 'sharp'

const [width, height] = [16, 16]
const frames = [10, 90, 200, 250].map(grey => Buffer.alloc(width * height * 3, grey))
const raw = { width, height: height * frames.length, channels: 3, pageHeight: height }
const pictures = await Promise.all(frames.map(frame => sharp(frame, { raw: { width, height, channels: 3 } }).png().toBuffer()))
const list = Array(frames.length).fill(125)
const delays = async film => (await sharp(await film.toBuffer(), { animated: true }).metadata()).delay.join(' ')

let found = true
for (const [kind, { one, all }] of Object.entries({ gif: { one: '120 0 0 0', all: '120 120 120 120' }, webp: { one: '125 100 100 100', all: '125 125 125 125' } })) {
  const file = await sharp(Buffer.concat(frames), { raw })[kind]({ delay: list }).toBuffer()
  const sources = {
    'joined frames': () => sharp(pictures, { join: { animated: true } }),
    'raw frames': () => sharp(Buffer.concat(frames), { raw }),
    'a film from a file': () => sharp(file, { animated: true }),
  }
  for (const [name, source] of Object.entries(sources)) {
    const [number, listed] = [await delays(source()[kind]({ delay: 125 })), await delays(source()[kind]({ delay: list }))]
    console.log(`${kind} of ${name}: delay 125 gives ${number}; four times 125 gives ${listed}`)
    found &&= number === (name === 'a film from a file' ? all : one) && listed === all
  }
}
if (found) {
  console.log('as found: one delay is that of the first frame alone')
} else {
  console.log('CHANGED: expected one number to reach every frame of a film from a file, and elsewhere the first alone')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
