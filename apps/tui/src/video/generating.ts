// `dit generate "moon rises at night"`: a film from a prompt, by a trained model, into a file and onto the screen.

import { extname } from 'node:path'
import { at } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import { enlarged, strip } from '@dit-by-hand/video-dit/film/enlarge'
import { encodeGif } from '@dit-by-hand/video-dit/film/gif'
import { encodeApng, encodePng } from '@dit-by-hand/video-dit/film/png'
import { FilmError, readFilm, resized } from '@dit-by-hand/video-dit/film/read'
import type { Timing } from '@dit-by-hand/video-dit/film/timing'
import { standing } from '@dit-by-hand/video-dit/learn/beginning'
import type { Codec } from '@dit-by-hand/video-dit/learn/codec'
import { openGenerator, type Sampling } from '@dit-by-hand/video-dit/learn/generate'
import { withoutText } from '@dit-by-hand/video-dit/parts'
import type { Film, Size } from '@dit-by-hand/video-dit/world/film'
import { toBeWritten, writeWhole } from '../files.ts'
import { type Io, isSpoken, orTold, UsageError } from '../io.ts'
import { wrap } from '../plain/wrap.ts'
import { bytesIn } from '../reading.ts'
import { widthOf } from '../width.ts'
import { countsFor, readModel, type WordModel } from './model.ts'
import { depthOf, stripLines } from './picture.ts'
import { canPlay, play } from './play.ts'
import { modelFor } from './trained.ts'

export interface VideoOptions {
  /** Default: one of this folder, or the one that comes with the command. */
  readonly model?: string
  readonly out?: string
  /** A picture, or a film with its last frame, that the film begins with. */
  readonly first?: string
  readonly seed: number
  readonly sampling: Sampling
  /** The parts of the network that are left out. */
  readonly without: readonly string[]
  /** Of the film, in pixels and frames; what is left out is as it was learned. */
  readonly size: Partial<Size>
  readonly scale: number
  readonly timing: Timing
  readonly force?: boolean
  readonly play: boolean
  readonly json?: boolean
}

const kinds = ['.gif', '.apng', '.png'] as const

/** Asked before any work is done. @throws {UsageError} where the file's name says no kind that can be written */
function kindOf(out: string): (typeof kinds)[number] {
  const kind = kinds.find(each => each === extname(out).toLowerCase())
  if (kind === undefined)
    throw new UsageError(
      `${out} must end in .gif, .apng (animated) or .png (all frames side by side). For MP4 or WebM, convert a GIF, for example with ffmpeg.`,
    )
  return kind
}

export async function generateVideo(prompt: string, options: VideoOptions, io: Io): Promise<void> {
  const { out, first, seed, sampling, timing, without } = options
  const kind = out === undefined ? undefined : kindOf(out)
  await toBeWritten(out, io, options)
  const { path, comesWith } = await modelFor(options.model, io)
  const model = await readModel(path, io)
  const counts = countsFor(prompt, model.vocabulary)
  const left = await leftOut(model, without)
  const since = performance.now()
  const film = await filmOf(model, counts, options, io)
  const milliseconds = performance.now() - since
  if (out !== undefined && kind !== undefined)
    await writeWhole(out, await encoded(film, kind, options), io, { force: options.force })
  if (options.json) {
    const { frames, height, width } = film
    const told = {
      prompt,
      seed,
      ...sampling,
      ...(first !== undefined && { first }),
      ...(without.length > 0 && { without }),
      frames,
      height,
      width,
      delay: timing.delay,
      milliseconds,
      model: comesWith ? 'comes with dit' : path,
      ...(out !== undefined && { out }),
    }
    await io.stdout.write(`${JSON.stringify(told)}\n`)
    return
  }
  const width = widthOf(undefined, io)
  if (options.play && film.frames > 1 && canPlay(film, io)) await play(film, timing.delay, 3, io)
  else if (!isSpoken(io.env)) await io.stdout.write(`${stripLines(film, depthOf(io), width).join('\n')}\n`)
  const made = `“${prompt}”${first === undefined ? '' : `, beginning with ${first}`}${left && `, ${left}`}, seed ${seed}: ${counted(film.frames, 'frame')} of ${film.height}×${film.width} in ${Math.round(milliseconds)} ms, by ${comesWith ? 'the model that comes with dit' : path}${out === undefined ? '; --out moon.gif saves it' : `, in ${out}`}`
  // Elsewhere than on a terminal a path stays in one piece.
  await io.stdout.write(`${io.stdout.isTTY ? wrap(made, { width }).join('\n') : made}\n`)
  const note = tiled(model, film)
  if (note !== null) await io.stdout.write(`${wrap(note, { width }).join('\n')}\n`)
}

/** What a network goes without, in words; '' where nothing is left out. @throws {UsageError} where it has no such part */
export const leftOut = ({ info }: WordModel, names: readonly string[]): Promise<string> =>
  orTold(
    RangeError,
    why => `--without: ${why}.`,
    () => (names.length === 0 ? '' : withoutText(info.config, names)),
  )

/** What is to be known of a film that is larger than what was learned; null where there is nothing. */
function tiled({ patch, size: learned }: WordModel, film: Film): string | null {
  const beside = (side: 'height' | 'width', of: number): boolean => learned[side] === of && film[side] > of
  return beside('height', patch[1]) || beside('width', patch[2])
    ? `It was trained on frames of ${learned.height}×${learned.width}, one patch across, so it shows the same thing over and over; dit train --config FILE, with {"width": ${film.width}} in it, trains on wider ones.`
    : null
}

async function filmOf(model: WordModel, counts: readonly number[], options: VideoOptions, io: Io): Promise<Film> {
  const { sampling, size } = options
  const generator = await opened(model, options, { ...model.size, ...size }, io)
  generator.bring(model.weights)
  return at(generator.films([counts], [0], sampling), 0)
}

async function opened(
  model: WordModel,
  { first: begun, seed, without }: VideoOptions,
  size: Size,
  io: Io,
): ReturnType<typeof openGenerator> {
  const [T, H, W] = model.patch
  const told = `A film of ${counted(size.frames, 'frame')} of ${size.height}×${size.width} cannot be made`
  const sides = [
    ['the number of frames', size.frames, T],
    ['the height', size.height, H],
    ['the width', size.width, W],
  ] as const
  const uneven = sides.flatMap(([side, whole, part]) => (whole % part === 0 ? [] : [`${side} a multiple of ${part}`]))
  if (uneven.length > 0)
    throw new UsageError(
      `${told}: the model makes films in patches of ${T}×${H}×${W}, so make ${uneven.join(' and ')}.`,
    )
  const patches = (size.frames / T) * (size.height / H) * (size.width / W)
  if (patches > mostPatches)
    throw new UsageError(
      `${told}: it has ${patches} patches, each of which attends to all; it can have at most ${mostPatches}.`,
    )
  const codec = await model.codecFor(size)
  const { clip, decode } = codec
  const first = begun === undefined ? {} : { first: await stillOf(begun, size, codec, io) }
  const options = { batch: 1, seed, decode, video: clip.video, without, ...first }
  return openGenerator(model.info.config, model.predicts, options)
}

/** The cells of a clip in which a picture stands still, or a film's last frame. @throws {UsageError} why it cannot be read */
async function stillOf(path: string, size: Size, codec: Codec, io: Io): Promise<Float32Array> {
  const bytes = await bytesIn(path, io)
  const { frames, pixels, ...sides } = await orTold(
    FilmError,
    why => `${path} cannot be begun with: ${why}.`,
    () => readFilm(bytes),
  )
  const last = { frames: 1, ...sides, pixels: pixels.subarray(pixels.length - pixels.length / frames) }
  return standing(resized(last, 1, size.height, size.width), size.frames, codec)
}

/** Patches of a film, at most: the time it takes grows with their square. */
const mostPatches = 1024

async function encoded(film: Film, kind: (typeof kinds)[number], { scale, timing }: VideoOptions): Promise<Uint8Array> {
  const large = enlarged(film, scale)
  switch (kind) {
    case '.gif':
      return encodeGif(large, timing)
    case '.apng':
      return encodeApng(large, timing)
    case '.png':
      return encodePng(strip(large, scale))
  }
}
