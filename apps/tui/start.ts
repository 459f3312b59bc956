// Starts `dit` from a checkout: bundles it first where the bundle is missing or older than anything it is made from.
// Nothing but the program itself ever writes to standard output.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const dist = join(here, 'dist')
const bundle = join(dist, 'dit.js')

/** When a file was last changed, in milliseconds; 0 where it is missing. */
const changed = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** The latest change within a folder: of a file, or of a folder itself, since a file may have gone. */
function latest(folder: string): number {
  let newest = changed(folder)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    newest = Math.max(newest, entry.isDirectory() ? latest(path) : changed(path))
  }
  return newest
}

function isStale(): boolean {
  const built = changed(bundle)
  if (built === 0) return true
  const packages = readdirSync(join(root, 'packages')).map(name => join(root, 'packages', name, 'src'))
  const folders = [join(root, 'spec', 'src'), join(root, 'spec', 'cases'), ...packages, join(here, 'src')]
  const trained = join(root, 'packages', 'video-dit', 'trained', 'sky.safetensors')
  const files = [join(root, 'pnpm-lock.yaml'), join(here, 'package.json'), join(here, 'tsdown.config.ts'), trained]
  return (
    files.some(file => changed(file) >= built) || folders.some(folder => changed(folder) > 0 && latest(folder) >= built)
  )
}

/** Bundles into a folder of its own and moves the files into place, the program last: nobody ever starts half a bundle.
 *  The parts are named after what is in them, so one that is there already may be in use and may stay. */
function build(): void {
  const tsdown = join(dirname(createRequire(import.meta.url).resolve('tsdown/package.json')), 'dist', 'run.mjs')
  const started = new Date()
  mkdirSync(dist, { recursive: true })
  const out = mkdtempSync(join(dist, '.build-'))
  try {
    const { status, error, stdout, stderr } = spawnSync(process.execPath, [tsdown, '--log-level', 'warn'], {
      cwd: here,
      encoding: 'utf8',
      env: { ...process.env, DIT_OUT: out, NO_COLOR: '1' },
    })
    if (error || status !== 0)
      throw new Error(stripVTControlCharacters([error?.message, stdout, stderr].filter(Boolean).join('\n').trim()))
    const made = readdirSync(out)
    for (const file of made.filter(name => name !== 'dit.js')) renameSync(join(out, file), join(dist, file))
    // What is changed while the bundle is being made is newer than the bundle.
    utimesSync(join(out, 'dit.js'), started, started)
    renameSync(join(out, 'dit.js'), bundle)
    // Another start may be removing the same.
    for (const file of readdirSync(dist))
      if (!made.includes(file) && !file.startsWith('.')) rmSync(join(dist, file), { force: true })
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

try {
  if (isStale()) build()
} catch (error) {
  process.stderr.write(`dit could not be bundled. ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(70)
}
// What whoever called has to type again, from whatever folder; it is put into comments, where \ would escape.
process.env.DIT_CALLED ??= `node "${fileURLToPath(import.meta.url).replaceAll('\\', '/')}"`
await import(pathToFileURL(bundle).href)
