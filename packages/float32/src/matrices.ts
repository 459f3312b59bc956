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

/** A plan, and where its regions begin. */
interface Part {
  readonly plan: Plan
  readonly bases: Bases
}

/** The matrices of a batch: of one plan, or of several that share it, each with the samples after those of the one before. What all
 *  samples share, and the sum of the gradients, is the first plan's. Each function throws RangeError where there is no such
 *  matrix or sample. */
export function matricesOf(parts: readonly Part[], memory: WebAssembly.Memory): Matrices {
  const { plan, bases } = at(parts, 0, 'the plans of a batch')
  const { inputs, gradients } = plan
  const batch = parts.reduce((total, part) => total + part.plan.batch, 0)
  // An output may have the name of an input that it is made of.
  const brought = parts.map(part => part.plan.inputs)
  const told = parts.map(part => ({ ...part.plan.inputs, ...part.plan.outputs }))
  const samplesOf = ({ varies }: Place): number => (varies ? batch : 1)
  /** The place of a sample's matrix, and the byte offset there. */
  const find = (name: string, sample: number, places = told): readonly [place: Place, start: number] => {
    let local = sample
    for (const [i, part] of parts.entries()) {
      const place = named(at(places, i), name, 'the plan')
      if (!(Number.isInteger(sample) && sample >= 0 && sample < samplesOf(place)))
        throw new RangeError(`${name} has no sample ${sample}; it has ${samplesOf(place)}, counted from 0`)
      if (local < part.plan.batch)
        return [place, part.bases[place.region] + place.offset + 4 * local * sampleStep(place)]
      local -= part.plan.batch
    }
    throw new RangeError(`there is no sample ${sample} of ${batch}`)
  }
  /** The samples of each input that are still to be brought. */
  const awaited = new Map(
    Object.entries(inputs).map(([name, place]) => [
      name,
      new Set(Array.from({ length: samplesOf(place) }, (_, i) => i)),
    ]),
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
      const [{ shape, leading }, start] = find(name, sample)
      const [rows, columns] = shape
      if (leading !== rows && columns > 1)
        throw new RangeError(`${name} is a slice of a larger matrix; its cells are not contiguous: use read`)
      comes(name, sample)
      return new Float32Array(memory.buffer, start, rows * columns)
    },
    bring(name, grid, sample = 0) {
      if (!own(inputs, name))
        throw new RangeError(`the plan has no input ${name}; it has ${Object.keys(inputs).join(', ')}`)
      const [{ shape, leading }, start] = find(name, sample, brought)
      const [rows, columns] = shape
      const width = (grid.find(row => row.length !== columns) ?? at(grid, 0, name)).length
      if (grid.length !== rows || width !== columns)
        throw new ShapeError(`${name} is ${grid.length}×${width}, needs ${shapeText(shape)}`)
      const cells = new Float32Array(memory.buffer, start)
      comes(name, sample)
      grid.forEach((row, r) =>
        row.forEach((cell, c) => {
          cells[c * leading + r] = cell
        }),
      )
    },
    read: (name, sample = 0) => gridAt(...find(name, sample)),
    gradient(parameter) {
      const place = named(gradients, parameter, 'the plan’s gradients')
      return gridAt(place, bases[place.region] + place.offset)
    },
    checkBrought() {
      for (const [name, samples] of awaited) {
        const { shape, varies } = named(inputs, name, 'the inputs')
        const whose = varies ? `, sample ${at([...samples], 0)},` : ''
        throw new RangeError(`${name} (${shapeText(shape)})${whose} was not brought; bring it before the net is run`)
      }
    },
  }
}
