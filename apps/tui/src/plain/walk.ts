// The walk as text: every stop, or one.
import { mostSteps } from '@dit-by-hand/core/generate'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { misprintsOf } from '@dit-by-hand/walkthrough/misprints'
import { scene } from '@dit-by-hand/walkthrough/scene'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'
import { brackets } from '../screen/theme.ts'
import { focusLines, measure, sceneLines, stageLines, type Told } from './scene.ts'
import { wrap } from './wrap.ts'

export interface PlainWalk {
  readonly lesson: Lesson
  readonly reading: Reading
  /** One stop; null for all of them. */
  readonly place: Place | null
  readonly width: number
  /** The command that runs dit. */
  readonly dit: string
}

/** The walk in lines of at most `width`, stop by stop. */
export function* walkLines({ lesson, reading, place, width, dit }: PlainWalk): Generator<readonly string[]> {
  const told: Told = new Set()
  for (const here of place === null ? places : [place]) {
    if (here !== (place ?? places[0])) yield ['', '']
    const state = { ...start, place: here, reading }
    const shown = scene(state, lesson)
    const [, ...later] = shown.stages
    yield sceneLines(shown, width, told)
    for (const { id } of later) yield ['', ...stageLines(scene({ ...state, stage: id }, lesson), width, told)]
    if (here === 'slopes') yield ['', ...focusLines(scene({ ...state, cell: proved, proof: true }, lesson), width)]
    const how = beyondPaper(here, lesson, dit)
    if (how !== null) yield ['', ...wrap(how, { width: Math.min(width, measure) })]
  }
  yield ['', ...legend(width), ...readingLines(lesson, reading, width)]
}

/** The gradient whose proof is printed: every lesson has it. */
const proved = { name: 'd_feedForwardWeight', row: 0, column: 0 }

/** What a page of text cannot do, and which command can. */
function beyondPaper(place: Place, lesson: Lesson, dit: string): string | null {
  if (place === 'slopes') return `A page of text cannot learn: \`${dit} learn\`, with the same --lesson, can.`
  if (place === 'denoise' && mostSteps(lesson) > 1)
    return `This page takes one step: \`${dit} generate --steps ${mostSteps(lesson)}\`, with the same --lesson, takes more.`
  return null
}

/** Which of two readings this is, where a lesson has two. */
function readingLines(lesson: Lesson, reading: Reading, width: number): readonly string[] {
  const misprints = misprintsOf(lesson)
  if (misprints.length === 0) return []
  const other = reading === 'corrected' ? 'printed' : 'corrected'
  const how = {
    corrected: 'with every misprint put right, and all that follows computed from that',
    printed: 'with every misprint as it was printed, and all that follows computed from that',
  }
  return wrap(`${reading}, ${how[reading]} (for the other: --reading ${other}).`, {
    width: Math.min(width, measure),
    first: 'Reading: ',
    rest: '         ',
  })
}

/** The roles that a bracket says of the matrix in it. */
const bracketed = ['pixels', 'latent', 'noise', 'condition', 'attention', 'learnable'] as const

/** Items side by side, none of them broken over two lines. */
const apart = (items: readonly string[]): string =>
  items.map(item => item.replaceAll(' ', '\u00a0')).join('\u00a0\u00a0 ')

/** How the marks and the brackets read. */
function legend(width: number): readonly string[] {
  const page = Math.min(width, measure)
  const marks = [
    '[ ] the number worked out',
    '‹ › what it is made from',
    '┆ ┆ what it goes into',
    '✎ learnable',
    '❆ frozen',
    '∂ a gradient',
    '† misprinted',
    '░ ▒ ▓ █ from dark to bright',
  ]
  const kinds = bracketed.map(role => `${brackets[role].left[0]} ${role === 'learnable' ? 'weights and biases' : role}`)
  return [
    ...wrap(apart(marks), { width: page, first: 'Marks: ' }),
    ...wrap(apart(kinds), { width: page, first: 'Brackets: ' }),
  ]
}
