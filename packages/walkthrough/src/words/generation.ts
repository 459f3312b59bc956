// Steps 11 to 13 and the closing, in words: back to a video.
import { mostSteps } from '@dit-by-hand/core/generate'
import { countWhere, isAll } from '../notice.ts'
import { m, num, type Paragraph, p, term } from '../prose.ts'
import { published } from '../published.ts'
import { counted, difference, featureOf, pixelOf, words } from '../say.ts'
import { changedPixels, equalsAt, firstSound, isNegative, isZero } from '../spots.ts'
import { firstDark } from '../steps/generation.ts'
import type { Facts } from '../telling.ts'
import type { Words } from '../words.ts'
import { fared, whyWorse } from './passes.ts'

export const denoise: Words = {
  prose: facts => [
    p`In training, we compared the guess with the noise. To generate, we trust it: the ${m('denoised')} is the
      ${m('noised')} minus the ${m('predictedNoise')}. ${example(facts)} Nothing is learned here: there is no loss and no
      gradient, and the guess comes from the weights as they were given, before training.`,
    p`If the guess were right everywhere, the ${m('latent')} would be back exactly. Where it was wrong, the error stays in
      the picture with its sign reversed. ${returned(facts)}`,
    ...steps(facts),
  ],
  leftOut: () => [
    p`In its experiments DiT takes ${num(published.samplingSteps)} steps (${num(published.sections.experiments)}). Each
      takes away part of the guess, rescales what is left, and adds a little fresh noise.`,
    p`To follow its label more closely, it makes one guess with it and one without. Then it goes further in the
      direction from the guess without (u) to the guess with it (c): ${num(published.formulas.guidance)}. This is called
      ${term('classifier-free guidance')} (${num(published.sections.preliminaries)}).`,
    p`To be able to guess without a label, it was trained without one now and then: in ${num(published.labelsDropped)} of
      the examples, the label’s vector is replaced by another, also learned, that stands for no label (official code).`,
  ],
}

/** In how many steps, and what comes of it. */
function steps(facts: Facts): readonly Paragraph[] {
  if (facts.pass.of > 1) return [fared(facts), whyWorse]
  const t = facts.lesson.timestep.t
  const begin = p`One step is enough to see how it is done. A real model starts from pure noise and takes many steps, with a new
    guess at each. Every step takes away one dose of noise, so the ${m('t')} counts down.`
  if (t <= 1) return [begin]
  return [
    begin,
    p`From a ${m('t')} of ${num(t)}, this model can take up to ${num(Math.min(mostSteps(facts.lesson), t))} steps: choose how
      many. The ${m('denoised')} of one step is the ${m('noised')} of the next, and the whole model runs again with the same
      weights. Every matrix shows the step you are looking at.`,
  ]
}

function example(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'denoised')
  if (!spot) return []
  const at = (name: 'noised' | 'predictedNoise' | 'denoised') => facts.cell(name, spot.row, spot.column)
  return p`For ${featureOf(spot)}: ${difference(at('noised'), at('predictedNoise'), at('denoised'))}.`
}

function returned(facts: Facts): Paragraph {
  const all = facts.size.latent * facts.size.patches
  const back = countWhere(facts, 'denoised', equalsAt(facts, 'latent'))
  if (back === all) return p`Compare them: every cell is back.`
  if (back === 0) return p`Compare them: no cell is back.`
  return p`Compare them: ${num(back)} of ${counted(all, 'cell')} ${back === 1 ? p`is` : p`are`} back.`
}

export const decode: Words = {
  prose: facts => [
    p`The decoder is the way back: the ${m('decoderWeight')} times the ${m('denoised')}, plus the ${m('decoderBias')},
      turns the ${counted(facts.size.latent, 'feature')} of a patch into its ${counted(facts.size.pixels, 'pixel')} again.
      Each row of the weight paints one pixel, the same one in every patch.`,
    dark(facts),
    p`Compare the ${m('decoded')} with the ${m('patches')} of the first step. Where they differ, either the guess was wrong, or
      encoder and decoder could not preserve what was there.`,
  ],
  leftOut: () => [
    p`A real decoder is a deep network, trained together with the encoder and frozen since. It paints the whole image at
      once, so that patches leave no seams.`,
  ],
}

const upwards = p`Nothing limits how bright a pixel can get: it may come out brighter than any that was given.`

function dark(facts: Facts): Paragraph {
  const relu = p`Nothing can be darker than black, so ReLU turns negative pixels into zero`
  const count = countWhere(facts, 'decoderPre', isNegative)
  if (count === 0) return p`${relu}. None is negative here. ${upwards}`
  const spot = firstDark(facts)
  const look = spot
    ? p`For ${pixelOf(spot)}, ${num(facts.cell('decoderPre', spot.row, spot.column))} becomes
      ${num(facts.cell('decoded', spot.row, spot.column))}.`
    : []
  return p`${relu}, here ${num(count)} of ${num(facts.size.pixels * facts.size.patches)}. ${look}
    ${isAll(facts, 'decoded', isZero) ? p`Nothing is left: every pixel is black.` : upwards}`
}

export const video: Words = {
  prose: facts => [
    p`Each column of the ${m('decoded')} is a patch, and each goes back to where it was cut out: the order of the first
      step, read backwards. Pixels move; none changes its value.`,
    p`Now compare the ${m('generatedVideo')} with the ${m('video')} that we began with. ${changed(facts)}`,
    facts.pass.of === 1
      ? p`It was made in one step, by weights that have not been trained yet. ${
          changedPixels(facts).length === 0
            ? []
            : p`You have seen what would make it better: the training step, taken again and again.`
        }`
      : fared(facts),
    ...(facts.pass.of === 1 ? [] : [whyWorse]),
  ],
  leftOut: () => [
    p`DiT cut after encoding, so it first puts its tokens back together into a latent and then decodes that
      (${num(published.sections.design)}). A model of this kind does not mind how many patches there are; Sora’s report
      builds on that to make videos of any length, size and shape.`,
  ],
}

function changed(facts: Facts): Paragraph {
  const all = changedPixels(facts)
  const [spot] = all
  if (!spot) return p`Every pixel is as it was.`
  const { frames, rows, columns } = facts.size.video
  const frame = Math.floor((spot.row - 1) / rows) + 1
  const row = ((spot.row - 1) % rows) + 1
  return p`They differ in ${num(all.length)} of ${counted(frames * rows * columns, 'pixel')}. Look at frame ${num(frame)},
    row ${num(row)}, column ${num(spot.column)}: it was ${num(facts.cell('video', spot.row, spot.column))} and is now
    ${num(facts.cell('generatedVideo', spot.row, spot.column))}.`
}

export const closing: Words = {
  prose: ({ size: { video, patches } }) => [
    p`We cut ${counted(video.frames * video.rows * video.columns, 'pixel')} into ${counted(patches, 'patch', 'patches')},
      encoded ${words(patches === 1 ? 'it' : 'them')}, added noise, let a prompt and a timestep scale and shift
      ${words(patches === 1 ? 'it, let it attend to itself' : 'them, let them attend to each other')}, guessed the noise,
      measured the error, learned from it, subtracted the guess, and painted what was left. These ideas are worth
      keeping.`,
    p`${term('Patches turn a video into a sequence.')} Once it is cut into columns, anything that can read a sequence can
      read a video, of any length and any size.`,
    p`${term('Work in a latent.')} A good description is shorter than what it describes. Encode once, do the thinking
      there, and paint only at the very end.`,
    p`${term('Conditions steer by scaling and shifting.')} The words never touch a pixel. They turn features up,
      down or upside down, and the rest of the model takes it from there.`,
    p`${term('Attention mixes patches across space and time.')} Everything else works on one patch at a time. Only here
      can a patch learn from its neighbours, from an earlier frame, or from a later one.`,
    p`${term('Learn the noise, then take it away.')} Noise that we added ourselves is a question whose answer we know,
      so any video can teach. And a model that can find the noise can remove it, until only a picture is left.`,
  ],
  leftOut: () => [
    p`Why a ${term('transformer')}? It is one block, repeated, and nearly all of its work is multiplying matrices,
      which machines do best. More blocks, wider blocks, more patches: the arithmetic grows and the recipe stays the same.
      DiT’s authors found that its images get better with the arithmetic spent on them, whether it goes into depth, width
      or more patches (${num(published.sections.results)}). Sora took this to videos.`,
    p`Each step has said what it leaves out: norms, gates, values, positions, heads, depth, schedules, guidance.
      Together they lead from this page to a model that makes real videos, and none of them changes the ideas above.`,
  ],
}
