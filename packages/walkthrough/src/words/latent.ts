// The opening and steps 1 to 3, in words: from a video to a latent with noise on it.
import { modelOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { keysOf, named } from '@dit-by-hand/graph/at'
import { countOf } from '@dit-by-hand/graph/scope'
import { matrices } from '../matrices.ts'
import { corner, countWhere, equalsAt, firstSound, isAll, isAmended, isNegative, isZero } from '../notice.ts'
import { m, num, type Paragraph, p, quote, term } from '../prose.ts'
import { grouped, published, reduction, savings, volumeLine } from '../published.ts'
import { by, counted, featureOf, sum, words } from '../say.ts'
import { firstClipped } from '../steps/latent.ts'
import type { Facts } from '../telling.ts'
import type { Words } from '../words.ts'

export const opening: Words = {
  prose: ({ lesson, size: { video } }) => [
    p`Here is a ${term('Diffusion Transformer')} small enough to work out by hand. It is given a ${m('video')} of
      ${counted(video.frames, 'frame')} of ${by(video.rows, video.columns)} pixels, and the prompt
      ${quote(lesson.prompt.text)}. It puts noise on the video, guesses that noise, learns from its error, and takes
      its guess away to make a video of its own.`,
    p`${term('Diffusion')} is what ink does in water: it spreads until nothing of the drop is left. Here it is noise that
      spreads over a video. To undo that, a little at a time, is what the model learns, so that it can begin with nothing
      but noise and end with a video. The ${term('Transformer')} does the guessing: a network that reads pieces in a row and lets each look at the others.`,
    p`The numbers on this page are chosen; all others follow from them, one cell at a time, and every cell can show its
      arithmetic. Change a number here, and see how far the change travels. Look first at the ${m('video')}: its
      numbers are brightness, frame under frame, and at the end a video of the same size stands beside it.`,
    lesson.attention.kind === 'given'
      ? p`${known} Some are ${term('frozen')}: encoder and decoder were settled beforehand, and stay as they are. Others
        are ${term('learnable')}: the modulation and the feed-forward layer change in training. In this lesson the
        ${m('attention')} is given too, and stays.`
      : p`${known} Some are ${term('frozen')}: encoder and decoder were settled beforehand, and stay as they are. Others
        are ${term('learnable')}: the modulation, the ${m('query')}, the ${m('key')} and the feed-forward layer are
        what training may change.`,
  ],
  leftOut: facts => [
    p`The published DiT (${num(published.paper)}) makes images, and its largest model has
      ${num(grouped(published.weights))} weights, without encoder and decoder; this one has ${num(weights(facts))} with
      them. Video models carry the same kind of block over to patches of many frames.`,
  ],
}

/** What weights and biases are. */
const known: Paragraph = p`A ${term('weight')} says how strongly one number counts in making another; a ${term('bias')} is
  added whatever comes in. They are all a model knows.`

/** How many numbers the parameters and the frozen weights and biases hold. */
const weights = ({ lesson, net }: Facts): number =>
  countOf(modelOf(lesson).parameters) +
  keysOf(matrices)
    .filter(name => matrices[name].role === 'frozen')
    .reduce((total, name) => total + sizeOf(net, name), 0)

const sizeOf = (net: Facts['net'], name: Name): number => {
  const [rows, columns] = named(net, name).shape
  return rows * columns
}

export const patchify: Words = {
  prose: facts => {
    const {
      lesson: { patch },
      size,
    } = facts
    return [
      p`A transformer reads a sequence: in a text, one token after another, each a word or a piece of one. A
        ${m('video')} is a block of pixels. So the block is cut, and a patch is to a video what a token is to a text.`,
      p`Here ${term('patches')} are blocks of ${by(patch.rows, patch.columns)} pixels, ${counted(patch.frames, 'frame')} deep, and each
        becomes one column of ${m('patches')}: ${counted(size.patches, 'column')} of
        ${counted(size.pixels, 'pixel')}.`,
      p`Their order is fixed: earlier before later, then upper before lower, then left before right. The patches of the video come in this order, and so do the pixels of a patch. Read a column from top to bottom and you have read one
        patch. ${size.patches === 1 ? p`Here one patch is the whole video.` : []}`,
      p`The formula says the same in letters. ${words('T, H and W')} count blocks along time, height and width;
        ${words('t, h and w')} count frames, rows and columns inside one patch. Before the arrow stand the rows and the
        columns of the ${m('video')}, after it those of the ${m('patches')}. Nothing is computed; pixels move.
        ${topLeft(facts)}`,
    ]
  },
  leftOut: () => [
    p`DiT encodes the whole image first and cuts the latent after that, in its best models into patches of
      ${num(published.patch)}; a linear layer turns each into a token (${num(published.sections.design)}). Cutting
      first keeps our encoder small.`,
    p`DiT also tells each token where it was, by adding sines and cosines of its position
      (${num(published.sections.design)}). Here a patch has its column, and no arithmetic asks which one it is.`,
  ],
}

/** The one pixel whose way needs no counting. */
function topLeft(facts: Facts): Paragraph {
  if (isAmended(facts, 'patches', corner)) return []
  return p`The top left cell of the ${m('patches')}, ${num(facts.cell('patches', 1, 1))}, is the top left pixel of the
    first frame.`
}

export const encode: Words = {
  prose: facts => [
    p`The encoder describes each patch of ${counted(facts.size.pixels, 'pixel')} by
      ${counted(facts.size.latent, 'number')}, its ${term('features')}: the ${m('encoderWeight')} times the
      ${m('patches')}, plus the ${m('encoderBias')}. A row of the weight goes along a column of patches, number times number,
      and the products are added up. So each row asks one question, the same of every patch.
      ${wider(facts)}`,
    clipping(facts),
    p`What is that good for? In a real model every later step has far less to work on: DiT takes an image of
      ${num(volumeLine(reduction.from))} numbers to a latent of ${num(volumeLine(reduction.to))},
      ${num(savings(reduction))} times fewer (${num(published.sections.design)}). What the latent drops, the decoder
      must do without.`,
  ],
  leftOut: () => [
    p`A real encoder is a deep network that sees the whole image, trained beforehand with its decoder as a
      ${term('variational autoencoder')} and then frozen (${num(published.sections.preliminaries)}). For each number of the
      latent it answers with a mean and a spread, from which the number is drawn. So the decoder learns to make an image of whatever lies nearby, not just of single points, and can make sense of a latent that was generated.`,
    p`Those latents are multiplied by ${num(published.latentScale)} to bring them to the size of the noise (official code).`,
  ],
}

const wider = ({ size }: Facts): Paragraph =>
  size.latent > size.pixels ? p`Nothing in the method makes the answer shorter; here it is longer.` : []

function clipping(facts: Facts): Paragraph {
  const relu = p`Then ${term('ReLU')} turns negative answers into zero and leaves all others as they are, which is what
    max means in the formula.`
  const clipped = countWhere(facts, 'encoderPre', isNegative)
  const latent = p`What comes out is the ${term('latent')}, which means hidden: one column for each patch.`
  if (clipped === 0) return p`${relu} None is negative here. ${latent}`
  const spot = firstClipped(facts)
  const look = spot
    ? p`For ${featureOf(spot)}, ${num(facts.cell('encoderPre', spot.row, spot.column))} becomes
      ${num(facts.cell('latent', spot.row, spot.column))}.`
    : []
  return p`${relu} Here it turns ${num(clipped)} of ${num(facts.size.latent * facts.size.patches)}. ${look} ${latent}
    ${isAll(facts, 'latent', isZero) ? p`This one is all zeros, and says nothing about the video.` : []}`
}

export const noise: Words = {
  prose: facts => [
    p`The model will make videos by taking noise away, so it must learn what noise looks like. We give it an example to
      which we know the answer: the ${m('noise')}, of the same shape as the ${m('latent')}, is added to it cell by
      cell. ${example(facts)}`,
    p`A language model is taught in the same way: hide a word of a sentence, and let it guess the word from those around it.
      No teacher has to write the answers down, for the text itself holds them. Here the noise is what has to be guessed,
      and every video can teach.`,
    p`From here on the model sees the ${m('noised')} and never the ${m('latent')}. What in it is picture and what is
      noise, no cell can say by itself. To tell them apart is the model’s whole task, and the ${m('noise')} is kept to
      check its answer. ${still(facts)}`,
    doses(facts),
  ],
  leftOut: () => [
    p`Real noise is drawn afresh, or ${term('sampled')}, from a normal distribution, and the picture fades as the noise grows:
      ${num(published.formulas.noising)}, where ᾱ falls from nearly one to nearly zero over
      ${num(grouped(published.timesteps))} timesteps (${num(published.sections.preliminaries)}). Here the noise is
      given, all of it is added, and the ${m('t')} has no say in how much.`,
  ],
}

function example(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'noised')
  if (!spot) return []
  const at = (name: 'latent' | 'noise' | 'noised') => facts.cell(name, spot.row, spot.column)
  return p`For ${featureOf(spot)} that is ${sum([at('latent'), at('noise')], at('noised'))}.`
}

/** What the timestep says of the noise. */
function doses({ lesson: { timestep } }: Facts): Paragraph {
  if (timestep.t === 0)
    return p`The ${m('t')} counts doses of noise, and here it is ${num(timestep.t)}: none. The lesson adds its noise all the same, for
      in a model as small as this the ${m('t')} has no say in how much.`
  return p`The ${m('t')} counts doses: ${num(timestep.t)} here, one for each step of ${term('diffusing')}, a little noise at
    a time. Noise upon noise is noise again, so the doses can be added up beforehand and put on at once, as we do. Taking
    it away is another matter: it can be done at once, or dose by dose.`
}

function still(facts: Facts): Paragraph {
  const all = facts.size.latent * facts.size.patches
  const same = countWhere(facts, 'noised', equalsAt(facts, 'latent'))
  if (same === all) return p`In this lesson there is no noise to find: the ${m('noised')} is the ${m('latent')} itself.`
  if (same === 0) return p`Here the noise reaches every cell: none is as it was.`
  return p`Compare the ${m('noised')} with the ${m('latent')}: ${num(same)} of ${counted(all, 'cell')}
    ${same === 1 ? p`is as it was, and looks` : p`are as they were, and look`} no different from the others.`
}
