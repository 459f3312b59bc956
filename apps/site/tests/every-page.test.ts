// Every page, visited once and looked at in both themes, on a desk, on a phone and on paper: nothing is logged, nothing
// is fetched from elsewhere, axe has no objection, nothing scrolls sideways or moves, every number can be read.

import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough, turn } from '@dit-by-hand/tools/thorough'
import { beforeAll, describe, expect, it } from 'vitest'
import { problemsIn, withPolicy } from '../tools/policy.ts'
import { origin, type Watched, watched } from './chromium.ts'
import { contrastOf } from './contrast.ts'
import { moving, narrow, objections, parted, sideways } from './look.ts'
import { htmlOf, pages } from './pages.ts'

const desk = { width: 1280, height: 800 }
const phone = { width: 360, height: 740 }

const lightDesk = { colorScheme: 'light', size: desk } as const
const darkPhone = { colorScheme: 'dark', size: phone } as const
/** Contrast is measured in all four, and axe, which takes seconds, is asked in two that differ in both. In a short run pages
 *  take turns in these two, and every third is asked of axe and in print. */
const settings = [
  lightDesk,
  { colorScheme: 'dark', size: desk },
  darkPhone,
  { colorScheme: 'light', size: phone },
] as const
const axeSettings = [lightDesk, darkPhone] as const

const missing = '/no-such-page/'
const isWalk = (path: string): boolean => /^\/walk\/[a-z-]+\/$/.test(path)

describe('the pages on disk', () => {
  it('are all there', () => {
    expect(pages).toEqual(expect.arrayContaining(['/', '/about/', '/check/', '/walk/opening/', '/walk/closing/']))
    expect(pages.filter(isWalk)).toHaveLength(15)
    // Each step by its number too, and the walk itself: these lead on.
    expect(pages.filter(page => page.startsWith('/walk/') && !isWalk(page))).toHaveLength(14)
  })

  it.each(pages)('%s has its policy and nothing that it would refuse', path => {
    const html = htmlOf(path)
    expect(html).toMatch(/<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; /)
    expect(withPolicy(html)).toBe(html)
    expect(problemsIn(html)).toEqual([])
  })
})

describe.skipIf(noBrowser)('in a browser', () => {
  // One page goes to all addresses: a browser that has the scripts already is spared a third of the work.
  let reader: Watched
  beforeAll(async () => {
    reader = await watched({ viewport: desk, reducedMotion: 'reduce' })
  })

  // In a short run two or three pages of the walk, and as many of the others; some of those that lead on are asked for where
  // manners are tried.
  const walk = pages.filter(isWalk)
  const leading = pages.filter(path => path.startsWith('/walk/') && !isWalk(path))
  const others = pages.filter(path => !path.startsWith('/walk/'))
  const asked = [...inTurn(others, 4, turn), ...inTurn(walk, 7, turn), ...(thorough ? leading : [])]
  it.each(asked.map((path, i) => [path, thorough ? settings : inTurn(axeSettings, 2, i), i] as const))(
    '%s is sound',
    async (path, looks, i) => {
      const { page, complaints } = reader
      complaints.splice(0)
      const isThird = thorough || i % 3 === 0
      await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
      await page.setViewportSize(desk)
      const answer = await page.goto(`${origin()}${path}`, { waitUntil: 'load' })
      expect(answer?.status()).toBe(path === missing ? 404 : 200)
      expect(await moving(page)).toEqual([])
      for (const setting of looks) {
        const { colorScheme, size } = setting
        const look = `${colorScheme}, ${size.width} px`
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize(size)
        if (isThird && axeSettings.some(one => one === setting)) expect(await objections(page), look).toEqual([])
        expect(await sideways(page), `${look}, wider than the window`).toBeLessThanOrEqual(0)
        expect(await narrow(page), look).toEqual([])
        const numbers = await contrastOf(page)
        expect(
          numbers.filter(({ ratio }) => ratio < 4.5),
          look,
        ).toEqual([])
        if (isWalk(path)) expect(numbers.length).toBeGreaterThan(0)
      }
      // A window of 1280 px, four times as large.
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await sideways(page), 'wider than a window of 320 px').toBeLessThanOrEqual(0)
      if (isThird) {
        await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
        expect(await parted(page), 'may end a sheet of paper').toEqual([])
        expect(
          (await contrastOf(page)).filter(({ ratio }) => ratio < 4.5),
          'in print',
        ).toEqual([])
      }
      const said = complaints.filter(text => path !== missing || !text.includes('404 (Not Found)'))
      expect(said).toEqual([])
    },
  )

  it.each(inTurn(['light', 'dark'] as const, 2, 1))(
    'keeps a chosen %s from the first paint, without a complaint',
    async theme => {
      const { page, complaints } = await watched({ colorScheme: theme === 'dark' ? 'light' : 'dark' })
      await page.goto(`${origin()}/about/`)
      await page.getByRole('button', { name: 'Switch between light and dark' }).click()
      await page.goto(`${origin()}/walk/encode/`, { waitUntil: 'load' })
      const [chosen, ground] = await page.evaluate(() => [
        document.documentElement.dataset.theme,
        getComputedStyle(document.documentElement).colorScheme,
      ])
      expect([chosen, ground]).toEqual([theme, theme])
      expect(complaints).toEqual([])
    },
  )

  it('tells the part of the site that is shown from the others where the reader’s own colours rule', async () => {
    const { page } = reader
    await page.emulateMedia({ colorScheme: 'light', media: 'screen', forcedColors: 'active' })
    await page.setViewportSize(desk)
    await page.goto(`${origin()}/about/`, { waitUntil: 'load' })
    const [current, other, ground] = await page.evaluate(() => {
      const colour = (selector: string, property: string): string => {
        const element = document.querySelector(selector)
        return element === null ? `no ${selector}` : getComputedStyle(element).getPropertyValue(property)
      }
      return [
        colour('.site-head nav a[aria-current]', 'border-block-end-color'),
        colour('.site-head nav a:not([aria-current])', 'border-block-end-color'),
        colour('html', 'background-color'),
      ]
    })
    await page.emulateMedia({ forcedColors: null })
    expect([other, current === other]).toEqual([ground, false])
  })

  it.runIf(isTurn(5))('notices a script that the policy does not know', async () => {
    const { page, complaints } = await watched()
    await page.route('**/about/', async route => {
      const html = htmlOf('/about/').replace('</head>', '<script>document.title = "changed"</script></head>')
      await route.fulfill({ body: html, contentType: 'text/html' })
    })
    await page.goto(`${origin()}/about/`, { waitUntil: 'load' })
    expect(await page.title()).not.toBe('changed')
    expect(complaints.join('\n')).toContain('Content Security Policy')
  })
})
