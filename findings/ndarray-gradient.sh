#!/usr/bin/env bash
# ndarray-gradient 1.0.1 with ndarray 1.1.1, Node 24. What is right is worked out beside it from the definition.
#
# One would expect: the gradient, "using a 2-point central finite difference", points to where the numbers become greater: of 0 1 2 3 4 it is 1, as
#   numpy.gradient and MATLAB's gradient have it, and a step along it goes up.
# What happens: it points down. Of 0 1 2 3 4 5 6 it is −1 in the middle, of the squares 0 1 4 9 16 25 36 it is −2 −4 −6 −8 −10, in two dimensions both
#   parts are negated. At the ends it is half of that, −0.5 and −5.5, for with 'clamp', the default, what lies outside is the last number again,
#   divided by the same 2; with 'mirror' it is 0, and with 'wrap' 2.5 for the first list. To follow it "uphill" on a hill with its top in the middle
#   ends at the border, and descent along it climbs. Lengths, edges and their strength are right, so that an edge detector never shows it. The numbers
#   of the documentation's one example have this sign, too, but nothing there says so; no report was found.
# Who meets it: whoever takes normals of height fields, flow, forces of potentials or the divergence of a gradient from it: light falls from the wrong
#   side and particles run uphill, and whoever then turns a sign elsewhere has two errors that hide each other. Negate it; at the ends take
#   differences of one side, as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ndarray-gradient@1.0.1 ndarray@1.1.1 >/dev/null

cat > try.mjs <<'JS'
import ndarray from 'ndarray'
import gradient from 'ndarray-gradient'

const along = (list, border) => [...gradient(ndarray(new Float64Array(list.length), [list.length, 1]), ndarray(Float64Array.from(list)), border).data]
/** Central differences, and those of one side at the ends. */
const defined = list => list.map((_, i) => {
  const [from, to] = [Math.max(i - 1, 0), Math.min(i + 1, list.length - 1)]
  return (list[to] - list[from]) / (to - from)
})
const steps = [0, 1, 2, 3, 4, 5, 6]
const squares = steps.map(x => x * x)
const lists = { steps, squares }
const seen = Object.fromEntries(Object.entries(lists).map(([name, list]) => {
  const got = along(list)
  console.log(`${name} ${list.join(' ')}: gradient ${got.join(' ')}; mirror ${along(list, 'mirror').join(' ')}; wrap ${along(list, 'wrap').join(' ')}; by definition ${defined(list).join(' ')}`)
  return [name, got]
}))

// 10 for a row, 1 for a column: the gradient is 10 1 everywhere
const size = 9
const at = (i, j) => i * size + j
const plane = Float64Array.from({ length: size ** 2 }, (_, k) => 10 * Math.floor(k / size) + (k % size))
const field = values => gradient(ndarray(new Float64Array(2 * size ** 2), [size, size, 2]), ndarray(values, [size, size]))
const slope = field(plane)
const middle = [slope.get(4, 4, 0), slope.get(4, 4, 1)]
console.log(`a plane that rises by 10 with each row and by 1 with each column: in the middle ${middle.join(' ')}`)

// a hill with its top in the middle, climbed from beside the top
const hill = Float64Array.from({ length: size ** 2 }, (_, k) => -((Math.floor(k / size) - 4) ** 2) - ((k % size) - 4) ** 2)
function climbed(sign) {
  const parts = field(hill)
  let [i, j] = [3, 5]
  for (let step = 0; step < 10; step++) {
    const inside = x => Math.min(Math.max(x, 0), size - 1)
    ;[i, j] = [inside(i + sign * Math.sign(parts.get(i, j, 0))), inside(j + sign * Math.sign(parts.get(i, j, 1)))]
  }
  return { place: [i, j], height: hill[at(i, j)] }
}
const [up, down] = [climbed(1), climbed(-1)]
console.log(`ten steps along the gradient from 3 5, of height ${hill[at(3, 5)]}: at ${up.place.join(' ')}, of height ${up.height}; against it: at ${down.place.join(' ')}, of height ${down.height}`)

const negated = Object.entries(lists).every(([name, list]) => defined(list).slice(1, -1).every((x, i) => seen[name][i + 1] === -x))
const ends = seen.steps[0] === -0.5 && seen.steps.at(-1) === -0.5 && seen.squares.at(-1) === -5.5
if (negated && ends && middle.join(' ') === '-10 -1' && up.height < -20 && down.height > -3) console.log('as found: the gradient points downhill')
else {
  console.log('CHANGED: expected −1 for 0 1 2 3 4 5 6, −10 −1 for the plane, and to end at the foot of the hill')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
