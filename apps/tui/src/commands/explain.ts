// `dit explain`: where one number comes from, and where it goes.
import { at } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Lesson } from '@dit-by-hand/spec/format'
import { callable } from '@dit-by-hand/walkthrough/find'
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { nameFrom } from '@dit-by-hand/walkthrough/meant'
import { didYouMean } from '@dit-by-hand/walkthrough/nearest'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import { type Command, Option } from 'commander'
import { explained } from '../explained.ts'
import { type Io, UsageError } from '../io.ts'
import { openLesson } from '../lesson.ts'
import { type LessonOptions, number, whole, withLesson } from '../options.ts'
import { explanationJson, explanationLatex, explanationLines } from '../plain/explanation.ts'
import { wrap } from '../plain/wrap.ts'
import type { CellOptions } from '../video/cell.ts'
import { sizeOption } from '../video/size.ts'
import { widthOf } from '../width.ts'

interface ExplainOptions extends LessonOptions {
  readonly words?: boolean
  readonly json?: boolean
  readonly latex?: boolean
  readonly checkpoint?: string
}

/** What is said of a checkpoint only. */
const ofCheckpoints: readonly Option[] = [
  new Option('--prompt <words>', 'the prompt, in words that the network knows'),
  new Option('--class <number>', 'the class, for a network that knows classes')
    .argParser(whole(0, 1_000_000))
    .conflicts('prompt'),
  new Option('--step <number>', 'the sampling step; the first sees pure noise (default: 1)').argParser(whole(1, 1000)),
  new Option('--steps <number>', 'sampling steps from noise to clip (default: 20)').argParser(whole(1, 1000)),
  new Option('--seed <number>', 'the seed of the noise (default: 1)').argParser(whole(0, 2 ** 32 - 1)),
  new Option('--guidance <number>', 'the guidance in the earlier steps; 1 is none (default: 1)').argParser(
    number(0, 100),
  ),
  new Option('--head <number>', 'the attention head, for scores, shares and pooled').argParser(whole(1, 10_000)),
  new Option('--heads <number>', 'how many heads, if the file does not say').argParser(whole(1, 10_000)),
  sizeOption(),
]

export function addExplain(program: Command, io: Io): void {
  const command = withLesson(
    program.command('explain').description('show where one number comes from and where it goes'),
  )
  command
    .argument('<matrix>', 'the name of any matrix, given or computed, or the whole cell: Z[1,3]')
    .argument('[row]', 'counted from 1')
    .argument('[column]', 'counted from 1')
    .addOption(
      new Option('--checkpoint <file>', 'explain a trained network instead of a lesson: a safetensors file').conflicts([
        'lesson',
        'reading',
        'words',
        'latex',
      ]),
    )
  for (const option of ofCheckpoints) command.addOption(option)
  command
    .option('--words', 'also write the arithmetic as a sentence')
    .addOption(new Option('--json', 'print JSON').conflicts(['words', 'latex']))
    .addOption(new Option('--latex', 'print LaTeX, for a document with amsmath').conflicts('words'))
    .action(async (...given: readonly [string, string | undefined, string | undefined, ExplainOptions]) => {
      const options = given[3]
      const [matrix, row, column] = asked(given.slice(0, 3).join(' ').trim())
      const { checkpoint } = options
      if (checkpoint !== undefined) return inCheckpoint(matrix, row, column, { ...options, checkpoint }, io)
      const alone = ofCheckpoints.find(option => Object.hasOwn(options, option.attributeName()))
      if (alone) throw new UsageError(`${alone.long} is for a trained network: name its file with --checkpoint.`)
      const { lesson } = await openLesson(options.lesson, io)
      const found = explained(inLesson(matrix, row, column, lesson, options), lesson, options.reading)
      const text = options.json
        ? explanationJson(found)
        : options.latex
          ? explanationLatex(found)
          : explanationLines(found, options.words === true, widthOf(undefined, io)).join('\n')
      await io.stdout.write(`${text}\n`)
    })
    .addHelpText(
      'after',
      `
In video and generatedVideo, the frames are stacked one below the other: with
frames of 2×2, row 3 is the first row of frame 2. A bias has one column; t and
loss have one row and one column.

Names:
${names()}

Examples:
  dit explain latent 1 3
  dit explain d_query 1 1 --words
  dit explain attention 2 1 --lesson softmax-attention --latex

With --checkpoint, you can ask for any matrix of a trained network at any
sampling step, by the network's own names: block0, block1 and so on, such as
block0.attention.scores with --head 1. After the network come guidance and the
sampler: unconditional, guided, next.

  dit explain --checkpoint sky.safetensors --prompt "moon rises at night" \\
    --step 3 block1.attention.scores 3 7
  dit explain --checkpoint DiT-XL-2.safetensors --class 207 last.tokens 1 1`,
    )
}

/** The cell that is asked for, as `latent 1 3` or `Z[1,3]`. @throws {UsageError} where it is none */
function asked(typed: string): readonly [matrix: string, row: number, column: number] {
  const [, matrix, row, column] = /^(.+?) *[ [,(] *([1-9]\d{0,6}) *[ ,] *([1-9]\d{0,6}) *[\])]?$/.exec(typed) ?? []
  if (matrix !== undefined) return [matrix, Number(row), Number(column)]
  throw new UsageError(
    `"${typed}" names no cell: say a matrix, a row and a column, counted from 1, such as \`dit explain latent 1 3\`.`,
  )
}

async function inCheckpoint(
  matrix: string,
  row: number,
  column: number,
  options: ExplainOptions & CellOptions,
  io: Io,
): Promise<void> {
  // Only here: a lesson should not wait for the grown-up model.
  const { cellJson, cellLines, explainedIn } = await import('../video/cell.ts')
  const told = await explainedIn(matrix, row, column, options, io)
  await io.stdout.write(`${options.json ? cellJson(told) : cellLines(told, widthOf(undefined, io)).join('\n')}\n`)
}

const names = (): string =>
  wrap(
    Object.entries(matrices)
      .map(([name, { symbol }]) => `${name} (${symbol})`)
      .join(', '),
    { width: 78, first: '  ' },
  ).join('\n')

/** The cell meant. Throws {@link UsageError} where the lesson has no such matrix, or the matrix no such cell. */
function inLesson(matrix: string, row: number, column: number, lesson: Lesson, { reading }: ExplainOptions): CellRef {
  const name = nameFrom(matrix)
  if (name === undefined) {
    const of = nameFrom(matrix.replace(/^(?:d_|∂|grad(?:ient)?[ _](?:of )?(?:the )?)/, ''))
    throw new UsageError(
      of
        ? `There is no matrix "${matrix}": no gradient is worked out for ${of}.`
        : `There is no matrix "${matrix}". ${didYouMean(matrix, callable) || '`dit explain --help` lists them.'}`,
    )
  }
  const { values } = workedOf(lesson, reading)
  const grid = values[name]
  const kind = lesson.attention.kind
  if (!grid)
    throw new UsageError(
      `The lesson ${lesson.id} has no ${name}: its attention is ${kind === 'hard' ? 'a hard maximum' : kind}.`,
    )
  const [rows, columns] = [grid.length, at(grid, 0, name).length]
  if (row > rows || column > columns)
    throw new UsageError(
      `${name} is ${rows}×${columns} in ${lesson.id}; it has no ${row > rows ? `row ${row}` : `column ${column}`}.`,
    )
  return { name, row: row - 1, column: column - 1 }
}
