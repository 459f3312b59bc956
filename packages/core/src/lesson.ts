// From a lesson to the graph and its numbers, and from numbers back to an answer.
import type { AnswerMatrix, Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import type { GivenName } from '@dit-by-hand/spec/names'
import { exact } from './arith.ts'
import { type Dit, type DitSizes, dit, type Name, type WorkingName } from './dit.ts'
import { evaluate, type Grid } from './evaluate.ts'
import { type Exact, fromCell, toCell, toNumber } from './exact.ts'
import type { Amendment } from './graph.ts'

/** The sizes of a lesson. */
export function sizesOf(lesson: Lesson): DitSizes {
  const { video, patch, encoder, prompt, timestep, attention } = lesson
  return {
    video: [video.length, video[0]?.length ?? 0, video[0]?.[0]?.length ?? 0],
    patch: [patch.frames, patch.rows, patch.columns],
    latent: encoder.weight.length,
    key: attention.kind === 'given' ? 0 : attention.query.length,
    text: Object.values(prompt.words)[0]?.length ?? 0,
    words: Object.keys(prompt.words).length,
    bits: timestep.bits,
  }
}

/** The matrices a lesson gives, exactly. Words stand in the order of the prompt, a column each. */
export function givenOf(lesson: Lesson): { readonly [K in GivenName | 'attention']?: Grid<Exact> } {
  const matrix = (rows: readonly (readonly (number | string)[])[]): Grid<Exact> => rows.map(row => row.map(fromCell))
  const column = (cells: readonly (number | string)[]): Grid<Exact> => cells.map(cell => [fromCell(cell)])
  const words = wordsOf(lesson).map(word => lesson.prompt.words[word] ?? [])
  const { attention } = lesson
  return {
    video: matrix(lesson.video.flat()),
    encoderWeight: matrix(lesson.encoder.weight),
    encoderBias: column(lesson.encoder.bias),
    noise: matrix(lesson.noise),
    words: matrix((words[0] ?? []).map((_, row) => words.map(word => word[row] ?? 0))),
    t: [[lesson.timestep.t]],
    modulationWeight: matrix(lesson.modulation.weight),
    modulationBias: column(lesson.modulation.bias),
    ...(attention.kind === 'given'
      ? { attention: matrix(attention.matrix) }
      : { query: matrix(attention.query), key: matrix(attention.key) }),
    feedForwardWeight: matrix(lesson.feedForward.weight),
    feedForwardBias: column(lesson.feedForward.bias),
    learningRate: column([lesson.learningRate]),
    decoderWeight: matrix(lesson.decoder.weight),
    decoderBias: column(lesson.decoder.bias),
  }
}

/** The prompt's words in the order in which it says them. */
export function wordsOf({ prompt }: Lesson): readonly string[] {
  const said = prompt.text.toLowerCase().split(/\s/)
  const place = (word: string): number => said.indexOf(word.toLowerCase())
  return Object.keys(prompt.words).toSorted((a, b) => place(a) - place(b))
}

const nets = new Map<string, Dit>()
const mostNets = 32

/** The lesson's model as a net, in one reading: `printed` puts the misprints in. Lessons of the same sizes and
 *  misprints share one net. */
export function netOf(lesson: Lesson, reading: Reading, resume = false): Dit {
  const sizes = sizesOf(lesson)
  const misprints = reading === 'printed' ? misprintsOf(lesson) : {}
  const slips =
    reading === 'printed' ? lesson.errata.map(slip => [slip.matrix, slip.row, slip.column, slip.printed]) : []
  const key = JSON.stringify([sizes, lesson.attention.kind, slips, resume])
  const known = nets.get(key)
  if (known) return known
  const net = dit(sizes, { attention: lesson.attention.kind, misprints, resume })
  for (const oldest of nets.keys()) if (nets.size >= mostNets) nets.delete(oldest)
  nets.set(key, net)
  return net
}

/** The misprints whose printed value is known, by matrix; rows and columns counted from 0. */
export function misprintsOf({ errata }: Lesson): { readonly [name: string]: readonly Amendment[] } {
  const byMatrix: { [name: string]: Amendment[] } = {}
  for (const { matrix, row, column, printed } of errata) {
    if (printed === null) continue
    const others = byMatrix[matrix] ?? []
    byMatrix[matrix] = [...others, { row: row - 1, column: column - 1, printed: fromCell(printed) }]
  }
  return byMatrix
}

/** A lesson worked. */
export interface Worked {
  readonly net: Dit
  readonly values: WorkedValues
}

/** Every named matrix of a lesson, worked. */
export type WorkedValues = { readonly [K in Name]?: Grid<Exact> }

/** Works a lesson through. `noised` replaces the noised latent, for generation steps after the first. */
export function work(lesson: Lesson, reading: Reading, noised?: Grid<Exact>): Worked {
  const net = netOf(lesson, reading, noised !== undefined)
  const given = { ...givenOf(lesson), ...(noised && { noised }) }
  return { net, values: evaluate(net, given, exact) }
}

const working: readonly WorkingName[] = ['d_scaleShift', 'd_queries', 'd_keys']

/** Values as an answer: the names of the specification, cells as in a lesson (decimals where softmax is used), the video
 *  frame by frame. */
export function answerOf(lesson: Lesson, { values }: Worked): Values {
  const frames = lesson.video.length
  const given = Object.keys(givenOf(lesson)).filter(name => name !== 'noise' && name !== 'attention')
  const left = new Set<string>([...given, ...working])
  const answer: { [name: string]: AnswerMatrix | AnswerMatrix[] } = {}
  for (const [name, grid] of Object.entries(values)) {
    if (!grid || left.has(name)) continue
    const cells = grid.map(row => row.map(lesson.attention.kind === 'softmax' ? toNumber : toCell))
    const rows = cells.length / frames
    answer[name] = name === 'generatedVideo' ? lesson.video.map((_, f) => cells.slice(f * rows, (f + 1) * rows)) : cells
  }
  return answer as Values
}
