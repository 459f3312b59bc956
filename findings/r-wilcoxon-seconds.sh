#!/usr/bin/env bash
# R 4.6.0, as webr 0.6.0 has it for Node and browsers (with ws 8.23.0), Node 24. The estimate is worked out beside it by its definition.
#
# One would expect: wilcox.test(before, after, conf.int = TRUE) says by how much two lists of times differ, in the unit that they are in: it goes by ranks,
#   which have none. Its estimate is the median of all differences; if p is 0.019, the interval of 95 % does not hold 0. One time more changes little.
# What happens: of 60 and 60 times about 45 microseconds it is 1.75, from 0.29 to 3.36, p = 0.019. Written in seconds, as timers and logs have them, the
#   same times differ by 25.4 microseconds, from −29.4 to 25.4, p = 0.019 still: these are the smallest and the greatest of all differences. Of one list the
#   pseudomedian is its greatest time, 63.5 instead of 45.5. With 49 times in each it is right in any unit, since there the answer is counted
#   out; from 50 on it is looked for by uniroot, and what that may be off by, tol.root = 1e-4, is no part of the answer but 1e-4 of whatever the numbers
#   are in: in milliseconds the third digit is wrong, from there on all of it. No warning. With tol.root = 1e-12 seconds are right. The help
#   has "a positive numeric tolerance, used in uniroot", and nothing of a unit. No report was found.
# Who meets it: whoever compares times, losses, gradients, weights or learning rates of two runs by the test that is advised where nothing is normal:
#   p is right, and the effect beside it is not. It is the larger study that is wrong. Set tol.root by the data, or bring these near 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact webr@0.6.0 ws@8.23.0 >/dev/null

cat > try.mjs <<'JS'
import { WebR } from 'webr'

const webR = new WebR({ interactive: false })
await webR.init()
console.log(await webR.evalRString('R.version.string'))
await webR.evalRVoid('set.seed(5); before <- 40 + 6 * rexp(60); after <- 38 + 6 * rexp(60)')
const medianOf = list => {
  const sorted = [...list].sort((a, b) => a - b)
  const half = sorted.length / 2
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2
}
const before = await webR.evalRRaw('before', 'number[]')
const after = await webR.evalRRaw('after', 'number[]')
// the estimate by its definition: the median of all differences, and of the means of all pairs
const shift = medianOf(before.flatMap(x => after.map(y => x - y)))
const middle = medianOf(before.flatMap((x, i) => before.slice(i).map(y => (x + y) / 2)))
console.log(`by the definition: ${shift.toFixed(2)} between the two, ${middle.toFixed(2)} for the first`)

const units = { microseconds: 1, milliseconds: 1e-3, seconds: 1e-6 }
async function asked(data, unit, more = '') {
  const answer = await webR.evalRRaw(`local({ u <- ${unit}; t <- wilcox.test(${data}, conf.int = TRUE${more}); c(t$estimate / u, t$conf.int / u, t$p.value) })`, 'number[]')
  return { estimate: answer[0], from: answer[1], to: answer[2], p: answer[3] }
}
const all = {}
for (const [unit, size] of Object.entries(units)) {
  all[unit] = {
    two: await asked('before * u, after * u', size),
    one: await asked('before * u', size),
    fewer: await asked('before[1:49] * u, after[1:49] * u', size),
    told: await asked('before * u, after * u', size, ', tol.root = 1e-6 * u'),
  }
  const words = { two: '60 and 60', one: '60 alone', fewer: '49 and 49', told: '60 and 60, tol.root in the unit' }
  for (const [kind, { estimate, from, to, p }] of Object.entries(all[unit])) console.log(`in ${unit}, ${words[kind]}: ${estimate.toFixed(2)}, from ${from.toFixed(2)} to ${to.toFixed(2)} microseconds, p ${p.toPrecision(3)}`)
}
const near = (x, y, by) => Math.abs(x - y) < by
const { microseconds: small, milliseconds: middling, seconds: large } = all
const right = near(small.two.estimate, shift, 0.01) && near(small.one.estimate, middle, 0.01) && near(middling.two.estimate, shift, 0.03) && near(large.told.estimate, shift, 0.01)
const steady = near(large.fewer.estimate, small.fewer.estimate, 1e-6) && near(large.fewer.to, small.fewer.to, 1e-6) && near(large.two.p, small.two.p, 1e-9)
const found = large.two.estimate > 20 && large.two.from < -20 && large.two.p < 0.05 && near(large.one.estimate, Math.max(...before), 0.01) && small.two.from > 0
if (right && steady && found) console.log('as found: an interval of seconds that has nothing to do with them')
else {
  console.log('CHANGED: expected 1.75 in microseconds, 25 in seconds, and 1.31 of 49 in both')
  process.exitCode = 1
}
await webR.close()
JS
npx -y -p node@24.21.0 node try.mjs
