// `dit generate`: the video generated in one to three steps, each as numbers that stand in their own shade.

import { answerOf } from '@dit-by-hand/core/answer'
import { generate, mostSteps } from '@dit-by-hand/core/generate'
import { netOf } from '@dit-by-hand/core/lesson'
import type { Lesson } from '@dit-by-hand/spec/format'
import type { Timing } from '@dit-by-hand/video-dit/film/timing'
import type { Size } from '@dit-by-hand/video-dit/world/film'
import { type Block, scene, unlit } from '@dit-by-hand/walkthrough/scene'
import { start } from '@dit-by-hand/walkthrough/tour'
import { type Command, InvalidArgumentError } from 'commander'
import { type Io, UsageError } from '../io.ts'
import { openLesson } from '../lesson.ts'
import { type LessonOptions, lessonLine, listed, number, whole, withLesson } from '../options.ts'
import { valuesJson } from '../plain/json.ts'
import { sheetLines } from '../plain/sheet.ts'
import { wrap } from '../plain/wrap.ts'
import type { VideoOptions } from '../video/generating.ts'
import { widthOf } from '../width.ts'

interface GenerateOptions extends LessonOptions {
  readonly steps: number
  readonly json?: boolean
}

/** What commander gives: which of the two is made follows from whether there is a prompt. */
interface AskedOptions extends LessonOptions, Omit<VideoOptions, 'sampling' | 'size' | 'timing'>, Timing {
  readonly steps?: number
  readonly guidance: number
  readonly euler?: boolean
  readonly frames?: number
  readonly size?: Pick<Size, 'height' | 'width'>
}

/** Reads a height and a width, such as 16x32. */
function pictureSize(text: string): Pick<Size, 'height' | 'width'> {
  const [, height, width] = /^\s*(\d{1,4})\s*[x×]\s*(\d{1,4})\s*$/i.exec(text) ?? []
  const size = { height: Number(height), width: Number(width) }
  if (size.height > 0 && size.width > 0) return size
  throw new InvalidArgumentError('It needs a height and a width, such as 16x32.')
}

export function addGenerate(program: Command, io: Io): void {
  const command = program
    .command('generate')
    .description('make a film from a prompt, or generate the video of a lesson in one to three steps')
    .argument('[prompt...]', 'what the film should show, such as "moon rises at night"')
  withLesson(command)
    .option('-s, --steps <n>', 'steps from noise to film, from 1 to 1000 (for a lesson, up to 3)', whole(1, 1000))
    .option('--json', 'print JSON: every matrix of a lesson, or how a film was made')
    .option(
      '-m, --model <file>',
      'the trained model, from `dit train`; default: sky.safetensors, or the one that comes with dit',
    )
    .option('-o, --out <file>', 'the file to write: .gif, .apng, or .png with all frames side by side')
    .option('--first <file>', 'begin with this picture, or go on from the last frame of this film: GIF, PNG or APNG')
    .option('--seed <n>', 'the seed of the noise that the film starts from', whole(0, 0xffffffff), 1)
    .option('-g, --guidance <n>', 'how strongly to follow the prompt; 1 is no guidance', number(0, 20), 1.5)
    .option('--euler', 'run the network once per step instead of twice (Euler’s method)')
    .option('--without <parts>', 'leave out parts of the network, such as positions,block1.attention', listed, [])
    .option('--frames <n>', 'how many frames to make of the same movement', whole(1, 256))
    .option('--size <height>x<width>', 'the size of a frame in pixels: multiples of the model’s patch', pictureSize)
    .option('--scale <n>', 'how many times to enlarge each pixel in the file', whole(1, 64), 12)
    .option('--delay <ms>', 'how long a frame is shown', whole(20, 60_000), 120)
    .option('--plays <n>', 'how often the film plays; 0 means for ever', whole(0, 65_535), 0)
    .option('-f, --force', 'overwrite an existing file')
    .option('--no-play', 'show the frames side by side instead of playing them')
    .action(async (prompt: readonly string[], asked: AskedOptions) => {
      if (prompt.length > 0) {
        const unlike = onlyOfLessons.find(name => command.getOptionValueSource(name) === 'cli')
        if (unlike !== undefined)
          throw new UsageError(`--${unlike} is for lessons, but a prompt is for a trained model, which --model names.`)
        const { generateVideo } = await import('../video/generating.ts')
        const { usualSampling } = await import('@dit-by-hand/video-dit/learn/generate')
        const { guidance, steps = usualSampling.steps, frames, delay, plays } = asked
        const sampling = { ...usualSampling, steps, guidance, ...(asked.euler && { method: 'euler' as const }) }
        const size = { ...asked.size, ...(frames !== undefined && { frames }) }
        return generateVideo(prompt.join(' '), { ...asked, sampling, size, timing: { delay, plays } }, io)
      }
      const names = command.options.map(option => option.attributeName())
      const set = names.find(name => !ofLessons.includes(name) && command.getOptionValueSource(name) === 'cli')
      if (set !== undefined)
        throw new UsageError(`--${set} is for films, which need a prompt, such as dit generate "moon rises at night".`)
      const options: GenerateOptions = { ...asked, steps: asked.steps ?? 1 }
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
With a prompt, a trained model turns noise into a film. It is the model that you
name, or sky.safetensors in this folder, or else the small one that comes with
dit. The model makes two predictions, one with the prompt and one without, and
guidance goes further in the direction from the second to the first. A film can
have any length, and any size made of whole patches; what the model learned is
stretched over all of it. The small model has learned frames of a single patch,
so in a larger frame every patch shows the same.

With --first, the film begins with a picture as far as the model can show it:
each step is guided by how far off the first frame is that it would lead to.
Of the small model's films nine in ten then go on as asked, if they begin with a
picture such as it has seen films begin with; from others it goes astray.

To see what a part of the network does, leave it out: words, time, positions, a
block (block0), its attention (block0.attention), its MLP (block0.mlp) or a head
(block0.attention.head2). A block without its attention or its MLP passes on its
tokens as they were. \`dit evaluate --parts\` leaves out each part in turn.

Without a prompt, the video of a lesson is generated. Every step after the first
starts from the denoised latent of the step before, with t one lower. t counts
down to 1, so a lesson with t = 2 has at most two steps, and one with t = 1 or 0
has one.

Examples:
  dit generate "moon rises at night" --out moon.gif
  dit generate star falls at dusk --seed 5 --frames 16
  dit generate "moon sets at night" --first moon.gif --out sets.gif
  dit generate "bird drifts left" --without positions
  dit generate "rain falls at noon" --size 16x48
  dit generate --steps 3
  dit generate --lesson long-video --json`,
    )
}

/** Options that a lesson has, too. */
const ofLessons: readonly string[] = ['lesson', 'reading', 'steps', 'json']
const onlyOfLessons: readonly string[] = ['lesson', 'reading']

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
    ...sheetLines({ blocks: [{ ...unlit(block), at: { row: 0, column: 0, rowSpan: 1 } }], signs: [] }, width),
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
