// The floor of each tensor: how far single precision is from double. No tolerance is more than ten times that.
import { named, own } from '@dit-by-hand/graph/at'
import { isFields } from '../checkpoint/json.ts'
import type { Check } from './check.ts'
import { apart } from './compare.ts'
import type { Golden } from './golden.ts'

/** The largest |float32 − float64| of each tensor, measured by the makers of the reference or on our own two readings. */
export interface Floors {
  readonly [tensor: string]: number
}

const field = (value: unknown, key: string): unknown => (isFields(value) ? own(value, key) : undefined)

const measuredIn = (manifest: unknown): unknown => field(field(manifest, 'float32_vs_float64'), 'all')

/** Whether parsed JSON is a manifest, that is, has measured floors. */
export const isManifest = (value: unknown): boolean => isFields(measuredIn(value))

/**
 * The floors that a manifest gives for a file, found by its name without folder and extension, else by the seed and
 * configuration in its metadata.
 * @param manifest the parsed manifest.json, or undefined
 */
export function floorsOf(manifest: unknown, stem: string, { metadata }: Pick<Golden, 'metadata'>): Floors {
  const all = measuredIn(manifest)
  const listed = Object.keys(isFields(all) ? all : {})
  const same = listed.find(each => {
    const meta = field(field(field(manifest, 'files'), `${each}.safetensors`), 'meta')
    return (
      metadata.config !== undefined &&
      field(meta, 'config') === metadata.config &&
      String(field(meta, 'seed')) === metadata.seed
    )
  })
  const found = field(all, listed.includes(stem) ? stem : (same ?? ''))
  return Object.fromEntries(
    Object.entries(isFields(found) ? found : {}).flatMap(([tensor, measured]) => {
      const floor = field(measured, 'max_abs')
      return typeof floor === 'number' ? [[tensor, floor]] : []
    }),
  )
}

/**
 * The floors of a file without a manifest: how far our own model differs between the two precisions, on the file's inputs.
 * They do not depend on the reference, so that a wrong one cannot loosen its own tolerance.
 * @param double the checks, by the double-precision reading @param single the same checks, by the other
 */
export async function ownFloors(double: readonly Check[], single: readonly Check[]): Promise<Floors> {
  const partners = new Map(single.map(check => [check.tensor, check]))
  const floors: { [tensor: string]: number } = {}
  const ofBlock = new Map<string, number>()
  for (const { tensor, found, block } of double) {
    const partner = partners.get(tensor)
    if (!partner) continue
    const { error } = apart(await found([]), await partner.found([]))
    floors[tensor] = error
    ofBlock.set(block, Math.max(error, ofBlock.get(block) ?? error))
  }
  for (const { tensor, block, magnified } of double)
    if (magnified) floors[tensor] = ofBlock.get(block) ?? named(floors, tensor)
  return floors
}
