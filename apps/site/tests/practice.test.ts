// Practice in a browser: filled in with the keyboard, marked, kept, fixed by a teacher's link, and by fingers.
import { readFileSync } from 'node:fs'
import { fieldsOf } from '@dit-by-hand/practice/fields'
import { revealed } from '@dit-by-hand/practice/hints'
import { pose } from '@dit-by-hand/practice/pose'
import { largestSeed, problem } from '@dit-by-hand/practice/problem'
import { readProgress } from '@dit-by-hand/practice/progress-file'
import { stepRange } from '@dit-by-hand/practice/steps'
import { askedOf, filesOf } from '@dit-by-hand/practice/worksheets'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough, turn } from '@dit-by-hand/tools/thorough'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readAddress, usual, writeAddress } from '../app/practice/address.ts'
import { origin, textOf, watched } from './chromium.ts'
import { objections } from './look.ts'

const posed = pose(problem({ seed: 7, difficulty: 'hard-attention' }), { kind: 'step', steps: [2] })
const address = { ...usual, seed: 7, kind: 'step', steps: [2] } as const
const [first] = posed.tasks
if (!first) throw new RangeError('step 2 has a task')
const fields = fieldsOf(first, posed)
const answers = revealed(posed, first, {})
const answerOf = (index: number): string => answers[fields[index]?.id ?? ''] ?? ''

const field = (page: Page, index: number) => page.locator(`[data-field="${fields[index]?.id}"]`)
const said = (page: Page): Promise<string> => textOf(page.locator('.practice-answer'))
const open = async (fragment: string, options = {}) => {
  const found = await watched(options)
  await found.page.goto(`${origin()}/practice/#${fragment}`, { waitUntil: 'load' })
  await found.page.locator('.practice-task').waitFor()
  return found
}

/** The page that makes worksheets: it is alive as soon as it shows one. */
async function worksheets(page: Page): Promise<void> {
  await page.goto(`${origin()}/practice/worksheets/`, { waitUntil: 'load' })
  await page.getByRole('heading', { name: /^The sheet of seed/ }).waitFor()
}

describe('an address', () => {
  it('is read as it was written', () => {
    const all = { ...address, ties: true, blanks: 'row', fixed: true, hints: false, answers: false } as const
    expect(readAddress(`#${writeAddress(all)}`)).toEqual({ address: all, problems: [] })
    for (const number of [null, 1, 30]) {
      const ofClass = { ...all, count: 30, number } as const
      expect(readAddress(`#${writeAddress(ofClass)}`)).toEqual({ address: ofClass, problems: [] })
    }
    expect(readAddress('')).toEqual({ address: usual, problems: [] })
  })
  it('tells what it cannot read, and keeps the rest', () => {
    const { address: found, problems } = readAddress('#seed=9&difficulty=easy&steps=99&count=101')
    expect(found).toEqual({ ...usual, seed: 9 })
    expect(problems).toEqual([
      '“difficulty=easy” says nothing that is known here.',
      '“steps=99” says nothing that is known here.',
      '“count=101” says nothing that is known here.',
    ])
    // A class does not go on after the last seed.
    expect(readAddress(`#seed=${largestSeed - 1}&count=3`).address.count).toBe(1)
    expect(readAddress(`#seed=${largestSeed - 1}&count=2&number=3`)).toMatchObject({
      address: { count: 2, number: null },
      problems: ['“number=3” says nothing that is known here.'],
    })
  })
})

describe.skipIf(noBrowser)('the page', () => {
  it('marks what is typed, explains what is right, and goes on with the keyboard', async () => {
    const { page, complaints } = await open(writeAddress(address))
    await field(page, 0).focus()
    await page.keyboard.type(`${answerOf(0)}`)
    await page.keyboard.press('Enter')
    await expect.poll(() => said(page)).toMatch(/Right\..* = /s)
    expect(await field(page, 1).evaluate(input => input === document.activeElement)).toBe(true)
    await page.keyboard.type('999')
    await page.keyboard.press('Enter')
    await expect.poll(() => said(page)).toContain('Not yet. Try “Hint”.')
    expect(await field(page, 1).getAttribute('aria-invalid')).toBe('true')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    expect(await field(page, 0).evaluate(input => input === document.activeElement)).toBe(true)
    expect(complaints).toEqual([])
  })

  it.runIf(isTurn(5))('gives hints, shows the answer, and keeps all of it over a reload', async () => {
    const { page } = await open(writeAddress(address))
    await field(page, 0).focus()
    for (const number of [1, 2, 3]) {
      await page.getByRole('button', { name: 'Hint' }).click()
      await expect.poll(() => said(page)).toContain(`Hint ${number} of 3`)
    }
    await page.getByRole('button', { name: 'Show the answer' }).click()
    await expect.poll(() => said(page)).toContain('All of this is right.')
    await page.reload({ waitUntil: 'load' })
    await expect.poll(() => field(page, 0).inputValue()).toBe(answerOf(0))
    expect(await textOf(page.locator('.practice-tasks li').first())).toContain('✓ done')
  })

  it.runIf(isTurn(2))('lets the picture come out as the video is filled in', async () => {
    const { page, complaints } = await open(writeAddress({ ...usual, seed: 7, kind: 'step', steps: [13] }))
    const shades = (): Promise<readonly string[]> =>
      page
        .locator('.practice-board td:has(.practice-entry)')
        .evaluateAll(cells => cells.map(cell => /\bb\d\b/.exec(cell.className)?.[0] ?? 'blank'))
    expect(new Set(await shades())).toEqual(new Set(['blank']))
    await page.getByRole('button', { name: 'Show the answer' }).click()
    // Seed 7 has pixels of 0, 1 and 3 in its generated video: dark, a third, bright.
    await expect.poll(async () => [...new Set(await shades())].toSorted()).toEqual(['b0', 'b3', 'b8'])
    const first = page.locator('.practice-board input').first()
    await first.fill('7')
    await first.press('Enter')
    await expect.poll(async () => (await shades()).indexOf('blank')).toBe(0)
    expect((await shades()).filter(shade => shade === 'blank')).toHaveLength(1)
    expect(await objections(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it.runIf(isTurn(5))('greets who comes back to what is not finished, until they go on', async () => {
    const walk = writeAddress({ ...usual, seed: 7, blanks: 'step' })
    const { page } = await open(walk)
    expect(await said(page)).toMatch(/^Type a number, such as 3, −1, 0\.5 or 1\/2, and press Enter/)
    await page.getByRole('button', { name: 'Show the answer' }).click()
    await expect.poll(() => said(page)).toContain('All of this is right. Step 1 is done, 12 are left.')
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await page.reload({ waitUntil: 'load' })
    await expect.poll(() => said(page)).toBe('Welcome back: 1 of 13 tasks done. You are at step 2: Encode the patches.')
    await page.getByRole('button', { name: 'Back' }).click()
    await expect.poll(() => said(page)).toBe('')
  })

  it.runIf(isTurn(1))('goes on typing in the first open blank of the task that is gone to', async () => {
    const { page } = await open(writeAddress({ ...address, steps: [2] }))
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute('data-field') ?? null)
    await field(page, 0).fill('7')
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await expect.poll(focused).toBe('latent 1 1')
    await page.getByRole('button', { name: 'Back' }).press('Enter')
    await expect.poll(focused).toBe(fields[1]?.id)
    await page.getByRole('navigation', { name: 'Tasks' }).getByRole('button').first().press('Enter')
    await expect.poll(focused).toBe(fields[1]?.id)
  })

  it('a link for a class leaves nothing to choose and no answer to see', async () => {
    const { page } = await open(writeAddress({ ...address, fixed: true, answers: false, hints: false }))
    expect(await page.locator('.practice-choosing').count()).toBe(0)
    expect(await page.getByRole('button', { name: /Hint|Show the answer/ }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Check' }).count()).toBe(1)
  })

  it.runIf(isTurn(4))(
    'keeps what is done, saves it, takes it in elsewhere, and forgets it when that is meant',
    async () => {
      const { page } = await open(writeAddress(address))
      await field(page, 0).fill('41')
      await page.getByText('What is kept').click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save as a file' }).click(),
      ])
      const file = await download.path()
      expect(readProgress(readFileSync(file, 'utf8')).open).toContain('7')

      const { page: other } = await open(writeAddress(address))
      await other.getByText('What is kept').click()
      await other.getByLabel('Read a file').setInputFiles({
        name: 'broken.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{"version": 1, "works":'),
      })
      await other.getByText('broken.json cannot be read, and nothing was changed.').waitFor()
      await other.getByLabel('Read a file').setInputFiles(file)
      await expect.poll(() => field(other, 0).inputValue()).toBe('41')

      await field(other, 0).press('Enter')
      await expect.poll(() => said(other)).toContain('Not yet')
      for (const [button, kept] of [
        ['Keep', '41'],
        ['Erase', ''],
      ] as const) {
        await other.getByRole('button', { name: 'Begin this exercise anew' }).click()
        await other.getByRole('alertdialog').getByRole('button', { name: button }).click()
        await expect.poll(() => field(other, 0).inputValue()).toBe(kept)
      }
      // What was said of a number is said no more where it is gone.
      expect(await said(other)).toBe('')
      expect(await field(other, 0).getAttribute('aria-invalid')).toBeNull()
    },
  )

  it.runIf(isTurn(2))('keeps what is typed in two tabs, each of its own exercise or both of one', async () => {
    const { page, context } = await open(writeAddress(address))
    const other = await context.newPage()
    const inOther = async (seed: number): Promise<void> => {
      await other.goto(`${origin()}/practice/#${writeAddress({ ...address, seed })}`, { waitUntil: 'load' })
      await other.reload({ waitUntil: 'load' })
      await other.locator('.practice-task').waitFor()
    }
    const stands = async (where: Page, values: readonly string[]): Promise<void> => {
      for (const [i, value] of values.entries()) await expect.poll(() => field(where, i).inputValue()).toBe(value)
    }
    await inOther(8)
    // Neither waits for the other.
    await Promise.all([
      (async () => {
        for (const value of ['40', '41']) await field(page, 0).fill(value)
        await field(page, 2).fill('43')
      })(),
      (async () => {
        for (const value of ['1', '2', '42']) await field(other, 1).fill(value)
      })(),
    ])
    await inOther(7)
    await stands(other, ['41', '', '43'])
    await field(page, 1).fill('44')
    await stands(other, ['41', '44', '43'])
    await inOther(8)
    await stands(other, ['', '42', ''])

    // Forgotten in one tab is forgotten in both.
    await other.getByText('What is kept').click()
    await other.getByRole('button', { name: 'Forget everything' }).click()
    await other.getByRole('alertdialog').getByRole('button', { name: 'Erase' }).click()
    await stands(page, ['', '', ''])
    await inOther(7)
    await stands(other, ['', '', ''])
  })

  it.runIf(isTurn(1))(
    'reads what it kept when all of it was one item, and puts aside what cannot be read',
    async () => {
      const { page } = await open(writeAddress(address))
      await field(page, 0).fill('41')
      const once = await page.evaluate(() => {
        const name = Object.keys(localStorage).find(one => one.startsWith('dit-practice/')) ?? ''
        const text = String(localStorage.getItem(name))
        localStorage.clear()
        localStorage.setItem(
          'dit-practice',
          text.replace('"open": null', `"open": "${name.replace('dit-practice/', '')}"`),
        )
        localStorage.setItem('dit-practice/broken', '{"version": 1, "works":')
        return text
      })
      expect(once).toContain('41')
      await page.reload({ waitUntil: 'load' })
      await expect.poll(() => field(page, 0).inputValue()).toBe('41')
      await page.getByText('What was kept cannot be read, and was put aside').waitFor()
      await field(page, 1).fill('42')
      await page.reload({ waitUntil: 'load' })
      for (const [i, value] of ['41', '42'].entries()) await expect.poll(() => field(page, i).inputValue()).toBe(value)
      expect(await page.getByText('was put aside').count()).toBe(0)
      expect(await page.evaluate(() => localStorage.getItem('dit-practice-unreadable/broken'))).toContain('"works":')
    },
  )

  const sheets = [
    ['hard-attention', 'A4, landscape', 'a4', 1, 13],
    ['softmax', 'Letter, landscape', 'letter', 7, 9],
  ] as const
  it.each(inTurn(sheets, 3, turn))(
    'shows the sheet as it will be printed: %s, %s',
    async (difficulty, paperTitle, paper, from, to) => {
      const { page, complaints } = await watched()
      await worksheets(page)
      await page.getByLabel('difficulty').selectOption(difficulty)
      await page.getByLabel('paper').selectOption(paperTitle)
      await page.getByLabel('first seed').fill('7')
      await page.getByLabel('to step').fill(`${to}`)
      await page.getByLabel('from step').fill(`${from}`)
      await page.getByRole('heading', { name: 'The sheet of seed 7' }).waitFor()
      await page.getByRole('button', { name: 'Next sheet' }).click()
      await page.getByRole('heading', { name: 'The sheet of seed 8' }).waitFor()
      const steps = stepRange(from, to)
      const asked = [askedOf(problem({ seed: 8, difficulty }), steps)]
      const [file] = filesOf({ asked, formats: ['html'], key: false, steps, layout: undefined, paper })
      const printed = await file?.made()
      if (typeof printed !== 'string') throw new TypeError('the page is text')
      // The policy of the page would refuse style that is parsed in it, and it says nothing here.
      const bare = printed.replace(/<style>[\s\S]*<\/style>/, '').replaceAll(' style="', ' title="')
      const pages = await page.evaluate(html => {
        const articles = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('article')]
        return articles.map(article => article.textContent)
      }, bare)
      for (const [i, text] of pages.entries()) {
        const shown = page.locator('.worksheets-paper article')
        await expect.poll(() => shown.textContent()).toBe(text)
        const box = await shown.boundingBox()
        const [width, height] = paper === 'a4' ? [297, 210] : [279.4, 215.9]
        expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(width / height, 1)
        // On squared paper, each matrix in its place: the styles are let be by the policy.
        const places = await shown
          .locator('.block')
          .evaluateAll(blocks => blocks.map(block => block.getBoundingClientRect().x))
        expect(new Set(places.map(Math.round)).size).toBeGreaterThan(1)
        if (i + 1 < pages.length) await page.getByRole('button', { name: 'Next page' }).click()
      }
      expect(await page.locator('.worksheets-paper article').getByText('Name').count()).toBe(1)
      // Printed from here it is the sheet that is shown, as large as its paper, and nothing else.
      const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/MediaBox ?\[0 0 \d+/g)
      expect(sheets).toEqual([expect.stringMatching(paper === 'a4' ? / 84[12]$/ : / 79[12]$/)])
      expect(await objections(page)).toEqual([])
      expect(complaints).toEqual([])
    },
  )

  it.runIf(isTurn(4))('puts some steps on one sheet where that is asked', async () => {
    const { page } = await watched()
    await worksheets(page)
    const box = page.getByLabel('these steps on one sheet')
    expect(await box.isDisabled()).toBe(true)
    await page.getByLabel('to step').fill('6')
    await page.getByText('sheet 1 of 30, page 1 of 6').waitFor()
    await box.check()
    await page.getByText('sheet 1 of 30, page 1 of 1').waitFor()
    expect(await page.locator('.worksheets-paper h2').count()).toBe(6)
  })

  it.runIf(isTurn(5))('copies one link for the class, or one for each', async () => {
    const { page } = await watched({ permissions: ['clipboard-read', 'clipboard-write'] })
    await worksheets(page)
    await page.getByLabel('first seed').fill('7')
    await page.getByLabel('how many').fill('3')
    await page.getByLabel('to step').fill('6')
    await page.getByLabel('from step').fill('2')
    const taken = async (name: string): Promise<readonly string[]> => {
      await page.getByRole('button', { name }).click()
      await page.getByText('Copied.').waitFor()
      return (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
    }
    const wanted = { ...usual, steps: [2, 3, 4, 5, 6], fixed: true, answers: false } as const
    const read = (link: string) => readAddress(new URL(link).hash)
    expect((await taken('Copy the link for the class')).map(read)).toEqual([
      { address: { ...wanted, seed: 7, count: 3, number: null }, problems: [] },
    ])
    expect((await taken('Copy a link for each')).map(read)).toEqual(
      [7, 8, 9].map(seed => ({ address: { ...wanted, seed }, problems: [] })),
    )
    await page.getByLabel('links allow looking at answers').check()
    expect((await taken('Copy the link for the class')).map(link => read(link).address.answers)).toEqual([true])
  })

  // In a short run the terminal makes them, of the same room.
  it.runIf(thorough)('makes worksheets and a key for a class, in one archive', async () => {
    const { page, complaints } = await watched()
    await worksheets(page)
    await page.getByLabel('first seed').fill('7')
    await page.getByLabel('how many').fill('2')
    await page.getByLabel('spreadsheet that checks').check()
    await page.getByLabel('Markdown').check()
    const made = async (): Promise<{ readonly [name: string]: Uint8Array }> => {
      const [download] = await Promise.all([
        page.waitForEvent('download', { timeout: 100_000 }),
        page.getByRole('button', { name: 'Make the files' }).click(),
      ])
      expect(download.suggestedFilename()).toBe('worksheets-7-to-8.zip')
      return unzipSync(readFileSync(await download.path()))
    }
    const files = await made()
    expect(Object.keys(files).toSorted()).toEqual(
      ['key-7-to-8', 'worksheet-7', 'worksheet-8'].flatMap(name => ['md', 'pdf', 'xlsx'].map(end => `${name}.${end}`)),
    )
    const text = (name: string): string => new TextDecoder('latin1').decode(files[name])
    expect(text('worksheet-7.pdf')).toMatch(/^%PDF-/)
    expect(text('worksheet-7.xlsx')).toMatch(/^PK/)
    expect(new TextDecoder().decode(files['worksheet-7.md'])).toContain(
      'dit worksheet --seed 7 --difficulty hard-attention',
    )
    await expect.poll(() => textOf(page.locator('form .practice-said'))).toBe('9 files are in worksheets-7-to-8.zip.')
    await page.getByLabel('all sheets in one file').check()
    expect(Object.keys(await made()).toSorted()).toEqual([
      ...['md', 'pdf', 'xlsx'].map(end => `key-7-to-8.${end}`),
      ...['worksheet-7.xlsx', 'worksheet-8.xlsx', 'worksheets-7-to-8.md', 'worksheets-7-to-8.pdf'],
    ])
    expect(complaints).toEqual([])
  })

  it.runIf(thorough)('has a pad with minus and slash for fingers', async () => {
    const { page } = await open(writeAddress(address), { hasTouch: true, isMobile: true })
    await field(page, 0).focus()
    const pad = page.getByRole('group', { name: 'Number pad' })
    for (const key of ['minus', '1', 'over', '2']) await pad.getByRole('button', { name: key, exact: true }).tap()
    await expect.poll(() => field(page, 0).inputValue()).toBe('−1/2')
    await pad.getByRole('button', { name: 'erase' }).tap()
    await expect.poll(() => field(page, 0).inputValue()).toBe('−1/')
  })
})
