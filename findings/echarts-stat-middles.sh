#!/usr/bin/env bash
# echarts-stat 1.2.0, Node 24. The bins and counts, which are right, are those that it gives itself.
#
# One would expect: of a histogram each bar stands over its bin. data has for each "MeanOfV0V1, VCount, V0, V1", and the first two are what a chart is drawn
#   from in its examples and by its transform for ECharts; the mean of 0 and 1 is 0.5.
# What happens: it is 1. The middle is rounded to as many digits as the bins' ends have, which are fewer than a middle needs. In bins of 1 the middles
#   are 1 2 3 4, each bar half a bin too far to the right: of 30 marks from 0 to 7 half lie under a bar that they are not counted in. In bins of 0.1 they
#   are 0.1 0.2 0.3 0.3 0.5 0.6 instead of 0.05 0.15 0.25 …: of 20 bars 7 stand on top of another, with a gap beside them. In bins of 0.5 it is
#   0.3 0.8 1.3; below 0, −0.3 −0.8. In bins of 10 or 2 all is right. Counts, V0 and V1 are right. (apache/echarts#19445, of 2023, closed, has a
#   histogram whose bars do not align with the axis; of the middles no report was found.)
# Who meets it: whoever shows marks, whole numbers, shares or losses as bars over an axis of numbers: that nobody has less than half a mark, or that two
#   humps are there, is how it was drawn. Take (V0 + V1) / 2, or draw customData from V0 to V1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact echarts-stat@1.2.0 >/dev/null

cat > try.mjs <<'JS'
import stat from 'echarts-stat'

const show = list => list.map(x => String(Number(x.toPrecision(6)))).join(' ')
let found = true
for (const [name, list, worst] of [
  ['marks of 30, 0.1 to 6.9', Array.from({ length: 30 }, (_, i) => 7 * (i + 0.5) / 30), 0.5],
  ['300 shares, 0 to 2', Array.from({ length: 300 }, (_, i) => 2 * (i + 0.5) / 300), 0.5],
  ['100 numbers, 0 to 5', Array.from({ length: 100 }, (_, i) => 5 * (i + 0.5) / 100), 0.1],
  ['30 numbers, 0 to 70', Array.from({ length: 30 }, (_, i) => 70 * (i + 0.5) / 30), 0],
]) {
  const { data } = stat.histogram(list)
  const step = data[1][2] - data[0][2]
  const middles = data.map(([, , from, to]) => (from + to) / 2)
  const off = Math.max(...data.map(([middle], i) => Math.abs(middle - middles[i]) / step))
  // a bar as wide as a bin, drawn where it is said to be: how many of the numbers lie under their own bar
  const under = data.reduce((sum, [middle, , from, to]) => sum + list.filter(x => x >= from && x < to && Math.abs(x - middle) <= step / 2).length, 0)
  console.log(`${name}, bins of ${show([step])}: at ${show(data.slice(0, 6).map(([middle]) => middle))} instead of ${show(middles.slice(0, 6))}; ${under} of ${list.length} under their bar`)
  found &&= Math.abs(off - worst) < 1e-6 && data.every(([, count, from, to]) => count === list.filter(x => x >= from && x < to).length)
}
// two of the bars stand at one place
const shares = stat.histogram(Array.from({ length: 300 }, (_, i) => 2 * (i + 0.5) / 300)).data.map(([middle]) => middle)
const twice = shares.filter((middle, i) => shares.indexOf(middle) !== i)
console.log(`of the ${shares.length} bars of the shares, so many stand where another does: ${twice.length}, at ${show(twice)}`)
if (found && twice.length > 0) console.log('as found: middles of bins that are rounded away from the middle')
else {
  console.log('CHANGED: expected middles half a bin too high in bins of 1 and 0.1')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
