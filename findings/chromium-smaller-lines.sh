#!/usr/bin/env bash
# Debian's Chromium 156 (CHROMIUM=/path, else chromium on the PATH), drawing without a graphics card, by playwright-core 1.65.1, Node 24.
#
# One would expect: resizeQuality: 'high' of createImageBitmap, and imageSmoothingQuality = 'high' of a canvas, look at all pixels that a new one stands for when
#   a picture is made smaller: lines of one thickness stay of one thickness, and a little more or less of width changes little.
# What happens: twenty lines of one pixel, ten apart, in a picture of 200 × 200 have a sum of 127 each at 100 × 100, where 128 is right. At 101 × 101 it is from
#   69 to 187, at 90 × 90 by turns 74 and 158, at 105 × 105 95 to 171. And where only one side becomes smaller, 'high' is 'low' down to half the width: at
#   101 × 200 lines have from 14 to 244, at 90 × 200 from 9 to 232. Stripes of one pixel, which should be a grey, differ by 41 at 101 × 101 and by 80 at
#   101 × 200. 'medium' is 'high' throughout, and drawImage does as createImageBitmap. With 'low', the default, every second line is gone at 90 × 90. It
#   is as if halves were made first, by both sides at once, and what lies between two of them mixed from both. The standard leaves the way to the
#   browser; that quality is poor in Chrome is often said, of this no report was found.
# Who meets it: whoever makes thumbnails of worksheets and curves, or brings frames to the size of a model in a page: a photograph hides it, hair lines and
#   grids do not, and a model sees patterns that are not there. Make it smaller by halves, both sides, or add up areas oneself.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact playwright-core@1.65.1 >/dev/null
"$chromium" --version 2>/dev/null

cat > try.mjs <<'JS'
import { chromium } from 'playwright-core'

const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] })
const page = await browser.newPage()
// twenty upright lines, one pixel wide and ten apart, and stripes of one pixel, 200 × 200, in another size and in another width alone
const answers = await page.evaluate(async () => {
  const size = 200
  const picture = shade => {
    const data = new ImageData(size, size)
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) data.data.set([shade(x), shade(x), shade(x), 255], (y * size + x) * 4)
    return data
  }
  const read = (context, width, height) => Array.from({ length: width }, (_, x) => context.getImageData(x, Math.floor(height / 2), 1, 1).data[0])
  async function scaled(data, width, height, quality, way) {
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    if (way === 'createImageBitmap') context.drawImage(await createImageBitmap(data, { resizeWidth: width, resizeHeight: height, resizeQuality: quality }), 0, 0)
    else {
      const source = new OffscreenCanvas(size, size)
      source.getContext('2d').putImageData(data, 0, 0)
      context.imageSmoothingQuality = quality
      context.drawImage(source, 0, 0, width, height)
    }
    return read(context, width, height)
  }
  const lines = picture(x => (x % 10 === 5 ? 255 : 0))
  const stripes = picture(x => (x % 2 ? 255 : 0))
  const out = []
  for (const way of ['createImageBitmap', 'drawImage'])
    for (const quality of ['low', 'medium', 'high'])
      for (const width of [50, 90, 100, 101, 105, 120, 150])
        for (const height of [width, size]) {
          const row = await scaled(lines, width, height, quality, way)
          const each = Array.from({ length: 20 }, (_, i) => row.slice(Math.round(i * width / 20), Math.round((i + 1) * width / 20)).reduce((a, b) => a + b))
          const flat = (await scaled(stripes, width, height, quality, way)).slice(8, -8)
          const mean = flat.reduce((a, b) => a + b) / flat.length
          out.push({ way, quality, width, height, each, spread: Math.sqrt(flat.reduce((sum, x) => sum + (x - mean) ** 2, 0) / flat.length) })
        }
  return out
})
await browser.close()
// by area: each new pixel is the mean of what it covers
function byArea(width) {
  const step = 200 / width
  const row = Array.from({ length: width }, (_, i) => {
    let sum = 0
    for (let x = Math.floor(i * step); x < (i + 1) * step; x++) sum += (x % 2 ? 255 : 0) * (Math.min(x + 1, (i + 1) * step) - Math.max(x, i * step))
    return sum / step
  }).slice(8, -8)
  const mean = row.reduce((a, b) => a + b) / row.length
  return Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length)
}
for (const { way, quality, width, height, each, spread } of answers)
  if (way === 'createImageBitmap' && quality !== 'medium') console.log(`${quality}, 200 × 200 to ${width} × ${height}: each line ${Math.min(...each)} to ${Math.max(...each)}, by area ${(255 * width / 200).toFixed(0)}; stripes differ by ${spread.toFixed(0)}, by area by ${byArea(width).toFixed(0)}`)
const pick = (quality, width, height, way = 'createImageBitmap') => answers.find(one => one.way === way && one.quality === quality && one.width === width && one.height === height)
const same = (a, b) => a.each.every((x, i) => Math.abs(x - b.each[i]) <= 3) && Math.abs(a.spread - b.spread) < 2
const range = ({ each }) => Math.max(...each) / Math.min(...each)
const found = [
  pick('high', 100, 100).each.every(x => Math.abs(x - 127) <= 2),
  range(pick('high', 101, 101)) > 2 && range(pick('high', 90, 90)) > 1.8,
  Math.min(...pick('low', 90, 90).each) === 0,
  // one side kept: high is low
  [101, 105, 120, 150].every(width => same(pick('high', width, 200), pick('low', width, 200))) && pick('high', 101, 200).spread > 70,
  // medium is high, and both ways are one
  answers.filter(one => one.quality === 'high').every(one => same(one, pick('medium', one.width, one.height, one.way)) && same(one, pick('high', one.width, one.height))),
]
console.log(found.join(' '))
if (found.every(Boolean)) console.log('as found: high is medium, and with one side kept it is low')
else {
  console.log('CHANGED: expected lines that differ by twice and more at 101 and 90 of 200 with high')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
