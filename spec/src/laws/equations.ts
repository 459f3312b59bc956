// One law for every answered matrix: its shape, and its formula over the engine's own matrices before it.
import type { Lesson } from '../lesson/format.ts'
import { type AnswerName, answerNames, isAnswerName, namesFor, type Step, steps } from '../lesson/names.ts'
import { type Grid, magnitude, magnitudes } from '../lesson/number.ts'
import { type At, formulas, given } from './formulas.ts'
import { map } from './grids.ts'
import { claimFor, differ, type Fault, gridOf, type Law, law, Misfit, type Seen, see } from './law.ts'

/** What the ids of a step's laws begin with. */
export const slugs: { readonly [S in Step]: string } = {
  1: 'patchify',
  2: 'encode',
  3: 'add-noise',
  4: 'conditions',
  5: 'estimate',
  6: 'apply',
  7: 'attention',
  8: 'pooling',
  9: 'feed-forward',
  10: 'slopes',
  11: 'denoise',
  12: 'decode',
  13: 'video',
}

/** What a formula gives from the engine's own matrices, with the size of its terms where decimals are rounded. */
export function expected(seen: Seen, name: AnswerName): { readonly grid: Grid; readonly scales?: Grid } {
  const { arithmetic: k, lesson } = seen
  const read: At = other => (isAnswerName(other) ? seen.at(other) : given(k, lesson, other))
  const grid = formulas[name].make(k, read, lesson)
  if (k.kind === 'exact') return { grid }
  return { grid, scales: formulas[name].make(magnitudes, other => map(read(other), magnitude), lesson) }
}

const has = (lesson: Lesson, name: AnswerName): boolean => namesFor(lesson.attention.kind).includes(name)

function equation(name: AnswerName): Law {
  const { says, reads } = formulas[name]
  const read = [...reads('softmax'), ...reads('hard')].filter(other => isAnswerName(other))
  return law({
    id: `${slugs[steps[name]]}/${name}`,
    step: steps[name],
    statement: `${name} is ${says}.`,
    needs: [...new Set([name, ...read].map(claimFor))],
    applies: lesson => has(lesson, name),
    async check(lesson, ask) {
      const seen = await see(ask, lesson)
      const { grid, scales } = expected(seen, name)
      return differ(seen.arithmetic, name, grid, seen.at(name), `it is ${says}`, scales)
    },
  })
}

function shapes(step: Step, names: readonly AnswerName[]): Law {
  const [first] = names
  const claim = first ? claimFor(first) : 'forward'
  return law({
    id: `${slugs[step]}/shapes${step === 10 ? `-${claim}` : ''}`,
    step,
    statement: `${names.join(', ')}: each is there, has the shape that the lesson’s sizes give, and holds numbers.`,
    needs: [claim],
    applies: lesson => names.some(name => has(lesson, name)),
    async check(lesson, ask) {
      const values = await ask(lesson)
      return names.filter(name => has(lesson, name)).flatMap(name => shapeFault(() => gridOf(lesson, values, name)))
    },
  })
}

function shapeFault(read: () => unknown): readonly Fault[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof Misfit) return [error.fault]
    throw error
  }
}

/** The laws of shape and the equations of one step, in pipeline order. */
export function equations(step: Step): readonly Law[] {
  const names = answerNames.filter(name => steps[name] === step)
  const claimed = [...new Set(names.map(claimFor))]
  return [
    ...claimed.map(claim =>
      shapes(
        step,
        names.filter(name => claimFor(name) === claim),
      ),
    ),
    ...names.map(equation),
  ]
}
