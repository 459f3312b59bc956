// How practice looks: every kind of exercise on squared paper, on a desk and under fingers, sound to axe, all with the keyboard.
import { exerciseKinds } from '@dit-by-hand/practice/exercise'
import { revealed } from '@dit-by-hand/practice/hints'
import { pose } from '@dit-by-hand/practice/pose'
import { problem } from '@dit-by-hand/practice/problem'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Address, usual, writeAddress } from '../app/practice/address.ts'
import { origin, textOf, watched } from './chromium.ts'
import { objections, sideways } from './look.ts'

const addressOf = (kind: Address['kind'], part: Partial<Address> = {}): Address => ({
  ...usual,
  seed: 7,
  kind,
  steps: kind === 'gradients' ? [] : [9],
  ...part,
})

async function go(page: Page, address: Address): Promise<void> {
  await page.goto(`${origin()}/practice/#${writeAddress(address)}`, { waitUntil: 'load' })
  await page.locator('.practice-task').waitFor()
}

const boxOf = async (locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> => {
  const box = await locator.boundingBox()
  if (!box) throw new RangeError('it is not shown')
  return box
}

describe.skipIf(noBrowser)('practice', () => {
  it('has the weight left, the input above, and the result where they meet', async () => {
    const { page } = await watched()
    await go(page, addressOf('step'))
    const rows = (name: string) => page.locator(`[data-matrix="${name}"] tbody tr`)
    const cell = (name: string, row: number, column: number) => rows(name).nth(row).locator('td.cell').nth(column)
    for (const [row, column] of [
      [0, 0],
      [1, 3],
    ] as const) {
      const here = await boxOf(cell('predictedNoise', row, column))
      expect((await boxOf(cell('pooled', 0, column))).x).toBeCloseTo(here.x, 0)
      expect((await boxOf(cell('pooled', 1, column))).y).toBeLessThan(here.y)
      expect((await boxOf(cell('feedForwardWeight', row, 1))).y).toBeCloseTo(here.y, 0)
      expect((await boxOf(cell('feedForwardBias', row, 0))).x).toBeLessThan(here.x)
      expect((await boxOf(cell('feedForwardWeight', row, 1))).x).toBeLessThan(here.x)
    }
  })

  const screens = [
    { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'light' },
    { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  ] as const
  // In a short run one kind, on the phone, where axe is asked at the end.
  it.runIf(isTurn(5)).each(inTurn(exerciseKinds, 8, 4).map((kind, i) => [kind, inTurn(screens, 2, i)] as const))(
    'is sound and fits a phone and a desk: %s',
    async (kind, on) => {
      for (const options of on) {
        const { page, complaints } = await watched(options)
        await go(page, addressOf(kind))
        await page.getByRole('button', { name: 'Hint' }).click()
        await page.getByRole('button', { name: 'Check', exact: true }).click()
        await page.getByText('What is kept').click()
        if (thorough) expect(await objections(page), `${kind} ${options.viewport.width}`).toEqual([])
        expect(await sideways(page)).toBeLessThanOrEqual(0)
        await page.getByRole('button', { name: 'Show the answer' }).click()
        const whole = kind === 'misprint' ? 'The misprint is put right.' : 'All of this is right.'
        await expect.poll(() => textOf(page.locator('.practice-answer'))).toContain(whole)
        expect(await objections(page), `${kind} ${options.viewport.width}, answered`).toEqual([])
        expect(complaints).toEqual([])
      }
    },
  )

  it.runIf(isTurn(0))(
    'a pad stands under fingers in sight of the blank, and the phone’s own keyboard stays away',
    async () => {
      const { page } = await watched({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
      await go(page, addressOf('step'))
      const answers = Object.values(
        revealed(
          pose(problem({ seed: 7, difficulty: 'hard-attention' }), { kind: 'step', steps: [9] }),
          pose(problem({ seed: 7, difficulty: 'hard-attention' }), { kind: 'step', steps: [9] }).tasks[0]!,
          {},
        ),
      )
      const inputs = page.locator('.practice-board input')
      await inputs.first().tap()
      expect(await inputs.first().getAttribute('inputmode')).toBe('none')
      const pad = page.getByRole('group', { name: 'Number pad' })
      const names: { readonly [key: string]: string } = { '−': 'minus', '/': 'over', '.': 'point' }
      // All of the task (in a short run its beginning), with nothing but the pad: each right number leads to the next blank.
      for (const [i, answer] of answers.slice(0, thorough ? answers.length : 3).entries()) {
        for (const key of answer) await pad.getByRole('button', { name: names[key] ?? key, exact: true }).tap()
        const [blank, keys] = [await boxOf(inputs.nth(i)), await boxOf(pad)]
        expect(keys.y + keys.height).toBeLessThanOrEqual(740)
        expect(blank.y + blank.height).toBeLessThanOrEqual(keys.y)
        expect(blank.x + blank.width).toBeLessThanOrEqual(360)
        await pad.getByRole('button', { name: 'check' }).tap()
      }
      if (!thorough) return expect.poll(() => textOf(page.locator('.practice-answer'))).toContain('Right.')
      await expect.poll(() => textOf(page.locator('.practice-answer'))).toContain('All of this is right.')
    },
  )

  it.runIf(isTurn(2))('everything can be done with the keyboard alone', async () => {
    const { page } = await watched()
    await go(page, addressOf('step'))
    const tabTo = async (wanted: Locator): Promise<void> => {
      for (let i = 0; i < 80; i++) {
        await page.keyboard.press('Tab')
        if (await wanted.evaluate(element => element === document.activeElement)) return
      }
      throw new RangeError(`${wanted} is not reached`)
    }
    const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
    await tabTo(page.getByLabel('exercise'))
    await tabTo(page.locator('.practice-board input').first())
    await page.keyboard.type('99')
    await page.keyboard.press('Enter')
    await expect.poll(() => textOf(page.locator('.practice-answer'))).toContain('Not yet')
    await page.keyboard.press('ArrowDown')
    expect(
      await page
        .locator('.practice-board input')
        .nth(4)
        .evaluate(e => e === document.activeElement),
    ).toBe(true)
    await tabTo(button('Hint'))
    await page.keyboard.press('Enter')
    await expect.poll(() => textOf(page.locator('.practice-answer'))).toContain('Hint 1 of 3')
    await tabTo(button('Show the answer'))
    await page.keyboard.press('Enter')
    await expect.poll(() => textOf(page.locator('.practice-answer'))).toContain('All of this is right.')
    await tabTo(page.getByText('What is kept'))
    await page.keyboard.press('Enter')
    await tabTo(button('Begin this exercise anew'))
    await page.keyboard.press('Enter')
    await tabTo(button('Erase'))
    await page.keyboard.press('Enter')
    await page.getByText('Erased: the exercise begins anew.').waitFor()
    expect(await page.locator('.practice-board input').first().inputValue()).toBe('')
  })
})
