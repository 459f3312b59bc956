// A checkpoint on disk, one file or an index with its shards, read where it is asked for.
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { sharded } from '@dit-by-hand/video-dit/checkpoint/shards'
import { endsEarly, inMemory, type Source } from '@dit-by-hand/video-dit/checkpoint/source'
import { type Io, UsageError } from '../io.ts'
import { unreadable } from '../reading.ts'

/** Works on a checkpoint while it is open. @throws {UsageError} where there is no such file, or it is a folder */
export async function withSource<T>(path: string, io: Io, work: (source: Source) => Promise<T>): Promise<T> {
  const files: FileHandle[] = []
  const opened = async (named: string): Promise<Source> => {
    const file = await open(resolve(io.cwd, named)).catch((error: unknown) => {
      throw unreadable(named, error)
    })
    files.push(file)
    const about = await file.stat()
    if (about.isDirectory()) throw new UsageError(`${named} cannot be read: it is a folder.`)
    // A pipe is read once.
    if (!about.isFile()) return inMemory(await file.readFile())
    return {
      size: about.size,
      async read(from, into) {
        for (let read = 0; read < into.byteLength; ) {
          const { bytesRead } = await file.read(into, read, into.byteLength - read, from + read)
          if (bytesRead === 0) throw endsEarly(from + read)
          read += bytesRead
        }
      },
    }
  }
  try {
    const source = await opened(path)
    if (!path.endsWith('.json')) return await work(source)
    const index = new TextDecoder().decode(await wholeOf(source))
    return await work(await sharded(index, shard => opened(join(dirname(path), shard))))
  } finally {
    await Promise.all(files.map(file => file.close()))
  }
}

/** All bytes of a source. */
export async function wholeOf(source: Source): Promise<Uint8Array> {
  const bytes = new Uint8Array(source.size)
  await source.read(0, bytes)
  return bytes
}
