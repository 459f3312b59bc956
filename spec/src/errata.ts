// The slips of the article and of the exercise: what was printed, what is true and why.
import { z } from 'zod'
import file from '../cases/errata.json' with { type: 'json' }
import { Cell, Misprint } from './format.ts'
import { type Step, steps } from './names.ts'

const isStep = (step: number): step is Step => Object.values<number>(steps).includes(step)

const common = {
  id: Misprint.shape.id,
  /** Where the slip was made. */
  source: z.enum(['article', 'exercise']),
  /** In words, for the reader. */
  where: z.string().min(1),
  why: z.string().min(1),
}

const StepNumber = z.number().refine(isStep, { error: 'is not a step; steps count from 1 to 13' })

/** A number printed wrongly in a matrix. Rows and columns count from 1; `printed: null` where it is not known. */
export const MisprintErratum = z.strictObject({
  ...common,
  kind: z.literal('misprint'),
  step: StepNumber,
  matrix: Misprint.shape.matrix,
  row: Misprint.shape.row,
  column: Misprint.shape.column,
  printed: z.union([Cell, z.null()]),
  correct: Cell,
})
export type MisprintErratum = z.infer<typeof MisprintErratum>

/** A slip of wording: no number of the lesson depends on it. `step: null` where it belongs to no single step. */
export const WordingErratum = z.strictObject({
  ...common,
  kind: z.literal('wording'),
  step: z.union([StepNumber, z.null()]),
  printed: z.string().min(1),
  correct: z.string().min(1),
})
export type WordingErratum = z.infer<typeof WordingErratum>

export const Erratum = z.discriminatedUnion('kind', [MisprintErratum, WordingErratum])
export type Erratum = z.infer<typeof Erratum>

let read: readonly Erratum[] | undefined

/** All errata, misprints first; checked when they are first asked for. */
export function errata(): readonly Erratum[] {
  read ??= z.array(Erratum).parse(file)
  return read
}

/** The erratum with this id: a misprint's id is the one that the lesson uses. */
export const erratumOf = (id: string): Erratum | undefined => errata().find(erratum => erratum.id === id)

/** The errata to be shown at a step (1–13). */
export const errataAt = (step: Step): readonly Erratum[] => errata().filter(erratum => erratum.step === step)
