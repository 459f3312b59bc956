#!/usr/bin/env bash
# d3-hexbin 0.2.2 and @observablehq/plot 0.6.17 (jsdom 26.1.0 for its document), Node 24.
#
# One would expect: a point is counted in the hexagon that it lies in. Both hand out the bins' centres for that purpose, "to render the hexagon at the
#   appropriate location", and a hexagon of their grid is what lies nearer to its centre than to all others.
# What happens: one point of fifty is counted next door. Of 100,000 random points 2.1 % lie outside the hexagon they are counted in, by up to half a
#   pixel for a radius of 10, and in the hexagon beside it there is one too few; of 3000 by Plot 1.9 %. It does not get less with more points. Where
#   rows meet, which of two centres is nearer is asked after dividing x by the distance of columns and y by that of rows, which is another number:
#   17.3 and 15, so that the slanted edges are tilted about their middles. Each point that is handed over as the centre nearest to it is right. The
#   number of points altogether is right, too. No report was found.
# Who meets it: whoever checks a count by the points drawn above the hexagons, compares bins with those of another program, or looks up what belongs
#   to the hexagon under the pointer: next to nothing in a picture of density, and a wrong list of examples for a hexagon that holds three. Hand the
#   library the nearest centres in place of the points, as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact d3-hexbin@0.2.2 @observablehq/plot@0.6.17 jsdom@26.1.0 >/dev/null

cat > try.mjs <<'JS'
import * as Plot from '@observablehq/plot'
import { hexbin } from 'd3-hexbin'
import { JSDOM } from 'jsdom'

const radius = 10
const [across, down] = [radius * Math.sqrt(3), radius * 1.5]
let state = 7
const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647
/** How far a point lies outside a hexagon with a corner above its centre; below 0 inside. */
const outside = (dx, dy) => Math.max(...[0, 60, 120].map(degrees => Math.abs(dx * Math.cos((degrees * Math.PI) / 180) + dy * Math.sin((degrees * Math.PI) / 180)))) - across / 2
/** The centre of the hexagon a point lies in: the nearest of the two rows around it. */
function nearest([x, y]) {
  const rows = [Math.floor(y / down), Math.floor(y / down) + 1]
  const centres = rows.map(row => {
    const shift = row % 2 === 0 ? 0 : 0.5
    return [(Math.round(x / across - shift) + shift) * across, row * down]
  })
  const far = ([cx, cy]) => Math.hypot(cx - x, cy - y)
  return far(centres[0]) <= far(centres[1]) ? centres[0] : centres[1]
}
const name = (x, y) => `${x.toFixed(3)} ${y.toFixed(3)}`
function judged(title, bins) {
  const all = bins.flatMap(({ x, y, points }) => points.map(point => ({ x, y, point })))
  const wrong = all.filter(({ x, y, point }) => outside(point[0] - x, point[1] - y) > 1e-6)
  const elsewhere = wrong.filter(({ x, y, point }) => name(x, y) !== name(...nearest(point))).length
  const furthest = wrong.reduce((most, { x, y, point }) => Math.max(most, outside(point[0] - x, point[1] - y)), 0)
  const share = wrong.length / all.length
  console.log(`${title}: ${all.length} points, ${wrong.length} outside the hexagon they are counted in (${(100 * share).toFixed(2)} %), ${elsewhere} of them nearer to another centre, by up to ${furthest.toFixed(2)}`)
  return { share, furthest, same: elsewhere === wrong.length, all: all.length }
}
const drawn = (count, size) => Array.from({ length: count }, () => [uniform() * size, uniform() * size])
const d3 = points => hexbin().radius(radius)(points).map(bin => ({ x: bin.x, y: bin.y, points: bin }))

const many = drawn(100_000, 1000)
const few = drawn(3000, 300)
const library = judged('d3-hexbin', d3(many))
const mended = many.map(point => ({ point, centre: nearest(point) }))
const byCentre = hexbin().radius(radius).x(({ centre }) => centre[0]).y(({ centre }) => centre[1])(mended)
const handed = judged('d3-hexbin, handed the nearest centres', byCentre.map(bin => ({ x: bin.x, y: bin.y, points: bin.map(({ point }) => point) })))

const { document } = new JSDOM('').window
const picture = Plot.plot({
  document, width: 300, height: 300, margin: 0, x: { type: 'identity' }, y: { type: 'identity' },
  marks: [Plot.hexagon(few.map(([x, y], i) => ({ x, y, i })), Plot.hexbin({ title: list => list.join(' ') }, { x: 'x', y: 'y', title: 'i', binWidth: across }))],
})
const hexagons = [...picture.querySelectorAll('path')].filter(path => path.querySelector('title') !== null)
const bins = hexagons.map(path => {
  const [, x, y] = /translate\(([^,]+),([^)]+)\)/.exec(path.getAttribute('transform'))
  return { x: Number(x), y: Number(y), points: path.querySelector('title').textContent.split(' ').map(i => few[Number(i)]) }
})
const plot = judged('Plot.hexbin', bins.map(bin => bin))

const near = (x, y, by) => Math.abs(x - y) < by
if (near(library.share, 0.021, 0.002) && library.same && library.furthest > 0.4 && handed.share === 0 && near(plot.share, 0.021, 0.01) && plot.all === few.length) {
  console.log('as found: two points of a hundred are counted in the hexagon next door')
} else {
  console.log('CHANGED: expected 2.1 % of the points outside the hexagon they are counted in')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
