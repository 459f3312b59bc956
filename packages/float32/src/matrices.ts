// The matrices of a plan in memory: writing and reading them, and views of their cells.
import { at, named, own } from '@dit-by-hand/graph/at'
import { type Grid, gridFrom } from '@dit-by-hand/graph/evaluate'
import { ShapeError, shapeText } from '@dit-by-hand/graph/graph'
import { type Place, type Region, sampleStep } from './place.ts'
import type { Plan } from './plan.ts'

/** The byte offsets at which a plan's regions begin. */
export type Bases = { readonly [R in Region]: number }

export interface Matrices {
  /** A view of a matrix's cells, column by column; of one sample's where it differs from sample to sample.
   *  @throws {RangeError} for a slice of a larger matrix, whose cells are not contiguous */
  cells(name: string, sample?: number): Float32Array
  /** Writes an input, for one sample where it differs from sample to sample. @throws {ShapeError} where the shape differs */
  bring(name: string, grid: Grid<number>, sample?: number): void
  /** Reads a matrix; one sample's where it differs from sample to sample. */
  read(name: string, sample?: number): Grid<number>
  /** Reads the gradient at a parameter, summed over the batch. @throws {RangeError} where the plan does not compute it */
  gradient(parameter: string): Grid<number>
  /** @throws {RangeError} naming an input, and its sample, that nothing was written to: neither by `bring` nor through `cells` */
  checkBrought(): void
}

/** The matrices of a plan. Each function throws RangeError where the plan has no such matrix or sample.
 *  @param before how many samples the workers before this one have; the first worker has the inputs that all samples share */
export function matricesOf(plan: Plan, memory: WebAssembly.Memory, bases: Bases, before = 0): Matrices {
  const places = { ...plan.inputs, ...plan.outputs }
  const placeOf = (name: string): Place => named(places, name, 'the plan')
  /** The byte offset of a sample's matrix. */
  const start = (name: string, place: Place, sample: number): number => {
    const { region, offset, varies } = place
    const samples = varies ? plan.batch : 1
    if (!(sample >= 0 && sample < samples))
      throw new RangeError(`${name} has no sample ${sample}; it has ${samples}, counted from 0`)
    return bases[region] + offset + 4 * sample * sampleStep(place)
  }
  const awaited = new Map(
    Object.entries(plan.inputs)
      .filter(([, { varies }]) => varies || before === 0)
      .map(([name, { varies }]) => [name, new Set(Array.from({ length: varies ? plan.batch : 1 }, (_, i) => i))]),
  )
  const comes = (name: string, sample: number): void => {
    const samples = awaited.get(name)
    if (samples?.delete(sample) && samples.size === 0) awaited.delete(name)
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
        throw new RangeError(`${name} is a slice of a larger matrix; its cells are not contiguous: use read`)
      comes(name, sample)
      return new Float32Array(memory.buffer, start(name, place, sample), rows * columns)
    },
    bring(name, grid, sample = 0) {
      const place = own(plan.inputs, name)
      if (!place) throw new RangeError(`the plan has no input ${name}; it has ${Object.keys(plan.inputs).join(', ')}`)
      const [rows, columns] = place.shape
      const width = (grid.find(row => row.length !== columns) ?? at(grid, 0, name)).length
      if (grid.length !== rows || width !== columns)
        throw new ShapeError(`${name} is ${grid.length}×${width}, needs ${shapeText(place.shape)}`)
      const cells = new Float32Array(memory.buffer, start(name, place, sample))
      comes(name, sample)
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
    checkBrought() {
      for (const [name, samples] of awaited) {
        const { shape, varies } = named(plan.inputs, name, 'the inputs')
        const whose = varies ? `, sample ${before + at([...samples], 0)},` : ''
        throw new RangeError(`${name} (${shapeText(shape)})${whose} was not brought; bring it before the net is run`)
      }
    },
  }
}
