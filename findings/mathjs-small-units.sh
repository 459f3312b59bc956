#!/usr/bin/env bash
# mathjs 15.2.0, ml-matrix 6.15.1 beside it, Node 24. What is right is what each of them says at unit 1, times the unit's power.
#
# One would expect: to count in other units changes numbers by a factor: the norm of 1e-8 · A is 1e-8 times that of A, eigenvalues likewise, the
#   square root by 1e-4, the pseudoinverse by 1e8. The greatest of five numbers is the greatest. Doubles keep their digits down to 1e-300.
# What happens: of the rows 2 1, 1 3, from some unit on, each is wrong: norm from 1e-8 on (3.162 instead of 3.618 of the unit), sqrtm from 1e-10 on by
#   a few thousandths and at 1e-12 by a fifth, eigs at 1e-14 (2 and 3, the diagonal, instead of 1.382 and 3.618), pinv there too (2e-14 where 6e13 is
#   right: next to nothing where it should be huge), lusolve at 1e-16: 0 and 0 instead of 0.2 and 0.6. At 1e-16 max of 3 1 2 5 4 is 3, the median of 5
#   1 2 3 4 is 5, and sort leaves all as it was: numbers less than 1e-15 apart count as equal. inv, det and std are right at each, and so is
#   ml-matrix. math.config({ absTol: 0 }) cures the last four, and not norm, sqrtm, eigs and pinv, which have bounds of their own. No error. (That
#   comparisons have a tolerance is documented, of absTol and of eigs' argument "precision"; that the greatest of a list, norms, roots and solutions
#   hang on one is not, and no report was found.)
# Who meets it: whoever works with gradients, variances of latents or probabilities of long texts in the page: 1e-8 is an everyday gradient, and its
#   matrix norm is off by an eighth; variances of 1e-12 have wrong roots, and likelihoods of 1e-20 no maximum. Numbers around 1, as in every test, are
#   right to all digits. Divide by the greatest number first, and multiply afterwards; Math.max for maxima; or ml-matrix.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact mathjs@15.2.0 ml-matrix@6.15.1 >/dev/null

cat > try.mjs <<'JS'
import { all, create } from 'mathjs'
import { EVD, Matrix, pseudoInverse, solve } from 'ml-matrix'

const math = create(all)
const matrix = [[2, 1], [1, 3]]
const list = [3, 1, 2, 5, 4]
const columns = x => [...x].flat(Infinity)
/** Each of the answer's numbers grows with this power of the unit. */
const asked = {
  'max of 3 1 2 5 4': [1, scaled => [math.max(scaled(list))]],
  'median of 5 1 2 3 4': [1, scaled => [math.median(scaled([5, 1, 2, 3, 4]))]],
  'sort of 3 1 2 5 4': [1, scaled => math.sort(scaled(list))],
  norm: [1, scaled => [math.norm(scaled(matrix))]],
  eigs: [1, scaled => math.eigs(scaled(matrix)).values],
  sqrtm: [0.5, scaled => columns(math.sqrtm(scaled(matrix)))],
  pinv: [-1, scaled => columns(math.pinv(scaled(matrix)))],
  'lusolve, 1 and 2 on the right': [0, scaled => columns(math.lusolve(scaled(matrix), scaled([1, 2])))],
  inv: [-1, scaled => columns(math.inv(scaled(matrix)))],
  det: [2, scaled => [math.det(scaled(matrix))]],
  std: [1, scaled => [math.std(scaled(list))]],
  'eigs by ml-matrix': [1, scaled => new EVD(scaled(matrix)).realEigenvalues],
  'solve by ml-matrix': [0, scaled => solve(new Matrix(scaled(matrix)), Matrix.columnVector(scaled([1, 2]))).to1DArray()],
  'pinv by ml-matrix': [-1, scaled => pseudoInverse(new Matrix(scaled(matrix))).to1DArray()],
}
/** For each question the largest unit at which the answer is another one than at 1; 0 for none. */
function firstWrong(name) {
  const [power, ask] = asked[name]
  const at = unit => ask(x => math.multiply(x, unit)).map(value => value / unit ** power)
  const right = at(1)
  for (const unit of [1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-14, 1e-16]) {
    const got = at(unit)
    if (got.some((value, i) => !(Math.abs(value - right[i]) < 1e-4 * Math.abs(right[i])))) return { unit, right, got }
  }
  return { unit: 0 }
}
const say = values => values.map(value => Number(value.toPrecision(4))).join(' ')
const known = {
  'max of 3 1 2 5 4': [1e-16, 0],
  'median of 5 1 2 3 4': [1e-16, 0],
  'sort of 3 1 2 5 4': [1e-16, 0],
  norm: [1e-8, 1e-8],
  eigs: [1e-14, 1e-14],
  sqrtm: [1e-10, 1e-10],
  pinv: [1e-14, 1e-14],
  'lusolve, 1 and 2 on the right': [1e-16, 0],
}
let found = true
for (const [i, absTol] of [1e-15, 0].entries()) {
  math.config({ absTol })
  console.log(`absTol ${absTol}${i === 0 ? ', as it is' : ''}, answers by the unit:`)
  for (const name of Object.keys(asked)) {
    const { unit, right, got } = firstWrong(name)
    console.log(`  ${name}: ${unit === 0 ? 'right at each' : `${say(got)} instead of ${say(right)} from ${unit} on`}`)
    found &&= unit === (known[name]?.[i] ?? 0)
  }
}

if (found) {
  console.log('as found: norm, eigs, sqrtm, pinv, lusolve, max, median and sort hang on the unit')
} else {
  console.log('CHANGED: expected the known units for eight functions of mathjs, and none for the rest')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
