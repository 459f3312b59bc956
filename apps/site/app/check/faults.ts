// Mistakes that engines make, to be put into ours on request: the judge should find each one and name the matrix.
import { keysOf } from '@dit-by-hand/graph/at'
import type { Engine } from '@dit-by-hand/spec/engine'
import type { Lesson } from '@dit-by-hand/spec/format'

interface Mistake {
  /** Completes “an engine that …”. */
  readonly says: string
  /** An engine with the mistake answers a lesson as a right one answers this. */
  readonly instead: (lesson: Lesson) => Lesson
}

function bitsReversed({ t, bits }: Lesson['timestep']): number {
  return Number.parseInt([...t.toString(2).padStart(bits, '0')].toReversed().join(''), 2)
}

const swapped = <T>(cells: readonly T[]): T[] => [...cells.slice(cells.length / 2), ...cells.slice(0, cells.length / 2)]

/** Each changes only what stands downstream of it. */
export const mistakes = {
  bias: {
    says: 'forgets the bias of the feed-forward layer',
    instead: lesson => ({
      ...lesson,
      feedForward: { ...lesson.feedForward, bias: lesson.feedForward.bias.map(() => 0) },
    }),
  },
  bits: {
    says: 'writes the bits of the timestep in reverse order',
    instead: lesson => ({ ...lesson, timestep: { ...lesson.timestep, t: bitsReversed(lesson.timestep) } }),
  },
  halves: {
    says: 'swaps scale and shift',
    instead: lesson => ({
      ...lesson,
      modulation: { weight: swapped(lesson.modulation.weight), bias: swapped(lesson.modulation.bias) },
    }),
  },
  roles: {
    says: 'swaps queries and keys',
    instead: lesson =>
      lesson.attention.kind === 'given'
        ? lesson
        : { ...lesson, attention: { ...lesson.attention, query: lesson.attention.key, key: lesson.attention.query } },
  },
  frames: {
    says: 'reads the frames in reverse order',
    instead: lesson => ({ ...lesson, video: lesson.video.toReversed() }),
  },
} as const satisfies { readonly [id: string]: Mistake }

export type FaultId = keyof typeof mistakes

export const faultIds: readonly FaultId[] = keysOf(mistakes)

/** The engine with the mistake in it. */
export const withMistake = (engine: Engine, id: FaultId): Engine => ({
  ...engine,
  name: `${engine.name}, which ${mistakes[id].says}`,
  answer: (lesson, reading) => engine.answer(mistakes[id].instead(lesson), reading),
})
