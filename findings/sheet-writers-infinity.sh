#!/usr/bin/env bash
# exceljs 4.4.0 and xlsx 0.18.5 (SheetJS, the newest on npm) in Node 24, hucre 1.0.0 beside them, and LibreOffice (seen with 7.4.7 of Debian 12).
#
# One would expect: a number that a sheet cannot hold, Infinity or NaN, is refused by the writer, left out, or becomes an error such as #NUM!, which a
#   sheet has for that; in any case no other number.
# What happens: both write the word where the digits should be, <v>Infinity</v>, and LibreOffice reads it as 0, without a word. Of the losses 0.5, ∞, 0.25
#   MIN is 0, AVERAGE 0.25, COUNT 3, and the step of MIN is the one that overflowed. −Infinity is 0, too; so is NaN in SheetJS's .ods.
#   Read back by the package that wrote it, or by the other one, Infinity is Infinity, so that a round trip in a test is right. hucre leaves
#   the cell empty: MIN is 0.25, COUNT 2. No error anywhere. (exceljs#905, of 2019, says that Excel does not open such a file; that was mended for numbers
#   read from CSV. Of the 0 in LibreOffice no report was found.)
# Who meets it: whoever exports losses, gradients, logarithms of probabilities or ratios: log 0 is −∞, 1/0 is ∞, and where training blew up the sheet
#   shows the best loss of all; a chart falls to 0. With finite numbers all is right. Number.isFinite first, and write text or nothing.
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
import { writeXlsx } from 'hucre'
import Sheet from 'xlsx'

const formulas = ['MIN(A1:A3)', 'AVERAGE(A1:A3)', 'COUNT(A1:A3)']
const losses = [0.5, Infinity, 0.25]
async function byExceljs(list) {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('run')
  for (const x of list) sheet.addRow([x])
  for (const formula of formulas) sheet.addRow([{ formula }])
  return Buffer.from(await book.xlsx.writeBuffer())
}
function bySheet(list, bookType) {
  const sheet = Sheet.utils.aoa_to_sheet([...list.map(x => [x]), ...formulas.map(f => [{ t: 'n', f }])])
  const book = Sheet.utils.book_new()
  Sheet.utils.book_append_sheet(book, sheet, 'run')
  return Sheet.write(book, { type: 'buffer', bookType })
}
const byHucre = async list => Buffer.from(await writeXlsx({ sheets: [{ name: 'run', rows: list.map(x => [x]) }] }))
const shown = new Map()
function office(name, bytes) {
  writeFileSync(name, bytes)
  const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
  execFileSync('soffice', ['--headless', settings, '--convert-to', 'csv', '--outdir', 'out', name], { stdio: 'ignore' })
  const text = readFileSync(`out/${name.replace(/\.\w+$/, '.csv')}`, 'utf8').split('\n').slice(0, -1)
  shown.set(name, text.join(' '))
  console.log(`${name} in LibreOffice: ${text.map(cell => cell || 'nothing').join(', ')}`)
}
const excel = await byExceljs(losses)
const sheet = bySheet(losses, 'xlsx')
console.log('losses 0.5, ∞, 0.25, then MIN, AVERAGE and COUNT')
office('exceljs.xlsx', excel)
office('sheetjs.xlsx', sheet)
office('finite.xlsx', await byExceljs([0.5, 9, 0.25]))
office('sheetjs-minus.xlsx', bySheet([0.5, -Infinity, 0.25], 'xlsx'))
office('sheetjs-nan.ods', bySheet([0.5, NaN, 0.25], 'ods'))
office('hucre.xlsx', await byHucre(losses))

const crossed = new ExcelJS.Workbook()
await crossed.xlsx.load(sheet)
const back = [crossed.worksheets[0].getCell('A2').value, Sheet.read(excel).Sheets.run.A2.v, Sheet.read(sheet).Sheets.run.A2.v]
console.log(`read back by exceljs, SheetJS, SheetJS: ${back.join(', ')}`)
const wanted = {
  'exceljs.xlsx': '0.5 0 0.25 0 0.25 3',
  'sheetjs.xlsx': '0.5 0 0.25 0 0.25 3',
  'finite.xlsx': '0.5 9 0.25 0.25 3.25 3',
  'sheetjs-minus.xlsx': '0.5 0 0.25 0 0.25 3',
  'sheetjs-nan.ods': '0.5 0 0.25 0 0.25 3',
  'hucre.xlsx': '0.5  0.25',
}
if (Object.entries(wanted).every(([name, text]) => shown.get(name) === text) && back.every(x => x === Infinity)) {
  console.log('as found: Infinity of exceljs and SheetJS is 0 in LibreOffice')
} else {
  console.log('CHANGED: expected 0 where Infinity was written, and MIN 0 of three numbers')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
