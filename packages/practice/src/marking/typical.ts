// Forty typical wrong answers, each worked here by plain arithmetic of its own, and what the marker should say of it.
import { work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { type Difficulty, type Problem, problem } from '../problem/problem.ts'

export type Grid = readonly (readonly number[])[]

/** A wrong answer: a whole matrix as somebody would fill it in. */
export interface Typical {
  readonly what: string
  readonly name: string
  readonly made: (of: (name: string) => Grid) => Grid
  /** What the marker says of one such number, filled in alone. */
  readonly says: RegExp
  readonly difficulty?: Difficulty
  readonly ties?: boolean
}

const rows = (g: Grid): number => g.length
const columns = (g: Grid): number => at(g, 0).length
const cell = (g: Grid, r: number, c: number): number => at(at(g, r), c)
const grid = (height: number, width: number, of: (r: number, c: number) => number): Grid =>
  Array.from({ length: height }, (_, r) => Array.from({ length: width }, (_, c) => of(r, c)))
const map = (g: Grid, of: (x: number, r: number, c: number) => number): Grid =>
  g.map((row, r) => row.map((x, c) => of(x, r, c)))
const times = (a: Grid, b: Grid): Grid =>
  grid(rows(a), columns(b), (r, c) => at(a, r).reduce((sum, x, i) => sum + x * cell(b, i, c), 0))
const turned = (g: Grid): Grid => grid(columns(g), rows(g), (r, c) => cell(g, c, r))
const beside = (g: Grid, column: Grid, of: (x: number, y: number) => number): Grid =>
  map(g, (x, r) => of(x, cell(column, r, 0)))
const both = (a: Grid, b: Grid, of: (x: number, y: number) => number): Grid => map(a, (x, r, c) => of(x, cell(b, r, c)))
const plus = (x: number, y: number): number => x + y
const minus = (x: number, y: number): number => x - y
const relu = (x: number): number => Math.max(0, x)
const sumRows = (g: Grid): Grid => g.map(row => [row.reduce(plus, 0)])

export const typical: readonly Typical[] = [
  {
    what: 'the encoder without its bias',
    name: 'encoderPre',
    made: of => times(of('encoderWeight'), of('patches')),
    says: /the encoder bias is left out/,
  },
  {
    what: 'the bias taken away',
    name: 'encoderPre',
    made: of => beside(times(of('encoderWeight'), of('patches')), of('encoderBias'), minus),
    says: /bias is taken away instead of added|the term .* other sign/,
  },
  {
    what: 'the bias added twice',
    name: 'encoderPre',
    made: of => beside(of('encoderPre'), of('encoderBias'), plus),
    says: /bias is added twice|counted twice/,
  },
  { what: 'ReLU forgotten', name: 'latent', made: of => of('encoderPre'), says: /ReLU is left out/ },
  {
    what: 'absolute values for ReLU',
    name: 'latent',
    made: of => map(of('encoderPre'), Math.abs),
    says: /absolute values|sign/,
  },
  { what: 'ReLU where there is none', name: 'encoderPre', made: of => of('latent'), says: /a ReLU clips it/ },
  {
    what: 'the noise taken away',
    name: 'noised',
    made: of => both(of('latent'), of('noise'), minus),
    says: /sampled noise is taken away instead of added|other sign/,
  },
  { what: 'the noise forgotten', name: 'noised', made: of => of('latent'), says: /sampled noise is left out/ },
  {
    what: 'the latent forgotten',
    name: 'noised',
    made: of => of('noise'),
    says: /the latent is left out|the term .* is left out/,
  },
  {
    what: 'a word forgotten',
    name: 'textEmbedding',
    made: of => sumRows(of('words').map(row => row.slice(0, -1))),
    says: /is left out/,
  },
  {
    what: 'a word with the other sign',
    name: 'textEmbedding',
    made: of => map(sumRows(of('words')), (x, r) => x - 2 * cell(of('words'), r, 0)),
    says: /other sign/,
  },
  {
    what: 'the words multiplied',
    name: 'textEmbedding',
    made: of => of('words').map(row => [row.reduce((a, b) => a * b, 1)]),
    says: /multiplied instead of added|left out|sign/,
  },
  {
    what: 'the bits of t the wrong way round',
    name: 'timeEmbedding',
    made: of => of('timeEmbedding').toReversed(),
    says: /bits|digit/,
  },
  {
    what: 'the modulation without its bias',
    name: 'scaleShift',
    made: of => times(of('modulationWeight'), of('condition')),
    says: /the modulation bias is left out/,
  },
  {
    what: 'scale and shift confused',
    name: 'scale',
    made: of => of('shift'),
    says: /the other half|the shift|scale and shift/,
  },
  {
    what: 'the scale added, not multiplied',
    name: 'scaled',
    made: of => beside(of('noised'), of('scale'), plus),
    says: /added (where|instead)/,
  },
  { what: 'the scale forgotten', name: 'scaled', made: of => of('noised'), says: /the scale is left out/ },
  {
    what: 'the shift taken away',
    name: 'conditioned',
    made: of => beside(of('scaled'), of('shift'), minus),
    says: /the shift is taken away instead of added|other sign/,
  },
  { what: 'the shift forgotten', name: 'conditioned', made: of => of('scaled'), says: /the shift is left out/ },
  {
    what: 'the query turned',
    name: 'queries',
    made: of => times(turned(of('query')), of('conditioned')),
    says: /query weight is transposed|term/,
  },
  { what: 'keys for queries', name: 'queries', made: of => of('keys'), says: /the keys|key weight|term/ },
  {
    what: 'the scores turned',
    name: 'scores',
    made: of => turned(of('scores')),
    says: /it is transposed|wrong order|swapped|term/,
  },
  {
    what: 'a term of a score forgotten',
    name: 'scores',
    made: of =>
      grid(columns(of('keys')), columns(of('queries')), (r, c) => cell(of('keys'), 0, r) * cell(of('queries'), 0, c)),
    says: /is left out/,
  },
  {
    what: 'a term of a score with the other sign',
    name: 'scores',
    made: of =>
      both(
        of('scores'),
        grid(columns(of('keys')), columns(of('queries')), (r, c) => cell(of('keys'), 1, r) * cell(of('queries'), 1, c)),
        (x, y) => x - 2 * y,
      ),
    says: /other sign|taken away|sign/,
  },
  {
    what: 'the maximum along the rows',
    name: 'attention',
    made: of => map(of('scores'), (x, r) => (x === Math.max(...at(of('scores'), r)) ? 1 : 0)),
    says: /along the rows/,
  },
  {
    what: 'the smallest score',
    name: 'attention',
    made: of => map(of('scores'), (x, _, c) => (x === Math.min(...of('scores').map(row => at(row, c))) ? 1 : 0)),
    says: /smallest score|along the rows|no patch attends to itself|masked|sizes of the scores/,
  },
  {
    what: 'a tie not shared',
    name: 'attention',
    ties: true,
    made: of => map(of('attention'), x => (x > 0 ? 1 : 0)),
    says: /whole 1|goes to the (first|last)/,
  },
  {
    what: 'softmax not divided by its sum',
    name: 'attention',
    difficulty: 'softmax',
    made: of => map(of('scores'), x => Math.exp(x / 2)),
    says: /not divided by their sum/,
  },
  {
    what: 'softmax without the root of k',
    name: 'attention',
    difficulty: 'softmax',
    made: of =>
      map(of('scores'), (x, _, c) => Math.exp(x) / of('scores').reduce((sum, row) => sum + Math.exp(at(row, c)), 0)),
    says: /not divided by √k/,
  },
  {
    what: 'a hard maximum for softmax',
    name: 'attention',
    difficulty: 'softmax',
    made: of => map(of('scores'), (x, _, c) => (x === Math.max(...of('scores').map(row => at(row, c))) ? 1 : 0)),
    says: /a hard maximum takes the place/,
  },
  {
    what: 'attention turned in pooling',
    name: 'pooled',
    made: of => times(of('conditioned'), turned(of('attention'))),
    says: /attention is transposed|term/,
  },
  {
    what: 'the feed-forward layer without its bias',
    name: 'predictedNoise',
    made: of => times(of('feedForwardWeight'), of('pooled')),
    says: /the feed-forward bias is left out/,
  },
  {
    what: 'the error the other way round',
    name: 'lossGradient',
    made: of => map(of('lossGradient'), x => -x),
    says: /sign is flipped/,
  },
  {
    what: 'the error added',
    name: 'lossGradient',
    made: of => both(of('predictedNoise'), of('noise'), plus),
    says: /added instead of taken away|other sign/,
  },
  {
    what: 'the sum of squares for their mean',
    name: 'loss',
    made: of => [
      [
        of('lossGradient')
          .flat()
          .reduce((sum, e) => sum + e * e, 0),
      ],
    ],
    says: /the sum is taken instead of the mean/,
  },
  {
    what: 'the weight not turned going back',
    name: 'd_pooled',
    made: of => times(of('feedForwardWeight'), of('lossGradient')),
    says: /feed-forward weight is not transposed|term/,
  },
  {
    what: 'a gradient added',
    name: 'feedForwardBiasAfter',
    made: of => map(of('feedForwardBias'), (x, r) => x + cell(of('d_feedForwardBias'), r, 0) / 10),
    says: /added instead of taken away|other sign/,
  },
  {
    what: 'the learning rate forgotten',
    name: 'feedForwardBiasAfter',
    made: of => both(of('feedForwardBias'), of('d_feedForwardBias'), minus),
    says: /the learning rate is left out/,
  },
  {
    what: 'the noise added again',
    name: 'denoised',
    made: of => both(of('noised'), of('predictedNoise'), plus),
    says: /added instead of taken away|other sign/,
  },
  { what: 'pixels below zero', name: 'decoded', made: of => map(of('decoderPre'), x => x), says: /ReLU is left out/ },
  {
    what: 'the decoder without its bias',
    name: 'decoderPre',
    made: of => times(of('decoderWeight'), of('denoised')),
    says: /the decoder bias is left out/,
  },
  {
    what: 'clipped before the bias',
    name: 'decoded',
    made: of => beside(map(times(of('decoderWeight'), of('denoised')), relu), of('decoderBias'), plus),
    says: /is added after max/,
  },
]

/** A wrong number to be filled in. */
export interface Wrong {
  readonly problem: Problem
  readonly cell: CellRef
  readonly text: string
}

/** One number of a wrong answer to the problem of a seed; null where it comes to the same as the right one. */
export function wrongOf(one: Typical, seed: number): Wrong | null {
  const posed = problem({ seed, difficulty: one.difficulty ?? 'hard-attention', ties: one.ties ?? false })
  const of = numbersOf(work(posed.lesson).values)
  const right = of(one.name)
  const wrong = one
    .made(of)
    .flatMap((row, r) =>
      row.flatMap((x, c) => (Math.abs(x - at(at(right, r), c)) > 0.03 ? [{ row: r, column: c, x }] : [])),
    )
  const found = wrong[seed % Math.max(1, wrong.length)]
  if (!found) return null
  const text = Number.isInteger(found.x) ? String(found.x) : found.x.toFixed(2)
  return { problem: posed, cell: { name: one.name, row: found.row, column: found.column }, text }
}

export const numbersOf =
  (values: { readonly [name: string]: readonly (readonly Exact[])[] | undefined }): ((name: string) => Grid) =>
  name =>
    named(values, name).map(row => row.map(toNumber))
