#!/usr/bin/env bash
# js-pytorch 0.7.2, Node 24.
#
# One would expect: "a JavaScript library like PyTorch", with attention and layer norm, gives PyTorch's gradients: those of a softmax do not
#   depend on how many rows there are; of x³ it is 3x²; nn.ReLU "returns z if z>0 else 0", as its documentation says.
# What happens: where a matrix has as many rows as columns, the gradient of a row's sum, mean or variance goes to the columns, with keepdims
#   or without, since lengths alone tell which axis was summed. Of 2 × 3 scores the gradient of nn.Softmax is right; the same two rows and a
#   third get −0.21 1.12 −1.01 for the first instead of −0.21 0.10 0.10, which no longer adds up to 0, and so in a batch. The scores of
#   self-attention are always square. LayerNorm is as wrong with as many tokens as features. The gradient of pow(n) is 2x, whatever n is,
#   and pow(0.5) and pow(-1) are x itself (js-pytorch#42 would mend that, open since 2025). nn.ReLU of −1000 is −1. mul, div, sqrt, matmul
#   and pow(2) are right. No error; of the square matrices no report was found.
# Who meets it: whoever lets learners build and train a small transformer in the page, whose layers it has, and check it against pencil and
#   paper: with 2 × 3, as a test may have it, all agrees, and the model that is trained goes by something else than its gradient. Compare
#   each gradient with a small step, on squares too; sum rows by matmul with a column of ones, which is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact js-pytorch@0.7.2 >/dev/null

cat > try.mjs <<'JS'
import { torch } from 'js-pytorch'

const { nn } = torch
const [soft, relu] = [new nn.Softmax(), new nn.ReLU()]
const [wide, square] = [[[1, 2, 0], [3, 5, 1]], [[1, 2, 0], [3, 5, 1], [0, 1, 1]]]
const [four, ones] = [[[1, 2], [4, 5]], torch.tensor([[1, 1], [1, 1]])]
const column = torch.tensor([[1], [1], [1]])
const softmax = x => soft.forward(x, -1)
const cases = {
  'softmax of 2 × 3': [softmax, wide],
  'softmax of 3 × 3': [softmax, square],
  'softmax of 2 × 3 × 3': [softmax, [square, square]],
  'softmax of 3 × 3 by matmul': [x => x.exp().div(x.exp().matmul(column).matmul(torch.tensor([[1, 1, 1]]))), square],
  'layer norm of 2 × 3': [x => new nn.LayerNorm(3).forward(x), wide],
  'layer norm of 3 × 3': [x => new nn.LayerNorm(3).forward(x), square],
  'mean of rows, 2 × 3': [x => x.mean(1, true), wide],
  'mean of rows, 2 × 2': [x => x.mean(1, true), four],
  'x³ as pow(3)': [x => x.pow(3), four],
  'x³ as mul': [x => x.mul(x).mul(x), four],
  'x² as pow(2)': [x => x.pow(2), four],
  '√x as pow(0.5)': [x => x.pow(0.5), four],
  '√x as sqrt': [x => x.sqrt(), four],
  '1/x as pow(-1)': [x => x.pow(-1), four],
  '1/x as div': [x => ones.div(x), four],
  'ReLU': [x => relu.forward(x), [[-1000, -1], [1, 2]]],
}
const flat = list => [list].flat(Infinity)
const shape = list => (Array.isArray(list) ? [list.length, ...shape(list[0])] : [])
// 1, 2, 3 … in the form of a list: how much each cell counts in the loss
function counting(list) {
  let count = 0
  const visit = each => (Array.isArray(each) ? each.map(visit) : ++count)
  return visit(list)
}
function nudged(list, place, step) {
  let at = 0
  const visit = each => (Array.isArray(each) ? each.map(visit) : at++ === place ? each + step : each)
  return visit(list)
}
const round = list => list.map(x => Number(x.toFixed(4)))
const found = {}
for (const [name, [f, at]] of Object.entries(cases)) {
  const value = f(torch.tensor(at)).data
  const weights = counting(value)
  const x = torch.tensor(at, true)
  let loss = f(x).mul(torch.tensor(weights))
  for (const _ of shape(value)) loss = loss.sum()
  loss.backward()
  // the measure: the library's own values, a small step to either side
  const total = list => flat(f(torch.tensor(list)).data).reduce((sum, each, i) => sum + each * flat(weights)[i], 0)
  const wanted = round(flat(at).map((_, i) => (total(nudged(at, i, 1e-4)) - total(nudged(at, i, -1e-4))) / 2e-4))
  const given = round(flat(x.grad))
  const off = Math.max(...given.map((g, i) => Math.abs(g - wanted[i])))
  found[name] = { values: round(flat(value)).join(' '), given: given.join(' '), agree: off <= 1e-3 * Math.max(...wanted.map(Math.abs)), row: given[0] + given[1] + given[2] }
  console.log(`${name}: gradient ${given.slice(0, 9).join(' ')}; by small steps ${wanted.slice(0, 9).join(' ')}${found[name].agree ? '' : '  <- off by ' + off.toFixed(3)}`)
}
const wrong = ['softmax of 3 × 3', 'softmax of 2 × 3 × 3', 'layer norm of 3 × 3', 'mean of rows, 2 × 2', 'x³ as pow(3)']
const same = ['√x as pow(0.5)', '1/x as pow(-1)']
const judged = Object.entries(found).every(([name, { agree }]) => agree === !(wrong.includes(name) || same.includes(name)))
const powers = ['x³ as pow(3)', ...same].every(name => found[name].given === found['x² as pow(2)'].given) && same.every(name => found[name].values === '1 2 4 5')
if (judged && powers && Math.abs(found['softmax of 3 × 3'].row) > 0.1 && found.ReLU.values === '-1 -0.001 1 2') {
  console.log('as found: on squares the gradient of rows goes to columns, that of every power is 2x, and ReLU lets a thousandth through')
} else {
  console.log('CHANGED: expected wrong gradients of softmax and layer norm on squares only, 2x for every power, and ReLU(−1000) = −1')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
