// Frames that are parts of a picture, drawn onto one another as GIF and APNG have them.
import { channels, emptyFilm, type Film } from '../world/film.ts'

type Sides = Pick<Film, 'height' | 'width'>

export interface Place extends Sides {
  readonly left: number
  readonly top: number
}

export interface Part extends Place {
  /** RGBA, row by row. */
  readonly pixels: Uint8ClampedArray
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
  let picture = new Uint8ClampedArray(4 * height * width)
  let to = 0
  for (const made of parts) {
    const part = made()
    const before = part.after === 'restore' ? picture.slice() : picture
    draw(part, picture, width)
    for (let i = 0; i < picture.length; i += 4) {
      // Transparent pixels are on white, as on a page.
      const cover = picture[i + 3]! / 255
      for (let c = 0; c < channels; c++) film.pixels[to++] = Math.round(picture[i + c]! * cover + 255 * (1 - cover))
    }
    picture = before
    if (part.after === 'clear') draw({ ...part, pixels: part.pixels.map(() => 0), over: false }, picture, width)
  }
  return film
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
