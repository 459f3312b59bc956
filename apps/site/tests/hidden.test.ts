// A link may hide the computed numbers. Then nothing on a page may follow from one: a page whose hidden numbers are others
// is the same page, letter by letter, to the eye, to a screen reader and to whoever looks at its elements.
import { netOf, work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { equal } from '@dit-by-hand/graph/exact'
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'
import { type CaseId, caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { encode, home } from '@dit-by-hand/walkthrough/address'
import type { Edit } from '@dit-by-hand/walkthrough/edits'
import { type Scene, scene, viewAt } from '@dit-by-hand/walkthrough/scene'
import { type Place, places, type StageId } from '@dit-by-hand/walkthrough/telling'
import { toldOf } from '@dit-by-hand/walkthrough/told'
import { start, type Tour } from '@dit-by-hand/walkthrough/tour'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { hiddenText } from '../lib/hidden.ts'
import { hiddenScene } from '../lib/mask.ts'
import { origin, textOf, type Watched, walkTo, watched } from './chromium.ts'

const ids = ['sora-is-sky', 'soft-sky', 'fractions', 'given-attention'] as const
const lessonOf = (id: CaseId): Lesson => caseOf(id).lesson

/** Other numbers where the video and the conditions come in, so that all that is computed becomes another: long ones and
 *  fractions, below zero, zero. */
function others(lesson: Lesson): readonly Edit[] {
  const values = [-7, 0, '1/3', -1234567, 5, '-5/2'] as const
  const { net } = work(lesson, netOf(lesson))
  const made = (['patches', 'textEmbedding', 'timeEmbedding'] as const).flatMap((name): readonly CellRef[] => {
    const [rows, columns] = named(net, name).shape
    return Array.from({ length: rows * columns }, (_, i) => ({
      name,
      row: Math.floor(i / columns),
      column: i % columns,
    }))
  })
  return made.map((cell, i): Edit => ({ cell, value: at(values, i % values.length) }))
}

/** Every moment of a walk: each place, stage, pass and reading, with gradients and without. */
function moments(lesson: Lesson): readonly Tour[] {
  return places.flatMap(place =>
    (['corrected', 'printed'] as const).flatMap(reading =>
      [1, 3].flatMap(generation => {
        const state: Tour = { ...start, place, reading, generation, slopes: generation === 1 }
        const { stages } = scene(state, lesson)
        return stages.length === 0
          ? [state, { ...state, pass: 1, box: false }]
          : stages.map(({ id }): Tour => ({ ...state, stage: id as StageId }))
      }),
    ),
  )
}

/** What a page makes of a scene without its facts, which only words use, and those of hidden numbers are not told. */
const drawn = ({ facts: _, lesson: __, ...seen }: Scene): unknown => seen
const cellsOf = (of: Scene): readonly CellRef[] => of.blocks.flatMap(({ rows }) => rows.flat().map(({ cell }) => cell))

describe.each(ids)('what is hidden in %s', id => {
  const lesson = lessonOf(id)
  const edits = others(lesson)
  const asked = inTurn(moments(lesson), 5, ids.indexOf(id))

  it('is every number that is computed', () => {
    for (const state of asked)
      for (const view of hiddenScene(state, lesson, new Set()).blocks.flatMap(({ rows }) => rows.flat()))
        expect([cellKey(view.cell), view.given || view.text === hiddenText]).toEqual([cellKey(view.cell), true])
  })

  it.runIf(isTurn(5))('changes nothing that is drawn, wherever the focus is', () => {
    let told = 0
    for (const state of asked) {
      const [here, there] = [state, { ...state, edits }]
      const first = hiddenScene(here, lesson, new Set())
      expect(drawn(hiddenScene(there, lesson, new Set()))).toEqual(drawn(first))
      for (const cell of inTurn(cellsOf(first), 5, told)) {
        const [a, b] = [here, there].map(each => hiddenScene({ ...each, cell }, lesson, new Set()))
        expect(b && drawn(b)).toEqual(a && drawn(a))
        told++
      }
    }
    expect(told).toBeGreaterThan(thorough ? 500 : 90)
  })

  it('is in no formula and no word that is told beside it', () => {
    for (const state of asked) {
      const [a, b] = [state, { ...state, edits }].map(each => toldOf(scene(each, lesson)))
      for (const part of ['formulas', 'leftOut', 'sora'] as const) expect(b?.[part]).toEqual(a?.[part])
    }
  })

  it('can be shown number by number, and shows that one only', () => {
    for (const state of asked) {
      const whole = scene(state, lesson)
      const cell = cellsOf(whole).find(each => viewAt(whole, each)?.given === false)
      if (!cell) continue
      const shown = hiddenScene({ ...state, cell }, lesson, new Set([cellKey(cell)]))
      expect(shown.line?.result).toBe(scene({ ...state, cell }, lesson).line?.result)
      for (const view of shown.blocks.flatMap(({ rows }) => rows.flat()))
        expect(view.given || cellKey(view.cell) === cellKey(cell) || view.text === hiddenText).toBe(true)
    }
  })
})

it('is tried with numbers that are all others', () => {
  for (const id of ids) {
    const lesson = lessonOf(id)
    const [before, after] = [scene(start, lesson), scene({ ...start, edits: others(lesson) }, lesson)].map(
      ({ facts }) => facts.values,
    )
    for (const name of ['latent', 'scaleShift', 'predictedNoise', 'generatedVideo'] as const) {
      const same = named(before ?? {}, name).flatMap((row, r) =>
        row.map((value, c) => equal(value, at(at(named(after ?? {}, name), r), c))),
      )
      expect(same.filter(is => is).length, `${id} ${name}`).toBeLessThan(same.length)
    }
  }
})

describe.skipIf(noBrowser)('a page that hides its numbers', () => {
  let walk: Watched
  beforeAll(async () => {
    walk = await watched()
  })

  /** All that a page is, but for addresses, which say what the reader changed, and whether that can be taken back. */
  async function seen(page: Page, path: string, fragment: string): Promise<readonly string[]> {
    await walkTo(page, `${path}#${fragment}`)
    await expect.poll(() => textOf(page.locator('.walk .telling .formula').first())).not.toBe('')
    await page.waitForLoadState('networkidle') // parts of a page come when they are needed
    await page.waitForFunction(() => document.querySelector('.walk [role="status"]') === null)
    const aloud = await page.locator('main').ariaSnapshot()
    const elements = await page.locator('main').evaluate(main => {
      const copy = main.cloneNode(true)
      if (!(copy instanceof HTMLElement)) throw new Error('there is no page')
      for (const link of copy.querySelectorAll('a[href]')) link.removeAttribute('href')
      for (const button of copy.querySelectorAll('.tools button')) button.removeAttribute('disabled')
      // What the server wrote and what the browser wrote anew differ in comments, and in where a text is cut.
      const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT)
      for (let comment = comments.nextNode(); comment; comment = comments.nextNode())
        comment.parentNode?.removeChild(comment)
      copy.normalize()
      return copy.innerHTML
    })
    const lines = (text: string): readonly string[] => text.replace(/(?=<)/g, '\n').split('\n')
    return [...lines(aloud.replace(/#\S*| \[disabled\]/g, '')), ...lines(elements)]
  }

  const stops: readonly (readonly [place: Place, stage: StageId | null])[] = places.flatMap(
    (place): readonly (readonly [Place, StageId | null])[] => {
      const { stages } = scene({ ...start, place }, lessonOf('sora-is-sky'))
      return stages.length === 0 ? [[place, null]] : stages.map(({ id }) => [place, id])
    },
  )

  it.each(inTurn(stops, 24, 4))('is the same page with other numbers: %s %s', async (place, stage) => {
    const { page } = walk
    const address = { ...home, hideResults: true, slopes: true, stage, reading: 'printed' as const }
    const edits = others(lessonOf('sora-is-sky'))
    const plain = await seen(page, `${place}/`, encode(address))
    expect(await seen(page, `${place}/`, encode({ ...address, edits }))).toEqual(plain)
    expect(await page.locator('.walk .drawn, .walk .errata, .walk .learning').count()).toBe(0)
    expect(walk.complaints).toEqual([])
  })

  it.runIf(isTurn(2))('shows nothing before what hides it has come', async () => {
    const { page } = await watched()
    let come: () => void = () => {}
    const allowed = new Promise<void>(resolve => {
      come = resolve
    })
    await page.route('**/*.js', async route => {
      await allowed
      await route.continue()
    })
    await page.goto(`${origin()}/walk/encode/#v1&hide=results`, { waitUntil: 'commit' })
    await page.locator('[data-cell="latent 0 0"]').waitFor({ state: 'attached' })
    await page.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish()
    })
    expect(await page.locator('.walk').isVisible()).toBe(false)
    expect(await page.locator('main').ariaSnapshot()).toMatch(/^- main: This link hides numbers\.[^\n]*$/)
    come()
    await expect.poll(() => textOf(page.locator('[data-cell="latent 0 0"]'))).toBe(hiddenText)
    expect(await page.locator('.walk').isVisible()).toBe(true)
  })

  it('hides them also where the reader has only just asked for that', async () => {
    const { page, complaints } = await watched()
    await walkTo(page, 'noise/')
    await page.getByRole('button', { name: 'share' }).click()
    await page.getByLabel('hide computed numbers').check()
    await page.getByRole('button', { name: 'Try it here' }).click()
    await expect.poll(() => textOf(page.locator('[data-cell="noised 0 0"]'))).toBe(hiddenText)
    await expect.poll(() => page.locator('.walk .prose, .walk .drawn').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
