// Practice in a browser: filled in with the keyboard, marked, kept, fixed by a teacher's link, and by fingers.
import { readFileSync } from 'node:fs'
import { fieldsOf } from '@dit-by-hand/practice/fields'
import { revealed } from '@dit-by-hand/practice/hints'
import { pose } from '@dit-by-hand/practice/pose'
import { problem } from '@dit-by-hand/practice/problem'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { unzipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAddress, usual, writeAddress } from '../app/practice/address.ts'
import { launch } from '../tools/browser.ts'
import { origin, textOf, watched } from './chromium.ts'

const posed = pose(problem({ seed: 7, difficulty: 'hard-attention' }), { kind: 'step', steps: [2] })
const address = { ...usual, seed: 7, kind: 'step', steps: [2] } as const
const [first] = posed.tasks
if (!first) throw new RangeError('step 2 has a task')
const fields = fieldsOf(first, posed)
const answers = revealed(posed, first, {})
const answerOf = (index: number): string => answers[fields[index]?.id ?? ''] ?? ''

const field = (page: Page, index: number) => page.locator(`[data-field="${fields[index]?.id}"]`)
const said = (page: Page): Promise<string> => textOf(page.locator('.practice-answer'))
const open = async (browser: Browser, fragment: string, options = {}) => {
  const found = await watched(browser, options)
  await found.page.goto(`${origin()}/practice/#${fragment}`, { waitUntil: 'networkidle' })
  await found.page.locator('.practice-task').waitFor()
  return found
}

describe('an address', () => {
  it('is read as it was written', () => {
    const all = { ...address, ties: true, blanks: 'row', fixed: true, hints: false, answers: false } as const
    expect(readAddress(`#${writeAddress(all)}`)).toEqual({ address: all, problems: [] })
    expect(readAddress('')).toEqual({ address: usual, problems: [] })
  })
  it('tells what it cannot read, and keeps the rest', () => {
    const { address: found, problems } = readAddress('#seed=9&difficulty=easy&steps=99')
    expect(found).toEqual({ ...usual, seed: 9 })
    expect(problems).toEqual([
      '“difficulty=easy” says nothing that is known here.',
      '“steps=99” says nothing that is known here.',
    ])
  })
})

describe.skipIf(noBrowser)('the page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it('marks what is typed, explains what is right, and goes on with the keyboard', async () => {
    const { page, complaints } = await open(browser, writeAddress(address))
    await field(page, 0).focus()
    await page.keyboard.type(`${answerOf(0)}`)
    await page.keyboard.press('Enter')
    await expect.poll(() => said(page)).toMatch(/Right\..* = /s)
    expect(await field(page, 1).evaluate(input => input === document.activeElement)).toBe(true)
    await page.keyboard.type('999')
    await page.keyboard.press('Enter')
    await expect.poll(() => said(page)).toContain('Not yet')
    expect(await field(page, 1).getAttribute('aria-invalid')).toBe('true')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    expect(await field(page, 0).evaluate(input => input === document.activeElement)).toBe(true)
    expect(complaints).toEqual([])
  })

  it('gives hints, shows the answer, and keeps all of it over a reload', async () => {
    const { page } = await open(browser, writeAddress(address))
    await field(page, 0).focus()
    for (const number of [1, 2, 3]) {
      await page.getByRole('button', { name: 'Hint' }).click()
      await expect.poll(() => said(page)).toContain(`Hint ${number} of 3`)
    }
    await page.getByRole('button', { name: 'Show the answer' }).click()
    await expect.poll(() => said(page)).toContain('All of this is right.')
    await page.reload({ waitUntil: 'networkidle' })
    await expect.poll(() => field(page, 0).inputValue()).toBe(answerOf(0))
    expect(await textOf(page.locator('.practice-tasks li').first())).toContain('✓ done')
  })

  it('a link for a class leaves nothing to choose and no answer to see', async () => {
    const { page } = await open(browser, writeAddress({ ...address, fixed: true, answers: false, hints: false }))
    expect(await page.locator('.practice-choosing').count()).toBe(0)
    expect(await page.getByRole('button', { name: /Hint|Show the answer/ }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Check' }).count()).toBe(1)
  })

  it('makes worksheets and a key for a class, in one archive', async () => {
    const { page, complaints } = await watched(browser)
    await page.goto(`${origin()}/practice/worksheets/`, { waitUntil: 'networkidle' })
    await page.getByLabel('first seed').fill('7')
    await page.getByLabel('how many').fill('2')
    await page.getByLabel('spreadsheet that checks').check()
    await page.getByLabel('Markdown').check()
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 100_000 }),
      page.getByRole('button', { name: 'Make the files' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('worksheets-7-to-8.zip')
    const files = unzipSync(readFileSync(await download.path()))
    expect(Object.keys(files).toSorted()).toEqual(
      ['key-7-to-8', 'worksheet-7', 'worksheet-8'].flatMap(name => ['md', 'pdf', 'xlsx'].map(end => `${name}.${end}`)),
    )
    const text = (name: string): string => new TextDecoder('latin1').decode(files[name])
    expect(text('worksheet-7.pdf')).toMatch(/^%PDF-/)
    expect(text('worksheet-7.xlsx')).toMatch(/^PK/)
    expect(new TextDecoder().decode(files['worksheet-7.md'])).toContain(
      'dit worksheet --seed 7 --difficulty hard-attention',
    )
    await expect.poll(() => textOf(page.locator('.practice-said'))).toBe('9 files are in worksheets-7-to-8.zip.')
    expect(complaints).toEqual([])
  })

  it('has a pad with minus and slash for fingers', async () => {
    const { page } = await open(browser, writeAddress(address), { hasTouch: true, isMobile: true })
    await field(page, 0).focus()
    const pad = page.getByRole('group', { name: 'Number pad' })
    for (const key of ['minus', '1', 'over', '2']) await pad.getByRole('button', { name: key, exact: true }).tap()
    await expect.poll(() => field(page, 0).inputValue()).toBe('−1/2')
    await pad.getByRole('button', { name: 'erase' }).tap()
    await expect.poll(() => field(page, 0).inputValue()).toBe('−1/')
  })
})
