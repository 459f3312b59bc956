// Modules loaded anew: every generation of the code under test starts from nothing, so no mutant leaves anything behind.
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

/** A change to one source file: what stands between two places, replaced. Lines and columns count from 0. */
export interface Change {
  readonly file: string
  readonly start: { readonly line: number; readonly column: number }
  readonly end: { readonly line: number; readonly column: number }
  readonly replacement: string
}

const stripped = new Map<string, string>()
let generation = 0
let change: (Change & { readonly url: string }) | undefined

const bare = (url: string): string => url.replace(/\?.*$/, '')

function sourceOf(url: string): string {
  const changing = change?.url === url ? change : undefined
  const known = changing ? undefined : stripped.get(url)
  if (known !== undefined) return known
  const text = readFileSync(fileURLToPath(url), 'utf8')
  const source = stripTypeScriptTypes(changing ? changed(text, changing) : text)
  if (!changing) stripped.set(url, source)
  return source
}

function changed(text: string, { start, end, replacement }: Change): string {
  const lines = text.split('\n')
  const [first, last] = [lines[start.line] ?? '', lines[end.line] ?? '']
  const before = [...lines.slice(0, start.line), first.slice(0, start.column)].join('\n')
  const after = [last.slice(end.column), ...lines.slice(end.line + 1)].join('\n')
  return before + replacement + after
}

/**
 * From now on TypeScript modules under these folders are loaded once a generation; all others once, as ever.
 * @param folders file URLs that end in a slash
 * @param instead what these modules import in place of a package, by its name
 */
export function refreshUnder(
  folders: readonly string[],
  instead: { readonly [specifier: string]: string | undefined },
): void {
  const isFresh = (url: string): boolean => bare(url).endsWith('.ts') && folders.some(folder => url.startsWith(folder))
  registerHooks({
    resolve(specifier, context, next) {
      const other = context.parentURL !== undefined && isFresh(context.parentURL) ? instead[specifier] : undefined
      const found = next(other ?? specifier, context)
      return isFresh(found.url) ? { ...found, url: `${bare(found.url)}?generation=${generation}` } : found
    },
    load(url, context, next) {
      if (!isFresh(url)) return next(url, context)
      return { format: 'module', source: sourceOf(bare(url)), shortCircuit: true }
    },
  })
}

/** Begins a new generation, with one source file changed or with none. The change's file is told from `root`. */
export function refresh(root: URL, next?: Change): void {
  generation++
  change = next && { ...next, url: new URL(next.file, root).href }
}
