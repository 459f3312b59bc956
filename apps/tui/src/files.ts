// Files that a command writes where the user stands.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Io, UsageError } from './io.ts'

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

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

/**
 * Writes a text to a path that counts from where the user stands.
 * @param how `new` makes the folders that are missing, and writes over nothing
 * @throws {UsageError} why it cannot be written
 */
export async function writeText(path: string, text: string, io: Io, how: 'over' | 'new' = 'over'): Promise<void> {
  const full = resolve(io.cwd, path)
  try {
    if (how === 'new') await mkdir(dirname(full), { recursive: true })
    await writeFile(full, text, { flag: how === 'new' ? 'wx' : 'w' })
  } catch (error) {
    const why = reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error))
    throw new UsageError(`${path} cannot be written: ${why}.`)
  }
}
