// A step as an animation: which cell is made when, term by term. A pure function of a scene, without clock or screen.
import { at } from '@dit-by-hand/graph/at'
import { sign } from '@dit-by-hand/graph/exact'
import { type CellRef, cellKey, sources } from '@dit-by-hand/graph/expression'
import { memo } from '@dit-by-hand/graph/memo'
import { arithmeticOf } from '../line.ts'
import { cellTitle, matrices } from '../matrices.ts'
import type { Block, Scene } from '../scene.ts'
import { type Folded, folded } from './fold.ts'

/** What is played: every matrix that the step computes, or only the cell in focus. */
export type Played = 'step' | 'cell'

/** A cell that is computed while a step is played. */
export interface Made extends Folded {
  /** "latent, feature 1, patch 3" */
  readonly title: string
}

/** A stretch of time in which a term is added to a cell, or the sum lands in it. */
export interface Beat {
  readonly kind: 'term' | 'land'
  /** The index of the cell. */
  readonly of: number
  /** The index of the term; where the sum lands, the number of terms. */
  readonly term: number
  /** When it begins and how long it lasts, in milliseconds at the ordinary speed. */
  readonly at: number
  readonly lasts: number
}

/** The animation of a step, or of one cell. */
export interface Motion {
  readonly made: readonly Made[]
  readonly beats: readonly Beat[]
  /** Milliseconds at the ordinary speed. */
  readonly lasts: number
}

/** How much faster or slower a reader may play it. */
export const speeds: readonly number[] = [0.5, 1, 2, 4]

/** How long things take at the ordinary speed, in milliseconds. */
const pace = { term: 750, land: 800, cell: 7000, quick: 170, matrix: 5000, step: 40_000 } as const

/** The share of a term's time that is spent on a term of 0. */
const idleShare = 0.4

/**
 * The motion of a scene; null where nothing in it is computed: at the opening and the closing, or with a given number in
 * focus.
 */
export function motionOf(scene: Scene, played: Played = 'step'): Motion | null {
  const groups = played === 'step' ? madeHere(scene).map(cellsOf) : inFocus(scene)
  const made = groups.map(cells =>
    cells.map((cell): Made => ({ ...folded(cell, scene.facts), title: cellTitle(cell, scene.facts) })),
  )
  const times = made.flatMap(timesOf)
  const total = times.flat().reduce((sum, time) => sum + time, 0)
  if (total === 0) return null
  const scale = Math.min(1, pace.step / total)
  const beats: Beat[] = []
  let now = 0
  times.forEach((own, of) => {
    own.forEach((time, term) => {
      const lasts = time * scale
      beats.push({ kind: term === own.length - 1 ? 'land' : 'term', of, term, at: now, lasts })
      now += lasts
    })
  })
  return { made: made.flat(), beats, lasts: now }
}

/** The matrices that the step of a scene, or its stage on show, computes; each after those that it is made from. */
export function madeHere(scene: Scene): readonly Block[] {
  const stage = scene.stages.find(({ here }) => here)
  const isMade = ({ name }: Block): boolean =>
    stage ? stage.makes.includes(name) : matrices[name].place === scene.place
  const waiting = scene.blocks.filter(block => block.isMade && isMade(block))
  const ordered: Block[] = []
  while (waiting.length > 0) {
    const ready = waiting.findIndex(block => {
      const from = namesBehind(block, scene)
      return !waiting.some(({ name }) => from.has(name))
    })
    ordered.push(...waiting.splice(ready, 1))
  }
  return ordered
}

const namesBehind = (block: Block, { facts }: Scene): ReadonlySet<string> =>
  new Set(cellsOf(block).flatMap(cell => sources(arithmeticOf(cell, facts)).map(({ name }) => name)))

const cellsOf = ({ rows }: Block): readonly CellRef[] => rows.flat().map(({ cell }) => cell)

const inFocus = ({ line }: Scene): readonly (readonly CellRef[])[] => (line && !line.given ? [[line.cell]] : [])

/** The times of the beats of each cell of a matrix: the first at full length, the others faster and faster. */
function timesOf(made: readonly Made[]): readonly (readonly number[])[] {
  const quickest = Math.min(pace.quick, pace.matrix / made.length)
  return made.map(({ together, terms }, i) => {
    const each = terms.map(({ value }) => pace.term * (together === 'sum' && sign(value) === 0 ? idleShare : 1))
    const told = each.reduce((sum, time) => sum + time, pace.land)
    const wanted = Math.max(quickest, Math.min(pace.cell, told) * 0.5 ** i)
    return [...each, pace.land].map(time => (time * wanted) / told)
  })
}

/** The state of a motion at one time. */
export interface Moment {
  /** Milliseconds from the beginning. */
  readonly time: number
  /** The index of the beat, counted from 0; null before the first. */
  readonly beat: number | null
  /** The progress within the beat, from 0 to 1. */
  readonly progress: number
  /** The cell that is being computed; at the end, the last one. */
  readonly now: Made
  /** The number of its terms that have been added. */
  readonly added: number
  /** The cells that the current term is made from. */
  readonly term: readonly CellRef[]
  /** The number of cells that have landed. */
  readonly landed: number
}

/** The moment at a time; times outside of the motion count as its beginning or end. */
export function momentAt(motion: Motion, time: number): Moment {
  const kept = Math.max(0, Math.min(motion.lasts, time))
  if (kept === 0) return momentOf(motion, null, 0, 0)
  // A beat ends where the next begins, to the last digit: each is where the one before was added up to.
  const index = motion.beats.findIndex(beat => endOf(beat) >= kept)
  const beat = at(motion.beats, index, 'the beats')
  return momentOf(motion, index, kept === endOf(beat) ? 1 : (kept - beat.at) / beat.lasts, kept)
}

const endOf = (beat: Beat): number => beat.at + beat.lasts

function momentOf(motion: Motion, index: number | null, progress: number, time: number): Moment {
  if (index === null) {
    const now = at(motion.made, 0, 'the cells')
    return { time, beat: null, progress, now, added: 0, term: [], landed: 0 }
  }
  const { kind, of, term } = at(motion.beats, index, 'the beats')
  const now = at(motion.made, of, 'the cells')
  const done = progress >= 1 ? 1 : 0
  return {
    time,
    beat: index,
    progress,
    now,
    added: kind === 'land' ? term : term + done,
    term: kind === 'land' ? [] : at(now.terms, term, 'the terms').cells,
    landed: of + (kind === 'land' ? done : 0),
  }
}

/** The still states of a motion, to step through one by one: the beginning, and the end of each beat. */
export const stillsOf = (motion: Motion): readonly Moment[] => [
  momentOf(motion, null, 0, 0),
  ...motion.beats.map((beat, i) => momentOf(motion, i, 1, endOf(beat))),
]

/** The still state after a moment, or before it: the first or last where there is none. */
export function stillBeside(motion: Motion, { time }: Pick<Moment, 'time'>, by: 1 | -1): Moment {
  const stills = stillsOf(motion)
  return by === 1
    ? (stills.find(still => still.time > time) ?? at(stills, stills.length - 1, 'the stills'))
    : (stills.findLast(still => still.time < time) ?? at(stills, 0, 'the stills'))
}

/** Whether a cell shows its number at a moment: it has landed, or the motion does not compute it. */
export function standing(motion: Motion, { landed }: Pick<Moment, 'landed'>): (cell: CellRef) => boolean {
  const order = orderOf(motion)
  return cell => {
    const made = order.get(cellKey(cell))
    return made === undefined || made < landed
  }
}

const orderOf = memo((motion: Motion) => new Map(motion.made.map(({ cell }, i) => [cellKey(cell), i])))
