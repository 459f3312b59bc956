// The matrices of a plan in memory: bring them, read them, or look straight at their cells.
import type { Grid } from '@dit-by-hand/core/evaluate'
import { ShapeError, shapeText } from '@dit-by-hand/core/graph'
import type { Place, Region } from './place.ts'
import type { Plan } from './plan.ts'

/** Where a plan's stretches of memory begin, in bytes. */
export type Bases = { readonly [R in Region]: number }

export interface Matrices {
  /** The cells of a matrix, of one sample where each has its own, column by column: a view of the memory itself.
   *  @throws {RangeError} for a slice of a larger matrix, whose cells do not lie side by side */
  cells(name: string, sample?: number): Float32Array
  /** Brings a matrix, for one sample where each has its own. @throws {ShapeError} where its shape is another */
  bring(name: string, grid: Grid<number>, sample?: number): void
  /** Reads a matrix, of one sample where each has its own. */
  read(name: string, sample?: number): Grid<number>
}

/** @throws {RangeError} from each function, where the plan has no such matrix or no such sample */
export function matricesOf(plan: Plan, memory: WebAssembly.Memory, bases: Bases): Matrices {
  const placeOf = (name: string): Place => {
    const place = plan.outputs[name] ?? plan.inputs[name]
    if (!place) throw new RangeError(`the plan has no matrix ${name}`)
    return place
  }
  /** The byte where a sample's matrix begins. */
  const start = (name: string, { region, offset, varies, shape, leading }: Place, sample: number): number => {
    const samples = varies ? plan.batch : 1
    if (!(sample >= 0 && sample < samples))
      throw new RangeError(`${name} has ${samples} ${samples === 1 ? 'sample' : 'samples'}, and no sample ${sample}`)
    return bases[region] + offset + 4 * sample * shape[1] * leading
  }

  return {
    cells(name, sample = 0) {
      const place = placeOf(name)
      const [rows, columns] = place.shape
      if (place.leading !== rows && columns > 1)
        throw new RangeError(`${name} is a slice of a larger matrix; its cells do not lie side by side`)
      return new Float32Array(memory.buffer, start(name, place, sample), rows * columns)
    },
    bring(name, grid, sample = 0) {
      const place = plan.inputs[name]
      if (!place) throw new RangeError(`the plan needs no matrix ${name}`)
      const [rows, columns] = place.shape
      const wrong = grid.find(row => row.length !== columns)
      if (grid.length !== rows || wrong)
        throw new ShapeError(
          `${name} is ${grid.length}×${(wrong ?? grid[0])?.length ?? 0}, needs ${shapeText(place.shape)}`,
        )
      const cells = new Float32Array(memory.buffer, start(name, place, sample))
      grid.forEach((row, r) =>
        row.forEach((cell, c) => {
          cells[c * place.leading + r] = cell
        }),
      )
    },
    read(name, sample = 0) {
      const place = placeOf(name)
      const cells = new Float32Array(memory.buffer, start(name, place, sample))
      const [rows, columns] = place.shape
      return Array.from({ length: rows }, (_, r) =>
        Array.from({ length: columns }, (_, c) => cells[c * place.leading + r] ?? Number.NaN),
      )
    },
  }
}
