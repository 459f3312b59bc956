#!/usr/bin/env bash
# fast-check 4.11.0, Node 24.
#
# One would expect: `fc.double({ min: 0, max: 1, noNaN: true })` tries probabilities: the ends more often than others, and
#   between them something like a uniform number.
# What happens: every double of the range is as likely as any other, and the doubles lie by their exponents: half of all numbers
#   drawn are below 1e-150, and about one in fifteen is above 0.01. `fc.double({ min: -3, max: 3 })` is no different, and
#   fc.float has its middle near 1e-20. A default run of 100 asks about a handful of numbers that a person would think of.
# Who meets it: whoever tests softmax, noise levels, times of a film or shares of a length with such a range: adding and
#   multiplying by 1e-160 hides almost every mistake, and `Math.floor(at * length)` is 0 nine times out of ten. Draw an
#   integer and divide: fc.nat(2 ** 20).map(n => n / 2 ** 20).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact fast-check@4.11.0 >/dev/null

cat > try.mjs <<'JS'
import fc from 'fast-check'

const count = 20_000
const asked = {
  'double from 0 to 1': fc.double({ min: 0, max: 1, noNaN: true }),
  'double from -3 to 3': fc.double({ min: -3, max: 3, noNaN: true }),
  'float from 0 to 1': fc.float({ min: 0, max: 1, noNaN: true }),
  'whole number, divided': fc.nat(2 ** 20).map(n => n / 2 ** 20),
}
const large = {}
for (const [name, arbitrary] of Object.entries(asked)) {
  const sizes = fc.sample(arbitrary, { numRuns: count, seed: 1 }).map(Math.abs).sort((a, b) => a - b)
  large[name] = sizes.filter(size => size >= 0.01).length / count
  console.log(`${name}: middle ${sizes[count / 2].toExponential(1)}, ${(100 * large[name]).toFixed(1)} % are 0.01 or more`)
}
const [unit, around, single, whole] = Object.values(large)
// Whole numbers are drawn near the ends of their range more often, too, but for the most part evenly.
if (unit < 0.15 && around < 0.15 && single < 0.25 && whole > 0.4) {
  console.log('as found: a range of doubles is tried at numbers next to 0')
} else {
  console.log('CHANGED: expected hardly a double of 0.01 or more')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
