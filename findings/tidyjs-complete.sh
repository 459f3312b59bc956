#!/usr/bin/env bash
# @tidyjs/tidy 2.6.1 (tidy.js), Node 24.
#
# One would expect: complete({ t: fullSeq('t', 0.01) }, { loss: 0 }) puts rows with 0 where times are missing, and leaves the rows that are there as
#   they are, as complete does in R's tidyr, whose names these are: it adds. Of a table in which nothing is missing it is that table.
# What happens: of 101 losses at t = 0, 0.01, 0.02 … 1, none missing, 12 are left; 88 are 0, at times such as 0.060000000000000005, and the last is
#   gone. In steps of 0.001 9 of 1001 are left, of 0.05 9 of 21, of 0.1 7 of 11, of 0.2 5 of 6. fullSeq adds the step up, time after time, and its
#   errors pile up; complete then takes its times and looks for rows that have exactly these, so that whatever has another is thrown away. So it is
#   with a row at 2.5 among steps of 1, and with a kind that was not named. In steps of 1, 0.5 and 0.25 all rows stay, and so they do in whole
#   thousandths. No error. (The documentation says that complete combines expand, leftJoin and replaceNully, from which the loss of what was not named
#   can be seen; of decimal steps it says nothing, and no report was found. In R, where complete keeps what it does not find, decimal steps lost
#   values, too, tidyr#510, closed.)
# Who meets it: whoever fills gaps in a log before it is drawn or added up: noise levels from 0 to 1, seconds in tenths, learning rates. The sum of
#   the losses above is 99 instead of 5151, the mean a fiftieth; a chart shows a line at 0 with a few spikes, which looks like the data. A test with
#   days or steps is right. Count in whole numbers, step: fullSeq('step', 1), and divide afterwards; compare the sum before and after.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @tidyjs/tidy@2.6.1 >/dev/null

cat > try.mjs <<'JS'
import { complete, fullSeq, tidy } from '@tidyjs/tidy'

const sum = rows => rows.reduce((total, { loss }) => total + loss, 0)
const left = (rows, filled) => rows.filter(({ t, loss }) => filled.some(row => row.t === t && row.loss === loss)).length
let found = true
function judge(name, rows, filled, kept) {
  const got = left(rows, filled)
  const odd = filled.find(row => row.loss === 0)
  console.log(`${name}: ${got} of ${rows.length} rows left${odd === undefined ? '' : `, the first 0 at ${odd.t}`}, losses add up to ${sum(filled)}${sum(filled) === sum(rows) ? '' : ` instead of ${sum(rows)}`}`)
  found &&= got === kept
}
for (const [step, kept] of [[1, 6], [0.5, 3], [0.25, 5], [0.2, 5], [0.1, 7], [0.05, 9], [0.01, 12], [0.001, 9]]) {
  const n = step === 1 ? 6 : Math.round(1 / step) + 1
  // each time is the double nearest to its decimal, as it comes from a file
  const rows = Array.from({ length: n }, (_, i) => ({ t: Number((i * step).toFixed(3)), loss: i + 1 }))
  judge(`steps of ${step}`, rows, tidy(rows, complete({ t: fullSeq('t', step) }, { loss: 0 })), kept)
}
const thousandths = Array.from({ length: 1001 }, (_, t) => ({ t, loss: t + 1 }))
judge('whole thousandths', thousandths, tidy(thousandths, complete({ t: fullSeq('t', 1) }, { loss: 0 })), 1001)
const between = [{ t: 0, loss: 5 }, { t: 1, loss: 6 }, { t: 2.5, loss: 9 }]
judge('2.5 among steps of 1', between, tidy(between, complete({ t: fullSeq('t', 1) }, { loss: 0 })), 2)
const kinds = [{ t: 0, kind: 'sun', loss: 5 }, { t: 1, kind: 'rain', loss: 6 }]
judge('kinds sun and moon, and a row of rain', kinds, tidy(kinds, complete({ t: [0, 1], kind: ['sun', 'moon'] }, { loss: 0 })), 1)

if (found) {
  console.log('as found: rows that are there are thrown away where times go in decimal steps')
} else {
  console.log('CHANGED: expected the known number of rows to be left')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
