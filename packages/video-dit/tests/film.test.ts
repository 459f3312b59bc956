// Films as files, read back by libraries other than those that wrote them: pixels, delays, how often they play.
import { deflateSync } from 'node:zlib'
import { encode } from 'fast-png'
import { GifReader, GifWriter } from 'omggif'
import UPNG from 'upng-js'
import { describe, expect, it, vi } from 'vitest'
import { type Chunk, chunk, chunksOf, signature } from '../src/film/chunks.ts'
import { contactSheet } from '../src/film/contact.ts'
import { enlarged, strip } from '../src/film/enlarge.ts'
import { encodeGif } from '../src/film/gif.ts'
import { encodeApng, encodePng } from '../src/film/png.ts'
import { FilmError, readFilm, resized } from '../src/film/read.ts'
import { clipOf } from '../src/world/clips.ts'
import { type Film, fromCells, placesOf, toCells } from '../src/world/film.ts'

const moon = clipOf({ who: 'moon', deed: 'rises', when: 'night' }, 3, 0)

/** A film of few pixels, each of its own colour. */
const tiny = (frames: number, height: number, width: number): Film => ({
  frames,
  height,
  width,
  pixels: Uint8Array.from({ length: frames * height * width * 3 }, (_, i) => (i * 67) % 256),
})

/** The frames of a GIF as omggif shows them, and what it says of time. */
function gifBack(bytes: Uint8Array) {
  const reader = new GifReader(bytes)
  const canvas = new Uint8ClampedArray(4 * reader.width * reader.height)
  const shown = Array.from({ length: reader.numFrames() }, (_, i) => {
    reader.decodeAndBlitFrameRGBA(i, canvas)
    return canvas.slice()
  })
  return {
    shown,
    delays: shown.map((_, i) => reader.frameInfo(i).delay * 10),
    loops: reader.loopCount(),
  }
}

/** How far any byte is from what was to be shown; every pixel must be covered. */
function farthest(film: Film, shown: readonly Uint8ClampedArray[]): number {
  const pixels = film.height * film.width
  let worst = 0
  for (let i = 0; i < film.frames * pixels; i++) {
    const [frame, place] = [Math.floor(i / pixels), i % pixels]
    const rgba = shown[frame]!.subarray(4 * place, 4 * place + 4)
    if (rgba[3] !== 255) return Number.POSITIVE_INFINITY
    for (let c = 0; c < 3; c++) worst = Math.max(worst, Math.abs(film.pixels[3 * i + c]! - rgba[c]!))
  }
  return worst
}

describe('a GIF', () => {
  it.each([
    ['a clip', moon],
    ['an enlarged clip', enlarged(moon, 5)],
    ['one frame', clipOf({ who: 'sun', deed: 'sets', when: 'dusk' }, 3, 0, { frames: 1, height: 16, width: 16 })],
    ['a tiny film', tiny(2, 2, 1)],
    ['a tiny picture', tiny(1, 2, 2)],
    ['many frames', tiny(40, 4, 3)],
  ])('of %s has its pixels, a delay for every frame, and plays for ever', async (_what, film) => {
    const { shown, delays, loops } = gifBack(await encodeGif(film, { delay: 120, plays: 0 }))
    expect(shown).toHaveLength(film.frames)
    expect(delays).toEqual(Array.from({ length: film.frames }, () => 120))
    expect(loops).toBe(0)
    expect(farthest(film, shown)).toBeLessThanOrEqual(8)
  })

  it('rounds a delay to the nearest hundredth, and plays as often as asked', async () => {
    const thrice = gifBack(await encodeGif(moon, { delay: 126, plays: 3 }))
    expect(thrice.delays[0]).toBe(130)
    // The format counts how often a film is played again.
    expect(thrice.loops).toBe(2)
    expect(gifBack(await encodeGif(moon, { delay: 40, plays: 1 })).loops).toBeNull()
  })

  it('refuses what the library loses or the format cannot say', async () => {
    await expect(encodeGif(tiny(1, 1, 4), { delay: 100, plays: 0 })).rejects.toThrow('two rows')
    await expect(encodeGif(moon, { delay: 5, plays: 0 })).rejects.toThrow('5 ms')
    await expect(encodeGif(moon, { delay: 100, plays: 0.5 })).rejects.toThrow('0.5 times')
  })
})

describe('an animated PNG', () => {
  it.each([
    ['a clip', moon],
    ['one frame', tiny(1, 3, 5)],
    ['tiny frames', tiny(3, 1, 1)],
    ['many frames', tiny(70, 2, 3)],
  ])('of %s has exactly its pixels and delays', (_what, film) => {
    const image = UPNG.decode(encodeApng(film, { delay: 125, plays: 0 }).slice().buffer)
    expect([image.width, image.height]).toEqual([film.width, film.height])
    expect(image.frames.map(({ delay }) => delay)).toEqual(Array.from({ length: film.frames }, () => 125))
    expect(image.tabs.acTL).toEqual({ num_frames: film.frames, num_plays: 0 })
    expect(
      farthest(
        film,
        UPNG.toRGBA8(image).map(frame => new Uint8ClampedArray(frame)),
      ),
    ).toBe(0)
  })

  it('says how often it plays', () => {
    const image = UPNG.decode(encodeApng(moon, { delay: 60_000, plays: 7 }).slice().buffer)
    expect(image.tabs.acTL?.num_plays).toBe(7)
    expect(image.frames[0]?.delay).toBe(60_000)
  })
})

describe('a strip', () => {
  it('has all frames, and white between', () => {
    const whole = strip(moon, 1)
    expect([whole.width, whole.height]).toEqual([8 * 17 - 1, 16])
    const image = UPNG.decode(encodePng(whole).slice().buffer)
    const rgba = new Uint8Array(UPNG.toRGBA8(image)[0]!)
    const pixel = (x: number, y: number): readonly number[] => [
      ...rgba.subarray(4 * (y * 135 + x), 4 * (y * 135 + x) + 3),
    ]
    expect(pixel(16, 3)).toEqual([255, 255, 255])
    expect(pixel(17, 3)).toEqual([...moon.pixels.subarray((256 + 3 * 16) * 3, (256 + 3 * 16) * 3 + 3)])
  })
})

describe('a film that is read', () => {
  it('is the one that was written', async () => {
    expect(readFilm(encodeApng(moon, { delay: 100, plays: 0 }))).toEqual(moon)
    // As Node reads small files: a view within a larger buffer.
    const bytes = await encodeGif(moon, { delay: 100, plays: 0 })
    const pooled = Buffer.concat([Buffer.alloc(5), bytes]).subarray(5)
    expect(readFilm(pooled)).toEqual(readFilm(bytes))
    const gif = readFilm(await encodeGif(moon, { delay: 100, plays: 0 }))
    expect(Math.max(...gif.pixels.map((value, i) => Math.abs(value - moon.pixels[i]!)))).toBeLessThanOrEqual(8)
  })

  it('may be grey, or seen through onto white', () => {
    const grey = readFilm(encode({ width: 2, height: 1, channels: 1, depth: 8, data: Uint8Array.of(10, 200) }))
    expect([...grey.pixels]).toEqual([10, 10, 10, 200, 200, 200])
    const clear = readFilm(encode({ width: 1, height: 1, channels: 4, depth: 8, data: Uint8Array.of(0, 100, 200, 0) }))
    expect([...clear.pixels]).toEqual([255, 255, 255])
  })

  it('may have fewer than eight bits a pixel', () => {
    // Grey of 1 and of 2 bits; rows begin at whole bytes.
    expect(greys(pngOf(3, 2, 1, 0, [0, 0b10100000, 0, 0b01100000]))).toEqual([255, 0, 255, 0, 255, 255])
    expect(greys(pngOf(5, 1, 2, 0, [0, 0b00011011, 0b01000000]))).toEqual([0, 85, 170, 255, 85])
    // Written by UPNG: three colours in a palette, two bits a pixel.
    const colours = [
      [250, 0, 10, 255],
      [0, 120, 240, 255],
      [9, 9, 9, 255],
    ]
    const pixels = Uint8Array.from({ length: 7 * 3 * 4 }, (_, i) => colours[((i >> 2) * 5) % 3]![i % 4]!)
    const few = new Uint8Array(UPNG.encode([pixels.buffer], 7, 3, 3))
    expect(few[24]).toBe(2)
    const [shown] = UPNG.toRGBA8(UPNG.decode(few.buffer))
    expect([...readFilm(few).pixels]).toEqual([...new Uint8Array(shown!)].filter((_, i) => i % 4 < 3))
  })

  it('may be interlaced', () => {
    // The passes of Adam7: of three pixels in a row the first, the last, then the one between.
    const passes = [0, 1, 2, 3, 0, 7, 8, 9, 0, 4, 5, 6]
    expect([...readFilm(pngOf(3, 1, 8, 2, passes, 1)).pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(greys(pngOf(3, 1, 4, 0, [0, 0x10, 0, 0x30, 0, 0x20], 1))).toEqual([17, 34, 51])
    expect(greys(pngOf(3, 1, 1, 0, [0, 128, 0, 128, 0, 0], 1, [0]))).toEqual([255, 255, 255])
    expect(greys(pngOf(3, 1, 16, 0, [0, 10, 9, 0, 30, 9, 0, 20, 9], 1))).toEqual([10, 20, 30])
    // The second row is the last pass.
    expect(greys(pngOf(2, 2, 2, 0, [0, 0b00000000, 0, 0b01000000, 0, 0b10110000], 1))).toEqual([0, 85, 170, 255])
  })

  it('shows white through the one grey or colour that is transparent', () => {
    expect(greys(pngOf(3, 1, 8, 0, [0, 10, 20, 30], 0, [20]))).toEqual([10, 255, 30])
    expect(greys(pngOf(4, 1, 2, 0, [0, 0b00011011], 0, [1]))).toEqual([0, 255, 170, 255])
    const colours = [1, 2, 3, 1, 2, 4, 9, 2, 3]
    const seen = [255, 255, 255, 1, 2, 4, 9, 2, 3]
    expect([...readFilm(pngOf(3, 1, 8, 2, [0, ...colours], 0, [1, 2, 3])).pixels]).toEqual(seen)
    const passes = [0, 1, 2, 3, 0, 9, 2, 3, 0, 1, 2, 4]
    expect([...readFilm(pngOf(3, 1, 8, 2, passes, 1, [1, 2, 3])).pixels]).toEqual(seen)
    expect(() => readFilm(pngOf(3, 1, 8, 2, [0, ...colours], 0, [1]))).toThrow(FilmError)
    expect([...readFilm(pngOf(1, 1, 8, 2, [0, 1, 2, 3], 0, [1, 2, 3])).pixels]).toEqual([255, 255, 255])
  })

  it('is refused where a checksum does not hold', () => {
    const bytes = encodePng(tiny(1, 2, 2)).slice()
    bytes[45]! ^= 1
    expect(() => readFilm(bytes)).toThrow(/damaged/)
  })

  it('is refused with a reason', () => {
    expect(() => readFilm(new TextEncoder().encode('hello'))).toThrow(new FilmError('it is neither a GIF nor a PNG'))
    expect(() => readFilm(encodePng(tiny(1, 2, 2)).subarray(0, 40))).toThrow('ends within a chunk')
    expect(() => readFilm(new TextEncoder().encode('GIF89a'))).toThrow(FilmError)
    const none = [...new TextEncoder().encode('GIF89a'), 2, 0, 2, 0, 0, 0, 0, 0x3b]
    expect(() => readFilm(Uint8Array.from(none))).toThrow(new FilmError('it has no picture'))
    expect(() => readFilm(pngOf(0, 2, 8, 0, [0, 0]))).toThrow(FilmError)
  })

  it('may have frames that are parts, drawn onto one another', () => {
    // Written by UPNG, whose frames are what differs from the one before.
    const pictures = [0, 1, 2].map(corner)
    const parts = new Uint8Array(UPNG.encode(pictures, 16, 16, 0, [100, 100, 100]))
    expect(controlsOf(parts).map(control => control[7])).toEqual([16, 1, 2])
    expect(readFilm(parts)).toEqual({
      ...{ frames: 3, height: 16, width: 16 },
      pixels: Uint8Array.from(pictures.flatMap(one => onWhite(new Uint8Array(one)))),
    })
  })

  it.each([0, 1, 2].flatMap(dispose => [0, 1].map(blend => [dispose, blend] as const)))(
    'of an APNG is as UPNG shows it, disposal %i, blending %i',
    (dispose, blend) => {
      // A whole frame and two parts that cover wholly, in half and not at all.
      const whole = [10, 20, 30, 255, 40, 50, 60, 255, 70, 80, 90, 0, 1, 2, 3, 255]
      const part = [200, 0, 0, 255, 0, 200, 0, 0, 0, 0, 200, 255]
      const half = [100, 50, 200, 128]
      const film = apngOf(4, [
        [0, whole, 0, 0],
        [1, part, dispose, blend],
        [2, half, 0, blend],
      ])
      const shown = UPNG.toRGBA8(UPNG.decode(film.slice().buffer)).flatMap(one => onWhite(new Uint8Array(one)))
      expect(Math.max(...readFilm(film).pixels.map((cell, i) => Math.abs(cell - shown[i]!)))).toBeLessThanOrEqual(1)
    },
  )

  it.each([
    [1, [1, 2, 1, 3, 2, 3]],
    [2, [1, 2, 1, 3, 2, 0]],
    [3, [1, 2, 1, 3, 2, 2]],
  ])('of a GIF finds the picture as disposal %i leaves it', (disposal, wanted) => {
    const palette = [0xffffff, 0x0000ff, 0x00ff00, 0xff0000]
    const bytes = Buffer.alloc(1000)
    const writer = new GifWriter(bytes, 2, 1, { palette })
    writer.addFrame(0, 0, 2, 1, [1, 2], { disposal: 1, delay: 10 })
    writer.addFrame(0, 0, 2, 1, [0, 3], { disposal, transparent: 0, delay: 10 })
    // After a frame over the second pixel that may be taken away, one over the first.
    writer.addFrame(0, 0, 1, 1, [2], { disposal: 1, delay: 10 })
    const film = readFilm(bytes.subarray(0, writer.end()))
    const colours = [...film.pixels].flatMap((_, i) => (i % 3 === 0 ? [film.pixels.subarray(i, i + 3)] : []))
    const seen = colours.map(([r = 0, g = 0, b = 0]) => palette.indexOf(r * 65536 + g * 256 + b))
    expect(seen).toEqual(wanted)
  })

  it('may have sixteen bits a channel', () => {
    const deep = encode({ width: 3, height: 1, channels: 1, depth: 16, data: Uint16Array.of(0, 257 * 7 + 100, 65535) })
    expect(greys(deep)).toEqual([0, 7, 255])
    expect(greys(pngOf(2, 1, 16, 0, [0, 1, 2, 1, 3], 0, [3]))).toEqual([1, 1])
  })

  it('is refused before it is unpacked where it is too large', async () => {
    const gif = await encodeGif(tiny(2, 2, 2), { delay: 100, plays: 0 })
    // The width and the height of a GIF's screen.
    gif.fill(255, 6, 10)
    expect(() => readFilm(gif)).toThrow(/^it has 8589672450 pixels \(2×65535×65535\); at most 268435456 can be read/)
    const wide = withChunk(encodePng(tiny(1, 2, 2)), 'IHDR', [0, 0, 255, 2, 0, 0, 255, 2, 8, 2, 0, 0, 0])
    expect(() => readFilm(wide)).toThrow('(1×65282×65282)')
  })

  it('takes little time where most of the screen is empty and nothing moves', () => {
    const bytes = Buffer.alloc(100)
    const writer = new GifWriter(bytes, 6000, 6000, { palette: [0, 0xff0000] })
    writer.addFrame(0, 0, 250, 1, Array(250).fill(1))
    const begin = performance.now()
    const film = resized(readFilm(bytes.subarray(0, writer.end())), 8, 24, 24)
    // 20 s where each cell of each of the eight frames asks anew what it covers.
    expect(performance.now() - begin).toBeLessThan(8000)
    expect([...film.pixels.subarray(0, 6)]).toEqual([255, 254, 254, 255, 255, 255])
    expect(film.pixels.subarray(-24 * 24 * 3)).toEqual(film.pixels.subarray(0, 24 * 24 * 3))
  }, 60_000)

  it('may have more codes than its table holds', () => {
    const [side, colours] = [120, Array.from({ length: 256 }, (_, i) => i * 0x010101)]
    const cells = Array.from({ length: side * side }, (_, i) => (i * i * 31 + (i >> 3) * 7919) % 256)
    const bytes = Buffer.alloc(4 * side * side)
    const writer = new GifWriter(bytes, side, side, { palette: colours })
    writer.addFrame(0, 0, side, side, cells)
    const film = readFilm(bytes.subarray(0, writer.end()))
    expect([...film.pixels]).toEqual(cells.flatMap(grey => [grey, grey, grey]))
  })

  it('may have comments and extensions that nobody knows', async () => {
    const gif = [...(await encodeGif(tiny(2, 2, 2), { delay: 100, plays: 0 }))]
    const comment = [0x21, 0xfe, 2, 65, 66, 0]
    const unknown = [0x21, 0x07, 1, 9, 3, 1, 2, 3, 0]
    const long = Uint8Array.from([...gif.slice(0, -1), ...comment, ...unknown, 0x3b])
    expect(readFilm(long)).toEqual(readFilm(Uint8Array.from(gif)))
  })

  it('may be followed by what is no part of it', async () => {
    const timing = { delay: 100, plays: 0 }
    for (const film of [encodePng(tiny(1, 2, 2)), encodeApng(moon, timing), await encodeGif(moon, timing)])
      for (const rest of [[0], [10, 13], [0, 0, 0, 0, 65, 66, 67, 68, 1, 2, 3, 4, 5]])
        expect(readFilm(Uint8Array.from([...film, ...rest]))).toEqual(readFilm(film))
  })

  it('may lack the trailer of a GIF, but not a picture', async () => {
    const gif = await encodeGif(tiny(2, 2, 2), { delay: 100, plays: 0 })
    expect(readFilm(gif.subarray(0, -1))).toEqual(readFilm(gif))
    const head = 13 + 3 * 2 ** ((gif[10]! & 7) + 1)
    expect(() => readFilm(gif.subarray(0, head))).toThrow(new FilmError('it has no picture'))
  })

  it('is refused where a block, a chunk or the size of codes is none', async () => {
    const warned = vi.spyOn(console, 'warn')
    const gif = await encodeGif(tiny(2, 2, 2), { delay: 100, plays: 0 })
    const begin = 13 + 3 * 2 ** ((gif[10]! & 7) + 1)
    const control = gif.findIndex((byte, i) => i >= begin && byte === 0x21 && gif[i + 1] === 0xf9)
    const image = control + 8
    expect([gif[begin], gif[image]]).toEqual([0x21, 0x2c])
    const damaged = (place: number, byte: number): Uint8Array => Uint8Array.from(gif).fill(byte, place, place + 1)
    expect(() => readFilm(damaged(begin, 7))).toThrow(`it is damaged (no block of a GIF begins at byte ${begin})`)
    expect(() => readFilm(damaged(control + 2, 3))).toThrow(FilmError)
    expect(() => readFilm(damaged(image + 10, 30))).toThrow(`the image at byte ${image} has codes of 30 bits`)
    expect(() => readFilm(damaged(image + 12, 255))).toThrow(
      `the pixels of the image at byte ${image} cannot be unpacked`,
    )
    for (const cut of [gif.length - 2, image + 5])
      expect(() => readFilm(gif.subarray(0, cut))).toThrow(`this GIF ends within a block, at byte ${cut}`)
    expect(warned).not.toHaveBeenCalled()
    const png = encodePng(tiny(1, 2, 2)).slice()
    png[37] = 10
    expect(() => readFilm(png)).toThrow('it is damaged (no chunk of a PNG begins at byte 33)')
  })

  it('is refused where pixels of a frame are missing', async () => {
    const gif = await encodeGif(tiny(2, 2, 2), { delay: 100, plays: 0 })
    // The last frame and the screen are one row higher: nothing is told of that row.
    const last = gif.findLastIndex((byte, i) => byte === 0x2c && gif[i + 5] === 2 && gif[i + 7] === 2)
    gif[8] = 3
    gif[last + 7] = 3
    expect(() => readFilm(gif)).toThrow('it is damaged (frame 2 ends early: 2 of its 6 pixels are missing)')
    expect(() => readFilm(pngOf(2, 2, 8, 0, [0, 1, 2, 0]))).toThrow('frame 1 ends early: 2 of its 6 bytes are missing')
    expect(() => readFilm(pngOf(3, 1, 8, 2, [0, 1, 2, 3, 0, 7, 8, 9], 1))).toThrow('4 of its 12 bytes are missing')
    const film = encodeApng(tiny(2, 2, 2), { delay: 100, plays: 0 })
    expect(() => readFilm(withChunk(film, 'fdAT', [0, 0, 0, 2, ...deflateSync(Uint8Array.of(0, 1, 2, 3))]))).toThrow(
      'frame 2 ends early: 10 of its 14 bytes are missing',
    )
    expect(() => readFilm(withChunk(film, 'acTL', [0, 0, 0, 1, 0, 0, 0, 0]))).toThrow('it has 2 frames, which is not')
  })

  it('is unpacked no further than its pixels go', () => {
    const packed = deflateSync(new Uint8Array(2 ** 26))
    // What is damaged is not reached.
    packed.fill(255, packed.length / 2)
    const small = withChunk(encodePng(tiny(1, 1, 1)), 'IDAT', [...packed])
    expect(() => readFilm(small)).toThrow('it is damaged (frame 1 has more than the 4 bytes of its pixels)')
  })

  it('may have a profile of its colours, and a picture for viewers that show no films', () => {
    const film = encodeApng(tiny(2, 2, 2), { delay: 100, plays: 0 })
    const chunks = chunksOf(film)
    const withBefore = (type: string, data: Uint8Array): Uint8Array =>
      Uint8Array.from(
        [
          signature,
          ...chunks.flatMap(each => [...(each === chunks[2] ? [chunk(type, data)] : []), whole(each)]),
        ].flatMap(bytes => [...bytes]),
      )
    // The first frame is one of the film alone.
    const whole = ({ type, data, whole: own }: Chunk): Uint8Array =>
      type === 'IDAT' ? chunk('fdAT', Uint8Array.of(0, 0, 0, 1, ...data)) : own
    expect(chunks[2]?.type).toBe('fcTL')
    expect(readFilm(withBefore('iCCP', Uint8Array.of(1, 2, 3)))).toEqual(tiny(2, 2, 2))
    expect(readFilm(withBefore('IDAT', deflateSync(new Uint8Array(14))))).toEqual(tiny(2, 2, 2))
  })

  it('is refused where a frame lies outside the picture', async () => {
    const gif = await encodeGif(tiny(2, 2, 2), { delay: 100, plays: 0 })
    gif[6] = 1
    expect(() => readFilm(gif)).toThrow('outside the picture')
  })

  it('shrinks to means of what its pixels cover', () => {
    const one = { frames: 1, height: 2, width: 2, pixels: Uint8Array.of(0, 0, 0, 100, 0, 0, 100, 0, 0, 200, 0, 0) }
    expect([...resized(one, 1, 1, 1).pixels]).toEqual([100, 0, 0])
    expect(resized(enlarged(moon, 3), 8, 16, 16)).toEqual(moon)
    expect(resized(moon, 4, 16, 16).pixels.subarray(0, 768)).toEqual(moon.pixels.subarray(0, 768))
  })
})

/** A PNG of these filtered rows. @param clear the one grey or colour that is seen through */
function pngOf(
  width: number,
  height: number,
  depth: number,
  kind: number,
  rows: readonly number[],
  interlace = 0,
  clear: readonly number[] = [],
) {
  const head = Uint8Array.of(0, 0, 0, width, 0, 0, 0, height, depth, kind, 0, 0, interlace)
  const data = new Uint8Array(deflateSync(Uint8Array.from(rows)))
  const see = clear.length > 0 ? [chunk('tRNS', Uint8Array.from(clear.flatMap(value => [0, value])))] : []
  const chunks = [chunk('IHDR', head), ...see, chunk('IDAT', data), chunk('IEND', new Uint8Array())]
  return Uint8Array.from([signature, ...chunks].flatMap(bytes => [...bytes]))
}

/** A PNG with other data in its last chunk of a type. */
function withChunk(png: Uint8Array, type: string, data: readonly number[]): Uint8Array {
  const chunks = chunksOf(png)
  const last = chunks.findLast(each => each.type === type)
  const changed = chunks.map(each => (each === last ? chunk(type, Uint8Array.from(data)) : each.whole))
  return Uint8Array.from([signature, ...changed].flatMap(bytes => [...bytes]))
}

const greys = (png: Uint8Array): readonly number[] => [...readFilm(png).pixels].filter((_, i) => i % 3 === 0)

/** A white picture, with as many dark pixels in a row as its number. */
function corner(t: number): ArrayBuffer {
  const pixels = new Uint8Array(4 * 256).fill(255)
  for (let i = 0; i < t; i++) pixels.set([0, 0, 10 * t, 255], 4 * (120 + i))
  return pixels.buffer
}

/** RGBA as seen on white. */
const onWhite = (pixels: Uint8Array): readonly number[] =>
  [...pixels].flatMap((cell, i) => {
    const cover = pixels[i - (i % 4) + 3]! / 255
    return i % 4 === 3 ? [] : [Math.round(cell * cover + 255 * (1 - cover))]
  })

const controlsOf = (png: Uint8Array): readonly Uint8Array[] =>
  chunksOf(png).flatMap(({ type, data }) => (type === 'fcTL' ? [data] : []))

/** An APNG one pixel high. @param frames where each stands, its pixels, and how it is disposed of and blended */
function apngOf(width: number, frames: readonly (readonly [number, readonly number[], number, number])[]): Uint8Array {
  let sequence = 0
  const four = (...values: readonly number[]): number[] => values.flatMap(value => [0, 0, 0, value])
  const chunks = frames.flatMap(([left, pixels, dispose, blend], i) => {
    const control = [...four(sequence++, pixels.length / 4, 1, left, 0), 0, 1, 0, 10, dispose, blend]
    const data = deflateSync(Uint8Array.of(0, ...pixels))
    return [
      chunk('fcTL', Uint8Array.from(control)),
      i === 0 ? chunk('IDAT', data) : chunk('fdAT', Uint8Array.of(...four(sequence++), ...data)),
    ]
  })
  const head = chunk('IHDR', Uint8Array.of(...four(width, 1), 8, 6, 0, 0, 0))
  const count = chunk('acTL', Uint8Array.from(four(frames.length, 0)))
  return Uint8Array.from(
    [signature, head, count, ...chunks, chunk('IEND', new Uint8Array())].flatMap(each => [...each]),
  )
}

it('goes to a net’s cells and back', () => {
  const cells = new Float32Array(moon.pixels.length)
  toCells(moon.pixels, placesOf(moon), cells)
  // Row of channel 1, frame 2, row 5; column 7, column by column.
  expect(cells[7 * 384 + (1 * 8 + 2) * 16 + 5]).toBeCloseTo(
    moon.pixels[((2 * 16 + 5) * 16 + 7) * 3 + 1]! / 127.5 - 1,
    6,
  )
  expect(fromCells(cells, moon)).toEqual(moon)
})

it('lays films out on a contact sheet, those framed that ought to be', () => {
  const films = Array.from({ length: 3 }, (_, k) => ({
    ...tiny(2, 3, 4),
    pixels: new Uint8Array(2 * 3 * 4 * 3).fill(10 * k),
  }))
  const made = contactSheet(
    films.map((film, i) => ({ film, framed: i === 2 })),
    2,
  )
  expect(made).toMatchObject({ frames: 1, height: 2 * 7, width: 2 * 12 })
  const at = (row: number, column: number): number => made.pixels[3 * (row * made.width + column)]!
  expect([at(2, 2), at(4, 9), at(2, 14), at(2, 12)]).toEqual([0, 0, 10, 96])
  // The third stands below the first, in a frame of one pixel.
  expect([at(9, 2), at(11, 9), at(8, 1), at(12, 10), at(9, 10), at(8, 0), at(1, 1)]).toEqual([
    20, 20, 255, 255, 255, 96, 96,
  ])
  expect(() =>
    contactSheet(
      [
        { film: tiny(2, 3, 4), framed: true },
        { film: tiny(3, 3, 4), framed: true },
      ],
      1,
    ),
  ).toThrow(RangeError)
})
