// A film played in a terminal, in place, until it has been seen often enough or somebody presses Ctrl-C.
import type { Film } from '@dit-by-hand/video-dit/world/film'
import { type Io, isLively } from '../io.ts'
import { depthOf, pictureLines } from './picture.ts'
import { stopOnSignals } from './stop.ts'

/** Whether a film can be played: nothing moves for a screen reader, and what scrolls away cannot be drawn over. */
export function canPlay(film: Film, { stdout, env }: Io): boolean {
  const { rows, columns } = stdout
  if (!isLively(stdout, env) || rows === undefined || columns === undefined) return false
  return linesOf(film) < rows && film.width <= columns
}

/** Two rows of pixels stand in a line. */
const linesOf = ({ height }: Film): number => Math.ceil(height / 2)

/** Plays a film some times over. The cursor is hidden meanwhile, and ends below the last frame. */
export async function play(film: Film, delay: number, plays: number, io: Io): Promise<void> {
  const depth = depthOf(io)
  const stop = stopOnSignals()
  const high = linesOf(film)
  try {
    await io.stdout.write(`\x1b[?25l${'\n'.repeat(high)}`)
    for (let i = 0; i < plays * film.frames && !stop.asked; i++) {
      const lines = pictureLines(film, i % film.frames, depth)
      await io.stdout.write(`\x1b[${high}A${lines.map(line => `\r\x1b[K${line}\n`).join('')}`)
      await stop.pause(delay)
    }
  } finally {
    await io.stdout.write('\x1b[?25h')
    stop.release()
  }
}
