#!/usr/bin/env bash
# R 4.6.0, as webr 0.6.0 has it for Node and browsers (with ws 8.23.0), Node 24.
#
# One would expect: HoltWinters(x), whose "unknown parameters are determined by minimizing the squared prediction error", smooths and forecasts the same
#   series whether air is counted in ppm or in shares, passengers in thousands or in billions: its three weights have no unit. Where the search finds
#   nothing, it says so: it does warn of "optimization difficulties".
# What happens: of small numbers there is no search. Times a millionth the weights are 0.3, 0.1 and 0.1, which is where it begins, and so they are handed
#   out. AirPassengers, R's own example, has an error of 12.9 passengers (in thousands) a step with 0.248 0.035 1.000, in billions one of 32.0, and the
#   next month is 474 instead of 453; UKgas 113 instead of 35, and 941 next instead of 1205; co2, in ppm 0.31, as shares of the air 0.36. The sum of
#   squares is found to have converged as soon as a step changes it by less than some 1e-8, since below 1 that is no longer a share of it. Of co2
#   it begins at 1e-4, of the other two at 1e-6. With the weights found in the other unit the same call has the smaller error. No warning,
#   other than one for co2 times a thousand, which is right. optim.control is said to be "control parameters passed to optim"; no report was found.
# Who meets it: whoever smooths losses, gradients, rates, shares or times in seconds: the curve looks smooth, and 0.3 is a weight like any other.
#   HoltWinters(x / sd(x)), with the forecast times sd(x), is right in any unit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact webr@0.6.0 ws@8.23.0 >/dev/null

cat > try.mjs <<'JS'
import { WebR } from 'webr'

const webR = new WebR({ interactive: false })
await webR.init()
console.log(await webR.evalRString('R.version.string'))
// what is fitted in a unit, in the unit of the data: the weights, the root of the mean squared error, the next number; and the error of the weights
// that were found in the data's own unit, worked out in the other one
const asked = (data, unit) => webR.evalRRaw(`local({
  d <- ${data}; u <- ${unit}
  m <- HoltWinters(d * u); good <- HoltWinters(d)
  again <- HoltWinters(d * u, alpha = good$alpha, beta = good$beta, gamma = good$gamma)
  n <- nrow(m$fitted)
  c(m$alpha, m$beta, m$gamma, sqrt(m$SSE / n) / u, predict(m, 1) / u, sqrt(again$SSE / n) / u)
})`, 'number[]')
const cases = { AirPassengers: [1, 1e-3, 1e-6, 1e3], UKgas: [1, 1e-3, 1e-6, 1e3], co2: [1, 1e-3, 1e-6, 1e3] }
let found = true
for (const [data, units] of Object.entries(cases)) {
  const answers = []
  for (const unit of units) {
    const [alpha, beta, gamma, error, next, could] = await asked(data, unit)
    console.log(`${data} × ${unit}: weights ${[alpha, beta, gamma].map(x => x.toFixed(3)).join(' ')}, error ${error.toPrecision(4)} (${could.toPrecision(4)} by the weights found at × 1), next ${next.toPrecision(5)}`)
    answers.push({ weights: [alpha, beta, gamma], error, could, next })
  }
  const near = (x, y, by) => Math.abs(x / y - 1) < by
  const [whole, thousandth, millionth, thousand] = answers
  const same = [thousandth, thousand].every(({ error, next }) => near(error, whole.error, 1e-3) && near(next, whole.next, 1e-3))
  const begun = millionth.weights.every((weight, i) => Math.abs(weight - [0.3, 0.1, 0.1][i]) < 1e-4)
  found &&= same && begun && millionth.error > whole.error * 1.05 && near(millionth.could, whole.error, 1e-6)
}
if (found) console.log('as found: of a millionth of the numbers the weights are those that it begins from')
else {
  console.log('CHANGED: expected the same weights times a thousandth and a thousand, and 0.3, 0.1 and 0.1 times a millionth')
  process.exitCode = 1
}
await webR.close()
JS
npx -y -p node@24.21.0 node try.mjs
