// A blank lesson to fill in: of any sizes, with every number 0.
import type { Lesson } from '@dit-by-hand/spec/format'

/** The sizes of a blank lesson. */
export interface BlankSizes {
  readonly frames: number
  readonly rows: number
  readonly columns: number
  readonly patch: { readonly frames: number; readonly rows: number; readonly columns: number }
  readonly latent: number
  /** Length of a word's vector. */
  readonly text: number
  readonly prompt: string
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0)
const grid = (rows: number, columns: number): number[][] => Array.from({ length: rows }, () => zeros(columns))

/** A lesson of zeros, with hard attention and a timestep of 0 in two bits. The patch must divide the video. */
export function blank({ frames, rows, columns, patch, latent: d, text, prompt }: BlankSizes): Lesson {
  const pixels = patch.frames * patch.rows * patch.columns
  const patches = Math.floor((frames * rows * columns) / pixels)
  const bits = 2
  const words = [...new Set(prompt.trim().toLowerCase().split(/\s+/))]
  return {
    id: 'blank',
    title: 'Blank',
    video: Array.from({ length: frames }, () => grid(rows, columns)),
    patch,
    encoder: { weight: grid(d, pixels), bias: zeros(d) },
    noise: grid(d, patches),
    prompt: { text: words.join(' '), words: Object.fromEntries(words.map(word => [word, zeros(text)])) },
    timestep: { t: 0, bits },
    modulation: { weight: grid(2 * d, text + bits), bias: zeros(2 * d) },
    attention: { kind: 'hard', query: grid(d, d), key: grid(d, d) },
    feedForward: { weight: grid(d, d), bias: zeros(d) },
    decoder: { weight: grid(pixels, d), bias: zeros(pixels) },
    learningRate: '1/1000',
    errata: [],
  }
}
