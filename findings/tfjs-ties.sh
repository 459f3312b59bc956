#!/usr/bin/env bash
# @tensorflow/tfjs 4.22.0 (its cpu backend), Node 24.
#
# One would expect: where several numbers share the greatest, the gradient of the maximum is dealt out among them, or one of them gets
#   it: in sum 1, since adding h to all adds h to the maximum. TensorFlow in Python and torch's amax deal it out and say so; both
#   have 0 for the slope of |x| at 0.
# What happens: max and min give every one of them the whole: the greatest of 16 equal numbers has a gradient of 16 in sum.
#   layers.globalMaxPooling1d does, too; maxPool, over the same numbers, gives it to one. |x| has the slope −1 at 0, so that
#   absoluteDifference of a prediction that is exactly right has a gradient, and a weight that is 0, under |w| at a rate of 0.1,
#   goes to 0.1, to 0, to 0.1 and never rests; regularizers.l1 has the same slope.
# Who meets it: whoever pools over frames, patches or points (behind a ReLU most channels are 0 everywhere, a film's background is the same
#   in all frames): these gradients are as many times too large as there are equals, and a net learns otherwise than the same
#   one in Python. Random test data have no ties. For one of them: oneHot of argMax, times x, in sum; for |x|: mul(x, sign(x)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @tensorflow/tfjs@4.22.0 >/dev/null

cat > try.mjs <<'JS'
import tf from '@tensorflow/tfjs'

await tf.setBackend('cpu')
const gradient = (f, x) => [...tf.grad(f)(tf.tensor(x)).dataSync()].map(number => Number(number.toFixed(4)))
const frames = Array(16).fill(5)
const one = x => tf.sum(tf.mul(x, tf.oneHot(tf.argMax(x), x.size)))
const rows = [
  ['max of 16 equal numbers', gradient(x => tf.max(x), frames), Array(16).fill(1)],
  ['max of 2, 2, 1', gradient(x => tf.max(x), [2, 2, 1]), [1, 1, 0]],
  ['min of 1, 1, 3', gradient(x => tf.min(x), [1, 1, 3]), [1, 1, 0]],
  ['globalMaxPooling1d of three zeros', gradient(x => tf.sum(tf.layers.globalMaxPooling1d({}).apply(x)), [[[0], [0], [0]]]), [1, 1, 1]],
  ['maxPool of three zeros', gradient(x => tf.sum(tf.maxPool(x, [1, 3], 1, 'valid')), [[[0], [0], [0]]]), [1, 0, 0]],
  ['the greatest by oneHot of argMax', gradient(one, [2, 2, 1]), [1, 0, 0]],
  ['|x| at −1, 0, 1', gradient(x => tf.sum(tf.abs(x)), [-1, 0, 1]), [-1, -1, 1]],
  ['x · sign(x) at −1, 0, 1', gradient(x => tf.sum(tf.mul(x, tf.sign(x))), [-1, 0, 1]), [-1, 0, 1]],
  ['absoluteDifference of 0, 1 from 0, 1', gradient(x => tf.losses.absoluteDifference(tf.tensor([0, 1]), x), [0, 1]), [0.5, 0.5]],
  ['l1 regulariser at 0', gradient(x => tf.regularizers.l1({ l1: 1 }).apply(x), [0]), [-1]],
]
let found = true
for (const [name, got, seen] of rows) {
  const sum = got.reduce((a, b) => a + b)
  console.log(`${name}: ${got.length > 4 ? `${got.length} times ${got[0]}` : got.join(', ')}; in sum ${sum}`)
  found &&= got.join() === seen.join()
}
const weight = tf.variable(tf.scalar(0))
const optimizer = tf.train.sgd(0.1)
const path = Array.from({ length: 5 }, () => {
  optimizer.minimize(() => tf.abs(weight))
  return Number(weight.dataSync()[0].toFixed(4))
})
console.log(`a weight of 0 under |w|: ${path.join(', ')}`)
if (found && path.join() === '0.1,0,0.1,0,0.1') {
  console.log('as found: every equal gets the whole gradient')
} else {
  console.log('CHANGED: expected every equal to get 1, and |x| to fall at 0')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs 2>&1 | grep -v -e '^$' -e '=====' -e 'Hi, looks like' -e 'npm install' -e 'speed things up' -e 'Visit https'
