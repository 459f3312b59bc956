// Findings from the report alone, where no answer shows what is wrong.
import type { Report } from '../judge/conformance.ts'
import type { Fault } from '../laws/law.ts'
import { answerNames, isAnswerName, steps } from '../lesson/names.ts'
import { mistakeOf } from '../mistakes/all.ts'
import type { Heard } from './evidence.ts'
import { brief, type Draft, type Wrong } from './finding.ts'

/** Where no answer shows what a law found: the law's own words. */
export function fromFaults(failed: readonly Wrong[]): readonly Draft[] {
  const place = ({ verdict: { faults } }: Wrong): number => {
    const [first] = faults
    return first && isAnswerName(first.matrix) ? answerNames.indexOf(first.matrix) : -1
  }
  const [result] = failed.toSorted((a, b) => place(a) - place(b))
  const fault: Fault | undefined = result?.verdict.faults[0]
  if (!result || !fault) return []
  const { lesson, reading } = result.verdict
  const mistake =
    fault.matrix === 'attention' && /NaN|Infinity/.test(fault.found) ? mistakeOf('attention/overflow') : null
  return [
    {
      kind: 'wrong',
      title: [mistake?.title, fault.message].filter(Boolean).join(': '),
      step: isAnswerName(fault.matrix) ? steps[fault.matrix] : result.check.step,
      matrices: [fault.matrix],
      mistake: mistake && brief(mistake),
      suggestion: mistake?.message ?? result.check.title,
      follows: [],
      next: [],
      look: null,
      shownBy: [],
      absent: new Set(),
      given: { lesson, reading, pair: null, says: fault.message },
    },
  ]
}

/** What error messages give away. */
const hints: readonly (readonly [pattern: RegExp, id: string])[] = [
  [/overflow|math range|not JSON compliant|NaN|Infinity/i, 'attention/overflow'],
  [/needs a row of numbers/, 'shapes/vectors-flat'],
]

export function fromCrashes({ results }: Report, { crashes }: Heard): readonly Draft[] {
  const crash = results.flatMap(({ verdict }) => (verdict.outcome === 'crashed' ? [verdict] : []))[0]
  const first = crash ?? (crashes[0] && { ...crashes[0].asked, error: crashes[0].error })
  if (!first) return []
  const { lesson, reading, error } = first
  const id = hints.find(([pattern]) => pattern.test(error.message))?.[1]
  const mistake = id === undefined ? undefined : mistakeOf(id)
  return [
    {
      kind: 'crashed',
      title: `the engine crashed on the lesson ${lesson.id}: ${error.message.split('\n')[0]}`,
      step: mistake?.step ?? null,
      matrices: [],
      mistake: mistake ? brief(mistake) : null,
      suggestion: mistake?.message ?? 'The message below is the engine’s own; run it on this lesson alone.',
      follows: [],
      next: [],
      look: null,
      shownBy: [],
      absent: new Set(),
      given: { lesson, reading, pair: null, says: error.message },
    },
  ]
}
