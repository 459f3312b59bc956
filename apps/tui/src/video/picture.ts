// A frame of a film in a terminal: two rows of pixels in each line of half blocks, or shades where there is no colour.
import { at } from '@dit-by-hand/graph/at'
import type { Film } from '@dit-by-hand/video-dit/world/film'
import type { Io } from '../io.ts'
import { shades, wantsColour } from '../screen/theme.ts'

/** How many colours a terminal shows. */
export type Depth = 'true' | '256' | 'none'

/** What the environment says (NO_COLOR, COLORTERM, TERM). */
export function depthOf({ env, stdout }: Io): Depth {
  if (!stdout.isTTY || !wantsColour(env)) return 'none'
  if (/truecolor|24bit/.test(env.COLORTERM ?? '')) return 'true'
  return /256|kitty|ghostty|alacritty/.test(env.TERM ?? '') ? '256' : 'none'
}

/** A frame as lines, each as many columns wide as the film has pixels. */
export function pictureLines({ height, width, pixels }: Film, frame: number, depth: Depth): readonly string[] {
  const pixel = (row: number, column: number): readonly [number, number, number] => {
    const from = ((frame * height + Math.min(row, height - 1)) * width + column) * 3
    return [at(pixels, from), at(pixels, from + 1), at(pixels, from + 2)]
  }
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) => {
    const cells = Array.from({ length: width }, (_, column) => {
      const [upper, lower] = [pixel(2 * line, column), pixel(2 * line + 1, column)]
      if (depth !== 'none') return `\x1b[38;${code(upper, depth)};48;${code(lower, depth)}m▀`
      return shadeOf((bright(upper) + bright(lower)) / 2)
    })
    return depth === 'none' ? cells.join('').trimEnd() : `${cells.join('')}\x1b[0m`
  })
}

/** Luminance, 0 to 1 (Rec. 709). */
const bright = ([red, green, blue]: readonly [number, number, number]): number =>
  (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255

const shadeOf = (light: number): string =>
  at(shades, Math.min(shades.length - 1, Math.floor(light * shades.length)), 'the shades')

/** A colour's parameters: exact, or the nearest of a cube of six steps a side. */
function code([red, green, blue]: readonly [number, number, number], depth: Depth): string {
  if (depth === 'true') return `2;${red};${green};${blue}`
  const step = (value: number): number => Math.round((value / 255) * 5)
  return `5;${16 + 36 * step(red) + 6 * step(green) + step(blue)}`
}

/** All frames side by side, as many as fit. */
export function stripLines(film: Film, depth: Depth, columns: number): readonly string[] {
  const fit = Math.max(1, Math.min(film.frames, Math.floor((columns + 1) / (film.width + 1))))
  const shown = Array.from({ length: fit }, (_, i) =>
    pictureLines(film, fit === 1 ? 0 : Math.round((i * (film.frames - 1)) / (fit - 1)), depth),
  )
  // Without colour, lines end where their light does: they are filled up so that the next frame stands under itself.
  return Array.from({ length: Math.ceil(film.height / 2) }, (_, line) =>
    shown
      .map(lines => (depth === 'none' ? at(lines, line).padEnd(film.width) : at(lines, line)))
      .join(' ')
      .trimEnd(),
  )
}
