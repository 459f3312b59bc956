// Wrong engines that were chosen after the search: it named 19 of these 28 as it stood; four more by families added since.
import { map, map2, product, rowSums, transpose } from '@dit-by-hand/spec/laws/grids'
import { compare, exactly, type Grid, negative } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import { both, each, just, right, seeing, times, unbiased, where } from './kit.ts'
import { one, some, type Unseen } from './unseen.ts'

const reversed = (a: Grid): Grid => a.map(row => row.toReversed())

export const fresh: readonly Unseen[] = [
  one(
    'conditioned',
    'the shift reaches the first row only',
    (k, at) => at('scaled').map((row, r) => (r === 0 ? row.map(x => k.add(x, at('shift')[0]?.[0] ?? 0)) : row)),
    /shift is left out.*row/,
  ),
  one(
    'textEmbedding',
    'words are weighted by their places',
    (k, at) => at('words').map(row => [row.reduce((sum, x, i) => k.add(sum, k.mul(x, i + 1)), 0)]),
    /counted by its place, from 1/,
  ),
  one('condition', 'bottom up', (k, at, lesson) => right('condition')(k, at, lesson).toReversed(), /revers/),
  one(
    'scaleShift',
    'the weight meets time above text',
    seeing('scaleShift', { condition: (_k, at) => [...at('timeEmbedding'), ...at('textEmbedding')] }),
    /timeEmbedding stands above textEmbedding/,
  ),
  one(
    'scores',
    'divided by n',
    times(right('scores'), lesson => [1, sizesOf(lesson).patches]),
    /number of patches/,
  ),
  one(
    'attention',
    '1/√k after the softmax',
    where(
      'softmax',
      (_k, at, lesson) => {
        const root = Math.sqrt(sizesOf(lesson).key)
        const columns = transpose(at('scores')).map(scores => {
          const powers = scores.map(x => Math.exp(Number(x)))
          const sum = powers.reduce((a, b) => a + b, 0)
          return powers.map(x => x / sum / root)
        })
        return transpose(columns)
      },
      'attention',
    ),
    /the softmax comes before 1\/√k/,
  ),
  one(
    'pooled',
    'the mean of all patches',
    (k, at) => at('conditioned').map(row => row.map(() => k.div(row.reduce(k.add, 0), row.length))),
    /equal shares/,
  ),
  one(
    'predictedNoise',
    'made of noised',
    seeing('predictedNoise', { pooled: just('noised') }),
    /noised takes the place of pooled/,
  ),
  one(
    'lossGradient',
    'squares that keep their signs',
    each(right('lossGradient'), (x, k) => (compare(x, 0) < 0 ? negative(k.mul(x, x)) : k.mul(x, x))),
    /squared and keep their signs/,
  ),
  one(
    'd_feedForwardWeight',
    'no transpose where it fits',
    (k, at, lesson) =>
      sizesOf(lesson).latent === sizesOf(lesson).patches
        ? product(k, at('lossGradient'), at('pooled'))
        : right('d_feedForwardWeight')(k, at, lesson),
    /pooled is not transposed/,
  ),
  one('d_pooled', 'the error itself', just('lossGradient'), /feedForwardWeight transposed is left out/),
  one(
    'd_conditioned',
    'the path through the keys twice',
    where(
      'softmax',
      (k, at, lesson) =>
        map2(
          right('d_conditioned')(k, at, lesson),
          product(k, transpose(at('key')), product(k, at('queries'), transpose(at('d_scores')))),
          k.add,
        ),
      'd_conditioned',
    ),
    /path through keys is added twice/,
  ),
  one(
    'd_scale',
    'times the scale as well',
    both(right('d_scale'), just('scale'), 'mul'),
    /scaled takes the place of noised/,
  ),
  one(
    'd_query',
    'queries instead of keys',
    where('softmax', seeing('d_query', { keys: just('queries') }), 'd_query'),
    /queries takes the place of keys/,
  ),
  one('keyAfter', 'forgotten', just('key'), /left out|holds key/),
  one(
    'denoised',
    'half of it',
    (k, at) =>
      map2(
        at('noised'),
        map(at('predictedNoise'), x => k.div(x, 2)),
        k.sub,
      ),
    /predictedNoise is halved/,
  ),
  one(
    'decoderPre',
    'with the weight of the encoder where it is square',
    (k, at, lesson) =>
      sizesOf(lesson).latent === sizesOf(lesson).pixels
        ? seeing('decoderPre', { decoderWeight: just('encoderWeight') })(k, at, lesson)
        : right('decoderPre')(k, at, lesson),
    /encoderWeight takes the place of decoderWeight/,
  ),
  one(
    'decoded',
    'the bias after ReLU',
    (k, at) => map2(map(product(k, at('decoderWeight'), at('denoised')), k.max0), at('decoderBias'), k.add),
    /ReLU comes before decoderBias/,
  ),
  one(
    'generatedVideo',
    'each frame turned by a right angle',
    (k, at, lesson) => {
      const { frames, rows, columns } = sizesOf(lesson).video
      const whole = right('generatedVideo')(k, at, lesson)
      if (rows !== columns) return whole
      return Array.from({ length: frames }, (_, f) =>
        transpose(whole.slice(f * rows, (f + 1) * rows).toReversed()),
      ).flat()
    },
    /right angle/,
  ),
  one(
    'noised',
    'the noise is read backwards',
    (k, at) => map2(at('latent'), reversed(at('noise')), k.add),
    /columns of noise are reversed/,
  ),
  one(
    'timeEmbedding',
    't − 1, and in reverse',
    (_k, _at, { timestep: { t, bits } }) =>
      [...((t + 2 ** bits - 1) % 2 ** bits).toString(2).padStart(bits, '0')].toReversed().map(bit => [Number(bit)]),
    /those of t − 1, reversed/,
  ),
  some(
    'no ReLU, and the noise taken away',
    { latent: just('encoderPre'), noised: both(just('latent'), just('noise'), 'sub') },
    /latent: ReLU is left out/,
    /noised: noise is taken away/,
  ),
  one(
    'patches',
    'pixels divided by 255',
    each(right('patches'), (x, k) => k.div(x, 255)),
    /255/,
  ),
  one(
    'latent',
    'every other column is dropped',
    (k, at, lesson) => right('latent')(k, at, lesson).map(row => row.map((x, c) => (c % 2 === 1 ? 0 : x))),
    /left out.*every other column|0.*every other column/,
  ),
  one(
    'predictedNoise',
    'no bias, and the weight transposed',
    (k, at, lesson) =>
      unbiased('predictedNoise', 'feedForwardBias')(
        k,
        name => (name === 'feedForwardWeight' ? transpose(at(name)) : at(name)),
        lesson,
      ),
    /feedForwardBias is left out.*transposed|transposed.*feedForwardBias is left out/,
  ),
  one(
    'queryAfter',
    'a learning rate of 1/10, whatever the lesson says',
    (k, at) =>
      map2(
        at('query'),
        map(at('d_query'), g => k.mul(exactly('1/10'), g)),
        k.sub,
      ),
    /learningRate is 0.1/,
  ),
  one(
    'keys',
    'doubled',
    times(right('keys'), () => [2, 1]),
    /doubled/,
  ),
  one(
    'd_shift',
    'with scaled',
    (k, at, lesson) => rowSums(k, both(just('d_conditioned'), just('scaled'), 'mul')(k, at, lesson)),
    /multiplied by scaled, cell by cell/,
  ),
]
