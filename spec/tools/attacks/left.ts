// Which processes still run that were started under a mark: what an attack may have left behind.
import { readdirSync, readFileSync } from 'node:fs'

/** The environment variable to set to a mark before anything is started. */
export const markName = 'DIT_ATTACK'

/** Processes with the mark in their environment, without this one; only Linux tells. Zombies do not count. */
export function leftRunning(mark: string): readonly number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return []
    try {
      return readFileSync(`/proc/${name}/environ`).includes(`${markName}=${mark}\0`) ? [Number(name)] : []
    } catch (error) {
      if (error instanceof Error && 'code' in error) return []
      throw error
    }
  })
}
