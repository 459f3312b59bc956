#!/usr/bin/env bash
# Debian's Chromium 156 (CHROMIUM=/path, else chromium on the PATH), by playwright-core 1.65.1; pngjs 7.0.0 counts pixels. Node 24.
#
# One would expect: getTotalLength() of <circle r="1"> is 2π, to a float's digits, whatever unit the drawing is made in; and a circle
#   with pathLength="1" stroke-dasharray="0.5 1" is drawn half way round.
# What happens: a curve is measured by chords that may lie half a unit off, counted in the drawing's own units and not in pixels. The
#   circle of radius 1 has the length of the square inside it, 5.657; of radius 10 it is 0.6 % short, of radius 1000 0.01 %. Dashes
#   are scaled by that length and drawn along the true one: half of the circle is 45 %, and "all" of it leaves a gap of a tenth, at
#   whatever size on the screen. A <path> of the same two arcs says 6.284, but with pathLength it is drawn as 45 %, too.
# Who meets it: whoever draws a ring of progress, a donut chart or a line that draws itself in a viewBox of a few units, as charts whose
#   axis goes from 0 to 1 do; at radius 100 nothing is to be seen. Make the viewBox large; or leave pathLength off and write the
#   dashes out with 2πr.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact playwright-core@1.65.1 pngjs@7.0.0 >/dev/null
"$chromium" --version 2>/dev/null

cat > try.mjs <<'JS'
import { chromium } from 'playwright-core'
import { PNG } from 'pngjs'

const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 400, height: 400 } })
const shapes = {
  circle: r => `<circle r="${r}"`,
  path: r => `<path d="M ${r} 0 A ${r} ${r} 0 1 1 ${-r} 0 A ${r} ${r} 0 1 1 ${r} 0"`,
}
// the same ring of 160 pixels, whatever the unit
async function draw(shape, r, dashes) {
  const box = `${-1.25 * r} ${-1.25 * r} ${2.5 * r} ${2.5 * r}`
  const ring = `${shapes[shape](r)} fill="none" stroke="black" stroke-width="${0.2 * r}" ${dashes} />`
  await page.setContent(`<style>body { margin: 0 }</style><svg width="400" height="400" viewBox="${box}">${ring}</svg>`)
  const { width, data } = PNG.sync.read(await page.screenshot())
  const dark = Array.from({ length: 3600 }, (_, i) => {
    const [x, y] = [Math.cos, Math.sin].map(f => Math.floor(200 + 160 * f((2 * Math.PI * i) / 3600)))
    return data[4 * (y * width + x)] < 128
  })
  return dark.filter(Boolean).length / dark.length
}
const measure = () => page.evaluate(() => document.querySelector('svg > *').getTotalLength())

const seen = {}
for (const shape of ['circle', 'path']) {
  for (const r of [1, 10, 1000]) {
    const half = await draw(shape, r, 'pathLength="1" stroke-dasharray="0.5 1"')
    const length = await measure()
    const all = await draw(shape, r, 'pathLength="1" stroke-dasharray="1 1"')
    const plain = await draw(shape, r, `stroke-dasharray="${Math.PI * r} ${2 * Math.PI * r}"`)
    seen[`${shape} ${r}`] = { length: length / (2 * Math.PI * r), half, all, plain }
    console.log(
      `${shape} of radius ${r}: length ${(length / r).toFixed(4)} r; half is drawn as ${half.toFixed(3)}, all as ${all.toFixed(3)};`,
      `with dashes of πr half is ${plain.toFixed(3)}`,
    )
  }
}
await browser.close()
const near = (x, y, by) => Math.abs(x - y) < by
const [small, middle, large, path] = ['circle 1', 'circle 10', 'circle 1000', 'path 1'].map(name => seen[name])
const found = [
  near(small.length, Math.SQRT2 * 2 / Math.PI, 1e-3),
  near(small.half, 0.4502, 0.003) && near(small.all, 0.9003, 0.003) && near(small.plain, 0.5, 0.003),
  near(middle.length, 0.9936, 1e-3),
  near(large.length, 1, 2e-4) && near(large.half, 0.5, 0.003) && near(large.all, 1, 0.003),
  near(path.length, 1, 3e-4) && near(path.half, 0.4502, 0.003) && near(path.plain, 0.5, 0.003),
]
if (found.every(Boolean)) {
  console.log('as found: a small circle is measured as a square')
} else {
  console.log(`CHANGED: expected a circle of radius 1 to be a tenth short, of 1000 to be right (${found})`)
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
