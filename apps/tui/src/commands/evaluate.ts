// `dit evaluate`: how well a trained model makes what it is asked for, by a judge that is judged first.
import { at } from '@dit-by-hand/graph/at'
import type { Shown } from '@dit-by-hand/video-dit/film/contact'
import type { Lacking, Taken } from '@dit-by-hand/video-dit/judge/parts'
import { type Command, Option } from 'commander'
import { type Done, exits } from '../exits.ts'
import { toBeWritten, writeWhole } from '../files.ts'
import { type Io, orTold, UsageError, unheard } from '../io.ts'
import { listed, number, whole } from '../options.ts'

interface EvaluateOptions {
  readonly each: number
  readonly seed: number
  readonly steps?: number
  readonly guidance?: number
  readonly least?: number
  readonly json?: boolean
  readonly sheet?: string
  readonly force?: boolean
  readonly without: readonly string[]
  readonly parts?: boolean
}

/** The judge itself must be right about so many true clips. */
const leastJudge = 0.99

export function addEvaluate(program: Command, io: Io, done: Done): void {
  program
    .command('evaluate')
    .description('test how well a trained model follows its prompts')
    .argument('[model]', 'the model, from `dit train`; default: sky.safetensors, or the one that comes with dit')
    .option('--each <n>', 'how many films to make for each prompt', whole(1, 100), 2)
    .option('--seed <n>', 'the seed of the noise that films start from', whole(0, 0xffffffff), 1)
    .option('-s, --steps <n>', 'steps from noise to film', whole(1, 1000))
    .option('-g, --guidance <n>', 'how strongly to follow the prompt; 1 is no guidance', number(0, 20))
    .option('--least <percent>', 'exit with 1 if fewer films of seen prompts show what was asked', number(0, 100))
    .option('--without <parts>', 'leave out parts of the network, such as positions,block1.attention', listed, [])
    .addOption(
      new Option('--parts', 'leave out each part of the network in turn, to see what it does').conflicts([
        'without',
        'each',
        'least',
      ]),
    )
    .option('--sheet <file>', 'write a PNG with a film for every prompt, unseen ones framed (or a row for each part)')
    .option('-f, --force', 'overwrite an existing sheet')
    .option('--json', 'print JSON')
    .action((model: string | undefined, options: EvaluateOptions) => evaluateModel(model, options, unheard(io), done))
    .addHelpText(
      'after',
      `
The judge is not a trained model. It reads the time of day from the sky, matches
known shapes against every frame, and follows where they go. It is first tested
on true clips; if it is wrong about more than one in a hundred of them, it
refuses to judge. Seen prompts were in the training data; unseen ones are
combinations that were not.

With --parts, the network is judged whole and then without the words, the time,
the positions, each block, its attention, each of its heads and its MLP: what is
missing from the films without a part is what that part does. The sheet has a
row for each, in that order, the whole network's first.

Examples:
  dit evaluate sky.safetensors
  dit evaluate sky.safetensors --each 5 --json
  dit evaluate --sheet sky.png
  dit evaluate --parts --sheet parts.png`,
    )
}

async function evaluateModel(named: string | undefined, options: EvaluateOptions, io: Io, done: Done): Promise<void> {
  const { readModel } = await import('../video/model.ts')
  const { modelFor } = await import('../video/trained.ts')
  const { evaluate, judged } = await import('@dit-by-hand/video-dit/judge/evaluate')
  const { evaluationLines } = await import('@dit-by-hand/video-dit/judge/lines')
  const { openGenerator, usualSampling } = await import('@dit-by-hand/video-dit/learn/generate')
  const { worldClips } = await import('@dit-by-hand/video-dit/learn/clips')
  const { baseline } = await import('@dit-by-hand/video-dit/learn/recipe')
  const { isUnseen, prompts, vocabulary, whens } = await import('@dit-by-hand/video-dit/world/words')
  await toBeWritten(options.sheet, io, options)
  const { path } = await modelFor(named, io)
  const model = await readModel(path, io)
  if (model.vocabulary.slice(0, -1).join() !== vocabulary.join())
    throw new UsageError(
      `${path} was trained on other clips than those of the small world, so no judge knows what it should show.`,
    )
  const { without } = options
  const { leftOut } = await import('../video/generating.ts')
  const left = await leftOut(model, without)
  const { info, size, codec, predicts, weights } = model
  const { frames, height, width } = size
  const judge = await orTold(
    RangeError,
    why => `${path} cannot be judged: ${why}.`,
    () => judged(1, size),
  )
  if (judge.all < leastJudge)
    throw new UsageError(
      `The judge is right about only ${(100 * judge.all).toFixed(1)} % of true clips of ${frames}×${height}×${width}, which is not enough to judge others.`,
    )
  const { each, seed, steps = usualSampling.steps, guidance = usualSampling.guidance } = options
  const sampling = { ...usualSampling, steps, guidance }
  if (options.parts) {
    await evaluateParts({ ...model, config: info.config, sampling, seed, prompts }, path, options, io)
    return done(exits.fine)
  }
  const generator = await openGenerator(info.config, predicts, { batch: 10, seed, decode: codec.decode, without })
  generator.bring(weights)
  const clips = worldClips(baseline.seed, baseline.clips, size)
  const asked = { ...model, config: info.config, generator, sampling, each, judge, clips, without }
  const { films, ...found } = await evaluate(asked)
  const told = { model: path, seed, sampling, ...(without.length > 0 && { without }) }
  if (options.json) await io.stdout.write(`${JSON.stringify({ ...told, ...found }, untold, 2)}\n`)
  else
    await io.stdout.write(`${[...(left ? [`The network ${left}:`, ''] : []), ...evaluationLines(found)].join('\n')}\n`)
  if (options.sheet !== undefined) {
    const shown = films.map((film, i) => ({ film, framed: isUnseen(at(prompts, i)) }))
    await writeWhole(options.sheet, await sheetOf(shown, whens.length), io, { force: options.force })
  }
  const enough = options.least === undefined || 100 * found.seen.adherence.all >= options.least
  done(enough ? exits.fine : exits.wrong)
}

/** Judges the network without each of its parts, and tells each as it is found. */
async function evaluateParts(model: Taken, path: string, options: EvaluateOptions, io: Io): Promise<void> {
  const { partsTable } = await import('@dit-by-hand/video-dit/judge/lines')
  const { withoutEach } = await import('@dit-by-hand/video-dit/judge/parts')
  const { partsOf } = await import('@dit-by-hand/video-dit/parts')
  const { promptText } = await import('@dit-by-hand/video-dit/world/words')
  const { json, sheet, force } = options
  const { head, row } = partsTable(partsOf(model.config))
  if (!json) await io.stdout.write(`${head}\n`)
  const found: Lacking[] = []
  for await (const lacking of withoutEach(model)) {
    found.push(lacking)
    if (!json) await io.stdout.write(`${row(lacking)}\n`)
  }
  const { seed, sampling, prompts } = model
  const parts = found.map(({ part, adherence, loss }) => ({ without: part?.name, adherence, loss }))
  if (json) await io.stdout.write(`${JSON.stringify({ model: path, seed, sampling, parts }, untold, 2)}\n`)
  if (sheet === undefined) return
  const columns = shownPrompts.map(text => prompts.findIndex(prompt => promptText(prompt) === text))
  const films = found.flatMap(({ films }) => columns.map(column => ({ film: at(films, column), framed: false })))
  await writeWhole(sheet, await sheetOf(films, columns.length), io, { force })
}

/** The columns of a sheet that has a row for each part. */
const shownPrompts = ['moon rises at night', 'sun sets at dusk', 'bird drifts left at noon', 'rain falls at dawn']

/** Films in rows, as a PNG. */
async function sheetOf(films: readonly Shown[], columns: number): Promise<Uint8Array> {
  const { contactSheet } = await import('@dit-by-hand/video-dit/film/contact')
  const { enlarged } = await import('@dit-by-hand/video-dit/film/enlarge')
  const { encodePng } = await import('@dit-by-hand/video-dit/film/png')
  return encodePng(enlarged(contactSheet(films, columns), 2))
}

/** What cannot be told stands as null rather than not at all. */
const untold = (_key: string, value: unknown): unknown => (value === undefined ? null : value)
