// `dit export`: a model for others to run, as ONNX, or to go on training, as a folder for PyTorch.

import { basename, join } from 'node:path'
import { reasonOf } from '@dit-by-hand/graph/reason'
import type { ModelInfo } from '@dit-by-hand/video-dit/checkpoint/info'
import type { Extent } from '@dit-by-hand/video-dit/config'
import type { TorchModel } from '@dit-by-hand/video-dit/export/torch'
import { type Command, Option } from 'commander'
import { toBeWritten, writeWhole } from '../files.ts'
import { type Io, orTold, UsageError } from '../io.ts'
import { whole } from '../options.ts'
import { jsonIn } from '../reading.ts'
import { sizeOption } from '../video/size.ts'

interface ExportOptions {
  readonly to: 'onnx' | 'torch'
  readonly out: string
  readonly checkpoint?: string
  readonly config?: string
  readonly heads?: number
  readonly size?: Extent
  readonly seed: number
  readonly steps: number
  readonly batch: number
  readonly clips: number
  readonly force?: boolean
}

/** Options that are of one kind of model or file only, and what that is. */
function needless(command: Command, { to, checkpoint }: ExportOptions): void {
  const alone: readonly (readonly [option: string, holds: boolean, of: string])[] = [
    ['heads', checkpoint !== undefined, 'a checkpoint that does not say how many it has'],
    ['size', checkpoint !== undefined, 'a checkpoint that does not say how large its clips are'],
    ['seed', to === 'torch' || checkpoint === undefined, 'an untrained model and for data for PyTorch'],
    ...(['steps', 'batch', 'clips'] as const).map(name => [name, to === 'torch', 'data for PyTorch'] as const),
  ]
  for (const [name, holds, of] of alone)
    if (!holds && command.getOptionValueSource(name) === 'cli') throw new UsageError(`--${name} is only for ${of}.`)
}

export function addExport(program: Command, io: Io): void {
  program
    .command('export')
    .description('export a model: as ONNX to run it, or as a PyTorch module to train it further')
    .addOption(new Option('--to <format>', 'the format to write').choices(['onnx', 'torch']).makeOptionMandatory())
    .requiredOption('-o, --out <path>', 'the ONNX file, or the folder for PyTorch')
    .option('-c, --checkpoint <file>', 'the model: a safetensors file from `dit train`, or with the official names')
    .option('--config <name|file>', 'an untrained model instead: a published one (DiT-S/2), or JSON with its sizes')
    .option('--heads <n>', 'how many heads a checkpoint has, if it does not say', whole(1, 10_000))
    .addOption(sizeOption())
    .option('--seed <n>', 'the seed of an untrained model, and of the data for PyTorch', whole(0, 0xffffffff), 1)
    .option('--steps <n>', 'how many steps to write data for (PyTorch)', whole(1, 1_000_000), 100)
    .option('--batch <n>', 'clips per step (PyTorch)', whole(1, 65_536), 32)
    .option('--clips <n>', 'clips in all (PyTorch)', whole(1, 10_000_000), 256)
    .option('-f, --force', 'overwrite existing files')
    .action(async (options: ExportOptions, command: Command) => {
      needless(command, options)
      await exported(options, io)
    })
    .addHelpText(
      'after',
      `
The ONNX file takes a batch of any size. Its inputs are x, t, and either y
(classes) or words (how often each word occurs); its output is prediction. Noise
is an input and is never drawn inside. If the weights take more than one
gibibyte, they go into a separate file next to it.

The folder for PyTorch holds model.py, train.py (for one process, or several
with torchrun), model.safetensors, and data.safetensors, which holds what dit
train would draw from the same seed. dit can read what train.py writes with
--out, and dit train --from trains it further.

If a checkpoint is in several files, name its model.safetensors.index.json.

A configuration in JSON: {"config": {"channels": 3, "video": [8, 16, 16],
"patch": [1, 4, 4], "width": 96, "depth": 4, "heads": 4, "mlp": 4, "words": 10,
"learnedVariance": false}, "predicts": "velocity"}

Examples:
  dit export --to onnx --checkpoint sky.safetensors --out sky.onnx
  dit export --to torch --checkpoint sky.safetensors --out sky
  dit export --to torch --config DiT-S/8 --out dit-s8 --steps 10`,
    )
}

async function exported(options: ExportOptions, io: Io): Promise<void> {
  const { checkpoint, config } = options
  if ((checkpoint === undefined) === (config === undefined))
    throw new UsageError(
      'One model is needed: --checkpoint FILE for a trained one, or --config NAME for an untrained one.',
    )
  const { CheckpointError } = await import('@dit-by-hand/video-dit/checkpoint/dtype')
  const work = options.to === 'onnx' ? toOnnx : toTorch
  await orTold(
    CheckpointError,
    why => `${checkpoint ?? config}: ${why}.`,
    () => work(options, io),
  )
}

async function modelOf({ checkpoint, config, heads, size, seed }: ExportOptions, io: Io): Promise<TorchModel> {
  if (checkpoint !== undefined) {
    const { loadWhole, reportLines } = await import('@dit-by-hand/video-dit/checkpoint/load')
    const { readFrozen } = await import('@dit-by-hand/video-dit/learn/frozen')
    const { withSource } = await import('../video/source.ts')
    return withSource(checkpoint, io, async source => {
      const { info, weights, report } = await loadWhole(source, {
        ...(heads !== undefined && { heads }),
        ...(size && { video: size }),
      })
      const extra = report.extra.filter(name => !name.startsWith('frozen.'))
      for (const line of reportLines({ ...report, extra }).slice(1)) await io.stdout.write(`${line}\n`)
      const frozen = await readFrozen(source)
      return { info, weights, ...(frozen && { frozen }) }
    })
  }
  const { untrained } = await import('@dit-by-hand/video-dit/export/untrained')
  const info = await configured(config ?? '', io)
  return { info, weights: untrained(info.config, seed) }
}

/** A published model by its name, or a model whose sizes stand in a file. */
async function configured(nameOrFile: string, io: Io): Promise<ModelInfo> {
  const { official, officialNames } = await import('@dit-by-hand/video-dit/config')
  const { infoOf } = await import('@dit-by-hand/video-dit/checkpoint/info')
  if (officialNames.some(name => name === nameOrFile)) return { config: official(nameOrFile) }
  let said: unknown
  try {
    said = await jsonIn(nameOrFile, io)
  } catch (error) {
    throw new UsageError(`${nameOrFile} is not a published model (${officialNames.join(', ')}). ${reasonOf(error)}`)
  }
  return infoOf(said)
}

async function toOnnx(options: ExportOptions, io: Io): Promise<void> {
  const { out, force } = options
  const beside = `${out}.data`
  await toBeWritten(out, io, { force, folders: true })
  const { info, weights, frozen } = await modelOf(options, io)
  const { onnxOf } = await import('@dit-by-hand/video-dit/export/onnx')
  const { irVersion, opset, piecesOf } = await import('@dit-by-hand/video-dit/export/onnx/model')
  const { model, data } = onnxOf(info, weights, basename(beside))
  const how = { force, folders: true }
  if (data) {
    await toBeWritten(beside, io, how)
    await writeWhole(beside, piecesOf(data.parts), io, how)
  }
  await writeWhole(out, piecesOf(model), io, how)
  const label = info.vocabulary === undefined ? 'y (classes)' : 'words (how often each occurs)'
  await io.stdout.write(
    `${out}: ONNX, opset ${opset}, IR version ${irVersion}. Inputs: x, t and ${label}. Output: prediction.\n` +
      (data ? `${beside}: its weights. Keep the two files together.\n` : '') +
      (frozen
        ? `Its clips are codes. A patch of ${frozen.patch.join('×')} pixels, each colour from −1 to 1, is frozen.mean + Σ code · frozen.scales · frozen.directions of ${options.checkpoint}, by frame, row, column and colour.\n`
        : ''),
  )
}

async function toTorch(options: ExportOptions, io: Io): Promise<void> {
  const { out, force, steps, batch, clips, seed } = options
  const { torchFiles, torchNames } = await import('@dit-by-hand/video-dit/export/torch')
  for (const name of torchNames) await toBeWritten(join(out, name), io, { force, folders: true })
  const model = await modelOf(options, io)
  const { filmsOf } = await import('@dit-by-hand/video-dit/export/torch/data')
  const drawing = { steps, batch, clips, seed, further: options.checkpoint !== undefined }
  for (const { name, contents } of await torchFiles(model, drawing)) {
    const isWhole = typeof contents === 'string' || contents instanceof Uint8Array
    await writeWhole(join(out, name), isWhole ? contents : contents.pieces(), io, { force, folders: true })
  }
  const what = (await filmsOf(model.info, model.frozen))
    ? `${steps === 1 ? 'the first step' : `the first ${steps} steps`} of ${batch} clips that dit draws from seed ${seed}`
    : 'noise in the shape of clips, to be replaced by your own'
  await io.stdout.write(
    `${out}: ${torchNames.join(', ')}.\n` +
      `The data are ${what}. In that folder:\n` +
      '  python3 train.py --out trained.safetensors\n' +
      '  torchrun --nproc_per_node 2 train.py --out trained.safetensors\n',
  )
}
