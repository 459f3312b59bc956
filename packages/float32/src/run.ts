// A plan bound to kernels and memory: run it, bring matrices to it, read matrices from it.
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
  /** Which kernels run it. */
  readonly build: Build
  /** Runs every step. Nothing is allocated. */
  run(): void
  /** The same, and how long each step took, in milliseconds. */
  profile(): readonly number[]
  /** How often each kind of step has run. */
  readonly ran: { readonly [K in Step['kind']]: number }
}

/** Binds a plan. Loops and tables are made now, so that running makes nothing; the net's own tables are written. */
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
  const bound = plan.steps.map(step => bindStep(step, kernels, made, tables, startOf, memory))
  const ran = { product: 0, softmax: 0, move: 0, loop: 0, general: 0 }
  const count = (): void => {
    for (const { kind } of plan.steps) ran[kind]++
  }
  return {
    ...matricesOf(plan, memory, bases),
    plan,
    build: kernels.build,
    ran,
    run() {
      for (const step of bound) step()
      count()
    },
    profile() {
      const times = bound.map(step => {
        const since = performance.now()
        step()
        return performance.now() - since
      })
      count()
      return times
    },
  }
}

/** The bytes that a plan needs in `work`: its buffers, then its tables. */
export function workBytes({ bytes, tables }: Plan): number {
  return bytes.work + 4 * tables.reduce((total, { length }) => total + length, 0)
}

/** The bytes that a plan needs where one thread runs it. */
export const bytesOf = (plan: Plan): number => plan.bytes.shared + plan.bytes.gradients + workBytes(plan)

/** A plan's stretches of memory, one after the other. */
export function basesFrom({ bytes }: Plan, start: number): Bases {
  return { shared: start, gradients: start + bytes.shared, work: start + bytes.shared + bytes.gradients }
}

function bindStep(
  step: Step,
  kernels: Kernels,
  loops: readonly LoopRunner[],
  tables: readonly number[],
  startOf: (place: Place) => number,
  memory: WebAssembly.Memory,
): () => void {
  switch (step.kind) {
    case 'product': {
      const { sizes, transA, transB, times, on, gather } = step
      const [m, n, k] = sizes
      const [a, b, c, bias] = [startOf(step.a), startOf(step.b), startOf(step.c), step.bias ? startOf(step.bias) : 0]
      const [lda, ldb, ldc] = [step.a.leading, step.b.leading, step.c.leading]
      const [onA, onB, onC] = on
      return () => {
        for (let i = 0; i < times; i++) {
          const more = gather && i > 0 ? 1 : 0
          kernels.matmul(m, n, k, a + i * onA, lda, transA, b + i * onB, ldb, transB, c + i * onC, ldc, more, bias)
        }
      }
    }
    case 'softmax': {
      const [x, y, rows] = [startOf(step.x), startOf(step.y), step.x.shape[0]]
      return () => kernels.softmax(step.columns, rows, x, step.x.leading, y, step.y.leading, step.scale)
    }
    case 'move': {
      const [x, y, table] = [startOf(step.x), startOf(step.y), at(tables, step.table, 'the tables of a plan')]
      const count = step.y.shape[0] * step.y.shape[1]
      const [onX, onY] = [4 * sampleStep(step.x), 4 * sampleStep(step.y)]
      return () => {
        for (let i = 0; i < step.times; i++) kernels.gather(count, table, x + i * onX, y + i * onY)
      }
    }
    case 'loop':
      return at(loops, step.loop, 'the loops of a plan').bind(null, ...step.operands.map(startOf))
    case 'general':
      return general(step, memory, startOf)
  }
}

/** The graph's own rule, cell by cell, in double precision between single-precision matrices. */
function general(
  { node, src, y, times }: Extract<Step, { kind: 'general' }>,
  memory: WebAssembly.Memory,
  startOf: (place: Place) => number,
): () => void {
  const k: Arith<number> = float
  return () => {
    const cells = new Float32Array(memory.buffer)
    const start = (place: Place, sample: number): number => startOf(place) / 4 + sample * sampleStep(place)
    for (let sample = 0; sample < times; sample++) {
      const reads = src.map((place): Read<number> => {
        const from = start(place, sample)
        return (row, column) => cells[from + column * place.leading + row]!
      })
      const to = start(y, sample)
      for (let column = 0; column < y.shape[1]; column++)
        for (let row = 0; row < y.shape[0]; row++)
          cells[to + column * y.leading + row] = cellOf(node, row, column, reads, k)
    }
  }
}
