// The oracle's numbers, straight from the files of the spec: no engine has a hand in them.
import { type CaseId, caseIds, caseOf } from '@dit-by-hand/spec/cases'
import type { Cell, Lesson, Reading } from '@dit-by-hand/spec/format'

type Grid = readonly (readonly Cell[])[]

const column = (cells: readonly Cell[]): Grid => cells.map(cell => [cell])

/** The words' vectors side by side, in the order in which the prompt says them. */
function wordsOf({ prompt }: Lesson): Grid {
  const said = prompt.text.toLowerCase().split(/\s+/)
  const words = Object.entries(prompt.words).sort(
    ([a], [b]) => said.indexOf(a.toLowerCase()) - said.indexOf(b.toLowerCase()),
  )
  return (words[0]?.[1] ?? []).map((_, row) => words.map(([, vector]) => vector[row] ?? 0))
}

/** What a lesson gives, as matrices. */
const givenOf = (lesson: Lesson): { readonly [name: string]: Grid } => ({
  video: lesson.video.flat(),
  encoderWeight: lesson.encoder.weight,
  encoderBias: column(lesson.encoder.bias),
  noise: lesson.noise,
  words: wordsOf(lesson),
  t: [[lesson.timestep.t]],
  modulationWeight: lesson.modulation.weight,
  modulationBias: column(lesson.modulation.bias),
  ...(lesson.attention.kind !== 'given' && { query: lesson.attention.query, key: lesson.attention.key }),
  feedForwardWeight: lesson.feedForward.weight,
  feedForwardBias: column(lesson.feedForward.bias),
  learningRate: [[lesson.learningRate]],
  decoderWeight: lesson.decoder.weight,
  decoderBias: column(lesson.decoder.bias),
})

/** Every matrix of a case in a reading, given and answered; the frames of a video one under the other. */
export function oracle(id: CaseId, reading: Reading): { readonly [name: string]: Grid } {
  const { lesson, answer } = caseOf(id)
  const { generatedVideo = [], ...answered } = answer[reading] ?? answer.corrected
  return { ...givenOf(lesson), ...answered, generatedVideo: generatedVideo.flat() }
}

/** Every case in every reading it has. */
export const allReadings: readonly { readonly id: CaseId; readonly reading: Reading }[] = caseIds.flatMap(id => [
  { id, reading: 'corrected' as const },
  ...(caseOf(id).answer.printed ? [{ id, reading: 'printed' as const }] : []),
])
