#!/usr/bin/env bash
# chroma-js 3.2.0, Node 24; d3-scale 4.0.2 says what is right.
#
# One would expect: the colour of a number is the same whatever was asked before. "chroma.js scale instances will cache the computed value => color pairs",
#   says the documentation, so that a number that was not asked yet is worked out.
# What happens: what is kept is not by the number but by its ten-thousandth of the scale from end to end, and whatever falls into the same one has the
#   colour of what was asked first. With three colours at three stops, white at 0, red at 1000, black at 10,000,000, the numbers 0 200 400 600 800 999
#   are white throughout, and asked in the other order red throughout; it should be #ffffff #ffcccc #ff9999 #ff6666 #ff3333 #ff0000, as each of
#   a scale of its own is. So with 0, 0.0001 and 1. Of a map of 500 towns, from 1 to 3,000,000 people, 54 have a colour that is far off, and 53 another
#   one if they are drawn by size. Two stops, or stops that are not as many as the colours, are free of it: these are made even first. With
#   cache(false) all is right. No report was found.
# Who meets it: whoever colours what spans several sizes, losses, gradients, learning rates, probabilities, people, by stops of one's own, which is how one
#   does so: a heat map is flat where it matters and changes when it is drawn anew. cache(false), or a logarithm first and stops of that.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact chroma-js@3.2.0 d3-scale@4.0.2 >/dev/null

cat > try.mjs <<'JS'
import chroma from 'chroma-js'
import { scaleLinear } from 'd3-scale'

const colours = ['white', 'red', 'black']
const scale = stops => chroma.scale(colours).domain(stops)
const hex = (one, list) => list.map(x => one(x).hex())
let found = true
for (const [name, stops, list] of [
  ['people, white at 0, red at 1000, black at 10,000,000', [0, 1000, 1e7], [0, 200, 400, 600, 800, 999]],
  ['rates, white at 0, red at 0.0001, black at 1', [0, 1e-4, 1], [0, 2e-5, 4e-5, 6e-5, 8e-5, 9.9e-5]],
]) {
  const up = hex(scale(stops), list)
  const down = hex(scale(stops), list.toReversed()).reverse()
  const alone = list.map(x => scale(stops)(x).hex())
  const off = hex(scale(stops).cache(false), list)
  const d3 = scaleLinear(stops, ['#ffffff', '#ff0000', '#000000'])
  const right = list.map(x => chroma(d3(x)).hex())
  console.log(`${name}; asked about ${list.join(' ')}`)
  for (const [how, answers] of Object.entries({ 'in this order': up, 'in the other order': down, 'each of a scale of its own': alone, 'cache(false)': off, 'd3-scale': right })) console.log(`   ${how}: ${answers.join(' ')}`)
  const near = (a, b) => a.every((colour, i) => chroma(colour).rgb().every((x, k) => Math.abs(x - chroma(b[i]).rgb()[k]) <= 4))
  found &&= near(off, right) && near(alone, right) && new Set(up).size === 1 && up[0] === '#ffffff' && new Set(down).size === 1 && down[0] === right.at(-1)
}
// a map of 500 towns from 1 to 3,000,000 people, drawn in the order of the alphabet or of their size
let state = 7
const random = () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32
const towns = Array.from({ length: 500 }, () => Math.round(Math.exp(random() * Math.log(3e6))))
const stops = [1, 1000, 3e6]
const right = hex(scale(stops).cache(false), towns)
const one = scale(stops)
const drawn = hex(one, towns)
const far = (a, b) => chroma.distance(a, b, 'rgb') > 30
const wrong = drawn.filter((colour, i) => far(colour, right[i])).length
const rows = towns.map((people, i) => ({ people, i })).sort((a, b) => a.people - b.people)
const another = scale(stops)
const bySize = Object.fromEntries(rows.map(({ people, i }) => [i, another(people).hex()]))
const differ = drawn.filter((colour, i) => far(colour, bySize[i])).length
console.log(`of ${towns.length} towns ${wrong} have a colour that is more than 30 of 255 off, and ${differ} another one if they are drawn by size`)
found &&= wrong > 40 && differ > 40
// two stops, and stops that are not as many as the colours, are free of it
const two = chroma.scale(['white', 'black']).domain([0, 1e7])
const four = chroma.scale(colours).domain([0, 1000, 1e5, 1e7])
console.log(`four stops for three colours: ${hex(four, [0, 200, 400, 800]).join(' ')}; two for two: ${hex(two, [0, 2e6, 4e6, 8e6]).join(' ')}`)
found &&= new Set(hex(four, [0, 200, 400, 800])).size === 4
if (found) console.log('as found: what is within a ten-thousandth of the scale has the colour that was asked for first')
else {
  console.log('CHANGED: expected one colour for all below 1000 of 10,000,000, by what is asked first')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
