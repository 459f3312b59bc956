// Steps 11 and 12: the predicted noise taken away, and decoding.
import { map, map2, product, transpose } from '@dit-by-hand/spec/laws/grids'
import { compare, magnitude } from '@dit-by-hand/spec/number'
import { biasedTwice, both, clipped, each, just, right, seeing, unbiased } from './kit.ts'
import { type Mistake, mistaken } from './mistake.ts'

export const generationMistakes: readonly Mistake[] = [
  mistaken('denoise/true-noise', 'denoised', 'denoised has the sampled noise taken away instead of the predicted', {
    denoised: both(just('noised'), just('noise'), 'sub'),
  }),
  mistaken('denoise/added', 'denoised', 'denoised has the predicted noise added instead of taken away', {
    denoised: both(just('noised'), just('predictedNoise'), 'add'),
  }),
  mistaken('denoise/backwards', 'denoised', 'denoised has its sign flipped: predicted − noised', {
    denoised: both(just('predictedNoise'), just('noised'), 'sub'),
  }),
  mistaken('denoise/from-latent', 'denoised', 'denoised takes the predicted noise from the clean latent', {
    denoised: both(just('latent'), just('predictedNoise'), 'sub'),
  }),
  mistaken('denoise/from-conditioned', 'denoised', 'denoised takes the predicted noise from conditioned', {
    denoised: both(just('conditioned'), just('predictedNoise'), 'sub'),
  }),
  mistaken('denoise/error', 'denoised', 'denoised takes the error away instead of the predicted noise', {
    denoised: both(just('noised'), just('lossGradient'), 'sub'),
  }),
  mistaken('denoise/after-training', 'denoised', 'denoised uses the weights after training', {
    denoised: (k, at, lesson) =>
      map2(
        at('noised'),
        seeing('predictedNoise', {
          feedForwardWeight: just('feedForwardWeightAfter'),
          feedForwardBias: just('feedForwardBiasAfter'),
        })(k, at, lesson),
        k.sub,
      ),
  }),
  mistaken('denoise/clipped', 'denoised', 'denoised is clipped at 0', { denoised: clipped(right('denoised')) }),
  mistaken('decode/no-bias', 'decoderPre', 'decoderPre has lost the decoder’s bias', {
    decoderPre: unbiased('decoderPre', 'decoderBias'),
  }),
  mistaken('decode/bias-twice', 'decoderPre', 'decoderPre has the decoder’s bias twice', {
    decoderPre: biasedTwice('decoderPre', 'decoderBias'),
  }),
  mistaken(
    'decode/encoder-transposed',
    'decoderPre',
    'decoderPre is made with the encoder’s weight transposed instead of the decoder’s',
    {
      decoderPre: (k, at) => map2(product(k, transpose(at('encoderWeight')), at('denoised')), at('decoderBias'), k.add),
    },
  ),
  mistaken('decode/of-noised', 'decoderPre', 'decoderPre decodes noised instead of denoised', {
    decoderPre: seeing('decoderPre', { denoised: just('noised') }),
  }),
  mistaken('decode/of-latent', 'decoderPre', 'decoderPre decodes the clean latent instead of denoised', {
    decoderPre: seeing('decoderPre', { denoised: just('latent') }),
  }),
  mistaken(
    'decode/frozen-bias-moved',
    'decoderPre',
    'decoderPre uses a decoder bias that has learned, though the decoder is frozen',
    {
      decoderPre: seeing('decoderPre', {
        decoderBias: each(just('decoderBias'), (x, k, lesson) => k.sub(x, k.of(lesson.learningRate))),
      }),
    },
  ),
  mistaken(
    'decode/frozen-weight-moved',
    'decoderPre',
    'decoderPre uses a decoder weight that has learned, though the decoder is frozen',
    {
      decoderPre: seeing('decoderPre', {
        decoderWeight: each(just('decoderWeight'), (x, k, lesson) => k.sub(x, k.of(lesson.learningRate))),
      }),
    },
  ),
  mistaken('decode/relu-in-place', 'decoderPre', 'decoderPre is already clipped: ReLU has been written over it', {
    decoderPre: clipped(right('decoderPre')),
  }),
  mistaken('decode/no-relu', 'decoded', 'decoded has lost its ReLU: negative numbers are left in it', {
    decoded: just('decoderPre'),
  }),
  mistaken(
    'decode/absolute',
    'decoded',
    'decoded holds absolute values: ReLU takes negative numbers to 0, not to their size',
    { decoded: each(just('decoderPre'), magnitude) },
  ),
  mistaken('decode/clamped-above', 'decoded', 'decoded is cut off at the brightest pixel of the video', {
    decoded: (k, at) => {
      const brightest = at('video')
        .flat()
        .reduce((a, b) => (compare(a, b) < 0 ? b : a))
      return map(at('decoderPre'), x => (compare(x, brightest) > 0 ? brightest : k.max0(x)))
    },
  }),
]
