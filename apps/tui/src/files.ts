// Files that a command writes where the user stands.

import { existsSync } from 'node:fs'
import { access, constants, link, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { makeFolder, nearestFolder } from './folders.ts'
import { type Io, UsageError } from './io.ts'
import { codeOf } from './reading.ts'

const reasons: { readonly [code: string]: string } = {
  EEXIST: 'it is there already',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written there',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
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
  if (path === '') throw new UsageError('A path is needed to write to; this one is empty.')
  const full = resolve(io.cwd, path)
  const found = await stat(full).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined
    throw error
  })
  if (found?.isDirectory()) throw new UsageError(`${path} cannot be written: it is a folder.`)
  if (found && !force) throw new UsageError(`${path} cannot be written: it is there already; --force writes over it.`)
  const folder = folders ? nearestFolder(dirname(full)) : dirname(full)
  try {
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${whyOf(error)}.`)
  }
  if (!(await stat(folder)).isDirectory()) throw new UsageError(`${path} cannot be written: ${reasons.ENOTDIR}.`)
}

const whyOf = (error: unknown): string => reasons[codeOf(error)] ?? reasonOf(error)

/**
 * Writes a text to a path that counts from where the user stands: whole or not at all, since it is written beside and then
 * moved into place.
 * @throws {UsageError} why it cannot be written
 */
export const writeText = (path: string, text: string, io: Io, how?: Writing): Promise<void> =>
  writeWhole(path, text, io, how)

/** The same of bytes, or of bytes piece by piece: each is written before the next is asked for. @throws {UsageError} */
export const writeBytes = (
  path: string,
  bytes: Uint8Array | Iterable<Uint8Array>,
  io: Io,
  how?: Writing,
): Promise<void> => writeWhole(path, bytes, io, how)

async function writeWhole(
  path: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
  io: Io,
  { force, folders }: Writing = {},
): Promise<void> {
  const full = resolve(io.cwd, path)
  if (path === '') throw new UsageError('A path is needed to write to; this one is empty.')
  const beside = join(dirname(full), `.${basename(full)}.${process.pid}.tmp`)
  try {
    if (folders) makeFolder(dirname(full))
    await writeFile(beside, content, { flag: 'wx' })
    if (force) await rename(beside, full)
    else await link(beside, full)
  } catch (error) {
    const there = codeOf(error) === 'EEXIST' ? '; --force writes over it' : ''
    throw new UsageError(`${path} cannot be written: ${whyOf(error)}${there}.`)
  } finally {
    if (existsSync(beside)) await rm(beside)
  }
}
