// The sizes of a lesson, and what is wrong when they do not fit together.

import type { z } from 'zod'
import type { LessonFields } from './format.ts'
import { type AnswerName, namesFor } from './names.ts'

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

/** The sizes everything else follows from. */
export interface Sizes {
  /** The video: T×H×W. */
  readonly video: { readonly frames: number; readonly rows: number; readonly columns: number }
  /** Blocks of patches along time, height and width; their product is n. */
  readonly blocks: { readonly frames: number; readonly rows: number; readonly columns: number }
  /** p: pixels in a patch. */
  readonly pixels: number
  /** n: patches. */
  readonly patches: number
  /** d: width of the latent. */
  readonly latent: number
  /** Length of a word's vector. */
  readonly text: number
  /** Bits of the timestep. */
  readonly bits: number
  /** c = text + bits: length of the condition. */
  readonly condition: number
  /** k: width of queries and keys; 0 where the attention is given. */
  readonly key: number
}

/** A lesson may hold this much: beyond it nobody works by hand, and an engine need not follow. */
export const limits = { pixels: 4096, patches: 256, width: 64 } as const

/** The sizes of a lesson whose shapes fit (or, for a message, of one whose shapes may not). */
export function sizesOf(
  lesson: Pick<Fields, 'video' | 'patch' | 'encoder' | 'prompt' | 'timestep' | 'attention'>,
): Sizes {
  const { video, patch } = lesson
  const frames = video.length
  const rows = video[0]?.length ?? 0
  const columns = video[0]?.[0]?.length ?? 0
  const blocks = {
    frames: Math.floor(frames / patch.frames),
    rows: Math.floor(rows / patch.rows),
    columns: Math.floor(columns / patch.columns),
  }
  const text = Object.values(lesson.prompt.words)[0]?.length ?? 0
  const bits = lesson.timestep.bits
  return {
    video: { frames, rows, columns },
    blocks,
    pixels: patch.frames * patch.rows * patch.columns,
    patches: blocks.frames * blocks.rows * blocks.columns,
    latent: lesson.encoder.weight.length,
    text,
    bits,
    condition: text + bits,
    key: lesson.attention.kind === 'given' ? 0 : lesson.attention.query.length,
  }
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
        message: `says ${brief(word)} twice; each word has one vector, so say it once`,
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

/** Rows and columns of a named matrix in a lesson of these sizes; the generated video counts its frames one under the
 *  other. `undefined` where this kind of attention has no such matrix. */
export function shapeOf(
  name: AnswerName,
  lesson: Fields,
  s: Sizes = sizesOf(lesson),
): readonly [rows: number, columns: number] | undefined {
  if (!namesFor(lesson.attention.kind).includes(name)) return undefined
  const { pixels: p, patches: n, latent: d, text, bits, condition: c, key: k } = s
  const shapes: { readonly [K in AnswerName]: readonly [number, number] } = {
    patches: [p, n],
    encoderPre: [d, n],
    latent: [d, n],
    noise: [d, n],
    noised: [d, n],
    textEmbedding: [text, 1],
    timeEmbedding: [bits, 1],
    condition: [c, 1],
    scaleShift: [2 * d, 1],
    scale: [d, 1],
    shift: [d, 1],
    scaled: [d, n],
    conditioned: [d, n],
    queries: [k, n],
    keys: [k, n],
    scores: [n, n],
    attention: [n, n],
    pooled: [d, n],
    predictedNoise: [d, n],
    lossGradient: [d, n],
    loss: [1, 1],
    d_feedForwardWeight: [d, d],
    d_feedForwardBias: [d, 1],
    d_pooled: [d, n],
    d_scores: [n, n],
    d_query: [k, d],
    d_key: [k, d],
    d_conditioned: [d, n],
    d_scale: [d, 1],
    d_shift: [d, 1],
    d_modulationWeight: [2 * d, c],
    d_modulationBias: [2 * d, 1],
    feedForwardWeightAfter: [d, d],
    feedForwardBiasAfter: [d, 1],
    modulationWeightAfter: [2 * d, c],
    modulationBiasAfter: [2 * d, 1],
    queryAfter: [k, d],
    keyAfter: [k, d],
    denoised: [d, n],
    decoderPre: [p, n],
    decoded: [p, n],
    generatedVideo: [s.video.frames * s.video.rows, s.video.columns],
  }
  return shapes[name]
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
