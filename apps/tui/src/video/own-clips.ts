// Clips of somebody's own from a folder: GIF, PNG and APNG files, with what they show in captions.txt or in their names.
import { type Dirent, existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { at } from '@dit-by-hand/graph/at'
import { FilmError, nearestFrame, readFilm, resized } from '@dit-by-hand/video-dit/film/read'
import type { Captioned } from '@dit-by-hand/video-dit/learn/clips'
import { emptyFilm, type Film, type Size } from '@dit-by-hand/video-dit/world/film'
import { type Io, UsageError } from '../io.ts'
import { codeOf, textOf } from '../reading.ts'

/** A list of captions in the folder: on each line a file's name, a tab or a comma, and what it shows. A name with a comma in it
 *  takes a tab. Disks differ in whether an accent is in its letter or beside it, so names are compared in one form. */
const listName = 'captions.txt'

/** Hidden files are none: macOS lays one with ._ beside each file on a foreign disk. */
const isFilm = (name: string): boolean => /^[^.].*\.(gif|png|apng)$/i.test(name)

/** What a file's name says: `moon_rises-at night (3).gif` is “moon rises at night”. */
export function captionOf(name: string): string {
  return name
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(/(^| )\d+(?= |$)/g, ' ')
    .trim()
    .replace(/ +/g, ' ')
}

/** Files that cannot be used, of which each is told. */
const mostTold = 10

/**
 * Reads a folder of clips, each brought to one size. A folder within it is a clip, whose frames are its files in the order of
 * their numbers. @throws {UsageError} naming what cannot be used, and why
 */
export async function readOwnClips(
  folder: string,
  size: Size,
  { cwd }: Pick<Io, 'cwd'>,
): Promise<readonly Captioned[]> {
  const full = resolve(cwd, folder)
  const clips = await clipsIn(full, folder)
  const list = join(full, listName)
  const captions = existsSync(list) ? await listed(list, folder) : undefined
  const here = new Set([...clips.keys()].map(name => name.normalize()))
  const missing = [...(captions?.keys() ?? [])].filter(name => !here.has(name))
  if (missing.length > 0)
    throw new UsageError(
      `${listName} lists ${missing.join(', ')}, but ${folder} does not contain ${missing.length === 1 ? 'it' : 'them'}.`,
    )
  const read: Captioned[] = []
  const wrong: string[] = []
  for (const [name, files] of clips) {
    const told = captions?.get(name.normalize())
    if (captions && told === undefined) continue
    const caption = told ?? captionOf(name)
    if (caption === '')
      throw new UsageError(
        `The name ${name} does not say what the clip shows; rename it, or add a line to ${listName}.`,
      )
    try {
      read.push({ film: await filmOf(files, size), caption })
    } catch (error) {
      if (!(error instanceof FilmError)) throw error
      wrong.push(`${join(folder, name)} cannot be used: ${error.message}.`)
    }
  }
  const more = wrong.length > mostTold ? [`Nor can ${wrong.length - mostTold} more.`] : []
  if (wrong.length > 0) throw new UsageError([...wrong.slice(0, mostTold), ...more].join('\n'))
  return read
}

/** The files of each clip, by its name. */
async function clipsIn(full: string, folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const clips = new Map<string, readonly string[]>()
  for (const entry of (await entriesIn(full, folder)).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(full, entry.name)
    const within = entry.isDirectory() ? (await readdir(path)).filter(isFilm).toSorted(byNumber) : []
    if (within.length > 0)
      clips.set(
        entry.name,
        within.map(name => join(path, name)),
      )
    else if (!entry.isDirectory() && isFilm(entry.name)) clips.set(entry.name, [path])
  }
  if (clips.size === 0) throw new UsageError(`${folder} contains no GIF, PNG or APNG file.`)
  return clips
}

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

async function filmOf(files: readonly string[], { frames, height, width }: Size): Promise<Film> {
  const read = async (file: string, of: number): Promise<Film> =>
    resized(readFilm(await readFile(file)), of, height, width)
  const [only, ...others] = files
  if (only !== undefined && others.length === 0) return read(only, frames)
  const film = emptyFilm({ frames, height, width })
  for (let t = 0; t < frames; t++) {
    const { pixels } = await read(at(files, nearestFrame(t, frames, files.length)), 1)
    film.pixels.set(pixels, t * pixels.length)
  }
  return film
}

async function entriesIn(full: string, folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(full, { withFileTypes: true })
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') throw new UsageError(`There is no folder ${folder}.`)
    if (code === 'ENOTDIR') throw new UsageError(`${folder} is a file; a folder of clips is needed.`)
    throw error
  }
}

async function listed(path: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const lines = textOf(await readFile(path), join(folder, listName)).split(/\r?\n/)
  const captions = new Map<string, string>()
  lines.forEach((line, i) => {
    if (line.trim() === '') return
    const [, name = '', caption = ''] = /^([^\t]+)\t(.*)$/.exec(line) ?? /^([^,]+),(.*)$/.exec(line) ?? []
    if (name.trim() === '' || caption.trim() === '')
      throw new UsageError(
        `${join(folder, listName)}, line ${i + 1}: a line needs a file name, a tab or a comma, and what the clip shows.`,
      )
    const file = name.trim().normalize()
    if (captions.has(file))
      throw new UsageError(`${join(folder, listName)}, line ${i + 1}: ${file} has a caption already; a clip takes one.`)
    captions.set(file, caption.trim())
  })
  return captions
}
