// An exercise as data: a problem, what is asked of it, and how much stays blank at once.
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Cell } from '@dit-by-hand/spec/format'
import type { AnswerName, Step } from '@dit-by-hand/spec/names'
import type { Problem } from '../problem/problem.ts'

export const exerciseKinds = ['walk', 'forward', 'gradients', 'step', 'misprint', 'shapes', 'which', 'predict'] as const
export type ExerciseKind = (typeof exerciseKinds)[number]

/** What each kind asks, in a few words. */
export const kindTitles: { readonly [K in ExerciseKind]: string } = {
  walk: 'the whole walk',
  forward: 'forward only',
  gradients: 'gradients only',
  step: 'one step',
  misprint: 'find the misprint',
  shapes: 'shapes only',
  which: 'which arithmetic',
  predict: 'predict, then see',
}

/** One cell of each matrix, one row of it, all of it, or all matrices of a step together. */
export const blankSizes = ['cell', 'row', 'matrix', 'step'] as const
export type BlankSize = (typeof blankSizes)[number]

export interface Exercise {
  readonly kind: ExerciseKind
  /** The steps it goes through, in order. */
  readonly steps: readonly Step[]
  /** Of numbers that are to be filled in; the other kinds ask for one thing at a time. */
  readonly blanks: BlankSize
}

export type Task = Fill | Shapes | Choice | Misprinted

interface Asked {
  /** Unique within the exercise, and the same whenever it is posed. */
  readonly id: string
  readonly step: Step
  /** Matrices that are shown beside what is asked for, with their numbers. */
  readonly shows: readonly string[]
}

export interface Fill extends Asked {
  readonly kind: 'fill'
  readonly names: readonly AnswerName[]
  readonly blanks: readonly CellRef[]
}

/** How many rows and columns a matrix has. */
export interface Shapes extends Asked {
  readonly kind: 'shapes'
  readonly name: AnswerName
  readonly answer: readonly [rows: number, columns: number]
}

export interface Choice extends Asked {
  readonly kind: 'choice'
  readonly cell: CellRef
  readonly question: string
  readonly options: readonly Option[]
  /** Counts from 0. */
  readonly answer: number
  /** A sentence on where to look, which gives no answer away. */
  readonly where: string
}

export interface Option {
  readonly text: string
  /** What somebody who chooses it has confused; '' for the right one. */
  readonly says: string
}

/** A worked step with one number that is not what its arithmetic gives. */
export interface Misprinted extends Asked {
  readonly kind: 'misprint'
  readonly names: readonly AnswerName[]
  readonly cell: CellRef
  readonly printed: Cell
}

/** A problem with its exercise, ready to be worked. */
export interface Posed {
  readonly problem: Problem
  readonly exercise: Exercise
  readonly tasks: readonly Task[]
}
