#!/usr/bin/env bash
# Debian's Chromium 156 (CHROMIUM=/path, else chromium on the PATH), by playwright-core 1.65.1; pdfjs-dist 6.5.438 reads the pages. Node 24.
#
# One would expect: a heading with break-after: avoid is printed on the page of what follows it, in a grid as elsewhere: what is said of an item is said
#   of its row (css-grid), and break-inside: avoid and break-before: page of the same items are kept.
# What happens: in a grid avoid between rows is passed over. Of twenty lines to a page a heading that is the twentieth stays at the foot of the
#   first page, alone, with break-after: avoid on it or break-before: avoid on what follows; as a plain block, in a column of flex, in
#   a table's cell, in columns, with overflow: hidden it goes over to the second. break-inside: avoid, break-before: page and break-after: page work
#   in the same grid. CSS.supports and the computed style say avoid. (When breaks in grids came to Chromium it was said that no better
#   row is searched for yet, web-platform-tests/wpt#31825; neither its documentation nor a report was found.)
# Who meets it: whoever lays exercises, cards or a form out by display: grid with a gap, which is the shortest way to even distances, and prints it: a
#   heading or a question stands at the foot of a page and its answers on the next. Put heading and first item into one element with
#   break-inside: avoid, or take display: flex with flex-direction: column, which keeps the gap, too.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact playwright-core@1.65.1 pdfjs-dist@6.5.438 >/dev/null
"$chromium" --version 2>/dev/null

cat > try.mjs <<'JS'
import { chromium } from 'playwright-core'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] })
const page = await browser.newPage()
const style = '@page { size: 400px 400px; margin: 0 } body { margin: 0; font: 16px/20px sans-serif } p, h2 { margin: 0; font-size: 16px }'
const lines = Array.from({ length: 19 }, (_, i) => `<p>line${i}</p>`).join('')
// the pages on which HEAD and what follows it stand
async function printed(box, content) {
  await page.setContent(`<!doctype html><style>${style}</style><div style="${box}">${content}</div>`)
  const pdf = await getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })), verbosity: 0 }).promise
  const words = []
  for (let i = 1; i <= pdf.numPages; i++) {
    const { items } = await (await pdf.getPage(i)).getTextContent()
    words.push(items.flatMap(item => item.str.split(' ')))
  }
  return ['HEAD', 'next'].map(word => words.findIndex(list => list.includes(word)) + 1).join(' ')
}
const contents = {
  'break-after: avoid': `${lines}<h2 style="break-after: avoid">HEAD</h2><p>next</p><p>last</p>`,
  'break-before: avoid': `${lines}<h2>HEAD</h2><p style="break-before: avoid">next</p><p>last</p>`,
  'break-inside: avoid around both': `${lines}<div style="break-inside: avoid"><h2>HEAD</h2><p>next</p></div><p>last</p>`,
  'break-before: page': '<h2>HEAD</h2><p style="break-before: page">next</p>',
  'break-after: page': '<h2 style="break-after: page">HEAD</h2><p>next</p>',
}
const together = ['2 2', '2 2', '2 2', '1 2', '1 2']
const apart = ['1 2', '1 2', '2 2', '1 2', '1 2']
const boxes = [
  ['display: block', together],
  ['display: flex; flex-direction: column', together],
  ['display: table-cell', together],
  ['column-count: 1', ['2 2', '2 2', '2 2']],
  ['overflow: hidden', together],
  ['display: grid', apart],
  ['display: grid; grid-template-columns: 1fr', apart],
]
let found = true
for (const [box, wanted] of boxes) {
  const got = []
  for (const content of Object.values(contents).slice(0, wanted.length)) got.push(await printed(box, content))
  console.log(`${box}: heading and next on pages ${Object.keys(contents).slice(0, wanted.length).map((name, i) => `${got[i].replace(' ', ' and ')} (${name})`).join(', ')}`)
  found &&= got.join() === wanted.join()
}
const says = await page.evaluate(() => {
  document.body.innerHTML = '<div style="display: grid"><h2 style="break-after: avoid">HEAD</h2></div>'
  return [CSS.supports('break-after', 'avoid'), getComputedStyle(document.querySelector('h2')).breakAfter].join(' ')
})
console.log(`CSS.supports and the computed style in a grid: ${says}`)
await browser.close()
if (found && says === 'true avoid') {
  console.log('as found: avoid between the rows of a grid is passed over')
} else {
  console.log('CHANGED: expected headings to be left behind in a grid only')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
