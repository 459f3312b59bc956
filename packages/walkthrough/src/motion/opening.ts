// The whole of it in twenty seconds: what the opening shows act by act, with the numbers of its lesson. No screen.

import type { Name } from '@dit-by-hand/core/names'
import { alike } from '@dit-by-hand/graph/arith'
import { at, eachOf } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import { sign } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { mostShaded, type Place, placesOf, type Rows, rowsOf } from '../pictures/rows.ts'
import { brightestOf } from '../pictures/scale.ts'
import type { Facts } from '../telling.ts'

/** What happens, in order. */
export const acts = ['frames', 'patches', 'latent', 'noise', 'guess', 'taken', 'video', 'by hand'] as const
export type ActName = (typeof acts)[number]

/** How long each act lasts, in milliseconds: less than twenty seconds in all. */
const lengths: { readonly [K in ActName]: number } = {
  frames: 2200,
  patches: 2500,
  latent: 2700,
  noise: 2900,
  guess: 3600,
  taken: 2400,
  video: 2500,
  'by hand': 900,
}

/** One act: a stretch of time, and the sentence under it. */
export interface Act {
  readonly name: ActName
  readonly at: number
  readonly lasts: number
  readonly says: string
}

/** The matrices on show; a video is frame under frame. */
type Shown = 'video' | 'patches' | 'latent' | 'noise' | 'noised' | 'predictedNoise' | 'denoised' | 'generatedVideo'

/** The opening of a lesson: its acts, and every number that they show. */
export interface Opening extends Readonly<Record<Shown, Rows>> {
  readonly acts: readonly Act[]
  readonly lasts: number
  /** Rows of one frame. */
  readonly high: number
  /** For each pixel of the video, its place among the patches; the same way back. */
  readonly places: readonly (readonly Place[])[]
  readonly prompt: string
  readonly t: string
  /** The brightest pixel of both videos; the largest number of the grey scale, whatever its sign. */
  readonly brightest: number
  readonly most: number
}

/** In how many of its cells a matrix agrees with another of its shape. */
function agreeing(facts: Facts, name: Name, other: Name): { readonly same: number; readonly of: number } {
  const [a, b] = [rowsOf(facts, name).flat(), rowsOf(facts, other).flat()]
  return { same: a.filter((value, i) => alike(value, at(b, i))).length, of: a.length }
}

/** The opening of a lesson. */
export function openingOf(facts: Facts): Opening {
  const [video, patches, generatedVideo] = eachOf(['video', 'patches', 'generatedVideo'], name => rowsOf(facts, name))
  const [latent, noise, noised] = eachOf(['latent', 'noise', 'noised'], name => rowsOf(facts, name))
  const [predictedNoise, denoised] = eachOf(['predictedNoise', 'denoised'], name => rowsOf(facts, name))
  let now = 0
  const told = acts.map((name): Act => {
    const act = { name, at: now, lasts: lengths[name], says: says[name](facts) }
    now += act.lasts
    return act
  })
  return {
    acts: told,
    lasts: now,
    ...{ video, patches, latent, noise, noised, predictedNoise, denoised, generatedVideo },
    high: facts.size.video.rows,
    places: placesOf(facts),
    prompt: facts.lesson.prompt.text,
    t: showNumber(facts.cell('t', 1, 1)),
    brightest: brightestOf(video, generatedVideo),
    most: mostShaded(facts),
  }
}

const says: { readonly [K in ActName]: (facts: Facts) => string } = {
  frames: ({ size: { video } }) =>
    `A video: ${counted(video.frames, 'frame')} of ${video.rows}×${video.columns} pixels.`,
  patches: ({ size: { patches, pixels } }) =>
    patches === 1
      ? `It is one patch, a column of ${counted(pixels, 'number')}.`
      : `It is cut into ${patches} patches, each a column of ${counted(pixels, 'number')}.`,
  latent: ({ size }) =>
    size.latent < size.pixels
      ? `An encoder shrinks every column from ${size.pixels} to ${counted(size.latent, 'number')}: the latent.`
      : `An encoder describes every column with ${counted(size.latent, 'number')}: the latent.`,
  noise: facts => {
    const noise = rowsOf(facts, 'noise').flat()
    const touched = noise.filter(value => sign(value) !== 0).length
    return touched === 0
      ? 'This is where noise is added; here there is none.'
      : `Noise is added to ${touched} of ${counted(noise.length, 'number')}. The model sees only the sum.`
  },
  guess: facts => {
    const { same, of } = agreeing(facts, 'noise', 'predictedNoise')
    return `Given “${facts.lesson.prompt.text}” and t = ${showNumber(facts.cell('t', 1, 1))}, it guesses the noise: ${same} of ${counted(of, 'number')} right.`
  },
  taken: facts => {
    const { same, of } = agreeing(facts, 'latent', 'denoised')
    return `The guess is taken away: ${same} of ${counted(of, 'number')} of the latent ${same === 1 ? 'is' : 'are'} back.`
  },
  video: facts => {
    const { same, of } = agreeing(facts, 'video', 'generatedVideo')
    return `A decoder turns it into a video: ${same} of ${counted(of, 'pixel')} ${same === 1 ? 'is' : 'are'} as before.`
  },
  'by hand': () => 'Now by hand.',
}

/** Which act plays at a time, counted from 0: before the beginning the first, after the end the last. */
export const actAt = ({ acts: all }: Pick<Opening, 'acts'>, time: number): number =>
  Math.max(
    0,
    all.findLastIndex(act => act.at <= time),
  )
