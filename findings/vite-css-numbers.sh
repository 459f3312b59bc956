#!/usr/bin/env bash
# vite 8.4.0, whose builds are minified by lightningcss 1.33.0 since version 8; beside it esbuild 0.28.2. Node 24.
#
# One would expect: what is built has the numbers that were written, in a custom property above all: to CSS it is text for whoever reads it,
#   "exactly as specified by the author" (css-variables), and getComputedStyle hands it out so, on the development server and in a build.
# What happens: numbers in custom properties are cut to six digits when they are built, whole ones too: --seed: 1234567 is 1234570, --date:
#   20261130 is 20261100, 16777217 is 16777200, 0.123456789 is .123457, also in lists and inside of JSON. counter-reset: n 1234567 counts
#   from 1234570. order, height and a text in quotes keep their digits, six digits are right, and so is all of it on the development server,
#   and built with cssMinify: 'esbuild'. No warning. The author of lightningcss has said of lengths that browsers write six digits, too, and
#   round to single precision (lightningcss#917, #949; of 8e64 in a custom property #807); Chromium keeps such text as it is.
# Who meets it: whoever hands a seed, a number of parameters or steps, an id or a time from a style sheet to the script that draws: the page
#   differs from the one that was developed, a film from the seed is another one, and a test with a seed of up to six digits agrees. Put it
#   in quotes, --seed: "1234567", or build with cssMinify: 'esbuild'.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact vite@8.4.0 lightningcss@1.33.0 esbuild@0.28.2 >/dev/null
cat > page.css <<'CSS'
:root {
  --seed: 1234567;
  --date: 20261130;
  --total: 16777217;
  --rate: 0.123456789;
  --list: 1234567 7654321;
  --json: {"parameters": 1234567};
  --quoted: "1234567";
  --short: 123456;
  counter-reset: n 1234567;
  order: 1234567;
  height: 1234567px;
}
CSS
printf '<!doctype html><script type="module" src="/page.js"></script>\n' > index.html
printf "import './page.css'\n" > page.js

cat > try.mjs <<'JS'
import { build, createServer } from 'vite'

const names = ['--seed', '--date', '--total', '--rate', '--list', '--json', '--quoted', '--short', 'counter-reset', 'order', 'height']
const read = css => Object.fromEntries(names.map(name => [name, new RegExp(`[{;\\s]${name}:\\s*([^;]*?)\\s*(;|\\}\\}?\\s*$)`).exec(css)[1].replace(/\s*([{}:])\s*/g, '$1')]))
async function built(cssMinify) {
  const options = cssMinify === undefined ? {} : { cssMinify }
  const { output } = await build({ logLevel: 'error', build: { write: false, ...options } })
  return read(String(output.find(({ fileName }) => fileName.endsWith('.css')).source))
}
const server = await createServer({ logLevel: 'error', server: { middlewareMode: true } })
const developed = read((await server.transformRequest('/page.css?direct')).code)
await server.close()
const ways = { developed, built: await built(), 'built by lightningcss': await built('lightningcss'), "built, cssMinify 'esbuild'": await built('esbuild') }
for (const name of names) console.log(`${name}: ${Object.entries(ways).map(([way, numbers]) => `${way} ${numbers[name]}`).join('; ')}`)

const cut = { '--seed': '1234570', '--date': '20261100', '--total': '16777200', '--rate': '.123457', '--list': '1234570 7654320', '--json': '{"parameters":1234570}', 'counter-reset': 'n 1234570' }
const { built: now, 'built by lightningcss': lightning, "built, cssMinify 'esbuild'": esbuild } = ways
const bare = text => text.replace(/^0\./, '.').replace(/;?\}$/, '}')
const same = (numbers, name) => bare(numbers[name]) === bare(developed[name])
const wrong = Object.entries(cut).every(([name, text]) => now[name] === text && lightning[name] === text && !same(now, name))
const kept = names.filter(name => cut[name] === undefined).every(name => same(now, name))
if (wrong && kept && names.every(name => same(esbuild, name)) && developed['--seed'] === '1234567' && developed['--date'] === '20261130') {
  console.log('as found: built, numbers in custom properties have six digits')
} else {
  console.log('CHANGED: expected 1234570, 20261100 and 16777200 in the build, and the numbers as written from the development server and esbuild')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
