// Frames that are parts of a picture, drawn onto one another as GIF and APNG have them.
import { channels, emptyFilm, type Film } from '../world/film.ts'

type Sides = Pick<Film, 'height' | 'width'>

export interface Place extends Sides {
  readonly left: number
  readonly top: number
}

export interface Part extends Place {
  /** RGBA, row by row. */
  readonly pixels: Uint8Array | Uint8ClampedArray
  /** Whether what is below shows through, or all is replaced. */
  readonly over: boolean
  /** How the next frame finds the picture: as it is, without this part, or as it was before. */
  readonly after: 'keep' | 'clear' | 'restore'
}

/** Asked before a part is unpacked. @throws {RangeError} where it does not lie within the picture */
export function checkWithin({ left, top, height, width }: Place, picture: Sides): void {
  if (left + width > picture.width || top + height > picture.height)
    throw new RangeError('a frame lies in part outside the picture')
}

/** A film of what is seen after each part has been drawn. @param parts each made when its turn comes */
export function drawn({ height, width }: Sides, parts: readonly (() => Part)[]): Film {
  const film = emptyFilm({ frames: parts.length, height, width })
  const size = channels * height * width
  // Transparent pixels are on white, as on a page.
  film.pixels.fill(255, 0, size)
  const picture = new Uint8ClampedArray(4 * height * width)
  let undone: readonly Place[] = []
  for (const [t, made] of parts.entries()) {
    const part = made()
    // What lies below is put back, if the next frame finds the picture without this part or as it was before.
    const below = part.after === 'restore' ? cut(picture, part, width) : new Uint8ClampedArray(part.pixels.length)
    draw(part, picture, width)
    if (t > 0) film.pixels.copyWithin(t * size, (t - 1) * size, t * size)
    for (const changed of [...undone, part]) show(picture, changed, width, film.pixels.subarray(t * size))
    undone = part.after === 'keep' ? [] : [part]
    if (part.after !== 'keep') draw({ ...part, pixels: below, over: false }, picture, width)
  }
  return film
}

/** The pixels of a part of the picture. */
function cut(picture: Uint8ClampedArray, { left, top, width, height }: Place, across: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * width * height)
  for (let y = 0; y < height; y++) {
    const from = 4 * ((top + y) * across + left)
    pixels.set(picture.subarray(from, from + 4 * width), 4 * y * width)
  }
  return pixels
}

/** Shows a part of the picture in a frame of the film. */
function show(
  picture: Uint8ClampedArray,
  { left, top, width, height }: Place,
  across: number,
  frame: Uint8Array,
): void {
  for (let y = top; y < top + height; y++)
    for (let i = y * across + left; i < y * across + left + width; i++) {
      const cover = picture[4 * i + 3]! / 255
      for (let c = 0; c < channels; c++)
        frame[channels * i + c] = Math.round(picture[4 * i + c]! * cover + 255 * (1 - cover))
    }
}

/** Draws a part (PNG, third edition, section 13.16, where it covers what is below in part). */
function draw({ left, top, width, height, pixels, over }: Part, picture: Uint8ClampedArray, across: number): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [from, to] = [4 * (y * width + x), 4 * ((top + y) * across + left + x)]
      const [cover, below] = [pixels[from + 3]! / 255, picture[to + 3]! / 255]
      const share = over ? below * (1 - cover) : 0
      const whole = cover + share
      for (let c = 0; c < channels && (whole > 0 || !over); c++)
        picture[to + c] = whole === 0 ? 0 : (pixels[from + c]! * cover + picture[to + c]! * share) / whole
      picture[to + 3] = 255 * whole
    }
}
