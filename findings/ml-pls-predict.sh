#!/usr/bin/env bash
# ml-pls 4.4.1 (ml.js) with ml-matrix 6.15.1, Node 24; beside it least squares by ml-matrix.
#
# One would expect: PLS with as many latent vectors as features is least squares; with each vector more, the examples it was trained on are met at least as
#   well as before; predict of those examples is what training arrived at.
# What happens: of 30 examples with three features, two of which go together, y = 2a − b + c / 2 with noise of 0.03 is predicted with an error of 0.93 by one
#   vector, 0.69 by two, and 1.08 by all three, where least squares has 0.02. The model knows better: the rest that training left, model.F, is 0.78, 0.63
#   and 0.02. predict multiplies new features by the loadings (P) where the weights belong, W (PᵀW)⁻¹; the two are one where the features
#   are independent of each other, or one alone. Of the five examples 1 2, 2 1, 3 5, 4 3, 5 9, whose y is a + b, 3 3 8 7 14 becomes 2.99
#   3.06 7.97 7.07 13.91. No error; more vectors or a smaller tolerance do not help. The documentation does not say how predict works; no report
#   was found.
# Who meets it: whoever takes PLS, whose purpose are features that go together: spectra, neighbouring pixels, latents, sensors. The predictions go in the right
#   direction, so that it looks like a hard problem, and the number of vectors that cross-validation finds best is another than in R or Python.
#   Predict with W times the inverse of PᵀW, as below, from the fields of the model.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-pls@4.4.1 ml-matrix@6.15.1 >/dev/null

cat > try.mjs <<'JS'
import { inverse, Matrix, solve } from 'ml-matrix'
import { PLS } from 'ml-pls'

let state = 3
const uniform = () => ((state = (state * 16807) % 2147483647) / 2147483647) - 0.5
const together = Array.from({ length: 30 }, () => {
  const a = uniform()
  return [10 * a + 5, 3 * uniform(), 4 * a + uniform() + 100]
})
const wanted = together.map(([a, b, c]) => [2 * a - b + 0.5 * c + 0.1 * uniform()])
// the same columns made independent of each other: ±1 in all eight ways
const apart = Array.from({ length: 8 }, (_, i) => [i & 1, (i >> 1) & 1, (i >> 2) & 1].map(bit => 2 * bit - 1))
const answers = apart.map(([a, b, c]) => [2 * a - b + 0.5 * c])

const size = list => Math.sqrt(list.reduce((sum, x) => sum + x * x, 0) / list.length)
const error = (guess, y) => size(guess.to1DArray().map((x, i) => x - y[i][0]))
function least(x, y) {
  const rows = new Matrix(x.map(row => [1, ...row]))
  return error(rows.mmul(solve(rows, new Matrix(y), true)), y)
}
function trained(x, y, latentVectors) {
  const model = new PLS({ latentVectors })
  model.train(x, y)
  const { W, P, B, Q } = model
  const weights = W.mmul(inverse(P.transpose().mmul(W))).mmul(B).mmul(Q.transpose())
  const scaled = new Matrix(x).subRowVector(model.meanX).divRowVector(model.stdDevX)
  const [deviation] = model.stdDevY
  return {
    predict: error(model.predict(x), y),
    rest: size(model.F.to1DArray()) * deviation,
    mended: error(scaled.mmul(weights).mulRowVector(model.stdDevY).addRowVector(model.meanY), y),
    guess: model.predict(x).to1DArray(),
  }
}
const show = x => x.toFixed(4)
function asked(name, x, y, most) {
  const errors = []
  for (let k = 1; k <= most; k++) {
    const each = trained(x, y, k)
    errors.push(each)
    console.log(`${name}, ${k} of ${x[0].length}: predict is off by ${show(each.predict)}, model.F by ${show(each.rest)}, with weights ${show(each.mended)}`)
  }
  console.log(`${name}, least squares: ${show(least(x, y))}`)
  return errors
}
const wrong = asked('features that go together', together, wanted, 3)
const right = asked('independent features', apart, answers, 1)
const pairs = [[1, 2], [2, 1], [3, 5], [4, 3], [5, 9]]
const sums = pairs.map(([a, b]) => [a + b])
const { guess } = trained(pairs, sums, 2)
console.log(`a + b of five pairs, ${sums.flat().join(' ')}: ${guess.map(x => x.toFixed(2)).join(' ')}`)

const near = (x, y) => Math.abs(x - y) < 0.01
const inside = [...wrong, ...right].every(({ rest, mended }) => Math.abs(rest - mended) < 1e-6)
const found = wrong.every(({ predict }, i) => near(predict, [0.929, 0.689, 1.084][i])) && near(wrong[2].rest, least(together, wanted))
const five = guess.map(x => x.toFixed(2)).join(' ') === '2.99 3.06 7.97 7.07 13.91'
if (inside && found && five && right.every(({ predict, rest }) => near(predict, rest))) {
  console.log('as found: predict of PLS is not what training arrived at')
} else {
  console.log('CHANGED: expected predict to be off by 0.93, 0.69 and 1.08 where training has 0.78, 0.63 and 0.02')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
