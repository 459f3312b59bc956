// `dit lessons`: the worked examples that come with dit, or one lesson as a file to begin one's own from.
import { cases, type Flag, flags as meanings } from '@dit-by-hand/spec/cases'
import type { Command } from 'commander'
import { type Io, UsageError } from '../io.ts'
import { lessonKinds, openLesson } from '../lesson.ts'
import { listJson } from '../plain/json.ts'
import { wrap } from '../plain/wrap.ts'
import { padEnd } from '../screen/text.ts'
import { widthOf } from '../width.ts'

interface LessonsOptions {
  readonly json?: boolean
  readonly numpy?: boolean
}

export function addLessons(program: Command, io: Io): void {
  program
    .command('lessons')
    .description('list the lessons that come with dit, or print one')
    .argument('[lesson]', `print this one as a file, to change or to read: ${lessonKinds}`)
    .option('--json', 'print JSON')
    .option('--numpy', 'print the one as a program that works all of it out with NumPy')
    .action(async (named: string | undefined, { json, numpy }: LessonsOptions) => {
      if (named !== undefined) return printLesson(named, numpy, io)
      if (numpy) throw new UsageError('--numpy prints one lesson: which?')
      const all = cases().map(({ id, lesson: { title }, answer: _, ...meant }) => ({ id, title, ...meant }))
      if (json) {
        await io.stdout.write(`${listJson(all)}\n`)
        return
      }
      const width = Math.min(100, widthOf(undefined, io))
      const lines = all.flatMap(({ id, title, comment, good, flags }) => [
        ...wrap(title, { width, first: `${id}  `, rest: '  ' }),
        ...wrap(comment, { width, first: '  ' }),
        ...wrap(`Good for ${good}.`, { width, first: '  ' }),
        ...wrap(`flags: ${flags.join(', ')}`, { width, first: '  ', rest: '    ' }),
        '',
      ])
      const used = new Set(all.flatMap(each => each.flags))
      await io.stdout.write(`${[...lines, ...legend([...used], width)].join('\n')}\n`)
    })
    .addHelpText(
      'after',
      `
Commands that work on a lesson take its id, a problem of practice by its
difficulty and seed (softmax-7, hard-attention-7-ties), or a file of your own,
with --lesson.

Examples:
  dit lessons
  dit walk --lesson hard-attention
  dit lessons softmax-7 > mine.json
  dit lessons softmax-7 --numpy > dit.py
  dit walk --lesson mine.json`,
    )
}

async function printLesson(named: string, numpy: boolean | undefined, io: Io): Promise<void> {
  const { lesson } = await openLesson(named, io)
  const { lessonText } = await import('@dit-by-hand/spec/lesson-text')
  const { program } = await import('@dit-by-hand/practice/notebook')
  await io.stdout.write(numpy ? program(lesson, `dit lessons ${named} --numpy`) : lessonText(lesson))
}

/** What the flags mean that occur. */
function legend(used: readonly Flag[], width: number): readonly string[] {
  const column = Math.max(...used.map(mark => mark.length)) + 4
  const told = (mark: Flag): readonly string[] =>
    wrap(meanings[mark], { width, first: padEnd(`  ${mark}`, column), rest: ' '.repeat(column) })
  return ['Flags', ...used.flatMap(told)]
}
