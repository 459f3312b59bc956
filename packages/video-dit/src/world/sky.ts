// The background: a sky whose colours show the time of day, and a hill.
import type { When } from './words.ts'

/** Red, green, blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

interface Light {
  readonly top: Colour
  readonly horizon: Colour
  readonly hill: Colour
}

export const lights: { readonly [W in When]: Light } = {
  night: { top: [8, 10, 38], horizon: [28, 34, 88], hill: [4, 10, 16] },
  dawn: { top: [126, 148, 214], horizon: [255, 190, 188], hill: [74, 82, 92] },
  noon: { top: [40, 122, 236], horizon: [150, 208, 255], hill: [66, 150, 58] },
  dusk: { top: [70, 34, 118], horizon: [250, 132, 50], hill: [44, 22, 34] },
}

/** The height of the hill above the bottom of a frame at x, in pixels of a frame 16 wide. */
export const hillHeight = (x: number): number => 2.9 + 0.7 * Math.sin((x / 16) * 2 * Math.PI + 0.8)

/** The sky's colour. @param share how far down from the top (0) to the horizon (1) */
export function skyAt({ top, horizon }: Light, share: number): Colour {
  const mix = (a: number, b: number): number => a + (b - a) * share
  return [mix(top[0], horizon[0]), mix(top[1], horizon[1]), mix(top[2], horizon[2])]
}
