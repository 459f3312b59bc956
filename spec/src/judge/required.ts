// What a pass demands: that what is required, or what the engine says it does, was judged and not passed over.
import type { Step } from '../lesson/names.ts'
import { slugOf, stepNumbers } from '../lesson/names.ts'
import type { Report, Result } from './conformance.ts'
import { claims as allClaims, type Claim, claimed, type Engine } from './engine.ts'

/** One thing that was required and not judged: a step, or something that the engine claims. */
export interface Unmet {
  readonly step: Step | null
  readonly claim: Claim | null
  /** A whole sentence. */
  readonly says: string
}

type Skip = Extract<Result['verdict'], { readonly outcome: 'skipped' }>

/** The verdicts of checks that the engine passed over, by its claims or lesson by lesson. */
const passedOver = (results: readonly Result[]): readonly Skip[] =>
  results.flatMap(({ verdict }) => (verdict.outcome === 'skipped' && verdict.by === 'the engine' ? [verdict] : []))

const reasons = (skips: readonly Skip[]): string => [...new Set(skips.map(({ why }) => why))].slice(0, 3).join('; ')

/**
 * What stands in the way of a pass although nothing need be wrong; none where all that is required was judged.
 * Always: something was judged, and of everything that the engine claims something was.
 * @param required the steps that are demanded besides: of these nothing may be passed over, claimed or not
 */
export function unmet(
  { results, passed, wrong, crashed, skipped }: Report,
  { claims = allClaims, name }: Pick<Engine, 'claims' | 'name'>,
  required: readonly Step[] = [],
): readonly Unmet[] {
  if (passed + wrong + crashed === 0)
    return [
      {
        step: null,
        claim: null,
        says: `Nothing was judged: all ${skipped} checks were skipped, and nothing judged is no pass.`,
      },
    ]
  const steps = required.flatMap((step): readonly Unmet[] => {
    const own = results.filter(({ check }) => check.step === step)
    const skips = passedOver(own)
    const judged = own.some(({ verdict }) => verdict.outcome !== 'skipped')
    if (judged && skips.length === 0) return []
    const how = judged
      ? `was not judged whole: ${skips.length} of its ${own.length} checks were skipped`
      : 'was not judged'
    const why = skips.length > 0 ? ` (${reasons(skips)})` : ''
    return [{ step, claim: null, says: `Step ${step}, ${slugOf(step)}, is required and ${how}${why}.` }]
  })
  const unkept = allClaims.flatMap((claim): readonly Unmet[] => {
    // What also needs something that is not claimed was passed over for that.
    const about = results.filter(
      ({ check: { needs } }) => needs.includes(claim) && needs.every(need => claims.includes(need)),
    )
    const skips = passedOver(about)
    if (!claims.includes(claim) || skips.length === 0 || about.some(({ verdict }) => verdict.outcome !== 'skipped'))
      return []
    return [
      {
        step: null,
        claim,
        says: `${name} claims ${claimed[claim]} and declined all of it (${reasons(skips)}): what is claimed has to be judged; leave the claim "${claim}" out, or answer.`,
      },
    ]
  })
  return [...steps, ...unkept]
}

/** Steps as a person writes them, `7`, `1-8` or `2,5-7`, each once and in order; undefined where it is none of that. */
export function stepsIn(text: string): readonly Step[] | undefined {
  const wanted = new Set<number>()
  for (const part of text.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,2})\s*(?:[-–]\s*(\d{1,2})\s*)?$/.exec(part) ?? []
    if (first === undefined || last === undefined) return undefined
    const [from, to] = [Number(first), Number(last)]
    if (from < 1 || to > stepNumbers.length || from > to) return undefined
    for (let step = from; step <= to; step++) wanted.add(step)
  }
  return stepNumbers.filter(step => wanted.has(step))
}
