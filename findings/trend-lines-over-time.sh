#!/usr/bin/env bash
# vega 6.4.0 with vega-lite 6.5.0, d3-regression 2.2.0, regression 2.0.1; beside them simple-statistics 7.12.1. Node 24.
#
# One would expect: a line fitted to points that lie on a line is that line; that time is counted in milliseconds since 1970 changes nothing.
# What happens: of a loss that falls from 2 to 1.01 in a hundred steps of a second, in doubles, Vega's line rises, from 1.42 to 1.59; its R² is
#   −0.37 instead of 1, d3-regression's slope the same, that of regression two thirds of what it should be. All take the mean of the squares minus
#   the square of the mean, of numbers around 1.8e12, without taking the mean off first. In steps of a tenth of a second the line is
#   level, and regression has a fiftieth of it, upwards; from steps of a minute on all are right. Vega's own 'quad', which does take the mean
#   off, is right at each, and so is simple-statistics. 'poly' of order 1 is as 'linear'. (vega#3881 reports it, of 2024, open.)
# Who meets it: whoever draws the trend of a run over the clock: Vega-Lite and Altair have the line in one word, the field is temporal, and
#   every example has days or years. Nothing is said; the points stand right, and who reads the slope instead sees a run that
#   does not learn. Subtract the first time: transform: [{ calculate: 'datum.time - 1.78e12', as: 'since' }], or ask for 'quad'.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact vega@6.4.0 vega-lite@6.5.0 d3-regression@2.2.0 regression@2.0.1 simple-statistics@7.12.1 >/dev/null

cat > try.mjs <<'JS'
import { regressionLinear } from 'd3-regression'
import regression from 'regression'
import { linearRegression } from 'simple-statistics'
import * as vega from 'vega'
import { compile } from 'vega-lite'

const start = Date.UTC(2026, 10, 29, 12)
const run = step => Array.from({ length: 100 }, (_, i) => ({ time: start + i * step, loss: 2 - 0.01 * i }))

async function inVega(values, transform) {
  const encoding = { x: { field: 'time', type: 'temporal' }, y: { field: 'loss', type: 'quantitative' } }
  const { data } = compile({ data: { values }, transform, mark: 'line', encoding }).spec
  const view = await new vega.View(vega.parse({ data }), { renderer: 'none' }).runAsync()
  return view.data(data.at(-1).name)
}
const fit = (method, params) => [{ regression: 'loss', on: 'time', method, ...(params && { params }) }]

const seen = {}
for (const [name, step] of Object.entries({ tenth: 100, second: 1000, minute: 60_000, day: 86_400_000 })) {
  const points = run(step)
  const pairs = points.map(({ time, loss }) => [time, loss])
  const wanted = -0.01 / step
  const line = await inVega(points, fit('linear'))
  const curve = await inVega(points, fit('quad'))
  const [{ rSquared }] = await inVega(points, fit('linear', true))
  const from0 = points.map(({ time, loss }) => ({ time: time - start, loss }))
  const since = await inVega(from0, fit('linear'))
  const ends = drawn => [drawn[0].loss, drawn.at(-1).loss]
  seen[name] = {
    line: ends(line),
    curve: ends(curve),
    since: ends(since),
    rSquared,
    d3: regressionLinear().x(d => d.time).y(d => d.loss)(points).a / wanted,
    regression: regression.linear(pairs, { precision: 20 }).equation[0] / wanted,
    simple: linearRegression(pairs).m / wanted,
  }
  const { d3, regression: byRegression, simple } = seen[name]
  const show = ([first, last]) => `from ${first.toFixed(2)} to ${last.toFixed(2)}`
  console.log(`a step each ${name}: from 2.00 to 1.01`)
  console.log(`  Vega 'linear' ${show(ends(line))}, R² ${rSquared.toFixed(2)}; 'quad' ${show(ends(curve))}; since the start ${show(ends(since))}`)
  console.log(`  share of the slope: d3-regression ${d3.toFixed(3)}, regression ${byRegression.toFixed(3)}, simple-statistics ${simple.toFixed(3)}`)
}
const right = ([first, last]) => Math.abs(first - 2) < 0.01 && Math.abs(last - 1.01) < 0.01
const all = Object.values(seen)
const { tenth, second, minute, day } = seen
let found = all.every(({ curve, since, simple }) => right(curve) && right(since) && Math.abs(simple - 1) < 1e-6)
found &&= [minute, day].every(({ line, d3, regression: share }) => right(line) && Math.abs(d3 - 1) < 0.001 && Math.abs(share - 1) < 0.001)
found &&= second.line[0] < second.line[1] && second.rSquared < 0 && second.d3 < 0 && second.regression < 0.7
found &&= Math.abs(tenth.line[0] - tenth.line[1]) < 0.01 && Math.abs(tenth.d3) < 0.01 && Math.abs(tenth.regression) < 0.1
if (found) {
  console.log('as found: over the clock a trend goes the wrong way')
} else {
  console.log('CHANGED: expected a line that rises for seconds, a level one for tenths, and the rest right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
