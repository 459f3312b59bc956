// Loads a model of any size from a checkpoint, in pieces, with a report of what is missing, extra or of another shape.

import { at } from '@dit-by-hand/graph/at'
import { few } from '@dit-by-hand/graph/counted'
import type { Parameter } from '@dit-by-hand/graph/scope'
import { type DitConfig, tokensOf } from '../config.ts'
import { dit } from '../net.ts'
import { CheckpointError, type Dtype, roundingOf } from './dtype.ts'
import { type Header, type Place, shownName } from './header.ts'
import { infoFrom, type ModelInfo } from './info.ts'
import { officialName, officialShape } from './official.ts'
import { type Cells, frozenName, frozenPositions } from './save.ts'
import { configOfShapes, type Hints, prefixOf } from './shapes.ts'
import type { Source } from './source.ts'
import { memoryOf, piecesOf, readHeader, readMatrix } from './stream.ts'

/** A tensor of another shape than the model's. */
export interface Misshapen {
  readonly name: string
  readonly found: readonly number[]
  readonly wanted: readonly number[]
}

/** What a file has and lacks, by official names. */
export interface LoadReport {
  /** Tensors that were read, and how many numbers they hold. */
  readonly tensors: number
  readonly numbers: number
  readonly missing: readonly string[]
  readonly extra: readonly string[]
  readonly misshapen: readonly Misshapen[]
  /** The largest difference between the file's frozen positions and the net's, beyond what its number format rounds off;
   *  undefined where the file has none. */
  readonly positions: number | undefined
}

export interface LoadOptions extends Hints {
  /** The model to load. Default: the one that the file's metadata or shapes describe. */
  readonly config?: DitConfig
  /** Memory for a parameter's cells, column by column; undefined to skip the parameter. Default: new memory, in double
   *  precision where the file has F64. */
  readonly into?: (parameter: Parameter, dtype: Dtype) => Cells | undefined
}

export interface LoadedModel {
  readonly info: ModelInfo
  readonly metadata: Header['metadata']
  /** Cells of the parameters that the file has, column by column, by our names. */
  readonly weights: { readonly [parameter: string]: Cells }
  readonly report: LoadReport
}

/** The most that frozen positions of the same formula may differ: the rounding of an angle. */
const samePositions = 1e-4

/** Whether the file has every parameter in its shape, and the net's positions if any. Extra tensors do no harm. */
export const isWhole = ({ missing, misshapen, positions = 0 }: LoadReport): boolean =>
  missing.length === 0 && misshapen.length === 0 && positions <= samePositions

/**
 * Loads a model, holding no more in memory than its numbers and one piece of the file.
 * @throws {CheckpointError} where the file is damaged, is not a DiT, or needs a hint that is not given; tensors that are
 *   missing or of another shape are listed in the report instead
 */
export async function loadModel(source: Source, options: LoadOptions = {}): Promise<LoadedModel> {
  const header = await readHeader(source)
  const places = new Map(header.places.map(place => [place.name, place]))
  const prefix = prefixOf(places.keys())
  const info = infoOf(header, prefix, options)
  const into = options.into ?? ownMemory
  const weights: { [parameter: string]: Cells } = {}
  const [missing, misshapen]: [string[], Misshapen[]] = [[], []]
  const used = new Set<string>()
  let numbers = 0

  const wanted = (official: string, shape: readonly number[]): Place | undefined => {
    const place = places.get(prefix + official)
    if (!place) return undefined
    used.add(place.name)
    if (place.shape.join() === shape.join()) return place
    misshapen.push({ name: official, found: place.shape, wanted: shape })
    return undefined
  }

  for (const parameter of dit(info.config).parameters) {
    const official = officialName(parameter.name)
    if (!places.has(prefix + official)) missing.push(official)
    const place = wanted(official, officialShape(parameter, info.config))
    if (!place) continue
    const cells = into(parameter, place.dtype)
    if (!cells) continue
    const [rows, columns] = parameter.shape
    if (cells.length !== rows * columns)
      throw new RangeError(`${parameter.name} is ${rows}×${columns}; ${cells.length} cells were offered for it`)
    await readMatrix(source, header, place, cells, parameter.shape)
    weights[parameter.name] = cells
    numbers += cells.length
  }
  const table = wanted(frozenName, [1, tokensOf(info.config), info.config.width])
  const positions = table && (await apartFrom(frozenPositions(info.config), source, header, table))
  return {
    info,
    metadata: header.metadata,
    weights,
    report: {
      tensors: Object.keys(weights).length + (table ? 1 : 0),
      numbers,
      missing,
      extra: header.places.map(({ name }) => name).filter(name => !used.has(name)),
      misshapen,
      positions,
    },
  }
}

/** Reads which model a file has, from its header alone. @throws {CheckpointError} as {@link loadModel} does */
export async function readInfo(source: Source, options: Omit<LoadOptions, 'into'> = {}): Promise<ModelInfo> {
  const header = await readHeader(source)
  return infoOf(header, prefixOf(header.places.map(({ name }) => name)), options)
}

function infoOf(header: Header, prefix: string, { config, ...hints }: LoadOptions): ModelInfo {
  const told = infoFrom(header.metadata)
  if (config) return { ...told, config }
  if (told) return agreeing(told, hints)
  const shapes = new Map(
    header.places.flatMap(({ name, shape }) => (name.startsWith(prefix) ? [[name.slice(prefix.length), shape]] : [])),
  )
  return { config: configOfShapes(shapes, hints) }
}

/** Checks hints against what the file itself says. @throws {CheckpointError} where they differ */
function agreeing(told: ModelInfo, { heads, video }: Hints): ModelInfo {
  const { config } = told
  if (heads !== undefined && heads !== config.heads)
    throw new CheckpointError(`the file itself says that its attention has ${config.heads} heads, not ${heads}`)
  if (video !== undefined && video.join() !== config.video.join())
    throw new CheckpointError(
      `the file itself says that its clips are ${config.video.join('×')}, not ${video.join('×')}`,
    )
  return told
}

const ownMemory = ({ shape }: Parameter, dtype: Dtype): Cells => memoryOf(shape, dtype)

async function apartFrom(own: Float32Array, source: Source, header: Header, place: Place): Promise<number> {
  const columns = at(place.shape, 2, 'the axes of the positions')
  const rounding = roundingOf(place.dtype)
  let most = 0
  for await (const { row, numbers } of piecesOf(source, header, place, columns))
    for (let i = 0; i < numbers.length; i++) {
      const apart = Math.abs(numbers[i]! - at(own, row * columns + i, 'the positions')) - rounding
      most = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(most, apart)
    }
  return most
}

const listed = (names: readonly string[]): string => few(names.map(shownName), 5)

/** The report as lines of text: what was read, and every problem. */
export function reportLines({ tensors, numbers, missing, extra, misshapen, positions }: LoadReport): readonly string[] {
  return [
    `${tensors} tensors, ${numbers} numbers of parameters.`,
    ...(missing.length > 0 ? [`Missing: ${listed(missing)}.`] : []),
    ...misshapen.map(
      ({ name, found, wanted }) => `${name} has the shape [${found.join(', ')}]; it must be [${wanted.join(', ')}].`,
    ),
    ...(extra.length > 0 ? [`Not part of this model, and ignored: ${listed(extra)}.`] : []),
    ...(positions !== undefined && positions > samePositions
      ? [`The frozen positions differ from the net's by up to ${positions.toPrecision(2)}.`]
      : []),
  ]
}

/** Loads a model, all of it. @throws {CheckpointError} as {@link loadModel} does, and naming what is missing, misshapen or placed
 *  otherwise */
export async function loadWhole(source: Source, options?: LoadOptions): Promise<LoadedModel> {
  const loaded = await loadModel(source, options)
  if (!isWhole(loaded.report))
    throw new CheckpointError(
      `the file does not hold this model as a whole. ${reportLines(loaded.report).slice(1).join(' ').replace(/\.$/, '')}`,
    )
  return loaded
}
