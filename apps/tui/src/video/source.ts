// A file on disk, read where it is asked for.
import { type FileHandle, open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { endsEarly, type Source } from '@dit-by-hand/video-dit/checkpoint/source'
import { type Io, UsageError } from '../io.ts'
import { unreadable } from '../reading.ts'

/** Works on a file while it is open. @throws {UsageError} where there is no such file, or it is a folder */
export async function withSource<T>(path: string, io: Io, work: (source: Source) => Promise<T>): Promise<T> {
  let file: FileHandle
  try {
    file = await open(resolve(io.cwd, path))
  } catch (error) {
    throw unreadable(path, error)
  }
  try {
    const about = await file.stat()
    if (about.isDirectory()) throw new UsageError(`${path} cannot be read: it is a folder.`)
    return await work({
      size: about.size,
      async read(from, into) {
        for (let read = 0; read < into.byteLength; ) {
          const { bytesRead } = await file.read(into, read, into.byteLength - read, from + read)
          if (bytesRead === 0) throw endsEarly(from + read)
          read += bytesRead
        }
      },
    })
  } finally {
    await file.close()
  }
}
