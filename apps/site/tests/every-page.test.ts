// Every page, visited once and looked at in both themes, on a desk, on a phone and on paper: nothing is logged, nothing
// is fetched from elsewhere, axe has no objection, nothing scrolls sideways or moves, every number can be read.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../tools/browser.ts'
import { noBrowser } from '../tools/executable.ts'
import { problemsIn, withPolicy } from '../tools/policy.ts'
import { origin, watched } from './chromium.ts'
import { contrastOf } from './contrast.ts'
import { moving, objections, sideways } from './look.ts'
import { htmlOf, pages } from './pages.ts'

const desk = { width: 1280, height: 800 }
const phone = { width: 360, height: 740 }

/** axe is asked in two settings that differ in both; contrast is measured in all four. */
const settings = [
  { colorScheme: 'light', size: desk, axe: true },
  { colorScheme: 'dark', size: desk, axe: false },
  { colorScheme: 'dark', size: phone, axe: true },
  { colorScheme: 'light', size: phone, axe: false },
] as const

const missing = '/no-such-page/'

describe('the pages on disk', () => {
  it('are all there', () => {
    expect(pages).toEqual(expect.arrayContaining(['/', '/about/', '/check/', '/walk/opening/', '/walk/closing/']))
    expect(pages.filter(page => page.startsWith('/walk/'))).toHaveLength(15)
  })

  it.each(pages)('%s has its policy and nothing that it would refuse', path => {
    const html = htmlOf(path)
    expect(html).toMatch(/<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; /)
    expect(withPolicy(html)).toBe(html)
    expect(problemsIn(html)).toEqual([])
  })
})

describe.skipIf(noBrowser)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it.each(pages)('%s is sound', async path => {
    const { page, context, complaints } = await watched(browser, { viewport: desk, reducedMotion: 'reduce' })
    const answer = await page.goto(`${origin()}${path}`, { waitUntil: 'load' })
    expect(answer?.status()).toBe(path === missing ? 404 : 200)
    expect(await moving(page)).toEqual([])
    for (const { colorScheme, size, axe } of settings) {
      const look = `${colorScheme}, ${size.width} px`
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(size)
      if (axe) expect(await objections(page), look).toEqual([])
      expect(await sideways(page), `${look}, wider than the window`).toBeLessThanOrEqual(0)
      const numbers = await contrastOf(page)
      expect(
        numbers.filter(({ ratio }) => ratio < 4.5),
        look,
      ).toEqual([])
      if (path.startsWith('/walk/')) expect(numbers.length).toBeGreaterThan(0)
    }
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
    expect(
      (await contrastOf(page)).filter(({ ratio }) => ratio < 4.5),
      'in print',
    ).toEqual([])
    const said = complaints.filter(text => path !== missing || !text.includes('404 (Not Found)'))
    expect(said).toEqual([])
    await context.close()
  })

  it.each(['light', 'dark'] as const)('keeps a chosen %s from the first paint, without a complaint', async theme => {
    const { page, context, complaints } = await watched(browser, { colorScheme: theme === 'dark' ? 'light' : 'dark' })
    await page.goto(`${origin()}/about/`)
    await page.getByRole('button', { name: 'Switch between light and dark' }).click()
    await page.goto(`${origin()}/walk/encode/`, { waitUntil: 'load' })
    const [chosen, ground] = await page.evaluate(() => [
      document.documentElement.dataset.theme,
      getComputedStyle(document.documentElement).colorScheme,
    ])
    expect([chosen, ground]).toEqual([theme, theme])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('notices a script that the policy does not know', async () => {
    const { page, context, complaints } = await watched(browser)
    await page.route('**/about/', async route => {
      const html = htmlOf('/about/').replace('</head>', '<script>document.title = "changed"</script></head>')
      await route.fulfill({ body: html, contentType: 'text/html' })
    })
    await page.goto(`${origin()}/about/`, { waitUntil: 'load' })
    expect(await page.title()).not.toBe('changed')
    expect(complaints.join('\n')).toContain('Content Security Policy')
    await context.close()
  })
})
