// Steps 2 to 6: encoding, noise, conditions, scale and shift.
import { bits, map2, product, transpose } from '@dit-by-hand/spec/laws/grids'
import { compare, magnitude } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import { biasedTwice, both, clipped, each, just, right, table, times, unbiased } from './kit.ts'
import { type Make, type Mistake, mistaken } from './mistake.ts'

const wordAt =
  (which: 'first' | 'last'): Make =>
  (_k, at) =>
    at('words').map(row => [row.at(which === 'first' ? 0 : -1) ?? 0])

/** The bits of a t that is off by some, kept within its bits. */
const bitsOf =
  (by: number): Make =>
  (_k, _at, { timestep }) =>
    bits({ t: (timestep.t + by + 2 ** timestep.bits) % 2 ** timestep.bits, bits: timestep.bits }).map(bit => [bit])

/** Rows of scaleShift: row r of the half is row `of(r, d)` of the whole. */
const taken =
  (of: (row: number, latent: number) => number): Make =>
  (_k, at, lesson) => {
    const { latent } = sizesOf(lesson)
    return table(latent, 1, r => at('scaleShift')[of(r, latent)]?.[0] ?? 0)
  }

export const encodingMistakes: readonly Mistake[] = [
  mistaken('encode/no-bias', 'encoderPre', 'encoderPre has lost the encoder’s bias', {
    encoderPre: unbiased('encoderPre', 'encoderBias'),
  }),
  mistaken('encode/bias-twice', 'encoderPre', 'encoderPre has the encoder’s bias twice', {
    encoderPre: biasedTwice('encoderPre', 'encoderBias'),
  }),
  mistaken('encode/weight-transposed', 'encoderPre', 'encoderPre is made with the encoder’s weight transposed', {
    encoderPre: (k, at, lesson) => {
      const { latent, pixels } = sizesOf(lesson)
      if (latent !== pixels) return right('encoderPre')(k, at, lesson)
      return map2(product(k, transpose(at('encoderWeight')), at('patches')), at('encoderBias'), k.add)
    },
  }),
  mistaken('encode/relu-in-place', 'encoderPre', 'encoderPre is already clipped: ReLU has been written over it', {
    encoderPre: clipped(right('encoderPre')),
  }),
  mistaken('encode/no-relu', 'latent', 'latent has lost its ReLU: negative numbers are left in it', {
    latent: just('encoderPre'),
  }),
  mistaken(
    'encode/absolute',
    'latent',
    'latent holds absolute values: ReLU takes negative numbers to 0, not to their size',
    { latent: each(just('encoderPre'), magnitude) },
  ),
  mistaken(
    'encode/relu-wrong-side',
    'latent',
    'latent keeps the wrong side: negative numbers stay and positive ones are 0',
    { latent: each(just('encoderPre'), x => (compare(x, 0) < 0 ? x : 0)) },
  ),
  mistaken('encode/relu-before-bias', 'latent', 'latent has its bias added after ReLU instead of before', {
    latent: both(clipped(unbiased('encoderPre', 'encoderBias')), just('encoderBias'), 'add'),
  }),
  mistaken('noise/subtracted', 'noised', 'noised has the noise subtracted instead of added', {
    noised: both(just('latent'), just('noise'), 'sub'),
  }),
  mistaken('noise/before-relu', 'noised', 'noised has its noise added before ReLU', {
    noised: clipped(both(just('encoderPre'), just('noise'), 'add')),
  }),
  mistaken('noise/clipped', 'noised', 'noised is clipped at 0', { noised: clipped(right('noised')) }),
  mistaken('noise/forgotten', 'noised', 'noised is the latent: no noise has been added', { noised: just('latent') }),
  mistaken('noise/without-relu', 'noised', 'noised is made of encoderPre instead of the latent', {
    noised: both(just('encoderPre'), just('noise'), 'add'),
  }),
  mistaken(
    'conditions/words-averaged',
    'textEmbedding',
    'textEmbedding is the mean of the words instead of their sum',
    { textEmbedding: times(right('textEmbedding'), lesson => [1, Object.keys(lesson.prompt.words).length]) },
  ),
  mistaken('conditions/first-word', 'textEmbedding', 'textEmbedding hears only the first word', {
    textEmbedding: wordAt('first'),
  }),
  mistaken('conditions/last-word', 'textEmbedding', 'textEmbedding hears only the last word', {
    textEmbedding: wordAt('last'),
  }),
  mistaken(
    'conditions/bits-reversed',
    'timeEmbedding',
    'timeEmbedding has its bits in reverse: the smallest is on top',
    { timeEmbedding: (k, at, lesson) => right('timeEmbedding')(k, at, lesson).toReversed() },
  ),
  mistaken('conditions/t-minus-one', 'timeEmbedding', 'timeEmbedding holds the bits of t − 1', {
    timeEmbedding: bitsOf(-1),
  }),
  mistaken('conditions/t-plus-one', 'timeEmbedding', 'timeEmbedding holds the bits of t + 1', {
    timeEmbedding: bitsOf(1),
  }),
  mistaken('conditions/bits-shifted', 'timeEmbedding', 'timeEmbedding has its bits shifted up by one place', {
    timeEmbedding: (k, at, lesson) => [...right('timeEmbedding')(k, at, lesson).slice(1), [0]],
  }),
  mistaken('conditions/bits-flipped', 'timeEmbedding', 'timeEmbedding has 0 and 1 swapped', {
    timeEmbedding: each(right('timeEmbedding'), (x, k) => k.sub(1, x)),
  }),
  mistaken('conditions/time-above-text', 'condition', 'condition has time above text', {
    condition: (_k, at) => [...at('timeEmbedding'), ...at('textEmbedding')],
  }),
  mistaken('modulation/no-bias', 'scaleShift', 'scaleShift has lost the modulation’s bias', {
    scaleShift: unbiased('scaleShift', 'modulationBias'),
  }),
  mistaken('modulation/bias-twice', 'scaleShift', 'scaleShift has the modulation’s bias twice', {
    scaleShift: biasedTwice('scaleShift', 'modulationBias'),
  }),
  mistaken('modulation/relu', 'scaleShift', 'scaleShift is clipped at 0, and has no ReLU', {
    scaleShift: clipped(right('scaleShift')),
  }),
  mistaken('modulation/swapped', 'scale', 'scale and shift are swapped', {
    scale: taken((r, d) => d + r),
    shift: taken(r => r),
  }),
  mistaken('modulation/interleaved', 'scale', 'scale and shift are taken from every other row', {
    scale: taken(r => 2 * r),
    shift: taken(r => 2 * r + 1),
  }),
  mistaken('modulation/one-plus-scale', 'scale', 'scale is 1 more than it should be, as 1 + scale in adaLN', {
    scale: each(right('scale'), (x, k) => k.add(1, x)),
  }),
  mistaken('apply/one-plus-scale', 'scaled', 'scaled uses 1 + scale, as adaLN does, instead of scale', {
    scaled: both(
      just('noised'),
      each(just('scale'), (x, k) => k.add(1, x)),
      'mul',
    ),
  }),
  mistaken('apply/first-scale', 'scaled', 'scaled multiplies every row by the first row’s scale', {
    scaled: both(just('noised'), (_k, at) => at('scale').map(() => at('scale')[0] ?? []), 'mul'),
  }),
  mistaken('apply/scale-along-columns', 'scaled', 'scaled has the scale laid along the columns instead of the rows', {
    scaled: (k, at, lesson) => {
      const { latent, patches } = sizesOf(lesson)
      if (latent !== patches) return right('scaled')(k, at, lesson)
      return map2(
        at('noised'),
        at('noised').map(() => at('scale').flat()),
        k.mul,
      )
    },
  }),
  mistaken('apply/scale-added', 'scaled', 'scaled adds the scale instead of multiplying by it', {
    scaled: both(just('noised'), just('scale'), 'add'),
  }),
  mistaken('apply/shift-first', 'conditioned', 'conditioned has the shift added before scaling', {
    conditioned: both(both(just('noised'), just('shift'), 'add'), just('scale'), 'mul'),
  }),
  mistaken('apply/unscaled', 'conditioned', 'conditioned is made of noised instead of scaled', {
    conditioned: both(just('noised'), just('shift'), 'add'),
  }),
  mistaken('apply/shift-subtracted', 'conditioned', 'conditioned has the shift subtracted', {
    conditioned: both(just('scaled'), just('shift'), 'sub'),
  }),
  mistaken('apply/no-shift', 'conditioned', 'conditioned has no shift in it', { conditioned: just('scaled') }),
  mistaken('apply/first-shift', 'conditioned', 'conditioned adds the first row’s shift to every row', {
    conditioned: both(just('scaled'), (_k, at) => at('shift').map(() => at('shift')[0] ?? []), 'add'),
  }),
]
