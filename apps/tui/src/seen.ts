// Whether the opening was played before: a small file where programs keep such things, and nowhere else.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Env, makeFolder, userFolder } from './folders.ts'
import { codeOf } from './reading.ts'

/** What keeps a file from being written where nobody can do anything about it: the opening is then played again. */
const denied = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST', 'ENOSPC'])

/** Whether the opening was played before; from now on it was. */
export function openingSeen(env: Env): boolean {
  const folder = userFolder(env, 'XDG_STATE_HOME', '.local/state')
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
