#!/usr/bin/env bash
# exceljs 4.4.0, Node 24; beside it xlsx 0.18.5 (SheetJS) and, where the machine has it, LibreOffice 7.4.
#
# One would expect: cell.formula of a cell that was filled down is the formula that Excel shows there. For such a column the file has
#   the formula once, in its first cell, and says "shared" in the others; the reader moves the references, and nothing else.
# What happens: exceljs moves whatever looks like a reference. In texts: IF(A1>0,"Q1","Q2") is IF(A3>0,"Q3","Q4") two rows on, and "W1"
#   becomes "W3". In names of sheets: 'layer L1'!A1*2 takes its number from the sheet 'layer L3', which may exist; with SheetJS L1!A1
#   is L3!A3, too. SUM(1:1), a whole row, is left as it is. The first cell is right, and so are the results that stand beside the
#   formulas. LibreOffice reads all of them rightly.
# Who meets it: whoever marks, lists or recalculates the formulas of filled-in sheets: a workbook with a sheet for each layer, a label
#   or a choice in a formula. Saved again by exceljs the file is as it was. Take texts and names out first, or translate with a parser.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact exceljs@4.4.0 xlsx@0.18.5 jszip@3.10.1 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import Excel from 'exceljs'
import Zip from 'jszip'
import Sheet from 'xlsx'

// the formula of the first row, and that of the third as Excel has it
const columns = [
  ['LOG10(A1)', 'LOG10(A3)'],
  ['A1*$B$1', 'A3*$B$1'],
  ['IF(A1>0,"Q1","Q2")', 'IF(A3>0,"Q1","Q2")'],
  ['"W1 is "&A1', '"W1 is "&A3'],
  ['L1!A1*2', 'L1!A3*2'],
  ["'layer L1'!A1*2", "'layer L1'!A3*2"],
  ['SUM(1:1)', 'SUM(3:3)'],
]
const letter = i => 'CDEFGHI'[i]
const escape = text => text.replaceAll('&', '&amp;').replaceAll('>', '&gt;')
const cells = row =>
  columns.map(([formula], i) => {
    const shared = row === 1 ? ` ref="${letter(i)}1:${letter(i)}3" si="${i}">${escape(formula)}</f>` : ` si="${i}"/>`
    return `<c r="${letter(i)}${row}"><f t="shared"${shared}<v>0</v></c>`
  })
const rows = [1, 2, 3].map(row => `<row r="${row}"><c r="A${row}"><v>${row}</v></c>${cells(row).join('')}</row>`)

const empty = new Excel.Workbook()
for (const name of ['work', 'L1', 'L3', 'layer L1', 'layer L3']) empty.addWorksheet(name).getCell('A1').value = 1
const zip = await Zip.loadAsync(await empty.xlsx.writeBuffer())
const first = await zip.file('xl/worksheets/sheet1.xml').async('string')
zip.file('xl/worksheets/sheet1.xml', first.replace(/<sheetData>.*<\/sheetData>/, `<sheetData>${rows.join('')}</sheetData>`).replace(/<dimension[^>]*>/, ''))
writeFileSync('filled.xlsx', await zip.generateAsync({ type: 'nodebuffer' }))

const byExcel = new Excel.Workbook()
await byExcel.xlsx.readFile('filled.xlsx')
const bySheet = path => Sheet.read(readFileSync(path)).Sheets.work
const readers = {
  exceljs: cell => byExcel.getWorksheet('work').getCell(cell).formula,
  SheetJS: cell => bySheet('filled.xlsx')[cell].f,
}
try {
  const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
  execFileSync('soffice', ['--headless', settings, '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', 'office', 'filled.xlsx'], { stdio: 'ignore' })
} catch (error) {
  if (error.code !== 'ENOENT') throw error
}
// LibreOffice writes every formula out
if (existsSync('office/filled.xlsx')) readers.LibreOffice = cell => bySheet('office/filled.xlsx')[cell].f

const wrong = {}
for (const [name, formula] of Object.entries(readers)) {
  const got = columns.map((_, i) => formula(`${letter(i)}3`))
  wrong[name] = columns.flatMap(([, wanted], i) => (got[i] === wanted ? [] : [i])).join()
  console.log(`${name}, third row: ${got.join('   ')}`)
}
console.log(`as Excel has it: ${columns.map(([, wanted]) => wanted).join('   ')}`)
if (wrong.exceljs === '2,3,5,6' && wrong.SheetJS === '2,3,4,5,6' && (wrong.LibreOffice ?? '') === '') {
  console.log('as found: texts and names of sheets move with the references')
} else {
  console.log(`CHANGED: expected both to move texts and sheets (${JSON.stringify(wrong)})`)
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
