// Files that a command writes where the user stands.

import { existsSync, readdirSync, type Stats } from 'node:fs'
import { chmod, link, readlink, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { makeFolder, nearestFolder } from './folders.ts'
import { type Io, UsageError } from './io.ts'
import { codeOf } from './reading.ts'

const reasons: { readonly [code: string]: string } = {
  EEXIST: 'it already exists',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EACCES: 'you have no permission to write there',
  EPERM: 'you have no permission to write there',
  EROFS: 'nothing can be written there',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  ELOOP: 'its links form a loop',
}

/** How a file is written. */
export interface Writing {
  /** Over a file that is there; otherwise such a file is left as it is, and that is said. */
  readonly force?: boolean | undefined
  /** Make the folders that are missing. */
  readonly folders?: boolean
}

/** Says before a long piece of work what would be said after it: that a file is there, and is not written over unasked; or
 *  that its folder is missing, unless it is to be made, or takes no file.
 *  @throws {UsageError} */
export async function toBeWritten(
  path: string | undefined,
  io: Io,
  { force = false, folders = false }: Writing = {},
): Promise<void> {
  if (path === undefined) return
  const { full, found } = await placeOf(path, io)
  if (found && !force) throw new UsageError(`${path} cannot be written: it already exists; --force overwrites it.`)
  const folder = folders ? nearestFolder(dirname(full)) : dirname(full)
  const tried = join(folder, besideOf(full))
  try {
    await writeFile(tried, '')
    await rm(tried)
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${whyOf(error)}.`)
  }
}

/** The name under which a file is written before it is moved into place. */
const besideOf = (full: string): string => `.${basename(full)}.${process.pid}.tmp`

/** Where a path leads in the end, links followed, and what is there.
 *  @throws {UsageError} where that is no file, which nothing can be moved into the place of */
async function placeOf(path: string, io: Io): Promise<{ readonly full: string; readonly found: Stats | undefined }> {
  try {
    let full = resolve(io.cwd, path)
    const found = await present(stat(full))
    if (found?.isDirectory()) throw new UsageError(`${path} cannot be written: ${reasons.EISDIR}.`)
    if (found && !found.isFile())
      throw new UsageError(`${path} cannot be written: it is a device or a pipe, not a file.`)
    for (let to = await linkAt(full); to !== undefined; to = await linkAt(full)) full = resolve(dirname(full), to)
    return { full, found }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${path} cannot be written: ${whyOf(error)}.`)
  }
}

/** What a call of the system finds; undefined where there is nothing. */
export const present = <T>(call: Promise<T>): Promise<T | undefined> =>
  call.catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined
    throw error
  })

/** Where a link leads; undefined of what is none. */
const linkAt = (path: string): Promise<string | undefined> =>
  present(readlink(path)).catch((error: unknown) => {
    if (codeOf(error) === 'EINVAL') return undefined
    throw error
  })

const whyOf = (error: unknown): string => reasons[codeOf(error)] ?? reasonOf(error)

/** What writing a file has left beside it where a process was killed in the middle. Nobody may be writing it now. */
export function leftBeside(full: string): readonly string[] {
  const start = `.${basename(full)}.`
  return readdirSync(dirname(full)).flatMap(name =>
    name.startsWith(start) && /^\d+\.tmp$/.test(name.slice(start.length)) ? [join(dirname(full), name)] : [],
  )
}

/**
 * Writes a text, bytes, or bytes piece by piece (each is written before the next is asked for) to a path that counts from
 * where the user stands: whole or not at all, even if the machine stops, since it is written beside and is on the disk
 * before it is moved into place. Links are followed, and what is written over leaves its permissions.
 * @throws {UsageError} why it cannot be written
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
  io: Io,
  { force, folders }: Writing = {},
): Promise<void> {
  const { full, found } = await placeOf(path, io)
  const beside = join(dirname(full), besideOf(full))
  try {
    if (folders) makeFolder(dirname(full))
    // One of this number was left by a process that is no more: in a container the next has the same.
    await rm(beside, { force: true })
    await writeFile(beside, content, { flag: 'wx', flush: true })
    // What takes a file's place is for whoever that was for.
    if (force && found) await chmod(beside, found.mode)
    if (force) await rename(beside, full)
    else await link(beside, full)
  } catch (error) {
    const there = codeOf(error) === 'EEXIST' ? '; --force overwrites it' : ''
    throw new UsageError(`${path} cannot be written: ${whyOf(error)}${there}.`)
  } finally {
    if (existsSync(beside)) await rm(beside)
  }
}
