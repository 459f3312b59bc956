#!/usr/bin/env bash
# jimp 1.6.1, Node 24.
#
# One would expect: convolute(kernel) and convolution(kernel) take a kernel as it is written, row above row, as OpenCV's filter2D
#   does: Sobel's -1 0 1, -2 0 2, -1 0 1 finds edges that stand upright; and two functions of one package agree.
# What happens: convolution does so; convolute has rows and columns exchanged. An edge that stands upright is 0 everywhere, one that lies is
#   found. A kernel with its only 1 to the right of the middle hands out the pixel below; of one row, 0 0 1, it makes a column. Kernels
#   that are the same across the diagonal, as those for blur and sharpening and the one in both functions' documentation are, give the
#   same from both. Nothing in the documentation or the issues tells that, or why there are two.
# Who meets it: whoever shows learners what a kernel does to a picture, takes gradients of frames, or runs the first layer of a net that was
#   trained elsewhere over a picture: motion to the right is motion down. Direction and sign are all that is wrong, so that strengths,
#   sizes and drawings with circles look right. Use convolution.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact jimp@1.6.1 >/dev/null

cat > try.mjs <<'JS'
import { Jimp } from 'jimp'

function picture(size, ink) {
  const cells = Array.from({ length: size * size }, (_, i) => ink(i % size, Math.floor(i / size)))
  return new Jimp({ width: size, height: size, data: Buffer.from(cells.flatMap(grey => [grey, grey, grey, 255])) })
}
const grey = ({ bitmap: { data, width } }) => Array.from({ length: data.length / (4 * width) }, (_, y) => Array.from({ length: width }, (_, x) => data[4 * (y * width + x)]))

const nine = picture(3, (x, y) => 1 + x + 3 * y)
const upright = picture(6, x => (x < 3 ? 0 : 200))
const lying = picture(6, (_, y) => (y < 3 ? 0 : 200))
const sobel = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
const right = [[0, 0, 0], [0, 0, 1], [0, 0, 0]]
const below = [[0, 0, 0], [0, 0, 0], [0, 1, 0]]
const sharpen = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
// the kernel as it is written, with the picture's edge repeated
function written(image, kernel) {
  const cells = grey(image)
  const last = cells.length - 1
  const at = (x, y) => cells[Math.min(last, Math.max(0, y))][Math.min(last, Math.max(0, x))]
  const sum = (x, y) => kernel.flatMap((row, j) => row.map((weight, i) => weight * at(x + i - 1, y + j - 1))).reduce((a, b) => a + b)
  return cells.map((row, y) => row.map((_, x) => Math.min(255, Math.max(0, sum(x, y)))))
}
const show = rows => rows.map(row => row.join(' ')).join(' | ')
const asked = [
  ['a 1 to the right, 1 … 9', nine, right, false],
  ['a 1 below, 1 … 9', nine, below, false],
  ['Sobel, an upright edge', upright, sobel, false],
  ['Sobel, a lying edge', lying, sobel, false],
  ['sharpen, an upright edge', upright, sharpen, true],
]
const middle = rows => rows[Math.floor(rows.length / 2)]
let found = true
for (const [name, image, kernel, same] of asked) {
  const expected = written(image, kernel)
  const convolution = grey(image.clone().convolution(kernel))
  const convolute = grey(image.clone().convolute(kernel))
  console.log(`${name}\n  as written   ${show(expected)}\n  convolution  ${show(convolution)}\n  convolute    ${show(convolute)}`)
  // away from the outermost pixels, where the two need not agree
  const inner = rows => middle(rows).slice(1, -1).join()
  found &&= inner(convolution) === inner(expected) && (inner(convolute) === inner(expected)) === same
}
const exchanged = sobel.map((row, i) => row.map((_, j) => sobel[j][i]))
found &&= middle(grey(upright.clone().convolute(exchanged))).join() === middle(written(upright, sobel)).join()
if (found) {
  console.log('as found: convolute exchanges rows and columns')
} else {
  console.log('CHANGED: expected convolution to do as is written, and convolute as if the kernel were transposed')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
