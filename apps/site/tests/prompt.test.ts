// Another prompt: words are chosen, left out, said again and added with a vector; embedding, scale, shift and video follow.

import { AxeBuilder } from '@axe-core/playwright'
import { work } from '@dit-by-hand/core/lesson'
import { named } from '@dit-by-hand/graph/at'
import { showNumber } from '@dit-by-hand/graph/style'
import { caseOf } from '@dit-by-hand/spec/cases'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { textOf, type Watched, walkTo, watched } from './chromium.ts'
import { scrape } from './scraped.ts'

const { lesson } = caseOf('sora-is-sky')

/** The lesson with these words, worked apart from the page: what the page should say of embedding, scale, shift and video. */
function expected(words: { readonly [word: string]: readonly number[] }) {
  const vectors = Object.fromEntries(Object.entries(words).map(([word, vector]) => [word, [...vector]]))
  const asked = { ...lesson, errata: [], prompt: { text: Object.keys(words).join(' '), words: vectors } }
  const { values } = work(asked)
  const rows = (name: 'textEmbedding' | 'scale' | 'shift' | 'generatedVideo'): readonly (readonly string[])[] =>
    named(values, name, 'the lesson').map(cells => cells.map(showNumber))
  return {
    words: Object.keys(words),
    embedding: rows('textEmbedding'),
    scale: rows('scale').flat().join(', '),
    shift: rows('shift').flat().join(', '),
    video: rows('generatedVideo')
      .map(cells => cells.join(' '))
      .join('; '),
  }
}

/** What the page says of them. */
async function shown(page: Page) {
  const follows = page.locator('.prompt-follows')
  const under = (name: string): Promise<string> => textOf(follows.locator('div', { hasText: name }).locator('dd'))
  const { textEmbedding } = await scrape(page)
  const video = await follows.getByRole('img').getAttribute('aria-label')
  return {
    words: await page.locator('.words-said li:not(.left-word) b').allTextContents(),
    embedding: textEmbedding,
    scale: await under('scale'),
    shift: await under('shift'),
    video: video?.replace('generated video, row by row: ', ''),
  }
}

const {
  sora = [],
  is = [],
  sky = [],
} = Object.fromEntries(Object.entries(lesson.prompt.words).map(([word, vector]) => [word, vector.map(Number)]))
const twice = (vector: readonly number[]): readonly number[] => vector.map(cell => 2 * cell)

describe.skipIf(noBrowser)('another prompt', () => {
  let reader: Watched
  beforeAll(async () => {
    reader = await watched()
  })
  beforeEach(async () => {
    const { page } = reader
    await walkTo(page, 'conditions/')
    await page.locator('.prompt-panel summary').click()
    await page.locator('.words-said').waitFor()
  })

  const press = (name: string): Promise<void> => reader.page.getByRole('button', { name, exact: true }).click()
  const says = (words: { readonly [word: string]: readonly number[] }): Promise<void> => {
    const wanted = expected(words)
    return expect
      .poll(() => shown(reader.page))
      .toEqual({ ...wanted, words: wanted.words.map(each => each.split('×')[0]) })
  }

  it.runIf(isTurn(1))('is at first that of the lesson', async () => {
    await says({ sora, is, sky })
    expect((await shown(reader.page)).scale).toBe('2, −1')
    expect((await shown(reader.page)).shift).toBe('1, 5')
  })

  it.runIf(isTurn(2))('leaves a word out, and says it again when it is chosen', async () => {
    await press('leave out sky')
    await says({ sora, is })
    expect(await textOf(reader.page.locator('.prompt-panel summary'))).toBe('Change the prompt: “sora is”')
    await press('put sky back')
    await says({ sora, is, sky })
    await press('leave out sora')
    await press('leave out is')
    await says({ sky })
    expect(await reader.page.getByRole('button', { name: 'leave out sky' }).isDisabled()).toBe(true)
  })

  it.runIf(thorough)('says a word again: its vector is added again', async () => {
    await press('use sky once more')
    await says({ sora, is, 'sky×2': twice(sky) })
    const { page } = reader
    expect((await scrape(page)).words?.map(cells => cells[2])).toEqual(twice(sky).map(cell => showNumber(cell)))
    await press('use sky once less')
    await says({ sora, is, sky })
  })

  it.runIf(isTurn(4))('takes a word with a vector of its own, refuses what is none, and is undone', async () => {
    const { page } = reader
    const word = page.getByLabel('another word')
    const vector = page.locator('.new-word input[name=vector]')
    await word.fill('Cloud')
    await vector.fill('1 2')
    await press('add it')
    await expect.poll(() => textOf(page.locator('.new-word [role=alert]'))).not.toBe('')
    const { violations } = await new AxeBuilder({ page }).include('.prompt-panel').withRules('color-contrast').analyze()
    expect(violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => [html, failureSummary]))).toEqual(
      [],
    )
    await says({ sora, is, sky })
    await vector.fill('1 0 −2')
    await press('add it')
    await says({ sora, is, sky, cloud: [1, 0, -2] })
    expect(await textOf(page.locator('.new-word [role=alert]'))).toBe('')
    expect(await word.inputValue()).toBe('')
    await press('undo')
    await says({ sora, is, sky })
  })

  it.runIf(isTurn(1))('goes with its reader: into the link, and to the steps that follow', async () => {
    const { page } = reader
    await press('leave out is')
    await press('use sora once more')
    const wanted = expected({ 'sora×2': twice(sora), sky })
    await expect.poll(() => page.url()).toContain('say=sora*2')
    await page.locator('.turn [rel=next]').click()
    await page.waitForURL('**/walk/modulation/**')
    await expect
      .poll(async () => {
        const { scale = [], shift = [] } = await scrape(page)
        return [scale.flat().join(', '), shift.flat().join(', ')]
      })
      .toEqual([wanted.scale, wanted.shift])
    expect(reader.complaints).toEqual([])
  })
})
