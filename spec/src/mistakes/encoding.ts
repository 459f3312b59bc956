// Steps 2 to 6: encoding, noise, conditions, scale and shift.
import { bits, map2, product, transpose } from '../laws/grids.ts'
import { compare, magnitude } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
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
  mistaken(
    'encode/no-bias',
    'encoderPre',
    'encoderPre has lost the encoder’s bias',
    'After the product, add the bias to every column.',
    { encoderPre: unbiased('encoderPre', 'encoderBias') },
  ),
  mistaken(
    'encode/bias-twice',
    'encoderPre',
    'encoderPre has the encoder’s bias twice',
    'The bias is added once. Perhaps it is both a column of ones in the input and added afterwards.',
    { encoderPre: biasedTwice('encoderPre', 'encoderBias') },
  ),
  mistaken(
    'encode/weight-transposed',
    'encoderPre',
    'encoderPre is made with the encoder’s weight transposed',
    'The weight is d×p and patches are p×n: weight times patches, as it stands. Where d = p a transpose too many goes unnoticed.',
    {
      encoderPre: (k, at, lesson) => {
        const { latent, pixels } = sizesOf(lesson)
        if (latent !== pixels) return right('encoderPre')(k, at, lesson)
        return map2(product(k, transpose(at('encoderWeight')), at('patches')), at('encoderBias'), k.add)
      },
    },
  ),
  mistaken(
    'encode/relu-in-place',
    'encoderPre',
    'encoderPre is already clipped: ReLU has been written over it',
    'Keep what came before ReLU: a function that works in place changes the matrix it was given. Make a copy.',
    { encoderPre: clipped(right('encoderPre')) },
  ),
  mistaken(
    'encode/no-relu',
    'latent',
    'latent has lost its ReLU: negative numbers are left in it',
    'latent = max(0, encoderPre), cell by cell.',
    { latent: just('encoderPre') },
  ),
  mistaken(
    'encode/absolute',
    'latent',
    'latent holds absolute values: ReLU takes negative numbers to 0, not to their size',
    'max(0, x) of −3 is 0, not 3.',
    { latent: each(just('encoderPre'), magnitude) },
  ),
  mistaken(
    'encode/relu-wrong-side',
    'latent',
    'latent keeps the wrong side: negative numbers stay and positive ones are 0',
    'ReLU is max(0, x); min(0, x) keeps the other half.',
    { latent: each(just('encoderPre'), x => (compare(x, 0) < 0 ? x : 0)) },
  ),
  mistaken(
    'encode/relu-before-bias',
    'latent',
    'latent has its bias added after ReLU instead of before',
    'First weight times patches, then the bias, then ReLU.',
    { latent: both(clipped(unbiased('encoderPre', 'encoderBias')), just('encoderBias'), 'add') },
  ),
  mistaken(
    'noise/subtracted',
    'noised',
    'noised has the noise subtracted instead of added',
    'noised = latent + noise; it is taken away again in step 11, as far as it was predicted.',
    { noised: both(just('latent'), just('noise'), 'sub') },
  ),
  mistaken(
    'noise/before-relu',
    'noised',
    'noised has its noise added before ReLU',
    'The noise is added to the latent, which is clipped already; noised itself may be negative.',
    { noised: clipped(both(just('encoderPre'), just('noise'), 'add')) },
  ),
  mistaken(
    'noise/clipped',
    'noised',
    'noised is clipped at 0',
    'There is no ReLU after the noise: negative numbers stay.',
    { noised: clipped(right('noised')) },
  ),
  mistaken(
    'noise/forgotten',
    'noised',
    'noised is the latent: no noise has been added',
    'noised = latent + noise, cell by cell.',
    { noised: just('latent') },
  ),
  mistaken(
    'noise/without-relu',
    'noised',
    'noised is made of encoderPre instead of the latent',
    'The noise goes onto the latent, after ReLU.',
    { noised: both(just('encoderPre'), just('noise'), 'add') },
  ),
  mistaken(
    'conditions/words-averaged',
    'textEmbedding',
    'textEmbedding is the mean of the words instead of their sum',
    'The prompt’s embedding is the sum of its words’ vectors; do not divide by their number.',
    { textEmbedding: times(right('textEmbedding'), lesson => [1, Object.keys(lesson.prompt.words).length]) },
  ),
  mistaken(
    'conditions/first-word',
    'textEmbedding',
    'textEmbedding hears only the first word',
    'Add up the vectors of all the words of the prompt.',
    { textEmbedding: wordAt('first') },
  ),
  mistaken(
    'conditions/last-word',
    'textEmbedding',
    'textEmbedding hears only the last word',
    'Add up the vectors: a loop that assigns (=) instead of adding (+=) keeps only the last.',
    { textEmbedding: wordAt('last') },
  ),
  mistaken(
    'conditions/bits-reversed',
    'timeEmbedding',
    'timeEmbedding has its bits in reverse: the smallest is on top',
    'The most significant bit comes first. t % 2 gives the last bit, so turn the list around.',
    { timeEmbedding: (k, at, lesson) => right('timeEmbedding')(k, at, lesson).toReversed() },
  ),
  mistaken(
    'conditions/t-minus-one',
    'timeEmbedding',
    'timeEmbedding holds the bits of t − 1',
    'Write t itself in binary; nothing is subtracted because counting starts at 0.',
    { timeEmbedding: bitsOf(-1) },
  ),
  mistaken(
    'conditions/t-plus-one',
    'timeEmbedding',
    'timeEmbedding holds the bits of t + 1',
    'Write t itself in binary.',
    { timeEmbedding: bitsOf(1) },
  ),
  mistaken(
    'conditions/bits-shifted',
    'timeEmbedding',
    'timeEmbedding has its bits shifted up by one place',
    'The last row is the bit worth 1: with b bits, row r is worth 2^(b − r), counting rows from 1.',
    {
      timeEmbedding: (k, at, lesson) => [...right('timeEmbedding')(k, at, lesson).slice(1), [0]],
    },
  ),
  mistaken(
    'conditions/bits-flipped',
    'timeEmbedding',
    'timeEmbedding has 0 and 1 swapped',
    'A bit is 1 where t holds that power of two.',
    { timeEmbedding: each(right('timeEmbedding'), (x, k) => k.sub(1, x)) },
  ),
  mistaken(
    'conditions/time-above-text',
    'condition',
    'condition has time above text',
    'The text embedding comes first, the time embedding below it.',
    { condition: (_k, at) => [...at('timeEmbedding'), ...at('textEmbedding')] },
  ),
  mistaken(
    'modulation/no-bias',
    'scaleShift',
    'scaleShift has lost the modulation’s bias',
    'scaleShift = modulation weight · condition + modulation bias.',
    { scaleShift: unbiased('scaleShift', 'modulationBias') },
  ),
  mistaken(
    'modulation/bias-twice',
    'scaleShift',
    'scaleShift has the modulation’s bias twice',
    'The bias is added once.',
    { scaleShift: biasedTwice('scaleShift', 'modulationBias') },
  ),
  mistaken(
    'modulation/relu',
    'scaleShift',
    'scaleShift is clipped at 0, and has no ReLU',
    'Only the encoder and the decoder end in a ReLU; scales and shifts may be negative.',
    { scaleShift: clipped(right('scaleShift')) },
  ),
  mistaken(
    'modulation/swapped',
    'scale',
    'scale and shift are swapped',
    'The first d rows of scaleShift are the scale, the last d the shift.',
    { scale: taken((r, d) => d + r), shift: taken(r => r) },
  ),
  mistaken(
    'modulation/interleaved',
    'scale',
    'scale and shift are taken from every other row',
    'scaleShift is cut in two: its upper half is the scale, its lower half the shift.',
    { scale: taken(r => 2 * r), shift: taken(r => 2 * r + 1) },
  ),
  mistaken(
    'modulation/one-plus-scale',
    'scale',
    'scale is 1 more than it should be, as 1 + scale in adaLN',
    'In this exercise the scale is used as it is estimated: no 1 is added.',
    { scale: each(right('scale'), (x, k) => k.add(1, x)) },
  ),
  mistaken(
    'apply/one-plus-scale',
    'scaled',
    'scaled uses 1 + scale, as adaLN does, instead of scale',
    'Here each row is multiplied by its scale itself.',
    {
      scaled: both(
        just('noised'),
        each(just('scale'), (x, k) => k.add(1, x)),
        'mul',
      ),
    },
  ),
  mistaken(
    'apply/first-scale',
    'scaled',
    'scaled multiplies every row by the first row’s scale',
    'Row i goes with scale i: the scale is a column, one number a row.',
    { scaled: both(just('noised'), (_k, at) => at('scale').map(() => at('scale')[0] ?? []), 'mul') },
  ),
  mistaken(
    'apply/scale-along-columns',
    'scaled',
    'scaled has the scale laid along the columns instead of the rows',
    'Each row (feature) has its scale, the same for all patches. A flat list broadcasts along the last axis: make it a column.',
    {
      scaled: (k, at, lesson) => {
        const { latent, patches } = sizesOf(lesson)
        if (latent !== patches) return right('scaled')(k, at, lesson)
        return map2(
          at('noised'),
          at('noised').map(() => at('scale').flat()),
          k.mul,
        )
      },
    },
  ),
  mistaken(
    'apply/scale-added',
    'scaled',
    'scaled adds the scale instead of multiplying by it',
    'First multiply each row by its scale; the shift is what is added.',
    { scaled: both(just('noised'), just('scale'), 'add') },
  ),
  mistaken(
    'apply/shift-first',
    'conditioned',
    'conditioned has the shift added before scaling',
    'Scale first, then shift: noised × scale + shift, not (noised + shift) × scale.',
    { conditioned: both(both(just('noised'), just('shift'), 'add'), just('scale'), 'mul') },
  ),
  mistaken(
    'apply/unscaled',
    'conditioned',
    'conditioned is made of noised instead of scaled',
    'The shift is added to what has been scaled.',
    { conditioned: both(just('noised'), just('shift'), 'add') },
  ),
  mistaken('apply/shift-subtracted', 'conditioned', 'conditioned has the shift subtracted', 'The shift is added.', {
    conditioned: both(just('scaled'), just('shift'), 'sub'),
  }),
  mistaken(
    'apply/no-shift',
    'conditioned',
    'conditioned has no shift in it',
    'After scaling, add to each row its shift.',
    { conditioned: just('scaled') },
  ),
  mistaken(
    'apply/first-shift',
    'conditioned',
    'conditioned adds the first row’s shift to every row',
    'Row i goes with shift i.',
    { conditioned: both(just('scaled'), (_k, at) => at('shift').map(() => at('shift')[0] ?? []), 'add') },
  ),
]
