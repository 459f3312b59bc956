#!/usr/bin/env bash
# nerdamer 1.1.13 and its fork nerdamer-prime 1.5.0, Node 24.
#
# One would expect: a computer algebra system leaves e^x / (e^x + e^y) as it is, or cancels to 1 / (1 + e^(y − x)); and of
#   log(e^x + e^y) there is nothing to simplify.
# What happens: reading the first is enough for it to become (e^x + e^y)^(x − 1): a power times a sum of powers of the same number
#   is taken for two powers of one base, and their exponents are added. At x = 2.5, y = 2 the share is 86.6 instead of 0.62. And
#   log(e^x + e^y) is 1, whatever x and y, so that its derivative, which is that share, is 0. With 2 in place of e the share is as
#   wrong. (1 + e^x) and x² / (x² + y²) are left alone, and with them the sigmoid is right.
# Who meets it: whoever has softmax, its logarithm or cross-entropy differentiated in a worksheet, or marks answers by them: nothing is
#   refused, and with one score of 0, as examples begin, it is right. Write 1 / (1 + e^(y − x)), or put a number in for a score that is
#   not asked about.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact nerdamer@1.1.13 nerdamer-prime@1.5.0 >/dev/null

cat > try.mjs <<'JS'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const libraries = { nerdamer: require('nerdamer/all.js'), 'nerdamer-prime': require('nerdamer-prime/all') }
const [x, y, z] = [2.5, 2, 1]
const { E, log } = Math
const sum = E ** x + E ** y
// what is asked, its value at x = 2.5, y = 2, z = 1, and whether it comes out right
const asked = [
  ['e^x/(e^x+e^y)', E ** x / sum, false],
  ['e^x/(e^x+e^y+e^z)', E ** x / (sum + E ** z), false],
  ['e^x/(e^x+e^2)', E ** x / sum, false],
  ['2^x/(2^x+2^y)', 2 ** x / (2 ** x + 2 ** y), false],
  ['log(e^x+e^y)', log(sum), false],
  ['e^x/(1+e^x)', E ** x / (1 + E ** x), true],
  ['1/(1+e^(y-x))', E ** x / sum, true],
  ['1/(e^x+e^y)', 1 / sum, true],
  ['x^2/(x^2+y^2)', x ** 2 / (x ** 2 + y ** 2), true],
]
let found = true
for (const [name, algebra] of Object.entries(libraries)) {
  for (const [formula, value, right] of asked) {
    const read = algebra(formula)
    const got = Number(read.evaluate({ x: String(x), y: String(y), z: String(z) }).text('decimals'))
    console.log(`${name}: ${formula} is read as ${read.toString()}, ${got.toFixed(4)} instead of ${value.toFixed(4)}`)
    found &&= Math.abs(got - value) < 1e-6 === right
  }
  const slope = algebra.diff('log(e^x+e^y)', 'x').toString()
  console.log(`${name}: the derivative of log(e^x+e^y) by x is ${slope}`)
  found &&= slope === '0' && algebra('log(e^x+e^y)').toString() === '1' && algebra('e^x/(e^x+e^y)').toString() === '(e^x+e^y)^(-1+x)'
}
if (found) {
  console.log('as found: a share of powers becomes one power, the logarithm of their sum 1')
} else {
  console.log('CHANGED: expected the first five to be wrong in both, and the other four right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
