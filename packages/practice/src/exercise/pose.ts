// From a problem and a kind of exercise to its tasks, in the order of the walk.
import { netOf, work } from '@dit-by-hand/core/lesson'
import { type Name, workingNames } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import { type CellRef, expression, sources } from '@dit-by-hand/graph/expression'
import type { Net } from '@dit-by-hand/graph/graph'
import type { Lesson } from '@dit-by-hand/spec/format'
import { type AnswerName, namesFor, type Step, stepNumbers, steps as stepOf } from '@dit-by-hand/spec/names'
import type { Problem } from '../problem/problem.ts'
import { type Dice, diceFrom } from '../problem/random.ts'
import { cellsOf } from './cells.ts'
import { predicted, whichArithmetic } from './choices.ts'
import type { BlankSize, Exercise, ExerciseKind, Fill, Posed, Task } from './exercise.ts'
import { planted } from './misprint.ts'

/** What is asked for. Without `steps`, all there are; without `blanks`, a matrix at a time. */
export interface Wanted {
  readonly kind: ExerciseKind
  /** Exactly one where the kind is `step`; for other kinds, to ask about fewer than all. */
  readonly steps?: readonly Step[]
  readonly blanks?: BlankSize
}

/** The step in which gradients are worked. */
const backward: Step = 10

/** The matrices that are asked for at a step of a lesson, in the order in which they are worked. */
export const namesAt = ({ attention: { kind } }: Lesson, step: Step): readonly AnswerName[] =>
  namesFor(kind).filter(
    name => stepOf[name] === step && name !== 'noise' && !(kind === 'given' && name === 'attention'),
  )

/**
 * Poses an exercise: the same problem and wishes, the same tasks.
 * @throws {RangeError} where one step is asked for without saying which, or none of the steps is in the exercise
 */
export function pose(problem: Problem, { kind, steps, blanks = 'matrix' }: Wanted): Posed {
  const exercise: Exercise = { kind, steps: stepsFor(kind, steps), blanks }
  return { problem, exercise, tasks: exercise.steps.flatMap(step => tasksAt(problem, exercise, step)) }
}

function stepsFor(kind: ExerciseKind, wanted: readonly Step[] = []): readonly Step[] {
  if (kind === 'step' && wanted.length !== 1) throw new RangeError('one step is asked for; say which, from 1 to 13')
  const all = stepNumbers.filter(
    step => (kind !== 'gradients' || step === backward) && (kind !== 'forward' || step !== backward),
  )
  const found = wanted.length === 0 ? all : all.filter(step => wanted.includes(step))
  if (found.length === 0)
    throw new RangeError(`${kind} has no task in step ${wanted.join(', ')}; it has some in ${all.join(', ')}`)
  return found
}

function tasksAt(problem: Problem, { kind, blanks }: Exercise, step: Step): readonly Task[] {
  const { lesson, seed, difficulty } = problem
  const names = namesAt(lesson, step)
  const dice = diceFrom(seed, `${kind} ${difficulty} ${step}`)
  const worked = work(lesson)
  const net = netOf(lesson)
  switch (kind) {
    case 'shapes':
      return names.map(name => ({
        kind: 'shapes',
        id: `shape ${name}`,
        step,
        name,
        shows: sourcesOf(net, [name], cellsOf(net, name)),
        answer: named(net, name).shape,
      }))
    case 'which':
      return names.map(name => ({ ...whichArithmetic(worked, name, dice), step, shows: [] }))
    case 'predict':
      return names.map(name => {
        const choice = predicted(worked, name, dice)
        return { ...choice, step, shows: sourcesOf(net, [name], [choice.cell]) }
      })
    case 'misprint': {
      const slip = planted(worked, names, dice)
      return [
        { ...slip, kind, id: `misprint ${step}`, step, names, shows: sourcesOf(net, names, allCells(net, names)) },
      ]
    }
    default:
      return blanks === 'step'
        ? [wholeStep(net, names, step)]
        : names.map(name => oneMatrix(net, name, step, blanks, dice))
  }
}

const allCells = (net: Net<Name>, names: readonly Name[]): readonly CellRef[] =>
  names.flatMap(name => cellsOf(net, name))

/** The matrices that some cells are made from, without those that are asked for themselves. */
function sourcesOf(net: Net<Name>, asked: readonly Name[], cells: readonly CellRef[]): readonly string[] {
  const found = new Set(cells.flatMap(cell => sources(expression(net, cell)).map(({ name }) => name)))
  for (const name of asked) found.delete(name)
  return [...found]
}

const isWorking = (name: string): boolean => Object.hasOwn(workingNames, name)

/** All matrices of a step at once: a gradient on the way would give away what it is made of. */
function wholeStep(net: Net<Name>, names: readonly AnswerName[], step: Step): Fill {
  const blanks = allCells(net, names)
  const shows = sourcesOf(net, names, blanks).filter(name => !isWorking(name))
  return { kind: 'fill', id: `step ${step}`, step, names, blanks, shows }
}

function oneMatrix(net: Net<Name>, name: AnswerName, step: Step, size: BlankSize, dice: Dice): Fill {
  const all = cellsOf(net, name)
  const [rows] = named(net, name).shape
  const row = dice.int(0, rows - 1)
  const cell = at(all, dice.int(0, all.length - 1), 'the cells of a matrix')
  const blanks = size === 'cell' ? [cell] : size === 'row' ? all.filter(one => one.row === row) : all
  return { kind: 'fill', id: name, step, names: [name], blanks, shows: sourcesOf(net, [name], blanks) }
}
