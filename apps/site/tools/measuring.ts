/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// What a page costs its reader: the scripts of a first load, the first view, and the time from an edit to its paint.
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'

/** Bytes of JavaScript, gzipped, that a page fetches: until it is quiet, what it fetches ahead for the next page
 *  included, or until it has loaded. */
export async function firstLoad(browser: Browser, url: string, until: 'networkidle' | 'load'): Promise<number> {
  const page = await browser.newPage()
  const sizes: Promise<number>[] = []
  let counting = true
  page.on('response', response => {
    if (counting && response.request().resourceType() === 'script')
      sizes.push(response.body().then(body => gzipSync(body).length))
  })
  await page.goto(url, { waitUntil: until })
  counting = false // what comes later could not be read to its end
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await page.close()
  return bytes
}

/** The first view of a page by a reader who has never been here, on a processor so many times slower than this one: its
 *  largest contentful paint, in milliseconds from the start of navigation, and how far things shift; 0 is not at all. */
export async function firstView(browser: Browser, url: string, width = 1280, slower = 1) {
  const page = await browser.newPage({ viewport: { width, height: 800 } })
  if (slower > 1) {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  }
  await page.goto(url, { waitUntil: 'networkidle' })
  const found = await page.evaluate(
    () =>
      new Promise<{ readonly largestPaint: number; readonly shift: number }>(resolve => {
        let [largestPaint, shift] = [0, 0]
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) largestPaint = Math.max(largestPaint, entry.startTime)
        }).observe({ type: 'largest-contentful-paint', buffered: true })
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) if ('value' in entry) shift += Number(entry.value)
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve({ largestPaint, shift }), 200)
      }),
  )
  await page.close()
  return found
}

/** What is pressed: a key on an element; without a key the element is clicked. */
interface Press {
  readonly on: string
  readonly key?: string
}

/**
 * Does two things in turn and takes the time, in milliseconds, from each press to the end of the frame that shows what came
 * of it: working everything out again, rendering, styles, layout and paint. It is pressed at the beginning of a frame, so
 * that waiting for the screen is not part of it.
 * @param pause between two presses, in milliseconds
 */
const timesToPaint = (
  page: Page,
  pair: readonly [Press, Press],
  presses: number,
  pause: number,
): Promise<readonly number[]> =>
  page.evaluate(
    async ([first, second, count, rest]) => {
      const painted = ({ on, key }: Press): Promise<number> =>
        new Promise((resolve, reject) => {
          requestAnimationFrame(() => {
            const element = document.querySelector<HTMLElement>(on)
            if (!element) return reject(new Error(`there is no ${on}`))
            const since = performance.now()
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => {
              port1.close()
              resolve(performance.now() - since)
            }
            if (key === undefined) element.click()
            else element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
            port2.postMessage(null)
          })
        })
      const found: number[] = []
      for (let i = 0; i < count; i++) {
        found.push(await painted(i % 2 === 0 ? first : second))
        await new Promise(resolve => setTimeout(resolve, rest))
      }
      return found
    },
    [...pair, presses, pause] as const,
  )

/** Nudges the first given number of a matrix up and down; the times are those of {@link timesToPaint}. */
export async function editsToPaint(page: Page, matrix: string, edits: number): Promise<readonly number[]> {
  await page.locator(`[data-matrix="${matrix}"] [data-cell]`).first().focus()
  await page.keyboard.press('Enter')
  const on = `[data-matrix="${matrix}"] input`
  await page.locator(on).waitFor()
  const times = await timesToPaint(
    page,
    [
      { on, key: 'ArrowUp' },
      { on, key: 'ArrowDown' },
    ],
    edits,
    5,
  )
  await page.keyboard.press('Escape')
  return times
}

/** Presses two buttons in turn; the times are those of {@link timesToPaint}. */
export const pressesToPaint = (
  page: Page,
  [first, second]: readonly [string, string],
  presses: number,
): Promise<readonly number[]> => timesToPaint(page, [{ on: first }, { on: second }], presses, 20)

/**
 * Makes the window larger than the page. Playwright sets a window's height to the viewport's, bars included, so that the
 * page reaches below the window; what moves down there is shown in pictures and films, but the browser's compositor never
 * presents it, and counts each of its frames as dropped (seen with Chromium 156; `findings/chromium-dropped-frames.sh`).
 */
async function holdWhole(page: Page): Promise<void> {
  const viewport = page.viewportSize()
  if (!viewport) throw new Error('the page has no viewport of its own, so nobody knows how large its window must be')
  const devtools = await page.context().newCDPSession(page)
  const { windowId } = await devtools.send('Browser.getWindowForTarget')
  const bounds = { width: viewport.width + 200, height: viewport.height + 200 }
  await devtools.send('Browser.setWindowBounds', { windowId, bounds })
  await devtools.detach()
}

/** Counts the frames of some milliseconds in which something was to move, and those that the browser's own compositor says
 *  it could not show in time. */
export async function framesDropped(browser: Browser, page: Page, milliseconds: number) {
  await holdWhole(page)
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline.frame'] })
  await page.waitForTimeout(milliseconds)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly { readonly name: string }[]
  }
  const count = (wanted: string): number => traceEvents.filter(({ name }) => name === wanted).length
  return { due: count('BeginFrame'), dropped: count('DroppedFrame') }
}
