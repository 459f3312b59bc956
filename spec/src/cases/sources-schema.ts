// The schemas of cases/sources.json, apart from the sources so that using those does not load a validator.
import { z } from 'zod'
import { Cell } from '../lesson/format.ts'
import { answerNames, givenNames } from '../lesson/names.ts'

export const SourceKind = z.enum(['article', 'exercise', 'reconstructed'])

/** A work that the lesson rests on. */
export const Work = z.strictObject({
  id: z.enum(['article', 'exercise', 'dit', 'sora']),
  authors: z.array(z.string().min(1)).min(1),
  title: z.string().min(1),
  /** Journal, conference or series. */
  series: z.string().min(1).exactOptional(),
  published: z.string().min(1),
  link: z.url({ protocol: /^https$/ }).exactOptional(),
})
export type Work = z.infer<typeof Work>

const claim = { source: SourceKind, why: z.string().min(1) }

/** A printed number that is in none of the lesson's matrices, such as the reduction in the paper. */
const Fact = z.strictObject({
  id: z.string().min(1),
  ...claim,
  text: z.string().min(1).exactOptional(),
  numbers: z.array(z.int()).min(1).exactOptional(),
})

/** The whole of cases/sources.json. A `null` among printed cells is one that was not printed, or is not known. */
export const Sources = z.strictObject({
  lesson: z.literal('sora-is-sky'),
  works: z.array(Work),
  given: z.array(z.strictObject({ matrix: z.enum(givenNames), ...claim })),
  answered: z.array(
    z.strictObject({
      matrix: z.enum(answerNames),
      ...claim,
      printed: z.array(z.array(z.union([Cell, z.null()]))),
    }),
  ),
  facts: z.array(Fact),
})
export type Sources = z.infer<typeof Sources>
