#!/usr/bin/env bash
# ml-roc-multiclass 0.2.0 (ml.js), Node 24. What is right is counted beside it: the share of pairs, one of each class, that are in the right order.
#
# One would expect: getAuc(curve) is the area under the curve that is handed over: 1 for scores that part the classes, a half for scores that know nothing,
#   0 for those that part them the wrong way round, which is how one finds that a sign is wrong.
# What happens: there is nothing below a half. Where every answer is wrong it is 1, though the curve that it is made from goes from 1 0 by 0 0 to 0 1, below
#   the diagonal. What is below a half is taken from 1. So 500 models that know nothing have 0.60 on the average, by 20 answers each, where pairs
#   give 0.505, and 233 of them lie below a half by pairs; judged in ten parts of ten and averaged, it is 0.66, from 0.58 to 0.76. Models with their
#   sign the wrong way round have 0.926 instead of 0.074. Of good models it is right to the last digit. The documentation
#   says "area under the curve", and nothing of a direction; no report was found.
# Who meets it: whoever compares a model with chance, by cross-validation above all: 0.66 is what chance has. A model that has learnt labels the wrong way
#   round is taken for good. Add up the curve's trapezoids, or count pairs, as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-roc-multiclass@0.2.0 >/dev/null

cat > try.mjs <<'JS'
import { getAuc, getRocCurve } from 'ml-roc-multiclass'

let state = 3
const random = () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32
const normal = () => Array.from({ length: 12 }, random).reduce((a, b) => a + b) - 6
// the share of pairs, one of each class, in which the second class has the greater score; half for a tie
function pairs(targets, scores) {
  const one = scores.filter((_, i) => targets[i] === targets[0])
  const other = scores.filter((_, i) => targets[i] !== targets[0])
  const won = other.flatMap(b => one.map(a => (b > a ? 1 : b === a ? 0.5 : 0)))
  return won.reduce((a, b) => a + b) / won.length
}
const auc = (targets, scores) => getAuc(getRocCurve(targets, scores))
const mean = list => list.reduce((a, b) => a + b) / list.length
const targets = Array.from({ length: 20 }, (_, i) => (i % 2 ? 'yes' : 'no'))
const make = gap => targets.map(target => (target === 'yes' ? gap : 0) + normal())
let found = true
for (const [name, gap] of [['two deviations apart', 2], ['no difference', 0], ['two deviations apart, the wrong way round', -2]]) {
  const sets = Array.from({ length: 500 }, () => make(gap))
  const told = sets.map(scores => auc(targets, scores))
  const right = sets.map(scores => pairs(targets, scores))
  const below = right.filter(x => x < 0.5).length
  console.log(`500 sets of 20, ${name}: mean ${mean(told).toFixed(3)}, by pairs ${mean(right).toFixed(3)}; least ${Math.min(...told).toFixed(2)}, by pairs ${Math.min(...right).toFixed(2)}; below a half ${told.filter(x => x < 0.5).length}, by pairs ${below}`)
  found &&= told.every((x, i) => Math.abs(x - Math.max(right[i], 1 - right[i])) < 1e-9) && told.every(x => x >= 0.5 - 1e-9)
}
const worst = targets.map(target => (target === 'yes' ? 0 : 1))
console.log(`every answer wrong: ${auc(targets, worst)}, by pairs ${pairs(targets, worst)}`)
found &&= auc(targets, worst) === 1 && pairs(targets, worst) === 0
// ten parts of a hundred: a model that knows nothing, judged part by part
const parts = Array.from({ length: 200 }, () => mean(Array.from({ length: 10 }, () => auc(targets.slice(0, 10), targets.slice(0, 10).map(normal)))))
console.log(`a model that knows nothing, ten parts of ten: between ${Math.min(...parts).toFixed(2)} and ${Math.max(...parts).toFixed(2)}, ${mean(parts).toFixed(3)} on the average`)
found &&= mean(parts) > 0.63
// the curve itself falls below the diagonal
const [{ sensitivities, specificities }] = getRocCurve(targets, worst)
console.log(`its curve: sensitivities ${sensitivities.join(' ')}, specificities ${specificities.join(' ')}`)
found &&= sensitivities.every((x, i) => x + specificities[i] <= 1)
if (found) console.log('as found: what is below a half is turned round')
else {
  console.log('CHANGED: expected 1 where every answer is wrong, and nothing below a half')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
