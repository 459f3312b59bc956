// The sizes of a lesson, and the shapes that follow from them.

import type { z } from 'zod'
import type { LessonFields } from './format.ts'
import { hasName, type Name, type ValueName, valueName } from './names.ts'

type Fields = z.infer<typeof LessonFields>

/** The sizes from which all shapes follow. */
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

/** The largest sizes of a lesson: nobody works more by hand, and engines need not support more. */
export const limits = { pixels: 4096, patches: 256, width: 64 } as const

/** The sizes of a lesson whose shapes fit (or, for a message, of one whose shapes may not). */
export function sizesOf(
  lesson: Pick<Fields, 'video' | 'patch' | 'encoder' | 'prompt' | 'timestep' | 'attention'>,
): Sizes {
  const { video, patch } = lesson
  const frames = video.length
  // For a message, the lesson's lists may be empty.
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

type Shape = readonly [rows: number, columns: number]

/** The rows and columns of a named matrix in a lesson of these sizes: the frames of a video one under the other, words as
 *  columns. `undefined` where the lesson's kind of attention does not have it. */
export function shapeOf(name: Name, lesson: Fields, s: Sizes = sizesOf(lesson)): Shape | undefined {
  if (!hasName(lesson.attention.kind, name)) return undefined
  const { pixels: p, patches: n, latent: d, text, bits, condition: c, key: k } = s
  const video: Shape = [s.video.frames * s.video.rows, s.video.columns]
  const shapes: { readonly [K in ValueName]: Shape } = {
    video,
    patches: [p, n],
    encoderWeight: [d, p],
    encoderBias: [d, 1],
    encoderPre: [d, n],
    latent: [d, n],
    noise: [d, n],
    noised: [d, n],
    words: [text, Object.keys(lesson.prompt.words).length],
    textEmbedding: [text, 1],
    t: [1, 1],
    timeEmbedding: [bits, 1],
    condition: [c, 1],
    modulationWeight: [2 * d, c],
    modulationBias: [2 * d, 1],
    scaleShift: [2 * d, 1],
    scale: [d, 1],
    shift: [d, 1],
    scaled: [d, n],
    conditioned: [d, n],
    query: [k, d],
    key: [k, d],
    queries: [k, n],
    keys: [k, n],
    scores: [n, n],
    attention: [n, n],
    pooled: [d, n],
    feedForwardWeight: [d, d],
    feedForwardBias: [d, 1],
    predictedNoise: [d, n],
    lossGradient: [d, n],
    loss: [1, 1],
    learningRate: [1, 1],
    denoised: [d, n],
    decoderWeight: [p, d],
    decoderBias: [p, 1],
    decoderPre: [p, n],
    decoded: [p, n],
    generatedVideo: video,
  }
  return shapes[valueName(name)]
}

/** The same for a matrix that the lesson must have. @throws {RangeError} where it does not */
export function shapeIn(lesson: Fields, name: Name): Shape {
  const shape = shapeOf(name, lesson)
  if (!shape) throw new RangeError(`a lesson with ${lesson.attention.kind} attention has no ${name}`)
  return shape
}
