// The lesson format, as zod schemas; the TypeScript types are inferred from them.
import { z } from 'zod'
import { at } from './at.ts'
import { Inexact } from './json.ts'
import { type AnswerName, answerNames } from './names.ts'
import { gcd } from './number.ts'
import { brief, sizeProblems } from './size-problems.ts'

const fraction = /^-?[1-9]\d*\/[1-9]\d*$/

function isFraction(text: string): boolean {
  if (text.length > 64 || !fraction.test(text)) return false
  const parts = text.replace('-', '').split('/').map(BigInt)
  const [n, d] = [at(parts, 0, 'a fraction'), at(parts, 1, 'a fraction')]
  return d !== 1n && gcd(n, d) === 1n
}

function whyNotACell(found: unknown): string {
  if (found instanceof Inexact) return found.reason
  if (typeof found === 'number') {
    if (!Number.isFinite(found)) return `is ${found}; a cell is an integer or a fraction "n/d"`
    if (!Number.isInteger(found)) return `is ${found}, a decimal; write it as a fraction in quotes, such as "1/2"`
    return `is ${found}, too large to be exact; the largest integer is ${Number.MAX_SAFE_INTEGER}`
  }
  if (typeof found === 'string') {
    const shown = JSON.stringify(found.length > 24 ? `${found.slice(0, 24)}…` : found)
    if (found.length > 64) return `is ${shown}, longer than 64 characters`
    if (/^-?\d+$/.test(found) || found.endsWith('/1')) return `is ${shown}; write a whole number without quotes`
    if (fraction.test(found)) return `is ${shown}, not in lowest terms`
    return `is ${shown}; a cell is an integer or a fraction "n/d"`
  }
  if (found === undefined) return 'is missing; a cell is an integer or a fraction "n/d"'
  return `is ${kindOf(found)}; a cell is an integer or a fraction "n/d"`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** A whole number; JSON's −0 becomes 0. */
const wholeNumber = z.int().overwrite(n => n || 0)

/** An integer, or a string "n/d" in lowest terms with d > 1. Decimals are refused, never rounded. */
export const Cell = z.union(
  [wholeNumber, z.string().refine(isFraction, { error: issue => whyNotACell(issue.input) })],
  {
    error: issue => whyNotACell(issue.input),
  },
)
export type Cell = z.infer<typeof Cell>

const list = <T extends z.ZodType>(of: T, what: string) =>
  z
    .array(of, {
      error: issue => (issue.code === 'invalid_type' ? `is ${missingOr(issue.input)}; needs ${what}` : undefined),
    })
    .min(1, { error: `is empty; needs ${what}` })

const missingOr = (value: unknown): string => (value === undefined ? 'missing' : kindOf(value))

/** A list of numbers, one column. */
export const Vector = list(Cell, 'a list of numbers')
export type Vector = z.infer<typeof Vector>

/** Rows of cells. Their widths are checked with a lesson's sizes, where the reason is known. */
export const Matrix = list(list(Cell, 'a row of numbers'), 'a list of rows')
export type Matrix = z.infer<typeof Matrix>

/** frames × rows × columns (T×H×W). */
export const Video = list(Matrix, 'a list of frames')
export type Video = z.infer<typeof Video>

/** What a line of text must not have: control characters, and halves of surrogate pairs. */
const unreadable = /[\p{Cc}\p{Cs}]/u

const text = (what: string) =>
  z
    .string({ error: issue => `is ${missingOr(issue.input)}; needs ${what}` })
    .min(1, { error: `is empty; needs ${what}` })
    .max(200, { error: 'is longer than 200 characters' })
    .refine(found => !unreadable.test(found), {
      error: issue => `is ${brief(issue.input)}, which has a control character; needs ${what} on one line`,
    })

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const Id = text('a name').regex(kebab, {
  error: issue => `is ${brief(issue.input)}; needs lowercase letters, digits and single hyphens, such as "sora-is-sky"`,
})

const Whole = (least: number, most: number, what: string) => {
  const error = (issue: { readonly input?: unknown }): string => {
    const found = issue.input
    const shown =
      found instanceof Inexact
        ? found.shown
        : typeof found === 'number' || typeof found === 'string'
          ? brief(found)
          : missingOr(found)
    return `is ${shown}; needs ${what}, a whole number from ${least} to ${most}`
  }
  return z.int({ error }).min(least, { error }).max(most, { error })
}

const listed = (keys: readonly string[]): string => {
  const shown = keys.slice(0, 5).map(brief).join(', ')
  return keys.length > 5 ? `${shown} and ${keys.length - 5} more` : shown
}

const object = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: issue => {
      if (issue.code === 'unrecognized_keys') {
        const keys = listed(issue.keys ?? [])
        return `has ${keys}, which a lesson does not have there; it takes ${Object.keys(shape).join(', ')}`
      }
      return `is ${missingOr(issue.input)}; needs an object with ${Object.keys(shape).join(', ')}`
    },
  })

/** A linear layer: weight r×c and bias r. */
export const Linear = object({ weight: Matrix, bias: Vector })
export type Linear = z.infer<typeof Linear>

const attentionKinds = '"given", "hard" or "softmax"'

/** A given n×n matrix, or query and key weights (k×d each) with a hard maximum or a softmax over each column. */
export const Attention = z.discriminatedUnion(
  'kind',
  [
    object({ kind: z.literal('given'), matrix: Matrix }),
    object({ kind: z.literal('hard'), query: Matrix, key: Matrix }),
    object({ kind: z.literal('softmax'), query: Matrix, key: Matrix }),
  ],
  {
    error: issue =>
      issue.code === 'invalid_union'
        ? `is not one of ${attentionKinds}`
        : `is ${missingOr(issue.input)}; needs a kind (${attentionKinds}) and its weights`,
  },
)
export type Attention = z.infer<typeof Attention>

/** A cell that was printed wrongly. Rows and columns count from 1. `printed: null`: the misprint itself is not known. */
export const Misprint = object({
  id: Id,
  matrix: z.enum(answerNames, {
    error: issue => `is ${brief(issue.input)}; needs the name of a computed matrix, such as "scaleShift"`,
  }),
  row: Whole(1, 4096, 'a row'),
  column: Whole(1, 4096, 'a column'),
  printed: z.union([Cell, z.null()], {
    error: issue => `${whyNotACell(issue.input)}, or null where the misprint is not known`,
  }),
  correct: Cell,
})
export type Misprint = z.infer<typeof Misprint>

const Words = z
  .record(
    z
      .string()
      .min(1)
      .max(200)
      .refine(word => !unreadable.test(word)),
    Vector,
    {
      error: issue =>
        issue.code === 'invalid_key'
          ? 'is not a word; a word has 1 to 200 characters, none of them a control character'
          : `is ${missingOr(issue.input)}; needs an object with one vector per word`,
    },
  )
  .refine(words => Object.keys(words).length > 0, { error: 'is empty; needs one vector per word' })

/** A lesson before its sizes are checked: every field is there and every cell is exact. */
export const LessonFields = object({
  id: Id,
  title: text('a title'),
  video: Video,
  patch: object({
    frames: Whole(1, 64, 'frames in a patch'),
    rows: Whole(1, 64, 'rows in a patch'),
    columns: Whole(1, 64, 'columns in a patch'),
  }),
  encoder: Linear,
  noise: Matrix,
  prompt: object({ text: text('the prompt'), words: Words }),
  timestep: object({ t: Whole(0, 2 ** 30 - 1, 'a timestep'), bits: Whole(1, 30, 'a number of bits') }),
  modulation: Linear,
  attention: Attention,
  feedForward: Linear,
  decoder: Linear,
  learningRate: Cell,
  errata: z.array(Misprint, {
    error: issue => `is ${missingOr(issue.input)}; needs a list (of misprints; it may be empty)`,
  }),
})

/** A lesson: one worked example of the Diffusion Transformer (video, weights, prompt, noise), with shapes that fit. */
export const Lesson = LessonFields.superRefine((lesson, context) => {
  for (const { path, message } of sizeProblems(lesson)) context.addIssue({ code: 'custom', path: [...path], message })
})
export type Lesson = z.infer<typeof Lesson>

export const Reading = z.enum(['corrected', 'printed'])
export type Reading = z.infer<typeof Reading>

const whyNotAnAnswerCell = (issue: { readonly input?: unknown }): string => {
  const { input } = issue
  const shown = typeof input === 'number' ? String(input) : (JSON.stringify(input) ?? missingOr(input))
  return `is ${shown.slice(0, 40)}; a cell is a number or a fraction "n/d"`
}

/** A cell of an answer: exact, or a decimal where softmax makes one. Integers beyond 2⁵³ are strings of digits. */
export const AnswerCell = z.union(
  [z.number().overwrite(n => n || 0), z.string().regex(/^-?\d+(\/0*[1-9]\d*)?$/, { error: whyNotAnAnswerCell })],
  { error: whyNotAnAnswerCell },
)
export type AnswerCell = z.infer<typeof AnswerCell>

const answerList = <T extends z.ZodType>(of: T, what: string) =>
  z.array(of, { error: issue => `is ${missingOr(issue.input)}; needs ${what}` })
export const AnswerMatrix = answerList(answerList(AnswerCell, 'a row of numbers'), 'a list of rows')
export type AnswerMatrix = z.infer<typeof AnswerMatrix>

/** What an engine answers: every named matrix, rows of cells; the generated video as frames × rows × columns. */
export type Values = { readonly [K in Exclude<AnswerName, 'generatedVideo'>]?: AnswerMatrix } & {
  readonly generatedVideo?: readonly AnswerMatrix[]
}

const matrixEntries = Object.fromEntries(
  answerNames.filter(name => name !== 'generatedVideo').map(name => [name, AnswerMatrix.exactOptional()]),
)
export const Values = z
  .object({ ...matrixEntries, generatedVideo: answerList(AnswerMatrix, 'a list of frames').exactOptional() })
  .transform((values): Values => values as Values)

/** The oracle's answer to a lesson: one set of values for each reading. */
export const Answer = z.strictObject({ lesson: Id, corrected: Values, printed: Values.exactOptional() })
export type Answer = z.infer<typeof Answer>
