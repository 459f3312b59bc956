// One sentence on each matrix, apart from the captions, since not every screen shows them.
import type { Name } from '@dit-by-hand/core/names'
import type { UpdatedName } from '@dit-by-hand/spec/names'
import { captions } from './captions.ts'
import { meaningOf } from './matrices.ts'

/** One sentence on each matrix; updated parameters all have the same. */
const says: { readonly [K in Exclude<Name, UpdatedName>]: string } = {
  video: 'The brightness of every pixel, one frame below the other.',
  encoderWeight: 'Each row weighs the pixels of a patch into one feature of its latent; frozen.',
  encoderBias: 'What the encoder adds to each feature; frozen.',
  noise: 'The noise that is added to the latent, which the model has to guess.',
  words: 'A vector for each word of the prompt, side by side.',
  t: 'How far along the noising is, as a whole number.',
  modulationWeight: 'Turns the condition into a scale and a shift for each feature; learnable.',
  modulationBias: 'The scale and the shift that a condition of zeros would give; learnable.',
  query: 'Turns each patch into its query, what it looks for; learnable.',
  key: 'Turns each patch into its key, what it can be found by; learnable.',
  feedForwardWeight: 'Mixes the features of a patch into its predicted noise; learnable.',
  feedForwardBias: 'What the feed-forward layer adds to each feature; learnable.',
  learningRate: 'How far a parameter moves for each unit of its gradient.',
  decoderWeight: 'Each row weighs the features of a patch into one of its pixels; frozen.',
  decoderBias: 'What the decoder adds to each pixel; frozen.',
  patches: 'The video cut into patches, each patch a column of pixels.',
  encoderPre: 'What the encoder makes of each patch, before ReLU turns negative numbers into zero.',
  latent: 'Each patch as the encoder describes it, a column of features.',
  noised: 'The latent with noise added: all that the model sees of the video.',
  textEmbedding: 'The whole prompt as one vector: the sum of its words.',
  timeEmbedding: 'The timestep in binary, the most significant bit on top.',
  condition: 'The text embedding above the time embedding: everything that steers the model.',
  scaleShift: 'A scale for each feature and, below those, a shift for each feature.',
  scale: 'What each feature of the noised latent is multiplied by.',
  shift: 'What is added to each feature after it has been scaled.',
  scaled: 'The noised latent with each row multiplied by its scale.',
  conditioned: 'The scaled latent with its shift added to each row.',
  queries: 'What each patch looks for, one column for each patch.',
  keys: 'What each patch can be found by, one column for each patch.',
  scores: 'How well the key of each patch (row) matches the query of each patch (column).',
  attention: 'How much the patch of a column takes from the patch of a row.',
  pooled: 'For each patch, a mixture of the conditioned latents that it attends to.',
  predictedNoise: 'What the model takes to be noise in every cell of the noised latent.',
  loss: 'The mean of the squared errors of the predicted noise.',
  denoised: 'The noised latent minus the predicted noise.',
  decoderPre: 'What the decoder makes of each patch, before ReLU turns negative numbers into zero.',
  decoded: 'The denoised latent turned back into patches, each a column of pixels.',
  generatedVideo: 'The decoded patches, each put back where it came from.',
  lossGradient: 'Predicted minus sampled noise: the error, and the gradient from which all others start.',
  d_feedForwardWeight: 'How half the sum of the squared errors would change if this weight grew a little.',
  d_feedForwardBias:
    'How half the sum of the squared errors would change if this bias grew a little: the sum of its row of errors.',
  d_pooled: 'The error, passed back through the feed-forward weight.',
  d_attention: 'How half the sum of the squared errors would change if this share alone grew a little.',
  d_scores: 'The gradient of the attention, passed back through the softmax.',
  d_queries: 'The gradient of the scores, passed back to the query of each patch.',
  d_keys: 'The gradient of the scores, passed back to the key of each patch.',
  d_query: 'How half the sum of the squared errors would change if this number of the query weight grew a little.',
  d_key: 'How half the sum of the squared errors would change if this number of the key weight grew a little.',
  d_conditioned:
    'The gradient of the pooled latent, passed back to the patches that were attended to; with a softmax, also through queries and keys.',
  d_scale: 'How half the sum of the squared errors would change if the scale of this feature grew a little.',
  d_shift: 'How half the sum of the squared errors would change if the shift of this feature grew a little.',
  d_scaleShift: 'The gradients of scale and shift, stacked as those were.',
  d_modulationWeight: 'How half the sum of the squared errors would change if this weight grew a little.',
  d_modulationBias: 'How half the sum of the squared errors would change if this bias grew a little.',
}

const isSaid = (name: Name): name is keyof typeof says => Object.hasOwn(says, name)

/** What a matrix is, in one sentence. */
export function saysOf(name: Name): string {
  if (isSaid(name)) return says[name]
  const meaning = meaningOf(name)
  const title = meaning.kind === 'value' ? name : captions[meaning.of].title
  return `The ${title} after one step of gradient descent: itself, minus the learning rate times its gradient.`
}
