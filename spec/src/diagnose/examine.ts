// What is wrong with some answers: which matrices, for what reason, and what merely follows.

import { lawSlug } from '../laws/equations.ts'
import { formulas } from '../laws/formulas.ts'
import { Misfit } from '../laws/law.ts'
import { type AnswerName, answerNames, isAnswerName, steps } from '../lesson/names.ts'
import { mistakeOf } from '../mistakes/all.ts'
import type { Mistake } from '../mistakes/mistake.ts'
import { explaining, explainingAll, misspelt } from './candidates.ts'
import type { Evidence, Heard } from './evidence.ts'
import { seenIn } from './example.ts'
import { bad, brief, type Draft } from './finding.ts'
import { lookOf } from './looks.ts'
import { pairOf } from './pair.ts'
import { rootsIn } from './roots.ts'
import { upstream } from './upstream.ts'

/** What is wrong with these answers, in the order of the steps; nothing where all are right. The printed reading is
 *  looked at only where the corrected one is right: it is made of the same formulas. */
export function examine({ evidence, habits }: Heard): readonly Draft[] {
  const absent = absentIn(evidence)
  const isSpoilt = (one: Evidence): boolean => one.names.some(name => !absent.has(name) && bad(one, name))
  const spoilt = evidence.filter(isSpoilt)
  const whole = wholeAnswer(evidence, spoilt, habits)
  const ofHabits = [...habits].filter(id => id !== whole?.id).map(id => wholly(mistakeOf(id), spoilt))
  if (whole) return [wholly(whole, spoilt), ...ofHabits]
  const corrected = evidence.filter(({ reading }) => reading === 'corrected')
  const judged = corrected.some(isSpoilt) ? corrected : evidence
  const roots = rootsOf(judged, absent)
  const drafts = [...wrongDrafts(roots, judged, absent), ...unwritten(absent)].sort((a, b) => placeOf(a) - placeOf(b))
  return [...withRest(drafts, judged, absent, roots), ...ofHabits]
}

/** The matrices that no answer has, though it should. */
const absentIn = (evidence: readonly Evidence[]): ReadonlySet<AnswerName> =>
  new Set(
    answerNames.filter(name => {
      const due = evidence.filter(({ names }) => names.includes(name))
      return due.length > 0 && due.every(one => one.state(name) === 'missing')
    }),
  )

function rootsOf(evidence: readonly Evidence[], absent: ReadonlySet<AnswerName>): readonly AnswerName[] {
  const found = new Set(evidence.flatMap(one => rootsIn(one, absent)))
  return answerNames.filter(name => found.has(name))
}

/** A draft for each matrix that is wrong by itself; those that one mistake explains share a draft. */
function wrongDrafts(
  roots: readonly AnswerName[],
  evidence: readonly Evidence[],
  absent: ReadonlySet<AnswerName>,
): readonly Draft[] {
  const drafts: Draft[] = []
  for (const name of roots) {
    const clean = evidence.filter(
      one =>
        one.names.includes(name) &&
        !upstream(name, one.lesson.attention.kind).some(other => !absent.has(other) && bad(one, other)),
    )
    const shownBy = clean.filter(one => bad(one, name))
    const possible = explaining(name, clean)
    const known = drafts.findIndex(({ mistake }) => possible.some(({ id }) => id === mistake?.id))
    const draft = drafts[known]
    if (draft) drafts[known] = { ...draft, matrices: [...draft.matrices, name] }
    else drafts.push(wrongly(name, shownBy, absent, possible[0]))
  }
  return drafts
}

const placeOf = ({ matrices: [first] }: Draft): number =>
  first && isAnswerName(first) ? answerNames.indexOf(first) : answerNames.length

function wholeAnswer(
  evidence: readonly Evidence[],
  spoilt: readonly Evidence[],
  habits: ReadonlySet<string>,
): Mistake | undefined {
  if (spoilt.length === 0) return undefined
  if (isStale(evidence, spoilt)) return mistakeOf('memory/by-id')
  if (habits.has('memory/unsteady')) return mistakeOf('memory/unsteady')
  const found = explainingAll(evidence, spoilt)
  if (found) return found
  const spelling = misspelt(spoilt)
  return spelling && mistakeOf(spelling)
}

/** Whether each wrong answer is the one that all lessons of its id were given. */
const isStale = (evidence: readonly Evidence[], spoilt: readonly Evidence[]): boolean =>
  spoilt.every(one => {
    const alike = evidence.filter(({ lesson, reading }) => lesson.id === one.lesson.id && reading === one.reading)
    const text = JSON.stringify(one.values)
    return (
      new Set(alike.map(({ lesson }) => lesson)).size > 2 &&
      alike.every(({ values }) => JSON.stringify(values) === text)
    )
  })

const wholly = (mistake: Mistake, shownBy: readonly Evidence[]): Draft => ({
  kind: 'wrong',
  title: mistake.title,
  step: mistake.step,
  matrices: mistake.matrix ? [mistake.matrix] : [],
  mistake: brief(mistake),
  suggestion: mistake.message,
  follows: [],
  next: [],
  look: null,
  shownBy,
  absent: new Set(),
})

function wrongly(
  name: AnswerName,
  shownBy: readonly Evidence[],
  absent: Draft['absent'],
  mistake: Mistake | undefined,
): Draft {
  const look = lookOf(shownBy.flatMap(one => seenIn(one, name) ?? []))
  const says = `${name} is ${formulas[name].says}.`
  return {
    kind: 'wrong',
    title: mistake?.title ?? `${name} ${look?.says ?? stateText(shownBy[0], name)}`,
    step: steps[name],
    matrices: [name],
    mistake: mistake ? brief(mistake) : null,
    suggestion: mistake?.message ?? says.charAt(0).toUpperCase() + says.slice(1),
    follows: [],
    next: [],
    look: look ?? null,
    shownBy,
    absent,
  }
}

function stateText(evidence: Evidence | undefined, name: AnswerName): string {
  switch (evidence?.state(name)) {
    case 'missing':
      return `is missing from the answer to ${evidence.lesson.id}`
    case 'misshapen':
      return 'has another shape than it should'
    case 'no number':
      return 'has a cell that is no number'
    default:
      return 'is wrong'
  }
}

/** One finding for the first step that is not written; the later ones wait. */
function unwritten(absent: ReadonlySet<AnswerName>): readonly Draft[] {
  const [first] = answerNames.filter(name => absent.has(name))
  if (!first) return []
  const step = steps[first]
  const names = answerNames.filter(name => steps[name] === step)
  const isWhole = names.every(name => absent.has(name) || name === 'noise')
  const matrices = names.filter(name => absent.has(name))
  return [
    {
      kind: 'not written',
      title: isWhole
        ? `step ${step}: ${lawSlug(step)} is not written yet`
        : `step ${step}: ${matrices.join(', ')} ${matrices.length === 1 ? 'is' : 'are'} not answered yet`,
      step,
      matrices,
      mistake: null,
      suggestion: matrices.map(name => `${name} is ${formulas[name].says}.`).join(' '),
      follows: answerNames.filter(name => absent.has(name) && steps[name] > step),
      next: [],
      look: null,
      shownBy: [],
      absent,
    },
  ]
}

/** Each finding with what follows from it: wrong as well, and no root in any answer. */
function withRest(
  drafts: readonly Draft[],
  evidence: readonly Evidence[],
  absent: ReadonlySet<AnswerName>,
  roots: readonly AnswerName[],
): readonly Draft[] {
  const wrong = answerNames.filter(
    name =>
      !absent.has(name) && !roots.includes(name) && evidence.some(one => one.names.includes(name) && bad(one, name)),
  )
  const told = new Set<AnswerName>()
  // A formula that does not hold fails in most lessons: a few are enough to see it.
  const few = evidence.slice(0, 16)
  return drafts.map(draft => {
    if (draft.kind !== 'wrong') return draft
    const follows = wrong.filter(
      name =>
        !told.has(name) &&
        evidence.some(one =>
          draft.matrices.some(root => isAnswerName(root) && upstream(name, one.lesson.attention.kind).includes(root)),
        ),
    )
    for (const name of follows) told.add(name)
    return { ...draft, follows, next: follows.filter(name => few.some(one => breaksItsFormula(one, name))) }
  })
}

/** Whether a wrong matrix does not even follow from the engine's own matrices before it. */
function breaksItsFormula(evidence: Evidence, name: AnswerName): boolean {
  if (!evidence.names.includes(name) || evidence.state(name) !== 'wrong') return false
  try {
    const expected = evidence.predict(name, formulas[name].make)
    return pairOf(evidence.k, name, expected, evidence.own(name), evidence.scales(name, 'own')).wrong > 0
  } catch (error) {
    if (error instanceof Misfit) return false
    throw error
  }
}
