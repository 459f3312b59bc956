// The published vectors: every case and 500 random lessons with their answers, as files that any language can read.
import { z } from 'zod'
import { cases, flags } from '../cases/all.ts'
import { blurred } from '../laws/formulas.ts'
import { Answer, type Lesson, Lesson as LessonSchema, type Reading, type Values } from '../lesson/format.ts'
import { type AnswerName, answerNames, namesFor } from '../lesson/names.ts'
import { tolerance } from '../lesson/number.ts'
import { changelogText, readmeText, version } from './documents.ts'
import { checkPy } from './example.ts'
import { type VectorFlavour, vectorFlavours, vectorLesson } from './lessons.ts'
import { schemaText } from './schema.ts'

/** The names of the matrices that are wanted exactly, and of those wanted in decimals. */
export interface Wanted {
  readonly exact: readonly AnswerName[]
  readonly decimal: readonly AnswerName[]
}

/** Computes a lesson for publication: exact matrices exactly, decimals rounded to 12 digits (12 decimal places where they are
 *  below 1), the same on every machine. */
export type Work = (lesson: Lesson, reading: Reading, wanted: Wanted) => Values

const setNames = ['cases', ...vectorFlavours] as const
const flagNames = Object.keys(flags)

/** A vector: one line of a set. */
export const Vector = z.strictObject({
  id: z.string().describe('Names this vector for ever: no other vector will have it.'),
  set: z.enum(setNames),
  comment: z.string().min(1).describe('What this vector is for.'),
  flags: z.array(z.enum(flagNames)).exactOptional().describe('What is special about a case.'),
  decimals: z.array(z.enum(answerNames)).describe('The matrices to compare with the tolerance; all others exactly.'),
  lesson: LessonSchema,
  answer: Answer,
})
export type Vector = z.infer<typeof Vector>

export const Sha256: z.ZodString = z.string().regex(/^[0-9a-f]{64}$/)

/** The contents of index.json. */
export const Index = z.strictObject({
  name: z.literal('dit-by-hand vectors'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  tolerance: z.number().describe('Decimals may differ by this much, times the larger of 1 and the number itself.'),
  seed: z.int().describe('The seed of the random lessons.'),
  vectors: z.int().min(1),
  files: z.array(
    z.strictObject({
      path: z.string().describe('From the folder of index.json.'),
      kind: z.enum(['vectors', 'schema', 'document']),
      set: z.enum(setNames).exactOptional(),
      count: z.int().min(1).exactOptional().describe('How many vectors, one a line.'),
      bytes: z.int().min(1),
      sha256: Sha256,
    }),
  ),
})
export type Index = z.infer<typeof Index>
type Entry = Index['files'][number]

export const seed = 7
export const perFlavour = 250

const decimalsOf = ({ attention: { kind } }: Lesson): AnswerName[] => [...blurred(kind)]

function randomVector(work: Work, flavour: VectorFlavour, number: number): Vector {
  const lesson = vectorLesson({ major: Number.parseInt(version, 10), seed, flavour, number })
  const { id, title: comment } = lesson
  const names = namesFor(lesson.attention.kind)
  const decimals = decimalsOf(lesson)
  const exact = names.filter(name => !decimals.includes(name))
  const values = (reading: Reading): Values => {
    const found = work(lesson, reading, { exact, decimal: decimals })
    return Object.fromEntries(names.map(name => [name, found[name]]))
  }
  const printed = lesson.errata.length > 0 ? { printed: values('printed') } : {}
  const answer = { lesson: id, corrected: values('corrected'), ...printed }
  return { id, set: flavour, comment, decimals, lesson, answer }
}

/** Every vector: the cases with their oracle's answers, then the random lessons with those of `work`. */
export function vectors(work: Work): readonly Vector[] {
  const worked = cases().map(({ id, comment, flags: marks, lesson, answer }): Vector => {
    return { id, set: 'cases', comment, flags: [...marks], decimals: decimalsOf(lesson), lesson, answer }
  })
  const random = vectorFlavours.flatMap(flavour =>
    Array.from({ length: perFlavour }, (_, i) => randomVector(work, flavour, i + 1)),
  )
  return [...worked, ...random]
}

/** A file to publish, in UTF-8. */
export interface VectorFile {
  readonly path: string
  readonly text: string
}

/** All files to publish, index.json first. The same vectors give the same bytes. */
export async function vectorFiles(all: readonly Vector[]): Promise<readonly VectorFile[]> {
  const sets = setNames.map(set => {
    const lines = all.filter(one => one.set === set).map(one => `${JSON.stringify(one)}\n`)
    return { path: `${set}.jsonl`, text: lines.join(''), kind: 'vectors', set, count: lines.length } as const
  })
  const parts: readonly (VectorFile & Pick<Entry, 'kind' | 'set' | 'count'>)[] = [
    ...sets,
    ...Object.entries({ vector: Vector, lesson: LessonSchema, answer: Answer, index: Index }).map(([name, schema]) => ({
      path: `schema/${name}.schema.json`,
      text: schemaText(name, schema),
      kind: 'schema' as const,
    })),
    { path: 'README.md', text: readmeText({ counts: sets, seed, tolerance }), kind: 'document' },
    { path: 'CHANGELOG.md', text: changelogText(), kind: 'document' },
    { path: 'check.py', text: checkPy, kind: 'document' },
  ]
  const files: Entry[] = []
  for (const { text, ...about } of parts) files.push({ ...about, ...(await measured(text)) })
  const index: Index = { name: 'dit-by-hand vectors', version, tolerance, seed, vectors: all.length, files }
  return [
    { path: 'index.json', text: `${JSON.stringify(index, null, 2)}\n` },
    ...parts.map(({ path, text }) => ({ path, text })),
  ]
}

const encoder = new TextEncoder()

/** Bytes and SHA-256 of a text in UTF-8. */
export async function measured(text: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const bytes = encoder.encode(text)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return { bytes: bytes.length, sha256: Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('') }
}
