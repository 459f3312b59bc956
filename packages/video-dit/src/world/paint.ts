// Paints each thing of the small world at one point, over what is behind it.
import { crescent, disc, foot, heaps, points, rays, stroke, wings } from './shapes.ts'
import type { Colour } from './sky.ts'
import type { Prompt, Who } from './words.ts'

/** The state of a thing at one moment: its middle, in pixels of a frame of 16×16, and its phase. */
export interface Stand {
  readonly x: number
  readonly y: number
  /** Brightness and size of a twinkling star; 1 otherwise. */
  readonly glow: number
  /** Turns of the flapping wings, or rows that rain has fallen. */
  readonly phase: number
}

/** Blends a colour over the pixel. @param share from 0 to 1 */
export type Lay = (colour: Colour, share: number) => void

/** The share of a pixel that a shape covers at this signed distance. */
export const cover = (distance: number): number => Math.min(1, Math.max(0, 0.5 - distance))

/** The cloud above the rain. */
export const rainCloud: Colour = [104, 110, 128]

/** Columns that drifting rain moves per frame. */
const rainDrift = 1

/** How far from its middle each reaches, in pixels of a frame of 16×16; rain is everywhere. */
export const reaches: { readonly [W in Who]: number } = {
  sun: 5.5,
  moon: 4.5,
  cloud: 5.5,
  star: 7.5,
  bird: 6.5,
  rain: Number.POSITIVE_INFINITY,
}

export type Paint = (x: number, y: number, stand: Stand, lay: Lay, unit: number, prompt: Prompt, t: number) => void

export const painters: { readonly [W in Who]: Paint } = {
  sun: (x, y, { x: cx, y: cy }, lay, unit) => {
    lay([255, 176, 20], cover(rays(x - cx, y - cy) * unit))
    lay([255, 226, 46], cover(disc(x - cx, y - cy) * unit))
  },
  moon: (x, y, { x: cx, y: cy }, lay, unit) => {
    lay([244, 246, 224], cover(crescent(x - cx, y - cy) * unit))
  },
  cloud: (x, y, { x: cx, y: cy }, lay, unit) => {
    lay([248, 250, 255], cover(heaps(x - cx, y - cy) * unit))
    lay([178, 184, 204], cover(foot(x - cx, y - cy) * unit))
  },
  star: (x, y, { x: cx, y: cy, glow }, lay, unit, { deed }, t) => {
    if (deed === 'falls' && t > 0) {
      const length = Math.min(4.5, 1.6 * t)
      lay([255, 240, 150], 0.55 * cover(stroke(x, y, cx, cy, cx + 0.8 * length, cy - length, 0.35) * unit))
    }
    lay([255, 252, 190], (0.12 + 0.88 * glow) * cover(points(x - cx, y - cy, 0.45 + 0.55 * glow) * unit))
  },
  bird: (x, y, { x: cx, y: cy, phase }, lay, unit) => {
    lay([110, 250, 60], cover(wings(x - cx, y - cy, Math.sin(2 * Math.PI * phase)) * unit))
  },
  rain: (x, y, { x: cx, phase }, lay, unit, { deed }, t) => {
    const drift = deed === 'drifts left' ? -rainDrift : deed === 'drifts right' ? rainDrift : 0
    // Drops in every fourth column, in every second of these half a step later; they lean the way they move.
    const moved = x - cx - drift * t
    const column = Math.round(moved / 4)
    const later = column % 2 === 0 ? 0 : 4
    const down = y - phase - later
    const within = down - 8 * Math.round(down / 8)
    lay([222, 236, 255], cover(stroke(moved - 4 * column, within, -drift * 0.6, -1.3, drift * 0.6, 1.3, 0.6) * unit))
    const top = 2.2 + 0.6 * Math.sin(x * 1.1)
    lay(rainCloud, cover((y - top) * unit))
  },
}
