// Practice in a browser says what core answers, names what went wrong, and tells a student nothing before it is asked.
import { work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { fieldId } from '@dit-by-hand/practice/fields'
import { markCells } from '@dit-by-hand/practice/mark'
import { namesAt, pose } from '@dit-by-hand/practice/pose'
import { type Difficulty, problem } from '@dit-by-hand/practice/problem'
import { type Typical, typical, wrongOf } from '@dit-by-hand/practice/typical'
import { type Step, stepNumbers, steps as stepOf } from '@dit-by-hand/spec/names'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough, turn } from '@dit-by-hand/tools/thorough'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { usual, writeAddress } from '../app/practice/address.ts'
import { origin, textOf, type Watched, watched } from './chromium.ts'

async function go(page: Page, fragment: string): Promise<void> {
  await page.goto(`${origin()}/practice/#${fragment}`, { waitUntil: 'load' })
  await page.locator('.practice-task').waitFor()
}

/** What core answers, as a sheet shows it: whole, n/d, or two decimals. */
function truth(seed: number, difficulty: Difficulty): ReadonlyMap<string, string> {
  const { lesson } = problem({ seed, difficulty })
  const { values } = work(lesson)
  return new Map(
    stepNumbers.flatMap(step =>
      namesAt(lesson, step).flatMap(name =>
        named(values, name).flatMap((row, r) =>
          row.map((value, c): [string, string] => [
            fieldId({ name, row: r, column: c }),
            isDecimal(value)
              ? toNumber(value)
                  .toFixed(2)
                  .replace(/^-(?=0\.00$)/, '')
                  .replace('-', '−')
              : showNumber(value),
          ]),
        ),
      ),
    ),
  )
}

describe.skipIf(noBrowser)('one truth', () => {
  it.each(inTurn(['hard-attention', 'softmax'] as const, 2, turn))(
    'what the page shows is what core answers: %s',
    async difficulty => {
      const { page, complaints } = await watched()
      const [seed, right] = [7, truth(7, difficulty)]
      await go(page, writeAddress({ ...usual, seed, difficulty, blanks: 'step' }))
      const told = new Map<string, string>()
      const asked = inTurn(stepNumbers, 4, 1)
      for (const step of asked) {
        const i = stepNumbers.indexOf(step)
        await page.locator('.practice-tasks button').nth(i).click()
        await page.getByRole('button', { name: 'Show the answer' }).click()
        await expect.poll(() => textOf(page.locator('.practice-answer'))).toContain('All of this is right.')
        const all = await page
          .locator('.practice-board input')
          .evaluateAll(inputs => inputs.map(input => [input.dataset.field ?? '', (input as HTMLInputElement).value]))
        for (const [id = '', value = ''] of all) told.set(id, value)
      }
      expect(told.size).toBeGreaterThan(thorough ? 250 : 40)
      expect(Object.fromEntries(told)).toEqual(
        thorough ? Object.fromEntries(right) : Object.fromEntries([...told.keys()].map(id => [id, right.get(id)])),
      )
      if (thorough)
        expect(await textOf(page.locator('.practice-finished'))).toContain(
          'You have worked a whole Diffusion Transformer by hand',
        )
      expect(complaints).toEqual([])
    },
  )
})

/** A seed that shows a wrong answer and nothing likelier, and what the marker says of it. */
function shownBy(one: Typical): { readonly wrong: NonNullable<ReturnType<typeof wrongOf>>; readonly says: string } {
  for (let seed = 0; seed < 24; seed++) {
    const wrong = wrongOf(one, seed)
    if (!wrong) continue
    const [verdict] = markCells(wrong.problem, [wrong], [wrong.cell])
    if (verdict?.state === 'wrong' && one.says.test(verdict.says)) return { wrong, says: verdict.says }
  }
  throw new RangeError(`no seed shows ${one.what}`)
}

describe.skipIf(noBrowser)('a typical wrong answer', () => {
  let reader: Watched
  beforeAll(async () => {
    reader = await watched()
  })
  // The marker itself is asked about all of them in a room of its own; here, what the page makes of it.
  it.each(inTurn(typical, 40, 7).map(one => [one.what, one] as const))('is named: %s', async (_, one) => {
    const { page, complaints } = reader
    const { wrong, says } = shownBy(one)
    const { seed, difficulty, ties } = wrong.problem
    const step: Step = stepOf[one.name as keyof typeof stepOf]
    // Nothing that was typed before is to be followed from.
    await page.goto(`${origin()}/about/`)
    await page.evaluate(() => localStorage.clear())
    await go(page, writeAddress({ ...usual, seed, difficulty, ties, kind: 'step', steps: [step] }))
    const tasks = pose(wrong.problem, { kind: 'step', steps: [step] }).tasks
    await page
      .locator('.practice-tasks button')
      .nth(tasks.findIndex(({ id }) => id === one.name))
      .click()
    const field = page.locator(`[data-field="${fieldId(wrong.cell)}"]`)
    await field.fill(wrong.text)
    await field.press('Enter')
    await expect.poll(() => textOf(page.locator('.practice-answer'))).toContain(says)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(complaints).toEqual([])
  })
})

describe.skipIf(noBrowser)('a link for a class', () => {
  it.runIf(isTurn(3))(
    'brings nothing of an answer: not in the page, not in its source, not in the link, not in what is kept',
    async () => {
      const { page } = await watched()
      const fragment = writeAddress({ ...usual, seed: 7, fixed: true, answers: false, hints: false })
      const source = await (await page.request.get(`${origin()}/practice/`)).text()
      const { lesson } = problem({ seed: 7, difficulty: 'hard-attention' })
      await go(page, fragment)
      // What the server sends is the same for every seed: it names none, and holds no problem.
      expect(source).not.toContain(lesson.title)
      expect(source).not.toContain('practice-task"')
      for (const step of inTurn(stepNumbers, 4, 2)) {
        const tasks = pose({ ...problem({ seed: 7, difficulty: 'hard-attention' }) }, { kind: 'walk' }).tasks
        const index = tasks.findIndex(task => task.step === step)
        await page.locator('.practice-tasks button').nth(index).click()
        const asked = page.locator('[data-matrix]:has(input)')
        // Every text and every attribute of the cells that are asked for.
        const inside = await asked
          .first()
          .evaluate(block =>
            [...block.querySelectorAll('td')].map(cell =>
              [
                cell.textContent,
                ...[cell, ...cell.querySelectorAll('*')].flatMap(element =>
                  [...element.attributes]
                    .filter(({ name }) => !['class', 'size', 'maxlength'].includes(name))
                    .map(({ name, value }) => `${name}=${value}`),
                ),
              ].join(' '),
            ),
          )
        expect(inside.length).toBeGreaterThan(0)
        for (const cell of inside) {
          const bare = cell
            .replace(/data-value=0+/, '')
            .replace(/data-field=\S+ \d+ \d+/, '')
            .replace(/aria-label=.*?(?= [a-z-]+=|$)/, '')
          expect(bare, cell).not.toMatch(/\d/)
        }
      }
      const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }))
      const work = JSON.parse(JSON.parse(kept)['dit-practice'])
      expect(Object.values(work.works)).toEqual([
        expect.objectContaining({
          entries: {},
          hints: {},
          revealed: [],
          done: [],
          problem: { version: 1, seed: 7, difficulty: 'hard-attention', ties: false },
        }),
      ])
      expect(Object.keys(at(Object.values(work.works), 0) as object).toSorted()).toEqual(
        ['at', 'done', 'entries', 'exercise', 'hints', 'problem', 'revealed'].toSorted(),
      )
      expect(page.url()).toBe(`${origin()}/practice/#${fragment}`)
    },
  )

  it('asks who one is, and gives everybody a problem of their own', async () => {
    const { page, complaints } = await watched({ viewport: { width: 360, height: 740 } })
    const fragment = writeAddress({ ...usual, seed: 40, count: 30, number: null, fixed: true, answers: false })
    await page.goto(`${origin()}/practice/#${fragment}`, { waitUntil: 'load' })
    await page.getByLabel('your number on the list').fill('3')
    await page.getByRole('button', { name: 'Open my problem' }).click()
    await page.getByText('Problem 42,').waitFor()
    expect(page.url()).toContain('number=3')
    await page.getByRole('button', { name: 'I am not number 3' }).click()
    await page.getByLabel('your number on the list').waitFor()
    expect(complaints).toEqual([])
  })
})
