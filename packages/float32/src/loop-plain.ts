// Runs a loop in plain TypeScript: the reference for the WebAssembly loop, and its replacement where there is none.
import { float } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { type Loop, type Phase, phasesOf, type Term } from './loop.ts'

/** A compiled loop: takes the byte offset of every operand, then the number of samples. */
export type LoopRunner = (...given: number[]) => void

/** Makes a loop runner on a memory. Every term is rounded to single precision, as in the WebAssembly loop. */
export function plainLoop(loop: Loop, memory: WebAssembly.Memory): LoopRunner {
  const { rows, columns, operands, terms, sinks } = loop
  const phases = phasesOf(loop)
  const made = terms.map(({ byRow }) => new Float32Array(byRow ? rows : 1))
  const step = terms.map(({ byRow }) => (byRow ? 1 : 0))

  const work = (cells: Float32Array, index: number, term: Term, starts: readonly number[]): void => {
    const to = made[index]!
    if (term.op === 'read') {
      const from = starts[term.operand]!
      for (let i = 0; i < to.length; i++) to[i] = cells[from + i]!
    } else if (term.op === 'literal') to.fill(term.value)
    else if (term.op === 'add' || term.op === 'mul') {
      const [a, b, stepA, stepB] = [made[term.a]!, made[term.b]!, step[term.a]!, step[term.b]!]
      const plus = term.op === 'add'
      for (let i = 0; i < to.length; i++) {
        const [x, y] = [a[i * stepA]!, b[i * stepB]!]
        to[i] = plus ? x + y : x * y
      }
    } else if (term.op !== 'sum') {
      const [a, stepA, of] = [made[term.a]!, step[term.a]!, float[term.op]]
      for (let i = 0; i < to.length; i++) to[i] = of(a[i * stepA]!)
    }
  }

  const pass = (cells: Float32Array, { once, each, sums, sinks: here }: Phase, starts: readonly number[]): void => {
    for (const index of [...once, ...each]) work(cells, index, terms[index]!, starts)
    for (const index of sums) {
      const term = terms[index]!
      if (term.op !== 'sum') continue
      const [of, stepOf] = [made[term.a]!, step[term.a]!]
      let total = 0
      for (let i = 0; i < rows; i++) total += of[i * stepOf]!
      made[index]![0] = total
    }
    for (const { term, operand, gather } of here) {
      const [from, stepFrom, to] = [made[term]!, step[term]!, starts[operand]!]
      const height = operands[operand]!.rowStep ? rows : 1
      for (let i = 0; i < height; i++)
        cells[to + i] = gather ? cells[to + i]! + from[i * stepFrom]! : from[i * stepFrom]!
    }
  }

  const zero = (cells: Float32Array, operand: number, start: number): void => {
    const { rowStep, columnStep } = operands[operand]!
    for (let column = 0; column < (columnStep ? columns : 1); column++)
      cells.fill(0, start + column * columnStep, start + column * columnStep + (rowStep ? rows : 1))
  }

  return (...given) => {
    const samples = at(given, operands.length, 'what a loop is given')
    const cells = new Float32Array(memory.buffer)
    const where = (sample: number, column: number): number[] =>
      operands.map(({ columnStep, sampleStep }, i) => given[i]! / 4 + sample * sampleStep + column * columnStep)
    for (let sample = 0; sample < samples; sample++) {
      const start = where(sample, 0)
      for (const { operand, gather } of sinks)
        if (gather && (sample === 0 || operands[operand]!.sampleStep)) zero(cells, operand, start[operand]!)
      for (let column = 0; column < columns; column++)
        for (const phase of phases) pass(cells, phase, where(sample, column))
    }
  }
}
