#!/usr/bin/env bash
# exceljs 4.4.0 and, beside it, xlsx 0.18.5 (SheetJS) and hucre 1.0.0, Node 24; LibreOffice (seen with 7.4.7 of Debian 12) saves the file.
#
# One would expect: a number with a unit behind it, 12.5 as 0.0"s", is read as 12.5, whoever saved it; what stands in quotes or behind a backslash in a format
#   is shown as it is and says nothing about the number.
# What happens: exceljs reads 12.5 from the file that SheetJS wrote, and a Date, the 11th of January 1900, from the same sheet once LibreOffice has saved
#   it, for LibreOffice writes a single letter as 0.0\s. exceljs takes quotes away before it looks for the letters of dates, but not what is
#   behind a backslash: so it is with s, m, h, d and y; with k, or with a space before, 0.0" s", it is a number. −3 is a Date as well; the CSV has
#   1900-01-11T12:00:00+00:00, and twice the value is −4,416,163,200,000. SheetJS (also with cellDates) and hucre read 12.5. No error; no report of it
#   was found.
# Who meets it: whoever collects measurements in sheets, times in s, lengths in m, hours in h, and reads them by program: the files that were made in one
#   program are right, those that were opened and saved in the other are dates, column by column. Read SheetJS's v; or turn the Date back:
#   (date - Date.UTC(1899, 11, 30)) / 86400000.
set -euo pipefail
command -v soffice >/dev/null || { echo 'needs LibreOffice'; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact exceljs@4.4.0 xlsx@0.18.5 hucre@1.0.0 >/dev/null
soffice --version

cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import ExcelJS from 'exceljs'
import { readXlsx } from 'hucre'
import Sheet from 'xlsx'

// a format, and whether exceljs makes a date of it once LibreOffice has saved it
const formats = [['0.0"s"', true], ['0.0"m"', true], ['0.0"h"', true], ['0.0"d"', true], ['0.0"y"', true], ['0.0"k"', false], ['0.0" s"', false], ['0.0" min"', false], ['0.0', false]]
const sheet = Sheet.utils.aoa_to_sheet([formats.map(() => 12.5), formats.map(() => -3)])
formats.forEach(([format], i) => {
  for (const row of [0, 1]) sheet[Sheet.utils.encode_cell({ r: row, c: i })].z = format
})
const book = Sheet.utils.book_new()
Sheet.utils.book_append_sheet(book, sheet, 'times')
writeFileSync('times.xlsx', Sheet.write(book, { type: 'buffer', bookType: 'xlsx' }))
const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
for (const [from, to] of [['times.xlsx', 'ods'], ['out/times.ods', 'xlsx']]) {
  execFileSync('soffice', ['--headless', settings, '--convert-to', to, '--outdir', 'out', from], { stdio: 'ignore' })
}
async function read(file) {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(file)
  const cells = formats.map((_, i) => workbook.worksheets[0].getCell(1, i + 1))
  const below = formats.map((_, i) => workbook.worksheets[0].getCell(2, i + 1).value)
  const { sheets } = await readXlsx(readFileSync(file))
  const dated = Sheet.readFile(file, { cellDates: true }).Sheets.times
  const others = [...sheets[0].rows[0], ...formats.map((_, i) => dated[Sheet.utils.encode_cell({ r: 0, c: i })].v)]
  return { values: cells.map(cell => cell.value), codes: cells.map(cell => cell.numFmt), below, others, csv: String(await workbook.csv.writeBuffer()).split('\n')[0] }
}
const [first, saved] = [await read('times.xlsx'), await read('out/times.xlsx')]
const show = value => (value instanceof Date ? value.toISOString().slice(0, 16) : value)
formats.forEach(([format], i) => console.log(`12.5 as ${format}: exceljs ${show(first.values[i])}; saved by LibreOffice, as ${saved.codes[i] ?? 'General'}, ${show(saved.values[i])} and ${show(saved.below[i])} for −3`))
console.log(`as CSV: ${saved.csv}`)
console.log(`hucre and SheetJS with cellDates: ${[...new Set([...first.others, ...saved.others])].join(', ')}`)
console.log(`twice the first: ${saved.values[0] * 2}`)
const wanted = formats.every(([, date], i) => saved.values[i] instanceof Date === date && saved.below[i] instanceof Date === date && (date || saved.values[i] === 12.5))
const back = (saved.values[0] - Date.UTC(1899, 11, 30)) / 86400000
if (wanted && back === 12.5 && first.values.every(x => x === 12.5) && [...first.others, ...saved.others].every(x => x === 12.5)) {
  console.log('as found: numbers with s, m, h, d or y behind them are dates to exceljs once LibreOffice has saved them')
} else {
  console.log('CHANGED: expected dates for single letters of dates in the file saved by LibreOffice, and 12.5 everywhere else')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
