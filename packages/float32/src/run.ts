// Binds a plan to kernels and memory, so that it can run.
import { type Arith, float } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { cellOf } from '@dit-by-hand/graph/evaluate'
import type { Read } from '@dit-by-hand/graph/graph'
import type { Engine } from './engine.ts'
import type { Build, Kernels } from './kernels.ts'
import type { LoopRunner } from './loop-plain.ts'
import { type Bases, type Matrices, matricesOf } from './matrices.ts'
import { type Place, sampleStep } from './place.ts'
import type { Plan, Step } from './plan.ts'

/** A plan that can run. */
export interface Runner extends Matrices {
  readonly plan: Plan
  /** The kernels that run it. */
  readonly build: Build
  /** Runs every step. Nothing is allocated. @throws {RangeError} where an input was not brought */
  run(): void
  /** Runs every step and returns how long each took, in milliseconds. */
  profile(): readonly number[]
  /** How often each kind of step has run. */
  readonly ran: { readonly [K in Step['kind']]: number }
}

/** Binds a plan. Loops are compiled and tables written now, so that running allocates nothing. */
export function bind(plan: Plan, { memory, kernels, loops }: Engine, bases: Bases): Runner {
  let tableAt = bases.work + plan.bytes.work
  const tables = plan.tables.map(table => {
    const start = tableAt
    new Int32Array(memory.buffer, start, table.length).set(table)
    tableAt += 4 * table.length
    return start
  })
  const made = loops(plan.loops)
  const startOf = ({ region, offset }: Place): number => bases[region] + offset
  for (const { place, cells } of plan.constants)
    new Float32Array(memory.buffer, startOf(place), cells.length).set(cells)
  const turns = turnsOf(plan)
  const calls = turns.map(([step, time]) =>
    bindStep(at(plan.steps, step), time, kernels, made, tables, startOf, memory),
  )
  const ran = { product: 0, softmax: 0, move: 0, loop: 0, general: 0 }
  const count = (): void => {
    for (const { kind } of plan.steps) ran[kind]++
  }
  return {
    ...matricesOf([{ plan, bases }], memory),
    plan,
    build: kernels.build,
    ran,
    run() {
      for (const call of calls) call()
      count()
    },
    profile() {
      const times = plan.steps.map(() => 0)
      calls.forEach((call, i) => {
        const since = performance.now()
        call()
        times[at(turns, i)[0]]! += performance.now() - since
      })
      count()
      return times
    },
  }
}

/** All calls in order: the step, and which of its times it is. */
function turnsOf({ steps, runs }: Plan): readonly (readonly [step: number, time: number])[] {
  let from = 0
  return runs.flatMap(length => {
    const { times } = at(steps, from)
    const first = from
    from += length
    return Array.from({ length: times * length }, (_, i) => [first + (i % length), Math.floor(i / length)] as const)
  })
}

/** The bytes that a plan needs in `work`: its buffers, then its tables. */
export function workBytes({ bytes, tables }: Plan): number {
  return bytes.work + 4 * tables.reduce((total, { length }) => total + length, 0)
}

/** The bytes that a plan needs on one thread. */
export const bytesOf = (plan: Plan): number => plan.bytes.shared + plan.bytes.gradients + workBytes(plan)

/** The bases of a plan's regions, one after the other. */
export function basesFrom({ bytes }: Plan, start: number): Bases {
  return { shared: start, gradients: start + bytes.shared, work: start + bytes.shared + bytes.gradients }
}

/** One call of a step, as a function. @param time which of its times, from 0 */
function bindStep(
  step: Step,
  time: number,
  kernels: Kernels,
  loops: readonly LoopRunner[],
  tables: readonly number[],
  startOf: (place: Place) => number,
  memory: WebAssembly.Memory,
): () => void {
  const its = (place: Place): number => startOf(place) + 4 * time * sampleStep(place)
  switch (step.kind) {
    case 'product': {
      const { sizes, transA, transB } = step
      const [m, n, k] = sizes
      const [a, b, c, bias] = [its(step.a), its(step.b), its(step.c), step.bias ? startOf(step.bias) : 0]
      const [lda, ldb, ldc] = [step.a.leading, step.b.leading, step.c.leading]
      const more = step.gather && time > 0 ? 1 : 0
      return () => kernels.matmul(m, n, k, a, lda, transA, b, ldb, transB, c, ldc, more, bias)
    }
    case 'softmax': {
      const { columns, scale } = step
      const [x, y, ldx, ldy, rows] = [its(step.x), its(step.y), step.x.leading, step.y.leading, step.x.shape[0]]
      return () => kernels.softmax(columns, rows, x, ldx, y, ldy, scale)
    }
    case 'move': {
      const [x, y, table] = [its(step.x), its(step.y), at(tables, step.table, 'the tables of a plan')]
      const count = step.y.shape[0] * step.y.shape[1]
      return () => kernels.gather(count, table, x, y)
    }
    case 'loop':
      return at(loops, step.loop, 'the loops of a plan').bind(null, ...step.operands.map(its), step.samples)
    case 'general':
      return general(step, memory, its)
  }
}

/** Runs the graph's own rule cell by cell, in double precision, on single-precision matrices. */
function general(
  { node, src, y }: Extract<Step, { kind: 'general' }>,
  memory: WebAssembly.Memory,
  startOf: (place: Place) => number,
): () => void {
  const k: Arith<number> = float
  return () => {
    const cells = new Float32Array(memory.buffer)
    const reads = src.map((place): Read<number> => {
      const from = startOf(place) / 4
      return (row, column) => cells[from + column * place.leading + row]!
    })
    const to = startOf(y) / 4
    for (let column = 0; column < y.shape[1]; column++)
      for (let row = 0; row < y.shape[0]; row++)
        cells[to + column * y.leading + row] = cellOf(node, row, column, reads, k)
  }
}
