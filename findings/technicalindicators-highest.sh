#!/usr/bin/env bash
# technicalindicators 3.1.0, Node 24. What is right is worked out beside it from the definition.
#
# One would expect: Highest.calculate({ period: 3, values }) is the greatest of each three numbers that follow each other: one of the three, and 100
#   more if all numbers are 100 more. Lowest, its twin, is the negative of the Highest of the negated numbers.
# What happens: of −3 −9 −1 −8 −2 −7 it is 0 0 0 0, where −1 −1 −1 −2 is right, and of any numbers below 0 it is 0 to the end. The greatest number so
#   far is 0 to begin with, where the least is infinite, and is looked for anew only when it leaves the window, which a number that was never in it
#   does not. Once a number of at least 0 has been in the window and has left it, all is right: of −3 −9 −1 2 −4 −5 −6 by twos it is 0 0 2 2 −4 −5.
#   Stochastic and WilliamsR, which say where in the window's range the last number lies, keep the greatest the same way: of numbers from −6 to −1
#   Stochastic has 60 25 20 17, of the same with 100 added 75 33 25 25. Lowest is right, and so are means, deviations and RSI of the same numbers. No
#   error; the documentation, about prices, says nothing of signs; no report was found. (stock-indicators-dotnet had mended the same in its Stochastic
#   in 2021.)
# Who meets it: whoever takes it for a running maximum of other numbers than prices: log-probabilities, changes, returns, temperatures, scores. A
#   curve of log-likelihoods has 0 as its best value from the first window on, and whether a run is at its best is never true. In tests with numbers
#   of both signs it is soon right. Add a constant that makes all positive, or negate and take Lowest.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact technicalindicators@3.1.0 >/dev/null

cat > try.mjs <<'JS'
import { EMA, Highest, Lowest, RSI, SD, SMA, Stochastic, WilliamsR } from 'technicalindicators'

const windows = (list, period) => list.slice(period - 1).map((_, i) => list.slice(i, i + period))
const greatest = (list, period) => windows(list, period).map(window => Math.max(...window))
const text = list => list.map(x => String(Number(x.toFixed(2)))).join(' ')
const highest = (values, period) => Highest.calculate({ values, period })

const below = [-3, -9, -1, -8, -2, -7]
const mixed = [-3, -9, -1, 2, -4, -5, -6]
const turned = Lowest.calculate({ values: below.map(x => -x), period: 3 }).map(x => -x)
const lifted = highest(below.map(x => x + 100), 3).map(x => x - 100)
const stream = new Highest({ values: [], period: 3 })
const streamed = below.map(x => stream.nextValue(x)).slice(2)
console.log(`${text(below)} by threes: Highest ${text(highest(below, 3))}, number by number ${text(streamed)}, right ${text(greatest(below, 3))}; with 100 added ${text(lifted)}; by Lowest, negated ${text(turned)}`)
console.log(`${text(mixed)} by twos: Highest ${text(highest(mixed, 2))}, right ${text(greatest(mixed, 2))}`)

let state = 7
const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647
const likelihoods = Array.from({ length: 500 }, (_, i) => -2 * Math.exp(-i / 100) - 0.5 - 0.3 * uniform())
const wrong = highest(likelihoods, 20).filter((x, i) => x !== greatest(likelihoods, 20)[i]).length
console.log(`log-likelihoods of 500 steps by twenties: ${wrong} of ${likelihoods.length - 19} wrong; the least is right in ${Lowest.calculate({ values: likelihoods, period: 20 }).filter((x, i) => x === Math.min(...likelihoods.slice(i, i + 20))).length}`)

/** What each says of numbers from −6 to −1, and of the same with 100 added. */
const bars = { high: [-3, -2, -1, -2, -3, -4], low: [-5, -4, -3, -4, -5, -6], close: [-4, -3, -2, -3, -4, -5] }
const shifted = Object.fromEntries(Object.entries(bars).map(([name, list]) => [name, list.map(x => x + 100)]))
const asked = {
  Stochastic: x => Stochastic.calculate({ ...x, period: 3, signalPeriod: 2 }).map(({ k }) => k),
  WilliamsR: x => WilliamsR.calculate({ ...x, period: 3 }),
  RSI: x => RSI.calculate({ values: x.close, period: 3 }),
  SD: x => SD.calculate({ values: x.close, period: 3 }),
  'SMA less the last': x => SMA.calculate({ values: x.close, period: 3 }).map((mean, i) => mean - x.close[i + 2]),
  'EMA less the last': x => EMA.calculate({ values: x.close, period: 3 }).map((mean, i) => mean - x.close[i + 2]),
}
const same = Object.entries(asked).map(([name, of]) => {
  console.log(`${name}: ${text(of(bars))}; with 100 added ${text(of(shifted))}`)
  return [name, text(of(bars)) === text(of(shifted))]
})

const moved = same.filter(([, equal]) => !equal).map(([name]) => name).join(' ')
const right = text(greatest(below, 3))
if (text(highest(below, 3)) === '0 0 0 0' && text(streamed) === '0 0 0 0' && text(lifted) === right && text(turned) === right && wrong === 481 && moved === 'Stochastic WilliamsR' && text(highest(mixed, 2)) === '0 0 2 2 -4 -5') {
  console.log('as found: the greatest of numbers below 0 is 0')
} else {
  console.log('CHANGED: expected 0 0 0 0, where −1 −1 −1 −2 is right, and Stochastic and WilliamsR to go by it')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
