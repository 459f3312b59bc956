// Where the checkpoint that comes with the page lies: made by `dit train`, in half precision.
import { join } from 'node:path'
import { root } from '../../tools/folders.ts'

export const checkpointFile = join(root, 'packages/video-dit/trained/sky.safetensors')
