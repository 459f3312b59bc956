// `dit learn`: the lesson's one step of gradient descent, taken again and again, and the loss after each.

import { type Diverged, divergence, type Learned, learn } from '@dit-by-hand/core/learn'
import { netOf } from '@dit-by-hand/core/lesson'
import { at } from '@dit-by-hand/graph/at'
import { type Exact, isDecimal, toCell, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Lesson } from '@dit-by-hand/spec/format'
import { stringifyAnswer } from '@dit-by-hand/spec/json'
import type { Command } from 'commander'
import type { Io } from '../io.ts'
import { openLesson } from '../lesson.ts'
import { type LessonOptions, lessonLine, whole, withLesson } from '../options.ts'
import { wrap } from '../plain/wrap.ts'
import { padEnd, padStart } from '../screen/text.ts'
import { widthOf } from '../width.ts'

interface LearnOptions extends LessonOptions {
  readonly steps: number
  readonly json?: boolean
}

const most = 100_000
const longestFraction = 24

export function addLearn(program: Command, io: Io): void {
  withLesson(program.command('learn').description('train a lesson and print the loss after each step'))
    .option('-s, --steps <n>', `how many steps, from 0 to ${most.toLocaleString('en')}`, whole(0, most), 10)
    .option('--json', 'print JSON')
    .action(async (options: LearnOptions) => {
      const { lesson } = await openLesson(options.lesson, io)
      await (options.json ? printJson : printTable)(lesson, options, io)
    })
    .addHelpText(
      'after',
      `
This repeats the lesson's one step of gradient descent. The modulation and the
feed-forward layer learn, and with a softmax also the query and the key, which a
hard maximum gives no gradient; encoder and decoder are frozen.
The loss is an exact fraction until the fraction grows too long to work with.

Examples:
  dit learn --steps 20
  dit learn --reading printed
  dit learn --steps 100 --lesson my-lesson.json --json`,
    )
}

/** The first `steps` steps and step 0; fewer where the numbers leave the range of decimals. */
function* taken(lesson: Lesson, { reading, steps }: LearnOptions): Generator<Learned> {
  for (const now of learn(lesson, netOf(lesson, reading))) {
    yield now
    if (now.step >= steps || !Number.isFinite(toNumber(now.loss))) return
  }
}

async function printJson(lesson: Lesson, options: LearnOptions, { stdout }: Io): Promise<void> {
  await stdout.write(`{"lesson": ${JSON.stringify(lesson.id)}, "reading": "${options.reading}", "losses": [`)
  const losses: number[] = []
  for (const { step, loss } of taken(lesson, options)) {
    const decimal = toNumber(loss)
    losses.push(decimal)
    const row = {
      step,
      loss: Number.isFinite(decimal) ? toCell(loss) : null,
      decimal: Number.isFinite(decimal) ? decimal : null,
    }
    await stdout.write(`${step === 0 ? '' : ','}\n  ${stringifyAnswer(row)}`)
  }
  const diverged = divergence(losses)
  const why = diverged ? { step: diverged.step, why: divergedText(lesson, diverged) } : null
  await stdout.write(`\n], "diverged": ${JSON.stringify(why)}}\n`)
}

/** At which step learning came to no good, and why: the same in text and in JSON. */
const divergedText = ({ learningRate }: Lesson, { step, since }: Diverged): string =>
  `Learning diverges: the loss grows from step ${since} on, and at step ${step} it is past ${figure(Number.MAX_VALUE)}, the largest decimal there is. The learning rate, ${showRate(learningRate)}, is too large for this lesson.`

async function printTable(lesson: Lesson, options: LearnOptions, io: Io): Promise<void> {
  const { stdout } = io
  const width = widthOf(undefined, io)
  const print = async (text: string): Promise<void> => {
    for (const line of wrap(text, { width })) await stdout.write(`${line}\n`)
  }
  const rate = lesson.learningRate === 0 ? '0: nothing moves' : showRate(lesson.learningRate)
  await print(`Gradient descent on ${lessonLine(lesson, options.reading)}, learning rate ${rate}.`)
  const stepWidth = Math.max(4, String(options.steps).length)
  const exactWidth = Math.min(longestFraction, width - stepWidth - 17)
  const barWidth = Math.max(0, Math.min(30, width - stepWidth - 17 - exactWidth - 2))
  await stdout.write(`\n${padStart('step', stepWidth)}  ${padEnd('loss', 13)}  exactly\n`)
  const losses: number[] = []
  let wasExact = true
  for (const now of taken(lesson, options)) {
    const decimal = toNumber(now.loss)
    losses.push(decimal)
    const exactly =
      isDecimal(now.loss) || !wasExact ? (wasExact ? '(decimals from here)' : '') : fraction(now.loss, exactWidth)
    wasExact &&= !isDecimal(now.loss)
    const row = `${padStart(String(now.step), stepWidth)}  ${padEnd(figure(decimal), 13)}  ${padEnd(exactly.length <= exactWidth ? exactly : '', exactWidth)}  ${bar(decimal, at(losses, 0), barWidth)}`
    await stdout.write(`${row.trimEnd()}\n`)
  }
  const diverged = divergence(losses)
  if (diverged) await print(divergedText(lesson, diverged))
}

/** A loss in its column: six places, or six figures and a power of ten where that would show nothing or too much; a true minus. */
function figure(value: number): string {
  if (Number.isNaN(value)) return 'not a number'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  const text = size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(5) : value.toFixed(6)
  return text.replaceAll('-', '−').replace('e+', 'e')
}

const showRate = (rate: string | number): string => String(rate).replace('-', '−')

/** The fraction, or how long it is. */
function fraction(loss: Exact, longest: number): string {
  const text = showNumber(loss)
  if (text.length <= longest) return text
  return `(a fraction, ${text.replace(/\D/g, '').length} digits)`
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A bar as long as the loss is, the first loss being full length; past it, an arrow. */
function bar(loss: number, full: number, width: number): string {
  if (width < 4 || !(full > 0) || !(loss > 0)) return ''
  const parts = Math.round((loss / full) * width * 8)
  if (parts > width * 8) return `${'█'.repeat(width - 1)}▶`
  return '█'.repeat(Math.floor(parts / 8)) + at(eighths, parts % 8)
}
