// Which matrices come before which, read off the formulas.
import { downstream } from '../laws/formulas.ts'
import { type AnswerName, type AttentionKind, answerNames, namesFor } from '../lesson/names.ts'

const known = new Map<AttentionKind, ReadonlyMap<AnswerName, readonly AnswerName[]>>()

function tableOf(kind: AttentionKind): ReadonlyMap<AnswerName, readonly AnswerName[]> {
  const reached = namesFor(kind).map(name => ({ name, after: downstream(name, kind) }))
  return new Map(
    answerNames.map(name => [name, reached.flatMap(({ name: other, after }) => (after.has(name) ? [other] : []))]),
  )
}

/** Every matrix that this one is made from, and those that they are made from, in pipeline order. */
export function upstream(name: AnswerName, kind: AttentionKind): readonly AnswerName[] {
  const found = known.get(kind) ?? tableOf(kind)
  known.set(kind, found)
  return found.get(name) ?? []
}
