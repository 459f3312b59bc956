// A file of the site.
import { reasonOf } from '@dit-by-hand/graph/reason'
import { basePath } from './hrefs.ts'

/** Told as the browser's own programs tell that a part of them did not come. */
class DidNotCome extends Error {
  override readonly name = 'ChunkLoadError'
}

/** The bytes of a file of the site. @throws {DidNotCome} */
export async function fetched(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(`${basePath}${path}`)
    if (!response.ok) throw new Error(`status ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  } catch (cause) {
    throw new DidNotCome(`${path} did not come: ${reasonOf(cause)}`)
  }
}
