#!/usr/bin/env bash
# Debian's Chromium 156 (CHROMIUM=/path, else chromium on the PATH), by playwright-core 1.65.1, Node 24.
#
# One would expect: getComputedStyle gives the number that an element has, to the thousandth of a pixel that it gives for small ones; CSSOM's
#   draft allows six digits behind the point; what was copied from one style to another is the same.
# What happens: every number is written with six digits in all, and from a million on with an exponent. A strip 1,234,567 pixels wide is
#   "1.23457e+06px", of which parseInt makes 1; one at 12345.678 is at 12345.7. new DOMMatrix of a computed transform is off by 3 pixels, and
#   so is a style set to another's. A property registered as <number> and animated counts 999999, 1e+06, 1e+06 …, where an
#   unregistered one keeps its text; a whole number is not spared, order: 16777217 is 1.67772e+07. What is drawn is right, and so are
#   getBoundingClientRect and computedStyleMap(). Firefox is said to cut to six digits, too; the draft is in dispute (csswg-drafts#6471, #7416).
# Who meets it: whoever lays a film or a long run out as one strip and goes on from where it was scrolled or dragged to by its computed style,
#   or lets CSS count steps or parameters: up to 999 pixels nothing is lost by it, in a long strip things jump, and past a million
#   a counter that is read back with parseInt falls to 1. Read el.computedStyleMap().get(name).value, or the rectangle.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact playwright-core@1.65.1 >/dev/null
"$chromium" --version 2>/dev/null

cat > try.mjs <<'JS'
import { chromium } from 'playwright-core'

const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] })
const page = await browser.newPage()
await page.setContent('<!doctype html><style>body { margin: 0 } div { position: absolute }</style><div></div>')
const rows = await page.evaluate(() => {
  CSS.registerProperty({ name: '--step', syntax: '<number>', inherits: false, initialValue: '0' })
  const element = document.querySelector('div')
  const computed = getComputedStyle(element)
  const typed = name => element.computedStyleMap().get(name).value
  const rows = []
  const set = (name, value) => {
    element.style.cssText = ''
    element.style.setProperty(name, value)
    return computed.getPropertyValue(name)
  }
  for (const width of ['123.456px', '12345.678px', '1234567px']) {
    const text = set('width', width)
    rows.push([`width: ${width}`, text, `${parseInt(text)} by parseInt, ${element.getBoundingClientRect().width} wide, ${typed('width')} typed`])
  }
  const matrix = set('transform', 'translateX(1234567px)')
  rows.push(['translateX(1234567px)', matrix, `${new DOMMatrix(matrix).m41} as a DOMMatrix, ${element.getBoundingClientRect().left} on the page`])
  element.style.cssText = 'left: 1234567px'
  element.style.left = element.style.left
  rows.push(['left: 1234567px, set to itself', computed.left, `${element.getBoundingClientRect().left} on the page`])
  rows.push(['order: 16777217', set('order', '16777217'), `${typed('order')} typed`])
  rows.push(['--other: 1234567', set('--other', '1234567'), 'not registered'])
  element.style.cssText = ''
  const counting = element.animate([{ '--step': 0 }, { '--step': 2_000_000 }], { duration: 2_000_000, fill: 'both' })
  counting.pause()
  for (const step of [999_999, 1_000_001, 1_234_567]) {
    counting.currentTime = step
    const text = computed.getPropertyValue('--step')
    rows.push([`--step at ${step}`, text, `${parseInt(text)} by parseInt, ${Math.round(typed('--step'))} typed`])
  }
  return rows
})
await browser.close()
for (const [name, text, more] of rows) console.log(`${name}: "${text}", ${more}`)
const seen = [
  ['123.453px', '123 by parseInt, 123.453125 wide, 123.45600128173828 typed'],
  ['12345.7px', '12345 by parseInt, 12345.671875 wide, 12345.677734375 typed'],
  ['1.23457e+06px', '1 by parseInt, 1234567 wide, 1234567 typed'],
  ['matrix(1, 0, 0, 1, 1.23457e+06, 0)', '1234570 as a DOMMatrix, 1234567 on the page'],
  ['1.23457e+06px', '1234570 on the page'],
  ['1.67772e+07', '16777217 typed'],
  ['1234567', 'not registered'],
  ['999999', '999999 by parseInt, 999999 typed'],
  ['1e+06', '1 by parseInt, 1000001 typed'],
  ['1.23457e+06', '1 by parseInt, 1234567 typed'],
]
if (JSON.stringify(rows.map(row => row.slice(1))) === JSON.stringify(seen)) {
  console.log('as found: six digits in all, and an exponent from a million on')
} else {
  console.log(`CHANGED: expected ${JSON.stringify(seen)}`)
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
