#!/usr/bin/env bash
# @cortex-js/compute-engine 0.140.0, Node 24. What is right is what the same engine says of the expression itself, and of differences of it.
#
# One would expect: the derivative of √(x(x − 2)) is that of √(x² − 2x), which is the same expression: −1.06 at x = −2, where the root falls. Factor
#   and simplify change how an expression is written and not what it is worth; the engine has |x| for √(x²), so that it knows the trouble.
# What happens: a root of a product is taken apart into roots, √x · √(x − 2), which is right where both are positive; where both are negative, each is
#   i times a root and their product −1 times what it should be. D of √(x(x − 2)) at −2 is +1.06, D of √((x − 1)(x − 3)) at −2 is +1.03 instead of
#   −1.03, of √(xy) at −2, −3 +0.61 instead of −0.61, and of √(x · x) it is 1 everywhere. Factor(√(x(x − 2))) is −2.83 where √(x(x − 2)) is 2.83.
#   simplify makes |x|√x√y of √(x³y), which is −4.90 instead of 4.90. Written out, √(x² − 2x), with √((1 − x)(3 − x)), whose parts are positive there,
#   and for √(x²), all is right, and right of 2 it is right for all. No error, no assumption asked for. (In 2023 simplify gave another number for a
#   power of numbers, compute-engine#76, closed; of roots of products no report was found. For the like in other systems there are: Algebrite#35,
#   mathjs#3329, AngouriMath#752.)
# Who meets it: whoever marks answers or draws slopes with it, which is what it is made for: a pupil who has −1.06 is told that it is wrong, and a
#   step along the gradient goes uphill. Where variables are positive, as in most examples, nothing is to be seen. Expand what stands under a root
#   first, or check each derivative by a difference.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @cortex-js/compute-engine@0.140.0 >/dev/null

cat > try.mjs <<'JS'
import { ComputeEngine } from '@cortex-js/compute-engine'

const engine = new ComputeEngine()
/** The number that an expression has there; not a number where it is not real. */
function at(expression, point) {
  const numbers = Object.fromEntries(Object.entries(point).map(([name, value]) => [name, engine.number(value)]))
  const { re, im } = expression.subs(numbers).N()
  return Math.abs(im) < 1e-9 ? re : NaN
}
const slope = (expression, { x, y }) => (at(expression, { x: x + 1e-6, y }) - at(expression, { x: x - 1e-6, y })) / 2e-6
const ways = {
  D: [expression => engine.box(['D', expression.json, 'x']).evaluate(), slope],
  Factor: [expression => engine.box(['Factor', expression.json]).evaluate(), at],
  simplify: [expression => expression.simplify(), at],
}
const left = { x: -2, y: -3 }
const right = { x: 4, y: 3 }
let found = true
function judge(way, latex, point, wrong) {
  const [change, truth] = ways[way]
  const expression = engine.parse(latex)
  const changed = change(expression)
  const got = at(changed, point)
  const expected = truth(expression, point)
  const off = !(Math.abs(got - expected) < 1e-4)
  console.log(`${way} of ${latex} at x = ${point.x}, y = ${point.y}: ${got.toFixed(3)}${off ? ` instead of ${expected.toFixed(3)}, as ${changed.latex}` : ''}`)
  found &&= off === wrong
}
for (const [way, latex] of [
  ['D', '\\sqrt{x(x-2)}'],
  ['D', '\\sqrt{(x-1)(x-3)}'],
  ['D', '\\sqrt{xy}'],
  ['D', '\\sqrt{x\\cdot x}'],
  ['Factor', '\\sqrt{x(x-2)}'],
  ['simplify', '\\sqrt{x^3y}'],
]) {
  judge(way, latex, left, true)
  judge(way, latex, right, false)
}
for (const latex of ['\\sqrt{x^2-2x}', '\\sqrt{(1-x)(3-x)}', '\\sqrt{x^2}']) {
  for (const way of Object.keys(ways)) judge(way, latex, left, false)
}

if (found) {
  console.log('as found: roots of products are taken apart where their parts are negative')
} else {
  console.log('CHANGED: expected D, Factor and simplify of roots of products to be wrong on the left, and the rest right')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
