// Modules loaded anew: every mutant starts from nothing, so that none leaves anything behind.
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const bare = (url: string): string => url.replace(/\?.*$/, '')
const texts = new Map<string, string>()
let generation = 0
let only: string | undefined

/** Begins anew: what is imported from now on has not been loaded before, and is taken as Stryker has instrumented it: all of
 *  it, or this one file, the others being much faster as they were. */
export function refresh(instrumented?: string): void {
  generation++
  only = instrumented
}

/**
 * From now on TypeScript modules of some rooms are loaded once a generation; all others once, as ever.
 * @param copy the repository as Stryker has instrumented it
 * @param plain the same as it was
 * @param rooms folders below, such as `packages/graph`
 * @param instead what these modules import in place of a package, by its name
 */
export function refreshUnder(
  copy: string,
  plain: string,
  rooms: readonly string[],
  instead: { readonly [specifier: string]: string | undefined },
): void {
  /** Below the copy, or nothing where it is loaded once. */
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
