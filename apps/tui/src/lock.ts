// A lock file: who writes somewhere, so that no second process does. One that was left behind is taken over.
import { readFileSync, writeFileSync } from 'node:fs'
import { codeOf } from './reading.ts'

/** Takes a lock for this process. Returns the process that has it already. @throws {Error} of the system */
export function taken(path: string): number | null {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return null
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const holder = Number(readFileSync(path, 'utf8'))
  if (holder !== process.pid && isAlive(holder)) return holder
  writeFileSync(path, String(process.pid))
  return null
}

function isAlive(id: number): boolean {
  if (!Number.isInteger(id) || id <= 0) return false
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return codeOf(error) === 'EPERM'
  }
}
