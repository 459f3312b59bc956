// What tests use of libraries that bring no types.
declare module 'omggif' {
  export class GifReader {
    constructor(bytes: Uint8Array)
    readonly width: number
    readonly height: number
    numFrames(): number
    loopCount(): number | null
    frameInfo(frame: number): { readonly delay: number }
    decodeAndBlitFrameRGBA(frame: number, into: Uint8ClampedArray): void
  }
  export class GifWriter {
    constructor(into: Uint8Array, width: number, height: number, options: { readonly palette: readonly number[] })
    addFrame(
      x: number,
      y: number,
      width: number,
      height: number,
      pixels: readonly number[],
      options?: { readonly disposal?: number; readonly transparent?: number; readonly delay?: number },
    ): number
    /** How many bytes were written. */
    end(): number
  }
}

declare module 'upng-js' {
  interface Image {
    readonly width: number
    readonly height: number
    readonly frames: readonly { readonly delay: number }[]
    readonly tabs: { readonly acTL?: { readonly num_frames: number; readonly num_plays: number } }
  }
  const UPNG: {
    decode(bytes: ArrayBuffer): Image
    toRGBA8(image: Image): readonly ArrayBuffer[]
    encode(
      frames: readonly ArrayBuffer[],
      width: number,
      height: number,
      colours: number,
      delays?: readonly number[],
    ): ArrayBuffer
  }
  export = UPNG
}
