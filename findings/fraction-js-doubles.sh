#!/usr/bin/env bash
# fraction.js 5.3.4, mathjs 15.2.0, Node 24; beside them fractions of Python's standard library.
#
# One would expect: a library whose numerators and denominators are BigInts turns a double into a fraction at least as exact as the
#   double: 1234567.891 into a number within 1e-10 of it, 5e-8 into something other than 0; as Python's Fraction(x) does, which
#   is the double itself.
# What happens: a number that is not whole is brought below 1 by a power of ten and approached by fractions whose denominator is at
#   most 10,000,000. So 1234567.891 becomes 100000000/81, which is 1234567.901…; 10000000.125 becomes 10000000, though it is a
#   double with nothing to round; 5e-8 and all below it become 0; of random doubles nearly none come back. The same digits as a
#   string are exact. math.fraction(x) of mathjs asks fraction.js; its parser hands over strings, and is exact.
# Who meets it: whoever works a model in exact fractions in JavaScript and begins with numbers: weights read from JSON, a learning
#   rate of 1e-8, pixels above a million; and whoever checks floats by way of fractions, since 0.1 + 0.2 is "exactly" 3/10.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact fraction.js@5.3.4 mathjs@15.2.0 >/dev/null

cat > try.mjs <<'JS'
import Fraction from 'fraction.js'
import { execFileSync } from 'node:child_process'
import { fraction } from 'mathjs'

const numbers = [0.5, 1234567.891, 10000000.125, 5e-8, 0.1 + 0.2]
const python = JSON.parse(
  execFileSync('python3', ['-c', `import json, fractions\nprint(json.dumps([str(fractions.Fraction(x)) for x in ${JSON.stringify(numbers)}]))`], { encoding: 'utf8' }),
)
const valueOf = text => {
  const [n, d = '1'] = text.split('/')
  return Number(n) / Number(d)
}
const rows = numbers.map((x, i) => ({ x, js: new Fraction(x).toFraction(), math: fraction(x).toFraction(), python: python[i] }))
for (const { x, js, math, python } of rows)
  console.log(`${x}: fraction.js ${js}, which is ${valueOf(js)}; mathjs ${math}; Python ${python}`)
const strings = ['1234567.891', '0.00000005'].map(text => new Fraction(text).toFraction())
console.log(`from strings: ${strings.join(', ')}`)
// The same thousand numbers each time.
let seed = 1
const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647
const back = Array.from({ length: 1000 }, next).filter(x => valueOf(new Fraction(x).toFraction()) === x).length
console.log(`of 1000 numbers drawn between 0 and 1, ${back} are the same double again`)
const found =
  rows.map(({ js }) => js).join(' ') === '1/2 100000000/81 10000000 0 3/10' &&
  rows.every(({ js, math }) => js === math) &&
  rows.every(({ x, python }) => valueOf(python) === x) &&
  strings.join(' ') === '1234567891/1000 1/20000000' &&
  back < 20
if (found) {
  console.log('as found: a fraction of a double is another number')
} else {
  console.log('CHANGED: expected 1/2, 100000000/81, 10000000, 0, 3/10, and nearly no double to come back')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
