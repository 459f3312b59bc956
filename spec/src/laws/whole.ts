// Laws that span the steps: patches have no order of their own, and an answer depends on a lesson's numbers alone.
import type { Lesson, Reading } from '../lesson/format.ts'
import { givens } from '../lesson/givens.ts'
import { type AnswerName, type GivenName, givenNames, hasName, type Name, namesFor } from '../lesson/names.ts'
import { type Grid, magnitudes, numbersIn } from '../lesson/number.ts'
import { limits, shapeOf, sizesOf } from '../lesson/sizes.ts'
import { derive } from './derive.ts'
import { attending, bumped, clean, copied, filmed, spoken } from './edits.ts'
import { lawsOf } from './equations.ts'
import { downstream } from './formulas.ts'
import { patchify, reorder, transpose, unpatchify } from './grids.ts'
import { type Ask, type Fault, type Law, type Seen, see, unlike } from './law.ts'

/** More patches than a lesson can have of anything else, so that a matrix that is as wide has a column for each patch, and one
 *  that is as high has a row for each. */
const many = limits.pixels + 1

/** A matrix of a lesson, with its patches in another order. */
function inOrder(lesson: Lesson, name: AnswerName, was: Grid, order: readonly number[]): Grid {
  if (name === 'generatedVideo') return unpatchify(reorder(patchify(was, lesson), order), lesson)
  const [rows, columns] = shapeOf(name, lesson, { ...sizesOf(lesson), patches: many }) ?? []
  if (columns !== many) return was
  return rows === many ? reorderPairs(was, order) : reorder(was, order)
}

/** The rows and columns of a matrix of pairs of patches in another order. */
const reorderPairs = <T>(a: readonly (readonly T[])[], order: readonly number[]): readonly (readonly T[])[] =>
  transpose(reorder(transpose(reorder(a, order)), order))

/** The lesson with its patches in another order: patch c is the former patch order[c]. */
function shuffled(lesson: Lesson, order: readonly number[]): Lesson | undefined {
  const { attention } = lesson
  const video = filmed(lesson, unpatchify(reorder(patchify(numbersIn(lesson.video.flat()), lesson), order), lesson))
  if (!video) return undefined
  const noise = copied(reorder(lesson.noise, order))
  return attention.kind === 'given'
    ? { ...attending(video, reorderPairs(attention.matrix, order)), noise }
    : { ...video, noise }
}

/** The size of the terms of every cell, where the lesson is judged in decimals. */
const scalesOf = ({ arithmetic, lesson }: Seen): ((name: Name) => Grid) | undefined =>
  arithmetic.kind === 'exact' ? undefined : derive(magnitudes, lesson)

const changeable = ({ attention: { kind } }: Lesson): readonly (GivenName | 'attention')[] => [
  ...givenNames.filter(name => hasName(kind, name)),
  ...(kind === 'given' ? (['attention'] as const) : []),
]

export const wholeLaws: readonly Law[] = lawsOf(null, [
  {
    id: 'whole/patches-in-another-order',
    statement:
      'Changing the order of the patches (with their noise, and a given attention) changes the order in every matrix, and nothing else.',
    async check(lesson, ask, dice) {
      const before = await see(ask, lesson)
      const order = dice.shuffle(sizesOf(lesson).patches)
      const turned = shuffled(lesson, order)
      if (!turned) return []
      const after = await see(ask, turned)
      const why = `patches stand in the order ${order.map(at => at + 1).join(' ')}`
      const scales = scalesOf(after)
      return namesFor(lesson.attention.kind).flatMap((name): readonly Fault[] => {
        if (before.values[name] === undefined && after.values[name] === undefined) return []
        return after.faults(name, inOrder(lesson, name, before.at(name), order), why, scales?.(name))
      })
    },
  },
  {
    id: 'whole/one-number-changed',
    statement: 'Changing a given number changes no matrix except those that come after it.',
    async check(lesson, ask, dice) {
      const name = dice.pick(changeable(lesson))
      const other = bumped(lesson, name, dice)
      if (!other) return []
      const { kind } = lesson.attention
      const touched = downstream(name, kind)
      // The given attention and the noise are themselves answered again.
      const rest = namesFor(kind).filter(answer => answer !== name && !touched.has(answer))
      const why = `only ${name} has changed, which it does not come after`
      return unlike(await see(ask, lesson), await see(ask, other), why, rest)
    },
  },
  {
    id: 'whole/only-numbers-count',
    statement: 'A lesson with another name, other words and another order of fields has the same answer.',
    async check(lesson, ask) {
      const words = Object.values(lesson.prompt.words).map((vector, i) => [`word-${i + 1}`, vector] as const)
      const { id: _id, title: _title, ...rest } = clean(lesson)
      const entries = Object.entries({ ...rest, prompt: spoken(words) }).toReversed()
      const renamed: Lesson = {
        ...rest,
        ...Object.fromEntries(entries),
        prompt: spoken(words),
        title: 'Another title',
        id: 'another-lesson',
      }
      return unlike(await see(ask, lesson), await see(ask, renamed), 'only names have changed, and no number')
    },
  },
  {
    id: 'whole/lesson-unchanged',
    statement: 'The engine does not change the lesson that it is asked about.',
    check: (lesson, ask) => unchanged(lesson, ask, 'corrected'),
  },
  {
    id: 'whole/same-answer-again',
    statement:
      'The same lesson always has the same answer, whatever was asked in between, and an answer once given never changes.',
    async check(lesson, ask, dice) {
      const first = await see(ask, structuredClone(lesson))
      const kept: Seen = await see(async () => structuredClone(first.values), lesson)
      const between = bumped(lesson, 'video', dice)
      if (between) await ask(between)
      const second = await see(ask, structuredClone(lesson))
      const stayed = await see(async () => structuredClone(first.values), lesson)
      return [
        ...unlike(kept, second, 'it was that when first asked'),
        ...unlike(kept, stayed, 'it was that when it was answered, and has changed since'),
      ]
    },
  },
])

/** Checks that the engine does not change a lesson that it is handed. */
export async function unchanged(lesson: Lesson, ask: Ask, reading: Reading): Promise<readonly Fault[]> {
  const handed = structuredClone(lesson)
  await ask(handed, reading, 'itself')
  const [before, after] = [leaves(lesson), leaves(handed)]
  const path = [...new Set([...before.keys(), ...after.keys()])].find(key => before.get(key) !== after.get(key))
  if (path === undefined) return []
  const [expected, found] = [before.get(path) ?? 'not there', after.get(path) ?? 'gone']
  const message = `lesson.${path} is ${found} after the engine answered; it was ${expected}, and is not the engine’s to change`
  return [{ matrix: ownerOf(path), expected, found, message }]
}

/** Every number and text of a lesson by its path. */
function leaves(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, String(JSON.stringify(value))]])
  const inside = Object.entries(value).flatMap(([key, part]) => [...leaves(part, path === '' ? key : `${path}.${key}`)])
  return new Map([[`${path}.length`, String(Object.keys(value).length)], ...inside])
}

/** The matrix that a path of a lesson belongs to; the video for what belongs to none. */
function ownerOf(path: string): Name {
  const names: readonly (GivenName | 'attention')[] = ['attention', ...givenNames]
  const within = (length: number): Name | undefined =>
    names.find(name => `${path}.`.startsWith(`${givens[name].path.slice(0, length).join('.')}.`))
  return within(2) ?? within(1) ?? 'video'
}
