#!/usr/bin/env bash
# ml-levenberg-marquardt 5.1.0 (ml.js), Node 24. What is right is worked out beside it in closed form.
#
# One would expect: levenbergMarquardt(data, curve, { weights }) fits with more or less weight for each point. The same weight for all, 2 or 10 as well as
#   1, changes nothing about the best curve; and a straight line is found from anywhere, for its sum of squares has one lowest place.
# What happens: with 2 for every point the answer is what one began with, to the last digit, from wherever one begins: of the points 1 2, 2 4, 3 6, 4 9 the
#   line is 0 x + 0. So it is with 10, and where a single point has 10 and the others 1. With 0.1 for every point it creeps: after 100 steps it is
#   0.023 x − 0.005 instead of 2.3 x − 0.5. Of the two sums that make a step one is weighted by w², the other by 1/w², so that it is w⁴ times too long or too
#   short; after a step that is too long the error is larger, and the best seen so far is the beginning. With weights near 1 the answer is right.
#   parameterError is large, as it may be by noise; no error is thrown. With data and curve multiplied by the weight, and no weights, the answer is
#   right. The documentation calls them a weighting vector; no report was found (weights came on request, mljs/levenberg-marquardt#21).
# Who meets it: whoever fits a decay, a learning curve or a peak in the page to points that are known to ±0.1, and hands over 1/0.1: the curve that is drawn
#   is the first guess, which was made to look right; with a poor guess the fit "did not converge", and more steps do not help. Without weights, as in
#   the examples, all is well. Multiply y and the curve by the weight oneself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-levenberg-marquardt@5.1.0 >/dev/null

cat > try.mjs <<'JS'
import { levenbergMarquardt } from 'ml-levenberg-marquardt'

const data = { x: [1, 2, 3, 4], y: [2, 4, 6, 9] }
const line = ([a, b]) => x => a * x + b
// the line of least Σ (w (y − a x − b))²
function right(weights) {
  const sum = f => data.x.reduce((total, x, i) => total + weights[i] ** 2 * f(x, data.y[i]), 0)
  const [n, x, y, xx, xy] = [sum(() => 1), sum(x => x), sum((_, y) => y), sum(x => x * x), sum((x, y) => x * y)]
  const a = (n * xy - x * y) / (n * xx - x * x)
  return [a, (y - a * x) / n]
}
const fit = (weights, initialValues, maxIterations = 100) => levenbergMarquardt(data, line, { initialValues, weights, maxIterations }).parameterValues
// the same question, asked without weights: the points are counted, and each is multiplied by its weight
function byHand(weights, initialValues) {
  const scaled = { x: data.x.map((_, i) => i), y: data.y.map((y, i) => weights[i] * y) }
  const curve = parameters => i => weights[i] * line(parameters)(data.x[i])
  return levenbergMarquardt(scaled, curve, { initialValues, maxIterations: 1000 }).parameterValues
}
const show = ([a, b]) => `${a.toFixed(3)} x ${b < 0 ? '−' : '+'} ${Math.abs(b).toFixed(3)}`
const near = (p, q) => p.every((x, i) => Math.abs(x - q[i]) < 0.01)
// weights; the beginning; whether the answer is right, the beginning, or neither
const cases = [
  [[1, 1, 1, 1], [0, 0], 'right'],
  [[1, 1, 1, 1], [5, -5], 'right'],
  [[1.1, 1, 1, 0.9], [0, 0], 'right'],
  [[2, 2, 2, 2], [0, 0], 'begin'],
  [[2, 2, 2, 2], [5, -5], 'begin'],
  [[10, 10, 10, 10], [0, 0], 'begin'],
  [[10, 10, 10, 10], [2, 0], 'begin'],
  [[1, 1, 1, 10], [0, 0], 'begin'],
  [[0.1, 0.1, 0.1, 0.1], [0, 0], 'neither'],
]
let found = true
for (const [weights, begin, wanted] of cases) {
  const [got, best, hand] = [fit(weights, begin), right(weights), byHand(weights, begin)]
  console.log(`weights ${weights.join(' ')} from ${show(begin)}: ${show(got)}; right is ${show(best)}; multiplied by hand ${show(hand)}`)
  const is = near(got, best) ? 'right' : got.join() === begin.join() ? 'begin' : 'neither'
  found &&= is === wanted && near(hand, best)
}
const long = fit([2, 2, 2, 2], [0, 0], 10000)
console.log(`weights 2, 10,000 steps: ${show(long)}`)
if (found && long.join() === '0,0') {
  console.log('as found: with weights other than 1 the fit stays where it began')
} else {
  console.log('CHANGED: expected the beginning for weights of 2 and 10, and the right line without weights')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
