// What the terminal shows is what core answers, read off its screen; and every typical wrong answer is named there.
import { work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import { cellKey } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import { markCells } from '@dit-by-hand/practice/mark'
import { pose } from '@dit-by-hand/practice/pose'
import { type Difficulty, problem } from '@dit-by-hand/practice/problem'
import { nothing, placeOf } from '@dit-by-hand/practice/progress'
import { type Typical, typical, type Wrong, wrongOf } from '@dit-by-hand/practice/typical'
import { steps as stepOf } from '@dit-by-hand/spec/names'
import { inTurn, turn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { fieldsIn, taskOf } from '../../src/practice/desk.ts'
import { shown } from '../../src/practice/screen.ts'
import { type Session, sessionAt } from '../../src/practice/session.ts'
import type { Store } from '../../src/practice/store.ts'
import { rowText } from '../../src/screen/text.ts'

const forgetful: Store = { progress: nothing, heldBy: null, append: () => undefined, close: () => undefined }
const large = { columns: 160, rows: 50 }

const screen = (session: Session, size = large): readonly string[] => shown(session.desk(), size, null).map(rowText)

/** A number as a sheet shows it: whole, n/d, or two decimals. */
const onSheet = (value: Parameters<typeof toNumber>[0]): string =>
  isDecimal(value)
    ? toNumber(value)
        .toFixed(2)
        .replace(/^-(?=0\.00$)/, '')
        .replace('-', '−')
    : showNumber(value)

/** The rows of a video's frames as they stand on a screen: a row of each of those that stand beside each other. */
function byLine<T>(rows: readonly (readonly T[])[], video: readonly (readonly unknown[])[], across: number) {
  const [high, beside] = [at(video, 0).length, across / at(rows, 0).length]
  const frameOf = (row: number): number => Math.floor(row / high)
  const place = (row: number): number => Math.floor(frameOf(row) / beside) * high + (row % high)
  return rows
    .map((cells, row) => ({ cells, row }))
    .toSorted((a, b) => place(a.row) - place(b.row) || a.row - b.row)
    .map(({ cells }) => cells)
}

describe('one truth', () => {
  it.each(inTurn(['hard-attention', 'softmax', 'two-frame-patches', 'three-frames'] as const, 4, turn))(
    'what is shown is what core answers: %s',
    (difficulty: Difficulty) => {
      const posed = pose(problem({ seed: 7, difficulty }), { kind: 'walk' })
      const { values } = work(posed.problem.lesson)
      const session = sessionAt(placeOf(posed), forgetful, null)
      let numbers = 0
      for (const task of posed.tasks) {
        if (task.kind !== 'fill') throw new RangeError(task.kind)
        session.press(['v', 'y'])
        // What is judged right stands with its mark: so read, row by row, as it stands on the screen.
        const lines = screen(session).flatMap(line => [line.match(/−?[\d./]+(?=✓)/g) ?? []])
        const read = lines.flat()
        const rows = named(values, at(task.names, 0))
        const across = lines.find(line => line.length > 0)?.length ?? 0
        const wanted = (task.id === 'generatedVideo' ? byLine(rows, posed.problem.lesson.video, across) : rows).flat()
        expect({ [task.id]: read }).toEqual({ [task.id]: wanted.map(onSheet) })
        numbers += read.length
        session.press(['n'])
      }
      expect(numbers).toBeGreaterThan(200)
      expect(screen(session).join(' ')).toContain('the exercise is finished. N takes the next seed.')
    },
    240_000,
  )
})

/** A seed that shows a wrong answer and nothing likelier, and what the marker says of it. */
function shownBy(one: Typical): { readonly wrong: Wrong; readonly says: string } {
  for (let seed = 0; seed < 24; seed++) {
    const wrong = wrongOf(one, seed)
    if (!wrong) continue
    const [verdict] = markCells(wrong.problem, [wrong], [wrong.cell])
    if (verdict?.state === 'wrong' && one.says.test(verdict.says)) return { wrong, says: verdict.says }
  }
  throw new RangeError(`no seed shows ${one.what}`)
}

describe('a typical wrong answer', () => {
  it.each(typical.map(one => [one.what, one] as const))('is named on the screen: %s', (_, one) => {
    const { wrong, says } = shownBy(one)
    const step = stepOf[one.name as keyof typeof stepOf]
    const session = sessionAt(placeOf(pose(wrong.problem, { kind: 'step', steps: [step] })), forgetful, null)
    while (taskOf(session.desk()).id !== one.name) session.press(['n'])
    const place = fieldsIn(session.desk()).findIndex(({ cell }) => cell && cellKey(cell) === cellKey(wrong.cell))
    session.press([...Array.from({ length: place }, () => 'Tab'), ...wrong.text, 'Enter'])
    for (const size of [large, { columns: 80, rows: 24 }]) {
      const text = screen(session, size).join(' ').replace(/\s+/g, ' ')
      expect(text).toContain(says)
      expect(text).toContain(`${wrong.text.replace('-', '−')}✗`)
    }
  })
})
