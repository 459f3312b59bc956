// Which exercise, and what a teacher lets be seen, in the fragment of an address: nothing of it is sent anywhere.

import { type BlankSize, blankSizes, type ExerciseKind, exerciseKinds } from '@dit-by-hand/practice/exercise'
import { type Difficulty, isDifficulty, largestSeed } from '@dit-by-hand/practice/problem'
import { isStep, type Step } from '@dit-by-hand/spec/names'

/** What a link says. */
export interface Address {
  readonly seed: number
  readonly difficulty: Difficulty
  readonly ties: boolean
  readonly kind: ExerciseKind
  /** Empty: all that the exercise has. */
  readonly steps: readonly Step[]
  readonly blanks: BlankSize
  /** A link for a class: so many problems, of this seed and those after it, one for each. */
  readonly count: number
  /** Which of these is the reader's own, counted from 1; null until it is said. Of a single problem it is the first. */
  readonly number: number | null
  /** A teacher's link: the exercise cannot be chosen. */
  readonly fixed: boolean
  /** Whether hints and answers may be asked for. */
  readonly hints: boolean
  readonly answers: boolean
}

export const usual: Address = {
  seed: 1,
  difficulty: 'hard-attention',
  ties: false,
  kind: 'walk',
  steps: [],
  blanks: 'matrix',
  count: 1,
  number: 1,
  fixed: false,
  hints: true,
  answers: true,
}

/** As many as a lecture hall needs. */
export const mostSheets = 100

/** The reader's own seed; null where it is not said yet which of a class that is. */
export const seedOf = ({ seed, count, number }: Address): number | null =>
  count === 1 ? seed : number === null ? null : seed + number - 1

/** Reads a fragment. What it does not say is as usual; what cannot be is told as a problem and left as usual. */
export function readAddress(fragment: string) {
  const said = new URLSearchParams(fragment.replace(/^#/, ''))
  const problems: string[] = []
  const read = <T>(name: string, from: (text: string) => T | undefined, otherwise: T): T => {
    const text = said.get(name)
    if (text === null) return otherwise
    const value = from(text)
    if (value === undefined) problems.push(`“${name}=${text}” says nothing that is known here.`)
    return value ?? otherwise
  }
  const oneOf =
    <T extends string>(all: readonly T[]) =>
    (text: string): T | undefined =>
      all.find(one => one === text)
  const yes = (text: string): boolean | undefined => ({ yes: true, no: false })[text]
  const steps = (text: string): readonly Step[] | undefined => {
    const numbers = text.split('.').map(Number)
    return numbers.every(isStep) ? numbers.filter(isStep) : undefined
  }
  const seed = (text: string): number | undefined =>
    /^\d{1,10}$/.test(text) && Number(text) <= largestSeed ? Number(text) : undefined
  const difficulty = read('difficulty', text => (isDifficulty(text) ? text : undefined), usual.difficulty)
  const kind = read('exercise', oneOf(exerciseKinds), usual.kind)
  const found = read('steps', steps, usual.steps)
  const first = read('seed', seed, usual.seed)
  const upTo =
    (most: number) =>
    (text: string): number | undefined =>
      /^[1-9]\d{0,2}$/.test(text) && Number(text) <= most ? Number(text) : undefined
  const count = read('count', upTo(Math.min(mostSheets, largestSeed - first + 1)), 1)
  const address: Address = {
    seed: first,
    difficulty,
    ties: difficulty !== 'softmax' && read('ties', yes, usual.ties),
    kind,
    steps: kind === 'step' && found.length !== 1 ? [7] : found,
    blanks: read('blanks', oneOf(blankSizes), usual.blanks),
    count,
    number: count === 1 ? 1 : read('number', upTo(count), null),
    fixed: read('fixed', yes, usual.fixed),
    hints: read('hints', yes, usual.hints),
    answers: read('answers', yes, usual.answers),
  }
  return { address, problems }
}

/** The fragment of a link, without its sign. {@link readAddress} reads it back. */
export function writeAddress(address: Address): string {
  const said = new URLSearchParams({ seed: `${address.seed}`, difficulty: address.difficulty, exercise: address.kind })
  if (address.ties) said.set('ties', 'yes')
  if (address.steps.length > 0) said.set('steps', address.steps.join('.'))
  if (address.blanks !== usual.blanks) said.set('blanks', address.blanks)
  if (address.count > 1) said.set('count', `${address.count}`)
  if (address.count > 1 && address.number !== null) said.set('number', `${address.number}`)
  if (address.fixed) said.set('fixed', 'yes')
  if (!address.hints) said.set('hints', 'no')
  if (!address.answers) said.set('answers', 'no')
  return said.toString()
}
