// The text of a file that a reader opens.
import { encodingOf } from '@dit-by-hand/graph/encoding'

/** Bytes as text; what is no text becomes signs of damage. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes)).decode(bytes)

export const textIn = async (file: File): Promise<string> => textOf(new Uint8Array(await file.arrayBuffer()))
