#!/usr/bin/env bash
# playwright-core 1.65.1 with a Chromium of this machine (CHROMIUM=/path, else chromium on the PATH; seen with Debian’s 150 and
#   156), Node 24.
#
# One would expect: a square that nothing but the compositor moves drops the same few frames wherever it stands in a page
#   whose viewport is 1280 × 800, by the browser's own count (`DroppedFrame` beside `BeginFrame` in the category
#   disabled-by-default-devtools.timeline.frame, what the performance panel draws).
# What happens: Playwright makes the window exactly as high as the viewport, its bars included, so that the lowest ninety or so
#   pixels of the page lie below the window. Pictures and films show them, `innerHeight` is 800, every frame is drawn; but
#   where all that changes lies down there, nothing is presented, and each frame is counted as dropped: all of them,
#   instead of next to none. `--window-size` changes nothing (Playwright sets the bounds afterwards);
#   `Browser.setWindowBounds`, larger than the viewport, puts it right.
# Who meets it: whoever counts dropped frames of an animation in continuous integration: a bar that sticks to the bottom edge,
#   a player's controls, a toast. It looks like a slow page, and no change to the page helps.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact playwright-core@1.65.1 >/dev/null
"$chromium" --version

cat > try.mjs <<'JS'
import { chromium } from 'playwright-core'

const page = top => `<style>
  div { position: absolute; top: ${top}px; width: 40px; height: 40px; background: #b45309; animation: move 1s infinite alternate }
  @keyframes move { to { transform: translateX(300px) } }
</style><div></div>`
const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox', '--disable-gpu'] })

async function share(top, larger) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const tab = await context.newPage()
  await tab.setContent(page(top))
  const devtools = await context.newCDPSession(tab)
  const { windowId, bounds } = await devtools.send('Browser.getWindowForTarget')
  if (larger) await devtools.send('Browser.setWindowBounds', { windowId, bounds: { width: 1480, height: 1000 } })
  await browser.startTracing(tab, { categories: ['disabled-by-default-devtools.timeline.frame'] })
  await tab.waitForTimeout(3000)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  const count = name => traceEvents.filter(event => event.name === name).length
  const [due, dropped] = [count('BeginFrame'), count('DroppedFrame')]
  const inner = await tab.evaluate(() => innerHeight)
  console.log(`square at ${top} of ${inner} px, window ${larger ? 1000 : bounds.height} px high: ${dropped} of ${due} frames dropped`)
  await context.close()
  return dropped / due
}

const [high, low, whole] = [await share(400, false), await share(750, false), await share(750, true)]
await browser.close()
if (low > 0.8 && high < 0.4 && whole < 0.4) {
  console.log('as found: what moves below the window is counted as dropped')
} else {
  console.log('CHANGED: expected nearly all frames dropped at 750 px in the usual window, and few otherwise')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs "$chromium"
