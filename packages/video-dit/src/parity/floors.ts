// How far single precision itself lies from double, tensor by tensor: no tolerance is looser than ten times that.
import type { Golden } from './golden.ts'

/** What the reference's makers measured: tensor by tensor, the largest |float32 − float64|. */
export interface Floors {
  readonly [tensor: string]: number
}

type Fields = { readonly [key: string]: unknown }
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const field = (value: unknown, key: string): unknown =>
  isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined

/**
 * The floors that a manifest gives for a file, found by its name without folder and ending, else by the seed and
 * configuration that its metadata tell.
 * @param manifest the parsed manifest.json, or undefined
 */
export function floorsOf(manifest: unknown, stem: string, { metadata }: Pick<Golden, 'metadata'>): Floors {
  const all = field(field(manifest, 'float32_vs_float64'), 'all')
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
