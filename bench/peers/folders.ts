// The folders of the peers and of what is built from them.
import { fileURLToPath } from 'node:url'

export const here: string = fileURLToPath(new URL('.', import.meta.url))
export const dist: string = fileURLToPath(new URL('dist', import.meta.url))
export const installed: string = fileURLToPath(new URL('node_modules', import.meta.url))
export const results: string = fileURLToPath(new URL('../results', import.meta.url))
/** The bundled module that adds gradients to tfjs. */
export const gradientsFile: string = fileURLToPath(new URL('dist/gradients/gradients.js', import.meta.url))
