// A plan bound to kernels and memory: run it, bring matrices to it, read matrices from it.
import { type Arith, float } from '@dit-by-hand/core/arith'
import { cellOf } from '@dit-by-hand/core/evaluate'
import type { Read } from '@dit-by-hand/core/graph'
import type { Engine } from './engine.ts'
import type { Build, Kernels } from './kernels.ts'
import type { LoopRunner } from './loop-plain.ts'
import { type Bases, type Matrices, matricesOf } from './matrices.ts'
import type { Place } from './place.ts'
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

/** Binds a plan. Loops and tables are made now, so that running makes nothing. */
export function bind(plan: Plan, { memory, kernels, loops }: Engine, bases: Bases): Runner {
  let tableAt = bases.work + plan.bytes.work
  const tables = plan.tables.map(table => {
    const at = tableAt
    new Int32Array(memory.buffer, at, table.length).set(table)
    tableAt += 4 * table.length
    return at
  })
  const made = loops(plan.loops)
  const at = ({ region, offset }: Place): number => bases[region] + offset
  const bound = plan.steps.map(step => bindStep(step, kernels, made, tables, at, memory))
  const ran = { product: 0, softmax: 0, move: 0, loop: 0, general: 0 }
  const counts = Object.entries(Object.groupBy(plan.steps, ({ kind }) => kind)).map(
    ([kind, steps]) => [kind as Step['kind'], steps?.length ?? 0] as const,
  )
  const count = (): void => {
    for (const [kind, steps] of counts) ran[kind] += steps
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

function bindStep(
  step: Step,
  kernels: Kernels,
  loops: readonly LoopRunner[],
  tables: readonly number[],
  at: (place: Place) => number,
  memory: WebAssembly.Memory,
): () => void {
  switch (step.kind) {
    case 'product': {
      const { sizes, transA, transB, times, on, gather } = step
      const [m, n, k] = sizes
      const [a, b, c, bias] = [at(step.a), at(step.b), at(step.c), step.bias ? at(step.bias) : 0]
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
      const [x, y, rows] = [at(step.x), at(step.y), step.x.shape[0]]
      return () => kernels.softmax(step.columns, rows, x, step.x.leading, y, step.y.leading, step.scale)
    }
    case 'move': {
      const [x, y, table] = [at(step.x), at(step.y), tables[step.table] ?? 0]
      const count = step.y.shape[0] * step.y.shape[1]
      const [onX, onY] = [step.x, step.y].map(({ varies, shape, leading }) => (varies ? 4 * shape[1] * leading : 0))
      return () => {
        for (let i = 0; i < step.times; i++) kernels.gather(count, table, x + i * (onX ?? 0), y + i * (onY ?? 0))
      }
    }
    case 'loop': {
      const run = loops[step.loop]
      if (!run) throw new RangeError(`the plan has no loop ${step.loop}`)
      return run.bind(null, ...step.operands.map(at))
    }
    case 'general':
      return general(step, memory, at)
  }
}

/** Core's own rule, cell by cell, in double precision between single-precision matrices. */
function general(
  { node, src, y, times }: Extract<Step, { kind: 'general' }>,
  memory: WebAssembly.Memory,
  at: (place: Place) => number,
): () => void {
  const k: Arith<number> = float
  return () => {
    const cells = new Float32Array(memory.buffer)
    const start = (place: Place, sample: number): number =>
      at(place) / 4 + (place.varies ? sample * place.shape[1] * place.leading : 0)
    for (let sample = 0; sample < times; sample++) {
      const reads = src.map((place): Read<number> => {
        const from = start(place, sample)
        return (row, column) => cells[from + column * place.leading + row] ?? Number.NaN
      })
      const to = start(y, sample)
      for (let column = 0; column < y.shape[1]; column++)
        for (let row = 0; row < y.shape[0]; row++)
          cells[to + column * y.leading + row] = cellOf(node, row, column, reads, k)
    }
  }
}
