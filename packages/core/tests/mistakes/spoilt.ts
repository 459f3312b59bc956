// Matrices that are spoilt in ways that have no name: whatever were said to be the mistake would mislead.
import type { AnswerName } from '@dit-by-hand/spec/names'
import type { Make } from './mistake.ts'

/** Draws whole numbers, always the same. */
export function drawing(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor(state / 2 ** 16)
  }
}

/** What is done to a matrix; each cell anew in each lesson. */
export const spoilings: { readonly [what: string]: (make: Make, draw: () => number) => Make } = {
  'other numbers': (make, draw) => (k, at, lesson) => make(k, at, lesson).map(row => row.map(() => (draw() % 7) - 3)),
  'some cells off': (make, draw) => (k, at, lesson) =>
    make(k, at, lesson).map(row => row.map(x => k.add(x, draw() % 3))),
  'one cell off': (make, draw) => (k, at, lesson) => {
    const rows = make(k, at, lesson)
    const [r, c] = [draw() % rows.length, draw() % (rows[0] ?? []).length]
    return rows.map((row, i) => row.map((x, j) => (i === r && j === c ? k.add(x, 1 + (draw() % 5)) : x)))
  },
  'rows dealt out anew': (make, draw) => (k, at, lesson) =>
    make(k, at, lesson)
      .map(row => ({ row, place: draw() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ row }) => row),
  'a factor for each place': make => (k, at, lesson) =>
    make(k, at, lesson).map((row, r) => row.map((x, c) => k.mul(x, 1 + ((r * 3 + c * 5) % 4)))),
}

/** Some of every kind. */
export const spoilt: readonly AnswerName[] = [
  'patches',
  'latent',
  'noised',
  'scale',
  'pooled',
  'd_conditioned',
  'decoderPre',
]
