// Looks inside of the net that made a film: attention, conditions, matrices and single cells, at a stage of that film.
import { at, named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { regionName } from '@dit-by-hand/graph/regions'
import { showNumber } from '@dit-by-hand/graph/style'
import { cellName, fitted } from '@dit-by-hand/graph/text'
import { columnsOverTime, matricesAsked } from '@dit-by-hand/video-dit/explain/asked'
import { type Asked, type ExplainedCell, explainAsked, explainable } from '@dit-by-hand/video-dit/explain/cell'
import { toldTime } from '@dit-by-hand/video-dit/learn/generate'
import type { Made } from './films.ts'
import type { Net } from './nets.ts'
import type { ConditionsOrder, Named, Shares, WindowOrder } from './said.ts'

/** What the net was asked when a film stood at a stage. */
function askedAt({ clips, filmed }: Made, stage: number): Asked {
  const { order, stages } = filmed
  const { time } = at(stages, stage, 'the stages of the film')
  return {
    x: at(clips, stage, 'the stages of the film'),
    given: { words: order.words.map(each => [each]), time: [[toldTime(time)]] },
  }
}

export const namesOf = ({ info }: Net): readonly Named[] => explainable(info).map(([name, shape]) => ({ name, shape }))

/** How much each head takes of every token, looked from one. */
export async function sharesAt(made: Made, stage: number, block: number, token: number): Promise<Shares> {
  const { net } = made
  const names = Array.from({ length: net.info.config.heads }, (_, head) => `block${block}.attention.head${head}.shares`)
  const found = await matricesAsked(net.info, net.source(), askedAt(made, stage), names)
  return names.map(name => gridOf(found, name).map(row => at(row, token, name)))
}

function gridOf(found: ReadonlyMap<string, Grid<number>>, name: string): Grid<number> {
  const grid = found.get(name)
  if (!grid) throw new RangeError(`${name} was not worked out`)
  return grid
}

export async function windowOf(made: Made, order: WindowOrder): Promise<Grid<number>> {
  const { net } = made
  const { name, stage, row, column, rows, columns } = order
  const found = await matricesAsked(net.info, net.source(), askedAt(made, stage), [name])
  return gridOf(found, name)
    .slice(row, row + rows)
    .map(cells => cells.slice(column, column + columns))
}

/** Times that a curve is drawn through. */
const curveTimes = Array.from({ length: 41 }, (_, i) => toldTime(i / 40))

export async function conditionsOf(net: Net, { words, block, part, feature }: ConditionsOrder) {
  const names = ['scale', 'shift', 'gate'].map(each => `block${block}.${part}.${each}`)
  const found = await columnsOverTime(net.info, net.source(), words, names, curveTimes)
  const curve = (name: 'scale' | 'shift' | 'gate'): readonly number[] => {
    const columns = found.get(`block${block}.${part}.${name}`)
    if (!columns) throw new RangeError(`${name} was not worked out`)
    return columns.map(column => at(column, feature, name))
  }
  return { times: curveTimes, scale: curve('scale'), shift: curve('shift'), gate: curve('gate') }
}

/** Letters of a line, at most; longer sums show their first terms and their last. */
const room = 600
/** Consumers that are told one by one. */
const mostConsumers = 8

export async function cellAt(made: Made, stage: number, cell: CellRef) {
  const { net } = made
  named(Object.fromEntries(explainable(net.info)), cell.name, 'the net')
  const found = await explainAsked(net.info, net.source(), askedAt(made, stage), cell)
  return told(found)
}

function told({ cell, value, given, arithmetic, valueAt, consumers, gradient }: ExplainedCell) {
  const valued = (each: CellRef) => {
    const number = valueAt(each)
    return { text: showNumber(number), value: number }
  }
  return {
    cell,
    value: showNumber(value),
    isGiven: given,
    names: given ? [] : fitted(arithmetic, each => ({ text: cellName(each) }), room),
    numbers: given ? [] : fitted(arithmetic, valued, room),
    consumers: consumers.slice(0, mostConsumers).map(region => ({
      text: regionName(region),
      cell: { name: region.name, row: region.rows[0], column: region.columns[0] },
    })),
    more: Math.max(0, consumers.length - mostConsumers),
    gradient: gradient === 0 ? '0' : gradient.toPrecision(4).replaceAll('-', '−'),
  }
}
