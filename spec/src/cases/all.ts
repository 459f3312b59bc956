// The cases: lessons with the answers of an independent oracle, each with a sentence on what it is for.
import { z } from 'zod'
import index from '../../cases/index.json' with { type: 'json' }
import { Answer, type Lesson } from '../lesson/format.ts'
import { parseLesson } from '../lesson/load.ts'
import { caseFiles } from './files.ts'

/** The flags of cases, and what each says. A test derives every flag from the lesson and its answer. */
export const flags = {
  given: 'the attention matrix is given',
  hard: 'attention goes to the largest score',
  softmax: 'attention is a softmax, so the answer has decimals',
  ties: 'in the corrected reading a hard maximum is shared between patches',
  'not-normalised': 'a column of the given attention does not sum to 1',
  fractions: 'a given number other than the learning rate is a fraction',
  misprint: 'the lesson has errata',
  'all-clipped': 'ReLU leaves a latent of zeros',
  'black-video': 'the generated video is all zeros',
  'zero-noise': 'the noise is all zeros',
  'one-patch': 'the whole video is one patch',
  'one-pixel-patches': 'a patch is one pixel',
  'two-frame-patches': 'a patch is two frames deep',
  'blocks-down': 'a frame has more than one patch from top to bottom',
  'blocks-across': 'a frame has more than one patch from left to right',
  'many-patches': 'there are more than eight patches',
  'wide-latent': 'the latent has more rows than a patch has pixels',
  'narrow-key': 'queries and keys have fewer rows than the latent',
  'wide-text': "a word's vector does not have three numbers",
  'zero-t': 'the timestep is 0',
  'big-t': 'the timestep has more than two bits',
  'zero-rate': 'the learning rate is 0',
  'whole-rate': 'the learning rate is a whole number above 0',
} as const

export type Flag = keyof typeof flags
export type CaseId = keyof typeof caseFiles

/** One worked example. */
export interface Case {
  readonly id: CaseId
  /** One sentence: what this case is for. */
  readonly comment: string
  /** What a reader can learn from it: “good for …”. */
  readonly good: string
  readonly flags: readonly Flag[]
  readonly lesson: Lesson
  readonly answer: Answer
}

const isFlag = (text: string): text is Flag => Object.hasOwn(flags, text)

/** Whether a text is the id of a case. */
export const isCaseId = (id: string): id is CaseId => Object.hasOwn(caseFiles, id)

const Entry = z.strictObject({
  id: z.string().refine(isCaseId, { error: 'is not the id of a case in src/cases/files.ts' }),
  comment: z.string().min(1),
  good: z.string().min(1),
  flags: z.array(z.string().refine(isFlag, { error: 'is not a flag that src/cases/all.ts describes' })),
})

/** The ids of all cases in reading order: the walkthrough first, then what varies, then the sizes. */
export const caseIds: readonly CaseId[] = Object.keys(caseFiles).filter(isCaseId)

const parsed = new Map<CaseId, Case>()

/** A case by its id, validated at the first call. The same object every time: do not modify it. */
export function caseOf(id: CaseId): Case {
  const known = parsed.get(id)
  if (known) return known
  const { comment, good, flags: marks } = Entry.parse(index.find(entry => entry.id === id))
  const { lesson, answer } = caseFiles[id]
  const found: Case = { id, comment, good, flags: marks, lesson: parseLesson(lesson, id), answer: Answer.parse(answer) }
  parsed.set(id, found)
  return found
}

/** All cases, in the order of {@link caseIds}. */
export const cases = (): readonly Case[] => caseIds.map(caseOf)
