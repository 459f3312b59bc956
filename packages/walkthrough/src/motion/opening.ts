// The whole of it in twenty seconds: what the opening shows act by act, with the numbers of its lesson. No screen.

import { alike } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import { sign, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { type Place, placesOf, type Rows, rowsOf } from '../pictures/rows.ts'
import { largestOf } from '../pictures/scale.ts'
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

/** The opening of a lesson: its acts, and every number that they show. */
export interface Opening {
  readonly acts: readonly Act[]
  readonly lasts: number
  /** Frame under frame. */
  readonly video: Rows
  readonly generated: Rows
  /** Rows of one frame. */
  readonly high: number
  /** For each pixel of the video, its place among the patches; the same way back. */
  readonly places: readonly (readonly Place[])[]
  readonly patches: Rows
  readonly latent: Rows
  readonly noise: Rows
  readonly noised: Rows
  readonly predicted: Rows
  readonly denoised: Rows
  readonly prompt: string
  readonly t: string
  /** The brightest pixel of both videos; the largest number of the grey scale, whatever its sign. */
  readonly brightest: number
  readonly most: number
}

/** In how many cells two matrices of one shape agree. */
const same = (a: Rows, b: Rows): number =>
  a.flatMap((cells, r) => cells.filter((value, c) => alike(value, at(at(b, r), c)))).length

/** The opening of a lesson. */
export function openingOf(facts: Facts): Opening {
  const [video, generated] = [rowsOf(facts, 'video'), rowsOf(facts, 'generatedVideo')]
  const [latent, noise, noised] = [rowsOf(facts, 'latent'), rowsOf(facts, 'noise'), rowsOf(facts, 'noised')]
  const [predicted, denoised] = [rowsOf(facts, 'predictedNoise'), rowsOf(facts, 'denoised')]
  let now = 0
  const told = acts.map((name): Act => {
    const act = { name, at: now, lasts: lengths[name], says: says[name](facts) }
    now += act.lasts
    return act
  })
  return {
    acts: told,
    lasts: now,
    video,
    generated,
    high: facts.size.video.rows,
    places: placesOf(facts),
    patches: rowsOf(facts, 'patches'),
    latent,
    noise,
    noised,
    predicted,
    denoised,
    prompt: facts.lesson.prompt.text,
    t: showNumber(facts.cell('t', 1, 1)),
    brightest: Math.max(0, ...[...video, ...generated].flat().map(toNumber)),
    most: Math.max(...[latent, noise, noised, predicted, denoised].map(largestOf)),
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
    const [noise, predicted] = [rowsOf(facts, 'noise'), rowsOf(facts, 'predictedNoise')]
    return `Given “${facts.lesson.prompt.text}” and t = ${showNumber(facts.cell('t', 1, 1))}, it guesses the noise: ${same(noise, predicted)} of ${counted(noise.flat().length, 'number')} right.`
  },
  taken: facts => {
    const [latent, denoised] = [rowsOf(facts, 'latent'), rowsOf(facts, 'denoised')]
    const alike = same(latent, denoised)
    return `The guess is taken away: ${alike} of ${counted(latent.flat().length, 'number')} of the latent ${alike === 1 ? 'is' : 'are'} back.`
  },
  video: facts => {
    const [video, generated] = [rowsOf(facts, 'video'), rowsOf(facts, 'generatedVideo')]
    const alike = same(video, generated)
    return `A decoder turns it into a video: ${alike} of ${counted(video.flat().length, 'pixel')} ${alike === 1 ? 'is' : 'are'} as before.`
  },
  'by hand': () => 'Now by hand.',
}

/** Which act plays at a time, counted from 0: before the beginning the first, after the end the last. */
export const actAt = ({ acts: all }: Pick<Opening, 'acts'>, time: number): number =>
  Math.max(
    0,
    all.findLastIndex(act => act.at <= time),
  )
