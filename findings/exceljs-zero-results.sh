#!/usr/bin/env bash
# exceljs 4.4.0, Node 24; beside it xlsx 0.18.5 (SheetJS) and, where the machine has it, LibreOffice 7.4.
#
# One would expect: a formula whose result is 0 is read like one whose result is 2: value.result is 0, text is "0", and csv.writeBuffer writes 0. FALSE
#   is FALSE.
# What happens: of a formula, 0 and FALSE are taken for no result. value is { formula } with no result, text is '', and the CSV has an empty place.
#   A typed 0 is kept. So of marks 0, 5 and 1, made by formulas, the CSV has two numbers, whose mean is 3 instead of 2; the share of right answers
#   among FALSE, TRUE, TRUE is 1 instead of 2/3. The text of an error, #DIV/0!, is "[object Object]". cell.result, beside cell.value, is
#   0, and the file holds it: SheetJS and LibreOffice make the right CSV of the same bytes. No error. (exceljs#2943 reports the value, of 2025, open,
#   and repairs are proposed; #1528, of 2020, is closed. 4.4.0 was the newest release when this was seen.)
# Who meets it: whoever collects sheets that mark themselves, =IF(A1=B1,1,0), or exports grades: a wrong answer looks like one that was not given, and
#   an average leaves it out, so that the weakest gain most. With marks above 0, as in an example, all is right. Ask for cell.result.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact exceljs@4.4.0 xlsx@0.18.5 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import ExcelJS from 'exceljs'
import Sheet from 'xlsx'

// a name; the mark by a formula; whether it is right; a mark that was typed. Written by SheetJS.
const rows = [
  ['Ada', { t: 'n', f: 'SUM(0,0)', v: 0 }, { t: 'b', f: '1=2', v: false }, 0],
  ['Ben', { t: 'n', f: 'SUM(2,3)', v: 5 }, { t: 'b', f: '1=1', v: true }, 5],
  ['Cem', { t: 'n', f: 'SUM(0,1)', v: 1 }, { t: 'b', f: '2=2', v: true }, 1],
]
const written = Sheet.utils.aoa_to_sheet(rows)
const book = Sheet.utils.book_new()
Sheet.utils.book_append_sheet(book, written, 'marks')
writeFileSync('marks.xlsx', Sheet.write(book, { type: 'buffer', bookType: 'xlsx' }))

const read = new ExcelJS.Workbook()
await read.xlsx.readFile('marks.xlsx')
const sheet = read.getWorksheet('marks')
for (const place of ['B1', 'B2', 'C1', 'C2', 'D1']) {
  const { value, text, result } = sheet.getCell(place)
  console.log(`${place}: value ${JSON.stringify(value)}, text "${text}", cell.result ${result}`)
}
const csv = { exceljs: String(await read.csv.writeBuffer()), SheetJS: Sheet.utils.sheet_to_csv(Sheet.readFile('marks.xlsx').Sheets.marks) }
try {
  const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
  execFileSync('soffice', ['--headless', settings, '--convert-to', 'csv', '--outdir', '.', 'marks.xlsx'], { stdio: 'ignore' })
} catch (error) {
  if (error.code !== 'ENOENT') throw error
}
if (existsSync('marks.csv')) csv.LibreOffice = readFileSync('marks.csv', 'utf8')

const lines = text => text.trim().toUpperCase().split('\n').join(' / ')
const marks = text => text.trim().split('\n').map(line => line.split(',')[1]).filter(mark => mark !== '').map(Number)
const mean = list => list.reduce((sum, x) => sum + x, 0) / list.length
for (const [name, text] of Object.entries(csv)) console.log(`${name}: ${lines(text)}; the mean of its marks is ${mean(marks(text))}`)
const right = 'ADA,0,FALSE,0 / BEN,5,TRUE,5 / CEM,1,TRUE,1'
const { exceljs, ...others } = csv
const [zero, no, five] = ['B1', 'C1', 'B2'].map(place => sheet.getCell(place))
const lost = zero.value.result === undefined && zero.text === '' && no.value.result === undefined && no.text === ''
const kept = zero.result === 0 && no.result === false && five.value.result === 5 && five.text === '5' && sheet.getCell('D1').text === '0'
const failed = new ExcelJS.Workbook().addWorksheet('failed').getCell('A1')
failed.value = { formula: '1/0', result: { error: '#DIV/0!' } }
console.log(`1/0: text "${failed.text}"`)
if (lost && kept && lines(exceljs) === 'ADA,,,0 / BEN,5,TRUE,5 / CEM,1,TRUE,1' && Object.values(others).every(text => lines(text) === right) && failed.text === '[object Object]') {
  console.log('as found: of formulas exceljs drops the results 0 and FALSE, in value, text and CSV')
} else {
  console.log('CHANGED: expected exceljs to have nothing where a formula is 0 or FALSE, and the others 0 and FALSE')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
