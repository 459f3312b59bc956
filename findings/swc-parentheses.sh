#!/usr/bin/env bash
# @swc/core 1.16.22, next 16.4.6 (both bundlers), react 19.3.1, Node 24; beside them esbuild 0.28.2, oxc-minify 0.157.0, terser 5.51.4.
#
# One would expect: a compiler that prints a program anew keeps the parentheses that say what is worked out first.
#   step ** -(5 / 128) is "5 by 128, negative, as the exponent", however it is spelt.
# What happens: where a minus stands before the product or quotient of two numbers, swc leaves the parentheses out, also without
#   minifying: step ** -5 / 128 is a power divided by 128. At step 2 that is 0.00024 instead of 0.97; step ** -(0.1 * 3) is 2.8
#   instead of 0.81, 12 % -(5 / 3) is 0.67 instead of 0.33. The minifier puts constants in first, so that step ** -(2 / heads) breaks,
#   too, where heads is 48; of 1 / 4 it makes .25 and is right. next build, which does one after the other, has all of it wrong, with
#   either bundler. No error, no warning. ES2015 as target saves the powers, for they become Math.pow.
# Who meets it: whoever writes frequencies of positions, decays or learning rates as a power with a negative exponent: the tests, which
#   run through another compiler, are green, and the page is wrong. step ** (-5 / 128), or 1 / step ** (5 / 128), is kept.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export NEXT_TELEMETRY_DISABLED=1
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --save-exact next@16.4.6 react@19.3.1 react-dom@19.3.1 node@24.21.0 \
  @swc/core@1.16.22 esbuild@0.28.2 oxc-minify@0.157.0 terser@5.51.4 >/dev/null
node=node_modules/node/bin/node

cat > rates.js <<'JS'
const heads = 48
export const rates = [
  ['step ** -(5 / 128)', step => step ** -(5 / 128)],
  ['step ** -(0.1 * 3)', step => step ** -(0.1 * 3)],
  ['step ** -(2 / heads)', step => step ** -(2 / heads)],
  ['step ** -(1 / 4)', step => step ** -(1 / 4)],
  ['step ** (-5 / 128)', step => step ** (-5 / 128)],
  ['(step + 10) % -(5 / 3)', step => (step + 10) % -(5 / 3)],
]
JS
mkdir -p app/rates
cat > app/rates/route.js <<'JS'
import { rates } from '../../rates.js'
export const dynamic = 'force-static'
export function GET() {
  return new Response(JSON.stringify(rates.map(([, rate]) => rate(2))))
}
JS
printf 'export default function Layout({ children }) { return <html><body>{children}</body></html> }\n' > app/layout.js
printf 'export default function Page() { return <p>rates</p> }\n' > app/page.js
printf "export default { output: 'export' }\n" > next.config.mjs
for mode in turbopack webpack; do
  rm -rf out .next
  "$node" node_modules/next/dist/bin/next build "--$mode" >build.log 2>&1 || { tail -20 build.log; exit 1; }
  cp out/rates "$mode.json"
done

cat > try.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs'
import swc from '@swc/core'
import { transform } from 'esbuild'
import { minifySync } from 'oxc-minify'
import { minify } from 'terser'
import { rates } from './rates.js'

const source = readFileSync('rates.js', 'utf8')
const compiled = {
  'swc, transformed': swc.transformSync(source, { jsc: { target: 'es2022' }, module: { type: 'es6' } }).code,
  'swc, transformed for ES2015': swc.transformSync(source, { jsc: { target: 'es2015' }, module: { type: 'es6' } }).code,
  'swc, minified': swc.minifySync(source, { module: true }).code,
  esbuild: (await transform(source, { minify: true, format: 'esm' })).code,
  oxc: minifySync('rates.js', source).code,
  terser: (await minify(source, { module: true })).code,
}
const numbers = { source: rates.map(([, rate]) => rate(2)) }
for (const [name, code] of Object.entries(compiled)) {
  const path = `${name.replaceAll(/\W+/g, '-')}.mjs`
  writeFileSync(path, code)
  numbers[name] = (await import(`./${path}`)).rates.map(([, rate]) => rate(2))
}
for (const mode of ['turbopack', 'webpack']) numbers[`next, ${mode}`] = JSON.parse(readFileSync(`${mode}.json`, 'utf8'))

const wrong = list => list.flatMap((x, i) => (Math.abs(x - numbers.source[i]) < 1e-12 ? [] : [i])).join()
for (const [name, list] of Object.entries(numbers)) {
  console.log(`${name}: ${wrong(list) === '' ? 'all right' : 'wrong'}`)
  for (const i of wrong(list).split(',').filter(text => text !== '')) {
    console.log(`  ${rates[i][0]} at 2 is ${numbers.source[i].toPrecision(6)}, here ${list[i].toPrecision(6)}`)
  }
}
const seen = {
  source: '',
  'swc, transformed': '0,1,3,5',
  'swc, transformed for ES2015': '5',
  'swc, minified': '0,1,2,5',
  esbuild: '',
  oxc: '',
  terser: '',
  'next, turbopack': '0,1,2,3,5',
  'next, webpack': '0,1,2,3,5',
}
if (Object.entries(seen).every(([name, which]) => wrong(numbers[name]) === which)) {
  console.log('as found: swc drops the parentheses behind a minus')
} else {
  console.log(`CHANGED: expected ${JSON.stringify(seen)} to be wrong`)
  process.exitCode = 1
}
JS
"$node" try.mjs
