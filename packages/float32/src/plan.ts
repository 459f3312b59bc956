// A plan: what to run, in which order, on which stretches of memory. Plain data, compiled from a net.
import { entriesOf } from '@dit-by-hand/core/evaluate'
import { type Net, type Node, ShapeError, shapeText, topological } from '@dit-by-hand/core/graph'
import type { Task } from './group.ts'
import { lift } from './lift.ts'
import { type Loop, loopOf } from './loop.ts'
import { type Place, place, type Region, rootFinder } from './place.ts'
import { schedule } from './schedule.ts'
import { inOrder, type Value } from './values.ts'

/** What to compile. */
export interface PlanOptions {
  /** Samples at once, ≥ 1. */
  readonly batch: number
  /** Given matrices that each sample brings for itself; all others are shared by the batch. */
  readonly perSample: readonly string[]
  /** The matrices wanted. */
  readonly outputs: readonly string[]
  /** Shared given matrices that are learned. Their slopes, `d_` + name in the net, are wanted too, summed over the batch;
   *  weights lie side by side, and so do their slopes in the same order. */
  readonly learn?: readonly string[]
}

/** One kernel call, or as many as samples, that a plan makes. */
export type Step = { readonly flops: number } & (
  | {
      readonly kind: 'product'
      readonly sizes: readonly [m: number, n: number, k: number]
      readonly transA: 0 | 1
      readonly transB: 0 | 1
      readonly a: Place
      readonly b: Place
      readonly c: Place
      readonly bias: Place | null
      /** How often, and how many bytes on each time. */
      readonly times: number
      readonly on: readonly [a: number, b: number, c: number]
      /** Whether every time but the first adds to C. */
      readonly gather: boolean
    }
  | { readonly kind: 'softmax'; readonly x: Place; readonly y: Place; readonly columns: number; readonly scale: number }
  | { readonly kind: 'move'; readonly x: Place; readonly y: Place; readonly table: number; readonly times: number }
  | { readonly kind: 'loop'; readonly loop: number; readonly operands: readonly Place[] }
  | {
      readonly kind: 'general'
      readonly node: Node
      readonly src: readonly Place[]
      readonly y: Place
      readonly times: number
    }
)

export interface Plan {
  readonly batch: number
  readonly inputs: { readonly [name: string]: Place }
  readonly outputs: { readonly [name: string]: Place }
  readonly learn: readonly string[]
  /** Weights learned, as cells from the start of `shared`, and of slopes from the start of `slopes`. */
  readonly learned: number
  readonly bytes: { readonly [R in Region]: number }
  readonly steps: readonly Step[]
  readonly loops: readonly Loop[]
  /** Tables of the moves: which cell comes from where, in elements from the source's offset. */
  readonly tables: readonly Int32Array[]
  readonly buffers: number
  /** What memory would be needed if no buffer were used twice. */
  readonly unshared: number
}

/**
 * Compiles a net.
 * @throws {RangeError} where a name is not in the net, or a learned matrix is brought by each sample
 * @throws {ShapeError} where a slope has not the shape of its weight
 */
export function compile(net: Net, { batch, perSample, outputs, learn = [] }: PlanOptions): Plan {
  if (!Number.isInteger(batch) || batch < 1) throw new RangeError(`a batch of ${batch} samples cannot be planned`)
  const clash = learn.find(name => perSample.includes(name))
  if (clash !== undefined) throw new RangeError(`${clash} is learned, so it cannot be brought by each sample`)
  const slopeNames = learn.map(name => `d_${name}`)
  const wanted = new Map<string, 'each' | 'total'>([
    ...outputs.map(name => [name, 'each'] as const),
    ...slopeNames.map(name => [name, 'total'] as const),
  ])
  const { values, results } = lift(net, { batch, perSample: new Set(perSample), wanted })
  const { tasks, stored, joins, results: found } = schedule(values, results, new Set(slopeNames))
  const rootOf = rootFinder(joins)

  const inputs = inputsOf([...found.values()])
  const used = new Set(inputs.map(({ op, arg }) => (op === 'input' ? arg.name : '')))
  const unused = perSample.filter(name => !used.has(name))
  const unknown = unused.length > 0 ? unused.find(name => !givenIn(net).has(name)) : undefined
  if (unknown !== undefined)
    throw new RangeError(`each sample is to bring ${unknown}, but the net is given no such matrix`)
  const shared = sharedFirst(inputs, learn)
  const resultOf = (name: string): Value => {
    const value = found.get(name)
    if (!value) throw new RangeError(`there is no matrix ${name} in the net`)
    return value
  }
  const slopes = slopeNames.map(resultOf)
  slopes.forEach((slope, i) => {
    const weight = inputs.find(({ op, arg }) => op === 'input' && arg.name === learn[i])
    if (weight && shapeText(weight.shape) !== shapeText(slope.shape))
      throw new ShapeError(`${slopeNames[i]} is ${shapeText(slope.shape)}, needs ${shapeText(weight.shape)}`)
  })

  const looped = new Map(
    tasks.flatMap(task =>
      task.kind === 'loop' ? [[task, loopOf(task, batch, stored, value => rootOf(value).root.shape[0])] as const] : [],
    ),
  )
  const readsOf = (task: Task): readonly Value[] => looped.get(task)?.operands ?? task.makes.flatMap(made => made.src)
  const { placeOf, bytes, unshared, buffers } = place({
    batch,
    tasks: tasks.map(task => ({ writes: task.makes.filter(value => stored.has(value)), reads: readsOf(task) })),
    joins,
    shared,
    slopes,
    kept: [...inputs, ...found.values()],
  })

  const loops = new Map<string, { readonly index: number; readonly loop: Loop }>()
  const tables: Int32Array[] = []
  const steps = tasks.map((task): Step => {
    const inLoop = looped.get(task)
    if (inLoop) {
      const key = JSON.stringify(inLoop.loop, exactly)
      const { index } = loops.get(key) ?? { index: loops.size }
      loops.set(key, { index, loop: inLoop.loop })
      return { kind: 'loop', loop: index, operands: inLoop.operands.map(placeOf), flops: flopsOf(inLoop.loop) }
    }
    const [value] = task.makes
    if (!value) throw new RangeError('a task of a plan makes nothing')
    return stepOf(value, batch, placeOf, tables)
  })

  return {
    batch,
    inputs: Object.fromEntries(
      inputs.flatMap(input => (input.op === 'input' ? [[input.arg.name, placeOf(input)] as const] : [])),
    ),
    outputs: Object.fromEntries([...found].map(([name, value]) => [name, placeOf(value)] as const)),
    learn,
    learned: slopes.reduce((total, { shape }) => total + shape[0] * shape[1], 0),
    bytes,
    steps,
    loops: [...loops.values()].map(({ loop }) => loop),
    tables,
    buffers,
    unshared,
  }
}

/** JSON knows no infinities, no NaN and no −0; loops with such literals are not the same. */
const exactly = (_: string, value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)) ? `${1 / value} ${value}` : value

function givenIn(net: Net): ReadonlySet<string> {
  const nodes = topological(entriesOf(net).map(([, node]) => node))
  return new Set(nodes.flatMap(node => (node.op === 'given' ? [node.arg.name] : [])))
}

function inputsOf(results: readonly Value[]): readonly Value[] {
  return inOrder(results).filter(value => value.op === 'input')
}

function sharedFirst(inputs: readonly Value[], learn: readonly string[]): readonly Value[] {
  const nameOf = (value: Value): string => (value.op === 'input' ? value.arg.name : '')
  const learned = learn.map(name => {
    const input = inputs.find(value => nameOf(value) === name)
    if (!input) throw new RangeError(`${name} is to be learned, but nothing that is wanted depends on it`)
    return input
  })
  return [...learned, ...inputs.filter(value => !value.varies && !learn.includes(nameOf(value)))]
}

function stepOf(value: Value, batch: number, placeOf: (value: Value) => Place, tables: Int32Array[]): Step {
  const times = value.varies ? batch : 1
  const [a, b, bias] = value.src
  const y = placeOf(value)
  if (value.op === 'product' && a && b)
    return productStep(value, placeOf(a), placeOf(b), bias ? placeOf(bias) : null, y, batch)
  if (value.op === 'softmax' && a) {
    const columns = value.shape[1] * times
    return { kind: 'softmax', x: placeOf(a), y, columns, scale: value.arg.scale, flops: 8 * columns * value.shape[0] }
  }
  if ((value.op === 'arrange' || value.op === 'transpose') && a) {
    const x = placeOf(a)
    return { kind: 'move', x, y, table: tables.push(tableOf(value, x)) - 1, times, flops: 0 }
  }
  if (value.op === 'general')
    return { kind: 'general', node: value.arg.node, src: value.src.map(placeOf), y, times, flops: 0 }
  throw new RangeError(`${value.op} is no step of a plan`)
}

const flag = (on: boolean): 0 | 1 => (on ? 1 : 0)

/** Stored column by column, a matrix is its transpose row by row: C = A·B becomes C′ = B′·A′. Samples that lie one after
 *  the other are one tall matrix: a product with a shared one takes the whole batch at once. */
function productStep(
  value: Value<'product'>,
  right: Place,
  left: Place,
  bias: Place | null,
  c: Place,
  batch: number,
): Step {
  const { transA, transB, total } = value.arg
  const [n, m] = value.shape
  const k = transA ? right.shape[0] : right.shape[1]
  const [a, b] = [left, right]
  const on = (place: Place): number => (place.varies ? 4 * place.shape[1] * place.leading : 0)
  const call = { kind: 'product' as const, transA: flag(transB), transB: flag(transA), a, b, c, bias }
  const once = { times: 1, on: [0, 0, 0] as const, gather: false }
  const samples = value.varies || total ? batch : 1
  const flops = 2 * m * n * k * samples
  if (samples === 1) return { ...call, ...once, sizes: [m, n, k], flops }
  if (total && transB && !transA) return { ...call, ...once, sizes: [m, n, k * batch], flops }
  if (total) return { ...call, sizes: [m, n, k], times: batch, on: [on(a), on(b), 0], gather: true, flops }
  if (!b.varies && !transB) return { ...call, ...once, sizes: [m * batch, n, k], flops }
  return { ...call, sizes: [m, n, k], times: batch, on: [on(a), on(b), on(c)], gather: false, flops }
}

/** For every cell of the result as it lies in memory, where it comes from. */
function tableOf(value: Value<'arrange' | 'transpose'>, x: Place): Int32Array {
  const [rows, columns] = value.shape
  const width = x.shape[1]
  return Int32Array.from({ length: rows * columns }, (_, i) => {
    const [column, row] = [Math.floor(i / rows), i % rows]
    const source = value.op === 'arrange' ? (value.arg.from[row * columns + column] ?? 0) : column * width + row
    return (source % width) * x.leading + Math.floor(source / width)
  })
}

function flopsOf({ rows, columns, samples, terms, sinks }: Loop): number {
  const work = terms.filter(({ op }) => op !== 'read' && op !== 'literal')
  const each =
    work.filter(({ byRow, op }) => byRow || op === 'sum').length + sinks.filter(({ gather }) => gather).length
  return samples * columns * (rows * each + work.length - each)
}
