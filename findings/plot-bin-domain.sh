#!/usr/bin/env bash
# @observablehq/plot 0.6.17 with d3-array 3.2.5, jsdom for its document, Node 24.
#
# One would expect: a histogram over domain: [0, 1] holds what lies from 0 to 1, 1 as well: "values outside this extent will be ignored", says the
#   documentation, and 1 is not outside. d3.bin, by the same authors, puts it into the last bin, and so does NumPy's histogram.
# What happens: the last bin ends before its end, and what is equal to the domain's upper bound is in none. Of twelve confidences, five of
#   them 1, Plot.binX counts seven; the proportions add up to 0.583, and the cumulative count ends at 7. The same with thresholds as an array
#   from 0 to 1, and with 100 over domain: [0, 100]. Without a domain, and by interval: 0.1, there is a further bin for them, from 1 on.
#   d3.bin over the same domain has them in its last, from 0.9 to 1. No warning is shown in the picture; no report was found
#   (plot#733 is about a last bin that was not asked for).
# Who meets it: whoever draws shares, accuracies, confidences or marks in per cent, for which the range is known and written down so that charts
#   can be compared: the full marks are missing, and a model that is sure of itself looks cautious. The better the model, the fewer
#   examples. Compare the bars' sum with the number of examples; write thresholds: 10, domain: [0, 1.1], or clamp to 0.9999.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @observablehq/plot@0.6.17 d3-array@3.2.5 jsdom@26.1.0 >/dev/null

cat > try.mjs <<'JS'
import * as Plot from '@observablehq/plot'
import { bin, range } from 'd3-array'
import { JSDOM } from 'jsdom'

const { document } = new JSDOM('').window
const sure = [0.31, 0.42, 0.55, 0.68, 0.71, 0.86, 0.93, 1, 1, 1, 1, 1]
function bars(values, options, reduce = 'count') {
  const mark = Plot.rectY(values, Plot.binX({ y: reduce }, { x: value => value, ...options }))
  const { channels } = mark.initialize(undefined, undefined, {})
  const list = ({ value }) => Array.from(value)
  const [from, to, high] = [list(channels.x1), list(channels.x2), list(channels.y2)]
  return { sum: high.reduce((total, each) => total + each, 0), last: high.at(-1), text: high.map((h, i) => `${from[i]}–${to[i]}: ${h}`).join(', ') }
}
const ten = { thresholds: 10, domain: [0, 1] }
const seen = {
  'domain [0, 1]': bars(sure, ten),
  'proportion of it': bars(sure, ten, 'proportion'),
  'cumulative': bars(sure, { ...ten, cumulative: true }),
  'thresholds 0, 0.1 … 1': bars(sure, { thresholds: range(11).map(i => i / 10) }),
  'domain [0, 100]': bars(sure.map(value => 100 * value), { thresholds: 10, domain: [0, 100] }),
  'no domain': bars(sure, { thresholds: 10 }),
  'interval 0.1': bars(sure, { interval: 0.1 }),
  'domain [0, 1.1]': bars(sure, { thresholds: 10, domain: [0, 1.1] }),
}
for (const [name, { text, sum }] of Object.entries(seen)) console.log(`${name}: ${text} (sum ${Number(sum.toFixed(4))})`)

// the picture itself: one bar for each bin, and none for 1
const picture = Plot.plot({ document, marks: [Plot.rectY(sure, Plot.binX({ y: 'count' }, { x: value => value, ...ten }))] })
const drawn = picture.querySelectorAll('g[aria-label=rect] rect').length
const warned = /⚠/.test(picture.outerHTML)

const d3 = bin().domain([0, 1]).thresholds(10)(sure)
const inD3 = d3.reduce((sum, { length }) => sum + length, 0)
console.log(`drawn: ${drawn} bars, ${warned ? 'with' : 'without'} a warning; d3.bin over [0, 1]: ${inD3}, in its last bin ${d3.at(-1).length}`)

const lost = ['domain [0, 1]', 'thresholds 0, 0.1 … 1', 'domain [0, 100]'].every(name => seen[name].sum === 7)
const parts = Math.abs(seen['proportion of it'].sum - 7 / 12) < 1e-9 && seen.cumulative.last === 7
const kept = ['no domain', 'interval 0.1', 'domain [0, 1.1]'].every(name => seen[name].sum === 12)
if (lost && parts && kept && !warned && inD3 === 12 && d3.at(-1).length === 6) {
  console.log('as found: what is equal to the upper bound of the domain is in no bin')
} else {
  console.log('CHANGED: expected 7 of 12 in Plot over [0, 1], and 12 in d3.bin, without a domain and by interval')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
