#!/usr/bin/env bash
# pure-rand 8.4.2, Node 24.
#
# One would expect: `uniformFloat64(xoroshiro128plus(seed))` is a number from 0 to 1 that tells nothing about the seed; a thousand
#   seeds give a thousand numbers with a mean near a half.
# What happens: with the seeds 0 to 999 every first number lies between 0.99998 and 1, from xoroshiro128plus and from
#   xorshift128plus alike. Both begin with a state whose first two parts add up to the seed with its bits turned round
#   (~seed), and that sum is the first number handed out, before anything was mixed. `uniformInt` from 0 to 9 counts down:
#   7, 6, 5 … The second number of xoroshiro128plus still comes in steps of a sixteenth. mersenne and congruential32 mix first.
# Who meets it: whoever gives each picture, word or worker a seed of its own and draws little from it: a normal number by Box and
#   Muller has the radius √(−2 ln u), which is next to nothing for all of them, so that the first number of the noise is 0
#   in every picture; a label that is dropped with one draw per seed is dropped always or never. skipN(rng, 8) first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact pure-rand@8.4.2 >/dev/null

cat > try.mjs <<'JS'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { congruential32 } from 'pure-rand/generator/congruential32'
import { mersenne } from 'pure-rand/generator/mersenne'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus'
import { skipN } from 'pure-rand/utils/skipN'

const seeds = Array.from({ length: 1000 }, (_, seed) => seed)
const first = (make, skipped) => seeds.map(seed => {
  const rng = make(seed)
  skipN(rng, skipped)
  return uniformFloat64(rng)
})
const lowest = {}
for (const make of [xoroshiro128plus, xorshift128plus, mersenne, congruential32]) {
  const [begin, later] = [first(make, 0), first(make, 8)].map(list => [Math.min(...list), Math.max(...list)])
  lowest[make.name] = [begin[0], later[0]]
  const said = ([low, high]) => `${low.toFixed(6)} to ${high.toFixed(6)}`
  console.log(`${make.name}: first numbers of ${seeds.length} seeds ${said(begin)}; with 8 skipped ${said(later)}`)
}
console.log('whole numbers from 0 to 9, seeds 0 to 11:', seeds.slice(0, 12).map(seed => uniformInt(xoroshiro128plus(seed), 0, 9)).join(' '))
const normal = seed => {
  const rng = xoroshiro128plus(seed)
  return Math.sqrt(-2 * Math.log(uniformFloat64(rng))) * Math.cos(2 * Math.PI * uniformFloat64(rng))
}
const normals = seeds.slice(1).map(normal)
console.log('largest of 999 normal numbers, one a seed:', Math.max(...normals.map(Math.abs)).toFixed(4))
const stuck = ['xoroshiro128plus', 'xorshift128plus'].every(name => lowest[name][0] > 0.9999 && lowest[name][1] < 0.1)
const free = ['mersenne', 'congruential32'].every(name => lowest[name][0] < 0.1)
if (stuck && free && Math.max(...normals.map(Math.abs)) < 0.01) {
  console.log('as found: the first number is the seed turned round')
} else {
  console.log('CHANGED: expected first numbers above 0.9999 from the two generators whose state begins unmixed')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
