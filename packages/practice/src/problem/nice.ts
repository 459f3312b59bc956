// What makes a lesson nice by hand, asked of the worked lesson: the engine judges, whoever drew it.
import { netOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { at, keysOf, named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Lesson } from '@dit-by-hand/spec/format'
import { isName, meaningOf } from '@dit-by-hand/walkthrough/matrices'
import { type Numbers, numbersOf } from './worked.ts'

/** The largest numbers a learner meets, signs forgotten. Scores and gradients are sums of products, and so larger. */
export const mostOf = { value: 12, scores: 60, gradient: 60 } as const

/** The smallest and the largest that the leading share of a column of softmax may be: neither even nor decided. */
export const leading = { least: 0.3, most: 0.93 } as const

/** How far a generated pixel may be from the video's; how near is near, and how large a part of them must be. */
const recognisable = { furthest: 2, near: 0.5, part: 0.5 } as const

/** A lesson with every number of it. */
interface Worked {
  readonly lesson: Lesson
  readonly names: readonly Name[]
  readonly numbers: Numbers
}

const gridOf = ({ numbers }: Worked, name: Name): Grid<number> => named(numbers, name, 'the lesson')
const cellsOf = (worked: Worked, name: Name): readonly number[] => gridOf(worked, name).flat()

/** Why a lesson is not nice by hand, each reason in a sentence; none where it is. @param ties whether attention is to tie */
export function flaws(lesson: Lesson, ties: boolean): readonly string[] {
  const names = keysOf(netOf(lesson))
  const worked = { lesson, names, numbers: numbersOf(lesson, names) }
  return [
    ...tooLarge(worked.numbers),
    ...clipping(worked),
    ...attending(worked, ties),
    ...gradients(worked),
    ...returning(worked),
  ]
}

function mostIn(name: string): number {
  return isName(name) && meaningOf(name).kind === 'gradient'
    ? mostOf.gradient
    : name === 'scores'
      ? mostOf.scores
      : mostOf.value
}

/** Which matrices have a larger cell than they may. */
export function tooLarge(numbers: Numbers): readonly string[] {
  return Object.entries(numbers).flatMap(([name, grid]) => {
    const most = mostIn(name)
    let largest = 0
    for (const row of grid ?? []) for (const cell of row) largest = Math.max(largest, Math.abs(cell))
    return largest > most ? [`${name} reaches ${largest}, more than ${most}`] : []
  })
}

/** ReLU clips some cells and not all, in the encoder and in the decoder. */
function clipping(worked: Worked): readonly string[] {
  return (['encoderPre', 'decoderPre'] as const).flatMap(name => {
    const cells = cellsOf(worked, name)
    const clipped = cells.filter(cell => cell < 0).length
    if (clipped === 0) return [`nothing of ${name} is clipped`]
    return clipped === cells.length ? [`all of ${name} is clipped`] : []
  })
}

function attending(worked: Worked, ties: boolean): readonly string[] {
  const { kind } = worked.lesson.attention
  return kind === 'given' ? [] : unfit(gridOf(worked, 'attention'), kind, ties)
}

/** Why shares of attention (a column a patch) are trivial, or tie where they should not, or do not where they should. */
export function unfit(shares: Grid<number>, kind: 'hard' | 'softmax', ties: boolean): readonly string[] {
  const columns = shares.map((_, c) => shares.map(row => at(row, c)))
  const leaders = columns.map(column => Math.max(...column))
  const attended = columns.map((column, c) => column.indexOf(at(leaders, c)))
  const found: string[] = []
  if (new Set(attended).size < 2) found.push('all patches attend to one')
  if (attended.every((key, query) => key === query)) found.push('every patch attends to itself')
  if (kind === 'softmax') {
    if (leaders.some(leader => leader > leading.most)) found.push('a share is nearly everything')
    if (leaders.some(leader => leader < leading.least)) found.push('all shares are nearly alike')
    return found
  }
  const tied = leaders.some(leader => leader < 1)
  if (tied && !ties) found.push('attention is tied')
  if (!tied && ties) found.push('nothing is tied')
  return found
}

/** No gradient is zero everywhere, but those that a hard maximum lets nothing through to. */
function gradients(worked: Worked): readonly string[] {
  const stopped = worked.lesson.attention.kind === 'softmax' ? [] : ['query', 'key']
  return worked.names.flatMap(name => {
    const meaning = meaningOf(name)
    const asked = name === 'lossGradient' || (meaning.kind === 'gradient' && !stopped.includes(meaning.of))
    return asked && cellsOf(worked, name).every(cell => Math.abs(cell) < 0.01) ? [`${name} is 0 everywhere`] : []
  })
}

/** The generated video is the video, but for the error in the predicted noise. */
function returning(worked: Worked): readonly string[] {
  const wanted = worked.lesson.video.flat(2).map(Number)
  const off = cellsOf(worked, 'generatedVideo').map((pixel, i) => Math.abs(pixel - at(wanted, i, 'the video')))
  const near = off.filter(distance => distance < recognisable.near).length
  const found: string[] = []
  if (Math.max(...off) > recognisable.furthest) found.push(`a pixel is off by ${Math.max(...off)}`)
  if (near < recognisable.part * off.length) found.push('too few pixels come back')
  if (off.every(distance => distance === 0)) found.push('every pixel comes back')
  return found
}
