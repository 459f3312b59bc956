// The site in a real browser: the first view of a step, and the time from an edit to its paint.
import { inBrowser } from '@dit-by-hand/site/tools/in-browser'
import { editsToPaint, firstView, pressesToPaint } from '@dit-by-hand/site/tools/measuring'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import type { Bench } from './measure.ts'

const edits = (place: string, matrix: string): (() => Promise<readonly number[]>) => {
  return () =>
    inBrowser(async (browser, origin) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      await page.goto(`${origin}/walk/${place}/`, { waitUntil: 'networkidle' })
      await editsToPaint(page, matrix, 20)
      return editsToPaint(page, matrix, 200)
    })
}

const all: readonly Bench[] = [
  {
    name: 'site-view',
    what: 'largest contentful paint of step 2, nothing cached, on loopback',
    goal: 1000,
    held: 'median',
    measure: () =>
      inBrowser(async (browser, origin) => {
        const found: number[] = []
        for (let i = 0; i < 7; i++) found.push((await firstView(browser, `${origin}/walk/encode/`)).largestPaint)
        return found
      }),
  },
  {
    name: 'site-edit',
    what: 'a number of step 2 nudged: everything worked out again, rendered, laid out, painted',
    goal: 16,
    held: 'p95',
    measure: edits('encode', 'encoderWeight'),
  },
  {
    name: 'site-slopes',
    what: 'the same at step 10, with every gradient on show',
    goal: 16,
    held: 'p95',
    measure: edits('slopes', 'feedForwardWeight'),
  },
  {
    name: 'grow-film',
    what: 'from opening the page that grows, nothing cached, to its first film',
    goal: 2000,
    held: 'median',
    measure: () =>
      inBrowser(async (browser, origin) => {
        const found: number[] = []
        for (let i = 0; i < 7; i++) {
          const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
          const since = performance.now()
          await page.goto(`${origin}/grow/`)
          await page.locator('.grow-frames').first().waitFor()
          found.push(performance.now() - since)
          await page.context().close()
        }
        return found
      }),
  },
  {
    name: 'grow-input',
    what: 'a step of the film pressed while a net learns on all cores, until it is painted',
    goal: 50,
    held: 'p95',
    measure: () =>
      inBrowser(async (browser, origin) => {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
        await page.goto(`${origin}/grow/`)
        await page.locator('.grow-frames').first().waitFor()
        await page.getByRole('button', { name: 'Train from nothing' }).click()
        await page.locator('[data-step]:not([data-step="0"])').waitFor()
        return pressesToPaint(page, ['.grow-strips li:nth-child(2) button', '.grow-strips li:nth-child(8) button'], 300)
      }),
  },
]

if (noBrowser) console.error('There is no Chromium on the PATH: the site is not measured. CHROMIUM=/path names one.')

export const siteBenches: readonly Bench[] = noBrowser ? [] : all
