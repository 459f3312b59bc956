#!/usr/bin/env bash
# sharp 0.35.5 (libvips 8.18.7), Node 24.
#
# One would expect: greyscale() weighs the numbers of the file, as Pillow's "L", OpenCV, canvas filters and jimp do: pure red is 76
#   or 54, pure blue 29 or 18, depending on the weights. sharp's manual says so ("a linear operation"), and that for pictures in sRGB
#   gamma() beforehand gives the best result.
# What happens: red is 127, blue 76, green 220. libvips turns sRGB into light first, weighs that by 0.2126, 0.7152, 0.0722, and turns it
#   back: what gamma() is advised for is done already. With .gamma().greyscale() it is done twice: red is 185, blue 147, brown
#   (180, 83, 9) 131 instead of 104. toColourspace('b-w') does as greyscale does. Greys stay what they are, so that a test with a
#   grey picture agrees with everybody.
# Who meets it: whoever makes the training pictures in Node and reads them elsewhere in Python, or the other way round: a model for
#   one channel sees saturated colours some 50 of 255 lighter. recomb with the weights asked for gives Pillow's numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --save-exact sharp@0.35.5 >/dev/null

cat > try.mjs <<'JS'
import sharp from 'sharp'

const colours = { red: [255, 0, 0], green: [0, 255, 0], blue: [0, 0, 255], brown: [180, 83, 9], grey: [128, 128, 128] }
const pixels = Object.values(colours)
const picture = () => sharp(Buffer.from(pixels.flat()), { raw: { width: pixels.length, height: 1, channels: 3 } })
const first = async made => {
  const { data, info } = await made.raw().toBuffer({ resolveWithObject: true })
  return pixels.map((_, i) => data[i * info.channels])
}
// the two readings, from their definitions
const weights = [0.2126, 0.7152, 0.0722]
const television = [0.299, 0.587, 0.114]
const light = byte => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
const byte = x => Math.round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055))
const sum = (cells, by) => cells.reduce((total, cell, i) => total + cell * by[i], 0)

const grey = {
  'of the numbers, by 0.299, 0.587, 0.114': pixels.map(pixel => Math.round(sum(pixel, television))),
  'of the numbers, by 0.2126, 0.7152, 0.0722': pixels.map(pixel => Math.round(sum(pixel, weights))),
  'of the light': pixels.map(pixel => byte(sum(pixel.map(light), weights))),
  'greyscale()': await first(picture().greyscale()),
  "toColourspace('b-w')": await first(picture().toColourspace('b-w')),
  'gamma().greyscale()': await first(picture().gamma().greyscale()),
  'recomb of the television weights': await first(picture().recomb([television, television, television])),
}
console.log(Object.keys(colours).join(', '))
for (const [name, list] of Object.entries(grey)) console.log(`${list.join(', ')}: ${name}`)
const within = (name, other, by) => grey[name].every((x, i) => Math.abs(x - grey[other][i]) <= by)
if (
  within('greyscale()', 'of the light', 1) &&
  within("toColourspace('b-w')", 'of the light', 1) &&
  grey['gamma().greyscale()'].join() === '185,238,147,131,126' &&
  within('recomb of the television weights', 'of the numbers, by 0.299, 0.587, 0.114', 1)
) {
  console.log('as found: greyscale weighs the light, and gamma makes it twice')
} else {
  console.log('CHANGED: expected greyscale to weigh the light')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
