// A plain engine for the tests of the laws, written cell by cell from the description of the lesson and sharing no formula
// with the laws; any one of its matrices can be made wrongly, to see the mistake found.
import type { Engine } from '../src/judge/engine.ts'
import type { Lesson, Reading, Values } from '../src/lesson/format.ts'
import { type AnswerName, namesFor } from '../src/lesson/names.ts'
import {
  type Arithmetic,
  compare,
  decimal,
  decimals,
  exact,
  type Grid,
  toAnswer,
  type Value,
} from '../src/lesson/number.ts'
import { type Sizes, sizesOf } from '../src/lesson/sizes.ts'

/** What a matrix is made of. */
export interface Making {
  readonly k: Arithmetic
  readonly lesson: Lesson
  readonly reading: Reading
  readonly size: Sizes
  /** Any matrix, made when first asked for. */
  at(name: AnswerName): Grid
  cell(name: AnswerName, r: number, c: number): Value
}
export type Maker = (making: Making) => Grid
export type Makers = { readonly [K in AnswerName]: Maker }

export const table = (rows: number, columns: number, of: (r: number, c: number) => Value): Grid =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => of(r, c)))

/** of(0) + … + of(n − 1) */
export function total(k: Arithmetic, n: number, of: (i: number) => Value): Value {
  let sum: Value = 0
  for (let i = 0; i < n; i++) sum = k.add(sum, of(i))
  return sum
}

type Cells = readonly (readonly (number | string)[])[]
const pick = (k: Arithmetic, cells: Cells, r: number, c: number): Value => k.of(cells[r]?.[c])

export const layer =
  (name: 'encoder' | 'modulation' | 'feedForward' | 'decoder', input: AnswerName): Maker =>
  ({ k, lesson, at, cell }) => {
    const { weight, bias } = lesson[name]
    const [deep, wide] = [at(input).length, at(input)[0]?.length ?? 0]
    return table(weight.length, wide, (r, c) =>
      k.add(
        total(k, deep, i => k.mul(pick(k, weight, r, i), cell(input, i, c))),
        k.of(bias[r]),
      ),
    )
  }

const clipped =
  (input: AnswerName): Maker =>
  ({ k, at, cell }) =>
    table(at(input).length, at(input)[0]?.length ?? 0, (r, c) =>
      compare(cell(input, r, c), 0) > 0 ? cell(input, r, c) : k.of(0),
    )

export const pairwise =
  (a: AnswerName, b: AnswerName, how: 'add' | 'sub' | 'mul'): Maker =>
  ({ k, at, cell }) =>
    table(at(a).length, at(a)[0]?.length ?? 0, (r, c) =>
      k[how](cell(a, r, c), cell(b, r, at(b)[0]?.length === 1 ? 0 : c)),
    )

const projected =
  (which: 'query' | 'key'): Maker =>
  ({ k, lesson: { attention }, size, cell }) => {
    const weight = attention.kind === 'given' ? [] : attention[which]
    return table(weight.length, size.patches, (r, c) =>
      total(k, size.latent, i => k.mul(pick(k, weight, r, i), cell('conditioned', i, c))),
    )
  }

/** Pixel (frame, row, column) of the video for each cell of the patches. */
export function pixelOf(
  { size, lesson: { patch } }: Making,
  p: number,
  n: number,
): [frame: number, row: number, column: number] {
  const inside = [
    Math.floor(p / (patch.rows * patch.columns)),
    Math.floor(p / patch.columns) % patch.rows,
    p % patch.columns,
  ] as const
  const block = [
    Math.floor(n / (size.blocks.rows * size.blocks.columns)),
    Math.floor(n / size.blocks.columns) % size.blocks.rows,
    n % size.blocks.columns,
  ] as const
  return [block[0] * patch.frames + inside[0], block[1] * patch.rows + inside[1], block[2] * patch.columns + inside[2]]
}

export const cut =
  (where: typeof pixelOf): Maker =>
  making =>
    table(making.size.pixels, making.size.patches, (p, n) => {
      const [frame, row, column] = where(making, p, n)
      return making.k.of(making.lesson.video[frame]?.[row]?.[column])
    })

export const put =
  (where: typeof pixelOf): Maker =>
  making => {
    const { frames, rows, columns } = making.size.video
    const video: Value[][] = Array.from({ length: frames * rows }, () => Array.from({ length: columns }, () => 0))
    for (let p = 0; p < making.size.pixels; p++)
      for (let n = 0; n < making.size.patches; n++) {
        const [frame, row, column] = where(making, p, n)
        const line = video[frame * rows + row]
        if (line) line[column] = making.cell('decoded', p, n)
      }
    return video
  }

/** The weights that one query gives to each score. */
export function shares(
  { k, lesson, size }: Making,
  scores: readonly Value[],
  root = Math.sqrt(size.key),
): readonly Value[] {
  const best = scores.reduce((a, b) => (compare(b, a) > 0 ? b : a))
  if (lesson.attention.kind === 'hard') {
    const winners = scores.filter(score => compare(score, best) === 0).length
    return scores.map(score => (compare(score, best) === 0 ? k.div(1, winners) : 0))
  }
  const powers = scores.map(score => Math.exp((decimal(score) - decimal(best)) / root))
  return powers.map(power => power / powers.reduce((a, b) => a + b, 0))
}

export const attend =
  (weigh: typeof shares): Maker =>
  making => {
    const { lesson, size, k, cell } = making
    const n = size.patches
    if (lesson.attention.kind === 'given') {
      const { matrix } = lesson.attention
      return table(n, n, (r, c) => pick(k, matrix, r, c))
    }
    const columns = Array.from({ length: n }, (_, c) =>
      weigh(
        making,
        Array.from({ length: n }, (_, r) => cell('scores', r, c)),
      ),
    )
    return table(n, n, (r, c) => columns[c]?.[r] ?? 0)
  }

/** The gradient that reaches query or key through the scores, patch by patch. */
const throughScores =
  (which: 'query' | 'key'): Maker =>
  ({ k, lesson, size, cell }) =>
    table(size.key, size.latent, (r, c) =>
      lesson.attention.kind === 'hard'
        ? 0
        : total(k, size.patches, i =>
            total(k, size.patches, j => {
              const [looker, seen] = which === 'query' ? [j, i] : [i, j]
              const other = which === 'query' ? cell('keys', r, i) : cell('queries', r, i)
              return k.mul(k.mul(other, cell('d_scores', seen, looker)), cell('conditioned', c, j))
            }),
          ),
    )

export const after =
  (weight: (lesson: Lesson) => Cells, gradient: AnswerName): Maker =>
  ({ k, lesson, at, cell }) =>
    table(at(gradient).length, at(gradient)[0]?.length ?? 0, (r, c) =>
      k.sub(pick(k, weight(lesson), r, c), k.mul(k.of(lesson.learningRate), cell(gradient, r, c))),
    )

export const queryOf = ({ attention }: Lesson): Cells => (attention.kind === 'given' ? [] : attention.query)
export const keyOf = ({ attention }: Lesson): Cells => (attention.kind === 'given' ? [] : attention.key)
const upright = (cells: readonly (number | string)[]): Cells => cells.map(cell => [cell])

const stack =
  (a: AnswerName, b: AnswerName): Maker =>
  ({ at }) => [...at(a), ...at(b)]

export const right: Makers = {
  patches: cut(pixelOf),
  encoderPre: layer('encoder', 'patches'),
  latent: clipped('encoderPre'),
  noise: ({ k, lesson, size }) => table(size.latent, size.patches, (r, c) => pick(k, lesson.noise, r, c)),
  noised: pairwise('latent', 'noise', 'add'),
  textEmbedding: ({ k, lesson, size }) => {
    const words = Object.values(lesson.prompt.words)
    return table(size.text, 1, r => total(k, words.length, i => k.of(words[i]?.[r])))
  },
  timeEmbedding: ({ lesson, size }) =>
    table(size.bits, 1, r => Number(lesson.timestep.t.toString(2).padStart(size.bits, '0')[r])),
  condition: stack('textEmbedding', 'timeEmbedding'),
  scaleShift: layer('modulation', 'condition'),
  scale: ({ size, cell }) => table(size.latent, 1, r => cell('scaleShift', r, 0)),
  shift: ({ size, cell }) => table(size.latent, 1, r => cell('scaleShift', size.latent + r, 0)),
  scaled: pairwise('noised', 'scale', 'mul'),
  conditioned: pairwise('scaled', 'shift', 'add'),
  queries: projected('query'),
  keys: projected('key'),
  scores: ({ k, size, cell }) =>
    table(size.patches, size.patches, (r, c) =>
      total(k, size.key, i => k.mul(cell('keys', i, r), cell('queries', i, c))),
    ),
  attention: attend(shares),
  pooled: ({ k, size, cell }) =>
    table(size.latent, size.patches, (r, c) =>
      total(k, size.patches, i => k.mul(cell('conditioned', r, i), cell('attention', i, c))),
    ),
  predictedNoise: layer('feedForward', 'pooled'),
  lossGradient: pairwise('predictedNoise', 'noise', 'sub'),
  loss: ({ k, size: { latent, patches }, cell }) => {
    const squares = total(k, latent, r =>
      total(k, patches, c => k.mul(cell('lossGradient', r, c), cell('lossGradient', r, c))),
    )
    return [[k.div(squares, latent * patches)]]
  },
  d_feedForwardWeight: ({ k, size, cell }) =>
    table(size.latent, size.latent, (r, c) =>
      total(k, size.patches, n => k.mul(cell('lossGradient', r, n), cell('pooled', c, n))),
    ),
  d_feedForwardBias: ({ k, size, cell }) =>
    table(size.latent, 1, r => total(k, size.patches, n => cell('lossGradient', r, n))),
  d_pooled: ({ k, lesson, size, cell }) =>
    table(size.latent, size.patches, (r, n) =>
      total(k, size.latent, i => k.mul(pick(k, lesson.feedForward.weight, i, r), cell('lossGradient', i, n))),
    ),
  d_scores: ({ k, size, cell }) => {
    const felt = table(size.patches, size.patches, (i, j) =>
      total(k, size.latent, r => k.mul(cell('conditioned', r, i), cell('d_pooled', r, j))),
    )
    return table(size.patches, size.patches, (i, j) => {
      // How attention at m answers to the score at i, for the query j: a_m (1[m = i] − a_i) / √k.
      const answer = total(k, size.patches, m =>
        k.mul(k.mul(felt[m]?.[j] ?? 0, cell('attention', m, j)), k.sub(m === i ? 1 : 0, cell('attention', i, j))),
      )
      return k.div(answer, Math.sqrt(size.key))
    })
  },
  d_query: throughScores('query'),
  d_key: throughScores('key'),
  d_conditioned: ({ k, lesson, size, cell }) =>
    table(size.latent, size.patches, (r, n) => {
      const pooled = total(k, size.patches, j => k.mul(cell('d_pooled', r, j), cell('attention', n, j)))
      if (lesson.attention.kind !== 'softmax') return pooled
      const { query, key } = lesson.attention
      const scored = total(k, size.patches, m =>
        total(k, size.key, i =>
          k.add(
            k.mul(k.mul(pick(k, key, i, r), cell('queries', i, m)), cell('d_scores', n, m)),
            k.mul(k.mul(pick(k, query, i, r), cell('keys', i, m)), cell('d_scores', m, n)),
          ),
        ),
      )
      return k.add(pooled, scored)
    }),
  d_scale: ({ k, size, cell }) =>
    table(size.latent, 1, r => total(k, size.patches, n => k.mul(cell('noised', r, n), cell('d_conditioned', r, n)))),
  d_shift: ({ k, size, cell }) => table(size.latent, 1, r => total(k, size.patches, n => cell('d_conditioned', r, n))),
  d_modulationWeight: ({ k, size, cell }) =>
    table(2 * size.latent, size.condition, (r, c) =>
      k.mul(r < size.latent ? cell('d_scale', r, 0) : cell('d_shift', r - size.latent, 0), cell('condition', c, 0)),
    ),
  d_modulationBias: stack('d_scale', 'd_shift'),
  feedForwardWeightAfter: after(lesson => lesson.feedForward.weight, 'd_feedForwardWeight'),
  feedForwardBiasAfter: after(lesson => upright(lesson.feedForward.bias), 'd_feedForwardBias'),
  modulationWeightAfter: after(lesson => lesson.modulation.weight, 'd_modulationWeight'),
  modulationBiasAfter: after(lesson => upright(lesson.modulation.bias), 'd_modulationBias'),
  queryAfter: after(queryOf, 'd_query'),
  keyAfter: after(keyOf, 'd_key'),
  denoised: pairwise('noised', 'predictedNoise', 'sub'),
  decoderPre: layer('decoder', 'denoised'),
  decoded: clipped('decoderPre'),
  generatedVideo: put(pixelOf),
}

/** Works a lesson out with these makers. In the printed reading what was printed takes the place of what was made. */
export function worked(makers: Makers, lesson: Lesson, reading: Reading): Values {
  const k = lesson.attention.kind === 'softmax' ? decimals : exact
  const size = sizesOf(lesson)
  const made = new Map<AnswerName, Grid>()
  const misprinted = (name: AnswerName, r: number, c: number): Value | undefined => {
    const slip = lesson.errata.find(one => one.matrix === name && one.row === r + 1 && one.column === c + 1)
    return reading === 'printed' && slip && slip.printed !== null ? k.of(slip.printed) : undefined
  }
  const at = (name: AnswerName): Grid => {
    const before = made.get(name)
    if (before) return before
    const grid = makers[name](making).map((row, r) => row.map((cell, c) => misprinted(name, r, c) ?? cell))
    made.set(name, grid)
    return grid
  }
  const cell = (name: AnswerName, r: number, c: number): Value => {
    const value = at(name)[r]?.[c]
    if (value === undefined) throw new RangeError(`${name} has no row ${r + 1}, column ${c + 1}`)
    return value
  }
  const making: Making = { k, lesson, reading, size, at, cell }
  const { frames, rows } = size.video
  const entries = namesFor(lesson.attention.kind).map(name => {
    const cells = at(name).map(row => row.map(toAnswer))
    return [
      name,
      name === 'generatedVideo'
        ? Array.from({ length: frames }, (_, f) => cells.slice(f * rows, (f + 1) * rows))
        : cells,
    ]
  })
  return Object.fromEntries(entries)
}

/** The engine, with some matrices made otherwise. */
export const reference = (wrong: Partial<Makers> = {}): Engine => ({
  name: 'reference',
  answer: (lesson, reading) => worked({ ...right, ...wrong }, lesson, reading),
})
