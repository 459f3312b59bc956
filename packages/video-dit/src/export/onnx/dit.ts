// Exports a DiT as an ONNX model, with official names and shapes, for batches of any size.
import { at, held, named } from '@dit-by-hand/graph/at'
import { input } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { encode } from '../../checkpoint/dtype.ts'
import { type ModelInfo, metadataOf } from '../../checkpoint/info.ts'
import { officialName } from '../../checkpoint/official.ts'
import { frozenName, rowByRow, tensorsOf, type Weights } from '../../checkpoint/save.ts'
import { channelsOut, type DitConfig, tokensOf } from '../../config.ts'
import { clipShape, dit } from '../../net.ts'
import { type Dimension, type OnnxFiles, OnnxModel } from './model.ts'
import { type Matrix, writeNet } from './reading.ts'

/** Whether clips have an axis of time; official images have none. */
export const isVideo = ({ video, patch }: DitConfig): boolean => video[0] > 1 || patch[0] > 1

/** The axes of a clip after the batch: channels, frames where there are any, rows, columns. */
export const clipAxes = (config: DitConfig, channels: number): readonly number[] => {
  const [frames, rows, columns] = config.video
  return [channels, ...(isVideo(config) ? [frames] : []), rows, columns]
}

/** Whether the model is conditioned on classes, as published, and not on the words of a prompt. */
const byClass = ({ vocabulary }: Pick<ModelInfo, 'vocabulary'>): boolean => vocabulary === undefined

/**
 * A model as ONNX (opset and IR version: `model.ts`). Inputs: `x`, batch×C×(T×)H×W; `t`, batch; and `y`, the class of each
 * sample, or, where the model has a vocabulary, `words`, batch×K: how often each word stands in the prompt. Output:
 * `prediction`, batch×O×(T×)H×W. Initialisers have the official names of parameters, and matrices those of the net.
 * @param weights every parameter's cells, column by column @param dataName the file for the weights of a model that is too large for one message
 * @param most bytes of weights that may stand in the message. Default: 1 GiB
 */
export function onnxOf(info: ModelInfo, weights: Weights, dataName: string, most?: number): OnnxFiles {
  const { config } = info
  const to = new OnnxModel()
  const batch: Dimension = 'batch'
  const perSample = (name: string, type: 'float' | 'int64', shape: readonly number[]): string =>
    to.input({ name, type, shape: [batch, ...shape] })
  const shaped = (value: string, shape: readonly number[], varies: boolean): Matrix => ({
    value: to.node('Reshape', [value, to.ints(...(varies ? [0] : []), ...shape)]),
    varies,
  })
  for (const { name, shape, matrix, cells } of tensorsOf(config, weights))
    to.store({
      name,
      type: 'float',
      shape,
      bytes: { byteLength: 4 * cells.length, read: () => encode(rowByRow(cells, matrix), 'F32') },
    })
  const x = shaped(perSample('x', 'float', clipAxes(config, config.channels)), clipShape(config), true)
  const t = shaped(perSample('t', 'float', []), [1, 1], true)
  const { width, words: rows } = config
  const label = byClass(info)
    ? shaped(to.node('Gather', [officialName('label.table'), perSample('y', 'int64', [])]), [width, 1], true)
    : shaped(perSample('words', 'float', [rows]), [rows, 1], true)
  const table: Matrix = {
    value: to.node('Transpose', [shaped(frozenName, [tokensOf(config), width], false).value], { perm: [1, 0] }),
    varies: false,
  }

  const { net: plain, parameters } = dit(config)
  const asInput = (name: string) => (node: { readonly shape: readonly [number, number] }) => input(name, node.shape)
  const net = rewrite(plain, {
    positions: asInput('positions'),
    ...(byClass(info) && { 'label.embedding': asInput('label.embedding') }),
  })
  const shapes = new Map(parameters.map(({ name, shape }) => [name, shape]))
  const brought = (name: string): Matrix => {
    if (name === 'x') return x
    if (name === 't') return t
    if (name === 'words' || name === 'label.embedding') return label
    if (name === 'positions') return table
    const shape = held(shapes, name, `input ${name} that the export knows`)
    const official = officialName(name)
    const isMatrix = name.endsWith('.weight') && name !== 'embed.weight'
    return isMatrix ? { value: official, varies: false } : shaped(official, shape, false)
  }
  const output = at(writeNet(net, [named(net, 'output')], brought, to), 0)
  const axes = clipAxes(config, channelsOut(config))
  to.call(shaped(output.value, axes, true).value, 'prediction')
  to.output({ name: 'prediction', type: 'float', shape: [batch, ...axes] })
  return to.files(dataName, { dit: named(metadataOf(info), 'dit', 'the metadata') }, most)
}
