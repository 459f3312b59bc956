// The lesson that shows a finding best: small, with what was expected beside what was found.

import { type Engine, Skipped } from '../judge/engine.ts'
import { lessonOf } from '../laws/arbitraries.ts'
import { smallest } from '../laws/counterexample.ts'
import { Misfit } from '../laws/law.ts'
import type { Lesson } from '../lesson/format.ts'
import { type AnswerName, isAnswerName, namesFor } from '../lesson/names.ts'
import { shapeOf } from '../lesson/sizes.ts'
import { type Asked, copied, type Evidence, evidenceOf } from './evidence.ts'
import { bad, type Draft, type Example, type Finding, type Wrong } from './finding.ts'
import { firstCell, lookOf, type Seen } from './looks.ts'
import { pairOf } from './pair.ts'
import { rootsIn } from './roots.ts'

/** A finding with the smallest lesson that shows it: made smaller where there is an engine to ask. */
export async function finish(draft: Draft, engine: Engine | undefined, failed: readonly Wrong[]): Promise<Finding> {
  const { title, look, shownBy, given, absent: _absent, ...rest } = draft
  const [root] = draft.matrices
  const checks = failed.filter(({ verdict }) => verdict.faults.some(({ matrix }) => draft.matrices.includes(matrix)))
  const ids = [...new Set(checks.map(({ check }) => check.id))]
  if (given || !root || !isAnswerName(root) || draft.kind !== 'wrong') {
    const [shown] = shownBy
    const example = given ?? (shown ? exampleOf(shown, firstBad(shown)) : null)
    const detail = example && !given && draft.kind === 'wrong' ? example.says : ''
    return { ...rest, headline: [title, detail].filter(Boolean).join(': '), example, checks: ids }
  }
  const small = (engine && (await smallerFor(root, draft, engine))) ?? lightest(shownBy)
  const seen = small && seenIn(small, root)
  const detail = seen
    ? lookOf([seen])?.id === look?.id && look
      ? lookOf([seen])?.detail
      : firstCell(seen)
    : small?.misfit(root)
  return {
    ...rest,
    headline: [title, detail].filter(Boolean).join(': '),
    example: small ? exampleOf(small, root) : null,
    checks: ids,
  }
}

const firstBad = (evidence: Evidence): AnswerName | undefined => evidence.names.find(name => bad(evidence, name))

function exampleOf(evidence: Evidence, name: AnswerName | undefined): Example {
  const { lesson, reading } = evidence
  const seen = name && seenIn(evidence, name)
  const pair = name && seen ? pairOf(evidence.k, name, seen.expected, seen.found, seen.scales) : null
  const says = seen ? `${name} ${firstCell(seen)}` : ((name && evidence.misfit(name)) ?? '')
  return { lesson: named(lesson, name), reading, pair, says }
}

/** A random lesson by a name of its own, so that it can be saved. */
const named = (lesson: Lesson, name: AnswerName | undefined): Lesson =>
  lesson.id === 'random-lesson' && name
    ? {
        ...lesson,
        id: `small-${name.replace(/_/g, '-').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`,
        title: `A small lesson for ${name}: ${lesson.title.toLowerCase()}`,
      }
    : lesson

const weight = ({ lesson }: Evidence): number => JSON.stringify(lesson).length

const lightest = (shownBy: readonly Evidence[]): Evidence | undefined =>
  shownBy.map(one => ({ one, size: weight(one) })).toSorted((a, b) => a.size - b.size)[0]?.one

/** A smaller lesson on which this matrix is wrong, and nothing before it. */
async function smallerFor(name: AnswerName, { shownBy, absent }: Draft, engine: Engine): Promise<Evidence | undefined> {
  const first = shownBy.find(({ drawn }) => drawn)
  if (!first?.drawn) return undefined
  const { drawn: place, reading } = first
  let best: Evidence | undefined
  const binds = (lesson: Lesson): boolean =>
    namesFor(lesson.attention.kind).includes(name) &&
    (reading === 'corrected' || lesson.errata.some(({ printed }) => printed !== null))
  await smallest(lessonOf[place.flavour], place, binds, async lesson => {
    const evidence = await look(engine, { lesson, reading })
    if (!evidence || !rootsIn(evidence, absent).includes(name)) return []
    best = evidence
    return [{ matrix: name, expected: '', found: '', message: name }]
  })
  return best && weight(best) < weight(first) ? best : first
}

async function look(engine: Engine, asked: Asked): Promise<Evidence | undefined> {
  try {
    return evidenceOf(asked, copied(await engine.answer(copied(asked.lesson), asked.reading)), engine)
  } catch (error) {
    if (error instanceof Skipped || error instanceof Error) return undefined
    throw error
  }
}

/** The matrix of an answer beside the right one; undefined where it cannot be read. */
export function seenIn(evidence: Evidence, name: AnswerName): Seen | undefined {
  try {
    return {
      k: evidence.k,
      expected: evidence.right(name),
      found: evidence.own(name),
      scales: evidence.scales(name, 'right'),
      others: () => othersIn(evidence, name),
    }
  } catch (error) {
    if (error instanceof Misfit) return undefined
    throw error
  }
}

const othersIn = (evidence: Evidence, name: AnswerName): ReturnType<Seen['others']> => {
  const { lesson } = evidence
  const shape = shapeOf(name, lesson)?.join()
  return namesFor(lesson.attention.kind)
    .filter(other => other !== name && shapeOf(other, lesson)?.join() === shape)
    .map(other => ({ name: other, grid: evidence.right(other) }))
}
