#!/usr/bin/env bash
# @stdlib/stats-fligner-test 0.2.3 (stdlib), Node 24; beside it R 4.6.0, as webr 0.6.0 has it (with ws 8.23.0).
#
# One would expect: the test of Fligner and Killeen, whether groups scatter alike, has one answer for three lists and for one list with { groups } beside
#   it, as its documentation offers, in whatever order the rows stand and whatever the groups are called; χ² is not below 0. A test leaves the numbers
#   that it is handed as they are.
# What happens: three lists with deviations of 1, 2 and 6 have a χ² of 7.16 and p = 0.028, as in R. As one list whose rows come by turns, a b c a b c, it is
#   1.54 and p = 0.46; with groups 1, 2 and 3, in any order, −59.0 and p = 1: nothing is rejected, ever. The numbers are put together group by
#   group, and their scores given to the groups in the order of the rows; and numbers are looked for among names that are strings. Sorted by group, with names,
#   it is right. And the lists are changed: each has its median taken off, so that means of 9.5, 19.5 and 30.8 are 0.4, −0.1 and 1.7 afterwards, for whatever
#   is asked next. stdlib's Kruskal, Bartlett and Levene tests take the same groups rightly. So it is in @stdlib/stats 0.4.1. No report was found.
# Who meets it: whoever asks whether runs, seeds or classes scatter alike, from a table, where rows come as they come: they do, is the answer, and the
#   means that are compared after that are equal, too. Hand over copies of separate lists.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @stdlib/stats-fligner-test@0.2.3 webr@0.6.0 ws@8.23.0 >/dev/null

cat > try.mjs <<'JS'
import fligner from '@stdlib/stats-fligner-test'
import { WebR } from 'webr'

const webR = new WebR({ interactive: false })
await webR.init()
console.log(`beside it: ${await webR.evalRString('R.version.string')}`)
const byR = groups => webR.evalRRaw(`local({ t <- fligner.test(list(${groups.map(list => `c(${list.join()})`).join()})); c(t$statistic, t$p.value) })`, 'number[]')
const show = (statistic, p) => `χ² ${statistic.toFixed(3)}, p ${p.toPrecision(4)}`
let found = true

// three groups with deviations of 1, 2 and 6, ten of each
let state = 5
const random = () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32
const normal = () => Array.from({ length: 12 }, random).reduce((a, b) => a + b) - 6
const groups = [[10, 1], [20, 2], [30, 6]].map(([mean, deviation]) => Array.from({ length: 10 }, () => mean + deviation * normal()))
const [statistic, p] = await byR(groups)
console.log(`by R: ${show(statistic, p)}`)

const copies = () => groups.map(list => [...list])
const near = ({ statistic: told }) => Math.abs(told - statistic) < 1e-6
const arrays = fligner(...copies())
console.log(`three lists: ${show(arrays.statistic, arrays.pValue)}`)
found &&= near(arrays)
// one list, and beside it to which group each belongs
function asked(name, order, label, as) {
  const told = fligner(order.map(([k, i]) => groups[k][i]), { groups: order.map(([k]) => label(k)) })
  console.log(`one list, ${name}: ${show(told.statistic, told.pValue)}, rejected ${told.rejected}`)
  found &&= as(told)
}
const inOrder = [0, 1, 2].flatMap(k => groups[k].map((_, i) => [k, i]))
const inTurns = groups[0].flatMap((_, i) => [0, 1, 2].map(k => [k, i]))
const negative = told => told.statistic < 0 && told.pValue === 1 && !told.rejected
asked('groups a b c, one after the other', inOrder, k => 'abc'[k], near)
asked('groups a b c, by turns', inTurns, k => 'abc'[k], told => !near(told) && told.pValue > 0.1)
asked('groups 1 2 3, one after the other', inOrder, k => k + 1, negative)
asked('groups 1 2 3, by turns', inTurns, k => k + 1, negative)
asked('groups "1" "2" "3", one after the other', inOrder, k => String(k + 1), near)

// what is left of the lists
const mine = copies()
fligner(...mine)
const mean = list => list.reduce((a, b) => a + b) / list.length
console.log(`means of the three lists before ${groups.map(list => mean(list).toFixed(2)).join(' ')}, and after the test ${mine.map(list => mean(list).toFixed(2)).join(' ')}`)
found &&= mine.every(list => Math.abs(mean(list)) < 3)
if (found) console.log('as found: groups are mixed up, and lists lose their medians')
else {
  console.log('CHANGED: expected a χ² below 0 for groups that are numbers, and lists with a median of 0')
  process.exitCode = 1
}
await webR.close()
JS
npx -y -p node@24.21.0 node try.mjs
