// Encodes a picture as PNG and a film as animated PNG: fast-png encodes the frames, and their chunks are put together here.
import { encode } from 'fast-png'
import { channels, type Film } from '../world/film.ts'
import { chunk, chunksOf, joined, signature } from './chunks.ts'
import { checkTiming, type Timing } from './timing.ts'

const framePng = ({ height, width, pixels }: Film, frame: number): Uint8Array => {
  const size = height * width * channels
  return encode({ width, height, channels, depth: 8, data: pixels.slice(frame * size, (frame + 1) * size) })
}

/** Encodes a film of one frame. @throws {RangeError} where it has more: those need a sheet or an APNG */
export function encodePng(film: Film): Uint8Array {
  if (film.frames !== 1) throw new RangeError(`a PNG is one picture; the film has ${film.frames} frames`)
  return framePng(film, 0)
}

/** Encodes a film as an animated PNG of whole frames, so that none depends on another (PNG, third edition, 11.3.6). */
export function encodeApng(film: Film, timing: Timing): Uint8Array {
  checkTiming(timing)
  const frames = Array.from({ length: film.frames }, (_, frame) => chunksOf(framePng(film, frame)))
  const [first] = frames
  if (!first) throw new RangeError('an animation needs a frame')
  let sequence = 0
  const numbered = (length = 4): Uint8Array => {
    const bytes = new Uint8Array(length)
    new DataView(bytes.buffer).setUint32(0, sequence++)
    return bytes
  }
  const control = (): Uint8Array => {
    const bytes = numbered(26)
    const data = new DataView(bytes.buffer)
    data.setUint32(4, film.width)
    data.setUint32(8, film.height)
    data.setUint16(20, Math.round(timing.delay))
    data.setUint16(22, 1000)
    return chunk('fcTL', bytes)
  }
  const animation = new DataView(new ArrayBuffer(8))
  animation.setUint32(0, film.frames)
  animation.setUint32(4, timing.plays)
  const parts = [
    signature,
    ...first.filter(({ type }) => type === 'IHDR').map(({ whole }) => whole),
    chunk('acTL', new Uint8Array(animation.buffer)),
    ...frames.flatMap((chunks, frame) => [
      control(),
      ...chunks
        .filter(({ type }) => type === 'IDAT')
        .map(({ data, whole }) => (frame === 0 ? whole : chunk('fdAT', joined([numbered(), data])))),
    ]),
    chunk('IEND', new Uint8Array(0)),
  ]
  return joined(parts)
}
