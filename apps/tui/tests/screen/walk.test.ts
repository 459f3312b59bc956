// The walkthrough on a real screen: every place by keys, and back out again.
import { caseOf } from '@dit-by-hand/spec/cases'
import { inTurn } from '@dit-by-hand/tools/thorough'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import { places } from '@dit-by-hand/walkthrough/telling'
import { afterEach, describe, expect, it } from 'vitest'
import { type Options, openTerminal, type Terminal } from './terminal.ts'

const open: Terminal[] = []
const opened = async (options: Options): Promise<Terminal> => {
  const terminal = await openTerminal(options)
  open.push(terminal)
  return terminal
}
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.close()
})

const small = { columns: 80, rows: 24 }
const large = { columns: 160, rows: 50 }
const titles = places.map(place => tellingOf(place).title)

/** Nothing has scrolled: the header stands on the first line, and the last line of the terminal is free. */
function expectFits(terminal: Terminal): void {
  expect(terminal.lines().at(-1)).toBe('')
  expect(terminal.lines()[0]).not.toBe('')
}

describe.each([small, large])('on $columns×$rows', size => {
  it('walks all fifteen places by keys, there and back', async () => {
    const terminal = await opened(size)
    expect(terminal.alternate()).toBe(true)
    // A key pressed before the first frame must not be written where that will stand.
    expect(terminal.echoed()).toBe('')
    for (const [i, title] of titles.entries()) {
      await terminal.shows(title)
      expect(terminal.lines()[0]).toContain(i >= 1 && i <= 13 ? `${i}  ${title}` : title)
      expectFits(terminal)
      await terminal.press(i % 2 === 0 ? 'right' : 'n')
    }
    await terminal.shows('This is the end')
    for (const title of titles.toReversed()) {
      await terminal.shows(title)
      await terminal.press('left')
    }
    await terminal.shows('This is the beginning')
  })

  it('shows where the reader is on the map, without colour', async () => {
    const terminal = await opened({ ...size, place: 'attention' })
    await terminal.shows(size.columns >= 140 ? '▸ 7 ' : '─[7]─')
  })

  it('ends with code 0 and gives the terminal back', async () => {
    const terminal = await opened(size)
    expect(await terminal.quit()).toBe(0)
    await terminal.hides('What is given')
    expect(terminal.alternate()).toBe(false)
    expect(terminal.raw()).toContain('\u001b[?25h')
  })

  it('ends quietly on Ctrl-C', async () => {
    const terminal = await opened(size)
    await terminal.press('ctrlC')
    expect(await terminal.code).toBe(0)
    expect(terminal.alternate()).toBe(false)
  })
})

describe('going places', () => {
  it('goes to a step by number, to the opening and to the closing, with Enter or after a pause', async () => {
    const terminal = await opened(small)
    await terminal.press('g', '7', 'enter')
    await terminal.shows('7  Let the patches')
    await terminal.press('g', '1', '2')
    await terminal.shows('12▏')
    await terminal.shows('12  Decode')
    await terminal.press('g', '1', 'enter')
    await terminal.shows('1  Cut the video')
    await terminal.press('g', ...'end', 'enter')
    await terminal.shows('What we did')
    await terminal.press('g', '1', '7', 'enter')
    await terminal.shows('✗ Steps are 1 to 13')
    await terminal.press('0', 'enter')
    await terminal.shows('What is given')
  })

  it('does one thing with what is typed: no digit too many changes a number', async () => {
    const terminal = await opened(small)
    await terminal.press('g', '7', '5')
    await terminal.press('enter')
    await terminal.shows('✗ Steps are 1 to 13')
    await terminal.press('escape')
    await terminal.shows('What is given')
    await terminal.hides('1 change')
  })

  it('goes to a matrix by its symbol or its name, and back', async () => {
    const terminal = await opened(small)
    await terminal.press('g', 'Z', 'enter')
    await terminal.shows('2  Encode')
    await terminal.shows('Z[1,1]')
    await terminal.press('backspace')
    await terminal.shows('What is given')
    await terminal.press('g', ...'latnet', 'enter')
    await terminal.shows('✗ There is no matrix “latnet”. Did you mean latent?')
    await terminal.press('escape', 'g', ...'decoder', 'space', ...'weight', 'enter')
    await terminal.shows('12  Decode')
  })

  it('reads on with the space bar: down the page, then to the next step', async () => {
    const terminal = await opened({ ...small, place: 'patchify' })
    await terminal.shows('↓ top')
    await terminal.press('space')
    await terminal.shows('↑')
    for (let i = 0; i < 12 && !terminal.text().includes('2  Encode'); i++) await terminal.press('space')
    await terminal.shows('2  Encode the patches')
    await terminal.shows('↓ top')
  })

  it('scrolls line by line, to the end and back', async () => {
    const terminal = await opened({ ...small, place: 'attention' })
    const first = terminal.lines()[2]
    await terminal.press('down')
    expect(terminal.lines()[2]).not.toBe(first)
    await terminal.press('end')
    await terminal.shows('end')
    await terminal.press('home')
    await terminal.shows('top')
    expect(terminal.lines()[2]).toBe(first)
  })

  it('shows the keys, and closes them again', async () => {
    const terminal = await opened(small)
    await terminal.press('?')
    await terminal.shows('the next step, always')
    for (let i = 0; i < 4; i++) await terminal.press('pageDown')
    await terminal.shows('❆ frozen')
    await terminal.shows('╭ 3 ╮   latent')
    await terminal.press('escape')
    await terminal.shows('Diffusion Transformer')
  })

  it('takes a quick typist’s keys that arrive together', async () => {
    const terminal = await opened(small)
    await terminal.press('nnng7')
    await terminal.shows('7  Let the patches')
  })

  it('opens where it is told to', async () => {
    const terminal = await opened({ ...small, place: 'modulation', reading: 'printed' })
    await terminal.shows('† as printed')
    await terminal.shows('5  Estimate')
  })
})

describe('resizing', () => {
  it('is clean, down to a window that is too small and back', async () => {
    const terminal = await opened({ ...small, place: 'encode' })
    await terminal.shows('[2]')
    for (const [columns, rows] of [
      [160, 50],
      [100, 30],
      [60, 20],
      [40, 12],
      [80, 24],
    ] as const) {
      await terminal.resize(columns, rows)
      await terminal.shows(columns < 50 ? 'too small' : 'Encode the patches')
      expectFits(terminal)
      const header = terminal.lines().filter(line => line.includes('2  Encode the patches'))
      expect(header.length, terminal.text()).toBe(columns < 50 ? 0 : 1)
    }
    await terminal.shows('max(0, 1·0 + 0·0 − 1·1 + 0·0 + 0) = 0')
  })

  it('changes nothing that cannot be seen, and can be left', async () => {
    const terminal = await opened({ ...small, place: 'encode' })
    await terminal.resize(40, 12)
    await terminal.shows('too small')
    await terminal.press('n', '7', 'enter')
    await terminal.resize(80, 24)
    await terminal.shows('2  Encode the patches')
    await terminal.resize(40, 12)
    expect(await terminal.quit()).toBe(0)
  })
})

describe('colour', () => {
  it('is never needed: without it no colour is written, and the marks stay', async () => {
    const terminal = await opened({ ...small, place: 'encode', env: { NO_COLOR: '1' } })
    await terminal.press('tab')
    await terminal.shows('[0]')
    await terminal.shows('‹−1›')
    const codes = terminal
      .raw()
      .split('\u001b[')
      .flatMap(piece => /^([\d;]+)m/.exec(piece)?.[1]?.split(';').map(Number) ?? [])
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter(code => code >= 30 && code !== 39 && code !== 49)).toEqual([])
  })

  it('leaves every number in the terminal’s own colour', async () => {
    const terminal = await opened({ ...small, place: 'encode' })
    const line = terminal.lines().findIndex(text => text.includes('‹−1›'))
    const numbers = terminal.cells(line).filter(({ text }) => /\d/.test(text))
    expect(numbers.length).toBeGreaterThan(4)
    expect(numbers.filter(({ coloured }) => coloured)).toEqual([])
    expect(terminal.cells(line).some(({ coloured }) => coloured)).toBe(true)
  })
})

describe('the terminal', () => {
  it('is drawn on from the beginning of a line, where the command was typed ahead', async () => {
    const terminal = await opened({ ...small, before: '$ ' })
    await terminal.shows(titles[0] ?? '')
    expectFits(terminal)
    expect(terminal.lines()[0]).toMatch(/^ What is given /)
  })

  it('is given back by Ctrl-Z, and taken again when the program goes on', async () => {
    const seen: (readonly [alternate: boolean, raw: boolean])[] = []
    const isOn = (mode: string): boolean =>
      terminal.raw().lastIndexOf(`${mode}h`) > terminal.raw().lastIndexOf(`${mode}l`)
    const now = (): readonly [boolean, boolean] => [isOn('\u001b[?1049'), terminal.isRaw()]
    const terminal: Terminal = await opened({ ...small, place: 'encode', stop: () => void seen.push(now()) })
    expect(now()).toEqual([true, true])
    await terminal.press('\u001a')
    await terminal.shows('2  Encode the patches')
    expect([...seen, now()]).toEqual([
      [false, false],
      [true, true],
    ])
    await terminal.press('n')
    await terminal.shows('3  Add noise')
  })

  it('is taken again by whoever was stopped in another way', async () => {
    const terminal = await opened({ ...small, place: 'encode' })
    const before = terminal.raw().length
    process.emit('SIGCONT', 'SIGCONT')
    await terminal.press('n')
    await terminal.shows('3  Add noise')
    expect(terminal.raw().slice(before)).toContain('\u001b[?1049h')
    expect(terminal.isRaw()).toBe(true)
  })
})

describe('a screen reader', () => {
  it('gets whole words on every line, and no sign for a minus', async () => {
    const terminal = await opened({ columns: 60, rows: 200, place: 'noise', env: { INK_SCREEN_READER: 'true' } })
    await terminal.shows('Right arrow: next step.')
    const text = terminal.lines().join('\n')
    expect(text.replaceAll('\n', ' ')).toContain('we add the sampled noise, which has the same shape, cell by cell.')
    expect(text.replaceAll('\n', ' ')).toMatch(/row by row: minus 2 0 minus 1 0; /)
    expect(text).toMatch(/^ {2}feature 1: /m)
    expect(text).not.toContain('−')
  })

  it('gets linear text: title, prose, each matrix as rows, the line in words', async () => {
    const terminal = await opened({ columns: 100, rows: 100, place: 'encode', env: { INK_SCREEN_READER: 'true' } })
    expect(terminal.alternate()).toBe(false)
    await terminal.shows('Step 2 of 13: Encode the patches')
    await terminal.shows('  feature 1: 1, 0, minus 1, 0')
    await terminal.shows('latent, feature 1, patch 1 is the larger of 0 and')
    expect(terminal.raw()).not.toMatch(/[┏╭┌▓]/)
    await terminal.press('n')
    await terminal.shows('Step 3 of 13: Add noise')
    await terminal.press('g', ...'end', 'enter')
    await terminal.shows('What we did')
  })

  it('is told what a change makes new, not the whole page again', async () => {
    const terminal = await opened({ columns: 100, rows: 100, place: 'noise', env: { INK_SCREEN_READER: 'true' } })
    await terminal.shows('What Sora itself does:')
    const before = terminal.raw().length
    await terminal.press('5', 'enter')
    await terminal.shows('noised latent, 2 by 4, columns patch 1 to patch 4:')
    await terminal.shows('feature 1: 5 (changed, was minus 2), 2, 2, 1')
    const news = terminal.raw().slice(before)
    expect(news).not.toContain('What Sora itself does:')
    expect(news).not.toContain('sampled noise, 2 by 4')
  })
})

describe('other lessons', () => {
  const ids = [
    'long-video',
    'fractions',
    'softmax-attention',
    'one-pixel-patches',
    'given-attention',
    'wide-frames',
  ] as const
  it.each(inTurn(ids, 3, 2))('%s is walked without a hitch', async id => {
    const terminal = await opened({ ...small, lesson: caseOf(id).lesson, lessonPath: `${id}.json` })
    for (const title of titles) {
      await terminal.shows(title)
      expectFits(terminal)
      await terminal.press('n')
    }
  })
})
