#!/usr/bin/env bash
# esbuild 0.28.2, Node 24.
#
# One would expect: a minifier that works out constants gives the numbers the program would have had. `10000 ** (-5 / 128)` is
#   one double in V8, whether it is written with literals or with variables.
# What happens: `--minify` (its syntax part) works powers out with Go's math.Pow, which rounds otherwise than V8: of 2000 powers
#   of literals nearly half end in other last digits. The same expression with a variable in it is left to V8, so that
#   one bundle holds both answers. terser, oxc-minify and rolldown change none.
# Who meets it: whoever bundles schedules, decays (0.9999 ** 1000) or frequencies of timesteps written as powers and compares
#   with numbers stored by the unbundled program, or with a table made in a loop. Keep the base in a parameter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact esbuild@0.28.2 oxc-minify@0.157.0 terser@5.51.4 >/dev/null

cat > try.mjs <<'JS'
import { writeFileSync } from 'node:fs'
import { transform } from 'esbuild'
import { minifySync } from 'oxc-minify'
import { minify } from 'terser'

const power = (base, exponent) => `${base} ** ${exponent < 0 ? `(${exponent})` : exponent}`
const named = [power(0.9999, 1000), power(0.999, 12345), power(10000, -5 / 128), power(1.1, 10), power(2, -0.5), power(10, -7)]
let state = 7
const next = () => (state = (state * 16807) % 2147483647) / 2147483647
const drawn = Array.from({ length: 2000 }, () => power(Number((next() * 20).toPrecision(4)), Number((next() * 10 - 5).toPrecision(3))))
const texts = [...named, ...drawn]
const source = `export const list = [${texts.join(', ')}]\n`

const numbers = async (name, code) => {
  writeFileSync(`${name}.mjs`, code)
  return (await import(`./${name}.mjs`)).list
}
const plain = await numbers('plain', source)
const bundles = {
  esbuild: (await transform(source, { minify: true, format: 'esm' })).code,
  oxc: minifySync('a.mjs', source).code,
  terser: (await minify(source, { module: true })).code,
}
const differing = {}
for (const [name, code] of Object.entries(bundles)) {
  const list = await numbers(name, code)
  const wrong = list.flatMap((x, i) => (Object.is(x, plain[i]) ? [] : [i]))
  differing[name] = wrong.length
  console.log(`${name}: ${wrong.length} of ${texts.length} differ`)
  for (const i of wrong.slice(0, 4)) console.log(`  ${texts[i]} is ${plain[i]}, minified ${list[i]}`)
}
if (differing.esbuild > 200 && differing.oxc === 0 && differing.terser === 0) {
  console.log('as found: powers of literals change when esbuild minifies them')
} else {
  console.log('CHANGED: expected some hundreds to change with esbuild and none with the others')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
