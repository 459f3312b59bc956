// Wrong engines that were chosen before the search was written, as students really go wrong with NumPy; never listed in src.
import type { Lesson } from '@dit-by-hand/spec/format'
import { chain } from '@dit-by-hand/spec/laws/chain'
import { map, map2, product, rowSums, total, transpose } from '@dit-by-hand/spec/laws/grids'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { compare, decimal, exactly, type Grid, magnitude, negative, type Value } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import {
  biasedTwice,
  both,
  clipped,
  each,
  just,
  right,
  seeing,
  sums,
  table,
  times,
  turned,
  unbiased,
  where,
} from './kit.ts'
import type { Make, Makes } from './mistake.ts'

export interface Unseen {
  readonly what: string
  readonly makes: Makes
  /** What each finding must say, in order: `matrix: words`. None where nothing can be said of it but where it is. */
  readonly says: readonly (RegExp | null)[]
}

export const one = (matrix: AnswerName, what: string, make: Make, says: RegExp | null): Unseen => ({
  what,
  makes: { [matrix]: make },
  says: [says],
})
export const some = (what: string, makes: Makes, ...says: readonly (RegExp | null)[]): Unseen => ({ what, makes, says })

/** A square matrix lets a mistake pass that shapes would stop elsewhere. */
const ifFits =
  (name: AnswerName, fits: (size: ReturnType<typeof sizesOf>) => boolean, wrong: Make): Make =>
  (k, at, lesson) =>
    fits(sizesOf(lesson)) ? wrong(k, at, lesson) : right(name)(k, at, lesson)

/** A column laid along the rows. */
const across = (a: Grid, b: Grid, of: (x: Value, y: Value) => Value): Grid =>
  map2(
    a,
    a.map(() => b.flat()),
    of,
  )

const softly =
  (weigh: (scores: readonly Value[], lesson: Lesson, column: number) => readonly Value[]): Make =>
  (k, at, lesson) =>
    lesson.attention.kind === 'softmax'
      ? transpose(transpose(at('scores')).map((scores, c) => weigh(scores, lesson, c)))
      : right('attention')(k, at, lesson)

const softmax = (scores: readonly number[]): readonly number[] => {
  const powers = scores.map(Math.exp)
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / sum)
}

const rooted = (scores: readonly Value[], { attention }: Lesson): readonly number[] =>
  attention.kind === 'given' ? [] : scores.map(score => decimal(score) / Math.sqrt(attention.query.length))

const half = exactly('1/2')
const clamp = (x: Value): Value => (compare(x, 0) < 0 ? 0 : compare(x, 1) > 0 ? 1 : x)
const rateOf = (lesson: Lesson): Value => exactly(lesson.learningRate)
const bitsOf = (text: string): Grid => [...text].map(bit => [Number(bit)])
const slopeOfShares: Make = (k, at) => product(k, transpose(at('conditioned')), at('d_pooled'))

const updates = {
  feedForwardWeightAfter: ['feedForwardWeight', 'd_feedForwardWeight'],
  feedForwardBiasAfter: ['feedForwardBias', 'd_feedForwardBias'],
  modulationWeightAfter: ['modulationWeight', 'd_modulationWeight'],
  modulationBiasAfter: ['modulationBias', 'd_modulationBias'],
  queryAfter: ['query', 'd_query'],
  keyAfter: ['key', 'd_key'],
} as const

/** Every parameter w, with its gradient g, becomes something else. */
const updated = (of: (w: Value, g: Value, rate: Value, k: Parameters<Make>[0], cells: number) => Value): Makes =>
  Object.fromEntries(
    Object.entries(updates).map(([name, [weight, slope]]) => {
      const make: Make = (k, at, lesson) => {
        const cells = at(weight).flat().length
        return map2(at(weight), at(slope), (w, g) => of(w, g, rateOf(lesson), k, cells))
      }
      return [name, make]
    }),
  )

export const unseen: readonly Unseen[] = [
  // patches and the encoder
  one(
    'patches',
    'every frame is read upside down',
    (k, at, lesson) => {
      const { rows } = sizesOf(lesson).video
      const flipped = at('video').map((_, r, all) => all[r - (r % rows) + rows - 1 - (r % rows)] ?? [])
      return right('patches')(k, name => (name === 'video' ? flipped : at(name)), lesson)
    },
    /upside down|rows.*revers/,
  ),
  one(
    'patches',
    'every frame is transposed',
    (k, at, lesson) => {
      const { rows, columns } = sizesOf(lesson).video
      if (rows !== columns) return right('patches')(k, at, lesson)
      const video = at('video').map((row, r, all) => row.map((_, c) => all[r - (r % rows) + c]?.[r % rows] ?? 0))
      return right('patches')(k, name => (name === 'video' ? video : at(name)), lesson)
    },
    /transposed/,
  ),
  one(
    'encoderPre',
    'the bias of the encoder lies along the wrong axis',
    ifFits(
      'encoderPre',
      s => s.latent === s.patches,
      (k, at) => across(product(k, at('encoderWeight'), at('patches')), at('encoderBias'), k.add),
    ),
    /encoderBias.*wrong axis/,
  ),
  one(
    'encoderPre',
    'the bias is subtracted',
    both(unbiased('encoderPre', 'encoderBias'), just('encoderBias'), 'sub'),
    /encoderBias.*taken away/,
  ),
  one(
    'encoderPre',
    'no bias, and the weight transposed where it is square',
    ifFits(
      'encoderPre',
      s => s.latent === s.pixels,
      (k, at) => product(k, transpose(at('encoderWeight')), at('patches')),
    ),
    /encoderBias.*encoderWeight|encoderWeight.*encoderBias/,
  ),
  one(
    'latent',
    'ReLU is missing in row 2',
    (k, at) => at('encoderPre').map((row, r) => (r === 1 ? row : row.map(k.max0))),
    /ReLU is left out.*row 2/,
  ),
  one(
    'latent',
    'leaky ReLU',
    each(just('encoderPre'), (x, k) => (compare(x, 0) < 0 ? k.div(x, 100) : x)),
    /leaky/i,
  ),
  one(
    'latent',
    'sigmoid',
    each(just('encoderPre'), x => exactly(1 / (1 + Math.exp(-decimal(x))))),
    /sigmoid|logistic/,
  ),
  one(
    'latent',
    'one cell is mistyped',
    (k, at, lesson) =>
      right('latent')(k, at, lesson).map((row, r) => row.map((x, c) => (r === 0 && c === 0 ? k.add(x, 7) : x))),
    null,
  ),
  // noise and conditions
  one('noised', 'noise is added twice', both(right('noised'), just('noise'), 'add'), /noise is added twice/),
  one(
    'noised',
    'noise times t',
    (k, at, { timestep }) =>
      map2(
        at('latent'),
        map(at('noise'), x => k.mul(x, timestep.t)),
        k.add,
      ),
    /\bt\b/,
  ),
  one(
    'noised',
    'noise only in the first column',
    (k, at) => at('latent').map((row, r) => row.map((x, c) => (c === 0 ? k.add(x, at('noise')[r]?.[0] ?? 0) : x))),
    /noise.*left out.*(but|except).*first column|noise.*first column/,
  ),
  one(
    'textEmbedding',
    'words are multiplied',
    (k, at) => at('words').map(row => [row.reduce(k.mul, 1)]),
    /multiplied|product/,
  ),
  one(
    'textEmbedding',
    'the largest of the words',
    (_k, at) => at('words').map(row => [row.reduce((a, b) => (compare(a, b) < 0 ? b : a))]),
    /largest/,
  ),
  one(
    'textEmbedding',
    'the last word is left out',
    (k, at) => at('words').map(row => [total(k, row.length > 1 ? row.slice(0, -1) : row)]),
    /last.*left out|all but the last/,
  ),
  one(
    'timeEmbedding',
    'bits both reversed and padded',
    (_k, _at, { timestep: { t, bits } }) => bitsOf([...t.toString(2)].toReversed().join('').padStart(bits, '0')),
    /revers.*pad|pad.*revers/,
  ),
  one(
    'timeEmbedding',
    'bits padded on the right',
    (_k, _at, { timestep: { t, bits } }) => bitsOf(t.toString(2).padEnd(bits, '0')),
    /pad/,
  ),
  one(
    'timeEmbedding',
    't in every row',
    (_k, at, { timestep: { bits } }) => table(bits, 1, () => at('t')[0]?.[0] ?? 0),
    /\bt\b itself|not.*binary/,
  ),
  one(
    'condition',
    'zeros instead of the time',
    (_k, at) => [...at('textEmbedding'), ...at('timeEmbedding').map(() => [0])],
    /timeEmbedding.*left out|0.*timeEmbedding/,
  ),
  one(
    'scaleShift',
    'the bias multiplies',
    (k, at) => map2(product(k, at('modulationWeight'), at('condition')), at('modulationBias'), k.mul),
    /modulationBias.*multiplied/,
  ),
  one(
    'scaleShift',
    'the condition is clipped first',
    seeing('scaleShift', { condition: clipped(just('condition')) }),
    /ReLU.*condition|condition.*(ReLU|clipped)/,
  ),
  one('shift', 'shift is the upper half as well', right('scale'), /holds scale|other half/),
  one(
    'scaled',
    'the scale is squared',
    both(
      just('noised'),
      each(just('scale'), (x, k) => k.mul(x, x)),
      'mul',
    ),
    /scale.*twice|square/,
  ),
  one(
    'scaled',
    'the loop begins at row 2',
    (k, at, lesson) => right('scaled')(k, at, lesson).map((row, r) => (r === 0 ? (at('noised')[0] ?? []) : row)),
    /scale.*left out.*row 1|first row/,
  ),
  one(
    'conditioned',
    'the shift multiplies',
    both(just('scaled'), just('shift'), 'mul'),
    /shift.*multiplied|multiplied.*shift/,
  ),
  one(
    'conditioned',
    'the shift lies along the columns',
    ifFits(
      'conditioned',
      s => s.latent === s.patches,
      (k, at) => across(at('scaled'), at('shift'), k.add),
    ),
    /shift.*wrong axis/,
  ),
  // attention
  one(
    'queries',
    'the query weight is transposed where it is square',
    ifFits('queries', s => s.key === s.latent, seeing('queries', { query: turned(just('query')) })),
    /query.*transposed/,
  ),
  one(
    'queries',
    'queries come from updated weights',
    seeing('queries', { query: (_k, _at, lesson) => chain(lesson, 'corrected')('queryAfter') }),
    /queryAfter|updated/,
  ),
  one('keys', 'keys are made of the latent', seeing('keys', { conditioned: just('latent') }), /latent/),
  one(
    'scores',
    'queries meet queries',
    (k, at) => product(k, transpose(at('queries')), at('queries')),
    /queries.*keys|queries.*itself/,
  ),
  one(
    'scores',
    'scores have the wrong sign',
    each(right('scores'), x => negative(x)),
    /sign/,
  ),
  one(
    'attention',
    'softmax scaled by the wrong count (√n)',
    softly((scores, lesson) => softmax(scores.map(x => decimal(x) / Math.sqrt(sizesOf(lesson).patches)))),
    /number of patches/,
  ),
  one(
    'attention',
    'softmax divided by n',
    softly((scores, lesson) => softmax(scores.map(x => decimal(x) / sizesOf(lesson).patches))),
    /number of patches/,
  ),
  one(
    'attention',
    'no patch attends to itself',
    softly((scores, lesson, column) => {
      if (scores.length === 1) return [1]
      return softmax(rooted(scores, lesson).map((x, i) => (i === column ? Number.NEGATIVE_INFINITY : x)))
    }),
    /itself|own/,
  ),
  one(
    'attention',
    'softmax twice',
    softly((scores, lesson) => softmax(softmax(rooted(scores, lesson)))),
    /twice/,
  ),
  one(
    'attention',
    'e to the power, divided by the sum of the row',
    (k, at, lesson) => {
      if (lesson.attention.kind !== 'softmax') return right('attention')(k, at, lesson)
      const powers = transpose(transpose(at('scores')).map(scores => rooted(scores, lesson).map(Math.exp)))
      return map2(powers, rowSums(k, powers), k.div)
    },
    /along.*row|rows/,
  ),
  one(
    'attention',
    'powers of 2',
    softly((scores, lesson) => {
      const powers = rooted(scores, lesson).map(x => 2 ** x)
      return powers.map(x => x / powers.reduce((a, b) => a + b, 0))
    }),
    /powers of 2|base 2/,
  ),
  one(
    'attention',
    'everyone alike',
    softly(scores => scores.map(() => 1 / scores.length)),
    /equal|alike|uniform/,
  ),
  one(
    'attention',
    'a tie is shared by all patches',
    where(
      'hard',
      (k, at) => {
        const columns = transpose(at('scores')).map(scores => {
          const best = scores.reduce((a, b) => (compare(a, b) < 0 ? b : a))
          const tied = scores.filter(x => compare(x, best) === 0).length
          return scores.map(x => (compare(x, best) === 0 ? (tied > 1 ? k.div(1, scores.length) : 1) : 0))
        })
        return transpose(columns)
      },
      'attention',
    ),
    /tie.*number of patches/,
  ),
  one(
    'pooled',
    'attention is applied twice',
    (k, at) => product(k, product(k, at('conditioned'), at('attention')), at('attention')),
    /attention.*twice/,
  ),
  one(
    'pooled',
    'attention is rounded to two places first',
    seeing('pooled', { attention: each(just('attention'), x => exactly(Math.round(decimal(x) * 100) / 100)) }),
    /attention.*rounded/,
  ),
  one(
    'pooled',
    '* for @',
    ifFits('pooled', s => s.latent === s.patches, both(just('conditioned'), just('attention'), 'mul')),
    /cell by cell/,
  ),
  // feed-forward and loss
  one(
    'predictedNoise',
    'the bias lies along the wrong axis',
    ifFits(
      'predictedNoise',
      s => s.latent === s.patches,
      (k, at) => across(product(k, at('feedForwardWeight'), at('pooled')), at('feedForwardBias'), k.add),
    ),
    /feedForwardBias.*wrong axis/,
  ),
  one(
    'predictedNoise',
    'ReLU before the layer',
    seeing('predictedNoise', { pooled: clipped(just('pooled')) }),
    /ReLU.*pooled|pooled.*(clipped|ReLU)/,
  ),
  one(
    'predictedNoise',
    'the weight is applied twice',
    (k, at) =>
      map2(
        product(k, at('feedForwardWeight'), product(k, at('feedForwardWeight'), at('pooled'))),
        at('feedForwardBias'),
        k.add,
      ),
    /feedForwardWeight.*twice/,
  ),
  one(
    'predictedNoise',
    'the bias reaches the first column only',
    (k, at) =>
      product(k, at('feedForwardWeight'), at('pooled')).map((row, r) =>
        row.map((x, c) => (c === 0 ? k.add(x, at('feedForwardBias')[r]?.[0] ?? 0) : x)),
      ),
    /feedForwardBias.*first column/,
  ),
  one(
    'predictedNoise',
    'the loop forgets the last column',
    (k, at, lesson) =>
      right('predictedNoise')(k, at, lesson).map(row => row.map((x, c) => (c === row.length - 1 ? 0 : x))),
    /0.*last column|last column.*0/,
  ),
  one(
    'lossGradient',
    'divided by the number of patches',
    times(right('lossGradient'), lesson => [1, sizesOf(lesson).patches]),
    /divided by.*number of patches/,
  ),
  one('lossGradient', 'compared with noised', both(just('predictedNoise'), just('noised'), 'sub'), /noised/),
  one('lossGradient', 'sizes without signs', each(right('lossGradient'), magnitude), /without.*sign|absolute/),
  one(
    'loss',
    'divided by N − 1',
    (k, at) => {
      const all = at('lossGradient').flat()
      return [
        [
          k.div(
            total(
              k,
              all.map(x => k.mul(x, x)),
            ),
            Math.max(1, all.length - 1),
          ),
        ],
      ]
    },
    /less 1|− 1|minus 1/,
  ),
  one(
    'loss',
    'the largest square',
    (k, at) => [
      [
        at('lossGradient')
          .flat()
          .map(x => k.mul(x, x))
          .reduce((a, b) => (compare(a, b) < 0 ? b : a)),
      ],
    ],
    /largest/,
  ),
  one(
    'loss',
    'half the sum of squares',
    (k, at) => [
      [
        k.mul(
          half,
          total(
            k,
            at('lossGradient')
              .flat()
              .map(x => k.mul(x, x)),
          ),
        ),
      ],
    ],
    /half/,
  ),
  // gradients
  one(
    'd_feedForwardWeight',
    'with the prediction instead of the error',
    seeing('d_feedForwardWeight', { lossGradient: just('predictedNoise') }),
    /predictedNoise/,
  ),
  one(
    'd_feedForwardWeight',
    'only the first patch counts',
    (k, at) =>
      product(
        k,
        at('lossGradient').map(row => row.slice(0, 1)),
        transpose(at('pooled').map(row => row.slice(0, 1))),
      ),
    /first (patch|column)/,
  ),
  one(
    'd_feedForwardBias',
    'the first column instead of the sum',
    (_k, at) => at('lossGradient').map(row => row.slice(0, 1)),
    /first/,
  ),
  one(
    'd_pooled',
    'with the updated weight',
    seeing('d_pooled', { feedForwardWeight: just('feedForwardWeightAfter') }),
    /updated|feedForwardWeightAfter/,
  ),
  one(
    'd_pooled',
    'through a ReLU that is not there',
    (k, at, lesson) => map2(right('d_pooled')(k, at, lesson), at('pooled'), (g, x) => (compare(x, 0) > 0 ? g : 0)),
    /ReLU/,
  ),
  one(
    'd_scores',
    'divided by k',
    (k, at, lesson) => map(right('d_scores')(k, at, lesson), x => k.div(x, Math.sqrt(sizesOf(lesson).key))),
    /√|root|key width/,
  ),
  one(
    'd_scores',
    'cell by cell a(1 − a)',
    (k, at, lesson) => {
      const root = Math.sqrt(sizesOf(lesson).key)
      return map2(at('attention'), slopeOfShares(k, at, lesson), (a, g) => k.div(k.mul(k.mul(a, k.sub(1, a)), g), root))
    },
    /sigmoid|cell by cell|diagonal|own/,
  ),
  one(
    'd_query',
    'taken with noised',
    where('softmax', seeing('d_query', { conditioned: just('noised') }), 'd_query'),
    /noised/,
  ),
  one(
    'd_key',
    'wrong sign',
    each(right('d_key'), x => negative(x)),
    /sign/,
  ),
  one(
    'd_conditioned',
    'the path through the queries is missing',
    where(
      'softmax',
      (k, at) =>
        map2(
          product(k, at('d_pooled'), transpose(at('attention'))),
          product(k, transpose(at('key')), product(k, at('queries'), transpose(at('d_scores')))),
          k.add,
        ),
      'd_conditioned',
    ),
    /path through.*queries.*left out/,
  ),
  one(
    'd_conditioned',
    'd_scores untransposed on the way to the keys',
    where(
      'softmax',
      (k, at, lesson) => {
        const before = right('d_conditioned')(k, at, lesson)
        const back = (scores: Grid): Grid => product(k, transpose(at('key')), product(k, at('queries'), scores))
        return map2(map2(before, back(transpose(at('d_scores'))), k.sub), back(at('d_scores')), k.add)
      },
      'd_conditioned',
    ),
    /d_scores.*transposed|transpos.*d_scores/,
  ),
  one(
    'd_conditioned',
    'with the updated query and key',
    where('softmax', seeing('d_conditioned', { query: just('queryAfter'), key: just('keyAfter') }), 'd_conditioned'),
    /updated|After/,
  ),
  one(
    'd_scale',
    'a mean over the patches',
    sums(both(just('d_conditioned'), just('noised'), 'mul'), true),
    /mean|number of patches/,
  ),
  one(
    'd_shift',
    'the last column instead of the sum',
    (_k, at) => at('d_conditioned').map(row => row.slice(-1)),
    /last/,
  ),
  one('d_modulationBias', 'd_scale twice', (_k, at) => [...at('d_scale'), ...at('d_scale')], /d_scale/),
  // updates
  some(
    'the rate is divided by the number of cells',
    updated((w, g, rate, k, cells) => k.sub(w, k.div(k.mul(rate, g), cells))),
    /(rate|divided).*number of.*cells/,
  ),
  some(
    'two steps at once',
    updated((w, g, rate, k) => k.sub(w, k.mul(2, k.mul(rate, g)))),
    /twice|times 2|multiplied by 2|doubled/,
  ),
  some(
    'only the sign of the gradient counts',
    updated((w, g, rate, k) => k.sub(w, k.mul(rate, Math.sign(decimal(g))))),
    /sign/,
  ),
  some(
    'weight decay',
    updated((w, g, rate, k) => k.sub(w, k.mul(rate, k.add(g, w)))),
    /decay|plus|added|rate/,
  ),
  one(
    'keyAfter',
    'starts from the query',
    (k, at, lesson) =>
      map2(
        at('query'),
        map(at('d_key'), g => k.mul(rateOf(lesson), g)),
        k.sub,
      ),
    /query/,
  ),
  // generation
  one(
    'denoised',
    'the learning rate as a step',
    (k, at, lesson) =>
      map2(
        at('noised'),
        map(at('predictedNoise'), x => k.mul(rateOf(lesson), x)),
        k.sub,
      ),
    /learningRate/,
  ),
  one('denoised', 'taken away twice', both(right('denoised'), just('predictedNoise'), 'sub'), /predictedNoise.*twice/),
  one(
    'denoised',
    'added, and to the latent',
    both(just('latent'), just('predictedNoise'), 'add'),
    /latent.*added|added.*latent/,
  ),
  one(
    'decoderPre',
    'the bias lies along the wrong axis',
    ifFits(
      'decoderPre',
      s => s.pixels === s.patches,
      (k, at) => across(product(k, at('decoderWeight'), at('denoised')), at('decoderBias'), k.add),
    ),
    /decoderBias.*wrong axis/,
  ),
  one(
    'decoderPre',
    'the bias of the encoder',
    ifFits('decoderPre', s => s.pixels === s.latent, seeing('decoderPre', { decoderBias: just('encoderBias') })),
    /encoderBias/,
  ),
  one('decoded', 'cut off at 0 and 1', each(just('decoderPre'), clamp), /cut off.*1|between 0 and 1/),
  one(
    'decoded',
    'tanh',
    each(just('decoderPre'), x => exactly(Math.tanh(decimal(x)))),
    /tanh/,
  ),
  one(
    'decoded',
    'rounded to whole pixels',
    each(right('decoded'), x => Math.round(decimal(x))),
    /rounded|whole/,
  ),
  one(
    'generatedVideo',
    'the last frame first',
    (k, at, lesson) => {
      const { frames, rows } = sizesOf(lesson).video
      const whole = right('generatedVideo')(k, at, lesson)
      return whole.map((_, r) => whole[(frames - 1 - Math.floor(r / rows)) * rows + (r % rows)] ?? [])
    },
    /frames.*revers|last frame|order/,
  ),
  one(
    'generatedVideo',
    'mirrored',
    (k, at, lesson) => right('generatedVideo')(k, at, lesson).map(row => row.toReversed()),
    /mirror|left|revers/,
  ),
  one(
    'generatedVideo',
    'patches put back in reverse',
    seeing('generatedVideo', { decoded: (_k, at) => at('decoded').map(row => row.toReversed()) }),
    /revers|last.*first/,
  ),
  // two at once
  some(
    'noise added twice, and no bias in the feed-forward layer',
    {
      noised: both(right('noised'), just('noise'), 'add'),
      predictedNoise: unbiased('predictedNoise', 'feedForwardBias'),
    },
    /noised: noise is added twice/,
    /predictedNoise: feedForwardBias is left out/,
  ),
  some(
    'bits in reverse, and no ReLU at the end',
    {
      timeEmbedding: (k, at, lesson) => right('timeEmbedding')(k, at, lesson).toReversed(),
      decoded: just('decoderPre'),
    },
    /timeEmbedding: .*revers/,
    /decoded: ReLU is left out/,
  ),
  some(
    'attention transposed where it is used, and updates up the slope',
    {
      pooled: seeing('pooled', { attention: turned(just('attention')) }),
      ...updated((w, g, rate, k) => k.add(w, k.mul(rate, g))),
    },
    /pooled: attention is transposed/,
    /feedForwardWeightAfter: .*added instead of taken away/,
  ),
  some(
    'bias of the modulation twice, d_shift a mean',
    {
      scaleShift: biasedTwice('scaleShift', 'modulationBias'),
      d_shift: sums(just('d_conditioned'), true),
    },
    /scaleShift: modulationBias is added twice/,
    /d_shift: .*(mean|number of patches)/,
  ),
]
