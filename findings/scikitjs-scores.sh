#!/usr/bin/env bash
# scikitjs 1.24.0 on @tensorflow/tfjs 3.21.0 (its cpu backend), Node 24. What is right is worked out beside it from the definitions.
#
# One would expect: rocAucScore of "a port of scikit-learn" is the share of pairs, one of each class, that the scores put in the right order: 0.75 for
#   the example in scikit-learn's documentation, 1 for scores that part the classes, 0 for scores that part them the wrong way round. GaussianNB
#   goes by how often a class occurs unless it is told priors, as its own types say, and predictProba adds up to 1.
# What happens: the example has 0.375. Scores that part the classes have 0.5, and so have those that part them the wrong way round; four
#   of one class and one of the other, parted, have 0.65; eight in order of 0.69 have 0.29. Labels and scores are taken for the two coordinates of a
#   curve, as they stand and unsorted. GaussianNB does not count classes: of 90 and 10 examples it calls 1.5 the rare one where the
#   common one is three times as likely, and predictProba hands out densities, 0.17 and 0.28; with priors: [0.9, 0.1] the class is right, but the
#   two still add up to 0.18. accuracyScore, recallScore and confusionMatrix are right. No error; no report was found.
# Who meets it: whoever lets learners compare classifiers in the page, or follows a course in Python there: a model that knows everything looks
#   like one that guesses, and so does one with its classes exchanged; detectors of what is rare call wolf. Count the pairs (five lines, as
#   below); give GaussianNB priors, and divide each row by its sum.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact scikitjs@1.24.0 @tensorflow/tfjs@3.21.0 >/dev/null

cat > try.cjs <<'JS'
console.warn = () => {} // tfjs advises tfjs-node
const tf = require('@tensorflow/tfjs')
const sk = require('scikitjs')
sk.setBackend(tf)
const { rocAucScore, accuracyScore, recallScore } = sk.metrics

function pairs(labels, scores) {
  let right = 0
  let all = 0
  labels.forEach((one, i) => labels.forEach((zero, j) => {
    if (one !== 1 || zero !== 0) return
    all++
    right += scores[i] > scores[j] ? 1 : scores[i] === scores[j] ? 0.5 : 0
  }))
  return right / all
}
const asked = [
  ["scikit-learn's example", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], 0.375],
  ['parted', [0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9], 0.5],
  ['parted the wrong way round', [0, 0, 1, 1], [0.9, 0.8, 0.2, 0.1], 0.5],
  ['four and one, parted', [0, 0, 0, 0, 1], [0.1, 0.2, 0.3, 0.4, 0.9], 0.65],
  ['eight', [1, 0, 1, 0, 1, 1, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.55, 0.54, 0.53, 0.1], 0.29],
]
const close = (x, y) => Math.abs(x - y) < 1e-4
let found = true
for (const [name, labels, scores, seen] of asked) {
  const got = rocAucScore(labels, scores)
  console.log(`${name}: rocAucScore ${got.toFixed(4)}, by pairs ${pairs(labels, scores).toFixed(4)}`)
  found &&= close(got, seen) && !close(got, pairs(labels, scores))
}
const fine = close(accuracyScore([1, 0, 1, 1], [1, 1, 1, 0]), 0.5) && close(recallScore([1, 0, 1, 1], [1, 1, 1, 0]), 2 / 3)

// 90 examples around 0, 10 around 2
const examples = Array.from({ length: 100 }, (_, i) => (i < 90 ? 2 * Math.sin(7.1 * i) : 2 + 2 * Math.sin(3.3 * (i - 90))))
const labels = examples.map((_, i) => (i < 90 ? 0 : 1))
const mean = list => list.reduce((sum, x) => sum + x, 0) / list.length
function bayes(x) {
  const joint = [0, 1].map(each => {
    const own = examples.filter((_, i) => labels[i] === each)
    const variance = mean(own.map(y => (y - mean(own)) ** 2))
    return own.length * Math.exp(-((x - mean(own)) ** 2) / variance / 2) / Math.sqrt(variance)
  })
  return joint.map(y => y / (joint[0] + joint[1]))
}
async function classes(name, settings) {
  const model = new sk.GaussianNB(settings)
  await model.fit(examples.map(x => [x]), labels)
  const [shares] = model.predictProba([[1.5]]).arraySync()
  const [label] = model.predict([[1.5]]).arraySync()
  const say = list => list.map(x => x.toFixed(3)).join(' and ')
  console.log(`GaussianNB at 1.5, ${name}: class ${label}, predictProba ${say(shares)}; right is class 0, ${say(bayes(1.5))}`)
  return { label, sum: shares[0] + shares[1], ratio: shares[0] / shares[1] }
}
;(async () => {
  const [right] = bayes(1.5)
  const plain = await classes('no priors', {})
  const told = await classes('priors 0.9 and 0.1', { priors: [0.9, 0.1] })
  found &&= right > 0.75 && plain.label === 1 && plain.sum < 0.5 && told.label === 0 && told.sum < 0.2 && Math.abs(told.ratio - right / (1 - right)) < 0.01
  if (found && fine) {
    console.log('as found: rocAucScore is no share of pairs, GaussianNB does not count classes')
  } else {
    console.log('CHANGED: expected 0.5 for scores that part the classes either way, and the rare class at 1.5 without priors')
    process.exitCode = 1
  }
})()
JS
npx -y -p node@24.21.0 node try.cjs 2>/dev/null
