// The sizes of the by-hand model.
import { at } from '@dit-by-hand/graph/at'
import type { Lesson } from '@dit-by-hand/spec/format'

/** The sizes the model is built from. The video is T×H×W, cut into patches of t×h×w. */
export interface DitSizes {
  readonly video: Shape3
  readonly patch: Shape3
  /** d: width of the latent. */
  readonly latent: number
  /** k: width of queries and keys; 0 where attention is given. */
  readonly key: number
  /** Length of a word's vector. */
  readonly text: number
  /** Number of words. */
  readonly words: number
  /** Bits of the timestep. */
  readonly bits: number
}
export type Shape3 = readonly [frames: number, rows: number, columns: number]

/** The sizes of a lesson. */
export function sizesOf({ video, patch, encoder, prompt, timestep, attention }: Lesson): DitSizes {
  const frame = at(video, 0, 'the video')
  const words = Object.values(prompt.words)
  return {
    video: [video.length, frame.length, at(frame, 0, 'a frame').length],
    patch: [patch.frames, patch.rows, patch.columns],
    latent: encoder.weight.length,
    key: attention.kind === 'given' ? 0 : attention.query.length,
    text: at(words, 0, 'the prompt').length,
    words: words.length,
    bits: timestep.bits,
  }
}
