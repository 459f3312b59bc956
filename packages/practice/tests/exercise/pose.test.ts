// Exercises: every kind for every difficulty, the same whenever it is posed, and solvable.
import { work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { type Exact, fromCell, toNumber } from '@dit-by-hand/graph/exact'
import { namesFor } from '@dit-by-hand/spec/names'
import { inTurn, turn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { blankSizes, exerciseKinds } from '../../src/exercise/exercise.ts'
import { planted } from '../../src/exercise/misprint.ts'
import { pose } from '../../src/exercise/pose.ts'
import { fieldsOf, isDone, markTask } from '../../src/marking/fields.ts'
import { revealed } from '../../src/marking/hints.ts'
import { difficulties, problem } from '../../src/problem/problem.ts'
import { diceFrom } from '../../src/problem/random.ts'
import { thorough } from '../thorough.ts'

// A short run takes every seventh pair, so that each kind and each difficulty comes up in time.
const kinds = inTurn(
  exerciseKinds.flatMap(kind => difficulties.map(difficulty => [kind, difficulty] as const)),
  7,
  turn,
)

describe('an exercise', () => {
  it.each(kinds)('%s of %s is posed, the same again, and its answers are right', (kind, difficulty) => {
    const asked = { kind, ...(kind === 'step' && { steps: [7] as const }) }
    const set = pose(problem({ seed: 5, difficulty }), asked)
    expect(pose(problem({ seed: 5, difficulty }), asked)).toEqual(set)
    expect(new Set(set.tasks.map(({ id }) => id)).size).toBe(set.tasks.length)
    let entries = {}
    for (const task of set.tasks) {
      expect(isDone(set, task, entries), task.id).toBe(false)
      entries = { ...entries, ...revealed(set, task, entries) }
      expect(isDone(set, task, entries), `${task.id} ${JSON.stringify(markTask(set, task, entries))}`).toBe(true)
    }
  })

  it.each(blankSizes)('has as many blanks as it says: a %s', size => {
    const set = pose(problem({ seed: 6, difficulty: 'hard-attention' }), { kind: 'walk', blanks: size })
    const { values } = work(set.problem.lesson)
    const blanks = set.tasks.map(task => (task.kind === 'fill' ? task.blanks.length : 0))
    const names = namesFor('hard').filter(name => name !== 'noise')
    const cells = names.map(name => named(values, name))
    const wanted = {
      cell: () => 1,
      row: (grid: readonly (readonly unknown[])[]) => at(grid, 0).length,
      matrix: (grid: readonly (readonly unknown[])[]) => grid.flat().length,
    }
    if (size === 'step') {
      expect(blanks).toHaveLength(13)
      expect(blanks.reduce((a, b) => a + b)).toBe(cells.reduce((sum, grid) => sum + grid.flat().length, 0))
    } else expect(blanks).toEqual(cells.map(wanted[size]))
  })

  it('goes forward only, or through gradients only', () => {
    const posed = problem({ seed: 6, difficulty: 'softmax' })
    expect(new Set(pose(posed, { kind: 'forward' }).tasks.map(({ step }) => step))).toEqual(
      new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13]),
    )
    expect(pose(posed, { kind: 'gradients' }).tasks.map(({ id }) => id)).toContain('d_scores')
    expect(new Set(pose(posed, { kind: 'walk', steps: [2, 3] }).tasks.map(({ step }) => step))).toEqual(new Set([2, 3]))
  })

  it('plants misprints that are none of the true numbers, one a step', () => {
    for (let seed = 0; seed < (thorough ? 20 : 5); seed++) {
      const set = pose(problem({ seed, difficulty: 'hard-attention' }), { kind: 'misprint' })
      const { values } = work(set.problem.lesson)
      expect(set.tasks).toHaveLength(13)
      for (const task of set.tasks) {
        if (task.kind !== 'misprint') throw new Error('another task')
        const { name, row, column } = task.cell
        const value = toNumber(at(at(named(values, name as 'latent'), row), column))
        expect(toNumber(fromCell(task.printed)), `${seed} ${task.id}`).not.toBe(value)
        const fields = fieldsOf(task, set)
        const other = fields.find(
          ({ cell }) => cell && cell.name === name && (cell.row !== row || cell.column !== column),
        )
        if (other)
          expect(markTask(set, task, { [other.id]: '4' }).find(({ state }) => state !== 'blank')).toMatchObject({
            state: 'wrong',
            says: expect.stringContaining('is what its arithmetic gives'),
          })
      }
    }
  })

  it.each(difficulties)('plants misprints that are seen only when they are worked: %s', difficulty => {
    const [printed, steps] = [new Set<string>(), new Set<number>()]
    for (let seed = 0; seed < (thorough ? 60 : 15); seed++) {
      const set = pose(problem({ seed, difficulty }), { kind: 'misprint' })
      const { values } = work(set.problem.lesson)
      for (const task of set.tasks) {
        if (task.kind !== 'misprint') throw new Error('another task')
        const { name, row, column } = task.cell
        const grid = named<readonly (readonly Exact[])[]>(values, name)
        const [wrong, value] = [toNumber(fromCell(task.printed)), toNumber(at(at(grid, row), column))]
        const where = `${seed} ${task.id}: ${wrong} for ${value}`
        expect(wrong.toFixed(2), where).not.toBe(value.toFixed(2))
        if (grid.flat().every(one => toNumber(one) >= 0)) expect(wrong, where).toBeGreaterThanOrEqual(0)
        if (name === 'attention' || name === 'timeEmbedding') expect(wrong, where).toBeLessThanOrEqual(1)
        else {
          const off = Number((wrong - value).toFixed(1))
          printed.add(Math.abs(wrong + value) < 0.01 ? 'sign' : off === 1 ? 'more' : off === -1 ? 'less' : where)
        }
        steps.add(task.step)
      }
    }
    expect([...printed].sort()).toEqual(['less', 'more', 'sign'])
    expect(steps.size).toBeGreaterThan(10)
  })

  it('prints shares for shares', () => {
    const worked = work(problem({ seed: 27, difficulty: 'softmax' }).lesson)
    const dice = diceFrom(1, 'shares')
    const printed = Array.from({ length: 300 }, () => toNumber(fromCell(planted(worked, ['attention'], dice).printed)))
    expect(Math.min(...printed)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...printed)).toBeLessThanOrEqual(1)
    expect(new Set(printed).size).toBeGreaterThan(10)
  })

  it('asks choices with one right answer and says what was confused', () => {
    for (const kind of ['which', 'predict'] as const)
      for (const task of pose(problem({ seed: 8, difficulty: 'hard-attention' }), { kind }).tasks) {
        if (task.kind !== 'choice') throw new Error('another task')
        expect(task.options.length, task.id).toBeGreaterThan(1)
        expect(new Set(task.options.map(({ text }) => text)).size, task.id).toBe(task.options.length)
        expect(at(task.options, task.answer).says, task.id).toBe('')
        if (kind === 'which') expect(task.options.filter(({ says }) => says === '')).toHaveLength(1)
      }
  })

  it('is refused where there is none such', () => {
    const posed = problem({ seed: 6, difficulty: 'softmax' })
    expect(() => pose(posed, { kind: 'step' })).toThrow('say which')
    expect(() => pose(posed, { kind: 'gradients', steps: [3] })).toThrow('it has some in 10')
  })
})
