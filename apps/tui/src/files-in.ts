// The files of a class: what is handed in, file by file or as folders.
import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Io, UsageError } from './io.ts'
import { unreadable } from './reading.ts'

/**
 * The files that are meant: of a folder every one in it, and in the folders in it, as a learning platform hands them out;
 * 2 before 10, and none that is hidden.
 * @param paths files, folders of them, or - for standard input
 * @param csv the file that the marks go to: it is none of them, wherever it lies
 * @throws {UsageError} where one cannot be read, or there is none
 */
export async function filesIn(
  paths: readonly string[],
  csv: string | undefined,
  io: Io,
): Promise<readonly [string, ...string[]]> {
  const found = (await Promise.all(paths.map(path => (path === '-' ? [path] : filesAt(path, io))))).flat()
  const [file, ...more] = found.filter(one => csv === undefined || resolve(io.cwd, one) !== resolve(io.cwd, csv))
  if (file === undefined) throw new UsageError(`There is nothing to mark but ${csv}, which the marks go to.`)
  return [file, ...more]
}

async function filesAt(path: string, { cwd }: Io): Promise<readonly string[]> {
  const full = resolve(cwd, path)
  try {
    if (!(await stat(full)).isDirectory()) return [path]
    const here = await shownIn(full)
    const below = await Promise.all(
      here.map(async entry =>
        entry.isDirectory()
          ? (await shownIn(join(full, entry.name))).flatMap(inner =>
              inner.isDirectory() ? [] : join(entry.name, inner.name),
            )
          : [entry.name],
      ),
    )
    const files = below.flat().sort(new Intl.Collator('en', { numeric: true }).compare)
    if (files.length > 0) return files.map(name => join(path, name))
  } catch (error) {
    throw unreadable(path, error)
  }
  throw new UsageError(`${path} is a folder without a file: there is nothing to mark.`)
}

/** What lies in a folder. Systems lay files of their own there, and spreadsheet programs ~$ and .~ beside those that are open. */
const shownIn = async (folder: string): Promise<readonly Dirent[]> =>
  (await readdir(folder, { withFileTypes: true })).filter(
    ({ name }) => !/^(\.|~\$|(__MACOSX|Thumbs\.db|desktop\.ini)$)/i.test(name),
  )
