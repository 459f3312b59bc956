#!/usr/bin/env bash
# Node 22.23.5 and 24.22.3 (V8 12.4 and 13.6); 18 to 23 are as the first, 25 and 26 as the second.
#
# One would expect: `0.9 ** 7` is one double, now as before. V8 had its own pow since Node 12, the same on every system, so that numbers that were stored
#   by one machine are found by another. exp, log, sin and tanh have not changed since.
# What happens: between Node 23 and 24 powers changed. Of 2,777 whole powers of 0.9, 0.99, 0.999, 3, 10 and their like, 199 were not the nearest double in
#   Node 22, and 5 are not in Node 24: nearly all got better. But they are other numbers: a tenth of the first 1,000 powers of 0.9, and 23 of
#   256 frequencies of timesteps, 10000 ** (−i / 128). And one that everybody knows has got worse: 10 ** 23 was equal to 1e23, and is
#   1.0000000000000001e+23. (The language leaves pow to the engine. Reports found are of the change in Node 12, none of this one.)
# Who meets it: whoever keeps fingerprints of runs, tables of schedules or decays, or seeds that must give the same film, and goes from one long-term
#   release to the next, or compares Node 22 with a browser of today. Multiply instead (a running product is the same in all), or compare
#   within some units of the last place.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
kind=$(node -p '`node-${process.platform}-${process.arch}`')
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact "old@npm:$kind@22.23.5" "new@npm:$kind@24.22.3" >/dev/null

cat > powers.mjs <<'JS'
const whole = [0.9, 0.99, 0.999, 0.9999, 10, 3, 1.1, 2, 10000, 0.5].flatMap(base =>
  Array.from({ length: 300 }, (_, i) => [base, i + 1]).filter(([, by]) => Number.isFinite(base ** by)),
)
console.log(
  JSON.stringify({
    version: process.versions.v8,
    whole: whole.map(([base, by]) => [base, by, base ** by]),
    decay: Array.from({ length: 1000 }, (_, t) => 0.9 ** (t + 1)),
    frequencies: [64, 128].flatMap(of => Array.from({ length: 128 }, (_, i) => 10000 ** (-i / of))),
    others: Array.from({ length: 2000 }, (_, i) => [Math.exp, Math.log, Math.sin, Math.tanh].map(f => f(i / 7))),
    known: 10 ** 23,
  }),
)
JS
cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'

const [before, now] = ['old', 'new'].map(name => JSON.parse(execFileSync(`node_modules/${name}/bin/node`, ['powers.mjs'], { encoding: 'utf8' })))

/** A double as a whole number over a power of two. */
function parts(x) {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const exponent = (bits >> 52n) & 0x7ffn
  const digits = (bits & 0xfffffffffffffn) | (exponent === 0n ? 0n : 1n << 52n)
  return [digits, (exponent === 0n ? 1n : exponent) - 1075n]
}
/** Whether found is the double nearest to base ** by, in whole numbers: within half a unit of its last place, at half the even one. */
function isNearest([base, by, found]) {
  const [m, e] = parts(base)
  const [n, f] = parts(found)
  const [power, place] = [m ** BigInt(by), e * BigInt(by)]
  const shift = place < f ? place : f
  const [exact, near, unit] = [power << (place - shift), n << (f - shift), 1n << (f - shift)]
  const far = exact > near ? exact - near : near - exact
  return 2n * far < unit || (2n * far === unit && n % 2n === 0n)
}
const wrong = all => all.filter(one => !isNearest(one)).length
const others = (a, b) => a.filter((x, i) => x !== b[i]).length
const seen = {
  'whole powers': before.whole.length,
  'not the nearest double before': wrong(before.whole),
  'not the nearest double now': wrong(now.whole),
  'of 1000 powers of 0.9, others': others(before.decay, now.decay),
  'of 256 frequencies, others': others(before.frequencies, now.frequencies),
  'of 8000 values of exp, log, sin, tanh, others': others(before.others.flat(), now.others.flat()),
  '10 ** 23 before': before.known,
  '10 ** 23 now': now.known,
}
console.log(`V8 ${before.version} and ${now.version}`)
console.table(seen)
const found = Object.values(seen).join()
process.exitCode = found === '2777,199,5,102,23,0,1e+23,1.0000000000000001e+23' ? 0 : 1
JS
node try.mjs || { echo 'This has changed.'; exit 1; }
