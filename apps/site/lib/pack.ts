// A whole lesson in an address: JSON, deflated, in letters and digits.
import { largestFile } from '@dit-by-hand/spec/load'

/** Text as base64url of its deflated bytes. */
export async function pack(text: string): Promise<string> {
  const bytes = await collect(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')), largestFile)
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

/** The text again. Throws Error where it was none, or would unfold to more than a lesson file may hold. */
export async function unpack(data: string): Promise<string> {
  const bytes = Uint8Array.from(atob(data.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
  const unfolded = await collect(
    new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
    largestFile,
  )
  return new TextDecoder('utf-8', { fatal: true }).decode(unfolded)
}

async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = stream.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length
    if (size > most) {
      await reader.cancel()
      throw new Error(`unfolds to more than ${most} bytes`)
    }
    parts.push(next.value)
  }
  const all = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
