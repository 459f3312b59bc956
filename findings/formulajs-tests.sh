#!/usr/bin/env bash
# @formulajs/formulajs 4.6.1, Node 24; beside it hyperformula 3.5.0 and, where the machine has it, LibreOffice 7.4.
#
# One would expect: T.TEST(a, b, tails, type) and F.TEST(a, b) of a "JavaScript implementation of most Microsoft Excel formula functions"
#   are those of Excel: probabilities; paired (type 1), with equal (2) or unequal variances (3); for one tail half of what it is for two.
#   ERF(a, b) is the integral from a to b.
# What happens: T.TEST takes two arguments and drops the others. It always gives the two tails of Welch's statistic with the degrees of freedom
#   of the other test, which for samples of one size is type 2 and else none of the three: of five pairs that differ by 0.38 on the
#   average it gives 0.73, where the paired test has 0.0115. F.TEST gives the quotient of the variances, not a probability: 0.097
#   instead of 0.017, and 10.3 with the samples exchanged. ERF(0, 1) is 1e-16 instead of 0.84, for its second limit is dropped. Z.TEST,
#   CHISQ.TEST and T.DIST.2T are right. No error; the differences that the documentation lists are about dates; no report was found.
# Who meets it: whoever compares two models over the same seeds, or two groups of learners, in formulas of their own page: what is significant
#   is not, and the other way round; with samples of one size, two tails and type 2, as an example may have it, all agree. Take
#   hyperformula, or put differences into T.DIST.2T oneself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @formulajs/formulajs@4.6.1 hyperformula@3.5.0 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as formulajs from '@formulajs/formulajs'
import { HyperFormula } from 'hyperformula'

// row 1 and row 2: two groups; row 3 and row 4: the same seeds with and without an idea
const rows = [
  [0.52, 0.47, 0.61, 0.55, 0.58, 0.49, 0.53],
  [0.42, 0.58, 0.31, 0.66],
  [5, 7, 6, 9, 8],
  [4.5, 6.7, 5.4, 8.9, 7.6],
]
const [first, second, before, after] = rows
const { T, F, Z, CHISQ, ERF } = formulajs
const counts = [[10, 20], [30, 40]]
const expected = [[12, 18], [28, 42]]
// what is asked, as a sheet writes it; formulajs's answer; whether it is right
const asked = [
  ['TTEST(A3:E3,A4:E4,2,1)', T.TEST(before, after, 2, 1), false],
  ['TTEST(A3:E3,A4:E4,1,1)', T.TEST(before, after, 1, 1), false],
  ['TTEST(A3:E3,A4:E4,1,2)', T.TEST(before, after, 1, 2), false],
  ['TTEST(A3:E3,A4:E4,2,2)', T.TEST(before, after, 2, 2), true],
  ['TTEST(A1:G1,A2:D2,2,2)', T.TEST(first, second, 2, 2), false],
  ['TTEST(A1:G1,A2:D2,2,3)', T.TEST(first, second, 2, 3), false],
  ['FTEST(A1:G1,A2:D2)', F.TEST(first, second), false],
  ['FTEST(A2:D2,A1:G1)', F.TEST(second, first), false],
  ['ERF(0,1)', ERF(0, 1), false],
  ['ERF(0.5,1)', ERF(0.5, 1), false],
  ['ERF(1)', ERF(1), true],
  ['ZTEST(A1:G1,0.5)', Z.TEST(first, 0.5), true],
  ['TDIST(2,5,2)', T.DIST['2T'](2, 5), true],
  ['CHITEST(A5:B6,C5:D6)', CHISQ.TEST(counts, expected), true],
]
const grid = [...rows, ...counts.map((row, i) => [...row, ...expected[i]])]
const options = { licenseKey: 'gpl-v3', smartRounding: false }
const sheet = HyperFormula.buildFromArray([...grid, asked.map(([formula]) => `=${formula}`)], options)
const right = asked.map((_, col) => sheet.getCellValue({ sheet: 0, row: grid.length, col }))

let office = right
if (spawnSync('soffice', ['--version']).status === 0) {
  // in LibreOffice arguments are parted by semicolons, as here the cells are
  const lines = [...grid.map(row => row.join(';')), ...asked.map(([formula]) => `"=${formula.replaceAll(',', ';')}"`)]
  writeFileSync('tests.csv', `${lines.join('\n')}\n`)
  const settings = `-env:UserInstallation=${pathToFileURL(resolve('settings'))}`
  const filter = '--infilter=CSV:59,34,76,1,,1033,false,true,false,false,false,-1,true'
  execFileSync('soffice', ['--headless', settings, filter, '--convert-to', 'fods', 'tests.csv'], { stdio: 'ignore' })
  const formulas = [...readFileSync('tests.fods', 'utf8').matchAll(/table:formula="[^"]*"[^>]*office:value="([^"]+)"/g)]
  office = formulas.map(([, value]) => Number(value))
}
const close = (x, y) => Math.abs(x - y) <= 1e-5 * Math.abs(y)
asked.forEach(([formula, got], i) => console.log(`${formula}: formulajs ${got}; hyperformula ${right[i]}; LibreOffice ${office[i]}`))
const found = asked.every(([, got, fine], i) => close(got, right[i]) === fine && close(office[i], right[i]))
const ratio = close(asked[6][1] * asked[7][1], 1)
const deaf = new Set(asked.slice(0, 4).map(([, got]) => got)).size === 1
if (found && ratio && deaf && asked.length === office.length) {
  console.log('as found: T.TEST does not look at tails and type, F.TEST is a quotient, ERF has one limit')
} else {
  console.log('CHANGED: expected wrong T.TEST but for two tails of type 2, F.TEST and ERF(a, b), and the others right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
