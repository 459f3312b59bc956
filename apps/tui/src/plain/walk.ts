// The walk as text: every stop, or one.
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { scene } from '@dit-by-hand/walkthrough/scene'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'
import { focusLines, sceneLines, stageLines, type Told } from './scene.ts'
import { wrap } from './wrap.ts'

export interface PlainWalk {
  readonly lesson: Lesson
  readonly reading: Reading
  /** One stop; null for all of them. */
  readonly place: Place | null
  readonly width: number
}

/** The walk in lines of at most `width`, stop by stop. */
export function* walkLines({ lesson, reading, place, width }: PlainWalk): Generator<readonly string[]> {
  const told: Told = new Set()
  for (const here of place === null ? places : [place]) {
    if (here !== (place ?? places[0])) yield ['', '']
    const state = { ...start, place: here, reading }
    const shown = scene(state, lesson)
    const [, ...later] = shown.stages
    yield sceneLines(shown, width, told)
    for (const { id } of later) yield ['', ...stageLines(scene({ ...state, stage: id }, lesson), width, told)]
    if (here === 'slopes') yield ['', ...focusLines(scene({ ...state, cell: proved, proof: true }, lesson), width)]
  }
  yield ['', ...legend(width)]
}

/** The gradient whose proof is printed: every lesson has it. */
const proved = { name: 'd_feedForwardWeight', row: 0, column: 0 }

/** How the marks read. */
function legend(width: number): readonly string[] {
  const marks = [
    '[ ] the number that is written out',
    '‹ › what it is made from',
    '┆ ┆ what it goes into',
    '✎ learnable',
    '❆ frozen',
    '∂ a gradient',
    '† misprinted',
  ]
  return wrap(marks.map(mark => mark.replaceAll(' ', '\u00a0')).join('\u00a0\u00a0 '), {
    width: Math.min(width, 76),
    first: 'Marks: ',
  })
}
