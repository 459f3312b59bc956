#!/usr/bin/env bash
# xlsx 0.18.5 (SheetJS, the newest on npm) and the ssf 0.11.2 it grew from, Node 24; beside them numfmt 4.0.1 and, where the machine has it,
# LibreOffice 7.4.
#
# One would expect: a cell's text (w, and what sheet_to_csv and sheet_to_html give) is what the sheet shows: a half is rounded away from 0,
#   −2.5 as "-3" where 2.5 is "3"; thousands separators do not change digits; "##0.0E+0" has exponents that are multiples of 3.
# What happens: with a format of zeros alone, 0, 0.0 or 0.00, a negative half goes up: −2.5 is "-2", −0.5 is "0" and −1234.5 "-1234", which
#   with #,##0 or 0;-0 is rightly 1,235; −12.5 % is "-12%". Positive halves are right. As ##0.0E+0 999,999 is "100.0E+4" instead of "1.0E+6", and
#   999.96 is "1000.E+0". Reported is that some positive decimals (1.005) are rounded by their double (SheetJS/sheetjs, issue 1105), not this.
# Who meets it: whoever turns a workbook into CSV or a page, or compares what students' sheets show: differences, logits and gradients lie
#   on both sides of 0, and the same half is one unit off on one side only. Take the numbers themselves (v, rawNumbers), or give the
#   format a part for negative ones.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact xlsx@0.18.5 ssf@0.11.2 numfmt@4.0.1 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { format } from 'numfmt'
import SSF from 'ssf'
import Sheet from 'xlsx'

// a format, a number, its text as the sheet shows it, and as SheetJS has it
const cells = [
  ['0', 2.5, '3', '3'],
  ['0', -2.5, '-3', '-2'],
  ['0', -0.5, '-1', '0'],
  ['0', 1234.5, '1235', '1235'],
  ['0', -1234.5, '-1235', '-1234'],
  ['#,##0', -1234.5, '-1,235', '-1,235'],
  ['0;-0', -1234.5, '-1235', '-1235'],
  ['0.0', 0.25, '0.3', '0.3'],
  ['0.0', -0.25, '-0.3', '-0.2'],
  ['0.00', -1.125, '-1.13', '-1.12'],
  ['0%', 0.125, '13%', '13%'],
  ['0%', -0.125, '-13%', '-12%'],
  ['##0.0E+0', 900000, '900.0E+3', '900.0E+3'],
  ['##0.0E+0', 999999, '1.0E+6', '100.0E+4'],
  ['##0.0E+0', 999.96, '1.0E+3', '1000.E+0'],
]
const sheet = Sheet.utils.aoa_to_sheet(cells.map(([, number]) => [number]))
cells.forEach(([code], i) => {
  sheet[`A${i + 1}`].z = code
})
const book = Sheet.utils.book_new()
Sheet.utils.book_append_sheet(book, sheet, 'halves')
writeFileSync('halves.xlsx', Sheet.write(book, { type: 'buffer', bookType: 'xlsx' }))
const lines = text => text.trim().split('\n').map(line => line.replaceAll('"', ''))
const read = Sheet.read(readFileSync('halves.xlsx')).Sheets.halves
const texts = {
  'SheetJS, w': cells.map((_, i) => read[`A${i + 1}`].w),
  'SheetJS, CSV': lines(Sheet.utils.sheet_to_csv(read)),
  ssf: cells.map(([code, number]) => SSF.format(code, number)),
  numfmt: cells.map(([code, number]) => format(code, number)),
}
try {
  const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
  // separated by semicolons, every cell as it is shown
  const filter = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,false,true'
  execFileSync('soffice', ['--headless', settings, '--convert-to', filter, '--outdir', '.', 'halves.xlsx'], { stdio: 'ignore' })
} catch (error) {
  if (error.code !== 'ENOENT') throw error
}
if (existsSync('halves.csv')) texts.LibreOffice = lines(readFileSync('halves.csv', 'utf8'))

cells.forEach(([code, number], i) => {
  const row = Object.entries(texts).map(([name, list]) => `${name} ${list[i]}`)
  console.log(`${number} as ${code}: ${row.join(', ')}`)
})
const wanted = { numfmt: 2, LibreOffice: 2 }
const wrong = Object.entries(texts).filter(([name, list]) => list.join(';') !== cells.map(cell => cell[wanted[name] ?? 3]).join(';'))
if (wrong.length === 0) {
  console.log('as found: SheetJS rounds negative halves up, and others away from 0')
} else {
  console.log(`CHANGED: expected other texts from ${wrong.map(([name]) => name).join(' and ')}`)
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
