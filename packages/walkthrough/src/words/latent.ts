// The opening and steps 1 to 3, in words: from a video to a latent with noise on it.
import { modelOf } from '@dit-by-hand/core/lesson'
import { keysOf, named } from '@dit-by-hand/graph/at'
import { countOf } from '@dit-by-hand/graph/scope'
import { matrices } from '../matrices.ts'
import { countWhere, isAll } from '../notice.ts'
import { m, num, type Paragraph, p, quote, term } from '../prose.ts'
import { grouped, published, reduction, savings, volumeLine } from '../published.ts'
import { by, counted, featureOf, sum, words } from '../say.ts'
import { corner, equalsAt, firstSound, isAmended, isNegative, isZero } from '../spots.ts'
import { firstClipped } from '../steps/latent.ts'
import type { Facts } from '../telling.ts'
import type { Words } from '../words.ts'

export const opening: Words = {
  prose: ({ lesson, size: { video } }) => [
    p`Here is a ${term('Diffusion Transformer')} small enough to work out by hand. It starts from a ${m('video')} of
      ${counted(video.frames, 'frame')} of ${by(video.rows, video.columns)} pixels and the prompt
      ${quote(lesson.prompt.text)}. It adds noise to the video, guesses that noise, learns from its error, and subtracts
      its guess to make a video of its own.`,
    p`${term('Diffusion')} is what ink does in water: it spreads until no trace of the drop is left. Here it is
      noise that spreads over a video. The model learns to undo this, a little at a time, so that it can start from pure
      noise and end with a video. The ${term('Transformer')} does the guessing: it is a network that reads a sequence of
      pieces and lets each piece look at the others.`,
    p`The numbers on this page are chosen; all others follow from them, one cell at a time, and every cell can show its
      arithmetic. Change a number here and see how far the change travels. Look at the ${m('video')} first: its
      numbers are brightness${words(video.frames === 1 ? '' : ', one frame below the other')}. At the end, a generated video
      of the same size stands next to it.`,
    p`${known} Some are ${term('frozen')}: the encoder and the decoder were settled beforehand and do not change. Others
      are ${term('learnable')}: training may change the
      modulation${lesson.attention.kind === 'given' ? [] : p`, the ${m('query')}, the ${m('key')}`} and the feed-forward layer.
      ${lesson.attention.kind === 'given' ? p`In this lesson the ${m('attention')} is given too, and does not change.` : []}`,
  ],
  leftOut: facts => [
    p`The published DiT (${num(published.paper)}) generates images. Its largest model has ${num(grouped(published.weights))} weights
      and biases, not counting its encoder and decoder; this one has ${num(weights(facts))}, counting them. Video models
      apply the same kind of block to patches of many frames.`,
  ],
}

/** What weights and biases are. */
const known: Paragraph = p`A ${term('weight')} says how strongly one number counts in making another; a ${term('bias')} is
  added whatever the input. Everything a model knows is in its weights and biases.`

/** How many numbers the parameters and the frozen weights and biases hold. */
const weights = ({ lesson, net }: Facts): number =>
  countOf(modelOf(lesson).parameters) + countOf(frozen.map(name => named(net, name)))

const frozen = keysOf(matrices).filter(name => matrices[name].role === 'frozen')

export const patchify: Words = {
  prose: facts => {
    const {
      lesson: { patch },
      size,
    } = facts
    return [
      p`A transformer reads a sequence. In a text, that is one token after another, each a word or a piece of one. A
        ${m('video')} is a block of pixels, so we cut it up: a patch is to a video what a token is to a text.`,
      p`Here ${term('patches')} are blocks of ${by(patch.rows, patch.columns)} pixels, ${counted(patch.frames, 'frame')} deep. Each
        becomes one column of the ${m('patches')}, which makes ${counted(size.patches, 'column')} of
        ${counted(size.pixels, 'pixel')}.`,
      p`The order is fixed: earlier before later, then upper before lower, then left before right. The patches of the
        video come in this order, and so do the pixels inside a patch. Read a column from top to bottom and you have read one
        patch. ${size.patches === 1 ? p`Here one patch is the whole video.` : []}`,
      p`The formula says the same in symbols. ${words('T, H and W')} count blocks along time, height and width;
        ${words('t, h and w')} count frames, rows and columns inside one patch. On the left of the arrow are the rows and
        columns of the ${m('video')}, on the right those of the ${m('patches')}. Nothing is computed; pixels only move.
        ${topLeft(facts)}`,
    ]
  },
  leftOut: () => [
    p`DiT encodes the whole image first and then cuts the latent into patches, of ${num(published.patch)} in its best
      models; a linear layer turns each patch into a token (${num(published.sections.design)}). We cut first, which keeps
      our encoder small.`,
    p`DiT also tells each token where it was, by adding sines and cosines of its position
      (${num(published.sections.design)}). Here a patch has its column, but nothing in the arithmetic
      depends on which column that is.`,
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
      ${counted(facts.size.latent, 'number')}, its ${term(facts.size.latent === 1 ? 'feature' : 'features')}: the ${m('encoderWeight')} times the
      ${m('patches')}, plus the ${m('encoderBias')}. To make one number, go along a row of the weight and down a column of
      patches, multiply pair by pair, and add up the products. So each row of the weight asks the same question of every
      patch.
      ${wider(facts)}`,
    clipping(facts),
    p`Why do this? In a real model it leaves far less work for every later step: DiT turns an image of
      ${num(volumeLine(reduction.from))} numbers into a latent of ${num(volumeLine(reduction.to))},
      ${num(savings(reduction))} times fewer (${num(published.sections.design)}). The price is that the decoder must do
      without whatever the latent drops.`,
  ],
  leftOut: () => [
    p`A real encoder is a deep network that sees the whole image. It is trained beforehand with its decoder, as a
      ${term('variational autoencoder')}, and then frozen (${num(published.sections.preliminaries)}). For each number of the
      latent it gives a mean and a spread, and the number is drawn at random from those. So the decoder learns to make an
      image from anything nearby, and can make sense of a latent that was generated.`,
    p`DiT multiplies those latents by ${num(published.latentScale)}, so that their spread is about that of the noise
      (official code).`,
  ],
}

const wider = ({ size }: Facts): Paragraph =>
  size.latent > size.pixels ? p`Nothing forces the answer to be shorter; here it is longer.` : []

function clipping(facts: Facts): Paragraph {
  const relu = p`Then ${term('ReLU')} turns negative answers into zero and leaves all others as they are; that is the max in
    the formula. A feature can then be absent or present, but never negative.`
  const clipped = countWhere(facts, 'encoderPre', isNegative)
  const latent = p`The result is the ${term('latent')} (the word means hidden), one column for each patch.`
  if (clipped === 0) return p`${relu} None is negative here. ${latent}`
  const spot = firstClipped(facts)
  const look = spot
    ? p`For ${featureOf(spot)}, ${num(facts.cell('encoderPre', spot.row, spot.column))} becomes
      ${num(facts.cell('latent', spot.row, spot.column))}.`
    : []
  return p`${relu} Here it changes ${num(clipped)} of ${counted(facts.size.latent * facts.size.patches, 'number')}. ${look} ${latent}
    ${isAll(facts, 'latent', isZero) ? p`This one is all zeros, so it says nothing about the video.` : []}`
}

export const noise: Words = {
  prose: facts => [
    p`The model will make videos by taking noise away, so it must learn to tell what is noise. We give it an example
      whose answer we know: to the ${m('latent')} we add the ${m('noise')}, which has the same shape, cell by cell.
      ${example(facts)}`,
    p`Many language models are taught in the same way: hide a word of a sentence and let the model guess it from the
      words around it. Nobody has to write the answers down, because the text already holds them. Here the model has to
      guess the noise, so any video can teach it.`,
    p`From here on the model sees the ${m('noised')}, never the ${m('latent')}. No cell on its own can tell how much of it
      is picture and how much is noise. Telling them apart is the model’s whole task; we keep the ${m('noise')} to check
      its answer. ${still(facts)}`,
    doses(facts),
  ],
  leftOut: () => [
    p`Real noise is ${term('sampled')}, that is, drawn afresh from a normal distribution, and the picture fades as the
      noise grows:
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
function doses(facts: Facts): Paragraph {
  const { t } = facts.lesson.timestep
  if (t === 0)
    return p`The ${m('t')} counts doses of noise, and here it is ${num(t)}: none. ${
      isAll(facts, 'noise', isZero)
        ? []
        : p`The lesson adds its noise all the same, because in a model this small the ${m('t')} has no say in how much.`
    }`
  return p`The ${m('t')} counts doses of noise: ${num(t)} here. Diffusion adds noise a little at a time, one dose for
    each step. But noise plus noise is noise again, so we can add up the doses and put them on all at once.
    ${t === 1 ? [] : p`Taking the noise away can also be done all at once or dose by dose, and there the choice will matter.`}`
}

function still(facts: Facts): Paragraph {
  const all = facts.size.latent * facts.size.patches
  const same = countWhere(facts, 'noised', equalsAt(facts, 'latent'))
  if (same === all) return p`In this lesson there is no noise to find: the ${m('noised')} is the ${m('latent')} itself.`
  if (same === 0) return p`Here the noise changes every cell.`
  return p`Compare the ${m('noised')} with the ${m('latent')}: ${num(same)} of ${counted(all, 'cell')}
    ${same === 1 ? p`is unchanged, but looks` : p`are unchanged, but look`} no different from the others.`
}
