// `dit explain`: where one number comes from, and where it goes.
import { at } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Lesson } from '@dit-by-hand/spec/format'
import { matrices, nameFrom } from '@dit-by-hand/walkthrough/matrices'
import { didYouMean } from '@dit-by-hand/walkthrough/nearest'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import { type Command, Option } from 'commander'
import { explained } from '../explained.ts'
import { type Io, UsageError } from '../io.ts'
import { openLesson } from '../lesson.ts'
import { type LessonOptions, whole, withLesson } from '../options.ts'
import { explanationJson, explanationLatex, explanationLines } from '../plain/explanation.ts'
import { wrap } from '../plain/wrap.ts'
import { widthOf } from '../width.ts'

interface ExplainOptions extends LessonOptions {
  readonly words?: boolean
  readonly json?: boolean
  readonly latex?: boolean
}

const count = whole(1, 4096)

export function addExplain(program: Command, io: Io): void {
  withLesson(program.command('explain').description('where one number comes from, and where it goes'))
    .argument('<matrix>', 'any matrix by name, given or computed')
    .argument('<row>', 'counted from 1', count)
    .argument('<column>', 'counted from 1', count)
    .option('--words', 'the arithmetic as a sentence, too')
    .addOption(new Option('--json', 'print JSON').conflicts(['words', 'latex']))
    .addOption(new Option('--latex', 'print LaTeX').conflicts('words'))
    .action(async (matrix: string, row: number, column: number, options: ExplainOptions) => {
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
The frames of video and generatedVideo count one under the other: in a video of
2×2 frames, row 3 is the first row of frame 2. A bias has one column; t and loss
have one row and one column.

Names:
${names()}

Examples:
  dit explain latent 1 3
  dit explain d_query 1 1 --words
  dit explain attention 2 1 --lesson softmax-attention --latex`,
    )
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
    const known = [...Object.keys(matrices), ...Object.values(matrices).map(({ symbol }) => symbol)]
    throw new UsageError(
      `There is no matrix "${matrix}". ${didYouMean(matrix, known) || '`dit explain --help` lists them.'}`,
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
