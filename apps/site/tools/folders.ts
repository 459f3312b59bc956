// Where the site's files are, what it is built from, and whether the build on disk is of those.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** apps/site */
export const site = dirname(dirname(fileURLToPath(import.meta.url)))
/** The repository. */
export const root = dirname(dirname(site))
/** Where the finished site lies unless told otherwise. */
export const out = join(site, 'out')

/** Everything that a page can depend on. */
const ingredients = [
  'apps/site',
  ...readdirSync(join(root, 'packages')).map(name => `packages/${name}/src`),
  'packages/video-dit/trained',
  'spec/src',
  'spec/cases',
  'spec/engines',
  'pnpm-lock.yaml',
]
const notIngredients = new Set([
  'node_modules',
  '.next',
  'tests',
  'screenshots',
  'README.md',
  'serve.ts',
  'dev.ts',
  'next-env.d.ts',
])
const isIngredient = (name: string): boolean =>
  !notIngredients.has(name) && !/^out(-|$)/.test(name) && !name.endsWith('.tsbuildinfo')

/** All files below a folder, sorted; `wanted` is asked for the name of every file and folder. */
export function filesIn(folder: string, wanted: (name: string) => boolean = () => true): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => wanted(name))
  const found = entries.flatMap(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path, wanted) : entry.isFile() ? [path] : []
  })
  return found.sort()
}

/** A text that changes when anything a page is made from does. */
export function fingerprint(basePath: string): string {
  const hash = createHash('sha256').update(`${process.versions.node}\n${basePath}\n`)
  for (const ingredient of ingredients) {
    const path = join(root, ingredient)
    for (const file of /\.[a-z]+$/.test(ingredient) ? [path] : filesIn(path, isIngredient))
      hash.update(`${relative(root, file).split(sep).join('/')}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** The file beside a finished site that says what it was built from. It is not part of the site. */
export const stampOf = (folder: string): string => join(site, '.next', `${basename(folder)}.stamp`)

/** Whether a folder holds a finished site, built from the files as they are now. */
export function isFresh(folder: string, basePath: string): boolean {
  const stamp = stampOf(folder)
  return existsSync(stamp) && existsSync(folder) && readFileSync(stamp, 'utf8') === fingerprint(basePath)
}
