#!/usr/bin/env bash
# plotly.js 4.1.2 (plotly.js-dist-min) in a Chromium of this machine (CHROMIUM=/path, else chromium on the PATH; seen with Debian's 156), by
# playwright-core 1.65.1; beside it chart.js 4.5.1. Node 24.
#
# One would expect: layout.separators: ',.' or a German or French locale, with which every axis and label says 0,5, also reads "0,5" so; or
#   what is no number to JavaScript is not drawn, as in chart.js, or becomes a name on the axis, as words do.
# What happens: a comma between two digits is left out, however many digits stand behind it, and the axis is linear: "0,5" is 5, "0,75" is
#   75, "1,0" is 10. A loss that falls, "2,31" "1,8" "0,997" "0,45" "0,4012", is 231, 18, 997, 45, 4012, and rises. So it is in bars and
#   boxes, and with a type: 'linear' that was asked for; "1 5" with a space is 15. With two decimals throughout all values are a hundred
#   times as large, and only the axis tells; its own labels, 0,5, written down and plotted again, are other numbers. The authors mean
#   thousands (plotly.js#1185); of decimals no report was found.
# Who meets it: whoever draws what came from a spreadsheet or CSV file of half of Europe: learners' measurements, marks, logs. With two
#   decimals throughout the curve has the right form, and with mixed ones another. Make numbers first: Number(text.replace(',', '.')); or
#   autotypenumbers: 'strict', which takes no text for a number, not "0.5" either.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact plotly.js-dist-min@4.1.2 chart.js@4.5.1 playwright-core@1.65.1 >/dev/null
"$chromium" --version 2>/dev/null

cat > try.mjs <<'JS'
import { chromium } from 'playwright-core'

const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] })
const page = await browser.newPage()
await page.setContent('<!doctype html><div id="plot" style="width: 700px; height: 400px"></div><canvas id="chart" width="700" height="400"></canvas>')
await page.addScriptTag({ path: 'node_modules/plotly.js-dist-min/plotly.min.js' })
await page.addScriptTag({ path: 'node_modules/chart.js/dist/chart.umd.min.js' })

const draw = (trace, layout = {}) =>
  page.evaluate(
    async ([trace, layout]) => {
      const plot = document.getElementById('plot')
      await Plotly.newPlot(plot, [trace], { separators: ',.', ...layout })
      const points = plot.calcdata[0]
      const box = trace.type === 'box'
      return {
        axis: plot._fullLayout.yaxis.type,
        values: box ? [points[0].med] : points.map(point => (trace.y === undefined ? point.p : point.y ?? point.s)),
        labels: [...plot.querySelectorAll('.ytick text')].map(label => label.textContent).join(' '),
      }
    },
    [trace, layout],
  )
const loss = ['2,31', '1,8', '0,997', '0,45', '0,4012']
const cases = {
  'the loss 2,31 1,8 0,997 0,45 0,4012': [{ y: loss }],
  'the same with points': [{ y: loss.map(text => text.replace(',', '.')) }],
  'the same as numbers': [{ y: loss.map(text => Number(text.replace(',', '.'))) }],
  'shares 0,5 0,75 1,0, type linear': [{ y: ['0,5', '0,75', '1,0'] }, { yaxis: { type: 'linear' } }],
  'bars 0,5 0,75 1,25': [{ type: 'bar', y: ['0,5', '0,75', '1,25'] }],
  'the median of 0,5 0,75 0,8': [{ type: 'box', y: ['0,5', '0,75', '0,8'] }],
  '1 5 and 2 000': [{ y: ['1 5', '2 000'] }],
  'shares, strict': [{ y: ['0,5', '0,75', '1,0'] }, { yaxis: { autotypenumbers: 'strict' } }],
  'words': [{ y: ['low', 'high', 'low'] }],
}
const seen = {}
for (const [name, [trace, layout]] of Object.entries(cases)) {
  const { axis, values, labels } = await draw(trace, layout)
  seen[name] = `${axis} ${values.join(' ')}`
  console.log(`${name}: ${axis}, ${values.join(' ')}; the axis says ${labels}`)
}
// what the axis itself says, plotted again
const first = await draw({ y: [0.5, 0.6, 0.9, 1.2] })
const again = await draw({ y: first.labels.split(' ') })
console.log(`the axis of 0.5 … 1.2 says ${first.labels}; plotted again, that is ${again.values.join(' ')}`)
const other = await page.evaluate(list => {
  const chart = new Chart(document.getElementById('chart'), { type: 'line', data: { labels: list, datasets: [{ data: list }] }, options: { animation: false, responsive: false } })
  return chart.getDatasetMeta(0)._parsed.map(point => String(point.y)).join(' ')
}, loss)
console.log(`chart.js: ${other}`)
await browser.close()

const wanted = {
  'the loss 2,31 1,8 0,997 0,45 0,4012': 'linear 231 18 997 45 4012',
  'the same with points': 'linear 2.31 1.8 0.997 0.45 0.4012',
  'the same as numbers': 'linear 2.31 1.8 0.997 0.45 0.4012',
  'shares 0,5 0,75 1,0, type linear': 'linear 5 75 10',
  'bars 0,5 0,75 1,25': 'linear 5 75 125',
  'the median of 0,5 0,75 0,8': 'linear 8',
  '1 5 and 2 000': 'linear 15 2000',
  'shares, strict': 'category 0 1 2',
  'words': 'category 0 1 0',
}
const turned = /0,[0-9]/.test(first.labels) && again.axis === 'linear' && Math.max(...again.values) >= 5
if (Object.entries(wanted).every(([name, text]) => seen[name] === text) && turned && other === 'NaN NaN NaN NaN NaN') {
  console.log('as found: a comma between digits is left out, whatever stands behind it')
} else {
  console.log('CHANGED: expected 231 18 997 45 4012 from the loss with commas, and NaN from chart.js')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
