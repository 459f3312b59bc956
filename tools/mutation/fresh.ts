// Loads modules anew for every mutant, so that none leaves anything behind.
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const bare = (url: string): string => url.replace(/\?.*$/, '')
const texts = new Map<string, string>()
let generation = 0
let only: string | undefined

/** Starts a new generation: whatever is imported from now on is loaded again, instrumented by Stryker. With `instrumented`,
 *  only that file is, since plain files are much faster. */
export function refresh(instrumented?: string): void {
  generation++
  only = instrumented
}

/**
 * Makes Node load the TypeScript modules of some rooms once in each generation; all others only once, as usual.
 * @param copy the repository as instrumented by Stryker
 * @param plain the repository as it was
 * @param rooms folders in it, such as `packages/graph`
 * @param instead what these modules import in place of packages, by their names
 */
export function refreshUnder(
  copy: string,
  plain: string,
  rooms: readonly string[],
  instead: { readonly [specifier: string]: string | undefined },
): void {
  /** A module's path in the copy; undefined where it is loaded only once. */
  const pathOf = (url: string): string | undefined => {
    if (!bare(url).startsWith('file:') || !bare(url).endsWith('.ts')) return undefined
    const path = relative(copy, fileURLToPath(bare(url)))
    return rooms.some(room => path.startsWith(`${room}/`)) ? path : undefined
  }
  const textOf = (file: string): string => {
    const text = texts.get(file) ?? stripTypeScriptTypes(readFileSync(file, 'utf8'))
    texts.set(file, text)
    return text
  }
  registerHooks({
    resolve(specifier, context, next) {
      const isFresh = context.parentURL !== undefined && pathOf(context.parentURL) !== undefined
      const found = next((isFresh ? instead[specifier] : undefined) ?? specifier, context)
      return pathOf(found.url) === undefined ? found : { ...found, url: `${bare(found.url)}?generation=${generation}` }
    },
    load(url, context, next) {
      const path = pathOf(url)
      if (path === undefined) return next(url, context)
      const folder = only === undefined || `${copy}/${path}` === only ? copy : plain
      return { format: 'module', source: textOf(`${folder}/${path}`), shortCircuit: true }
    },
  })
}
