// What is wrong where the sizes of a lesson do not fit together.

import type { z } from 'zod'
import type { LessonFields } from './format.ts'
import { limits, type Sizes, shapeOf, sizesOf } from './sizes.ts'

type Fields = z.infer<typeof LessonFields>

/** A place in a lesson and what is wrong there. */
export interface Problem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** A value as a message may show it. */
export const brief = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** Every place where the shapes of a lesson do not fit, with what is found, what is needed and why. */
export function sizeProblems(lesson: Fields): readonly Problem[] {
  const problems: Problem[] = []
  const say = (path: Problem['path'], message: string): void => void problems.push({ path, message })
  const size = sizesOf(lesson)
  const columns = (path: Problem['path'], matrix: readonly (readonly unknown[])[], needs: number, why: string): void =>
    matrix.forEach((row, r) => {
      if (row.length !== needs) say([...path, r], `has ${count(row.length, 'cell')}, needs ${needs}: ${why}`)
    })

  lesson.video.forEach((frame, f) => {
    if (frame.length !== size.video.rows)
      say(
        ['video', f],
        `has ${count(frame.length, 'row')}, needs ${size.video.rows}: the first frame has ${size.video.rows}`,
      )
    columns(['video', f], frame, size.video.columns, `the first row of the first frame has ${size.video.columns}`)
  })
  for (const axis of ['frames', 'rows', 'columns'] as const)
    if (size.video[axis] % lesson.patch[axis] !== 0)
      say(['patch', axis], `is ${lesson.patch[axis]}, which does not divide the video's ${size.video[axis]} ${axis}`)
  const pixels = size.video.frames * size.video.rows * size.video.columns
  if (pixels > limits.pixels) say(['video'], `has ${pixels} pixels; at most ${limits.pixels} can be worked`)
  if (problems.length > 0) return problems
  if (size.patches > limits.patches)
    say(['patch'], `cuts the video into ${size.patches} patches; at most ${limits.patches} can be worked`)
  for (const [path, width] of [
    [['encoder', 'weight'], size.latent],
    [['prompt', 'words'], size.text],
    [['attention', 'query'], size.key],
  ] as const)
    if (width > limits.width) say(path, `makes vectors of ${width}; at most ${limits.width} can be worked`)
  if (problems.length > 0) return problems

  const { pixels: p, patches: n, latent: d, condition: c } = size
  const thePatch = `the patch has ${count(p, 'pixel')}`
  const theLatent = `the latent has ${count(d, 'row')}`
  const theCount = `there are ${count(n, 'patch', 'patches')}`
  const rows = (path: Problem['path'], matrix: readonly unknown[], needs: number, why: string, unit = 'row'): void => {
    if (matrix.length !== needs) say(path, `has ${count(matrix.length, unit)}, needs ${needs}: ${why}`)
  }
  const layer = (
    name: 'encoder' | 'modulation' | 'feedForward' | 'decoder',
    r: number,
    why: string,
    w: number,
    whyColumns: string,
  ): void => {
    rows([name, 'weight'], lesson[name].weight, r, why)
    columns([name, 'weight'], lesson[name].weight, w, whyColumns)
    rows([name, 'bias'], lesson[name].bias, r, why, 'cell')
  }
  layer('encoder', d, theLatent, p, thePatch)
  rows(['noise'], lesson.noise, d, theLatent)
  columns(['noise'], lesson.noise, n, theCount)
  for (const [word, vector] of Object.entries(lesson.prompt.words))
    rows(['prompt', 'words', word], vector, size.text, `the first word has ${size.text}`, 'cell')
  problems.push(...wordProblems(lesson))
  if (lesson.timestep.t >= 2 ** size.bits)
    say(
      ['timestep', 't'],
      `is ${lesson.timestep.t}, which does not fit in ${count(size.bits, 'bit')}: the largest is ${2 ** size.bits - 1}`,
    )
  layer(
    'modulation',
    2 * d,
    `${d} for scale and ${d} for shift`,
    c,
    `the condition has ${size.text} for text and ${size.bits} for time`,
  )
  if (lesson.attention.kind === 'given') {
    rows(['attention', 'matrix'], lesson.attention.matrix, n, theCount)
    columns(['attention', 'matrix'], lesson.attention.matrix, n, theCount)
  } else {
    columns(['attention', 'query'], lesson.attention.query, d, theLatent)
    rows(['attention', 'key'], lesson.attention.key, size.key, 'the query has as many')
    columns(['attention', 'key'], lesson.attention.key, d, theLatent)
  }
  layer('feedForward', d, theLatent, d, theLatent)
  layer('decoder', p, thePatch, d, theLatent)
  const seen = new Set<string>()
  lesson.errata.forEach(({ id }, i) => {
    if (seen.has(id)) say(['errata', i, 'id'], `is ${brief(id)} a second time; each misprint has its own id`)
    seen.add(id)
  })
  if (problems.length === 0) problems.push(...misprintProblems(lesson, size))
  return problems
}

function wordProblems({ prompt }: Fields): readonly Problem[] {
  const spoken = prompt.text.toLowerCase().split(/\s+/).filter(Boolean)
  const given = Object.keys(prompt.words)
  const problems: Problem[] = []
  for (const word of new Set(spoken)) {
    if (!given.some(key => key.toLowerCase() === word))
      problems.push({ path: ['prompt', 'words'], message: `has no vector for ${brief(word)}` })
    if (spoken.filter(other => other === word).length > 1)
      problems.push({
        path: ['prompt', 'text'],
        message: `says ${brief(word)} twice; each word has one vector, so say it once, as ${brief(`${word}×2`)} with its vector doubled`,
      })
  }
  const vectors = new Map<string, string>()
  for (const key of given) {
    const other = vectors.get(key.toLowerCase())
    if (other === undefined) vectors.set(key.toLowerCase(), key)
    else
      problems.push({
        path: ['prompt', 'words', key],
        message: `is a second vector for the word ${brief(other)}`,
      })
    if (!spoken.includes(key.toLowerCase()))
      problems.push({ path: ['prompt', 'words', key], message: 'is a word that the prompt does not say' })
  }
  return problems
}

function misprintProblems(lesson: Fields, size: Sizes): readonly Problem[] {
  const taken = new Map<string, string>()
  return lesson.errata.flatMap(({ id, matrix, row, column }, i): Problem[] => {
    const shape = shapeOf(matrix, lesson, size)
    if (!shape)
      return [
        {
          path: ['errata', i, 'matrix'],
          message: `is "${matrix}", which a lesson with ${lesson.attention.kind} attention does not compute`,
        },
      ]
    const found: Problem[] = []
    if (row > shape[0])
      found.push({ path: ['errata', i, 'row'], message: `is ${row}; ${matrix} has ${count(shape[0], 'row')}` })
    if (column > shape[1])
      found.push({ path: ['errata', i, 'column'], message: `is ${column}; ${matrix} has ${count(shape[1], 'column')}` })
    const place = `${matrix} ${row} ${column}`
    const other = taken.get(place)
    if (other !== undefined)
      found.push({
        path: ['errata', i],
        message: `is at row ${row}, column ${column} of ${matrix}, where "${other}" stands already`,
      })
    else taken.set(place, id)
    return found
  })
}
