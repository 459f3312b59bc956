// What rungs are written with: layers, names that come and go, the weights of the published schedule.
import { at } from '@dit-by-hand/graph/at'
import { linear } from '@dit-by-hand/graph/composites'
import type { Net, Node } from '@dit-by-hand/graph/graph'
import { broadcast } from '@dit-by-hand/graph/ops'
import { linearBetas, schedule } from '@dit-by-hand/video-dit/schedule'
import { parameter } from './tower.ts'

/** A linear layer W·x + b, its weight and bias named after it. */
export const layer = (name: string, out: number, x: Node): Node =>
  linear(parameter(`${name}.weight`, out, x.shape[0]), x, parameter(`${name}.bias`, out, 1))
/** A column repeated beside itself, as wide as x. */
export const beside = (column: Node, x: Node): Node => broadcast(column, x.shape)
/** The net with more names, and without those that no longer apply. */
export const renamed = (net: Net, more: Net, ...gone: readonly string[]): Net =>
  Object.fromEntries([...Object.entries(net).filter(([name]) => !gone.includes(name)), ...Object.entries(more)])

const published = schedule(linearBetas(1000))
/** The weights of clip and noise at a timestep of the published schedule. */
export const weightsAt = (t: number): readonly [clip: number, noise: number] => {
  const kept = at(published.alphasCumprod, t, 'the published schedule')
  return [Math.sqrt(kept), Math.sqrt(1 - kept)]
}
