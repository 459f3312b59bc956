// The pixels of a PNG before they are unpacked: the library would unpack any number of them, and leave missing ones black.
import { named } from '@dit-by-hand/graph/at'
import { Unzlib } from 'fflate'
import type { Chunk } from './chunks.ts'

/** What a PNG says of its pixels (third edition, section 11.2.1). */
export interface Head {
  readonly width: number
  readonly height: number
  /** Bits of a sample: grey, one of three colours, a place in the palette, or how far a pixel covers what is below it. */
  readonly depth: number
  /** 0 grey, 2 in colour, 3 from a palette, 4 and 6 the first two with a cover. */
  readonly kind: number
  readonly interlaced: boolean
}

/** @throws {RangeError} where the file does not begin with its header */
export function headOf([first]: readonly Chunk[]): Head {
  if (first?.type !== 'IHDR' || first.data.length !== 13) throw new RangeError('it has no header')
  const view = new DataView(first.data.buffer, first.data.byteOffset)
  const [depth, kind] = [view.getUint8(8), view.getUint8(9)]
  return { width: view.getUint32(0), height: view.getUint32(4), depth, kind, interlaced: view.getUint8(12) === 1 }
}

const samples: { readonly [kind: number]: number } = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Column and row of the first pixel of each pass, and how far apart its pixels are (third edition, section 8.1). */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** The bytes of a frame: those of its rows, each with a filter before it. */
function bytesOf({ width, height, depth, kind, interlaced }: Head): number {
  const bits = depth * named(samples, String(kind), 'the kinds of PNG')
  return (interlaced ? passes : ([[0, 0, 1, 1]] as const)).reduce((total, [x, y, across, down]) => {
    const [columns, rows] = [Math.ceil((width - x) / across), Math.ceil((height - y) / down)]
    return columns > 0 ? total + rows * (1 + Math.ceil((columns * bits) / 8)) : total
  }, 0)
}

/** The bytes that are unpacked before it is asked again whether there are too many of them: a thousand times as many come out. */
const pieceBytes = 2 ** 14

/** Checks that a frame, counted from 0, has the bytes of its pixels. @throws {RangeError} where it has not */
export function checkPixels(packed: readonly Uint8Array[], head: Head, frame: number): void {
  const wanted = bytesOf(head)
  let found = 0
  const unpacking = new Unzlib(({ length }) => {
    found += length
  })
  for (const part of packed)
    for (let from = 0; from < part.length && found <= wanted; from += pieceBytes)
      unpacking.push(part.subarray(from, from + pieceBytes))
  if (found !== wanted)
    throw new RangeError(
      found < wanted
        ? `frame ${frame + 1} ends early: ${wanted - found} of its ${wanted} bytes are missing`
        : `frame ${frame + 1} has more than the ${wanted} bytes of its pixels`,
    )
}
