#!/usr/bin/env bash
# @ironcalc/wasm 0.8.4, the newest release when this was seen, hyperformula 3.5.0 beside it, Node 24.
#
# One would expect: VAR.S is never below 0, a sum of squares neither, and STDEV.S(A1:A30) is SUBTOTAL(7, A1:A30), which is its other name. A date with
#   a time is a number of days in a sheet, 46356.5 for a noon of 2026; that its deviation is asked for makes it no other number. Excel takes the mean
#   off first since 2003.
# What happens: of thirty times a second apart VAR.S is −2.6e-7, DEVSQ −7.6e-6, STDEV.S no number (shown as "0.N00…E+NaNaN" by TEXT), where 1.0e-8,
#   3.0e-7 and 0.0001 are right. A loss that falls from 2 by 0.01 each second has the SLOPE +32 a day instead of −864, CORREL and RSQ are #DIV/0!. Ten
#   seconds apart the deviation is off by an eighth and the slope by a thirteenth, a minute apart by some hundredths; of seconds since 1970 the
#   deviation is 23.8 instead of 8.8. SUBTOTAL(7, …) of the same cells is right, COVARIANCE.S too, so that the engine has both ways: the mean of the
#   squares minus the square of the mean, and the distances from the mean. From 0 on all are right, and hyperformula is right in each. No error but
#   the two; no report was found.
# Who meets it: whoever has measurements with their times worked out in a page: logs of a run, sensors, experiments of pupils, a row each second. The
#   trend of a run points the other way, a deviation is missing or a little wrong, which is worse; with days or small numbers, as in examples, nothing
#   is to be seen. Take off the first time in a column of its own, or ask SUBTOTAL.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @ironcalc/wasm@0.8.4 hyperformula@3.5.0 >/dev/null

cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { initSync, Model } from '@ironcalc/wasm'
import { HyperFormula } from 'hyperformula'

initSync({ module: readFileSync('node_modules/@ironcalc/wasm/wasm_bg.wasm') })
/** What the formulas say, as texts. */
function byIronCalc(rows, formulas) {
  const model = new Model('book', 'en', 'UTC', 'en')
  rows.forEach((row, r) => row.forEach((value, c) => model.setUserInput(0, r + 1, c + 1, String(value))))
  formulas.forEach((formula, i) => model.setUserInput(0, i + 1, 4, `=TEXT(${formula},"0.000000000E+00")`))
  model.evaluate()
  return formulas.map((_, i) => model.getFormattedCellValue(0, i + 1, 4))
}
const byHyperFormula = (rows, formulas) => {
  const sheet = HyperFormula.buildFromArray([...rows, ...formulas.map(f => [`=${f}`])], { licenseKey: 'gpl-v3' })
  return formulas.map((_, i) => sheet.getCellValue({ sheet: 0, row: rows.length + i, col: 0 }))
}
const range = column => `${column}1:${column}30`
const formulas = {
  'STDEV.S': `STDEV.S(${range('A')})`,
  'VAR.S': `VAR.S(${range('A')})`,
  DEVSQ: `DEVSQ(${range('A')})`,
  SLOPE: `SLOPE(${range('B')},${range('A')})`,
  CORREL: `CORREL(${range('B')},${range('A')})`,
  RSQ: `RSQ(${range('B')},${range('A')})`,
  'SUBTOTAL(7)': `SUBTOTAL(7,${range('A')})`,
  'COVARIANCE.S': `COVARIANCE.S(${range('A')},${range('B')})`,
}
const names = Object.keys(formulas)
const kept = ['SUBTOTAL(7)', 'COVARIANCE.S']
const digits = value => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)
const noon = 46356.5
const second = 1 / 86400

let found = true
for (const [name, start, step, wrong] of [
  ['a second apart, from 0', 0, second, false],
  ['a second apart, noon of 2026', noon, second, true],
  ['ten seconds apart, noon of 2026', noon, 10 * second, true],
  ['a minute apart, noon of 2026', noon, 60 * second, true],
  ['seconds since 1970', 1.7964e9, 1, true],
]) {
  const rows = Array.from({ length: 30 }, (_, i) => [start + i * step, 2 - i / 100])
  const truth = byHyperFormula(rows, Object.values(formulas))
  const got = byIronCalc(rows, Object.values(formulas)).map(text => (Number.isNaN(Number(text)) ? text : Number(text)))
  const off = names.filter((_, i) => !(Math.abs(got[i] - truth[i]) < 1e-3 * Math.abs(truth[i])))
  console.log(`${name}:`)
  for (const [i, formula] of names.entries()) console.log(`  ${formula} ${digits(got[i])}${off.includes(formula) ? ` instead of ${digits(truth[i])}` : ''}`)
  const exact = step * Math.sqrt((30 * 31) / 12)
  found &&= Math.abs(truth[0] - exact) < 1e-4 * exact
  found &&= off.join() === (wrong ? names.filter(formula => !kept.includes(formula)).join() : '')
  if (start === noon && step === second) found &&= got[1] < 0 && got[3] > 0
}

if (found) {
  console.log('as found: deviations and slopes of times are wrong, by SUBTOTAL and from 0 on they are right')
} else {
  console.log('CHANGED: expected six functions to be wrong far from 0, two to be right, and all of them from 0 on')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
