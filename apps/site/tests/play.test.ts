// A step played: it shows nothing of the step at first and all of it at the end, obeys the keyboard, moves nothing where
// nothing is to move, and leaves the page as it was.

import { noBrowser } from '@dit-by-hand/tools/chromium'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { textOf, type Watched, walkTo, watched } from './chromium.ts'
import { objections, sideways } from './look.ts'

const marked = (page: Page, mark: string): Promise<readonly string[]> =>
  page.evaluate(
    wanted =>
      [...document.querySelectorAll(`td[data-play="${wanted}"] [data-cell]`)].map(
        cell => cell.getAttribute('data-cell') ?? '',
      ),
    mark,
  )
const said = (page: Page): Promise<string> => textOf(page.locator('.player .said'))
const step = async (page: Page, key: string, times: number): Promise<void> => {
  for (let i = 0; i < times; i++) await page.keyboard.press(key)
}

describe.skipIf(noBrowser)('a step played', () => {
  let reader: Watched
  beforeAll(async () => {
    reader = await watched()
  })

  it.runIf(isTurn(3))(
    'begins with every number of the step gone, adds term by term, and ends with all of them',
    async () => {
      const { page, complaints } = reader
      await walkTo(page, 'encode/')
      await page.keyboard.press('p')
      await page.locator('.player').waitFor()
      await page.keyboard.press(' ') // the play button has the keyboard: it pauses
      await page.locator('.scrub').fill('0')
      expect(await marked(page, 'todo')).toHaveLength(16)
      expect(await page.locator('.pictures').isVisible()).toBe(false) // they show what is still to come
      await page.getByRole('button', { name: 'Forward' }).click()
      await step(page, 'ArrowRight', 2)
      expect(await said(page)).toBe('latent before ReLU, feature 1, patch 1, term 3 of 5, adds −1, which makes −1.')
      expect(await marked(page, 'term')).toEqual(['patches 2 0', 'encoderWeight 0 2'])
      expect(await marked(page, 'now')).toEqual(['encoderPre 0 0'])
      expect(await textOf(page.locator('.player .result'))).toBe('−1')
      await step(page, 'ArrowRight', 3)
      expect(await marked(page, 'todo')).toHaveLength(15)
      await page.locator('.scrub').focus()
      await page.keyboard.press('End')
      expect(await marked(page, 'todo')).toEqual([])
      expect(await page.locator('.pictures').isVisible()).toBe(true)
      expect(complaints).toEqual([])
    },
  )

  it.runIf(thorough)('plays by itself, and has made some of the numbers after a while', async () => {
    const { page } = reader
    await walkTo(page, 'noise/')
    await page.locator('.play-step').click()
    await page.locator('.player').waitFor()
    for (let i = 0; i < 2; i++) await page.locator('.speed').click()
    await expect.poll(async () => (await marked(page, 'todo')).length, { timeout: 20_000 }).toBeLessThan(4)
  })

  it.runIf(isTurn(0))('is left with Escape: nothing stays marked, and the keyboard is where it was', async () => {
    const { page, complaints } = reader
    await walkTo(page, 'noise/')
    await page.locator('.play-step').click()
    await page.locator('.scrub').focus()
    await page.keyboard.press('p')
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.player').count()).toBe(0)
    expect(await page.locator('td[data-play]').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.classList.contains('play-step'))).toBe(true)
    expect(await page.locator('.line .values').isVisible()).toBe(true)
    expect(complaints).toEqual([])
  })

  it('is one cell, where that is asked for', async () => {
    const { page } = reader
    await walkTo(page, 'noise/#v1&cell=noised.2.3')
    await page.locator('.play-step').click()
    await page.getByRole('button', { name: 'only this cell' }).click()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.locator('.scrub').fill('1')
    await page.locator('.scrub').fill('0')
    expect(await marked(page, 'todo')).toEqual(['noised 1 2'])
  })

  it.runIf(isTurn(3))('is still states to page through where nothing is to move', async () => {
    const still = await watched({ reducedMotion: 'reduce', viewport: { width: 360, height: 740 } })
    const { page } = still
    await walkTo(page, 'noise/')
    await page.locator('.play-step').click()
    await page.locator('.player').waitFor()
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0)
    expect(await marked(page, 'todo')).toHaveLength(8)
    await page.keyboard.press('p')
    expect(await said(page)).toMatch(/^noised latent, feature 1, patch 1, term 1 of 2, begins with /)
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    // However long a line is, it is scrolled with the keyboard, too.
    await page.locator('.player .line-body').evaluate(line => {
      line.style.inlineSize = '8rem'
    })
    expect(await objections(page)).toEqual([])
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    expect(still.complaints).toEqual([])
  })
})
