// Which model is meant where none is named: one of the folder that the user stands in, or the one that comes with the command.
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { present } from '../files.ts'
import type { Io } from '../io.ts'

/** What `dit train` writes unless told otherwise. */
const usualModel = 'sky.safetensors'

/** The model that comes with the command: in the sources where this runs from source, else beside the bundle. */
const shipped = (): string =>
  fileURLToPath(
    new URL(
      import.meta.url.endsWith('.ts') ? '../../../../packages/video-dit/trained/sky.safetensors' : usualModel,
      import.meta.url,
    ),
  )

/** The path of a model, and whether it is the one that comes with the command. */
export async function modelFor(
  named: string | undefined,
  io: Io,
): Promise<{ readonly path: string; readonly comesWith: boolean }> {
  if (named !== undefined) return { path: named, comesWith: false }
  return (await present(stat(resolve(io.cwd, usualModel))))
    ? { path: usualModel, comesWith: false }
    : { path: shipped(), comesWith: true }
}
