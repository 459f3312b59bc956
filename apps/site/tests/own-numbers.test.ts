// A reader's own numbers on "Check your work": pasted, tried and opened, they are judged as `dit check --numbers` judges.
import { caseOf } from '@dit-by-hand/spec/cases'
import { noBrowser } from '@dit-by-hand/tools/chromium'
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

  it('what is pasted is judged, and what cannot be is told', async () => {
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
    expect(complaints).toEqual([])
  })
})
