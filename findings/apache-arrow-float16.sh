#!/usr/bin/env bash
# apache-arrow 21.2.0 (JavaScript), Node 24, whose Math.f16round is the measure.
#
# One would expect: vectorFromArray(numbers, new Float16()) holds the nearest half of each number, as Float16Array, NumPy and Arrow's
#   own C++ do: 1.9999 is 2, 70000 infinite, 1e-8 nothing.
# What happens: 1.9999 becomes 1, 0.49999 becomes 0.25: where rounding carries into the exponent, the carry is put in with an "or", and
#   for every other exponent it is lost. Of numbers drawn from a normal distribution, whatever its width, one in some 5,600 is
#   halved. Small ones shift bits past the end of the word: 1e-8 is −Infinity, 1e-12 is 0.0000225. Above the largest half, whole
#   numbers begin again from 2: 65536 is 2, 70000 is 2.13; 70000.1 is Infinity.
# Who meets it: whoever writes weights, latents or embeddings as halves from the browser or Node: nothing is refused, most of it is
#   right, and a layer of a million weights has some two hundred that are half of themselves and a few that are infinite.
#   Fill a Float16Array and hand over its bits: makeVector({ type: new Float16(), data: new Uint16Array(halves.buffer) }).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact apache-arrow@21.2.0 >/dev/null

cat > try.mjs <<'JS'
import { Float16, makeVector, vectorFromArray } from 'apache-arrow'

const named = [1.9999, 0.49999, 0.1, 65504, 65536, 70000, 70000.1, 1e-8, 1e-12]
const got = [...vectorFromArray(named, new Float16())]
named.forEach((x, i) => console.log(`${x}: ${got[i]}, the nearest half is ${Math.f16round(x)}`))

let state = 7
const next = () => (state = (state * 16807) % 2147483647) / 2147483647
const drawn = Array.from({ length: 1_000_000 }, () => 0.02 * Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next()))
const vector = vectorFromArray(drawn, new Float16())
const wrong = drawn.flatMap((x, i) => (vector.get(i) === Math.f16round(x) ? [] : [[x, vector.get(i)]]))
const infinite = wrong.filter(([, y]) => y === -Infinity)
const halved = wrong.filter(([x, y]) => y === Math.f16round(x) / 2)
console.log(`of ${drawn.length} weights drawn with a deviation of 0.02, ${halved.length} are halved (${halved[0].join(' became ')})`)
console.log(`and ${infinite.length} infinite (${infinite.map(pair => pair.join(' became ')).join(', ')})`)

const halves = Float16Array.from(drawn)
const handed = makeVector({ type: new Float16(), data: new Uint16Array(halves.buffer), length: halves.length, nullCount: 0 })
const right = drawn.every((x, i) => handed.get(i) === Math.f16round(x))
console.log(`handed over as bits: ${right ? 'all right' : 'wrong'}`)

const found =
  got.join() === [1, 0.25, 0.0999755859375, 65504, 2, 2.134765625, Infinity, -Infinity, 0.000022530555725097656].join() &&
  halved.length > 100 && halved.length < 300 && infinite.length > 0 && halved.length + infinite.length > wrong.length - 5 && right
if (found) {
  console.log('as found: some halves are halved')
} else {
  console.log('CHANGED: expected 1, 0.25, 0.09998, 65504, 2, 2.13, Infinity, -Infinity, 0.0000225, and of the weights some two hundred halved')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
