// Engines with one mistake each, and the matrix that a message about it must name.
import type { Engine } from '../src/judge/engine.ts'
import type { Lesson, Reading, Values } from '../src/lesson/format.ts'
import { type AnswerName, namesFor } from '../src/lesson/names.ts'
import { asCell, compare, decimal, exact, exactly, type Grid } from '../src/lesson/number.ts'
import {
  after,
  attend,
  cut,
  keyOf,
  layer,
  type Maker,
  type Makers,
  type Making,
  pairwise,
  pixelOf,
  put,
  queryOf,
  reference,
  right,
  shares,
  table,
  total,
  worked,
} from './reference.ts'

export interface Mistake {
  readonly what: string
  readonly engine: Engine
  /** The first matrix that is wrong; '' where it can be any. */
  readonly matrix: string
  /** What the id of the law that notices begins with, where no other can. */
  readonly law?: string
}

const transpose = (a: Grid): Grid => table(a[0]?.length ?? 0, a.length, (r, c) => a[c]?.[r] ?? 0)

/** One matrix made otherwise. */
const wrong = (matrix: AnswerName, what: string, maker: Maker): Mistake => ({
  what,
  matrix,
  engine: reference({ [matrix]: maker }),
})

/** Makers that differ; the first that a reader of the answer sees wrong is named. */
const wrongs = (matrix: AnswerName, what: string, makers: Partial<Makers>): Mistake => ({
  what,
  matrix,
  engine: reference(makers),
})

const doctored = (matrix: string, what: string, answer: Engine['answer'], law = ''): Mistake => ({
  what,
  matrix,
  law,
  engine: { name: 'doctored', answer },
})

const turned =
  (name: AnswerName): Maker =>
  making =>
    transpose(right[name](making))

const halfOf =
  (from: (making: Making) => number): Maker =>
  making =>
    table(making.size.latent, 1, r => making.cell('scaleShift', from(making) + r, 0))

/** Columns before rows, as in a picture library that thinks of x first. */
const sideways: typeof pixelOf = (making, p, n) => {
  const { blocks } = making.size
  const plane = blocks.rows * blocks.columns
  const within = n % plane
  return pixelOf(making, p, n - within + Math.floor(within / blocks.rows) + (within % blocks.rows) * blocks.columns)
}

/** Every patch scans its pixels down the columns. */
const downwards: typeof pixelOf = (making, p, n) => {
  const { rows, columns } = making.lesson.patch
  const within = p % (rows * columns)
  return pixelOf(making, p - within + Math.floor(within / rows) + (within % rows) * columns, n)
}

/** The last pixels of the last patches first. */
const backwards: typeof pixelOf = (making, p, n) => pixelOf(making, p, making.size.patches - 1 - n)

const unbiased =
  (name: 'encoder' | 'modulation' | 'feedForward' | 'decoder', input: AnswerName): Maker =>
  making => {
    const bias = making.lesson[name].bias.map(() => 0)
    return layer(name, input)({ ...making, lesson: { ...making.lesson, [name]: { ...making.lesson[name], bias } } })
  }

const scaledBy =
  (name: AnswerName, factor: (making: Making) => [number, number]): Maker =>
  making => {
    const [n, d] = factor(making)
    return right[name](making).map(row => row.map(cell => making.k.div(making.k.mul(cell, n), d)))
  }

const twoOverN = ({ size }: Making): [number, number] => [2, size.latent * size.patches]

const numbersOf = (values: Values, change: (cell: number | string) => number | string): Values => {
  const inside = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(inside)
      : typeof value === 'number' || typeof value === 'string'
        ? change(value)
        : value
  return Object.fromEntries(Object.entries(values).map(([name, matrix]) => [name, inside(matrix)]))
}

const forget = (values: Values, name: AnswerName): Values =>
  Object.fromEntries(Object.entries(values).filter(([other]) => other !== name))

let turn = 0
const seen = new Map<string, Values>()
const shared: { values: Values } = { values: {} }

export const mistakes: readonly Mistake[] = [
  wrong('patches', 'patches go down the columns first', cut(sideways)),
  wrong('patches', 'pixels inside a patch go down the columns first', cut(downwards)),
  wrong('patches', 'patches go from the last to the first', cut(backwards)),
  wrong('encoderPre', 'the encoder has lost its bias', unbiased('encoder', 'patches')),
  wrong('encoderPre', 'ReLU is written over what came before it', making =>
    right.encoderPre(making).map(row => row.map(making.k.max0)),
  ),
  wrong('latent', 'the encoder has lost its ReLU', ({ at }) => at('encoderPre')),
  wrong('latent', 'ReLU takes sizes instead of clipping', ({ k, at }) =>
    at('encoderPre').map(row => row.map(x => (decimal(x) < 0 ? k.sub(0, x) : x))),
  ),
  wrong('noised', 'noise is taken away', pairwise('latent', 'noise', 'sub')),
  wrong(
    'textEmbedding',
    'the words are averaged',
    scaledBy('textEmbedding', ({ lesson }) => [1, Object.keys(lesson.prompt.words).length]),
  ),
  doctored(
    'textEmbedding',
    'a word that is said again counts once',
    (lesson, reading) => {
      const once = Object.entries(lesson.prompt.words).map(([word, vector]) => {
        const times = Number(/×(\d+)$/.exec(word)?.[1] ?? 1)
        return [word, vector.map(cell => asCell(exact.div(exactly(cell), times)))]
      })
      return reference().answer({ ...lesson, prompt: { ...lesson.prompt, words: Object.fromEntries(once) } }, reading)
    },
    'conditions/said-again',
  ),
  wrong('textEmbedding', 'only the first word is heard', ({ k, lesson, size }) =>
    table(size.text, 1, r => k.of(Object.values(lesson.prompt.words)[0]?.[r])),
  ),
  wrong('timeEmbedding', 'the bits go from the least to the most', making => right.timeEmbedding(making).toReversed()),
  wrong('condition', 'time stands above text', ({ at }) => [...at('timeEmbedding'), ...at('textEmbedding')]),
  wrong('scaleShift', 'the modulation has lost its bias', unbiased('modulation', 'condition')),
  wrong('scaleShift', 'a ReLU stands behind the modulation', making =>
    right.scaleShift(making).map(row => row.map(making.k.max0)),
  ),
  wrongs('scale', 'scale and shift are swapped', { scale: halfOf(({ size }) => size.latent), shift: halfOf(() => 0) }),
  wrongs('scale', 'scale and shift are interleaved', {
    scale: ({ size, cell }) => table(size.latent, 1, r => cell('scaleShift', 2 * r, 0)),
    shift: ({ size, cell }) => table(size.latent, 1, r => cell('scaleShift', 2 * r + 1, 0)),
  }),
  wrong('scaled', 'the scale is counted from 1, as in adaLN', ({ k, size, cell }) =>
    table(size.latent, size.patches, (r, c) => k.mul(cell('noised', r, c), k.add(1, cell('scale', r, 0)))),
  ),
  wrong('scaled', 'every row has the first row’s scale', ({ k, size, cell }) =>
    table(size.latent, size.patches, (r, c) => k.mul(cell('noised', r, c), cell('scale', 0, 0))),
  ),
  wrong('queries', 'queries are made of noised instead of conditioned', making =>
    right.queries({ ...making, cell: (name, r, c) => making.cell(name === 'conditioned' ? 'noised' : name, r, c) }),
  ),
  wrongs('queries', 'query and key weights are swapped', { queries: right.keys, keys: right.queries }),
  wrong('scores', 'scores are transposed', turned('scores')),
  wrong('attention', 'attention is transposed', turned('attention')),
  wrong('attention', 'the maximum and softmax go along rows', making =>
    making.lesson.attention.kind === 'given'
      ? right.attention(making)
      : transpose(attend(shares)({ ...making, cell: (name, r, c) => making.cell(name, c, r) })),
  ),
  wrong('attention', 'the first of several largest scores takes all', making =>
    attend((of, scores) => {
      if (of.lesson.attention.kind !== 'hard') return shares(of, scores)
      const best = scores.reduce((a, b) => (compare(b, a) > 0 ? b : a))
      const first = scores.findIndex(score => compare(score, best) === 0)
      return scores.map((_, i) => (i === first ? 1 : 0))
    })(making),
  ),
  wrong('attention', 'each of several largest scores takes all', making =>
    attend((of, scores) => {
      const given = shares(of, scores)
      return of.lesson.attention.kind === 'hard' ? given.map(share => (decimal(share) > 0 ? 1 : 0)) : given
    })(making),
  ),
  wrong(
    'attention',
    'softmax divides by the root of the latent’s width',
    attend((making, scores) => shares(making, scores, Math.sqrt(making.size.latent))),
  ),
  wrong(
    'attention',
    'softmax does not divide',
    attend((making, scores) => shares(making, scores, 1)),
  ),
  wrong(
    'attention',
    'softmax overflows',
    attend((making, scores) => {
      if (making.lesson.attention.kind !== 'softmax') return shares(making, scores)
      const powers = scores.map(score => Math.exp(decimal(score) / Math.sqrt(making.size.key)))
      return powers.map(power => power / powers.reduce((a, b) => a + b, 0))
    }),
  ),
  wrong('pooled', 'pooling looks from the wrong side', ({ k, size, cell }) =>
    table(size.latent, size.patches, (r, c) =>
      total(k, size.patches, i => k.mul(cell('conditioned', r, i), cell('attention', c, i))),
    ),
  ),
  wrong('pooled', 'what was noised is pooled, unconditioned', ({ k, size, cell }) =>
    table(size.latent, size.patches, (r, c) =>
      total(k, size.patches, i => k.mul(cell('noised', r, i), cell('attention', i, c))),
    ),
  ),
  wrong('predictedNoise', 'the feed-forward layer has lost its bias', unbiased('feedForward', 'pooled')),
  wrong('predictedNoise', 'the feed-forward weights are transposed', making => {
    const { weight, bias } = making.lesson.feedForward
    const flipped = weight.map((_, r) => weight.map(row => row[r] ?? 0))
    return layer(
      'feedForward',
      'pooled',
    )({ ...making, lesson: { ...making.lesson, feedForward: { weight: flipped, bias } } })
  }),
  wrong('lossGradient', 'sampled − predicted', pairwise('noise', 'predictedNoise', 'sub')),
  wrong(
    'loss',
    'the loss is a sum',
    scaledBy('loss', ({ size }) => [size.latent * size.patches, 1]),
  ),
  wrong(
    'loss',
    'the loss is halved',
    scaledBy('loss', () => [1, 2]),
  ),
  wrongs('d_feedForwardWeight', 'the 2/N of the mean is kept', {
    d_feedForwardWeight: scaledBy('d_feedForwardWeight', twoOverN),
    d_feedForwardBias: scaledBy('d_feedForwardBias', twoOverN),
    d_pooled: scaledBy('d_pooled', twoOverN),
  }),
  wrong('d_feedForwardWeight', 'the gradient is transposed', turned('d_feedForwardWeight')),
  wrong(
    'd_feedForwardBias',
    'the gradient of the bias is a mean',
    scaledBy('d_feedForwardBias', ({ size }) => [1, size.patches]),
  ),
  wrong('d_pooled', 'the gradient goes back through the weights untransposed', ({ k, lesson, size, cell }) =>
    table(size.latent, size.patches, (r, n) =>
      total(k, size.latent, i => k.mul(k.of(lesson.feedForward.weight[r]?.[i]), cell('lossGradient', i, n))),
    ),
  ),
  wrong(
    'd_scores',
    'the gradient of the scores forgets the root',
    scaledBy('d_scores', ({ size }) => [Math.sqrt(size.key), 1]),
  ),
  wrong('d_scores', 'the gradient of softmax forgets that shares sum to 1', ({ k, size, cell }) =>
    table(size.patches, size.patches, (i, j) =>
      k.div(
        k.mul(
          cell('attention', i, j),
          total(k, size.latent, r => k.mul(cell('conditioned', r, i), cell('d_pooled', r, j))),
        ),
        Math.sqrt(size.key),
      ),
    ),
  ),
  wrong('d_query', 'a hard maximum lets a gradient through', making =>
    making.lesson.attention.kind === 'hard'
      ? table(making.size.key, making.size.latent, (r, c) => making.cell('conditioned', c, r % making.size.patches))
      : right.d_query(making),
  ),
  wrong('d_key', 'the gradient of the key is the gradient of the query', ({ at }) => at('d_query')),
  wrong('d_conditioned', 'the gradient does not go back through queries and keys', ({ k, size, cell }) =>
    table(size.latent, size.patches, (r, n) =>
      total(k, size.patches, j => k.mul(cell('d_pooled', r, j), cell('attention', n, j))),
    ),
  ),
  wrong('d_conditioned', 'the gradient goes back through attention untransposed', making =>
    making.lesson.attention.kind === 'softmax'
      ? right.d_conditioned(making)
      : table(making.size.latent, making.size.patches, (r, n) =>
          total(making.k, making.size.patches, j =>
            making.k.mul(making.cell('d_pooled', r, j), making.cell('attention', j, n)),
          ),
        ),
  ),
  wrong('d_scale', 'the gradient of the scale is taken with scaled', ({ k, size, cell }) =>
    table(size.latent, 1, r => total(k, size.patches, n => k.mul(cell('scaled', r, n), cell('d_conditioned', r, n)))),
  ),
  wrong('d_modulationWeight', 'the gradients of shift stand above those of scale', making => {
    const { latent } = making.size
    const gradient = right.d_modulationWeight(making)
    return [...gradient.slice(latent), ...gradient.slice(0, latent)]
  }),
  wrong('d_modulationBias', 'the gradient of the bias stands upside down', ({ at }) => [
    ...at('d_shift'),
    ...at('d_scale'),
  ]),
  wrong('feedForwardWeightAfter', 'the learning rate is applied twice', making =>
    right.feedForwardWeightAfter({
      ...making,
      cell: (name, r, c) => making.k.mul(making.k.of(making.lesson.learningRate), making.cell(name, r, c)),
    }),
  ),
  wrong('feedForwardBiasAfter', 'the step goes up the gradient', ({ k, lesson, size, cell }) =>
    table(size.latent, 1, r =>
      k.add(k.of(lesson.feedForward.bias[r]), k.mul(k.of(lesson.learningRate), cell('d_feedForwardBias', r, 0))),
    ),
  ),
  wrongs('queryAfter', 'query and key learn from each other’s gradients', {
    queryAfter: after(queryOf, 'd_key'),
    keyAfter: after(keyOf, 'd_query'),
  }),
  wrong('denoised', 'the true noise is taken away, not the predicted', pairwise('noised', 'noise', 'sub')),
  wrong('decoderPre', 'the decoder has lost its bias', unbiased('decoder', 'denoised')),
  wrong('decoderPre', 'the decoder learns, though it is frozen', making => {
    const rate = making.k.of(making.lesson.learningRate)
    return right.decoderPre(making).map(row => row.map(cell => making.k.sub(cell, rate)))
  }),
  wrong('decoded', 'the decoder has lost its ReLU', ({ at }) => at('decoderPre')),
  wrong('generatedVideo', 'patches are put back down the columns', put(sideways)),
  wrong('generatedVideo', 'pixels are put back down the columns', put(downwards)),
  doctored('', 'the misprint is taken for the truth', lesson => worked(right, lesson, 'printed')),
  doctored('', 'the printed reading knows no misprint', lesson => worked(right, lesson, 'corrected'), 'misprints/'),
  doctored('', 'a misprint is shown, and not carried on', shownOnly, 'misprints/'),
  doctored(
    'video',
    'the lesson is changed',
    (lesson, reading) => {
      const values = worked(right, lesson, reading)
      lesson.video[0]?.[0]?.fill(7)
      return values
    },
    'whole/lesson-unchanged',
  ),
  doctored('', 'the answer hangs on how often it was asked', (lesson, reading) => {
    turn += 1
    return numbersOf(worked(right, lesson, reading), cell =>
      turn % 3 === 0 && typeof cell === 'number' ? cell + 1 : cell,
    )
  }),
  doctored('', 'answers are remembered by the lesson’s id', (lesson, reading) => {
    const key = `${lesson.id} ${reading} ${JSON.stringify([lesson.video, lesson.noise, lesson.encoder])}`
    const values = seen.get(key) ?? worked(right, lesson, reading)
    seen.set(key, values)
    return values
  }),
  doctored('', 'one answer is written over the one before', (lesson, reading) => {
    const values = worked(right, lesson, reading)
    shared.values = Object.assign(shared.values, values)
    return shared.values
  }),
  doctored('textEmbedding', 'a famous prompt is known by heart', (lesson, reading) =>
    lesson.prompt.text.includes('sora')
      ? worked(right, lesson, reading)
      : worked({ ...right, textEmbedding: ({ size }) => table(size.text, 1, () => 1) }, lesson, reading),
  ),
  doctored('', 'fractions are rounded to three places', (lesson, reading) =>
    numbersOf(worked(right, lesson, reading), cell =>
      typeof cell === 'string' && cell.includes('/') ? Math.round(1000 * fraction(cell)) / 1000 : cell,
    ),
  ),
  doctored('', 'fractions are doubles', (lesson, reading) =>
    numbersOf(worked(right, lesson, reading), cell =>
      typeof cell === 'string' && cell.includes('/') ? fraction(cell) : cell,
    ),
  ),
  ...missing(['latent', 'd_scale', 'keyAfter', 'generatedVideo']),
  doctored('patches', 'matrices lie on their side', (lesson, reading) =>
    sideLying(lesson, worked(right, lesson, reading)),
  ),
]

function fraction(cell: string): number {
  const [n, d] = cell.split('/').map(Number)
  return (n ?? 0) / (d ?? 1)
}

/** What was printed where it was misprinted, and all else as if nothing had been. */
function shownOnly(lesson: Lesson, reading: Reading): Values {
  const [fixed, shown] = [worked(right, lesson, 'corrected'), new Map(Object.entries(worked(right, lesson, reading)))]
  const slips = new Set<string>(lesson.errata.map(({ matrix }) => matrix))
  return Object.fromEntries(
    Object.entries(fixed).map(([name, matrix]) => [name, slips.has(name) ? shown.get(name) : matrix]),
  )
}

function missing(names: readonly AnswerName[]): readonly Mistake[] {
  return names.map(name =>
    doctored(name, `${name} is not answered`, (lesson, reading) => forget(worked(right, lesson, reading), name)),
  )
}

/** Every matrix transposed, the video apart. */
function sideLying(lesson: Lesson, values: Values): Values {
  return Object.fromEntries(
    namesFor(lesson.attention.kind).map(name => {
      if (name === 'generatedVideo') return [name, values[name]]
      const matrix = values[name] ?? []
      return [name, (matrix[0] ?? []).map((_, c) => matrix.map(row => row[c]))]
    }),
  )
}
