// Values inside a trained net: matrices for given inputs, or how some columns change with the timestep.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { ModelInfo } from '../checkpoint/info.ts'
import type { Source } from '../checkpoint/source.ts'
import type { Asked } from './cell.ts'
import { bringTo, loaded, momentNet } from './moment.ts'

/**
 * Some matrices of a checkpoint's net for given inputs, in single precision.
 * @returns in the order asked for
 * @throws {RangeError} where the net has no such matrix
 */
export async function matricesAsked(
  info: ModelInfo,
  source: Source,
  { x, given }: Asked,
  names: readonly string[],
): Promise<readonly Grid<number>[]> {
  const runner = await loaded(momentNet(info), names, source, info.config)
  if (runner.plan.inputs.x) runner.cells('x').set(x)
  bringTo(runner, given)
  runner.run()
  return names.map(name => runner.read(name))
}

/**
 * Columns that depend on the words and the timestep alone, such as a block's scale, shift and gate, at many times at once.
 * @param times from 0 to 1 on the straight path, timesteps of the published schedule else
 * @returns in the order asked for, for each time the cells of the column
 * @throws {RangeError} where the net has no such matrix, or it depends on the clip
 */
export async function columnsOverTime(
  info: ModelInfo,
  source: Source,
  words: readonly number[],
  names: readonly string[],
  times: readonly number[],
): Promise<readonly (readonly Float32Array[])[]> {
  const net = momentNet(info)
  const clock = net.time ? 'time' : 't'
  const runner = await loaded(net, names, source, info.config, { batch: times.length, perSample: [clock] })
  if (runner.plan.inputs.x) throw new RangeError(`one of ${names.join(', ')} depends on the clip`)
  bringTo(runner, { words: words.map(each => [each]) })
  times.forEach((time, sample) => {
    runner.bring(clock, [[time]], sample)
  })
  runner.run()
  const column = (name: string, sample: number): Float32Array =>
    Float32Array.from(runner.read(name, sample), row => at(row, 0, name))
  return names.map(name => times.map((_, sample) => column(name, sample)))
}
