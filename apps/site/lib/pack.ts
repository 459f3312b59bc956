// A whole lesson in an address: JSON, deflated, in letters and digits.
import { largestFile } from '@dit-by-hand/spec/load'

/** Text as base64url of its deflated bytes. */
export async function pack(text: string): Promise<string> {
  const deflated = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer())
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

/** The text again. Throws Error where it was none, or would unfold to more than a lesson file may hold. */
export async function unpack(data: string): Promise<string> {
  const bytes = Uint8Array.from(atob(data.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
  let size = 0
  const limited = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(part, unfolded) {
      size += part.length
      if (size > largestFile) throw new Error(`unfolds to more than ${largestFile} bytes`)
      unfolded.enqueue(part)
    },
  })
  const unfolded = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).pipeThrough(limited)
  return new TextDecoder('utf-8', { fatal: true }).decode(await new Response(unfolded).arrayBuffer())
}
