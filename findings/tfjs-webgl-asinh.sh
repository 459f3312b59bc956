#!/usr/bin/env bash
# @tensorflow/tfjs 4.22.0, its webgl backend, the default in a page, beside its cpu backend, in a Chromium of this machine (CHROMIUM=/path,
# else chromium on the PATH; seen with Debian's 156, whose WebGL is drawn by SwiftShader), by playwright-core 1.65.1, Node 24.
#
# One would expect: asinh(−x) is −asinh(x); log1p, which exists because log(1 + x) fails, of 1e-8 is 1e-8; tanh of a small number is that
#   number: in float32, six digits of each.
# What happens: on webgl each is its formula from the book. asinh is log(x + √(x² + 1)), in which for negative x two numbers of one size cancel:
#   −1000 gives −7.62 instead of −7.60, −2000 and −3000 both −8.32 instead of −8.29 and −8.70, −5000 and all below −88 (or −∞,
#   by the card), where −9.21 is right; 5000 gives 9.21. log1p is log(1 + x): 0 for 1e-8, a fifth too much for 1e-7. tanh, elu and atanh
#   of 1e-8 are 0, tanh(1e-4) has three digits. expm1 is right, and all of them are on cpu. The documentation says
#   nothing of it; no report was found.
# Who meets it: whoever squeezes rewards, residuals or amplitudes of either sign by asinh before they are learnt from: positive ones are right and
#   negative ones fall off a cliff; or takes log1p of small rates and losses, for its digits: they are 0. Tests in Node run on cpu.
#   For asinh take mul(sign(x), asinh(abs(x))); for log1p of small x, where(x < 1e-3, x − x²/2 + x³/3, log1p(x)).
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @tensorflow/tfjs@4.22.0 playwright-core@1.65.1 >/dev/null
"$chromium" --version 2>/dev/null

cat > page.js <<'JS'
async function answers(backend, questions) {
  if (!(await tf.setBackend(backend))) throw new Error(`no ${backend}`)
  await tf.ready()
  const extra = {
    'asinh by sign': x => tf.mul(tf.sign(x), tf.asinh(tf.abs(x))),
    'log1p by series': x => {
      const square = tf.square(x)
      const series = tf.addN([x, tf.mul(square, -0.5), tf.mul(tf.mul(square, x), 1 / 3)])
      return tf.where(tf.less(tf.abs(x), 1e-3), series, tf.log1p(x))
    },
  }
  const ask = ([name, list]) => tf.tidy(() => (extra[name] ?? tf[name])(tf.tensor1d(list))).data()
  return (await Promise.all(questions.map(ask))).map(list => Array.from(list, String))
}
JS
cat > try.mjs <<'JS'
import { chromium } from 'playwright-core'

const steep = [-100, -1000, -2000, -3000, -5000, -10_000, 5000]
const small = [1e-8, 1e-7, 1e-4]
// what is asked, and the functions of JavaScript that know the answer
const questions = [
  ['asinh', steep, Math.asinh],
  ['asinh by sign', steep, Math.asinh],
  ['log1p', small, Math.log1p],
  ['log1p by series', small, Math.log1p],
  ['tanh', small, Math.tanh],
  ['atanh', small, Math.atanh],
  ['elu', small.map(x => -x), Math.expm1],
  ['expm1', small, Math.expm1],
]
const args = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
const browser = await chromium.launch({ executablePath: process.argv[2], args })
const page = await browser.newPage()
await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' })
await page.addScriptTag({ path: 'page.js' })
const named = questions.map(([name, list]) => [name, list])
const [cpu, webgl] = [await page.evaluate(n => answers('cpu', n), named), await page.evaluate(n => answers('webgl', n), named)]
await browser.close()

// how far off, as a share of the answer
const off = (list, i) => list[i].map((text, k) => Math.abs(Number(text) / questions[i][2](questions[i][1][k]) - 1))
questions.forEach(([name, list, right], i) => {
  const show = answer => answer.map(text => String(Number(Number(text).toPrecision(6)))).join(' ')
  console.log(`${name} of ${list.join(' ')} is ${show(list.map(right))}: cpu ${show(cpu[i])}; webgl ${show(webgl[i])}`)
})
const close = (list, i, by) => off(list, i).every(share => share <= by)
const onCpu = questions.every((_, i) => close(cpu, i, 1e-5))
const [asinh, bySign, log1p, bySeries, tanh, atanh, elu, expm1] = questions.map((_, i) => off(webgl, i))
const cliff = asinh[1] > 1e-3 && asinh[3] > 0.02 && asinh[4] > 1 && asinh[5] > 1 && asinh[6] < 1e-5
const nothing = [log1p, tanh, atanh, elu].every(list => list[0] === 1) && log1p[1] > 0.1 && tanh[2] > 1e-5
const fine = [bySign, bySeries, expm1].every(list => list.every(share => share <= 2e-5))
if (onCpu && cliff && nothing && fine) {
  console.log('as found: asinh falls off below −1000, log1p and tanh of 1e-8 are 0')
} else {
  console.log(`CHANGED: expected cpu to be right, and webgl wrong but for expm1 and the ways round (${[onCpu, cliff, nothing, fine]})`)
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
