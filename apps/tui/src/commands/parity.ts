// `dit parity`: files of reference tensors against the real Diffusion Transformer, tensor by tensor.
import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { ParityReport } from '@dit-by-hand/video-dit/parity'
import type { Reading } from '@dit-by-hand/video-dit/reading'
import { type Command, Option } from 'commander'
import { type Done, exits } from '../exits.ts'
import { type Io, UsageError, unheard } from '../io.ts'
import { jsonIn } from '../reading.ts'

interface ParityCommandOptions {
  readonly manifest?: string
  readonly precision: 'both' | 'double' | 'single'
  readonly json?: boolean
}

export function addParity(program: Command, io: Io, done: Done): void {
  program
    .command('parity')
    .description('compare the real Diffusion Transformer with files of reference tensors')
    .argument('<file...>', 'safetensors: parameters, inputs, intermediates, losses, gradients, trajectories')
    .option(
      '--manifest <file>',
      'the rounding errors of single precision; by default, manifest.json next to each file, if any',
    )
    .addOption(
      new Option('--precision <which>', 'double precision by the rules of the graph, single by the fast kernels')
        .choices(['both', 'double', 'single'])
        .default('both'),
    )
    .option('--json', 'print JSON, tensor by tensor')
    .action((files: readonly string[], options: ParityCommandOptions) => compare(files, options, unheard(io), done))
    .addHelpText(
      'after',
      `
Each file is compared twice, in double precision and in single. Each row of a
table is a part of the model, with the tensor that comes closest to its
tolerance: at most ten times what single precision itself loses. Where a file
first differs from the model, dit names the convention that explains it. The
exit code is 0 if everything agrees and something was compared, 1 if not, 2 if a
file cannot be read.

Examples:
  dit parity golden/a_p2_h24_d2.safetensors
  dit parity golden/*.safetensors --json`,
    )
}

async function compare(
  files: readonly string[],
  { manifest, precision, json }: ParityCommandOptions,
  io: Io,
  done: Done,
): Promise<void> {
  // Only here: no other command should wait for the grown-up model.
  const { CheckpointError } = await import('@dit-by-hand/video-dit/checkpoint/dtype')
  const { holds, parity } = await import('@dit-by-hand/video-dit/parity')
  const { parityLines } = await import('@dit-by-hand/video-dit/parity/lines')
  const { wholeOf, withSource } = await import('../video/source.ts')
  const readings = await readingsOf(precision)
  const reports: { readonly file: string; readonly report: ParityReport }[] = []
  const unreadable: string[] = []
  for (const file of files) {
    const floors = await manifestFor(file, manifest, io)
    const stem = basename(file).replace(/\.safetensors(\.index\.json)?$/, '')
    try {
      const bytes = await withSource(file, io, wholeOf)
      let explain = true
      for (const reading of readings) {
        const report = await parity(bytes, { stem, manifest: floors, reading, explain })
        // What one reading has explained, or not, need not be looked for in the other.
        explain = holds(report)
        reports.push({ file, report })
        if (!json) await io.stdout.write(`${reports.length > 1 ? '\n' : ''}${parityLines(report).join('\n')}\n`)
      }
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error
      unreadable.push(`${file}: ${error.message}.`)
    }
  }
  if (json) await io.stdout.write(`${JSON.stringify(reports, jsonNumber, 2)}\n`)
  if (unreadable.length > 0) throw new UsageError(unreadable.join('\n'))
  done(reports.every(({ report }) => holds(report)) ? exits.fine : exits.wrong)
}

async function readingsOf(precision: ParityCommandOptions['precision']): Promise<readonly Reading[]> {
  const { double } = await import('@dit-by-hand/video-dit/reading')
  const { single } = await import('@dit-by-hand/video-dit/single')
  return { both: [double, single], double: [double], single: [single] }[precision]
}

/** What is no number in JSON, as text. */
const jsonNumber = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value

/** The manifest that is named, or the one beside the file where there is one. @throws {UsageError} where what is named is none */
async function manifestFor(file: string, named: string | undefined, io: Io): Promise<unknown> {
  const path = named ?? join(dirname(file), 'manifest.json')
  if (named === undefined && !existsSync(resolve(io.cwd, path))) return undefined
  const { isManifest } = await import('@dit-by-hand/video-dit/parity/floors')
  const found = await jsonIn(path, io)
  // One that merely lies there may be of something else.
  if (isManifest(found) || named === undefined) return found
  throw new UsageError(
    `${path} is not a manifest: it lacks float32_vs_float64.all, which says how much single precision loses.`,
  )
}
