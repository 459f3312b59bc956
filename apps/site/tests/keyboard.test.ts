// The whole walk without a mouse: thirteen steps, a number edited and undone, the other reading, the link copied.

import { noBrowser } from '@dit-by-hand/tools/chromium'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { encode, home } from '@dit-by-hand/walkthrough/address'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import { places } from '@dit-by-hand/walkthrough/telling'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { origin, textOf, type Watched, walkTo, watched } from './chromium.ts'
import { oracle } from './oracle.ts'
import { scrape } from './scraped.ts'

/** Whether the element that has the focus matches, and has this text where one is wanted. */
const isFocused = (page: Page, selector: string, text: string): Promise<boolean> =>
  page.evaluate(
    ([wanted = '', name = '']) => {
      const here = document.activeElement
      return (
        (here?.matches(wanted) ?? false) && (name === '' || (here?.textContent ?? '').trim().toLowerCase() === name)
      )
    },
    [selector, text],
  )

/** Presses Tab until the element that matches has the focus; says how often. */
async function tabTo(page: Page, selector: string, text = ''): Promise<number> {
  for (let presses = 1; presses <= 150; presses++) {
    await page.keyboard.press('Tab')
    if (await isFocused(page, selector, text)) return presses
  }
  throw new Error(`150 presses of Tab on ${page.url()} do not reach ${selector} ${text}`)
}

/** The focused element's outline: what shows where the keyboard is. */
const outline = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
    return `${outlineStyle} ${outlineWidth}`
  })

const focusedCell = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-cell') ?? null)

const spoken = (page: Page): Promise<string> => textOf(page.locator('.line [aria-live=polite]'))

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}

/** Loads a page of the walk, and leaves its head behind by its first link. */
async function begin(page: Page, path: string): Promise<void> {
  await walkTo(page, path)
  await tabTo(page, 'a.skip')
  await press(page, 'Enter')
}

describe.skipIf(noBrowser)('with the keyboard alone', () => {
  let walk: Watched
  beforeAll(async () => {
    walk = await watched({ permissions: ['clipboard-read', 'clipboard-write'] })
    await walk.page.goto(`${origin()}/`, { waitUntil: 'load' })
  })

  it.runIf(isTurn(5))(
    'a number typed faster than its field comes is the number, and the keyboard goes on from there',
    async () => {
      const { page } = await watched()
      await walkTo(page, 'noise/')
      await page.route('**/*.js', async route => {
        await new Promise(resolve => setTimeout(resolve, 700))
        await route.continue()
      })
      await page.locator('[data-cell="noise 0 1"]').focus()
      await press(page, '1', '2', 'Backspace', '5', 'Enter')
      await expect.poll(() => textOf(page.locator('[data-cell="noise 0 1"]'))).toMatch(/^15/)
      expect(await focusedCell(page)).toBe('noise 0 1')
    },
  )

  it.runIf(isTurn(2))('the reader walks from the front page through all thirteen steps to the closing', async () => {
    const { page } = walk
    await tabTo(page, 'a.skip')
    await tabTo(page, 'a[href="/walk/opening/"]')
    await press(page, 'Enter')
    await page.waitForURL('**/walk/opening/')
    // In a short run past the opening, and past the last step.
    const ahead = thorough ? places.slice(1) : [...places.slice(1, 2), ...places.slice(-1)]
    for (const place of ahead) {
      const before = places[places.indexOf(place) - 1]
      if (new URL(page.url()).pathname !== `/walk/${before}/`)
        await page.goto(`${origin()}/walk/${before}/`, { waitUntil: 'load' })
      await tabTo(page, 'a[rel=next]')
      expect(await outline(page)).toMatch(/^solid [2-9]/)
      await press(page, 'Enter')
      await page.waitForURL(`**/walk/${place}/`)
      await expect.poll(() => textOf(page.locator('h1'))).toBe(tellingOf(place).title)
    }
    expect(walk.complaints).toEqual([])
  })

  it.runIf(isTurn(4))('cells are walked with arrow keys, and each is said in words', async () => {
    const { page } = walk
    await begin(page, 'encode/')
    await tabTo(page, '[data-cell^="latent "]')
    await press(page, 'ArrowRight')
    const there = await focusedCell(page)
    expect(there).toMatch(/^latent \d \d$/)
    await expect.poll(() => spoken(page)).toMatch(/^latent, feature \d, patch \d is .+, which makes .+\.$/)
    expect(await page.locator('td.lit-source').count()).toBeGreaterThan(1)
    const before = await spoken(page)
    await press(page, 'ArrowDown')
    await expect.poll(() => spoken(page)).not.toBe(before)
  })

  it.runIf(isTurn(0))('a number is edited, everything after it follows, and undo brings all back', async () => {
    const { page } = walk
    await begin(page, 'encode/')
    const before = await scrape(page, '.walk')
    await tabTo(
      page,
      '[data-cell^="encoderWeight "], [data-cell^="encoderBias "], [data-cell^="patches "], [data-cell^="latent "]',
    )
    while (!(await focusedCell(page))?.startsWith('encoderWeight ')) await press(page, 'PageUp')
    await press(page, '7', 'Enter')
    await expect.poll(async () => (await scrape(page, '.walk')).encoderWeight?.flat()).toContain('7')
    const after = await scrape(page, '.walk')
    expect(after.encoderPre).not.toEqual(before.encoderPre)
    expect(await page.locator('td.is-changed').count()).toBeGreaterThan(1)
    await tabTo(page, 'button', 'undo')
    await press(page, 'Enter')
    await expect.poll(() => scrape(page, '.walk')).toEqual(before)
  })

  it.runIf(isTurn(1))(
    'a computed number is changed and put back; where results are hidden, typing over one tells nothing',
    async () => {
      const { page } = walk
      const latent = '[data-cell="latent 0 1"]'
      await walkTo(page, 'encode/')
      const before = await scrape(page, '.walk')
      await page.locator(latent).focus()
      await press(page, '9', 'Enter')
      await expect.poll(() => spoken(page)).toMatch(/is 9 as changed, where the arithmetic gives .+\.$/)
      await expect.poll(() => page.url()).toContain('set=latent.1.2:9')
      await press(page, '2', 'Enter')
      await expect.poll(() => scrape(page, '.walk')).toEqual(before)
      await expect.poll(() => page.url()).not.toContain('set=')
      await walkTo(page, 'encode/#v1&hide=results')
      await expect.poll(() => textOf(page.locator(latent))).toBe('?')
      await page.locator(latent).focus()
      await press(page, '9')
      expect(await page.locator('.editor').count()).toBe(0)
    },
  )

  it.runIf(isTurn(4))('what is pressed before the page is alive is done when it is', async () => {
    const { page, complaints } = await watched()
    let come: () => void = () => {}
    const allowed = new Promise<void>(resolve => {
      come = resolve
    })
    await page.route('**/*.js', async route => {
      await allowed
      await route.continue()
    })
    await page.goto(`${origin()}/walk/encode/`, { waitUntil: 'commit' })
    await page.locator('[data-cell="encoderWeight 0 0"]').focus()
    await press(page, '1', '7', 'Enter', 'ArrowRight', '8', 'Backspace', '9', 'Enter')
    await page.getByRole('button', { name: 'printed' }).click()
    come()
    await expect.poll(async () => (await scrape(page, '.walk')).encoderWeight?.[0]?.slice(0, 2)).toEqual(['17', '9'])
    await expect.poll(() => page.url()).toContain('reading=printed')
    expect(complaints).toEqual([])
  })

  it.runIf(isTurn(5))('what cannot be read is refused in its place, with the reason', async () => {
    const { page } = walk
    await begin(page, 'noise/')
    await tabTo(page, '[data-cell]')
    while (!(await focusedCell(page))?.startsWith('noise ')) await press(page, 'PageDown')
    await press(page, 'Enter')
    await page.keyboard.type('one')
    await press(page, 'Enter')
    expect(await page.locator('[role=alert]').filter({ hasText: 'not a number' }).count()).toBe(1)
    await press(page, 'Escape')
    expect((await scrape(page, '.walk')).noise).toEqual(
      oracle('sora-is-sky', 'corrected').noise?.map(row => row.map(cell => String(cell).replace('-', '−'))),
    )
  })

  it.runIf(isTurn(3))(
    'the other reading is chosen, and the copied link brings a stranger to the same page',
    async () => {
      const { page } = walk
      await begin(page, 'modulation/')
      await tabTo(page, 'button', 'printed')
      await press(page, 'Enter')
      await expect.poll(async () => (await scrape(page, '.walk')).scaleShift?.[2]).toEqual(['−1'])
      await tabTo(page, 'button', 'share')
      await press(page, 'Enter')
      await tabTo(page, 'dialog[open] button', 'copy link')
      await press(page, 'Enter')
      const link = () => page.evaluate(() => navigator.clipboard.readText())
      await expect.poll(link).toContain(`/walk/modulation/#${encode({ ...home, reading: 'printed' }).slice(0, 2)}`)
      const stranger = await watched()
      await stranger.page.goto(await link(), { waitUntil: 'load' })
      await expect.poll(() => scrape(stranger.page, '.walk')).toEqual(await scrape(page, '.walk'))
      expect(stranger.complaints).toEqual([])
    },
  )

  it('nothing was complained of', () => expect(walk.complaints).toEqual([]))
})
