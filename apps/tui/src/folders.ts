// Folders: where things of a user are kept, and how those that are missing are made.
import { existsSync, mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import type { Io } from './io.ts'
import { codeOf } from './reading.ts'

export type Env = Io['env']

/** The home of whoever runs this; the root where the system knows none, as in a container. @param user asks the system */
export function homeOf({ HOME: home }: Env, user: () => { readonly homedir: string } = userInfo): string {
  if (home) return home
  try {
    return user().homedir
  } catch (error) {
    if (codeOf(error) !== 'ERR_SYSTEM_ERROR') throw error
    return '/'
  }
}

/**
 * The folder in which this program keeps things of its user: below the one that a variable of the XDG base directories
 * names, which has to be absolute, below LOCALAPPDATA on Windows, or below @param usual in the home.
 */
export function userFolder(env: Env, xdg: string, usual: string, platform: NodeJS.Platform = process.platform): string {
  const { [xdg]: named = '', LOCALAPPDATA: local } = env
  const above = isAbsolute(named) ? named : platform === 'win32' && local ? local : join(homeOf(env), usual)
  return join(above, 'dit-by-hand')
}

/** The folder itself, or the nearest above it that is there. */
export const nearestFolder = (path: string): string =>
  existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path))

/**
 * Makes a folder and those above it, one by one: Node's recursive mkdir never ends where the system refuses a folder by saying
 * that there is none, as /proc does (Node 24.21).
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
