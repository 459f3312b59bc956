// The given matrices of a lesson: how each is read from the lesson as rows of cells, and written back.
import { cellOf, inFrames } from './at.ts'
import type { Cell, Lesson, Matrix } from './format.ts'
import type { GivenName } from './names.ts'

/** One given matrix. Where the lesson's kind of attention does not have it, it reads no rows and writes nothing. */
export interface Given {
  /** Where it is in a lesson. */
  readonly path: readonly string[]
  readonly read: (lesson: Lesson) => readonly (readonly Cell[])[]
  /** The lesson with other cells, in the shape that `read` gives. */
  readonly write: (lesson: Lesson, cells: Matrix) => Lesson
}

type Layer = 'encoder' | 'modulation' | 'feedForward' | 'decoder'

const weightOf = (layer: Layer): Given => ({
  path: [layer, 'weight'],
  read: lesson => lesson[layer].weight,
  write: (lesson, weight) => ({ ...lesson, [layer]: { ...lesson[layer], weight } }),
})

const biasOf = (layer: Layer): Given => ({
  path: [layer, 'bias'],
  read: lesson => lesson[layer].bias.map(cell => [cell]),
  write: (lesson, cells) => ({ ...lesson, [layer]: { ...lesson[layer], bias: cells.flat() } }),
})

const queryOrKey = (which: 'query' | 'key'): Given => ({
  path: ['attention', which],
  read: ({ attention }) => (attention.kind === 'given' ? [] : attention[which]),
  write: (lesson, cells) =>
    lesson.attention.kind === 'given' ? lesson : { ...lesson, attention: { ...lesson.attention, [which]: cells } },
})

/** The given matrices by name: the video's frames one under the other, a bias as one column, words as columns in the lesson's
 *  order. */
export const givens: { readonly [K in GivenName | 'attention']: Given } = {
  video: {
    path: ['video'],
    read: ({ video }) => video.flat(),
    write: (lesson, cells) => ({ ...lesson, video: inFrames(cells, lesson.video.length) }),
  },
  encoderWeight: weightOf('encoder'),
  encoderBias: biasOf('encoder'),
  noise: { path: ['noise'], read: ({ noise }) => noise, write: (lesson, noise) => ({ ...lesson, noise }) },
  words: {
    path: ['prompt', 'words'],
    read: ({ prompt }) => {
      const vectors = Object.values(prompt.words)
      return (vectors[0] ?? []).map((_, row) => vectors.map((_, word) => cellOf(vectors, word, row, 'the prompt')))
    },
    write: (lesson, cells) => {
      const vectors = Object.keys(lesson.prompt.words).map((word, i) => [
        word,
        cells.map((_, row) => cellOf(cells, row, i, 'the words')),
      ])
      return { ...lesson, prompt: { ...lesson.prompt, words: Object.fromEntries(vectors) } }
    },
  },
  t: {
    path: ['timestep', 't'],
    read: ({ timestep }) => [[timestep.t]],
    write: (lesson, cells) => ({ ...lesson, timestep: { ...lesson.timestep, t: Number(cellOf(cells, 0, 0)) } }),
  },
  modulationWeight: weightOf('modulation'),
  modulationBias: biasOf('modulation'),
  query: queryOrKey('query'),
  key: queryOrKey('key'),
  attention: {
    path: ['attention', 'matrix'],
    read: ({ attention }) => (attention.kind === 'given' ? attention.matrix : []),
    write: (lesson, matrix) =>
      lesson.attention.kind === 'given' ? { ...lesson, attention: { ...lesson.attention, matrix } } : lesson,
  },
  feedForwardWeight: weightOf('feedForward'),
  feedForwardBias: biasOf('feedForward'),
  learningRate: {
    path: ['learningRate'],
    read: ({ learningRate }) => [[learningRate]],
    write: (lesson, cells) => ({ ...lesson, learningRate: cellOf(cells, 0, 0) }),
  },
  decoderWeight: weightOf('decoder'),
  decoderBias: biasOf('decoder'),
}
