#!/usr/bin/env bash
# Node 24.21.0 (V8 with ICU).
#
# One would expect: toFixed(2) and Intl.NumberFormat with two fraction digits show the same digits:
#   those of the decimal nearest to the number. As a double 1.005 lies below 1.005 (1.00499999999999989…), so that is 1.00.
# What happens: Intl.NumberFormat, and toLocaleString with it, rounds the shortest decimal that stands for the double, as if the
#   double were exactly 1.005, and away from zero at a half: 1.01. Of the numbers x.xx5 nearly half are shown otherwise than by
#   toFixed, always one unit further from zero; toPrecision and maximumSignificantDigits fall out in the same way. Given its exact
#   digits as a string, the same number is 1.00.
# Who meets it: whoever shows worked numbers in a table with one and checks or exports them with the other. Use one for all; no
#   tolerance below a whole last digit is safe.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > try.mjs <<'JS'
const two = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: false })
const exact = x => x.toFixed(60).replace(/0+$/, '')

const asked = Array.from({ length: 10_000 }, (_, i) => Number(`${Math.floor(i / 100)}.${String(i % 100).padStart(2, '0')}5`))
const shown = asked.map(x => ({ x, fixed: x.toFixed(2), number: two.format(x), digits: two.format(exact(x)) }))
const differ = shown.filter(({ fixed, number }) => fixed !== number)
const further = differ.filter(({ fixed, number }) => Number(number) > Number(fixed))
const apart = shown.filter(({ fixed, digits }) => fixed !== digits)
for (const { x, fixed, number, digits } of differ.slice(0, 4))
  console.log(`${x}: toFixed ${fixed}, Intl ${number}, Intl of its exact digits ${digits}`)
console.log(`${differ.length} of ${asked.length} differ, ${further.length} of them away from zero`)
console.log(`with their exact digits as a string: ${apart.length} differ`)
const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 }).format(1.45)
console.log(`1.45: toPrecision(2) ${(1.45).toPrecision(2)}, Intl with two significant digits ${significant}`)

if (differ.length > 4000 && further.length === differ.length && apart.length === 0 && significant === '1.5') {
  console.log('as found: Intl rounds the digits a number is printed with, toFixed the number')
} else {
  console.log('CHANGED: expected nearly half to differ, and none with their exact digits')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
