#!/usr/bin/env bash
# LibreOffice 7.4.7 (Debian 12), hucre 1.0.0, Node 24.
#
# One would expect: a workbook that is opened and saved again by LibreOffice holds the same numbers. Both .xlsx and .ods keep
#   doubles as decimals, a double needs at most 17 digits, and Excel writes 17.
# What happens: every number is cut to 15 significant digits on saving, whole numbers above 2^50 too: 1/3 becomes
#   0.333333333333333, 0.1 + 0.2 becomes 0.3, 2^53 becomes 9007199254740990. Of random doubles 19 in 20 change. Nothing is
#   said, and the cell shows the same as before.
# Who meets it: whoever hands out weights, checksums, ids or worked numbers as a sheet, and compares what comes back bit by bit;
#   or lets LibreOffice fill in the cached results of formulas. Compare by value, or keep long whole numbers as text.
set -euo pipefail
version=$(soffice --version 2>/dev/null || true)
case "$version" in
  "LibreOffice 7.4.7"*) ;;
  *)
    echo "this needs LibreOffice 7.4.7, as Debian 12 has it (found: ${version:-none})"
    exit 2
    ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact hucre@1.0.0 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readXlsx, writeXlsx } from 'hucre/xlsx'

let state = 7
const next = () => (state = (state * 16807) % 2147483647) / 2147483647
const drawn = Array.from({ length: 1000 }, () => next() * Math.exp(next() * 20 - 10))
const named = [1 / 3, 0.1 + 0.2, 2 ** 53, 123456789012345680]
const asked = [...named, ...drawn]

const numbers = async path => (await readXlsx(readFileSync(path))).sheets[0].rows.map(row => row[0])
const changed = list => asked.flatMap((x, i) => (Object.is(x, list[i]) ? [] : [`  ${x} became ${list[i]}`]))

writeFileSync('numbers.xlsx', await writeXlsx({ sheets: [{ name: 'numbers', rows: asked.map(x => [x]) }] }))
const written = changed(await numbers('numbers.xlsx'))
console.log(`as written: ${written.length} of ${asked.length} changed`)

const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
const save = (filter, folder, from) =>
  execFileSync('soffice', ['--headless', settings, '--convert-to', filter, '--outdir', folder, from], { stdio: 'ignore' })
save('xlsx:Calc MS Excel 2007 XML', 'again', 'numbers.xlsx')
const saved = changed(await numbers('again/numbers.xlsx'))
console.log(`saved by LibreOffice as .xlsx: ${saved.length} of ${asked.length} changed`)
for (const line of saved.slice(0, 4)) console.log(line)
save('ods', 'open', 'numbers.xlsx')
save('xlsx:Calc MS Excel 2007 XML', 'open', 'open/numbers.ods')
const through = changed(await numbers('open/numbers.xlsx'))
console.log(`by way of .ods: ${through.length} of ${asked.length} changed`)

if (written.length === 0 && saved.length > 800 && through.length > 800) {
  console.log('as found: saving cuts every number to 15 digits')
} else {
  console.log('CHANGED: expected no number to change as written, and most once LibreOffice saved them')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
