// Folders that are missing, made one by one. Node's recursive mkdir never ends where the system refuses a folder by saying
// that there is none, as /proc does (Node 24.21).
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** The folder itself, or the nearest above it that is there. */
export const nearestFolder = (path: string): string =>
  existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path))

/**
 * Makes a folder and those above it.
 * @param mode who may read it, such as 0o700. Default: what the system says
 * @throws {Error} of the system, with its `code`, where one of them cannot be made
 */
export function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) return
  const above = dirname(path)
  if (above !== path) makeFolder(above, mode)
  try {
    mkdirSync(path, mode)
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error
  }
}
