// What is played on the screen: it fits, it ends with every number in its place, and it never moves where nothing is to.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at } from '@dit-by-hand/graph/at'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { inTurn } from '@dit-by-hand/tools/thorough'
import { motionOf } from '@dit-by-hand/walkthrough/motion'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'
import { afterEach, describe, expect, it } from 'vitest'
import { drawnNext, elapsed, longestBeat, motionIn, openingIn } from '../../src/screen/motion/clock.ts'
import { over } from '../../src/screen/overlay.ts'
import { pressed } from '../../src/screen/press.ts'
import { shown } from '../../src/screen/screen.ts'
import type { Size } from '../../src/screen/size.ts'
import { rowText, rowWidth, span } from '../../src/screen/text.ts'
import { sceneOf, startWalk, type Walk } from '../../src/screen/walk.ts'
import { openingSeen } from '../../src/seen.ts'
import { openTerminal, type Terminal } from './terminal.ts'

const sora = caseOf('sora-is-sky').lesson
const small: Size = { columns: 80, rows: 24 }
const sizes: readonly Size[] = [small, { columns: 160, rows: 50 }, { columns: 60, rows: 20 }, { columns: 50, rows: 16 }]

const view = (walk: Walk, size: Size): readonly string[] => shown(walk, size, 0).rows.map(rowText)
const press = (walk: Walk, keys: readonly string[]): Walk =>
  keys.reduce((now, key) => pressed(now, key, state => shown(state, small, 0).extent), walk)
const playedAt = (place: Place, lesson: Lesson = sora, still = false): Walk =>
  press(startWalk(lesson, { ...start, place, box: true }, null, still), ['p'])
const timeOf = ({ panel }: Walk): number => (panel?.kind === 'play' || panel?.kind === 'opening' ? panel.time : -1)

describe('a played step', () => {
  it.each(caseIds)('of %s fits every screen at every time', id => {
    const { lesson } = caseOf(id)
    for (const [i, place] of inTurn([...places.entries()], 3, caseIds.indexOf(id)))
      for (const size of inTurn(sizes, 4, i + caseIds.indexOf(id))) {
        const walk = playedAt(place, lesson)
        const motion = motionIn(sceneOf(walk), 'step')
        for (const part of [0, 0.01, 0.2, 0.61, 0.999, 1]) {
          const rows = shown(elapsed(walk, part * (motion?.lasts ?? 20_000)), size, 0).rows
          expect(rows.length).toBe(size.rows - 1)
          for (const row of rows) expect(rowWidth(row), rowText(row)).toBeLessThanOrEqual(size.columns)
        }
      }
  })

  it('shows no number of the step at its beginning, and the first sum as far as it goes', () => {
    const walk = playedAt('encode')
    const first = view(walk, small)
    expect(first.join('\n')).toContain('0 of 16 made')
    expect(first.find(line => line.includes('╭'))).toMatch(/╭ {2}· {3}· {3}· {3}· ╮/)
    const text = view(press(walk, ['→', '→', '→', '→']), small).join('\n')
    expect(text).toContain('Ze[1,1] = 1·0 + 0·0 − 1·1 + 0·0')
    expect(text).toContain('= −1 so far')
    expect(text).toContain('term 4 of 5, adds 0, which makes −1.')
  })

  it('ends with the sheet as it is', () => {
    const walk = press(playedAt('encode'), ['End'])
    const rows = view(walk, small).join('\n')
    expect(rows).toContain('16 of 16 made')
    for (const line of ['╭ −1   2   3   1 ╮', '╰  1   2   4   3 ╯', '╭  0   2   3   1 ╮']) expect(rows).toContain(line)
    expect(rows).not.toContain('·  ')
  })

  it('passes with time at its speed, pauses, begins again at its end, and Esc leaves it', () => {
    const walk = playedAt('noise')
    expect(timeOf(elapsed(walk, 500))).toBe(500)
    expect(timeOf(elapsed(press(walk, ['↑']), 500))).toBe(1000)
    expect(timeOf(elapsed(press(walk, ['↓']), 500))).toBe(250)
    const paused = press(elapsed(walk, 500), ['Space'])
    expect(timeOf(elapsed(paused, 500))).toBe(500)
    const lasts = motionOf(sceneOf(walk))?.lasts ?? 0
    const ended = elapsed(walk, lasts + 1)
    expect(ended.panel).toMatchObject({ time: lasts, playing: false })
    expect(press(ended, ['Space']).panel).toMatchObject({ time: 0, playing: true })
    expect(press(ended, ['Esc']).panel).toBe(null)
  })

  it('goes on where it was after the program was stopped for a while', () => {
    const walk = elapsed(playedAt('encode'), 1000)
    expect(timeOf(drawnNext(walk, 90_000))).toBe(1000 + longestBeat)
    expect(timeOf(drawnNext(walk, 40))).toBe(1040)
    expect(longestBeat).toBeLessThan(1000)
  })

  it('is played for the cell in focus alone', () => {
    const walk = press(playedAt('encode'), ['c'])
    expect(view(walk, small).join('\n')).toContain('0 of 1 made')
  })

  it('is paged through where nothing is to move', () => {
    const walk = playedAt('encode', sora, true)
    expect(elapsed(walk, 5000)).toBe(walk)
    expect(timeOf(press(walk, ['Space']))).toBeGreaterThan(0)
    expect(press(walk, ['Space']).panel).toMatchObject({ playing: false })
  })

  it('is refused in words where nothing is worked out', () => {
    const { notice, panel } = playedAt('closing')
    expect([notice, panel]).toEqual(['Nothing is computed here.', null])
  })
})

describe('the opening', () => {
  it('has the numbers of the lesson, act after act, and leads into the walk', () => {
    const walk = playedAt('opening')
    const opening = openingIn(sceneOf(walk))
    if (!opening) throw new Error('the lesson has no opening')
    for (const [i, act] of opening.acts.entries()) {
      const now = elapsed(walk, act.at + act.lasts - 1)
      const text = view(now, small).join(' ').replace(/\s+/g, ' ')
      expect(text, `act ${i + 1}`).toContain(act.says)
    }
    const end = view(elapsed(walk, opening.lasts), small).join('\n')
    expect(end).toContain('original')
    expect(end.match(/\d•/g)).toEqual(['2•', '2•', '2•'])
    const left = press(walk, ['Enter'])
    expect([left.panel, left.tour.place, left.notice]).toEqual([null, 'opening', 'p plays the opening again.'])
  })

  it('goes act by act with the arrows', () => {
    const walk = press(playedAt('opening'), ['→', '→'])
    const opening = openingIn(sceneOf(walk))
    expect(timeOf(walk)).toBe((opening && at(opening.acts, 2).at - 1) ?? 0)
    expect(timeOf(press(walk, ['←']))).toBeLessThan(timeOf(walk))
  })

  it('is played once: a file remembers, and where none can be written it is played again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dit-seen-'))
    try {
      const env = { XDG_STATE_HOME: folder }
      expect([openingSeen(env), openingSeen(env)]).toEqual([false, true])
      const nowhere = { XDG_STATE_HOME: join(folder, 'dit-by-hand', 'opening-seen') }
      expect([openingSeen(nowhere), openingSeen(nowhere)]).toEqual([false, false])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('on a terminal', () => {
  const open: Terminal[] = []
  afterEach(async () => {
    for (const terminal of open.splice(0)) await terminal.close()
  })

  it('a step plays by itself, from the first number to the last', async () => {
    const terminal = await openTerminal({ ...small, place: 'noise' })
    open.push(terminal)
    await terminal.press('p')
    await terminal.shows('0 of 8 made')
    await terminal.press('up', 'up')
    await terminal.shows('8 of 8 made')
  })
})

describe('text laid over rows', () => {
  it('covers just what it is as wide as, wherever it stands', () => {
    const rows = [[span('abcdef')], [span('ghi')]]
    const texts = (x: number, y: number, text: string): readonly string[] => over(rows, x, y, [span(text)]).map(rowText)
    expect(texts(2, 0, 'XY')).toEqual(['abXYef', 'ghi'])
    expect(texts(5, 1, 'Z')).toEqual(['abcdef', 'ghi  Z'])
    expect(texts(-1, 0, 'XY')).toEqual(['Ybcdef', 'ghi'])
    expect(texts(0, 5, 'XY')).toEqual(['abcdef', 'ghi'])
  })
})
