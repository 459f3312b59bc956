// Finds where the sizes of a lesson do not fit together.

import type { z } from 'zod'
import { at } from './at.ts'
import type { LessonFields } from './format.ts'
import { limits, type Sizes, shapeOf, sizesOf } from './sizes.ts'

type Fields = z.infer<typeof LessonFields>

/** A place in a lesson and what is wrong there. */
export interface Problem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** A value, short enough for a message. */
export const brief = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

type Path = Problem['path']
type Rows = readonly (readonly unknown[])[]

/** A problem at a place, where there is one. */
const where = (isWrong: boolean, path: Path, message: string): readonly Problem[] =>
  isWrong ? [{ path, message }] : []

/** Whether a list has the length that it needs. */
const rows = (path: Path, list: readonly unknown[], needs: number, why: string, unit = 'row'): readonly Problem[] =>
  where(list.length !== needs, path, `has ${count(list.length, unit)}, needs ${needs}: ${why}`)

/** Whether every row of a matrix has the width that it needs. */
const columns = (path: Path, matrix: Rows, needs: number, why: string): readonly Problem[] =>
  matrix.flatMap((row, r) => rows([...path, r], row, needs, why, 'cell'))

/** Every place where the shapes of a lesson do not fit, with what is found, what is needed and why. Since one misfit leads to
 *  others, only the first of the four kinds that occurs is reported. */
export function sizeProblems(lesson: Fields): readonly Problem[] {
  const size = sizesOf(lesson)
  for (const problemsOf of [videoProblems, limitProblems, shapeProblems, misprintProblems]) {
    const found = problemsOf(lesson, size)
    if (found.length > 0) return found
  }
  return []
}

/** A video that is not a block of pixels, is not divisible by its patch, or is too large. */
function videoProblems({ video, patch }: Fields, size: Sizes): readonly Problem[] {
  const { frames, rows: height, columns: width } = size.video
  const pixels = frames * height * width
  return [
    ...video.flatMap((frame, f) => [
      ...rows(['video', f], frame, height, `the first frame has ${height}`),
      ...columns(['video', f], frame, width, `the first row of the first frame has ${width}`),
    ]),
    ...(['frames', 'rows', 'columns'] as const).flatMap(axis => {
      const [whole, part] = [size.video[axis], patch[axis]]
      return where(
        whole % part !== 0,
        ['patch', axis],
        `is ${part}, which does not divide the video's ${whole} ${axis}`,
      )
    }),
    ...where(pixels > limits.pixels, ['video'], `has ${pixels} pixels; at most ${limits.pixels} are allowed`),
  ]
}

/** More patches or wider vectors than are allowed. */
function limitProblems(_: Fields, { patches, latent, text, key }: Sizes): readonly Problem[] {
  const widths = [
    [['encoder', 'weight'], latent],
    [['prompt', 'words'], text],
    [['attention', 'query'], key],
  ] as const
  const many = `cuts the video into ${patches} patches; at most ${limits.patches} are allowed`
  return [
    ...where(patches > limits.patches, ['patch'], many),
    ...widths.flatMap(([path, width]) =>
      where(width > limits.width, path, `makes vectors of ${width} numbers; at most ${limits.width} are allowed`),
    ),
  ]
}

/** Matrices with other rows or columns than the sizes need, and words, a timestep or misprints that do not fit. */
function shapeProblems(lesson: Fields, size: Sizes): readonly Problem[] {
  const { prompt, timestep, attention, errata } = lesson
  const { pixels: p, patches: n, latent: d, condition: c, text, bits } = size
  const thePatch = `the patch has ${count(p, 'pixel')}`
  const theLatent = `the latent has ${count(d, 'row')}`
  const theCount = `there are ${count(n, 'patch', 'patches')}`
  const layer = (
    name: 'encoder' | 'modulation' | 'feedForward' | 'decoder',
    [r, why]: readonly [number, string],
    [w, whyColumns]: readonly [number, string],
  ): readonly Problem[] => [
    ...rows([name, 'weight'], lesson[name].weight, r, why),
    ...columns([name, 'weight'], lesson[name].weight, w, whyColumns),
    ...rows([name, 'bias'], lesson[name].bias, r, why, 'cell'),
  ]
  return [
    ...layer('encoder', [d, theLatent], [p, thePatch]),
    ...rows(['noise'], lesson.noise, d, theLatent),
    ...columns(['noise'], lesson.noise, n, theCount),
    ...Object.entries(prompt.words).flatMap(([word, vector]) =>
      rows(['prompt', 'words', word], vector, text, `the first word has ${text}`, 'cell'),
    ),
    ...wordProblems(lesson),
    ...where(
      timestep.t >= 2 ** bits,
      ['timestep', 't'],
      `is ${timestep.t}, which does not fit in ${count(bits, 'bit')}: the largest is ${2 ** bits - 1}`,
    ),
    ...layer(
      'modulation',
      [2 * d, `${d} for scale and ${d} for shift`],
      [c, `the condition has ${text} for text and ${bits} for time`],
    ),
    ...(attention.kind === 'given'
      ? [
          ...rows(['attention', 'matrix'], attention.matrix, n, theCount),
          ...columns(['attention', 'matrix'], attention.matrix, n, theCount),
        ]
      : [
          ...columns(['attention', 'query'], attention.query, d, theLatent),
          ...rows(['attention', 'key'], attention.key, size.key, 'the query has as many'),
          ...columns(['attention', 'key'], attention.key, d, theLatent),
        ]),
    ...layer('feedForward', [d, theLatent], [d, theLatent]),
    ...layer('decoder', [p, thePatch], [d, theLatent]),
    ...errata.flatMap(({ id }, i) => {
      const isTaken = errata.findIndex(other => other.id === id) < i
      return where(isTaken, ['errata', i, 'id'], `is ${brief(id)} a second time; each misprint has its own id`)
    }),
  ]
}

function wordProblems({ prompt }: Fields): readonly Problem[] {
  const spoken = prompt.text.toLowerCase().split(/\s+/).filter(Boolean)
  const given = Object.keys(prompt.words)
  const lower = given.map(key => key.toLowerCase())
  return [
    ...[...new Set(spoken)].flatMap(word => [
      ...where(!lower.includes(word), ['prompt', 'words'], `has no vector for ${brief(word)}`),
      ...where(
        spoken.filter(other => other === word).length > 1,
        ['prompt', 'text'],
        `has ${brief(word)} twice; each word has one vector, so write it once, as ${brief(`${word}×2`)} with its vector doubled`,
      ),
    ]),
    ...given.flatMap((key, i) => {
      const word = at(lower, i, 'the words')
      const other = given[lower.indexOf(word)]
      return [
        ...where(other !== key, ['prompt', 'words', key], `is a second vector for the word ${brief(other)}`),
        ...where(!spoken.includes(word), ['prompt', 'words', key], 'is a word that the prompt does not contain'),
      ]
    }),
  ]
}

function misprintProblems(lesson: Fields, size: Sizes): readonly Problem[] {
  const taken = new Map<string, string>()
  return lesson.errata.flatMap(({ id, matrix, row, column }, i): readonly Problem[] => {
    const shape = shapeOf(matrix, lesson, size)
    const absent = `is "${matrix}", which a lesson with ${lesson.attention.kind} attention does not compute`
    if (!shape) return [{ path: ['errata', i, 'matrix'], message: absent }]
    const place = `${matrix} ${row} ${column}`
    const other = taken.get(place)
    if (other === undefined) taken.set(place, id)
    return [
      ...where(row > shape[0], ['errata', i, 'row'], `is ${row}; ${matrix} has ${count(shape[0], 'row')}`),
      ...where(column > shape[1], ['errata', i, 'column'], `is ${column}; ${matrix} has ${count(shape[1], 'column')}`),
      ...where(
        other !== undefined,
        ['errata', i],
        `is at row ${row}, column ${column} of ${matrix}, where "${other}" is already`,
      ),
    ]
  })
}
