// The program bundled into a folder of its own: made anew, or in a short run copied from the bundle that a checkout keeps.
import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { thorough } from '@dit-by-hand/tools/thorough'

const app = join(import.meta.dirname, '../..')

function run(args: readonly string[], env: NodeJS.ProcessEnv): void {
  const { status, error, stderr, stdout } = spawnSync(process.execPath, args, { cwd: app, encoding: 'utf8', env })
  if (error || status !== 0) throw new Error(`${args.join(' ')}: ${error?.message ?? stderr}${stdout}`)
}

/** Bundles `dit` into a folder. @throws {Error} where that fails or prints a warning */
export function bundledInto(folder: string): void {
  const { NODE_OPTIONS: _options, ...env } = process.env
  if (thorough) {
    const tsdown = join(dirname(createRequire(import.meta.url).resolve('tsdown/package.json')), 'dist', 'run.mjs')
    run([tsdown, '--log-level', 'warn'], { ...env, DIT_OUT: folder })
    return
  }
  // Whoever starts a checkout has a bundle that is no older than the sources; what is still being made begins with a dot.
  run([join(app, 'start.ts'), '--version'], env)
  cpSync(join(app, 'dist'), folder, { recursive: true, filter: path => !basename(path).startsWith('.') })
}
