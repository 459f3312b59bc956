// Looks inside of the net that made a film: attention, conditions, matrices and single cells, at a stage of that film.
import { at, eachOf, named } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { regionName } from '@dit-by-hand/graph/regions'
import { showNumber } from '@dit-by-hand/graph/style'
import { columnsOverTime, matricesAsked } from '@dit-by-hand/video-dit/explain/asked'
import { type Asked, type ExplainedCell, explainAsked, explainable } from '@dit-by-hand/video-dit/explain/cell'
import { gradientText, linesOf } from '@dit-by-hand/video-dit/explain/told'
import { toldTime } from '@dit-by-hand/video-dit/learn/generate'
import type { Made } from './films.ts'
import type { Net } from './nets.ts'
import type { ConditionsOrder, WindowOrder } from './said.ts'

/** What the net was asked when a film stood at a stage. */
function askedAt({ clips, filmed }: Pick<Made, 'clips' | 'filmed'>, stage: number): Asked {
  const { order, stages } = filmed
  const { time } = at(stages, stage, 'the stages of the film')
  return {
    x: at(clips, stage, 'the stages of the film'),
    given: { words: order.words.map(each => [each]), time: [[toldTime(time)]] },
  }
}

/** A matrix by its name. */
export type Named = ReturnType<typeof namesOf>[number]

export const namesOf = ({ info }: Net) => explainable(info).map(([name, shape]) => ({ name, shape }))

/** Matrices of the net, as it is asked at a stage of a film. */
const gridsAt = ({ net, ...made }: Made, stage: number, names: readonly string[]) =>
  matricesAsked(net.info, net.source(), askedAt(made, stage), names)

/** For each head, how much it takes of every token, looked from one: they add up to 1. */
export async function sharesAt(made: Made, stage: number, block: number, token: number) {
  const { heads } = made.net.info.config
  const names = Array.from({ length: heads }, (_, head) => `block${block}.attention.head${head}.shares`)
  const grids = await gridsAt(made, stage, names)
  return grids.map(grid => grid.map(row => at(row, token, 'the tokens')))
}

export async function windowOf(made: Made, { name, stage, row, column, rows, columns }: WindowOrder) {
  const grids = await gridsAt(made, stage, [name])
  return at(grids, 0)
    .slice(row, row + rows)
    .map(cells => cells.slice(column, column + columns))
}

/** Times that a curve is drawn through. */
const curveTimes = Array.from({ length: 41 }, (_, i) => toldTime(i / 40))

export async function conditionsOf(net: Net, { words, block, part, feature }: ConditionsOrder) {
  const names = ['scale', 'shift', 'gate'].map(each => `block${block}.${part}.${each}`)
  const found = await columnsOverTime(net.info, net.source(), words, names, curveTimes)
  const [scale, shift, gate] = eachOf([0, 1, 2], i => at(found, i).map(column => at(column, feature, 'the features')))
  return { times: curveTimes, scale, shift, gate }
}

/** Letters of a line, at most; longer sums show their first terms and their last. */
const room = 600
/** Consumers that are told one by one. */
const mostConsumers = 8

export async function cellAt(made: Made, stage: number, cell: CellRef) {
  const { net } = made
  named(Object.fromEntries(explainable(net.info)), cell.name, 'the net')
  return told(await explainAsked(net.info, net.source(), askedAt(made, stage), cell))
}

function told(found: ExplainedCell) {
  const { cell, value, given, consumers } = found
  const { names, numbers } = linesOf(found, room)
  return {
    cell,
    value: showNumber(value),
    isGiven: given,
    names: given ? [] : names,
    numbers: given ? [] : numbers,
    consumers: consumers.slice(0, mostConsumers).map(region => ({
      text: regionName(region),
      cell: { name: region.name, row: region.rows[0], column: region.columns[0] },
    })),
    more: Math.max(0, consumers.length - mostConsumers),
    gradient: gradientText(found),
  }
}
