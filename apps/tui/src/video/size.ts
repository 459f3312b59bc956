// The size of a frame, as an option gives it.
import { InvalidArgumentError } from 'commander'

export interface PictureSize {
  readonly height: number
  readonly width: number
}

/** Reads a height and a width, such as 16x32. @throws {InvalidArgumentError} */
export function pictureSize(text: string): PictureSize {
  const [, height, width] = /^\s*(\d{1,4})\s*[x×]\s*(\d{1,4})\s*$/i.exec(text) ?? []
  const size = { height: Number(height), width: Number(width) }
  if (size.height > 0 && size.width > 0) return size
  throw new InvalidArgumentError('It needs a height and a width, such as 16x32.')
}
