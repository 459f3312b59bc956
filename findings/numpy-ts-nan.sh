#!/usr/bin/env bash
# numpy-ts 1.7.0, Node 24; numpy 2.4.6 answers NaN (and True) to all of it.
#
# One would expect: a library that is validated against NumPy lets NaN through where NumPy does: maximum(x, 0), clip, max and
#   median of something with a NaN in it are NaN, whatever its length; any([NaN]) is true, for NaN is not 0.
# What happens: max, min and argmax pass over NaN. maximum, clip and median keep it in three numbers and lose it in a thousand:
#   from some length on another kernel, in WebAssembly, does the work, and its comparisons prefer the number. any is false.
#   Sums and means are NaN in both lengths.
# Who meets it: whoever trains or samples with it and watches the greatest weight or gradient for a run that has gone wrong: ReLU
#   turns NaN into 0 in the real layer and not in the small test. Look at a sum: np.isnan(np.sum(x)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact numpy-ts@1.7.0 >/dev/null

cat > try.mjs <<'JS'
import * as np from 'numpy-ts'

const plain = x => (typeof x === 'object' ? x.tolist() : x)
const asked = {
  sum: x => plain(np.sum(x)),
  max: x => plain(np.max(x)),
  min: x => plain(np.min(x)),
  'number at argmax': x => plain(x)[Number(plain(np.argmax(x)))],
  'maximum with 0': x => plain(np.maximum(x, 0))[1],
  'clip to 0, 1': x => plain(np.clip(x, 0, 1))[1],
  median: x => plain(np.median(x)),
}
const said = {}
for (const length of [3, 1000]) {
  const list = Array.from({ length }, (_, i) => (i === 1 ? Number.NaN : i))
  const x = np.array(list, 'float32')
  said[`of ${length}`] = Object.fromEntries(Object.entries(asked).map(([name, ask]) => [name, ask(x)]))
}
console.table(said)
const any = np.any(np.array([Number.NaN]))
console.log(`any([NaN]): ${any}`)

const [few, many] = Object.values(said)
const kept = of => Object.keys(asked).filter(name => Number.isNaN(of[name])).join(', ')
if (kept(few) === 'sum, maximum with 0, clip to 0, 1, median' && kept(many) === 'sum' && any === false) {
  console.log('as found: whether NaN is kept depends on how long the array is')
} else {
  console.log(`CHANGED: kept in 3: ${kept(few)}; kept in 1000: ${kept(many)}`)
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
