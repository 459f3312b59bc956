// Links that were damaged, or made to do harm: the page shows the untouched lesson, says so, runs nothing, and lives on.

import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { encode, home, longestAddress } from '@dit-by-hand/walkthrough/address'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { origin, textOf, type Watched, watched } from './chromium.ts'
import { type Scraped, scrape } from './scraped.ts'

const noise = { name: 'noise', row: 0, column: 0 }

const markup = '<img src=x onerror="document.title=1"><script>document.title=1</script>'

const damaged: readonly string[] = [
  'v0',
  'v2&reading=sideways',
  'v2&at=nowhere',
  'v1&reading=sideways',
  'v1&reading=printed&reading=printed',
  'v1&lesson=no-such-lesson',
  'v1&lesson=__proto__',
  'v1&lesson=../../etc/passwd',
  `v1&lesson=${encodeURIComponent(markup)}`,
  `v1&set=video.1.1:${encodeURIComponent(markup)}`,
  encodeURIComponent(markup),
  'v1&cell=latent.99.99',
  'v1&cell=constructor.1.1',
  'v1&set=latent.9.1:3',
  'v1&set=t.1.1:9',
  'v1&set=video.1.1:1e999',
  'v1&set=video.1.1:1/0',
  'v1&steps=4',
  'v1&hide=14',
  'v1&pack=AAAA',
  `v1&pack=${'A'.repeat(5000)}`,
  'v1&pack=..%2F..',
  '%E0%A4%A',
  '%00',
  'javascript:document.title=1',
  `v1&set=${'video.1.1:1,'.repeat(2000)}`,
  'x'.repeat(longestAddress + 1),
]

describe.skipIf(noBrowser)('a link', () => {
  let walk: Watched
  let untouched: Scraped
  let title: string
  const paste = (page: Page, fragment: string): Promise<void> =>
    page.evaluate(text => {
      location.hash = text
    }, fragment)

  beforeAll(async () => {
    walk = await watched()
    await walk.page.goto(`${origin()}/walk/noise/`, { waitUntil: 'load' })
    await walk.page.waitForFunction(() => history.state !== null)
    untouched = await scrape(walk.page, '.walk')
    title = await walk.page.title()
  })

  it.each(inTurn(damaged, 3, 0).map((fragment, i) => ({ start: fragment.slice(0, 60), fragment, value: 100 + i })))(
    'that is damaged leaves the lesson as it was, with a notice: $start',
    async ({ fragment, value }) => {
      const { page } = walk
      await paste(page, encode({ ...home, reading: 'printed', edits: [{ cell: noise, value }] }))
      await expect.poll(async () => (await scrape(page, '.walk')).noise?.[0]?.[0]).toBe(String(value))
      await paste(page, fragment)
      await expect.poll(() => scrape(page, '.walk')).toEqual(untouched)
      expect(await textOf(page.locator('.notice'))).toMatch(/^This link |^The lesson of this link /)
      expect([await page.title(), walk.complaints]).toEqual([title, []])
    },
  )

  it('of a newer version keeps what can be read of it, and says what cannot', async () => {
    const { page } = walk
    await paste(page, 'v99&reading=printed&set=noise.1.1:42&dance=wild')
    await expect.poll(async () => (await scrape(page, '.walk')).noise?.[0]?.[0]).toBe('42')
    expect(await textOf(page.locator('.notice'))).toMatch(/^This link was made by a newer version .* dance=wild\./)
    expect(walk.complaints).toEqual([])
  })

  it('of several opened at once the last is seen, though it was there before', async () => {
    const { page } = walk
    const again = encode({ ...home, edits: [{ cell: noise, value: '7/2' }] })
    await paste(page, again)
    await expect.poll(async () => (await scrape(page, '.walk')).noise?.[0]?.[0]).toBe('7/2')
    // The address has been written, too.
    await page.waitForTimeout(500)
    await page.evaluate(
      links => {
        for (const link of links) location.hash = link
      },
      ['v1&set=what.1.1:3', again],
    )
    await page.waitForTimeout(500)
    expect((await scrape(page, '.walk')).noise?.[0]?.[0]).toBe('7/2')
  })

  it.runIf(isTurn(1))('with letters changed, dropped or doubled never breaks the page', async () => {
    const { page } = walk
    const good = encode({
      ...home,
      reading: 'printed',
      cell: { name: 'noised', row: 0, column: 1 },
      slopes: true,
      edits: [{ cell: noise, value: '1/2' }],
    })
    const change = fc.record({ at: fc.nat(good.length - 1), drop: fc.nat(3), put: fc.string({ maxLength: 3 }) })
    const bad = fc
      .array(change, { minLength: 1, maxLength: 4 })
      .map(changes =>
        changes.reduce((text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop), good),
      )
    for (const fragment of fc.sample(bad, { seed: 7, numRuns: thorough ? 300 : 20 })) await paste(page, fragment)
    await paste(page, good)
    await expect.poll(async () => (await scrape(page, '.walk')).noise?.[0]?.[0]).toBe('1/2')
    expect([await page.title(), walk.complaints]).toEqual([title, []])
  })

  it('opens a page in the state that it holds, and the page writes the same link again', async () => {
    const { page } = walk
    for (const lesson of inTurn(['fractions', 'softmax-attention', 'long-video'] as const, 3, 2)) {
      const fragment = encode({
        ...home,
        lesson: { kind: 'case', id: lesson },
        cell: { name: 'latent', row: 0, column: 0 },
        slopes: true,
        edits: [{ cell: noise, value: '-7/3' }],
        hiddenSteps: [4],
        locked: true,
      })
      await page.goto(`${origin()}/walk/encode/?${lesson}#${fragment}`, { waitUntil: 'load' })
      await page.waitForTimeout(600)
      expect(new URL(page.url()).hash.slice(1)).toBe(fragment)
      expect(await page.locator('[data-matrix=latent] td.lit-focus').count()).toBe(1)
    }
  })
})
