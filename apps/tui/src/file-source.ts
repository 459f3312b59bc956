// A file on disk as a source of a checkpoint's bytes: read where it is asked, never as a whole.
import { type FileHandle, open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { endsEarly, type Source } from '@dit-by-hand/video-dit/checkpoint/source'
import { type Io, UsageError } from './io.ts'

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const reasons: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
}

const unreadable = (path: string, error: unknown): UsageError =>
  new UsageError(
    `${path} cannot be read: ${reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error))}.`,
  )

/** Works on a file that is open for as long as the work lasts. @throws {UsageError} why it cannot be read */
export async function withFile<T>(path: string, io: Io, work: (source: Source) => Promise<T>): Promise<T> {
  let file: FileHandle
  try {
    file = await open(resolve(io.cwd, path))
  } catch (error) {
    throw unreadable(path, error)
  }
  try {
    const found = await file.stat()
    if (!found.isFile())
      throw new UsageError(`${path} cannot be read: it is ${found.isDirectory() ? 'a folder' : 'no file'}.`)
    return await work({
      size: found.size,
      async read(from, into) {
        let filled = 0
        while (filled < into.byteLength) {
          const { bytesRead } = await file.read(into, filled, into.byteLength - filled, from + filled)
          if (bytesRead === 0) throw endsEarly(from + filled)
          filled += bytesRead
        }
      },
    })
  } finally {
    await file.close()
  }
}
