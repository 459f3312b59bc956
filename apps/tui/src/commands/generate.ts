// `dit generate`: the video generated in one to three steps, each as numbers that stand in their own shade.
import { generate, mostSteps } from '@dit-by-hand/core/generate'
import { answerOf, netOf } from '@dit-by-hand/core/lesson'
import type { Lesson } from '@dit-by-hand/spec/format'
import { type Block, scene } from '@dit-by-hand/walkthrough/scene'
import { start } from '@dit-by-hand/walkthrough/tour'
import type { Command } from 'commander'
import { type Io, UsageError } from '../io.ts'
import { openLesson } from '../lesson.ts'
import { type LessonOptions, lessonLine, whole, withLesson } from '../options.ts'
import { valuesJson } from '../plain/json.ts'
import { sheetLines } from '../plain/sheet.ts'
import { wrap } from '../plain/wrap.ts'
import { widthOf } from '../width.ts'

interface GenerateOptions extends LessonOptions {
  readonly steps: number
  readonly json?: boolean
}

export function addGenerate(program: Command, io: Io): void {
  withLesson(program.command('generate').description('the video, generated in one to three steps'))
    .option('-s, --steps <n>', 'how many steps, from 1 to 3', whole(1, 3), 1)
    .option('--json', 'print JSON: every matrix of every step')
    .action(async (options: GenerateOptions) => {
      const { lesson } = await openLesson(options.lesson, io)
      const most = mostSteps(lesson)
      if (options.steps > most)
        throw new UsageError(
          `${lesson.id} has t = ${lesson.timestep.t}: it is generated in ${most === 1 ? '1 step' : `1 to ${most} steps`}, not in ${options.steps}.`,
        )
      await io.stdout.write(
        options.json ? json(lesson, options) : `${lines(lesson, options, widthOf(undefined, io)).join('\n')}\n`,
      )
    })
    .addHelpText(
      'after',
      `
Every step after the first starts from the denoised latent of the one before,
with t one lower. t counts down to 1, so a lesson with t = 2 has at most two
steps, and one with t = 1 or 0 has one.

Examples:
  dit generate --steps 3
  dit generate --lesson long-video --json`,
    )
}

function json(lesson: Lesson, { reading, steps }: GenerateOptions): string {
  const made = generate(lesson, steps, netOf(lesson, reading)).map(
    ({ t, worked }) => `    {"t": ${t}, "values": ${valuesJson(answerOf(worked), '      ')}}`,
  )
  return `{\n  "lesson": ${JSON.stringify(lesson.id)},\n  "reading": "${reading}",\n  "steps": [\n${made.join(',\n')}\n  ]\n}\n`
}

function lines(lesson: Lesson, { reading, steps }: GenerateOptions, width: number): readonly string[] {
  const { blocks, generations } = scene({ ...start, place: 'video', reading, generation: steps }, lesson)
  const { t, bits } = lesson.timestep
  const made =
    generations.length > 0
      ? generations
      : blocks.filter(({ name }) => name === 'generatedVideo').map(block => ({ t, block }))
  const given = scene({ ...start, place: 'patchify', reading }, lesson).blocks.filter(({ name }) => name === 'video')
  const section = (title: string, block: Block): readonly string[] => [
    ...wrap(title, { width }),
    '',
    ...sheetLines({ blocks: [unlit(block)], signs: [] }, width),
    '',
  ]
  return [
    ...wrap(
      `The video of ${lessonLine(lesson, reading)}, generated in ${steps === 1 ? 'one step' : `${steps} steps`}.`,
      { width },
    ),
    '',
    ...given.flatMap(block => section('Given, before any noise was added:', block)),
    ...made.flatMap(({ t: now, block }, i) =>
      section(`Step ${i + 1} of ${made.length}: t = ${now}, in binary ${now.toString(2).padStart(bits, '0')}`, block),
    ),
    ...wrap('The brighter a number, the fuller its square (░ ▒ ▓ █); the brightest of each video fills it.', { width }),
  ]
}

/** No cell is in focus here. The block stands alone on its sheet. */
const unlit = (block: Block): Block => ({
  ...block,
  at: { row: 0, column: 0, rowSpan: 1 },
  rows: block.rows.map(cells => cells.map(cell => ({ ...cell, lit: null }))),
})
