#!/usr/bin/env bash
# mathjs 15.2.0, ml-matrix 6.15.1, Node 24; beside them numpy 2.4.6.
#
# One would expect: pinv, which exists for matrices without an inverse, gives for the rows 1 2 3, 4 5 6, 7 8 9 numbers around 1, as NumPy's
#   does; the square root of a covariance, multiplied by itself, is the covariance, or sqrtm says that it found none.
# What happens: whether a matrix has lost rank is asked by "is this exactly 0", and rounding answers no. pinv of the nine numbers holds
#   2.6e15, and A·pinv(A)·A, which should be A, is off by 15 in a cell. The covariance of 5 examples of 8 numbers each has a pinv
#   with a cell of 1.7e17, and a "square root" whose square is off by more than the covariance's greatest cell; its trace is off by 7 %.
#   No error; of other singular matrices sqrtm says "determinant is zero" or "could not converge". pinv of the examples
#   themselves, and all of it with more examples than numbers, is right to ten digits.
# Who meets it: whoever takes the Fréchet distance between films, whitens, or fits least squares in the browser with fewer samples than
#   features, or with features that depend on each other. Take the pseudoinverse of ml-matrix, the root from math.eigs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact mathjs@15.2.0 ml-matrix@6.15.1 >/dev/null
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6

cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { all, create } from 'mathjs'
import { Matrix, pseudoInverse } from 'ml-matrix'

const math = create(all)
const greatest = rows => Math.max(...rows.flat().map(Math.abs))
const times = (...factors) => math.multiply(...factors)
const off = (a, b) => greatest(math.subtract(a, b))
// examples with no pattern to them, the same in every run
const examples = (count, size) => Array.from({ length: count }, (_, i) => Array.from({ length: size }, (_, j) => Math.sin((i * size + j + 1) ** 2)))
const covariance = rows => {
  const mean = math.mean(rows, 0)
  const centred = rows.map(row => row.map((value, j) => value - mean[j]))
  return math.divide(times(math.transpose(centred), centred), rows.length - 1)
}
const rooted = symmetric => math.eigs(symmetric).values.reduce((sum, value) => sum + Math.sqrt(Math.max(value, 0)), 0)

const nine = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
const few = covariance(examples(5, 8))
const many = covariance(examples(40, 8))
const numpys = matrix => JSON.parse(execFileSync('venv/bin/python', ['-c', 'import json, sys, numpy; print(json.dumps(numpy.linalg.pinv(json.load(sys.stdin)).tolist()))'], { input: JSON.stringify(matrix) }))

const rows = { 'the nine numbers': nine, 'the covariance of 5 examples': few, 'the covariance of 40 examples': many, 'the 5 examples': examples(5, 8) }
const inverses = {}
for (const [name, matrix] of Object.entries(rows)) {
  const made = { mathjs: math.pinv(matrix), 'ml-matrix': pseudoInverse(new Matrix(matrix)).to2DArray(), numpy: numpys(matrix) }
  inverses[name] = Object.values(made).map(inverse => [greatest(inverse), off(times(matrix, inverse, matrix), matrix)])
  for (const [library, inverse] of Object.entries(made))
    console.log(`pinv of ${name}, ${library}: the greatest cell is ${greatest(inverse).toPrecision(3)}, A·pinv(A)·A is off by ${off(times(matrix, inverse, matrix), matrix).toPrecision(2)}`)
}
const roots = [few, many].map(matrix => {
  const root = math.sqrtm(matrix)
  const seen = { off: off(times(root, root), matrix), greatest: greatest(matrix), trace: math.trace(root), right: rooted(matrix) }
  console.log(`sqrtm of a covariance with a greatest cell of ${seen.greatest.toFixed(2)}: its square is off by ${seen.off.toPrecision(2)}, its trace is ${seen.trace.toFixed(3)}, from the eigenvalues ${seen.right.toFixed(3)}`)
  return seen
})
const right = ([[, wrong], ...others]) => wrong < 1e-8 && others.every(([, error]) => error < 1e-8)
const lost = ([[size, wrong], ...others]) => size > 1e12 && wrong > 0.1 && others.every(([, error]) => error < 1e-8)
const [first, second, third, fourth] = Object.values(inverses)
if (lost(first) && lost(second) && right(third) && right(fourth) && roots[0].off > 0.1 && Math.abs(roots[0].trace / roots[0].right - 1) > 0.02 && roots[1].off < 1e-8) {
  console.log('as found: singular matrices get an inverse and a root that are none')
} else {
  console.log('CHANGED: expected numbers above 1e12 from pinv, and a wrong root, of the first two alone')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
