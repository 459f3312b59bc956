#!/usr/bin/env bash
# @cortex-js/compute-engine 0.140.0, Node 24.
#
# One would expect: a system that keeps 1/10^12 as a fraction says of two fractions whether they are equal; where it says a = b, it does
#   not say a > b as well, and it does say a ≤ b. A tolerance, if there is one, is for decimals.
# What happens: "=" and isEqual call numbers equal that lie within 1e-10 of each other, exact fractions too and however small they
#   are: 2^-40 = 2^-41 is true, 1/10^12 = 1/10^13, e^-30 = 0, 2/3 = 0.6666666667. Of fractions, the other relations are exact:
#   2^-40 > 2^-41 is true at the same time, and 2^-40 ≤ 2^-41 false. With ce.tolerance = 0 all of them agree.
# Who meets it: whoever marks answers with it, which is what it is made for: of a gradient, a small probability or a learning rate any
#   answer is right, 0 too. Set ce.tolerance = 0 for exact answers; for decimals, compare the difference with a share of the
#   value, by "<".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @cortex-js/compute-engine@0.140.0 >/dev/null

cat > try.mjs <<'JS'
import { ComputeEngine } from '@cortex-js/compute-engine'

const pairs = [
  ['2^{-40}', '2^{-41}'],
  ['\\frac{1}{10^{12}}', '\\frac{1}{10^{13}}'],
  ['10^{-5}\\cdot10^{-8}', '0'],
  ['e^{-30}', '0'],
  ['\\frac{2}{3}', '0.6666666667'],
  ['\\frac{2}{3}', '0.667'],
  ['\\frac{1}{3}', '\\frac{2}{6}'],
]
const answers = tolerance => {
  const engine = new ComputeEngine()
  if (tolerance !== undefined) engine.tolerance = tolerance
  return pairs.map(([a, b]) => ['=', '>', '\\le'].map(relation => engine.parse(`${a}${relation}${b}`).evaluate().toString().replaceAll('"', '')))
}
const [usual, exact] = [answers(), answers(0)]
pairs.forEach(([a, b], i) => {
  const said = ([equal, greater, notGreater]) => `= is ${equal}, > is ${greater}, ≤ is ${notGreater}`
  console.log(`${a} and ${b}: ${said(usual[i])}; with tolerance 0: ${said(exact[i])}`)
})
const found =
  usual.map(([equal]) => equal).join() === 'True,True,True,True,True,False,True' &&
  usual.slice(0, 3).every(([, greater, notGreater]) => greater === 'True' && notGreater === 'False') &&
  exact.slice(0, 6).every(([equal]) => equal === 'False') && exact[6][0] === 'True'
if (found) {
  console.log('as found: what is greater is equal, too')
} else {
  console.log('CHANGED: expected "=" to be true of the first five pairs, of the last, and with tolerance 0 of the last alone')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
