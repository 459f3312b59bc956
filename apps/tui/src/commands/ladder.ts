// `dit ladder`: from the walk's model to the published one, rung by rung.
import { stepOf } from '@dit-by-hand/ladder/climb'
import { type Rung, rungs } from '@dit-by-hand/ladder/rungs'
import { didYouMean } from '@dit-by-hand/walkthrough/nearest'
import { type Command, Option } from 'commander'
import { type Io, orTold, UsageError } from '../io.ts'
import { defaultLesson, lessonKinds, openLesson } from '../lesson.ts'
import { rungJson, rungLines } from '../plain/rung.ts'
import { wrap } from '../plain/wrap.ts'
import { padEnd } from '../screen/text.ts'
import { widthOf } from '../width.ts'

interface LadderOptions {
  readonly lesson: string
  readonly alone?: boolean
  readonly json?: boolean
}

export function addLadder(program: Command, io: Io): void {
  program
    .command('ladder')
    .description('climb from the model of the walk to the real one, rung by rung')
    .argument('[rung]', 'its number or name; without it, all rungs are listed')
    .addOption(
      new Option('-l, --lesson <file|id>', `a lesson with a hard maximum: ${lessonKinds}`).default(defaultLesson),
    )
    .option('--alone', 'add only this rung to the walk’s model, without those below it')
    .option('--json', 'print JSON')
    .action(async (named: string | undefined, { lesson: from, alone = false, json = false }: LadderOptions) => {
      if (named === undefined) {
        if (alone) throw new UsageError('--alone needs a rung, such as `dit ladder softmax --alone`.')
        await io.stdout.write(json ? `${JSON.stringify(listed, null, 2)}\n` : `${list(widthOf(undefined, io))}\n`)
        return
      }
      const { lesson } = await openLesson(from, io)
      const mode = alone ? 'alone' : 'upon the others'
      const { id } = rungNamed(named)
      const step = await orTold(
        RangeError,
        why => `${why}. \`dit lessons\` lists others.`,
        () => stepOf(lesson, id, mode),
      )
      await io.stdout.write(
        json
          ? `${JSON.stringify(rungJson(step, lesson, mode), null, 2)}\n`
          : `${rungLines(step, mode, widthOf(undefined, io)).join('\n')}\n`,
      )
    })
    .addHelpText(
      'after',
      `
Each rung adds something that the real model has. It says what that is, why it
is done, and which numbers change (•) or are new (+). Parameters that the walk
does not have are filled with small numbers, which follow from their names.

Examples:
  dit ladder
  dit ladder 2
  dit ladder residual --alone`,
    )
}

const listed = rungs.map(({ id, title }, i) => ({ rung: i + 1, id, title }))

function list(width: number): string {
  const column = Math.max(...rungs.map(({ id }) => id.length)) + 6
  return listed
    .flatMap(({ rung, id, title }) =>
      wrap(title, { width, first: padEnd(`${String(rung).padStart(2)}  ${id}`, column), rest: ' '.repeat(column) }),
    )
    .join('\n')
}

/** The rung of a name or a number. @throws {UsageError} where there is none */
function rungNamed(named: string): Rung {
  const rung = /^\d+$/.test(named) ? rungs[Number(named) - 1] : rungs.find(({ id }) => id === named.toLowerCase())
  if (rung) return rung
  const near = didYouMean(
    named,
    rungs.map(({ id }) => id),
  )
  throw new UsageError(
    `There is no rung "${named}". ${near || `Rungs go from 1 to ${rungs.length}; \`dit ladder\` lists them.`}`,
  )
}
