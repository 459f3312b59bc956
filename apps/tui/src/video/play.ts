// A film played in a terminal, in place, until it has been seen often enough or somebody presses Ctrl-C.
import type { Film } from '@dit-by-hand/video-dit/world/film'
import type { Io } from '../io.ts'
import { depthOf, pictureLines } from './picture.ts'
import { stopOnSignals } from './stop.ts'

const pause = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds))

/** Plays a film some times over. The cursor is hidden meanwhile, and ends below the last frame. */
export async function play(film: Film, delay: number, plays: number, io: Io): Promise<void> {
  const depth = depthOf(io)
  const stop = stopOnSignals()
  const high = Math.ceil(film.height / 2)
  try {
    await io.stdout.write(`\x1b[?25l${'\n'.repeat(high)}`)
    for (let i = 0; i < plays * film.frames && !stop.asked; i++) {
      const lines = pictureLines(film, i % film.frames, depth)
      await io.stdout.write(`\x1b[${high}A${lines.map(line => `\r\x1b[K${line}\n`).join('')}`)
      await pause(delay)
    }
  } finally {
    await io.stdout.write('\x1b[?25h')
    stop.release()
  }
}
