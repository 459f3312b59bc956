// A plan, compiled from a net: kernel calls in order, with their places in memory. Plain data.
import { at, named } from '@dit-by-hand/graph/at'
import { toNumber } from '@dit-by-hand/graph/exact'
import { type Net, type Node, ShapeError, shapeText, topological } from '@dit-by-hand/graph/graph'
import { inputsOf } from '@dit-by-hand/graph/inputs'
import { orderOf } from '@dit-by-hand/graph/rearrange'
import { countOf, type Parameter } from '@dit-by-hand/graph/scope'
import type { Task } from './group.ts'
import { lift } from './lift.ts'
import { type Loop, loopOf } from './loop.ts'
import { type Place, place, type Region, rootFinder } from './place.ts'
import { inRuns, isTall } from './runs.ts'
import { schedule } from './schedule.ts'
import type { Value } from './values.ts'

/** The parameters and their gradients, as the graph's `scope()` and `gradient()` give them. */
export interface Learnable {
  /** Inputs that the whole batch shares; in memory they are contiguous, in this order. */
  readonly parameters: readonly Parameter[]
  /** The gradient at each parameter, by its name: nodes built on the net's, whether it names them or not. Gradients at what is
   *  not in `parameters` are ignored, so that some parameters can be frozen. */
  readonly gradients: { readonly [parameter: string]: Node | undefined }
}

/** What to compile a net for. */
export interface PlanOptions {
  /** Number of samples, ≥ 1. */
  readonly batch: number
  /** The inputs that differ from sample to sample; all others are shared by the batch. */
  readonly perSample: readonly string[]
  /** The names of the wanted matrices. */
  readonly outputs: readonly string[]
  /** Parameters whose gradients are wanted too, summed over the batch; they are stored as the parameters are. */
  readonly learn?: Learnable
}

/** A step of a plan: a kernel call that is made `times` times, with `flops` in all. */
export type Step = { readonly flops: number; readonly times: number } & (
  | {
      readonly kind: 'product'
      readonly sizes: readonly [m: number, n: number, k: number]
      readonly transA: 0 | 1
      readonly transB: 0 | 1
      readonly a: Place
      readonly b: Place
      readonly c: Place
      readonly bias: Place | null
      /** Whether every call but the first adds to C. */
      readonly gather: boolean
    }
  /** `columns` of each call, and `samples` of a loop's. */
  | { readonly kind: 'softmax'; readonly x: Place; readonly y: Place; readonly columns: number; readonly scale: number }
  | { readonly kind: 'move'; readonly x: Place; readonly y: Place; readonly table: number }
  | { readonly kind: 'loop'; readonly loop: number; readonly operands: readonly Place[]; readonly samples: number }
  | { readonly kind: 'general'; readonly node: Node; readonly src: readonly Place[]; readonly y: Place }
)

export interface Plan {
  readonly batch: number
  readonly inputs: { readonly [name: string]: Place }
  readonly outputs: { readonly [name: string]: Place }
  readonly parameters: readonly Parameter[]
  /** The gradient at each parameter, summed over the batch. */
  readonly gradients: { readonly [parameter: string]: Place }
  /** The number of weights: cells from the start of `shared`, with their gradients from the start of `gradients`. */
  readonly learned: number
  readonly bytes: { readonly [R in Region]: number }
  readonly steps: readonly Step[]
  /** How many consecutive steps make each run: all of them are called once, then all once more, `times` times. */
  readonly runs: readonly number[]
  readonly loops: readonly Loop[]
  /** Index tables of the `move` steps: for each cell its source, in elements from the source's offset. */
  readonly tables: readonly Int32Array[]
  /** The net's tables: cells column by column, written to memory when the plan is bound. */
  readonly constants: readonly { readonly place: Place; readonly cells: Float32Array }[]
  readonly buffers: number
  /** The bytes that would be needed if no buffer were reused. */
  readonly unshared: number
}

/**
 * Compiles a net.
 * @throws {RangeError} where a name is not in the net, or a parameter differs from sample to sample or has no gradient
 * @throws {ShapeError} where a gradient does not have the shape of its parameter
 */
export function compile(net: Net, { batch, perSample, outputs, learn }: PlanOptions): Plan {
  if (!Number.isInteger(batch) || batch < 1)
    throw new RangeError(`the batch is ${batch}; it must be a whole number, 1 or more`)
  const { parameters, gradients } = learn ?? nothing
  const clash = parameters.find(({ name }) => perSample.includes(name))
  if (clash) throw new RangeError(`${clash.name} is a parameter; it cannot differ from sample to sample`)
  const totals = parameters.map(({ name, shape }) => {
    const gradient = named(gradients, name, 'the gradients')
    if (shapeText(gradient.shape) !== shapeText(shape))
      throw new ShapeError(`the gradient at ${name} is ${shapeText(gradient.shape)}; it must be ${shapeText(shape)}`)
    return gradient
  })
  const wanted = outputs.map(name => named(net, name))
  const lifted = lift(wanted, totals, batch, new Set(perSample))
  const { tasks, stored, joins, totals: summed } = schedule(lifted)
  const rootOf = rootFinder(joins)

  const results = [...lifted.outputs, ...summed]
  const brought = topological(results).filter(value => value.op === 'input' || value.op === 'table')
  const inputs = new Map(brought.flatMap(value => (value.op === 'input' ? [[value.arg.name, value] as const] : [])))
  const unused = perSample.filter(name => !inputs.has(name))
  const unknown = unused.length > 0 ? unused.find(name => !inputsOf(net, totals).has(name)) : undefined
  if (unknown !== undefined) throw new RangeError(`perSample names ${unknown}, but the net has no such input`)
  const learned = parameters.map(({ name, shape }): Value => {
    const input = inputs.get(name)
    if (!input) throw new RangeError(`${name} is a parameter, but no wanted matrix depends on it`)
    if (shapeText(input.shape) !== shapeText(shape))
      throw new ShapeError(`${name} is ${shapeText(input.shape)} in the net, but ${shapeText(shape)} as a parameter`)
    return input
  })
  const others = brought.filter(value => !value.varies && !learned.includes(value))

  const looped = new Map(
    tasks.flatMap(task =>
      task.kind === 'loop' ? [[task, loopOf(task, stored, value => rootOf(value).root.shape[0])] as const] : [],
    ),
  )
  const readsOf = (task: Task): readonly Value[] => looped.get(task)?.operands ?? task.makes.flatMap(made => made.src)
  const runs = inRuns(tasks)
  const { placeOf, bytes, unshared, buffers } = place({
    batch,
    runs: runs.map(({ tasks, bySample }) => ({
      bySample,
      writes: tasks.flatMap(task => task.makes.filter(value => stored.has(value))),
      reads: tasks.flatMap(readsOf),
    })),
    joins,
    shared: [...learned, ...others],
    gradients: summed,
    kept: [...brought, ...results],
  })

  const loops = new Map<string, { readonly index: number; readonly loop: Loop }>()
  const tables: Int32Array[] = []
  const stepIn = (task: Task, bySample: boolean): Step => {
    const inLoop = looped.get(task)
    if (!inLoop) return stepOf(at(task.makes, 0, 'what a task makes'), batch, bySample, placeOf, tables)
    const key = JSON.stringify(inLoop.loop, exactly)
    const { index } = loops.get(key) ?? { index: loops.size }
    loops.set(key, { index, loop: inLoop.loop })
    const samples = task.varies ? batch : 1
    const often = bySample ? { samples: 1, times: batch } : { samples, times: 1 }
    const flops = samples * flopsOf(inLoop.loop)
    return { kind: 'loop', loop: index, operands: inLoop.operands.map(placeOf), ...often, flops }
  }
  const steps = runs.flatMap(({ tasks, bySample }) => tasks.map(task => stepIn(task, bySample)))

  const placesOf = (names: readonly string[], values: readonly Value[]): { readonly [name: string]: Place } =>
    Object.fromEntries(names.map((name, i) => [name, placeOf(at(values, i))]))
  return {
    batch,
    inputs: placesOf([...inputs.keys()], [...inputs.values()]),
    outputs: placesOf(outputs, lifted.outputs),
    parameters,
    gradients: placesOf(
      parameters.map(({ name }) => name),
      summed,
    ),
    learned: countOf(parameters),
    bytes,
    steps,
    runs: runs.map(({ tasks: { length } }) => length),
    loops: [...loops.values()].map(({ loop }) => loop),
    tables,
    constants: brought.flatMap(value =>
      value.op === 'table' ? [{ place: placeOf(value), cells: columnsOf(value) }] : [],
    ),
    buffers,
    unshared,
  }
}

const nothing: Learnable = { parameters: [], gradients: {} }

/** JSON has no infinities, NaN or −0, and loops that differ in such literals must not be taken for the same. */
const exactly = (_: string, value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)) ? `${1 / value} ${value}` : value

/** The cells of a table, column by column. */
function columnsOf({ arg: { cells }, shape: [rows, columns] }: Value<'table'>): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, i) =>
    toNumber(at(at(cells, i % rows), Math.floor(i / rows))),
  )
}

function stepOf(
  value: Value,
  batch: number,
  bySample: boolean,
  placeOf: (value: Value) => Place,
  tables: Int32Array[],
): Step {
  const times = value.varies ? batch : 1
  const [a, b, bias] = value.src
  const y = placeOf(value)
  if (value.op === 'product' && a && b)
    return productStep(value, placeOf(a), placeOf(b), bias ? placeOf(bias) : null, y, batch)
  if (value.op === 'softmax' && a) {
    const columns = value.shape[1] * times
    const often = bySample ? { columns: value.shape[1], times } : { columns, times: 1 }
    return { kind: 'softmax', x: placeOf(a), y, ...often, scale: value.arg.scale, flops: 8 * columns * value.shape[0] }
  }
  if ((value.op === 'rearrange' || value.op === 'columns' || value.op === 'transpose') && a) {
    const x = placeOf(a)
    return { kind: 'move', x, y, table: tables.push(tableOf(value, x)) - 1, times, flops: 0 }
  }
  if (value.op === 'general')
    return { kind: 'general', node: value.arg.node, src: value.src.map(placeOf), y, times, flops: 0 }
  throw new RangeError(`no step of a plan computes ${value.op}`)
}

const flag = (on: boolean): 0 | 1 => (on ? 1 : 0)

/** The step of a product. Stored column by column, a matrix is its transpose row by row: C = A·B becomes C′ = B′·A′. Samples
 *  stored one after the other are one tall matrix, so that a product with a shared one takes the whole batch at once. */
function productStep(value: Value<'product'>, b: Place, a: Place, bias: Place | null, c: Place, batch: number): Step {
  const { transA, transB, total } = value.arg
  const [n, m] = value.shape
  const k = transA ? b.shape[0] : b.shape[1]
  const samples = value.varies || total ? batch : 1
  const flops = 2 * m * n * k * samples
  const call = { kind: 'product' as const, transA: flag(transB), transB: flag(transA), a, b, c, bias, flops }
  const once = { ...call, times: 1, gather: false }
  if (samples === 1) return { ...once, sizes: [m, n, k] }
  if (total && transB && !transA) return { ...once, sizes: [m, n, k * batch] }
  if (!total && isTall(value)) return { ...once, sizes: [m * batch, n, k] }
  return { ...call, sizes: [m, n, k], times: batch, gather: total }
}

/** For every cell of the result, in memory order, the index of its source. */
function tableOf(value: Value<'rearrange' | 'columns' | 'transpose'>, x: Place): Int32Array {
  const [rows, columns] = value.shape
  const sourceOf = fromOf(value, x.shape[1])
  return Int32Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = sourceOf(i % rows, Math.floor(i / rows))
    return column * x.leading + row
  })
}

/** For each cell, the index of its source cell. @param width the source's columns */
function fromOf(
  value: Value<'rearrange' | 'columns' | 'transpose'>,
  width: number,
): (row: number, column: number) => readonly [row: number, column: number] {
  if (value.op === 'transpose') return (row, column) => [column, row]
  if (value.op === 'columns') return (row, column) => [row, column + value.arg.from]
  const [order, own] = [orderOf(value.arg), value.shape[1]]
  return (row, column) => {
    const source = at(order, row * own + column, 'the order of a rearrangement')
    return [Math.floor(source / width), source % width]
  }
}

/** The operations of a loop for one sample. */
function flopsOf({ rows, columns, terms, sinks }: Loop): number {
  const work = terms.filter(({ op }) => op !== 'read' && op !== 'literal')
  const each =
    work.filter(({ byRow, op }) => byRow || op === 'sum').length + sinks.filter(({ gather }) => gather).length
  return columns * (rows * each + work.length - each)
}
