// The laws of shapes, and one law for every answered matrix: its formula over the engine's own earlier matrices.

import type { Claim } from '../judge/engine.ts'
import { type AnswerName, answerNames, hasName, isAnswerName, type Step, slugOf, steps } from '../lesson/names.ts'
import { type Grid, magnitude, magnitudes } from '../lesson/number.ts'
import { formulas } from './formulas.ts'
import { map } from './grids.ts'
import { claimFor, type Draft, type Fault, type Law, law, misfitIn, type Seen } from './law.ts'

/** Ids never change, and those of three steps are older than the slug of the step. */
const older: { readonly [K in Step]?: string } = { 3: 'add-noise', 5: 'estimate', 6: 'apply' }

/** The prefix of the ids of a step's laws. */
export const lawSlug = (step: Step): string => older[step] ?? slugOf(step)

/** What the formula gives from the engine's own matrices, with the size of its terms where decimals are rounded. */
export function expected(seen: Seen, name: AnswerName): { readonly grid: Grid; readonly scales?: Grid } {
  const { arithmetic: k, lesson } = seen
  const grid = formulas[name].make(k, seen.at, lesson)
  if (k.kind === 'exact') return { grid }
  return { grid, scales: formulas[name].make(magnitudes, other => map(seen.at(other), magnitude), lesson) }
}

function equation(name: AnswerName): Law {
  const { says, reads } = formulas[name]
  const read = [...reads('softmax'), ...reads('hard')].filter(other => isAnswerName(other))
  return law(steps[name], {
    id: `${lawSlug(steps[name])}/${name}`,
    statement: `${name} is ${says}.`,
    needs: [...new Set([name, ...read].map(claimFor))],
    applies: lesson => hasName(lesson.attention.kind, name),
    finds(seen) {
      const { grid, scales } = expected(seen, name)
      return seen.faults(name, grid, `it is ${says}`, scales)
    },
  })
}

function shapes(step: Step, claim: Claim): Law {
  const names = namesOf(step).filter(name => claimFor(name) === claim)
  return law(step, {
    id: `${lawSlug(step)}/shapes${step === 10 ? `-${claim}` : ''}`,
    statement: `${names.join(', ')}: each is present, has the shape that the lesson’s sizes give, and contains only numbers.`,
    needs: [claim],
    applies: ({ attention }) => names.some(name => hasName(attention.kind, name)),
    finds: seen =>
      names.filter(name => hasName(seen.lesson.attention.kind, name)).flatMap(name => shapeFault(() => seen.at(name))),
  })
}

function shapeFault(read: () => unknown): readonly Fault[] {
  try {
    read()
    return []
  } catch (error) {
    return misfitIn(error)
  }
}

const namesOf = (step: Step): readonly AnswerName[] => answerNames.filter(name => steps[name] === step)

/** The laws of shape and the equations of one step, in pipeline order. */
function equations(step: Step): readonly Law[] {
  const claims = new Set(namesOf(step).map(claimFor))
  return [...[...claims].map(claim => shapes(step, claim)), ...namesOf(step).map(equation)]
}

/** The laws of a step: shapes, equations, and its own; for null only its own. */
export const lawsOf = (step: Step | null, own: readonly Draft[]): readonly Law[] => [
  ...(step === null ? [] : equations(step)),
  ...own.map(draft => law(step, draft)),
]
