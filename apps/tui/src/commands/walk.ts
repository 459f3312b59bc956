// `dit walk`: the walkthrough on a full screen, as text, or as the JSON of all its matrices.
import { engine } from '@dit-by-hand/core/engine'
import type { Lesson } from '@dit-by-hand/spec/format'
import { nearest } from '@dit-by-hand/walkthrough/nearest'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { called } from '../called.ts'
import type { Done } from '../exits.ts'
import { type Io, isScreen } from '../io.ts'
import { openLesson } from '../lesson.ts'
import { type LessonOptions, whole, withLesson } from '../options.ts'
import { valuesJson } from '../plain/json.ts'
import { openingSeen } from '../seen.ts'
import { narrowest, widest, widthOf } from '../width.ts'

interface WalkOptions extends LessonOptions {
  readonly plain?: boolean
  readonly step?: Place
  readonly width?: number
  readonly json?: boolean
  readonly opening: 'once' | 'always' | 'never'
  readonly still?: boolean
}

export function addWalk(program: Command, io: Io, done: Done): void {
  withLesson(program.command('walk').description('walk through the thirteen steps, full screen or as text'))
    .option('-p, --plain', 'print text, even on a terminal')
    .option('-s, --step <n|name>', 'print only this step, or open the screen there: 1 to 13, or a name', place)
    .option('-w, --width <n>', `width of the text in columns, from ${narrowest} to ${widest}`, whole(narrowest, widest))
    .addOption(
      new Option('--opening <when>', 'first show the whole model in twenty seconds')
        .choices(['once', 'always', 'never'])
        .default('never'),
    )
    .option('--still', 'no animation: page through what would be played')
    .addOption(new Option('--json', 'print every computed matrix as JSON').conflicts(['plain', 'step', 'width']))
    .action((options: WalkOptions) => walk(options, io, done))
    .addHelpText(
      'after',
      `
The walk fills the screen on a terminal. It is printed as text with --plain, or
when standard input or output is not a terminal, or is one that can only print
(TERM=dumb). INK_SCREEN_READER=true in the environment makes it linear text that
a screen reader can follow, with the same keys.

Steps:
${places.map((name, i) => `  ${i >= 1 && i <= 13 ? String(i).padStart(2) : '  '}  ${name}`).join('\n')}

Examples:
  dit walk
  dit walk --plain --step attention --width 100
  dit walk --lesson my-lesson.json --reading printed
  dit walk --json --lesson - < my-lesson.json`,
    )
}

function place(text: string): Place {
  const typed = text.trim().toLowerCase()
  const numbered =
    /^\d{1,2}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 13 ? places[Number(typed)] : undefined
  const found = numbered ?? places.find(name => name === typed)
  if (found) return found
  const near = nearest(typed, places)
  throw new InvalidArgumentError(
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : `It needs a number from 1 to 13, or one of ${places.join(', ')}.`,
  )
}

async function walk(options: WalkOptions, io: Io, done: Done): Promise<void> {
  const { reading } = options
  const { lesson, path } = await openLesson(options.lesson, io)
  if (options.json) {
    await io.stdout.write(await json(lesson, options))
    return
  }
  if (!options.plain && io.stdin.isTTY && isScreen(io.stdout, io.env)) {
    // Only here: no other command should wait for React.
    const { openWalk } = await import('../screen/open.tsx')
    const { opening: when, still = false, step } = options
    const opening = when === 'always' || (when === 'once' && !openingSeen(io.env))
    done(await openWalk({ lesson, lessonPath: path, reading, place: step ?? places[0], opening, still }))
    return
  }
  // Numbers alone need none of the telling.
  const { walkLines } = await import('../plain/walk.ts')
  const width = widthOf(options.width, io)
  for (const lines of walkLines({ lesson, reading, place: options.step ?? null, width, dit: called(io) }))
    await io.stdout.write(`${lines.join('\n')}\n`)
}

async function json(lesson: Lesson, { reading }: WalkOptions): Promise<string> {
  const values = await engine.answer(lesson, reading)
  return `{\n  "lesson": ${JSON.stringify(lesson.id)},\n  "reading": "${reading}",\n  "values": ${valuesJson(values, '    ')}\n}\n`
}
