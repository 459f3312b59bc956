// Clips of somebody's own from a folder: GIF, PNG and APNG files, with what they show in captions.txt or in their names.
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { FilmError, readFilm, resized } from '@dit-by-hand/video-dit/film/read'
import type { Captioned } from '@dit-by-hand/video-dit/learn/clips'
import type { Size } from '@dit-by-hand/video-dit/world/film'
import { type Io, orTold, UsageError } from '../io.ts'
import { codeOf } from '../reading.ts'

/** A list of captions in the folder: on each line a file's name, a tab or a comma, and what it shows. */
export const listName = 'captions.txt'

const isFilm = (name: string): boolean => /\.(gif|png|apng)$/i.test(name)

/** What a file's name says: `moon_rises-at night (3).gif` is “moon rises at night”. */
export function captionOf(name: string): string {
  return name
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(^| )\d+(?= |$)/g, ' ')
    .trim()
    .replace(/ +/g, ' ')
}

/** Reads a folder of clips, each brought to one size. @throws {UsageError} naming the file that cannot be used, and why */
export async function readOwnClips(folder: string, size: Size, io: Io): Promise<readonly Captioned[]> {
  const full = resolve(io.cwd, folder)
  const names = await namesIn(full, folder)
  const captions = names.includes(listName) ? await listed(join(full, listName), folder) : undefined
  const files = names.filter(isFilm).toSorted()
  if (files.length === 0) throw new UsageError(`${folder} contains no GIF, PNG or APNG file.`)
  const missing = [...(captions?.keys() ?? [])].filter(name => !files.includes(name))
  if (missing.length > 0)
    throw new UsageError(
      `${listName} lists ${missing.join(', ')}, but ${folder} does not contain ${missing.length === 1 ? 'it' : 'them'}.`,
    )
  const read: Captioned[] = []
  for (const name of captions ? files.filter(file => captions.has(file)) : files) {
    const caption = captions?.get(name) ?? captionOf(name)
    if (caption === '')
      throw new UsageError(
        `The name ${name} does not say what the clip shows; rename the file, or add a line to ${listName}.`,
      )
    const film = await orTold(
      FilmError,
      why => `${join(folder, name)} cannot be used: ${why}.`,
      async () => readFilm(await readFile(join(full, name))),
    )
    read.push({ film: resized(film, size.frames, size.height, size.width), caption })
  }
  return read
}

async function namesIn(full: string, folder: string): Promise<readonly string[]> {
  try {
    return await readdir(full)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') throw new UsageError(`There is no folder ${folder}.`)
    if (code === 'ENOTDIR') throw new UsageError(`${folder} is a file; a folder of clips is needed.`)
    throw error
  }
}

async function listed(path: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/)
  const captions = new Map<string, string>()
  lines.forEach((line, i) => {
    if (line.trim() === '') return
    const [, name = '', caption = ''] = /^([^\t,]+)[\t,](.*)$/.exec(line) ?? []
    if (name.trim() === '' || caption.trim() === '')
      throw new UsageError(
        `${join(folder, listName)}, line ${i + 1}: a line needs a file name, a tab or a comma, and what the clip shows.`,
      )
    captions.set(name.trim(), caption.trim())
  })
  return captions
}
