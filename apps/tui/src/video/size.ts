// The size of a clip, as an option gives it.
import type { Extent } from '@dit-by-hand/video-dit/config'
import { InvalidArgumentError, Option } from 'commander'

/** Frames, rows and columns, or rows and columns of an image. */
function extent(text: string): Extent {
  const [, frames = '1', rows, columns] = /^(?:(\d{1,5})x)?(\d{1,5})x(\d{1,5})$/.exec(text) ?? []
  const sizes = [Number(frames), Number(rows), Number(columns)] as const
  if (!sizes.every(size => size > 0)) throw new InvalidArgumentError('It needs a size such as 32x32 or 8x16x16.')
  return sizes
}

/** What the file of an official model may leave open. */
export const sizeOption = (): Option =>
  new Option('--size <size>', 'the size of a clip, such as 32x32 or 8x16x16, if the file does not say').argParser(
    extent,
  )
