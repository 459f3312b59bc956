// Whether the opening was played before: a small file where programs keep such things, and nowhere else.
import { existsSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from './folders.ts'
import { codeOf } from './reading.ts'

type Env = { readonly [name: string]: string | undefined }

/** The folder for what a program remembers between runs, as the XDG base directories and Windows have it. */
function stateFolder(env: Env): string {
  const { XDG_STATE_HOME: state, LOCALAPPDATA: local } = env
  return join(state || local || join(homedir(), '.local', 'state'), 'dit-by-hand')
}

/** What keeps a file from being written where nobody can do anything about it: the opening is then played again. */
const denied = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST', 'ENOSPC'])

/** Whether the opening was played before; from now on it was. */
export function openingSeen(env: Env): boolean {
  const folder = stateFolder(env)
  const file = join(folder, 'opening-seen')
  if (existsSync(file)) return true
  try {
    makeFolder(folder)
    writeFileSync(file, '')
  } catch (error) {
    if (!denied.has(codeOf(error))) throw error
  }
  return false
}
