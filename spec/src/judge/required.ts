// What a pass needs besides no faults: that everything required, and everything the engine claims, was judged.
import { type Step, slugOf, stepNumbers } from '../lesson/names.ts'
import type { Report, Result } from './conformance.ts'
import { claims as allClaims, type Claim, claimed, type Engine } from './engine.ts'

/** Something that was required but not judged: a step, or a claim of the engine. */
export interface Unmet {
  readonly step: Step | null
  readonly claim: Claim | null
  /** A full sentence. */
  readonly says: string
}

type Skip = Extract<Result['verdict'], { readonly outcome: 'skipped' }>

/** The verdicts of checks that the engine skipped, by its claims or lesson by lesson. */
const passedOver = (results: readonly Result[]): readonly Skip[] =>
  results.flatMap(({ verdict }) => (verdict.outcome === 'skipped' && verdict.by === 'the engine' ? [verdict] : []))

const reasons = (skips: readonly Skip[]): string => [...new Set(skips.map(({ why }) => why))].slice(0, 3).join('; ')

/**
 * What prevents a pass although nothing may be wrong; empty where all that is required was judged. It is always required that
 * something was judged, and something of every claim.
 * @param required further steps of which nothing may be skipped, claimed or not
 */
export function unmet(
  { results, passed, wrong, crashed, skipped }: Report,
  { claims = allClaims, name }: Pick<Engine, 'claims' | 'name'>,
  required: readonly Step[] = [],
): readonly Unmet[] {
  const nothing = `Nothing was judged: all ${skipped} checks were skipped, and nothing judged is no pass.`
  if (passed + wrong + crashed === 0) return [{ step: null, claim: null, says: nothing }]
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
    // A check that also needs something not claimed was skipped for that.
    const about = results.filter(
      ({ check: { needs } }) => needs.includes(claim) && needs.every(need => claims.includes(need)),
    )
    const skips = passedOver(about)
    if (!claims.includes(claim) || skips.length === 0 || about.some(({ verdict }) => verdict.outcome !== 'skipped'))
      return []
    const says = `${name} claims ${claimed[claim]} and declined all of it (${reasons(skips)}): what is claimed has to be judged; leave the claim "${claim}" out, or answer.`
    return [{ step: null, claim, says }]
  })
  return [...steps, ...unkept]
}

/** Reads steps written as `7`, `1-8` or `2,5-7`: each once, in order; undefined where the text has another form. */
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
