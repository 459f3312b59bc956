#!/usr/bin/env bash
# @tensorflow/tfjs 4.22.0, its webgl backend, the default in a page, beside its cpu backend, in a Chromium of this machine (CHROMIUM=/path,
# else chromium on the PATH; seen with Debian's 156, whose WebGL is drawn by SwiftShader), by playwright-core 1.65.1, Node 24.
#
# One would expect: clipByValue(x, 0, 1) looks at each cell by itself: nothing that comes out is above 1, a NaN stays a NaN and harms nobody.
#   relu of −∞, the masked score of attention, is 0.
# What happens: on webgl the neighbours of a NaN are not clipped at all: of NaN, 7, −5, 3 the 7 comes out as 7, and in a picture up to three
#   cells around it keep what they had. Four cells are worked out together, and if any of them is NaN all four are handed on as they
#   are. relu and relu6 of −∞ are NaN, leakyRelu and prelu of ∞ and −∞, too: they are multiplied by 0. On cpu all of it is right, and so
#   is webgl with minimum(maximum(x, 0), 1). (Other functions of NaN differ from one graphics card to another; these two are
#   written so.) The documentation says nothing of it; no report of the neighbours was found.
# Who meets it: whoever clips gradients, pictures or probabilities: after one NaN the cells beside it are of any size, a picture has
#   values beyond white, and log(1 − p) of a p of 7 is NaN in its turn, so that the fault seems to lie elsewhere each time.
#   Tests in Node run on cpu. Write minimum(maximum(x, low), high), which costs two passes, or look for NaN first.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @tensorflow/tfjs@4.22.0 playwright-core@1.65.1 >/dev/null
"$chromium" --version 2>/dev/null

cat > page.js <<'JS'
async function answers(backend) {
  if (!(await tf.setBackend(backend))) throw new Error(`no ${backend}`)
  await tf.ready()
  const ask = async make => Array.from(await tf.tidy(make).data(), String)
  const row = [NaN, 7, -5, 3, 0.5, 2]
  const picture = [NaN, 7, 2, -5, 9, 3, 4, 5, 6]
  const edges = [Infinity, -Infinity, 2, -2]
  return {
    row: await ask(() => tf.clipByValue(tf.tensor1d(row), 0, 1)),
    tame: await ask(() => tf.clipByValue(tf.tensor1d([0.2, ...row.slice(1)]), 0, 1)),
    picture: await ask(() => tf.clipByValue(tf.tensor2d(picture, [3, 3]), 0, 1)),
    'in two': await ask(() => tf.minimum(tf.maximum(tf.tensor2d(picture, [3, 3]), 0), 1)),
    relu: await ask(() => tf.relu(tf.tensor1d(edges))),
    relu6: await ask(() => tf.relu6(tf.tensor1d(edges))),
    leakyRelu: await ask(() => tf.leakyRelu(tf.tensor1d(edges), 0.5)),
    prelu: await ask(() => tf.prelu(tf.tensor1d(edges), tf.scalar(0.5))),
    maximum: await ask(() => tf.maximum(tf.tensor1d(edges), 0)),
  }
}
JS
cat > try.mjs <<'JS'
import { chromium } from 'playwright-core'

const args = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
const browser = await chromium.launch({ executablePath: process.argv[2], args })
const page = await browser.newPage()
await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' })
await page.addScriptTag({ path: 'page.js' })
const cpu = await page.evaluate(() => answers('cpu'))
const webgl = await page.evaluate(() => answers('webgl'))
await browser.close()
const show = list => list.map(text => (text === 'NaN' ? text : String(Number(Number(text).toPrecision(6))))).join(' ')
for (const name of Object.keys(cpu)) console.log(`${name}: cpu ${show(cpu[name])}; webgl ${show(webgl[name])}`)

const right = {
  row: 'NaN 1 0 1 0.5 1',
  tame: '0.2 1 0 1 0.5 1',
  picture: 'NaN 1 1 0 1 1 1 1 1',
  'in two': 'NaN 1 1 0 1 1 1 1 1',
  relu: 'Infinity 0 2 0',
  relu6: '6 0 2 0',
  leakyRelu: 'Infinity -Infinity 2 -1',
  prelu: 'Infinity -Infinity 2 -1',
  maximum: 'Infinity 0 2 0',
}
const wrong = {
  row: 'NaN 7 0 1 0.5 1',
  picture: 'NaN 7 1 -5 9 1 1 1 1',
  relu: 'Infinity NaN 2 0',
  relu6: '6 NaN 2 0',
  leakyRelu: 'NaN NaN 2 -1',
  prelu: 'NaN NaN 2 -1',
}
const found = Object.keys(right).every(name => show(cpu[name]) === right[name] && show(webgl[name]) === (wrong[name] ?? right[name]))
if (found) {
  console.log('as found: beside a NaN nothing is clipped, and relu of −∞ is NaN')
} else {
  console.log('CHANGED: expected cpu to be right, and webgl wrong beside NaN and for infinite numbers')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
