// What a page may cost. Times are the best of a few tries: a busy machine makes them longer, never shorter.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../tools/browser.ts'
import { noBrowser } from '../tools/executable.ts'
import { editsToPaint, firstLoad, firstView } from '../tools/measuring.ts'
import { origin, watched } from './chromium.ts'

const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10

/** Tries until the result is good, five times at most; the best comes back. */
async function best(measure: () => Promise<number>, goal: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 5 && least > goal; i++) least = Math.min(least, await measure())
  return least
}

/** The 95th percentile. */
const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(0.95 * times.length)] ?? Number.NaN

describe.skipIf(noBrowser)('the budget', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it.each([
    ['/walk/encode/', 'networkidle'],
    ['/walk/slopes/', 'networkidle'],
    ['/', 'load'],
    ['/check/', 'load'],
  ] as const)('a first load of %s, until %s, brings at most 185 kB of JavaScript', async (path, until) => {
    expect(kilobytes(await firstLoad(browser, `${origin()}${path}`, until))).toBeLessThanOrEqual(185)
  })

  it.each([
    ['/', 1280],
    ['/walk/encode/', 1280],
    ['/walk/encode/', 360],
    ['/walk/slopes/', 360],
  ])('%s at %i px shows its largest part within a second, and nothing jumps', async (path, width) => {
    // A face that comes late on a busy machine takes the place of another: that, too, is only seen where time is short.
    let least = { largestPaint: Number.POSITIVE_INFINITY, shift: Number.POSITIVE_INFINITY }
    for (let i = 0; i < 5 && (least.largestPaint > 1000 || least.shift > 0); i++) {
      const { largestPaint, shift } = await firstView(browser, `${origin()}${path}`, width)
      expect(largestPaint).toBeGreaterThan(0)
      least = { largestPaint: Math.min(least.largestPaint, largestPaint), shift: Math.min(least.shift, shift) }
    }
    expect(least.shift).toBe(0)
    expect(least.largestPaint).toBeLessThanOrEqual(1000)
  })

  it.each([
    ['/walk/encode/', 'encoderWeight'],
    ['/walk/feed-forward/', 'feedForwardWeight'],
    ['/walk/slopes/', 'feedForwardWeight'],
  ])('an edit at %s is painted within one frame of 16 ms, 19 times of 20', async (path, matrix) => {
    const { page, context } = await watched(browser)
    await page.goto(`${origin()}${path}`, { waitUntil: 'networkidle' })
    await editsToPaint(page, matrix, 20)
    expect(await best(async () => p95(await editsToPaint(page, matrix, 40)), 16)).toBeLessThanOrEqual(16)
    await context.close()
  })
})
