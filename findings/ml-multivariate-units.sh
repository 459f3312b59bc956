#!/usr/bin/env bash
# ml-regression-multivariate-linear 2.0.4 (ml.js), Node 24; beside it QR of the same rows by ml-matrix 6.15.1.
#
# One would expect: least squares find the slopes of y = 3 + 2 a + b, without noise, in whatever unit a and b come, as long as doubles tell their numbers
#   apart. QR of the very same rows does.
# What happens: a column that is small beside another counts for nothing, no constant is left, and nothing is said. A price that is exactly made of an
#   income of 5,000,000 ± 1,000,000 and a rate of 0.03 ± 0.01 is explained to 0.81: the slope by the rate is 0.002 of what it should be. A loss that falls
#   by 0.01 a day, with time in seconds or milliseconds since 1970, has slopes of −0.007 and 2e-19 of what they should be, and an R² of −0.007, where
#   days since the first give 1. It is so from some 1e8 between two columns on, of which one is always there: the ones of the constant. XᵀX is
#   inverted by its SVD, in which the ratio is squared and what is below the last digit counts as 0. The documentation says nothing of it;
#   no report was found.
# Who meets it: whoever has a date, a number of bytes, steps, parameters or dollars among the features, or one in seconds beside one in percent: R² is that
#   of a poor model, and one looks for better features. Bring each to about 0 ± 1 first, which is right in each of these, or solve by QrDecomposition.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-regression-multivariate-linear@2.0.4 ml-matrix@6.15.1 >/dev/null

cat > try.mjs <<'JS'
import { Matrix, QrDecomposition } from 'ml-matrix'
import LinearRegression from 'ml-regression-multivariate-linear'

let state = 1
const random = () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32
const normal = () => Array.from({ length: 12 }, random).reduce((a, b) => a + b) - 6
const count = 100
const one = Array.from({ length: count }, normal)
const other = Array.from({ length: count }, normal)
const mean = list => list.reduce((a, b) => a + b) / list.length
const explained = (seen, told) => 1 - seen.reduce((sum, y, i) => sum + (y - told[i]) ** 2, 0) / seen.reduce((sum, y) => sum + (y - mean(seen)) ** 2, 0)
const show = x => String(Number(x.toPrecision(4)))

// y is exactly start + Σ slope · x, with no noise; features are handed over as they are, and each with its mean taken off
function fit(features, slopes, start) {
  const seen = one.map((_, i) => start + slopes.reduce((sum, slope, k) => sum + slope * features[k][i], 0))
  const rows = one.map((_, i) => features.map(list => list[i]))
  const model = new LinearRegression(rows, seen.map(y => [y]))
  const told = model.predict(rows).map(([y]) => y)
  const centred = one.map((_, i) => features.map(list => (list[i] - mean(list)) / (Math.max(...list) - Math.min(...list))))
  const better = new LinearRegression(centred, seen.map(y => [y]))
  // least squares by QR, of the very rows that were handed over
  const qr = new QrDecomposition(new Matrix(rows.map(row => [...row, 1]))).solve(Matrix.columnVector(seen)).to1DArray()
  const byQr = rows.map(row => row.reduce((sum, x, k) => sum + x * qr[k], qr.at(-1)))
  return {
    shares: slopes.map((slope, k) => model.weights[k][0] / slope),
    start: model.weights.at(-1)[0],
    r2: explained(seen, told),
    centred: explained(seen, better.predict(centred).map(([y]) => y)),
    qr: explained(seen, byQr),
  }
}
let found = true
function tell(name, { shares, start, r2, centred, qr }, as) {
  console.log(`${name}: slopes ${shares.map(x => show(x)).join(' and ')} of what they should be, start ${show(start)}, R² ${show(r2)}; brought to -1 … 1 first ${show(centred)}; by QR ${show(qr)}`)
  found &&= as(shares, r2) && centred > 0.999999 && qr > 0.999999
}
const right = (shares, r2) => shares.every(share => Math.abs(share - 1) < 1e-4) && r2 > 0.999999
const gone = share => Math.abs(share) < 1e-6
console.log('y = 3 + 2 · size + rate, size about 0 in so many times the unit')
for (const unit of [1e-9, 1e-8, 1e-7, 1, 1e7, 1e8, 1e9])
  tell(`size × ${unit}`, fit([one.map(x => x * unit), other], [2 / unit, 1], 3), unit < 5e-8 ? (shares, r2) => gone(shares[0]) && r2 < 0.5 : unit > 5e7 ? (shares, r2) => gone(shares[1]) && r2 < 0.999 : right)

console.log('a price by income and rate')
tell('5,000,000 ± 1,000,000 and 0.03 ± 0.01', fit([one.map(x => 5e6 + 1e6 * x), other.map(x => 0.03 + 0.01 * x)], [2e-6, 100], 3), (shares, r2) => Math.abs(shares[1]) < 0.01 && r2 < 0.9)
console.log('a loss by time, a day between two of them, and a rate about 0')
const days = one.map((_, i) => i)
tell('time in days since the first', fit([days, other], [-0.01, 0.3], 2), right)
tell('time in years, 2026.0 …', fit([days.map(i => 2026 + i / 365), other], [-3.65, 0.3], 7397), right)
tell('time in seconds since 1970', fit([days.map(i => 1.796e9 + i * 86400), other], [-0.01 / 86400, 0.3], 2 + 1.796e9 * 0.01 / 86400), (shares, r2) => Math.abs(shares[0]) < 0.01 && gone(shares[1]) && r2 < 0.01)
tell('time in milliseconds', fit([days.map(i => 1.796e12 + i * 86.4e6), other], [-0.01 / 86.4e6, 0.3], 2 + 1.796e12 * 0.01 / 86.4e6), (shares, r2) => Math.abs(shares[0]) < 0.01 && gone(shares[1]) && r2 < 0.01)
if (found) console.log('as found: a column that is small beside another counts for nothing')
else {
  console.log('CHANGED: expected slopes of 0 for what is a hundred million times smaller than another column')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
