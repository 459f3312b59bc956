// `dit check --starter`: writes a starter kit and says how to go on.
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type StarterLanguage, starterOf } from '@dit-by-hand/spec/starters'
import { called } from '../called.ts'
import { present, writeWhole } from '../files.ts'
import { type Io, UsageError } from '../io.ts'

/** Writes the kit of a language into a folder, over nothing. Throws {@link UsageError} where a file is there already. */
export async function writeStarter(language: StarterLanguage, folder: string, io: Io): Promise<void> {
  const { title, needs, command, files } = starterOf(language, called(io))
  for (const { path } of files)
    if (await present(stat(resolve(io.cwd, folder, path))))
      throw new UsageError(
        `${join(folder, path)} is there already, and is not written over. Name another folder with --out.`,
      )
  for (const { path, text } of files) await writeWhole(join(folder, path), text, io, { folders: true })
  const lines = [
    `A starter kit in ${title}, which needs ${needs}:`,
    ...files.map(({ path }) => `  ${join(folder, path)}`),
    '',
    'Follow the sentences of its thirteen functions, and check up to where you are:',
    `  cd ${quoted(folder)}`,
    `  dit check --engine "${command}" --step 1`,
  ]
  await io.stdout.write(`${lines.join('\n')}\n`)
}

/** A folder as a shell takes it. */
const quoted = (folder: string): string => (/^[\w./~-]+$/.test(folder) ? folder : `"${folder}"`)
