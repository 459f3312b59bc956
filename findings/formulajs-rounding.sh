#!/usr/bin/env bash
# @formulajs/formulajs 4.6.1, Node 24; beside it hyperformula 3.5.0.
#
# One would expect: ROUND(9.99e-7, 7), to seven digits behind the point, is 1e-6; ROUNDUP is never less than a number above 0, ROUND never
#   off by more than half a unit of the last digit asked for. Each is right for 0.000001.
# What happens: below 1e-6 ROUND gives 0, whatever the digits: ROUND(2.54e-7, 8) and ROUND(1.5e-9, 20) are 0, and so is ROUNDDOWN. ROUNDUP
#   gives one unit of the last digit: 1e-7 for 9.99e-7 to seven, which is a tenth of the number, and 1e-20 for 1.5e-9 to twenty. The number
#   is written out and its digits are shifted by an "e8" behind it; JavaScript writes numbers below 1e-6 with an e of their own, and of the
#   two the second is lost. (A way by strings was proposed for ROUND(600.425, 2), in formulajs#109.) TRUNC and FIXED round otherwise and keep the
#   digits. No error; no report of it was found.
# Who meets it: whoever shows gradients, learning rates, ε or small probabilities to a fixed number of digits: they are right down to
#   0.000001 and then 0, as if training stood still; a bound made by ROUNDUP lies below what it bounds. Use TRUNC, or
#   Number(x.toFixed(8)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @formulajs/formulajs@4.6.1 hyperformula@3.5.0 >/dev/null

cat > try.mjs <<'JS'
import * as formulajs from '@formulajs/formulajs'
import { HyperFormula } from 'hyperformula'

const there = formula => {
  const sheet = HyperFormula.buildFromArray([[`=${formula}`]], { licenseKey: 'gpl-v3', smartRounding: false })
  return sheet.getCellValue({ sheet: 0, row: 0, col: 0 })
}
const close = (x, y) => Math.abs(x - y) <= 1e-9 * Math.abs(y)
// a number, the digits, and what ROUND, ROUNDUP and ROUNDDOWN of it are
const numbers = [
  [0.00000123, 7, 0.0000012, 0.0000013, 0.0000012],
  [0.000001, 7, 0.000001, 0.000001, 0.000001],
  [9.99e-7, 7, 1e-6, 1e-6, 9e-7],
  [2.54e-7, 8, 2.5e-7, 2.6e-7, 2.5e-7],
  [-2.54e-7, 8, -2.5e-7, -2.6e-7, -2.5e-7],
  [1.5e-9, 20, 1.5e-9, 1.5e-9, 1.5e-9],
]
let found = true
for (const [x, digits, ...right] of numbers) {
  const names = ['ROUND', 'ROUNDUP', 'ROUNDDOWN']
  const got = names.map(name => formulajs[name](x, digits))
  const peer = names.map(name => there(`${name}(${x.toFixed(20)},${digits})`))
  const cut = formulajs.TRUNC(x, digits)
  const shown = names.map((name, i) => `${name} ${got[i]} (${right[i]})`).join(', ')
  console.log(`${x} to ${digits} digits: ${shown}; TRUNC ${cut}; hyperformula ${peer.join(', ')}`)
  const unit = Math.sign(x) * 10 ** -digits
  const wrong = [0, unit, 0]
  const small = Math.abs(x) < 1e-6
  found &&= got.every((value, i) => (small ? close(Math.abs(value), Math.abs(wrong[i])) : close(value, right[i])))
  found &&= peer.every((value, i) => close(value, right[i])) && close(cut, right[2])
}
if (found) {
  console.log('as found: below 1e-6 ROUND and ROUNDDOWN are 0, ROUNDUP is one unit of the last digit')
} else {
  console.log('CHANGED: expected rounding to be right from 1e-6 on, and to lose the number below')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
