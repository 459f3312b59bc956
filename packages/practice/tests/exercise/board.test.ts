// Where the matrices of a task stand, and what its cells say before anything is filled in.
import { work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { cellKey } from '@dit-by-hand/graph/expression'
import { isName } from '@dit-by-hand/walkthrough/matrices'
import { matrixIn, namesIn } from '@dit-by-hand/walkthrough/stages'
import { describe, expect, it } from 'vitest'
import { boardOf } from '../../src/exercise/board.ts'
import { type BlankSize, type ExerciseKind, exerciseKinds, type Posed, type Task } from '../../src/exercise/exercise.ts'
import { layoutOf } from '../../src/exercise/layout.ts'
import { pose } from '../../src/exercise/pose.ts'
import { fieldsOf, markTask } from '../../src/marking/fields.ts'
import { type Difficulty, difficulties, problem } from '../../src/problem/problem.ts'

const posedAs = (difficulty: Difficulty, kind: ExerciseKind, blanks: BlankSize = 'matrix'): Posed =>
  pose(problem({ seed: 7, difficulty }), { kind, blanks, ...(kind === 'step' && { steps: [7] }) })

const everything = difficulties.flatMap(difficulty => [
  ...exerciseKinds.map(kind => posedAs(difficulty, kind)),
  ...(['cell', 'row', 'step'] as const).map(blanks => posedAs(difficulty, 'walk', blanks)),
])
const called = ({ problem: { difficulty }, exercise: { kind, blanks } }: Posed): string =>
  `${difficulty} ${kind} ${blanks}`

const open = (posed: Posed, task: Task, entries = {}) =>
  boardOf({ posed, task, work: { entries, hints: {} }, marks: {}, focus: at(fieldsOf(task, posed), 0) })

const layoutAt = (id: string, difficulty: Difficulty = 'hard-attention', blanks: BlankSize = 'matrix') => {
  const posed = posedAs(difficulty, 'walk', blanks)
  const task = posed.tasks.find(one => one.id === id)
  if (!task) throw new RangeError(`no task ${id}`)
  return layoutOf(task, work(posed.problem.lesson))
}

describe('a layout', () => {
  it.each([
    [
      'encoderPre',
      [
        ['', '', 'patches'],
        ['encoderWeight', 'encoderBias', 'encoderPre'],
      ],
    ],
    [
      'scores',
      [
        ['', 'queries'],
        ['keysᵀ', 'scores'],
      ],
    ],
    [
      'pooled',
      [
        ['', 'attention'],
        ['conditioned', 'pooled'],
      ],
    ],
    [
      'd_feedForwardWeight',
      [
        ['', 'pooledᵀ'],
        ['lossGradient', 'd_feedForwardWeight'],
      ],
    ],
    ['noised', [['latent', '+', 'noise', '=', 'noised']]],
    [
      'conditioned',
      [
        ['', '', '', 'scaled'],
        ['+', 'shift', '=', 'conditioned'],
      ],
    ],
    ['shift', [['scaleShift', '→', 'shift']]],
    ['d_shift', [['d_conditioned', '→', 'd_shift']]],
    [
      'feedForwardBiasAfter',
      [['feedForwardBias', '−', 'learningRate', '·', 'd_feedForwardBias', '=', 'feedForwardBiasAfter']],
    ],
    ['d_query', [['d_query']]],
  ] as const)('puts weight left, input above, result where they meet: %s', (id, layout) => {
    expect(layoutAt(id)).toEqual(layout)
  })

  it('of a whole step is the walkthrough’s', () => {
    expect(layoutAt('step 5', 'hard-attention', 'step')).toEqual([
      ['', '', 'condition', '', ''],
      ['modulationWeight', 'modulationBias', 'scaleShift', '→', 'scale'],
      ['^', '^', '^', '→', 'shift'],
    ])
  })

  it.each(everything.map(posed => [called(posed), posed] as const))(
    'has all that is shown and asked, and nothing else: %s',
    (_, posed) => {
      const worked = work(posed.problem.lesson)
      for (const task of posed.tasks) {
        const asked = task.kind === 'fill' || task.kind === 'misprint' ? task.names : []
        const layout = layoutOf(task, worked)
        expect(new Set(namesIn(layout)), task.id).toEqual(new Set([...task.shows, ...asked].filter(isName)))
        // What a row or a column of a product shares has as many numbers on both sides.
        for (const row of layout)
          for (const [c, square] of row.entries()) {
            const [left, right] = [matrixIn(square), matrixIn(row[c + 1] ?? '')]
            if (left && right && layout.length > 1 && asked.length === 1)
              expect(rowsOf(worked, left), `${task.id}: ${left.name} beside ${right.name}`).toBe(rowsOf(worked, right))
          }
      }
    },
  )
})

const rowsOf = (
  { net }: ReturnType<typeof work>,
  { name, turned }: { readonly name: string; readonly turned: boolean },
): number => at(named(net, name).shape, turned ? 1 : 0)

describe('a board', () => {
  it.each(everything.map(posed => [called(posed), posed] as const))(
    'has a place for each blank, once, and tells no answer: %s',
    (_, posed) => {
      for (const task of posed.tasks) {
        const board = open(posed, task)
        const places = board.blocks.flatMap(block =>
          block.rows.flat().flatMap(view => {
            const blank = board.blankAt(view)
            return blank?.isHere ? [{ id: blank.field.id, view }] : []
          }),
        )
        const fields = fieldsOf(task, posed).filter(({ cell }) => cell !== null)
        expect(places.map(({ id }) => id).toSorted(), task.id).toEqual(fields.map(({ id }) => id).toSorted())
        if (task.kind !== 'fill') continue
        const blanks = new Set(task.blanks.map(cellKey))
        for (const view of board.blocks.flatMap(({ rows }) => rows.flat()))
          if (blanks.has(cellKey(view.cell))) expect([view.text, view.value, view.whole]).toEqual(['?', 0, null])
      }
    },
  )

  it('shows what was typed, what follows from it, and the printed slip of a misprint', () => {
    const posed = posedAs('hard-attention', 'walk')
    const task = posed.tasks.find(({ id }) => id === 'latent')
    if (!task) throw new RangeError('no latent')
    const { blocks } = open(posed, task, { 'encoderPre 1 1': '41', 'latent 1 1': '−3' })
    const text = (name: string): string =>
      at(at(named(Object.fromEntries(blocks.map(b => [b.name, b])), name).rows, 0), 0).text
    expect([text('encoderPre'), text('latent')]).toEqual(['41', '−3'])

    const misprints = posedAs('hard-attention', 'misprint')
    for (const one of misprints.tasks) {
      if (one.kind !== 'misprint') throw new RangeError(one.kind)
      const views = open(misprints, one).blocks.flatMap(({ rows }) => rows.flat())
      const printed = views.filter(({ cell }) => cellKey(cell) === cellKey(one.cell))
      expect(printed.length).toBeGreaterThan(0)
      for (const { text: says } of printed) expect(says).toBe(String(one.printed).replace('-', '−'))
      const field = `${one.id} ${one.cell.name} ${one.cell.row + 1} ${one.cell.column + 1}`
      const saidOf = (text: string) =>
        markTask(misprints, one, { [field]: text }).flatMap(one => (one.state === 'wrong' ? [one.says] : []))
      expect(saidOf(String(one.printed))).toMatchObject([expect.stringMatching(/is still as it was printed\.$/)])
      expect(saidOf('-77')).toMatchObject([expect.stringMatching(/ is not −77 either: work its arithmetic\.$/)])
    }
  })
})
