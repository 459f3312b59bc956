#!/usr/bin/env bash
# ml-spectra-processing 14.35.1 (ml.js), Node 24; beside it the transform by its definition over frequencies, worked out term by term.
#
# One would expect: xHilbertTransform turns each frequency by a quarter of its period: a cosine becomes a sine, a constant 0, and the envelope of a tone, the root
#   of the sum of squares of both, is level. One number more or less at the end changes next to nothing.
# What happens: so it is where the length is a power of two. Of 1024 ones it makes zeros; of 1023 or 1000 ones numbers that go from −2.5 at the beginning to 2.5
#   at the end, more the longer the list. Five periods of a tone in 128 numbers have the envelope 1, in 100 numbers up to 1.12 at the ends; the same
#   tone around 1 instead of 0 becomes −2.3 where its sine is 0. In the middle it is right to 0.02. For other lengths than powers of two it
#   goes by another sum, which takes what lies outside the list for 0, so that a mean that is not 0 is a step at each end. { forceFFT: true } makes
#   zeros of ones, and is right to 0.03 for the tone. No error. (mljs/spectra-processing#202, of 2023, which brought
#   forceFFT, expects that the two ways need not agree entirely; the documentation speaks of neither, and of the edges no report was found.)
# Who meets it: whoever takes the envelope or the phase of a sound, a spectrum or a series of measurements: a list of 1024 as in a test is right, one
#   of 1000 shows edges that rise like real ones, and a baseline makes them larger. Take the mean off and ask for forceFFT, or cut to a power of two.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-spectra-processing@14.35.1 >/dev/null

cat > try.mjs <<'JS'
import { xHilbertTransform } from 'ml-spectra-processing'

// each frequency k between 0 and half of the length, turned by a quarter of its period
function byDefinition(list) {
  const n = list.length
  const answer = new Array(n).fill(0)
  for (let k = 1; 2 * k < n; k++) {
    const angle = i => (2 * Math.PI * k * i) / n
    const cosine = list.reduce((sum, x, i) => sum + x * Math.cos(angle(i)), 0) * (2 / n)
    const sine = list.reduce((sum, x, i) => sum + x * Math.sin(angle(i)), 0) * (2 / n)
    for (let i = 0; i < n; i++) answer[i] += cosine * Math.sin(angle(i)) - sine * Math.cos(angle(i))
  }
  return answer
}
const tone = (n, around) => Array.from({ length: n }, (_, i) => around + Math.cos((2 * Math.PI * 5 * i) / n))
const ones = n => new Array(n).fill(1)
const off = (list, other) => Math.max(...list.map((x, i) => Math.abs(x - other[i])))
const seen = {}
for (const n of [64, 100, 128, 1000, 1023, 1024]) {
  for (const [name, list] of [['ones', ones(n)], ['tone', tone(n, 0)], ['tone around 1', tone(n, 1)]]) {
    const [plain, forced, right] = [[...xHilbertTransform(list)], [...xHilbertTransform(list, { forceFFT: true })], byDefinition(list)]
    const middle = Math.abs(plain[n >> 1] - right[n >> 1])
    seen[`${name} ${n}`] = { plain: off(plain, right), forced: off(forced, right), middle, first: plain[0] }
    const show = x => x.toFixed(3)
    console.log(`${n}, ${name}: first ${show(plain[0])}, right ${show(right[0])}; off by up to ${show(off(plain, right))}, in the middle ${show(middle)}, with forceFFT ${show(off(forced, right))}`)
  }
}
const level = tone(100, 0)
const envelope = Math.max(...[...xHilbertTransform(level)].map((x, i) => Math.hypot(x, level[i])))
console.log(`envelope of the tone in 100 numbers: at most ${envelope.toFixed(3)}`)
const powers = [64, 128, 1024].flatMap(n => Object.entries(seen).filter(([name]) => name.endsWith(` ${n}`)))
const near = (x, y) => Math.abs(x - y) < 0.02
const fine = powers.every(([, { plain, forced }]) => plain < 1e-9 && forced < 1e-9)
const others = [100, 1000, 1023].every(n => seen[`tone ${n}`].forced < 0.04 && seen[`ones ${n}`].forced < 1e-9 && seen[`tone ${n}`].middle < 0.02)
const wrong = near(seen['ones 100'].plain, 1.784) && near(seen['ones 1000'].plain, 2.517) && near(seen['ones 1023'].plain, 2.524)
if (fine && others && wrong && near(seen['tone around 1 100'].first, -2.288) && near(envelope, 1.12)) {
  console.log('as found: lengths that are no powers of two have other numbers, at the ends above all')
} else {
  console.log('CHANGED: expected ones to become 0 at 1024 and up to 2.5 at 1000 and 1023')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
