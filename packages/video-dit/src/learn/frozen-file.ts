// The frozen encoder and decoder as tensors in a model's file: written and read.
import { whole } from '@dit-by-hand/float32/bounds'
import { CheckpointError } from '../checkpoint/dtype.ts'
import { checkFields, type FieldsOf } from '../checkpoint/form.ts'
import type { Place } from '../checkpoint/header.ts'
import { parsed } from '../checkpoint/json.ts'
import type { Stored } from '../checkpoint/save.ts'
import type { Source } from '../checkpoint/source.ts'
import { readHeader, readMatrix } from '../checkpoint/stream.ts'
import type { Extent } from '../config.ts'
import { channels } from '../world/film.ts'
import type { Frozen } from './codec.ts'

const key = 'dit.frozen'
const names = { mean: 'frozen.mean', directions: 'frozen.directions', scales: 'frozen.scales' } as const

/** What is written: three tensors, and the sizes of films and patches as metadata. */
export function frozenParts({ size, patch, mean, directions, scales }: Frozen): {
  readonly tensors: readonly Stored[]
  readonly metadata: { readonly [key: string]: string }
} {
  const { frames, height, width } = size
  const [codes, cells] = [scales.length, mean.length]
  return {
    tensors: [
      { name: names.mean, shape: [cells], matrix: [cells, 1], cells: mean },
      // The cells of a matrix of cells×codes, column by column, are those of codes×cells row by row.
      { name: names.directions, shape: [cells, codes], matrix: [cells, codes], cells: directions },
      { name: names.scales, shape: [codes], matrix: [codes, 1], cells: scales },
    ],
    metadata: { [key]: JSON.stringify({ video: [frames, height, width], patch }) },
  }
}

interface Sizes {
  readonly video: Extent
  readonly patch: Extent
}

const side = whole(1, 4096)
const fields: FieldsOf<Sizes> = { video: [side, side, side], patch: [side, side, side] }

/** Reads the frozen codec of a file; undefined where the net reads pixels. @throws {CheckpointError} where it is damaged */
export async function readFrozen(source: Source): Promise<Frozen | undefined> {
  const header = await readHeader(source)
  const text = header.metadata[key]
  if (text === undefined) return undefined
  const told = parsed(text, 'the metadata of the frozen decoder')
  checkFields<Sizes>(told, fields, 'a frozen decoder', 'the metadata of the frozen decoder are damaged')
  const { video, patch } = told
  const [frames, height, width] = video
  const cells = patch[0] * patch[1] * patch[2] * channels
  const placeOf = (name: string): Place => {
    const place = header.places.find(each => each.name === name)
    if (!place) throw new CheckpointError(`the file has no ${name}`)
    return place
  }
  const [codes, ...more] = placeOf(names.scales).shape
  if (codes === undefined || more.length > 0) throw new CheckpointError(`the file’s ${names.scales} must have one axis`)
  const block = async (name: string, ...shape: readonly [rows: number, columns?: number]): Promise<Float32Array> => {
    const place = placeOf(name)
    if (place.shape.join() !== shape.join())
      throw new CheckpointError(`the file’s ${name} is [${place.shape.join(', ')}], needs [${shape.join(', ')}]`)
    const [rows, columns = 1] = shape
    const values = new Float32Array(rows * columns)
    await readMatrix(source, header, place, values, [rows, columns])
    if (!values.every(Number.isFinite)) throw new CheckpointError(`the file’s ${name} has a number that is not finite`)
    return values
  }
  return {
    size: { frames, height, width },
    patch,
    mean: await block(names.mean, cells),
    directions: await block(names.directions, cells, codes),
    scales: await block(names.scales, codes),
  }
}
