#!/usr/bin/env bash
# @tensorflow/tfjs 4.22.0 (its cpu backend), Node 24.
#
# One would expect: tf.layers.dropout({ rate: 0.5, seed: 3 }) drops other units at every step, and the same ones in every run: of a seed there
#   comes a series of random numbers.
# What happens: the layer begins from its seed anew at each call, so that all steps of a training have one mask, and two layers with one seed
#   drop the same places. With one example at a time, nine of sixteen inputs are 0 for ever, and their weights stay where they began, to
#   the last digit. In a larger batch it is one mask for each place in it: where examples keep their places, eight labels drawn at random
#   are learnt by heart, to a loss of 0.0000, which dropout is there to prevent (without a seed it stays around 0.1). predict, which
#   drops nothing, then uses all weights. The documentation calls the seed "an integer to use as random seed", and no report of it was found.
# Who meets it: whoever gives everything a seed so that runs can be repeated: the one thing that must vary stands still. The training loss
#   looks better than ever; what is wrong shows in use. With shuffled batches it shows least. Leave the seed off, or drop by hand:
#   tf.dropout(x, 0.5, undefined, seed + step).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @tensorflow/tfjs@4.22.0 >/dev/null

cat > try.mjs <<'JS'
import { createRequire } from 'node:module'
console.warn = console.info = () => {}
const tf = createRequire(import.meta.url)('@tensorflow/tfjs')
await tf.setBackend('cpu')

const mask = (layer, shape) => layer.apply(tf.ones(shape), { training: true }).dataSync().join('')
const masks = options => {
  const layer = tf.layers.dropout({ rate: 0.5, ...options })
  return Array.from({ length: 50 }, () => mask(layer, [4, 16]))
}
const seeded = new Set(masks({ seed: 3 })).size
const free = new Set(masks({})).size
console.log(`fifty calls of one layer: ${seeded} mask with a seed, ${free} masks without`)
const two = mask(tf.layers.dropout({ rate: 0.5, seed: 3 }), [4, 16]) === mask(tf.layers.dropout({ rate: 0.5, seed: 3 }), [4, 16])

// numbers that do not depend on the machine
let state = 7
const next = () => (state = (state * 16807) % 2147483647) / 2147483647
const drawn = count => Array.from({ length: count }, () => 2 * next() - 1)

async function trained(options, inputs, labels, { rate, ...settings }) {
  const features = inputs[0].length
  const dense = tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'zeros', inputShape: [features] })
  const model = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.5, inputShape: [features], ...options }), dense] })
  model.compile({ optimizer: tf.train.sgd(rate), loss: 'meanSquaredError' })
  const x = tf.tensor2d(inputs)
  const y = tf.tensor2d(labels, [labels.length, 1])
  const { history } = await model.fit(x, y, { verbose: 0, shuffle: false, ...settings })
  const weights = [...dense.getWeights()[0].dataSync()]
  const error = tf.losses.meanSquaredError(y, model.predict(x)).dataSync()[0]
  return { weights, error, last: history.loss.at(-1) }
}

// the label is the sum of sixteen numbers; one example at a time
const inputs = Array.from({ length: 64 }, () => drawn(16))
const sums = inputs.map(list => list.reduce((sum, x) => sum + x, 0))
const fixed = await trained({ seed: 3 }, inputs, sums, { rate: 0.02, epochs: 10, batchSize: 1 })
const varied = await trained({}, inputs, sums, { rate: 0.02, epochs: 10, batchSize: 1 })
const round = list => list.map(x => x.toFixed(2)).join(' ')
console.log(`weights with a seed: ${round(fixed.weights)}; error of predict ${fixed.error.toFixed(2)}`)
console.log(`weights without one: ${round(varied.weights)}; error of predict ${varied.error.toFixed(2)}`)

// labels that mean nothing, all examples in one batch: dropout is there to keep them from being learnt by heart
const pictures = Array.from({ length: 8 }, () => drawn(32))
const noise = drawn(8)
const heart = await trained({ seed: 3 }, pictures, noise, { rate: 0.05, epochs: 400, batchSize: 8 })
const kept = await trained({}, pictures, noise, { rate: 0.05, epochs: 400, batchSize: 8 })
console.log(`loss on eight random labels: ${heart.last.toFixed(4)} with a seed, ${kept.last.toFixed(4)} without`)

const still = fixed.weights.filter(w => w === 0).length
if (seeded === 1 && free === 50 && two && still >= 4 && varied.weights.every(w => w !== 0) && fixed.error > 1.3 * varied.error && heart.last < 0.001 && kept.last > 0.01) {
  console.log('as found: with a seed there is one mask for ever')
} else {
  console.log(`CHANGED: expected one mask with a seed, ${still} weights that never moved to be four or more, and labels learnt by heart`)
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
