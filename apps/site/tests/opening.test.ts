// The opening of the front page: it plays once by itself with the lesson's numbers, and not where nothing is to move; it
// can be paused, skipped, gone through act by act and played again; and it weighs little.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { caseOf } from '@dit-by-hand/spec/cases'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { openingOf } from '@dit-by-hand/walkthrough/motion/opening'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { filesIn, out } from '../tools/folders.ts'
import { origin, textOf, watched } from './chromium.ts'

const opening = openingOf(factsOf(workedOf(caseOf('sora-is-sky').lesson, 'corrected')))

/** The numbers of the squares that can be seen, in the order of the page. */
const squares = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.stage .sprite:not(.words)')]
      .filter(sprite => Number(getComputedStyle(sprite).opacity) > 0.95)
      .map(sprite => sprite.querySelector('text')?.textContent ?? ''),
  )
const moving = (page: Page): Promise<number> =>
  page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
const act = (page: Page): Promise<number> =>
  page.evaluate(() => [...document.querySelectorAll('.acts button')].findIndex(one => one.ariaCurrent === 'step'))
const shown = (rows: typeof opening.latent): readonly string[] =>
  rows.flat().map(value => String(value).replace('-', '−'))

describe.skipIf(noBrowser)('the opening', () => {
  it.runIf(isTurn(1))('plays once by itself, then waits to be asked', async () => {
    const { page, complaints } = await watched()
    await page.goto(`${origin()}/`, { waitUntil: 'load' })
    await expect.poll(() => moving(page)).toBeGreaterThan(20)
    await page.reload({ waitUntil: 'networkidle' })
    expect(await moving(page)).toBe(0)
    expect(await squares(page)).toEqual(shown(opening.video))
    await page.getByRole('button', { name: 'play', exact: true }).click()
    await expect.poll(() => moving(page)).toBeGreaterThan(20)
    expect(complaints).toEqual([])
  })

  it.runIf(thorough)('is paused, skipped to its end, and leads into the walk', async () => {
    const { page, complaints } = await watched()
    await page.goto(`${origin()}/`, { waitUntil: 'load' })
    await page.getByRole('button', { name: 'pause' }).click()
    expect(await moving(page)).toBe(0)
    await page.getByRole('button', { name: 'skip' }).click()
    expect(await squares(page)).toEqual([...shown(opening.video), ...shown(opening.generatedVideo)])
    expect(await page.getByRole('button', { name: 'again' }).isVisible()).toBe(true)
    await page.getByRole('link', { name: 'Now by hand' }).click()
    await page.waitForURL('**/walk/opening/')
    expect(complaints).toEqual([])
  })

  it.runIf(isTurn(4))('stands still where nothing is to move, and is paged through', async () => {
    const { page, complaints } = await watched({ reducedMotion: 'reduce' })
    await page.goto(`${origin()}/`, { waitUntil: 'networkidle' })
    for (const [i, { says }] of opening.acts.entries()) {
      expect(await moving(page)).toBe(0)
      expect(await act(page)).toBe(i)
      if (i < opening.acts.length - 1) expect(await textOf(page.locator('.says'))).toBe(says)
      if (i === 3) expect(await squares(page)).toEqual(shown(opening.noised))
      if (i < opening.acts.length - 1) await page.getByRole('button', { name: 'on ▸' }).click()
    }
    expect(complaints).toEqual([])
  })

  it('tells every act to those who do not see it, also without JavaScript', async () => {
    const { page } = await watched({ javaScriptEnabled: false })
    await page.goto(`${origin()}/`, { waitUntil: 'load' })
    expect((await page.locator('.acts button').allTextContents()).map(text => text.trim())).toEqual(
      opening.acts.map(({ says }) => says),
    )
  })

  it('adds at most 8 kB of JavaScript', () => {
    const own = filesIn(join(out, '_next/static'))
      .filter(file => file.endsWith('.js'))
      .map(file => readFileSync(file, 'utf8'))
      .filter(text => text.includes('opening-tools'))
    expect(own).toHaveLength(1)
    expect(gzipSync(own.join('')).length).toBeLessThanOrEqual(8000)
  })
})
