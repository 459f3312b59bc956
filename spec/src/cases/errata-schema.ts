// The schemas of errata, apart from the errata so that using those does not load a validator.
import { z } from 'zod'
import { Misprint } from '../lesson/format.ts'
import { isStep } from '../lesson/names.ts'

const common = {
  id: Misprint.shape.id,
  /** Where the error is. */
  source: z.enum(['article', 'exercise']),
  /** In words, for the reader. */
  where: z.string().min(1),
  why: z.string().min(1),
}

const StepNumber = z.number().refine(isStep, { error: 'is not a step; steps count from 1 to 13' })

/** A number printed wrongly in a matrix. Rows and columns count from 1; `printed: null` where it is not known. */
export const MisprintErratum = z.strictObject({
  ...common,
  ...Misprint.shape,
  kind: z.literal('misprint'),
  step: StepNumber,
})
export type MisprintErratum = z.infer<typeof MisprintErratum>

/** Wrong wording, on which no number depends. `step: null` where it belongs to no single step. */
export const WordingErratum = z.strictObject({
  ...common,
  kind: z.literal('wording'),
  step: z.union([StepNumber, z.null()]),
  printed: z.string().min(1),
  correct: z.string().min(1),
})
export type WordingErratum = z.infer<typeof WordingErratum>

/** A false statement: in our words, what it says and what is true. `step: null` as above. */
export const ClaimErratum = z.strictObject({ ...WordingErratum.shape, kind: z.literal('claim') })
export type ClaimErratum = z.infer<typeof ClaimErratum>

export const Erratum = z.discriminatedUnion('kind', [MisprintErratum, WordingErratum, ClaimErratum])
export type Erratum = z.infer<typeof Erratum>

/** The whole of cases/errata.json. */
export const Errata = z.array(Erratum)
