// Encodes a picture as PNG and a film as animated PNG: fast-png encodes the frames, and their chunks are put together here.
import { encode } from 'fast-png'
import { channels, type Film } from '../world/film.ts'
import { chunk, chunksOf, signature } from './chunks.ts'
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
  const head = first.filter(({ type }) => type === 'IHDR')
  let sequence = 0
  const control = (): Uint8Array => {
    const data = new DataView(new ArrayBuffer(26))
    data.setUint32(0, sequence++)
    data.setUint32(4, film.width)
    data.setUint32(8, film.height)
    data.setUint16(20, Math.round(timing.delay))
    data.setUint16(22, 1000)
    return chunk('fcTL', new Uint8Array(data.buffer))
  }
  const animation = new DataView(new ArrayBuffer(8))
  animation.setUint32(0, film.frames)
  animation.setUint32(4, timing.plays)
  const parts = [
    signature,
    ...head.map(({ type, data }) => chunk(type, data)),
    chunk('acTL', new Uint8Array(animation.buffer)),
    ...frames.flatMap((chunks, frame) => [
      control(),
      ...chunks
        .filter(({ type }) => type === 'IDAT')
        .map(({ data }) => (frame === 0 ? chunk('IDAT', data) : chunk('fdAT', numbered(sequence++, data)))),
    ]),
    chunk('IEND', new Uint8Array(0)),
  ]
  return joined(parts)
}

function numbered(sequence: number, data: Uint8Array): Uint8Array {
  const all = new Uint8Array(4 + data.length)
  new DataView(all.buffer).setUint32(0, sequence)
  all.set(data, 4)
  return all
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, { length }) => total + length, 0))
  let from = 0
  for (const part of parts) {
    all.set(part, from)
    from += part.length
  }
  return all
}
