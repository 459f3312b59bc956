// A reader's own numbers on "Check your work": pasted, tried and opened, they are judged as `dit check --numbers` judges.
import { engine } from '@dit-by-hand/core/engine'
import { problem } from '@dit-by-hand/practice/problem'
import { caseOf } from '@dit-by-hand/spec/cases'
import { lessonText } from '@dit-by-hand/spec/lesson-text'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { isTurn } from '@dit-by-hand/tools/thorough'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { origin, textOf, watched } from './chromium.ts'

describe.skipIf(noBrowser)('numbers of one’s own', () => {
  let page: Page
  let complaints: readonly string[] = []
  beforeAll(async () => {
    const opened = await watched()
    page = opened.page
    complaints = opened.complaints
    await page.goto(`${origin()}/check/`, { waitUntil: 'networkidle' })
  })

  const own = (selector: string) => page.locator(`.own ${selector}`)
  const said = (): Promise<string> => textOf(own('[role=status]'))
  const judged = { timeout: 60_000 }
  const paste = async (text: string): Promise<void> => {
    await own('textarea').fill(text)
    await page.getByRole('button', { name: 'Check the numbers' }).click()
  }

  it('the example is judged: where it goes wrong, why, and what follows', async () => {
    await page.getByRole('button', { name: 'Try an example' }).click()
    await expect.poll(said, judged).toBe('4 of 6 matrices are right. Look first at scaled latent.')
    expect(await own('.own-wrong > li').count()).toBe(1)
    const told = await textOf(own('.own-wrong'))
    expect(told).toContain('Scale is left out.')
    expect(told).toContain('What follows from it: conditioned latent.')
    const { scaled = [] } = caseOf('sora-is-sky').answer.corrected
    const expected = await own('.own-matrix').first().locator('td').allTextContents()
    expect(expected.map(cell => Number(cell.replace('−', '-')))).toEqual(scaled.flat())
    expect(await own('a').getAttribute('href')).toBe('/walk/modulate/')
  })

  it.runIf(isTurn(1))('what is pasted is judged, and what cannot be is told', async () => {
    await paste('Z = [[0, 2, 3, 1], [1, 2, 4, 3]]')
    await expect.poll(said, judged).toBe('latent is right.')
    expect(await own('.own-wrong > li').count()).toBe(0)
    await paste('[[0, 2, 3, 1]')
    await expect.poll(said, judged).toContain('a “]” is missing')
    await paste('[[0, 2, 3, 1]]')
    await expect.poll(said, judged).toContain('Write its name before it')
  })

  it('a file is judged against the lesson that is chosen', async () => {
    const { lesson, answer } = caseOf('softmax-attention')
    const { corrected } = answer
    const file = { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(corrected)) }
    await own('select').selectOption({ label: lesson.title })
    await own('input[type=file]').setInputFiles(file)
    await expect.poll(said, judged).toBe(`All ${Object.keys(corrected).length} matrices are right.`)
  })

  it.runIf(isTurn(4))(
    'numbers of a problem of practice are judged by its seed, and a lesson of one’s own is opened',
    async () => {
      const { lesson } = problem({ seed: 7, difficulty: 'softmax' })
      const { latent } = await engine.answer(lesson, 'corrected')
      const text = JSON.stringify({ latent, attention: [[1]] })
      await own('select').first().selectOption({ label: 'A problem of practice' })
      await own('select').nth(1).selectOption({ label: 'softmax, two decimals' })
      await own('input[type=number]').fill('7')
      await paste(text)
      await expect.poll(said, judged).toBe('1 of 2 matrices are right. Look first at attention.')
      const link = await own('.own-wrong a').getAttribute('href')
      expect(link).toMatch(/^\/walk\/attention\/#v1&pack=/)
      await own('select').first().selectOption({ label: 'A lesson of your own' })
      await paste(text)
      await expect.poll(said, judged).toBe('Open the lesson first.')
      const fileOf = (content: string) => ({
        name: 'mine.json',
        mimeType: 'application/json',
        buffer: Buffer.from(content),
      })
      await own('input[type=file]').first().setInputFiles(fileOf('{}'))
      await paste(text)
      await expect.poll(said, judged).toContain('This is no lesson that can be worked')
      await own('input[type=file]')
        .first()
        .setInputFiles(fileOf(lessonText(lesson)))
      await paste(text)
      await expect.poll(said, judged).toBe('1 of 2 matrices are right. Look first at attention.')
      await page.getByRole('button', { name: 'Try an example' }).click()
      await expect.poll(said, judged).toBe('4 of 6 matrices are right. Look first at scaled latent.')
      expect(complaints).toEqual([])
    },
  )
})
