/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// What a page costs its reader: the scripts of a first load, the first view, and the time from an edit to its paint.
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'

/** Bytes of JavaScript, gzipped, that a page fetches: until it is quiet, what it fetches ahead for the next page
 *  included, or until it has loaded. */
export async function firstLoad(browser: Browser, url: string, until: 'networkidle' | 'load'): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  let counting = true
  page.on('response', response => {
    if (counting && response.request().resourceType() === 'script')
      sizes.push(response.body().then(body => gzipSync(body).length))
  })
  await page.goto(url, { waitUntil: until })
  counting = false // what comes later could not be read to its end
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await context.close()
  return bytes
}

export interface FirstView {
  /** Largest contentful paint, in milliseconds from the start of navigation. */
  readonly largestPaint: number
  /** Cumulative layout shift; 0 is none. */
  readonly shift: number
}

/** The first view of a page by a reader who has never been here, on a processor so many times slower than this one. */
export async function firstView(browser: Browser, url: string, width = 1280, slower = 1): Promise<FirstView> {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  const page = await context.newPage()
  if (slower > 1) {
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  }
  await page.goto(url, { waitUntil: 'networkidle' })
  const found = await page.evaluate(
    () =>
      new Promise<FirstView>(resolve => {
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
  await context.close()
  return found
}

/**
 * Nudges the first given number of a matrix up and down and takes the time, in milliseconds, from each key to the end of
 * the frame that shows it: working everything out again, rendering, styles, layout and paint. The key is pressed at the
 * beginning of a frame, so that waiting for the screen is not part of it.
 */
export async function editsToPaint(page: Page, matrix: string, edits: number): Promise<readonly number[]> {
  await page.locator(`[data-matrix="${matrix}"] [data-cell]`).first().focus()
  await page.keyboard.press('Enter')
  const input = await page.locator(`[data-matrix="${matrix}"] input`).elementHandle()
  if (!input) throw new Error(`the first cell of ${matrix} cannot be edited`)
  const times = await input.evaluate(async (element, count) => {
    const painted = (key: string): Promise<number> =>
      new Promise(resolve => {
        requestAnimationFrame(() => {
          const since = performance.now()
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => {
            port1.close()
            resolve(performance.now() - since)
          }
          element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
          port2.postMessage(null)
        })
      })
    const found: number[] = []
    for (let i = 0; i < count; i++) {
      found.push(await painted(i % 2 === 0 ? 'ArrowUp' : 'ArrowDown'))
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    return found
  }, edits)
  await page.keyboard.press('Escape')
  return times
}

/**
 * Presses two buttons in turn and takes the time, in milliseconds, from each press to the end of the frame that shows what
 * came of it, as {@link editsToPaint} does.
 */
export async function pressesToPaint(
  page: Page,
  selectors: readonly [string, string],
  presses: number,
): Promise<readonly number[]> {
  return page.evaluate(
    async ([pair, count]) => {
      const painted = (selector: string): Promise<number> =>
        new Promise((resolve, reject) => {
          requestAnimationFrame(() => {
            const button = document.querySelector<HTMLElement>(selector)
            if (!button) return reject(new Error(`there is no ${selector}`))
            const since = performance.now()
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => {
              port1.close()
              resolve(performance.now() - since)
            }
            button.click()
            port2.postMessage(null)
          })
        })
      const found: number[] = []
      for (let i = 0; i < count; i++) {
        const selector = pair[i % 2]
        if (selector !== undefined) found.push(await painted(selector))
        await new Promise(resolve => setTimeout(resolve, 20))
      }
      return found
    },
    [selectors, presses] as const,
  )
}

export interface Frames {
  /** Frames of the screen in which something was to move. */
  readonly due: number
  /** Those that the browser says it could not show in time. */
  readonly dropped: number
}

/**
 * Makes the window larger than the page. Playwright sets a window's height to the viewport's, bars included, so that the
 * page reaches below the window; what moves down there is shown in pictures and films, but the browser's compositor never
 * presents it, and counts each of its frames as dropped (seen with Chromium 150; `findings/chromium-dropped-frames.sh`).
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

/** Counts the frames that a page drops in some milliseconds, as the browser's own compositor does. */
export async function framesDropped(browser: Browser, page: Page, milliseconds: number): Promise<Frames> {
  await holdWhole(page)
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline.frame'] })
  await page.waitForTimeout(milliseconds)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly { readonly name: string }[]
  }
  const count = (wanted: string): number => traceEvents.filter(({ name }) => name === wanted).length
  return { due: count('BeginFrame'), dropped: count('DroppedFrame') }
}
