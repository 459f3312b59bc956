// Installs the peers from the lockfile of this folder, apart from the workspace, when they are first needed.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { here, installed } from './folders.ts'

interface Package {
  readonly version: string
  readonly dependencies?: { readonly [name: string]: string }
}

const packageIn = (folder: string): Package => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** Every peer, with its version. */
export const wanted: { readonly [name: string]: string } = packageIn(here).dependencies ?? {}

function isHere(name: string): boolean {
  try {
    return packageIn(join(installed, name)).version === wanted[name]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** Installs what is missing. Install scripts are not run. */
export function bringPeers(): void {
  const missing = Object.keys(wanted).filter(name => !isHere(name))
  if (missing.length === 0) return
  console.log(`Not here yet: ${missing.join(', ')}. Installing (a download of 170 MB, 510 MB on disk, once) …`)
  const options = ['--ignore-workspace', '--frozen-lockfile', '--ignore-scripts', '--reporter=silent']
  const { status, error } = spawnSync('pnpm', ['--dir', here, 'install', ...options], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`The peers could not be installed${error ? `: ${error.message}` : ''}`)
}
