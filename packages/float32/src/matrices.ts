// The matrices of a plan in memory: bring them, read them, or look straight at their cells.
import { at, named, own } from '@dit-by-hand/graph/at'
import { type Grid, gridFrom } from '@dit-by-hand/graph/evaluate'
import { ShapeError, shapeText } from '@dit-by-hand/graph/graph'
import { type Place, type Region, sampleStep } from './place.ts'
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
  /** Reads the gradient at a parameter, summed over the batch. @throws {RangeError} where it is not learned */
  gradient(parameter: string): Grid<number>
}

/** @throws {RangeError} from each function, where the plan has no such matrix or no such sample */
export function matricesOf(plan: Plan, memory: WebAssembly.Memory, bases: Bases): Matrices {
  const places = { ...plan.inputs, ...plan.outputs }
  const placeOf = (name: string): Place => named(places, name, 'the plan')
  /** The byte where a sample's matrix begins. */
  const start = (name: string, place: Place, sample: number): number => {
    const { region, offset, varies } = place
    const samples = varies ? plan.batch : 1
    if (!(sample >= 0 && sample < samples))
      throw new RangeError(`${name} has ${samples} ${samples === 1 ? 'sample' : 'samples'}, and no sample ${sample}`)
    return bases[region] + offset + 4 * sample * sampleStep(place)
  }
  const gridAt = (place: Place, from: number): Grid<number> => {
    const cells = new Float32Array(memory.buffer, from)
    return gridFrom(place.shape, (row, column) => cells[column * place.leading + row]!)
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
      const place = own(plan.inputs, name)
      if (!place) throw new RangeError(`the plan reads no ${name}; it reads ${Object.keys(plan.inputs).join(', ')}`)
      const [rows, columns] = place.shape
      const width = (grid.find(row => row.length !== columns) ?? at(grid, 0, name)).length
      if (grid.length !== rows || width !== columns)
        throw new ShapeError(`${name} is ${grid.length}×${width}, needs ${shapeText(place.shape)}`)
      const cells = new Float32Array(memory.buffer, start(name, place, sample))
      grid.forEach((row, r) =>
        row.forEach((cell, c) => {
          cells[c * place.leading + r] = cell
        }),
      )
    },
    read(name, sample = 0) {
      const place = placeOf(name)
      return gridAt(place, start(name, place, sample))
    },
    gradient(parameter) {
      const place = named(plan.gradients, parameter, 'the plan’s gradients')
      return gridAt(place, start(parameter, place, 0))
    },
  }
}
