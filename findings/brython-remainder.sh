#!/usr/bin/env bash
# brython 3.14.3 in a Chromium of this machine (CHROMIUM=/path, else chromium on the PATH; seen with Debian's 156), by
# playwright-core 1.65.1, Node 24, whose % is exact for numbers above 0, as Python's is.
#
# One would expect: x % 1 of a float between 0 and 1 is x, to the last bit; a % b is the second part of divmod(a, b); and
#   a // b * b + a % b is a, to a few units of the last digit.
# What happens: only divmod is right. By a whole number, a % b adds b to the remainder and takes it away again, which rounds off what is
#   small beside b: 0.001 % 1 is 0.00099999999999989, 1e-8 % 1 is wrong in its ninth digit, 1e-20 % 1 is 0. By a float it is what
#   a - b * floor(a / b) leaves: 5.5 % 0.1 and 1 % 0.1 are 0 instead of nearly 0.1, while 1 // 0.1 is 9, so that both
#   together make 0.9 of 1; 1e10 % 3.7 is 2.6000004 instead of 2.5999995. 0.001 % 1.0 and 7.5 % 2 are right.
# Who meets it: whoever lets learners run Python in the page and has them take the part behind the point, wrap positions or times, or
#   draw from a generator of their own: digits are lost that CPython keeps, and results recorded there do not come again (that the
#   formulas are odd is said in brython#2504, what they do is not). divmod(a, b)[1] is right for both.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact brython@3.14.3 playwright-core@1.65.1 >/dev/null

cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const pairs = ['0.001 1', '1e-8 1', '1e-20 1', '5.5 0.1', '1 0.1', '1e10 3.7', '0.7 0.1', '0.001 1.0', '7.5 2', '7 3'].map(text => text.split(' '))
const program = `
for a, b in [${pairs.map(pair => `(${pair})`)}]:
    print('row', repr(a % b), repr(divmod(a, b)[1]), repr(a // b))
print('end')
`
const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] })
const page = await browser.newPage()
await page.route('http://localhost/**', route => {
  const { pathname } = new URL(route.request().url())
  if (pathname === '/brython.js') return route.fulfill({ contentType: 'text/javascript', body: readFileSync('node_modules/brython/brython.js') })
  const body = `<!doctype html><script src="/brython.js"></script><script type="text/python">${program}</script>`
  return pathname === '/' ? route.fulfill({ contentType: 'text/html', body }) : route.fulfill({ status: 404 })
})
const lines = []
const ended = new Promise((resolve, reject) => {
  const late = setTimeout(() => reject(new Error('the program did not end within a minute')), 60_000)
  page.on('console', message => {
    lines.push(...message.text().split('\n'))
    if (!lines.includes('end')) return
    clearTimeout(late)
    resolve()
  })
})
await page.goto('http://localhost/')
await ended
await browser.close()

const rows = lines.filter(line => line.startsWith('row ')).map(line => line.split(' ').slice(1).map(Number))
let others = rows.length === pairs.length
const wrong = pairs.flatMap(([a, b], i) => {
  const [remainder, second, times] = rows[i]
  const exact = Number(a) % Number(b)
  console.log(`${a} % ${b}: ${remainder}; divmod ${second}, exact ${exact}; ${a} // ${b} is ${times}`)
  others &&= second === exact
  return remainder === exact ? [] : [i]
})
if (others && wrong.join() === '0,1,2,3,4,5,6') {
  console.log('as found: % rounds off what is small beside the divisor, divmod does not')
} else {
  console.log(`CHANGED: expected the first seven remainders to be wrong and divmod to be right (${wrong})`)
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
