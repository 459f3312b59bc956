// Where to look first in an answer.
import type { AnswerName } from '../lesson/names.ts'
import type { Evidence } from './evidence.ts'
import { bad } from './finding.ts'
import { upstream } from './upstream.ts'

/** Matrices that are wrong in an answer though nothing before them is. `absent` are those that no answer has. */
export const rootsIn = (evidence: Evidence, absent: ReadonlySet<AnswerName>): readonly AnswerName[] =>
  evidence.names.filter(
    name =>
      !absent.has(name) &&
      bad(evidence, name) &&
      !upstream(name, evidence.lesson.attention.kind).some(other => !absent.has(other) && bad(evidence, other)),
  )
