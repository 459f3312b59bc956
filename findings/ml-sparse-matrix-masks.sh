#!/usr/bin/env bash
# ml-sparse-matrix 3.1.0 with ml-matrix 6.15.1 (ml.js), Node 24.
#
# One would expect: a.mul(b) of two SparseMatrix multiplies number by number, as mul of ml-matrix by the same authors does: what is 0 in either is 0,
#   and a and b may change places. A mask of ones and zeros keeps what lies under its ones.
# What happens: the mask does nothing. mul goes through the numbers of b that are not 0 and leaves alone what is left of a, as if b had a 1 wherever
#   it has a 0: 1 2, 3 4 by the mask 1 0, 0 1 is 1 2, 3 4; the mask by the matrix is 1 0, 0 4, which is right; and by nothing but zeros it is 1 2, 3 4
#   again. mul(0) of the number 0 does make zeros. Causal attention keeps the future: of 6 × 6 weights 15 of 15 above the diagonal are still there,
#   and a row adds up to what it did. and(mask) does the same. Of 80 pairs of random matrices, from nearly empty to full, mul is wrong in each of the
#   49 where some number of a meets a zero of b; add, sub, or and mmul are right in all. No error; the types, and the documentation that is made of
#   them, say only that it takes a matrix. No report was found.
# Who meets it: whoever has masks, adjacency or weights of pairs as sparse matrices, for which elementwise products are the first thing one does:
#   pruning, attention, graphs, Hadamard products of kernels. It is right where the mask has zeros only where the matrix has them. Put the mask first,
#   mask.clone().mul(a): then the zeros are not there to begin with. If a has zeros under the mask, it is wrong again: then set them by hand, as
#   below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-sparse-matrix@3.1.0 ml-matrix@6.15.1 >/dev/null

cat > try.mjs <<'JS'
import { Matrix } from 'ml-matrix'
import { SparseMatrix } from 'ml-sparse-matrix'

const text = rows => rows.map(row => row.join(' ')).join(', ')
const sparse = (name, a, b) => new SparseMatrix(a)[name](new SparseMatrix(b)).to2DArray()
const dense = { add: Matrix.add, sub: Matrix.sub, mul: Matrix.mul, mmul: (a, b) => a.mmul(b), and: Matrix.and, or: Matrix.or }
const full = (name, a, b) => dense[name](new Matrix(a), new Matrix(b)).to2DArray()
/** The product by hand: what is 0 in either is 0. */
function byHand(a, b) {
  const product = new SparseMatrix(a.length, a[0].length)
  new SparseMatrix(b).forEachNonZero((i, j, x) => {
    product.set(i, j, a[i][j] * x)
    return x
  })
  return product.to2DArray()
}

const a = [[1, 2], [3, 4]]
const mask = [[1, 0], [0, 1]]
const zeros = [[0, 0], [0, 0]]
const small = [text(sparse('mul', a, mask)), text(sparse('mul', mask, a)), text(sparse('mul', a, zeros)), text(sparse('and', a, mask))]
console.log(`${text(a)} times the mask ${text(mask)}: ${small[0]}; ml-matrix: ${text(full('mul', a, mask))}; the mask times it: ${small[1]}`)
console.log(`times zeros: ${small[2]}; times the number 0: ${text(new SparseMatrix(a).mul(0).to2DArray())}; and(mask): ${small[3]}`)

const size = 6
const grid = value => Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => value(i, j)))
const weights = grid(() => 1 / size)
const causal = grid((i, j) => (j <= i ? 1 : 0))
const future = rows => rows.flatMap((row, i) => row.filter((x, j) => j > i && x !== 0)).length
const kept = [sparse('mul', weights, causal), sparse('mul', causal, weights), full('mul', weights, causal)].map(future)
console.log(`attention of ${size} × ${size}, weights above the diagonal after the mask: ${kept[0]}; mask first ${kept[1]}; ml-matrix ${kept[2]}`)

let state = 7
const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647
const random = (rows, columns, share) => Array.from({ length: rows }, () => Array.from({ length: columns }, () => (uniform() < share ? 1 + Math.round(uniform() * 9) : 0)))
const wrong = { add: 0, sub: 0, or: 0, mmul: 0, mul: 0, and: 0, 'by hand': 0 }
let pairs = 0
let excused = 0
for (const share of [0.05, 0.2, 0.5, 0.9, 1]) {
  for (const [rows, columns] of [[3, 4], [1, 7], [20, 30], [60, 60]]) {
    for (let i = 0; i < 4; i++) {
      const [x, y, z] = [random(rows, columns, share), random(rows, columns, share), random(columns, rows, share)]
      pairs++
      if (x.every((row, i) => row.every((each, j) => each === 0 || y[i][j] !== 0))) excused++
      for (const name of Object.keys(dense)) {
        const other = name === 'mmul' ? z : y
        if (text(sparse(name, x, other)) !== text(full(name, x, other))) wrong[name]++
      }
      if (text(byHand(x, y)) !== text(full('mul', x, y))) wrong['by hand']++
    }
  }
}
console.log(`of ${pairs} pairs of random matrices wrong: ${JSON.stringify(wrong)}; in ${excused} no number of a meets a zero of b`)

const few = small.join(' | ') === '1 2, 3 4 | 1 0, 0 4 | 1 2, 3 4 | 1 2, 3 0'
const right = ['add', 'sub', 'or', 'mmul', 'by hand'].every(name => wrong[name] === 0)
if (few && kept.join(' ') === '15 0 0' && right && wrong.mul === pairs - excused && wrong.mul > 40) console.log('as found: a sparse product keeps what the mask has zeros for')
else {
  console.log('CHANGED: expected 1 2, 3 4 times the mask 1 0, 0 1 to be 1 2, 3 4, and wrong products wherever a number meets a zero')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
