#!/usr/bin/env bash
# assemblyscript 0.28.20, Node 24, which also runs the same file as TypeScript, its types taken away.
#
# One would expect: a product does not depend on the order of its factors, nor a number on whether a part of it was given a name; a mean of
#   two bytes lies between them; and Array.sort keeps the order of equals, as JavaScript's has done since 2019.
# What happens: in a function that returns f64, with i = 6 of type i32, 1 / 3 * i is 2 and i * (1 / 3) is 0; return 1 / 3 is 0.333, and
#   const third = 1 / 3; return third is 0. A whole number that is written out takes its type from where the result goes, but not beside a
#   variable that has one, and not where a name stands between. Bytes stay bytes: (a + b) / 2 of 200 and 100 is 22, and a + b > 255
#   never true. Sorting 1000 numbers by their remainder of 7 leaves equals out of order; 40 stay in order. Nothing is said when
#   compiling, with all optimisation or none. Node runs the same file to 2, 2, 0.333, 0.333, 150 and a stable order.
# Who meets it: whoever takes a kernel from TypeScript to WebAssembly by writing types beside it: weights of positions are 0, pixels are darker
#   than both they come from, classes change places in a list of the best. Moving a part of a formula to a const, as one does to make it
#   clear, changes the number. Write 1.0 / 3.0; a type for each const; <i32>a + b; and break ties in the comparison.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact assemblyscript@0.28.20 >/dev/null

cat > kernel.ts <<'TS'
export function literalFirst(i: i32): f64 {
  return 1 / 3 * i
}
export function variableFirst(i: i32): f64 {
  return i * (1 / 3)
}
export function written(): f64 {
  return 1 / 3
}
export function named(): f64 {
  const third = 1 / 3
  return third
}
export function decimals(i: i32): f64 {
  return i * (1.0 / 3.0)
}
export function mean(a: u8, b: u8): f64 {
  return (a + b) / 2
}
export function meanOfWide(a: i32, b: i32): f64 {
  return (a + b) / 2
}
// how many of the equals stand before one that came earlier
export function disorder(count: i32): i32 {
  const list = new Array<i32>(count)
  for (let i = 0; i < count; i++) list[i] = i
  list.sort((a, b) => (a % 7) - (b % 7))
  let wrong = 0
  for (let i = 1; i < count; i++) {
    if (list[i] % 7 == list[i - 1] % 7 && list[i] < list[i - 1]) wrong++
  }
  return wrong
}
TS
cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as script from './kernel.ts'

async function compiled(level) {
  execFileSync(process.execPath, ['node_modules/assemblyscript/bin/asc.js', 'kernel.ts', '-o', 'kernel.wasm', `-O${level}`, '--runtime', 'stub'])
  const abort = () => {
    throw new Error('abort')
  }
  return (await WebAssembly.instantiate(readFileSync('kernel.wasm'), { env: { abort } })).instance.exports
}
const none = await compiled(0)
const all = await compiled(3)
// what is asked, and what WebAssembly gives
const asked = [
  ['literalFirst', [6], 2],
  ['variableFirst', [6], 0],
  ['decimals', [6], 2],
  ['written', [], 1 / 3],
  ['named', [], 0],
  ['mean', [200, 100], 22],
  ['meanOfWide', [200, 100], 150],
  ['disorder', [40], 0],
]
let found = true
for (const [name, given, seen] of asked) {
  const got = all[name](...given)
  console.log(`${name}(${given.join(', ')}): ${got}; by Node ${script[name](...given)}`)
  found &&= got === seen && none[name](...given) === seen
}
console.log(`disorder(1000): ${all.disorder(1000)}; by Node ${script.disorder(1000)}`)
const right = [script.literalFirst(6), script.variableFirst(6), script.named(), script.mean(200, 100), script.disorder(1000)]
found &&= right.join() === [2, 2, 1 / 3, 150, 0].join() && all.disorder(1000) > 0 && none.disorder(1000) > 0
if (found) {
  console.log('as found: factors exchanged, or a part named, make another number; bytes run over; equals change places')
} else {
  console.log('CHANGED: expected 2, 0, 2, 0.333, 0, 22, 150 and 0, some out of order of 1000, and Node right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node --disable-warning=ExperimentalWarning try.mjs
