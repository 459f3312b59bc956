#!/usr/bin/env bash
# fast-formula-parser 1.0.19, Node 24; beside it hyperformula 3.5.0 and, where the machine has it, LibreOffice 7.4.
#
# One would expect: ROUNDUP of a number that has no more digits than are asked for is that number: ROUNDUP(7, 0) is 7 and ROUNDUP(0, 0) is 0. TRUNC(2.567, 2)
#   is 2.56. A month after the 31st of January is the last of February.
# What happens: ROUNDUP(7, 0) is 8, ROUNDUP(10/5, 0) is 3, ROUNDUP(100, -2) is 200 and ROUNDUP(0, 0) is -1: half a unit is added, which takes a number that
#   is already round half way to the next, and halves go up. Of the numbers from 0 to 10 in steps of 0.1, 92 of 101 are changed by ROUNDUP(x, 1). TRUNC drops its second
#   argument: TRUNC(2.567, 2) is 2 and TRUNC(1234, -2) 1234. CEILING.MATH(-2.5) is -3, where CEILING.MATH(-2.5, 1) is -2, EDATE of the
#   31st of January by one month the 3rd of March. ROUNDDOWN, CEILING, EOMONTH, and ROUNDUP of numbers that have more digits, are right.
#   No error; no report was found.
# Who meets it: whoever works out formulas of sheets in the page or on a server: pages, groups or batches by ROUNDUP(n/size, 0) are one too many wherever the
#   division comes out even, marks that need no rounding go up by one, and nobody who scored 0 keeps it. Tried with 7.3, all is right. Write
#   CEILING(x, 1), and ROUNDDOWN for TRUNC.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact fast-formula-parser@1.0.19 hyperformula@3.5.0 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import FormulaParser from 'fast-formula-parser'
import { HyperFormula } from 'hyperformula'

// a formula, what is right, what fast-formula-parser has
const asked = [
  ['ROUNDUP(7,0)', 7, 8],
  ['ROUNDUP(7,2)', 7, 7.01],
  ['ROUNDUP(0,0)', 0, -1],
  ['ROUNDUP(-3,0)', -3, -4],
  ['ROUNDUP(100,-2)', 100, 200],
  ['ROUNDUP(10/5,0)', 2, 3],
  ['ROUNDUP(7.3,0)', 8, 8],
  ['ROUNDUP(-7.3,0)', -8, -8],
  ['ROUNDUP(150,-2)', 200, 200],
  ['TRUNC(2.567,2)', 2.56, 2],
  ['TRUNC(1234,-2)', 1200, 1234],
  ['TRUNC(-2.5)', -2, -2],
  ['CEILING.MATH(-2.5)', -2, -3],
  ['CEILING.MATH(-2.5,1)', -2, -2],
  ['CEILING.MATH(7)', 7, 7],
  ['EDATE(DATE(2026,1,31),1)', 46081, 46084],
  ['EOMONTH(DATE(2026,1,31),1)', 46081, 46081],
  ['ROUND(2.567,2)', 2.57, 2.57],
  ['ROUNDDOWN(2.567,2)', 2.56, 2.56],
  ['CEILING(7,1)', 7, 7],
]
const tenths = Array.from({ length: 101 }, (_, i) => i / 10)
const formulas = [...asked.map(([formula]) => formula), ...tenths.map(x => `ROUNDUP(${x},1)`)]
const parser = new FormulaParser()
const got = formulas.map(formula => parser.parse(formula, { row: 1, col: 1, sheet: 'rounding' }))
const sheet = HyperFormula.buildFromArray([formulas.map(formula => `=${formula}`)], { licenseKey: 'gpl-v3' })
const right = formulas.map((_, col) => sheet.getCellValue({ sheet: 0, row: 0, col }))

let office = right
if (spawnSync('soffice', ['--version']).status === 0) {
  // in LibreOffice arguments are parted by semicolons, as here the cells are; dates would be shown as dates
  const lines = formulas.map(formula => `"=VALUE(${formula.replaceAll(',', ';')})"`)
  writeFileSync('rounding.csv', `${lines.join('\n')}\n`)
  const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
  const filter = '--infilter=CSV:59,34,76,1,,1033,false,true,false,false,false,-1,true'
  execFileSync('soffice', ['--headless', settings, filter, '--convert-to', 'fods', 'rounding.csv'], { stdio: 'ignore' })
  const cells = [...readFileSync('rounding.fods', 'utf8').matchAll(/table:formula="[^"]*"[^>]*office:value="([^"]+)"/g)]
  office = cells.map(([, value]) => Number(value))
}
const close = (x, y) => Math.abs(x - y) < 1e-9
asked.forEach(([formula], i) => console.log(`${formula}: fast-formula-parser ${got[i]}; hyperformula ${right[i]}; LibreOffice ${office[i]}`))
const changed = tenths.filter((x, i) => !close(got[asked.length + i], x)).length
console.log(`of 0, 0.1 … 10, ROUNDUP to one digit changes ${changed} of ${tenths.length}`)
const wanted = [...asked.map(([, value]) => value), ...tenths]
const others = [right, office].every(list => list.length === wanted.length && list.every((x, i) => close(x, wanted[i])))
if (others && asked.every(([, , seen], i) => close(got[i], seen)) && changed > 80) {
  console.log('as found: ROUNDUP moves what is round already, TRUNC has one argument')
} else {
  console.log('CHANGED: expected ROUNDUP(7,0) to be 8 and TRUNC(2.567,2) to be 2, and the others right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
