// The frozen encoder and decoder as tensors in a model's file: written and read.
import { at } from '@dit-by-hand/graph/at'
import { CheckpointError } from '../checkpoint/dtype.ts'
import type { Header } from '../checkpoint/header.ts'
import { isFields, parsed } from '../checkpoint/json.ts'
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

const isExtent = (value: unknown): value is Extent =>
  Array.isArray(value) &&
  value.length === 3 &&
  value.every(each => Number.isSafeInteger(each) && each > 0 && each <= 4096)

function told(text: string): { readonly video: Extent; readonly patch: Extent } {
  const value = parsed(text, 'the metadata of the frozen decoder')
  if (isFields(value)) {
    const { video, patch } = value
    if (isExtent(video) && isExtent(patch)) return { video, patch }
  }
  throw new CheckpointError('the metadata of the frozen decoder must have the sizes of video and patch')
}

/** Reads the frozen codec of a file; undefined where the net reads pixels. @throws {CheckpointError} where it is damaged */
export async function readFrozen(source: Source): Promise<Frozen | undefined> {
  const header = await readHeader(source)
  const text = header.metadata[key]
  if (text === undefined) return undefined
  const { video, patch } = told(text)
  const [frames, height, width] = video
  const cells = patch[0] * patch[1] * patch[2] * channels
  const codes = at(placeOf(header, names.scales, 1), 0)
  const block = async (name: string, rows: number, columns?: number): Promise<Float32Array> => {
    const shape = columns === undefined ? [rows] : [rows, columns]
    const place = header.places.find(each => each.name === name)
    if (place?.shape.join() !== shape.join())
      throw new CheckpointError(
        `the file’s ${name} is ${place ? `[${place.shape.join(', ')}]` : 'not there'}, needs [${shape.join(', ')}]`,
      )
    const matrix = [rows, columns ?? 1] as const
    const values = new Float32Array(matrix[0] * matrix[1])
    await readMatrix(source, header, place, values, matrix)
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

/** The shape of a tensor that has this many axes. */
function placeOf({ places }: Header, name: string, axes: number): readonly number[] {
  const place = places.find(each => each.name === name)
  if (place?.shape.length !== axes) throw new CheckpointError(`the file has no ${name} of ${axes} axes`)
  return place.shape
}
