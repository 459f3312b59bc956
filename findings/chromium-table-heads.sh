#!/usr/bin/env bash
# Debian's Chromium 156 (CHROMIUM=/path, else chromium on the PATH), by playwright-core 1.65.1; pdfjs-dist 6.5.438 reads the pages. Node 24.
#
# One would expect: a <thead> stands again on every page that its table is printed on, since it is a header group.
# What happens: it does so up to a quarter of the page's height, and one pixel above that it stands on the first page only. A <tfoot> of
#   more than a quarter comes once, at the end. What counts is the page inside its margins: turned from upright to across, or with
#   a wider margin, the same table loses its heads. With display: inline-table heads and feet of any height come once.
# Who meets it: whoever prints marks or a schedule under column heads that stand upright, which are as high as the longest name is long:
#   from the second page on nobody knows whose column it is. Keep them below a quarter, or begin a new table on each page.
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
const rows = Array.from({ length: 50 }, (_, i) => `<tr><td>${i}</td></tr>`).join('')
// on how many of its pages the table's head, or its foot, stands
async function printed({ head = 20, foot = 20, size = '400px 400px', margin = 0, css = '' }) {
  const style = `@page { size: ${size}; margin: ${margin}px } body { margin: 0 } table { border-collapse: collapse; ${css} } td, th { height: 20px; padding: 0 }`
  const group = (tag, word, height) => `<${tag}><tr><th style="height: ${height}px">${word}</th></tr></${tag}>`
  await page.setContent(`<!doctype html><style>${style}</style><table>${group('thead', 'HEAD', head)}<tbody>${rows}</tbody>${group('tfoot', 'FOOT', foot)}</table>`)
  const pdf = await getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })), verbosity: 0 }).promise
  const texts = []
  for (let i = 1; i <= pdf.numPages; i++) {
    const { items } = await (await pdf.getPage(i)).getTextContent()
    texts.push(items.map(item => item.str).join(' '))
  }
  const with_ = word => texts.filter(text => text.includes(word)).length
  return `${with_('HEAD')} and ${with_('FOOT')} of ${texts.length}`
}
const cases = [
  ['head of 100 px, page of 400', { head: 100 }, /^(\d+) and \1 of \1$/],
  ['head of 101 px, page of 400', { head: 101 }, /^1 and (\d+) of \1$/],
  ['foot of 100 px, page of 400', { foot: 100 }, /^(\d+) and \1 of \1$/],
  ['foot of 101 px, page of 400', { foot: 101 }, /^(\d+) and 1 of \1$/],
  ['head of 100 px, page of 400 with a margin of 10', { head: 100, margin: 10 }, /^1 and (\d+) of \1$/],
  ['head of 200 px, A4 upright', { head: 200, size: 'A4' }, /^(\d+) and \1 of \1$/],
  ['head of 200 px, A4 across', { head: 200, size: 'A4 landscape' }, /^1 and (\d+) of \1$/],
  ['inline-table, head of 20 px', { css: 'display: inline-table' }, /^1 and 1 of [2-9]$/],
]
let found = true
for (const [name, asked, seen] of cases) {
  const got = await printed(asked)
  console.log(`${name}: head and foot on ${got} pages`)
  found &&= seen.test(got)
}
await browser.close()
if (found) {
  console.log('as found: heads and feet of more than a quarter page come once')
} else {
  console.log('CHANGED: expected heads and feet up to a quarter on every page, and higher ones once')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
