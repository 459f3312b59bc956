#!/usr/bin/env bash
# arquero 8.0.1 and vega 6.4.0, Node 24.
#
# One would expect: aq.rolling(d => op.mean(d.v), [-4, 0]), and a chart's window transform with frame: [-4, 0], give the mean of five numbers,
#   wherever these stand: what has left the window is forgotten. And a deviation is not 0 where the numbers differ.
# What happens: one number is added and one taken away at each step, to the end of the table. After an infinite one all further sums, means and
#   deviations are NaN. After a single 1e8 among losses about 0.5 the deviation is 0.87 instead of 0.011 for ever after; after 1e12
#   arquero's variance is negative and the deviation NaN, Vega's are 0. The maximum of the same window is right, and so is arquero's
#   median; NaN is left out as it should be, and rollup of the five numbers alone is right. Neither documentation speaks of it.
# Who meets it: whoever smooths losses, gradients or times of a run: a curve that breaks off after one step that overflowed looks like a run
#   that is dead, and a band around it like one that never calms down, while the next step was as good as the one before. With
#   tame numbers all agree to nine digits. Cap the numbers first, or smooth by the median.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact arquero@8.0.1 vega@6.4.0 >/dev/null

cat > try.mjs <<'JS'
import * as aq from 'arquero'
import * as vega from 'vega'

const { op } = aq
let state = 7
const next = () => (state = (state * 16807) % 2147483647) / 2147483647
const calm = Array.from({ length: 60 }, () => 0.5 + 0.1 * next())

const alone = aq.table({ v: calm.slice(-5) }).rollup({ mean: d => op.mean(d.v), variance: d => op.variance(d.v), deviation: d => op.stdev(d.v), most: d => op.max(d.v), median: d => op.median(d.v) }).object()
const show = ({ mean, variance, deviation, most }) => `mean ${mean.toFixed(6)}, variance ${variance.toPrecision(3)}, deviation ${deviation.toFixed(4)}, max ${most.toFixed(4)}`
console.log(`the last five of sixty, alone: ${show(alone)}`)

// what a window of five shows at the end, if the tenth number was another
function atTheEnd(bad) {
  const v = calm.with(10, bad)
  const smooth = aq.table({ v }).derive({
    mean: aq.rolling(d => op.mean(d.v), [-4, 0]),
    variance: aq.rolling(d => op.variance(d.v), [-4, 0]),
    deviation: aq.rolling(d => op.stdev(d.v), [-4, 0]),
    most: aq.rolling(d => op.max(d.v), [-4, 0]),
    median: aq.rolling(d => op.median(d.v), [-4, 0]),
  })
  const last = smooth.object(59)
  console.log(`in a window that passed ${bad}: ${show(last)}`)
  return last
}
// the same window in a chart
async function inChart(bad) {
  const ops = ['mean', 'variance', 'stdev', 'max']
  const window = { type: 'window', sort: { field: 'step' }, frame: [-4, 0], ops, fields: ops.map(() => 'v'), as: ['mean', 'variance', 'deviation', 'most'] }
  const values = calm.with(10, bad).map((v, step) => ({ v, step }))
  const view = await new vega.View(vega.parse({ data: [{ name: 'run', values, transform: [window] }] }), { renderer: 'none' }).runAsync()
  const last = view.data('run').at(-1)
  console.log(`in Vega: ${show(last)}`)
  return last
}
const near = (a, b) => Math.abs(a - b) < 1e-9
const good = last => near(last.mean, alone.mean) && near(last.variance, alone.variance) && last.most === alone.most
const tame = atTheEnd(0.9)
const inVega = { tame: await inChart(0.9) }
const missing = atTheEnd(Number.NaN)
const large = atTheEnd(1e8)
inVega.large = await inChart(1e8)
const huge = atTheEnd(1e12)
inVega.huge = await inChart(1e12)
const infinite = atTheEnd(Number.POSITIVE_INFINITY)
inVega.infinite = await inChart(Number.POSITIVE_INFINITY)
const medians = [large, huge, infinite].every(last => last.median === alone.median)
const most = medians && [large, huge, infinite, inVega.large, inVega.huge, inVega.infinite].every(last => last.most === alone.most)
const lost = [huge.deviation, infinite.mean, infinite.deviation, inVega.infinite.mean].every(Number.isNaN)
if ([tame, missing, inVega.tame].every(good) && most && lost && huge.variance < 0 && inVega.huge.deviation === 0 && [large, inVega.large].every(last => last.deviation > 0.5)) {
  console.log('as found: a window does not forget what has left it')
} else {
  console.log('CHANGED: expected deviations of 0.87, a negative variance or 0, NaN, and the rest right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
