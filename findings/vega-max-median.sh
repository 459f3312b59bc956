#!/usr/bin/env bash
# vega 6.4.0, vega-lite 6.5.0, Node 24.
#
# One would expect: to ask for the median of a window beside its maximum does not change the maximum.
# What happens: it does. Of 3 9 1 8 2 7 4 6 5 5.5 the maximum of the last three is 3 9 9 9 8 8 7 7 6 6; with the median, q1, q3 or
#   ci0 of the same field in the same transform it is 3 9 9 9 8 8 8 8 8 8. The first time that the greatest number leaves, the next one is
#   looked up, 8; every later time this 8 is put in again, however long it is gone, for median and extent share one mark that what is
#   kept is up to date, and the median sets it. The minimum likewise. An aggregate whose data are inserted and removed while it is
#   shown does the same. Median, mean and sum are right, and so are maximum and minimum in a transform of their own. No report was found.
# Who meets it: whoever draws the spread of a run, a band from the minimum to the maximum and one between the quartiles around the median of
#   the last steps, or shows a stream of losses: one window transform lists all five. The band stays wide though the run becomes
#   calm, and of numbers that fall the maximum stays up; the first few rows, as one tries it, are right. Ask for maximum and
#   minimum in a second transform.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact vega@6.4.0 vega-lite@6.5.0 >/dev/null

cat > try.mjs <<'JS'
import * as vega from 'vega'
import { compile } from 'vega-lite'

const list = [3, 9, 1, 8, 2, 7, 4, 6, 5, 5.5]
const values = list.map((v, step) => ({ v, step }))
const windows = list.map((_, i) => list.slice(Math.max(0, i - 2), i + 1))
const right = { max: windows.map(three => Math.max(...three)), min: windows.map(three => Math.min(...three)) }
console.log(`numbers: ${list.join(' ')}`)
console.log(`maximum of the last three: ${right.max.join(' ')}; minimum: ${right.min.join(' ')}`)

const open = data => new vega.View(vega.parse({ data }), { renderer: 'none' }).runAsync()
const asked = ops => ({ ops, fields: ops.map(() => 'v'), as: ops })
let found = true
function judge(name, got, alone) {
  const wrong = Object.keys(right).filter(op => got[op] && got[op].join() !== right[op].join())
  const shown = Object.keys(right).filter(op => got[op]).map(op => `${op} ${got[op].join(' ')}`)
  console.log(`${name}: ${shown.join('; ')}${wrong.length > 0 ? ' (wrong)' : ''}`)
  found &&= alone ? wrong.length === 0 : wrong.length === shown.length
}
const columns = (rows, ops) => Object.fromEntries(ops.map(op => [op, rows.map(row => row[op])]))

async function inWindow(...transforms) {
  const transform = transforms.map(ops => ({ type: 'window', sort: { field: 'step' }, frame: [-2, 0], ...asked(ops) }))
  return columns((await open([{ name: 'run', values, transform }])).data('run'), transforms.flat())
}
judge('window', await inWindow(['max', 'min', 'mean']), true)
for (const other of ['median', 'q1', 'q3', 'ci0']) judge(`window, with ${other}`, await inWindow(['max', 'min', other]), false)
judge('two windows', await inWindow(['median', 'q1'], ['max', 'min']), true)

async function inVegaLite(...ops) {
  const window = ops.map(op => ({ op, field: 'v', as: op }))
  const chart = { data: { values }, transform: [{ window, sort: [{ field: 'step' }], frame: [-2, 0] }], mark: 'line', encoding: { y: { field: 'max', type: 'quantitative' } } }
  const { data } = compile(chart).spec
  const view = await open(data)
  return columns(view.data(data.at(-1).name), ops)
}
judge('Vega-Lite', await inVegaLite('max', 'min'), true)
judge('Vega-Lite, with median', await inVegaLite('max', 'min', 'median'), false)

async function inStream(...ops) {
  const view = await open([{ name: 'stream' }, { name: 'three', source: 'stream', transform: [{ type: 'aggregate', ...asked(ops) }] }])
  const rows = []
  for (const [i, row] of values.entries()) {
    const change = vega.changeset().insert([row])
    if (i >= 3) change.remove([values[i - 3]])
    await view.change('stream', change).runAsync()
    rows.push({ ...view.data('three')[0] })
  }
  return columns(rows, ops)
}
judge('stream', await inStream('max', 'min'), true)
judge('stream, with median', await inStream('max', 'min', 'median'), false)

if (found) {
  console.log('as found: beside a median the greatest and the least come back after they left')
} else {
  console.log('CHANGED: expected maxima and minima wrong beside median, q1, q3 and ci0, and right elsewhere')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
