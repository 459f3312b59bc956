// Random lessons as fast-check arbitraries: sizes are drawn first and the cells after them, so that a failing lesson shrinks
// to few patches and narrow matrices before its numbers shrink to 0.
import fc from 'fast-check'
import type { Lesson } from '../lesson/format.ts'
import { type Dice, diceOf } from './law.ts'
import { type Flavour, largestTerm, lessonFrom, type Plan, planOf } from './random-lesson.ts'

export type { Flavour } from './random-lesson.ts'

const builders = new Map<string, () => fc.Arbitrary<number>>()

/** What builds an arbitrary: without arguments, or fast-check would compare them with those of all others at each draw. */
function between(min: number, max: number): () => fc.Arbitrary<number> {
  const build = builders.get(`${min} ${max}`) ?? (() => fc.integer({ min, max }))
  builders.set(`${min} ${max}`, build)
  return build
}

/** Dice that fast-check throws, and turns towards 0, the first of a list, and no. */
function diceBy(draw: fc.GeneratorValue): Dice {
  const int = (least: number, most: number): number => draw(between(least, most))
  return { ...diceOf(int), oneIn: n => int(1, n) === n }
}

/** A lesson that an engine in single precision, which ends at 3e38, can work: laws ask about larger numbers, too. */
function heldBySingle(dice: Dice, plan: Plan): Lesson {
  const lesson = lessonFrom(dice, plan, 'random-lesson')
  if (plan.numbers !== 'large' || largestTerm(lesson) <= 1e30) return lesson
  return lessonFrom(dice, { ...plan, numbers: 'small' }, 'random-lesson')
}

const arbitrary = (flavour: Flavour): fc.Arbitrary<Lesson> =>
  fc
    .gen()
    .map(diceBy)
    .map(dice => planOf(dice, { flavour, number: dice.int(0, 8), sharpest: 1000 }))
    .chain(plan => fc.gen().map(draw => heldBySingle(diceBy(draw), plan)))

/** Random lessons, every one of which `parseLesson` accepts. */
export const lessonOf: { readonly [F in Flavour]: fc.Arbitrary<Lesson> } = {
  handFriendly: arbitrary('handFriendly'),
  wild: arbitrary('wild'),
}

interface Draw {
  readonly seed: number
  readonly runs: number
  readonly flavour: Flavour
}

/** The first `runs` lessons of a seed: always the same ones. */
export const lessons = ({ seed, runs, flavour }: Draw): readonly Lesson[] =>
  // Asked for 0 samples, fast-check draws a hundred.
  runs === 0 ? [] : fc.sample(lessonOf[flavour], { seed, numRuns: runs })
