// "Check your work": everything of the spec is on it, and the judge judges in the browser.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { published } from '@dit-by-hand/core/vectors'
import { cases } from '@dit-by-hand/spec/cases'
import { checks } from '@dit-by-hand/spec/conformance'
import { errata } from '@dit-by-hand/spec/errata'
import { laws } from '@dit-by-hand/spec/laws/all'
import { vectorFiles, vectors } from '@dit-by-hand/spec/vectors'
import { tarOf } from '@dit-by-hand/spec/vectors-tar'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '../tools/folders.ts'
import { origin, textOf, watched } from './chromium.ts'
import { oracle } from './oracle.ts'
import { scrape, wrongIn } from './scraped.ts'

const button = (page: Page) => page.locator('.spec-judge button')
const verdict = (page: Page) => page.locator('.spec-judge [role=status]')

/** Presses the button and waits for the end. */
async function judged(page: Page, mistake?: string): Promise<string> {
  await page.locator('.spec-judge select').first().selectOption('20')
  await page
    .locator('.spec-judge select')
    .last()
    .selectOption(mistake ?? '')
  await button(page).click()
  await page.waitForSelector('.spec-judge [data-state=ended]', { timeout: 30_000 })
  return textOf(verdict(page))
}

describe.skipIf(noBrowser)('the page “Check your work”', () => {
  let page: Page
  const complaints: string[] = []
  const scripts: string[] = []
  beforeAll(async () => {
    const opened = await watched()
    page = opened.page
    opened.complaints.push = (...said) => complaints.push(...said)
    page.on('request', request => {
      if (/\.js$/.test(new URL(request.url()).pathname)) scripts.push(request.url())
    })
    await page.goto(`${origin()}/check/`, { waitUntil: 'networkidle' })
  })

  it.runIf(isTurn(0))(
    'names every case with its comment and marks, every law with its sentence, and every slip',
    async () => {
      const text = await textOf(page.locator('main'))
      for (const { id, comment, flags } of cases()) {
        const row = page.locator('.spec-cases tr', { has: page.locator(`code:text-is("${id}")`) })
        expect(await textOf(row)).toContain(comment)
        expect(await row.locator('.spec-flags li').allTextContents()).toEqual(flags)
      }
      for (const { id, statement } of laws)
        expect(await textOf(page.locator(`[data-law="${id}"]`))).toContain(statement)
      for (const { why } of errata().filter(({ step }) => step !== null)) expect(text).toContain(why)
    },
  )

  it('shows every worked number of “Sora is sky” as the oracle has it', async () => {
    const known = oracle('sora-is-sky', 'corrected')
    const shown = await scrape(page, '#numbers .spec-of-place')
    const wrong = Object.entries(known).flatMap(([name, grid]) =>
      shown[name] ? wrongIn(name, shown[name], grid) : [`${name} is not shown`],
    )
    expect(wrong).toEqual([])
  })

  it('offers every file as it stands in the spec', async () => {
    const index: { cases: { lesson: { file: string; sha256: string }; answer: { file: string } }[] } = await (
      await fetch(`${origin()}/check/vectors/index.json`)
    ).json()
    expect(index.cases.length).toBe(cases().length)
    for (const file of index.cases.flatMap(({ lesson, answer }) => [lesson.file, answer.file])) {
      const answer = await fetch(`${origin()}/check/vectors/${file}`)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toBe(readFileSync(join(root, 'spec/cases', file), 'utf8'))
    }
    for (const link of await page.locator('a[download]').all()) {
      const answer = await fetch(new URL((await link.getAttribute('href')) ?? '', page.url()))
      expect(answer.status).toBe(200)
    }
  })

  it('offers the published vectors as one archive', async () => {
    const answer = await fetch(`${origin()}/check/vectors/dit-vectors.tar`)
    const packed = Buffer.from(await answer.arrayBuffer())
    expect(packed.toString('latin1', 0, 12)).toBe('dit-vectors/')
    expect(packed.length % 512).toBe(0)
    // To build them takes its time.
    if (thorough) expect(packed.equals(tarOf(await vectorFiles(vectors(published)), 'dit-vectors'))).toBe(true)
  })

  // In a short run the same is seen of an engine with a mistake.
  it.runIf(thorough)('passes our engine, in a worker, and loads the judge only when asked', async () => {
    const before = scripts.length
    expect(scripts.some(url => url.includes('worker'))).toBe(false)
    const said = await judged(page)
    expect(said).toContain(`✓ The engine conforms: ${checks({ cases: cases() }).length} passed`)
    expect(scripts.length).toBeGreaterThan(before)
    await expect.poll(() => page.workers().length).toBe(0)
  })

  const mistakes: readonly (readonly [string, string])[] = [
    ['bias', 'predictedNoise'],
    ['bits', 'timeEmbedding'],
    ['halves', 'scaleShift'],
    ['roles', 'queries'],
    ['frames', 'patches'],
  ]
  it.runIf(isTurn(2)).each(inTurn(mistakes, 5, 1))('finds the mistake “%s” and names %s', async (mistake, matrix) => {
    expect(await judged(page, mistake)).toContain('✗ The engine does not conform')
    expect(await textOf(page.locator('.spec-failures li li').first())).toMatch(
      new RegExp(`^${matrix} row \\d+ column \\d+ is .+; it should be `),
    )
  })

  it('can be cancelled', async () => {
    await page.locator('.spec-judge select').first().selectOption('500')
    await button(page).click()
    await expect.poll(() => textOf(button(page))).toBe('Cancel')
    await button(page).click()
    expect(await textOf(verdict(page))).toMatch(/^Cancelled after \d+ check/)
    await expect.poll(() => page.workers().length).toBe(0)
    expect(await textOf(button(page))).toBe('Check again')
  })

  it('complained of nothing', () => expect(complaints).toEqual([]))
})
