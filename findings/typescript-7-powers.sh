#!/usr/bin/env bash
# TypeScript 7.0.2 and 6.0.3, Node 24.
#
# One would expect: the compiler works out the numbers of an enum as the program would. The new compiler does what the old one did, ten times as fast.
# What happens: TypeScript 7 is written in Go and works powers out with Go's math.Pow, which rounds otherwise than V8. Of 1,518 powers of
#   small bases, version 6 gives each as Node does and version 7 gives 495 otherwise. Mostly it is the last digit, in which now one is right and
#   now the other (10 ** 23), but `0.9999 ** 1000` is 0.9048328935585694 instead of 0.9048328935585562, off by 119 units of the last place.
#   In the same program `base ** 1000` with base = 0.9999 is still Node's, so that an enum's number is not equal to the expression it was
#   written as. All other operators, and numbers in template strings, of 8,976 tried, are the same in both. No report was found. (Version 6 lets
#   the Node that runs it do the work, and V8's own powers changed between Node 20 and 24: built there, 563 of 1,515 would be other numbers.)
# Who meets it: whoever keeps decays, schedules and frequencies of timesteps as named constants, and compares with numbers that were stored before the
#   compiler changed, with a run by Node itself (--experimental-transform-types) or by another bundler: training from a seed is no longer the
#   same. Write such constants as `const` (which is left to the engine), or as digits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact old@npm:typescript@6.0.3 new@npm:typescript@7.0.2 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const bases = [2, 3, 5, 6, 7, 9, 10, 0.1, 0.5, 0.9, 0.99, 0.999, 1.1, 1.5, 2.5]
const powers = bases.flatMap(base => Array.from({ length: 101 }, (_, i) => [base, i - 40]))
powers.push([0.9999, 1000], [0.99, 15], [10, 23])
const members = powers.map(([base, by], i) => `  p${i} = ${base} ** ${by},`)
writeFileSync('powers.ts', ['export enum Powers {', ...members, '}', ''].join('\n'))

let found = true
for (const name of ['old', 'new']) {
  execFileSync(process.execPath, [`node_modules/${name}/bin/tsc`, 'powers.ts', '--target', 'es2022', '--module', 'esnext', '--outDir', name])
  const { Powers } = await import(pathToFileURL(`${name}/powers.js`).href)
  const others = powers.filter(([base, by], i) => Powers[`p${i}`] !== base ** by)
  console.log(`${name}: ${others.length} of ${powers.length} powers are not what Node makes of them`)
  for (const [base, by] of powers.slice(-3))
    console.log(`  ${base} ** ${by}: ${Powers[`p${powers.findIndex(one => `${one}` === `${[base, by]}`)}`]} in the enum, ${base ** by} in Node`)
  // How many depends on the Node that is compared with.
  found &&= name === 'old' ? others.length === 0 : others.length > 400 && Powers[`p${powers.length - 3}`] === 0.9048328935585694
}
// In whole numbers, and so exact to the last digit shown.
const digits = `${9999n ** 1000n}`.padStart(4000, '0')
console.log(`0.9999 ** 1000, exactly: 0.${digits.slice(0, 20)}…`)
process.exitCode = found ? 0 : 1
JS
node try.mjs || { echo 'This has changed.'; exit 1; }
