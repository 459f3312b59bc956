#!/usr/bin/env bash
# ml-logistic-regression 2.0.0 (ml.js) with ml-matrix 6.15.1, Node 24.
#
# One would expect: LogisticRegression learns to tell 1, 2, 3 from 4, 5, 6, which a threshold of 3.5 does without a fault; another zero of the
#   scale changes nothing; and predict gives the labels that train was given.
# What happens: there is no intercept. Whatever number of steps, all six are of class 1, since a score is w·x and the border goes through
#   0: half of them wrong. With the classes exchanged all six are of class 0. Less 3.5 they are told apart, or with a column of ones
#   beside them. And labels are looked for among 0, 1 … up to their number, whatever they are: trained with 1 and 2, or with 1, 2 and 3, the
#   last class comes out as 0; trained with 5 and 7, all is 0. No error; the documentation shows one example, whose labels begin at 0; no
#   report was found.
# Who meets it: whoever lets learners classify in the page with positive numbers (heights, brightness, hours), as most tables have: it looks
#   as if the classes could not be told apart, and more steps do not help. Add a column of ones, or take the mean off; number
#   classes from 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-logistic-regression@2.0.0 ml-matrix@6.15.1 >/dev/null

cat > try.mjs <<'JS'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const LogisticRegression = require('ml-logistic-regression')
const { Matrix } = require('ml-matrix')

function learn(points, labels, numSteps = 20_000) {
  const model = new LogisticRegression({ numSteps, learningRate: 0.02 })
  model.train(new Matrix(points), Matrix.columnVector(labels))
  return model.predict(new Matrix(points)).join(' ')
}
const plain = [1, 2, 3, 4, 5, 6].map(x => [x])
const centred = plain.map(([x]) => [x - 3.5])
const ones = plain.map(([x]) => [x, 1])
const corners = [[1, 0], [2, 0], [-1, 1], [-2, 1], [0, -3], [0, -2]]
// what is learnt, what comes out, and what is right
const cases = [
  ['1 to 6', learn(plain, [0, 0, 0, 1, 1, 1]), '1 1 1 1 1 1', '0 0 0 1 1 1'],
  ['1 to 6, ten times the steps', learn(plain, [0, 0, 0, 1, 1, 1], 200_000), '1 1 1 1 1 1', '0 0 0 1 1 1'],
  ['1 to 6, classes exchanged', learn(plain, [1, 1, 1, 0, 0, 0]), '0 0 0 0 0 0', '1 1 1 0 0 0'],
  ['less 3.5', learn(centred, [0, 0, 0, 1, 1, 1]), '0 0 0 1 1 1', '0 0 0 1 1 1'],
  ['with a column of ones', learn(ones, [0, 0, 0, 1, 1, 1]), '0 0 0 1 1 1', '0 0 0 1 1 1'],
  ['less 3.5, classes 1 and 2', learn(centred, [1, 1, 1, 2, 2, 2]), '1 1 1 0 0 0', '1 1 1 2 2 2'],
  ['less 3.5, classes 2 and 1', learn(centred, [2, 2, 2, 1, 1, 1]), '0 0 0 1 1 1', '2 2 2 1 1 1'],
  ['less 3.5, classes 5 and 7', learn(centred, [5, 5, 5, 7, 7, 7]), '0 0 0 0 0 0', '5 5 5 7 7 7'],
  ['three classes, 0, 1 and 2', learn(corners, [0, 0, 1, 1, 2, 2]), '0 0 1 1 2 2', '0 0 1 1 2 2'],
  ['three classes, 1, 2 and 3', learn(corners, [1, 1, 2, 2, 3, 3]), '1 1 2 2 0 0', '1 1 2 2 3 3'],
]
let found = true
for (const [name, got, seen, right] of cases) {
  console.log(`${name}: ${got}${got === right ? '' : `, right is ${right}`}`)
  found &&= got === seen
}
// a border that does it: the score x − 3.5
found &&= plain.map(([x]) => (x - 3.5 > 0 ? 1 : 0)).join(' ') === '0 0 0 1 1 1'
if (found) {
  console.log('as found: no intercept, and classes are numbered from 0')
} else {
  console.log('CHANGED: expected all of one class for positive numbers, and the last of the classes from 1 on to be 0')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
