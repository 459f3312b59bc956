#!/usr/bin/env bash
# hyperformula 3.5.0, Node 24; beside it LibreOffice 7.4, where the machine has it.
#
# One would expect: a spreadsheet engine whose numbers are doubles shows e^-700 as 9.86e-305, or as 0; and a cell holding the
#   constant 1e-300 as what it is.
# What happens: getCellValue gives NaN for whatever is not 0 and below about 1e-298, constants too. On its way out a number is rounded to
#   eleven digits by way of a power of ten, which is infinite for these, and infinity by infinity is NaN. Inside it is the
#   number: ISNUMBER is TRUE, ISERROR FALSE, LN(EXP(-700)) is -700, the sum of a softmax is 1. From e^-746 on it is 0. With
#   smartRounding: false all values are right.
# Who meets it: whoever works softmax, likelihoods or a product of many probabilities out in a sheet: scores that differ by 687 to 745
#   show a NaN that no formula finds and JSON makes a null of; with smaller and with larger differences all is well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact hyperformula@3.5.0 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { HyperFormula } from 'hyperformula'

const values = (cells, config) => {
  const sheet = HyperFormula.buildFromArray(cells.map(cell => [cell]), { licenseKey: 'gpl-v3', ...config })
  return cells.map((_, row) => sheet.getCellValue({ sheet: 0, row, col: 0 }))
}
// a cell, what it is, and whether it is shown so
const cells = [
  ['=EXP(-680)', Math.exp(-680), true],
  ['=EXP(-700)', Math.exp(-700), false],
  ['=EXP(-745)', Math.exp(-745), false],
  ['=EXP(-746)', 0, true],
  ['=0.5^1000', 0.5 ** 1000, false],
  ['1e-300', 1e-300, false],
  ['=ISNUMBER(A2)', true, true],
  ['=ISERROR(A2)', false, true],
  ['=LN(A2)', -700, true],
  ['=A2/(A2+1)+1/(A2+1)', 1, true],
]
const formulas = cells.map(([cell]) => cell)
const shown = values(formulas)
const plain = values(formulas, { smartRounding: false })
const close = (got, value) => got === value || Math.abs(got - value) <= 1e-9 * Math.abs(value)
cells.forEach(([cell, value], i) => console.log(`${cell} is ${value}: shown as ${shown[i]}; with smartRounding: false as ${plain[i]}`))

let office = true
if (spawnSync('soffice', ['--version']).status === 0) {
  writeFileSync('tiny.csv', '=EXP(-700)\n=1/3\n')
  const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
  execFileSync('soffice', ['--headless', settings, '--convert-to', 'fods', 'tiny.csv'], { stdio: 'ignore' })
  const there = /office:value="([^"]+)"/.exec(readFileSync('tiny.fods', 'utf8'))[1]
  console.log(`=EXP(-700) in LibreOffice: ${there}`)
  office = close(Number(there), Math.exp(-700))
}
const found = cells.every(([, value, right], i) => (right ? close(shown[i], value) : Number.isNaN(shown[i])) && close(plain[i], value))
if (found && office) {
  console.log('as found: tiny numbers are shown as NaN')
} else {
  console.log('CHANGED: expected NaN for what lies between 0 and 1e-298, and the numbers with smartRounding: false')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
