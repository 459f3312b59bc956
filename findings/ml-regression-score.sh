#!/usr/bin/env bash
# ml-regression 6.3.0 (ml.js), Node 24.
#
# One would expect: model.score(x, y).r2 says how much of y the model explains, 1 − Σ(y − ŷ)² / Σ(y − ȳ)², as score does
#   in scikit-learn: 1 for a model that is right, 0 for one no better than the mean, below 0 for a worse one.
# What happens: it is the square of the correlation of y and ŷ. On points that the line was fitted to, both are one number; on others a line
#   that says 1, 2, 3, 4 has 1 where the truth is 101, 102, 103, 104, and 1 where it is 4, 3, 2, 1, where −7999 and −3 are right. A
#   polynomial of degree 5 through six points near a line says 2, −18, −82, −234 for the next four, 6, 7, 8, 9: r2 is 0.87, where −13,537
#   is right. It cannot be below 0. rmsd, of the same answer, tells. Neither the documentation nor the types say what r2 is; no report
#   was found.
# Who meets it: whoever lets learners choose a degree by points that were held back, or watches a model on new data: a model that runs away
#   keeps a fine score as long as it runs in some one direction, and one that points the wrong way a perfect one (r is −1
#   there). On the points of the fit, as examples have it, nothing is wrong. Compute it from predict, or go by rmsd.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-regression@6.3.0 >/dev/null

cat > try.mjs <<'JS'
import { createRequire } from 'node:module'

const { PolynomialRegression, SimpleLinearRegression } = createRequire(import.meta.url)('ml-regression')

const sum = list => list.reduce((total, each) => total + each, 0)
function explained(model, x, y) {
  const mean = sum(y) / y.length
  return 1 - sum(y.map((value, i) => (value - model.predict(x[i])) ** 2)) / sum(y.map(value => (value - mean) ** 2))
}
let found = true
function judge(name, model, x, y, r2, right) {
  const score = model.score(x, y)
  const share = explained(model, x, y)
  console.log(`${name}: r2 ${score.r2.toFixed(4)}, explained ${share.toFixed(4)}, rmsd ${score.rmsd.toFixed(3)}`)
  found &&= Math.abs(score.r2 - r2) < 1e-3 && Math.abs(share - right) < 1e-3 * Math.max(1, Math.abs(right))
}
const x = [1, 2, 3, 4]
const line = new SimpleLinearRegression(x, x)
judge('the line 1 2 3 4 for 1 2 3 4', line, x, [1, 2, 3, 4], 1, 1)
judge('for 101 102 103 104', line, x, [101, 102, 103, 104], 1, -7999)
judge('for 10 20 30 40', line, x, [10, 20, 30, 40], 1, -3.86)
judge('for 4 3 2 1', line, x, [4, 3, 2, 1], 1, -3)

const seen = [0, 1, 2, 3, 4, 5]
const near = [0.1, 0.8, 2.3, 2.9, 3.8, 5.2]
const next = [6, 7, 8, 9]
// the degree, r2 and what is explained, on the points of the fit and on the next
const degrees = [
  [1, 0.9872, 0.9872, 1, 0.9992],
  [3, 0.9894, 0.9894, 0.9886, -7.878],
  [5, 1, 1, 0.8726, -13536.6],
]
for (const [degree, r2, share, r2Next, shareNext] of degrees) {
  const model = new PolynomialRegression(seen, near, degree)
  judge(`degree ${degree} on its own points`, model, seen, near, r2, share)
  console.log(`it goes on with ${next.map(value => model.predict(value).toFixed(1)).join(', ')}`)
  judge(`degree ${degree} on the next points`, model, next, next, r2Next, shareNext)
}
if (found) {
  console.log('as found: r2 is a squared correlation, which no offset, scale or sign changes')
} else {
  console.log('CHANGED: expected r2 of 1 for a line that is 100 off or upside down, and the same as explained on the points of the fit')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
