// The numbers on every page of the walk are the oracle's: without a script, and for every lesson and reading by link.
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { encode, home } from '@dit-by-hand/walkthrough/address'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { origin, textOf, type Watched, watched } from './chromium.ts'
import { allReadings, oracle } from './oracle.ts'
import { walkPages } from './pages.ts'
import { type Scraped, scrape, wrongIn } from './scraped.ts'

type Known = ReturnType<typeof oracle>

/** What a page shows wrongly, as sentences. Slopes on the way that the oracle does not name are left to other tests. */
const wrong = (shown: Scraped, known: Known): readonly string[] =>
  Object.entries(shown).flatMap(([name, grid]) => (known[name] ? wrongIn(name, grid, known[name]) : []))

/** Follows a link within the site, as a reader would who pastes it, and waits for its numbers. */
async function shownAt(
  page: Page,
  address: string,
  known: Known,
): Promise<{ readonly shown: Scraped; readonly faults: readonly string[] }> {
  await page.goto(address, { waitUntil: 'load' })
  const until = performance.now() + 10_000
  for (;;) {
    const shown = await scrape(page, '.walk')
    const faults = Object.keys(shown).length === 0 ? ['no matrix is shown'] : wrong(shown, known)
    if (faults.length === 0 || performance.now() > until) return { shown, faults }
    // A page that was about to write its address when a link was pasted may have written over it: paste it again.
    if (page.url() !== address) await page.goto(address)
    await page.waitForTimeout(15)
  }
}

describe.skipIf(noBrowser)('the numbers', () => {
  let reader: Watched
  beforeAll(async () => {
    reader = await watched()
  })

  it.runIf(isTurn(2))(
    'are there without JavaScript, in tables that can be listened to, with prose beside them',
    async () => {
      const { page } = await watched({ javaScriptEnabled: false })
      const known = oracle('sora-is-sky', 'corrected')
      const seen = new Set<string>()
      for (const path of inTurn(walkPages, 8, 2)) {
        await page.goto(`${origin()}${path}`, { waitUntil: 'load' })
        const shown = await scrape(page)
        for (const name of Object.keys(shown)) seen.add(name)
        expect(wrong(shown, known), path).toEqual([])
        expect((await page.locator('h1').allTextContents()).length, path).toBe(1)
        expect((await textOf(page.locator('main'))).length, path).toBeGreaterThan(600)
        expect(await untold(page), path).toEqual([])
      }
      const unseen = Object.keys(known).filter(name => !seen.has(name))
      if (thorough) expect(unseen, 'matrices that no page shows').toEqual([])
      else expect(seen.size).toBeGreaterThan(6)
    },
  )

  // In a short run two pages show a quarter of them each, other ones.
  const asked = inTurn(walkPages, 7, 6)
  it.each(asked.map((path, i) => [path, inTurn(allReadings, 2 * asked.length, i)] as const))(
    'of every lesson, in every reading, are right at %s',
    async (path, readings) => {
      const { page, complaints } = reader
      complaints.splice(0)
      // Loaded by a link itself; and alive, with its address written once more by Next, before others are pasted.
      await page.goto(`${origin()}${path}#${encode({ ...home, slopes: true })}`, { waitUntil: 'load' })
      await page.waitForFunction(() => history.state !== null)
      const faults: string[] = []
      for (const { id, reading } of readings) {
        const fragment = encode({ ...home, lesson: { kind: 'case', id }, reading, box: true, slopes: true })
        const found = await shownAt(page, `${origin()}${path}#${fragment}`, oracle(id, reading))
        faults.push(...found.faults.map(fault => `${id}, ${reading}: ${fault}`))
      }
      expect(faults).toEqual([])
      expect(complaints).toEqual([])
    },
  )
})

/** Tables that a screen reader could not name: without caption, row heads, or column heads over several columns. */
const untold = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-matrix] table')].flatMap(table => {
      const rows = [...table.querySelectorAll('tbody tr')]
      const columns = rows[0]?.querySelectorAll('td').length ?? 0
      const heads = [...table.querySelectorAll('thead th[scope=col]')].filter(head => head.textContent !== '')
      const caption = table.querySelector('caption')?.textContent ?? ''
      return [
        ...(caption === '' ? ['a table without a caption'] : []),
        ...(rows.some(row => !row.querySelector('th[scope=row]')?.textContent)
          ? [`${caption}: a row without a head`]
          : []),
        ...(columns > 1 && heads.length !== columns
          ? [`${caption}: ${columns} columns with ${heads.length} heads`]
          : []),
      ]
    }),
  )
