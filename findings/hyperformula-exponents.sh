#!/usr/bin/env bash
# hyperformula 3.5.0, Node 24; beside it LibreOffice 7.4, where the machine has it.
#
# One would expect: a spreadsheet engine reads 1E-8 in a formula as it reads it in a cell of its own, where it is the number, and as
#   it reads 1e-8 in the same formula.
# What happens: in a formula only the small e belongs to a number. =1e-8*2 is 2e-8; =1E-8*2 is #ERROR! ("Redundant input, expecting
#   EOF but found: E"), =1.5E5 too: the E is taken for a column. VALUE("1E-8") and "1E-8"*2 are numbers again.
# Who meets it: whoever recalculates a sheet of gradients, learning rates or ε with it. Formulas made by a program have the small e
#   and work, so do cells; formulas that a person typed the way a spreadsheet shows numbers, or that LibreOffice saved (it makes
#   =1e-16*2 into 1E-016*2), are errors, and with them all that builds on them. Write 10^-8, or turn E before a digit or a sign
#   into e on reading.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact hyperformula@3.5.0 fflate@0.8.3 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { strFromU8, unzipSync } from 'fflate'
import { HyperFormula } from 'hyperformula'

const worth = { '1E-8': 1e-8, '=1e-8*2': 2e-8, '=1.5e5': 150_000, '="1E-8"*2': 2e-8, '=VALUE("1E-8")': 1e-8, '=10^-8*2': 2e-8, '=1E-8*2': null, '=1.5E5': null, '=1.5E+5': null }
const cells = Object.keys(worth)
const sheet = HyperFormula.buildFromArray(cells.map(cell => [cell]), { licenseKey: 'gpl-v3' })
const got = cells.map((_, row) => sheet.getCellValue({ sheet: 0, row, col: 0 }))
cells.forEach((cell, i) => console.log(`${cell}: ${typeof got[i] === 'number' ? got[i] : `${got[i].value} ${got[i].message}`}`))

let saved = true
if (spawnSync('soffice', ['--version']).status === 0) {
  writeFileSync('typed.csv', '=1e-16*2\n')
  const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
  execFileSync('soffice', ['--headless', settings, '--convert-to', 'xlsx:Calc MS Excel 2007 XML', 'typed.csv'], { stdio: 'ignore' })
  const formula = /<f[^>]*>([^<]*)<\/f>/.exec(strFromU8(unzipSync(readFileSync('typed.xlsx'))['xl/worksheets/sheet1.xml']))[1]
  console.log(`=1e-16*2, saved by LibreOffice: ${formula}`)
  saved = /E/.test(formula)
}
if (saved && cells.every((cell, i) => (worth[cell] === null ? got[i].value === '#ERROR!' : got[i] === worth[cell]))) {
  console.log('as found: a capital E makes a formula an error')
} else {
  console.log('CHANGED: expected errors from the last three alone, and a capital E from LibreOffice')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
