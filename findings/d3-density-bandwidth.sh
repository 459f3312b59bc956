#!/usr/bin/env bash
# d3-contour 4.0.3 with d3-array 3.2.5, Node 24. What is right is worked out beside it from the definition of a Gaussian kernel.
#
# One would expect: contourDensity().bandwidth(5) smooths with a Gaussian whose standard deviation is 5 pixels, as its documentation says. cellSize,
#   "smaller cell sizes produce more detailed contour polygons", says how fine the grid is on which that is worked out: four times as fine is the same
#   smoothing.
# What happens: what a point is spread by depends on the cells. With bandwidth(5) its deviation is 5.1 for cells of 1, 6.6 for cells of 4, the
#   default, 10 for 8 and 16 for 16; with bandwidth(10) it is 10.0, 11.8, 13.8 and 19; with the default, 20.5, it is 20.5, 21.8, 24.4 and 29. The
#   greatest density of a point is half of the right one by bandwidth(5), a fifth with cells of 8; with cells of 1 it is 0.86, for three moving
#   averages are not quite a Gaussian. Two points 12 pixels apart, whose density by bandwidth(5) has two tops with a valley between, have one top,
#   half way, unless cells are 1. The bandwidth is turned into the width of moving averages in pixels that together have the deviation asked for; they
#   are then run over cells, where they are wider by half a cell on either side: a deviation of about √(r (r + c)) instead of √(r (r + 1)). How much
#   there is altogether is right. No report was found.
# Who meets it: whoever draws the density of latents, embeddings or predictions in a small picture, or with a small bandwidth to see whether there are
#   groups: such as lie closer than two and a half bandwidths melt into one, and the same picture with finer cells has them. Observable Plot's density
#   draws with the default cells. Give cellSize(1), or, for a deviation b with cells c, the bandwidth √(r (r + 1)) with r = (√(4 b² + c²) − c) / 2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact d3-contour@4.0.3 d3-array@3.2.5 >/dev/null

cat > try.mjs <<'JS'
import { contourDensity } from 'd3-contour'

const size = 400
const average = list => list.reduce((sum, x) => sum + x, 0) / list.length
/** The grid that thresholds are chosen from, as numbers of points for each square pixel. */
function grid(points, bandwidth, cell) {
  let values = []
  const density = contourDensity().size([size, size]).cellSize(cell).thresholds(list => {
    values = [...list].map(x => x / cell ** 2)
    return [1e-9]
  })
  if (bandwidth !== undefined) density.bandwidth(bandwidth)
  density(points)
  return values
}
/** How far a single point is spread, as a standard deviation in pixels, and the greatest density, over where in its cell it lies. */
function spread(bandwidth, cell) {
  const places = [0, 0.25, 0.5, 0.75].map(part => 200 + part * cell)
  const each = places.map(at => {
    const values = grid([[at, at]], bandwidth, cell)
    const across = Math.sqrt(values.length)
    const [all, first, second] = [0, 1, 2].map(power => values.reduce((sum, value, i) => sum + value * ((i % across) * cell) ** power, 0))
    return { all: all * cell ** 2, variance: second / all - (first / all) ** 2, top: values.reduce((x, y) => Math.max(x, y)) }
  })
  return { all: average(each.map(({ all }) => all)), deviation: Math.sqrt(average(each.map(({ variance }) => variance))), top: average(each.map(({ top }) => top)) }
}
const seen = {}
for (const bandwidth of [5, 10, undefined]) {
  const asked = contourDensity().bandwidth()
  const right = bandwidth ?? asked
  for (const cell of [1, 4, 8, 16]) {
    const { all, deviation, top } = spread(bandwidth, cell)
    const share = top * 2 * Math.PI * right ** 2
    seen[`${bandwidth ?? 'default'} ${cell}`] = { all, deviation, share }
    console.log(`bandwidth ${right.toFixed(2)}, cells of ${cell}: deviation ${deviation.toFixed(2)}; top ${share.toFixed(2)} of the right one; altogether ${all.toFixed(3)}`)
  }
}
const mended = [5, 10].map(b => {
  const r = (Math.sqrt(4 * b ** 2 + 16) - 4) / 2
  return spread(Math.sqrt(r * (r + 1)), 4).deviation
})
console.log(`cells of 4, with the bandwidth worked out for them: deviations ${mended.map(x => x.toFixed(2)).join(' ')} for 5 and 10`)

/** Tops of the density of two points that lie side by side: rings of the contour just below the greatest density. */
const points = [[194, 202], [206, 202]]
const kernel = (x, b) => Math.exp(-(x ** 2) / 2 / b ** 2)
const valley = (kernel(6, 5) * 2) / (1 + kernel(12, 5))
const tops = [1, 4, 8].map(cell => {
  const at = contourDensity().size([size, size]).cellSize(cell).bandwidth(5).contours(points)
  return at(at.max * 0.99).coordinates.length
})
console.log(`two points 12 apart, bandwidth 5: the valley is ${valley.toFixed(2)} of the tops by definition; tops with cells of 1, 4 and 8: ${tops.join(' ')}`)

const near = (name, deviation, by) => Math.abs(seen[name].deviation - deviation) < by
const fine = near('5 1', 5, 0.1) && near('10 1', 10, 0.05) && near('default 1', 20.49, 0.05)
const coarse = seen['5 4'].deviation > 6.4 && near('5 8', 10, 0.5) && near('10 8', 13.8, 0.5) && near('default 4', 21.9, 0.3) && seen['5 4'].share < 0.6
const whole = Object.values(seen).every(({ all }) => Math.abs(all - 1) < 0.001) && Math.abs(mended[0] - 5) < 0.3 && Math.abs(mended[1] - 10) < 0.3
if (fine && coarse && whole && tops.join(' ') === '2 1 1') console.log('as found: the larger the cells, the wider the kernel')
else {
  console.log('CHANGED: expected a deviation of 5.1 with cells of 1 and of 6.6 and 10 with cells of 4 and 8 for bandwidth(5), and two tops in fine cells alone')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
