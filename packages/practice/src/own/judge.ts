// Judges the numbers of a student's own program against one lesson: what is right, what is wrong first, and why.
import { answerOf } from '@dit-by-hand/core/answer'
import { netOf, work } from '@dit-by-hand/core/lesson'
import { explain, type Named } from '@dit-by-hand/core/mistakes'
import { readThrough } from '@dit-by-hand/core/names'
import { boundsOf, precisions, withRoundingTakenBack } from '@dit-by-hand/core/rounding'
import { at, named } from '@dit-by-hand/graph/at'
import type { Bounded } from '@dit-by-hand/graph/bounded'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, fromCell, toCell, toNumber } from '@dit-by-hand/graph/exact'
import { type Net, type Node, namesOf, type Shape, topological } from '@dit-by-hand/graph/graph'
import { type CellPair, showPair } from '@dit-by-hand/graph/pair'
import type { AnswerMatrix, Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import { type AnswerName, isAnswerName, isGivenName, type Name, namesFor } from '@dit-by-hand/spec/names'
import { callable } from '@dit-by-hand/walkthrough/find'
import { nameFrom } from '@dit-by-hand/walkthrough/meant'
import { didYouMean } from '@dit-by-hand/walkthrough/nearest'
import { lessonElsewhere } from './elsewhere.ts'
import { fitOf, roomOf, roomsOf, rowsOf, shapeOf } from './fitting.ts'
import { called, type Found, type Numbers, NumbersError } from './numbers.ts'

/** A matrix that a lesson gives, and that is not as the lesson has it. */
export interface Given {
  readonly name: Name
  readonly shape: Shape
  readonly shapeFound: Shape
  /** null where the shapes differ. */
  readonly cells: readonly (readonly CellPair[])[] | null
}

export interface Judged {
  readonly reading: Reading
  /** In the order in which the matrices are worked. */
  readonly right: readonly AnswerName[]
  /** One for each mistake, the first to put right first. */
  readonly wrong: readonly Named[]
  /** What the lesson gives and was entered otherwise: to be put right before anything else. */
  readonly given: readonly Given[]
  /** But for what is on the way to an activation, which nobody need print. */
  readonly absent: readonly AnswerName[]
  /** Arrays that are no matrix of the lesson, and what could be meant; without a shape, those that cannot be read, and why. */
  readonly unknown: readonly { readonly label: string; readonly shape?: readonly number[]; readonly hint: string }[]
  /** Whether patches were rows and not columns, in all of them. */
  readonly isTransposed: boolean
  /** Matrices that came more than once, with other numbers: the last ones count. */
  readonly repeated: readonly Name[]
  /** Gradients between those that are judged: whether they are right shows in what follows from them. */
  readonly between: readonly string[]
  /** What is not here and lies just before the first wrong matrix whose mistake is not known: it may lie there. */
  readonly wanted: readonly AnswerName[]
  /** Another lesson, in which all of them are right: it may be the one that is meant. */
  readonly elsewhere: Pick<Lesson, 'id' | 'title'> | null
}

/**
 * @param lesson the one that the numbers are of
 * @param all every array that was read, labelled or not
 * @param reading undefined for the corrected one, or the printed one where it alone makes all right
 * @throws {NumbersError} where none of the numbers is of a matrix of the lesson, or one of its matrices cannot be read
 */
export function judgeNumbers(lesson: Lesson, all: readonly Found[], reading?: Reading): Judged {
  const judged = judgeIn(lesson, all, reading ?? 'corrected')
  if (reading !== undefined || judged.wrong.length === 0 || lesson.errata.every(({ printed }) => printed === null))
    return judged
  const printed = judgeIn(lesson, all, 'printed')
  return printed.wrong.length === 0 ? printed : judged
}

function judgeIn(lesson: Lesson, all: readonly Found[], reading: Reading): Judged {
  const worked = work(lesson, netOf(lesson, reading))
  const asked = answerOf(worked)
  const isAsked = (name: Name): name is AnswerName => isAnswerName(name) && asked[name] !== undefined
  const gridOf = (name: Name): Grid<Exact> => named(worked.values, name)
  const { known, repeated, between, unknown } = understood(all, name => worked.values[name] !== undefined)
  const fits = [...known].map(([name, numbers]) => fitOf(numbers, gridOf(name)))
  const isTransposed = fits.includes('transposed') && fits.every(fit => fit === 'transposed' || fit === 'either way')
  const bounds = boundsOf(lesson, reading, precisions.single)
  const own = [...known].map(([name, numbers]) => {
    const rooms = roomsOf(numbers, gridOf(name), isTransposed)
    return [name, nearest(rowsOf(numbers, gridOf(name), isTransposed), named(bounds, name), rooms)] as const
  })
  const answer = Object.fromEntries(
    own.flatMap(([name, rows]) => (isAsked(name) ? [[name, framesOf(name, rows, lesson)]] : [])),
  ) as Values
  const wrong = mistakesIn(lesson, reading, answer, placesOf([...known.values()]))
  const isSpoilt = new Set<Name>(wrong.flatMap(({ matrix, also, follows }) => [matrix, ...also, ...follows]))
  const names = namesFor(lesson.attention.kind)
  const given = own.flatMap(([name, rows]) => (isAsked(name) ? [] : differing(name, rows, gridOf(name))))
  const elsewhere = wrong.length + given.length > 0 ? lessonElsewhere(known, lesson) : undefined
  return {
    reading,
    right: names.filter(name => answer[name] && !isSpoilt.has(name)),
    wrong,
    given,
    absent: names.filter(name => !answer[name] && name !== 'noise' && !readThrough.has(name)),
    unknown,
    isTransposed,
    repeated,
    between,
    wanted: wantedFor(wrong, worked.net, name => answer[name as AnswerName] !== undefined),
    elsewhere: elsewhere ? { id: elsewhere.id, title: elsewhere.title } : null,
  }
}

/** How many matrices are asked for besides. */
const mostWanted = 4

/** What a matrix without an explanation is made of and is not here, down to what is: the nearest. */
function wantedFor(wrong: readonly Named[], net: Net, isHere: (name: string) => boolean): readonly AnswerName[] {
  const unknown = wrong.find(({ mistake }) => mistake === null)
  if (!unknown) return []
  const names = namesOf(net)
  const own = named(net, unknown.matrix)
  const isOpen = (node: Node): boolean => node === own || !isHere(names.get(node) ?? '')
  const before = topological([own], node => (isOpen(node) ? node.src : [])).filter(node => node !== own && isOpen(node))
  const absent = before.flatMap(node => {
    const name = names.get(node)
    return name !== undefined && isAnswerName(name) && node.op !== 'input' ? [name] : []
  })
  return absent.slice(-mostWanted)
}

/** Gradients of what lies between two named matrices are not asked for. */
const isJudged = (name: string): name is Name => isAnswerName(name) || isGivenName(name)

/** Arrays by the matrices that their labels mean.
 *  @throws {NumbersError} where no label means any, or what it means cannot be read */
function understood(all: readonly Found[], isThere: (name: Name) => boolean) {
  const known = new Map<Name, Numbers>()
  const repeated = new Set<Name>()
  const between = new Set<string>()
  const unknown: Judged['unknown'][number][] = []
  for (const one of all) {
    const meant = one.label === null ? undefined : nameFrom(one.label)
    if (meant !== undefined && isJudged(meant) && isThere(meant)) {
      if ('why' in one) throw new NumbersError(one.why)
      if (`${known.get(meant)?.cells ?? one.cells}` !== `${one.cells}`) repeated.add(meant)
      known.set(meant, one)
    } else if (meant !== undefined && !isJudged(meant)) between.add(meant)
    else if ('why' in one) unknown.push({ label: called(one.label), hint: one.why })
    else if (one.shape.length > 0)
      // A number in a sentence is no matrix.
      unknown.push({ label: called(one.label), shape: one.shape, hint: hintFor(one.label, meant) })
  }
  if (known.size === 0) throw noneOf(unknown, [...between])
  return { known, unknown, repeated: [...repeated], between: [...between] }
}

function hintFor(label: string | null, meant: string | undefined): string {
  if (label === null) return ''
  if (meant === undefined) return didYouMean(label, callable)
  return `This lesson has no ${meant}.`
}

function noneOf([first]: Judged['unknown'], [between]: readonly string[]): NumbersError {
  if (between !== undefined) return new NumbersError(`${between} is not judged, only what follows from it is.`)
  if (!first) return new NumbersError('There are no numbers in it.')
  if (!first.shape) return new NumbersError(first.hint)
  const hint = first.hint === '' ? 'Write its name before it, such as “latent = …”.' : first.hint
  return new NumbersError(`None of the numbers is known by its name. The first is ${first.label}: ${hint}`)
}

/** Each number that is right within rounding, made exact. */
const nearest = (rows: AnswerMatrix, limits: Grid<Bounded>, rooms: Grid<number>): AnswerMatrix =>
  rows.map((row, r) =>
    row.map((cell, c) => {
      const limit = limits[r]?.[c]
      const isNear =
        limit && Math.abs(toNumber(fromCell(cell)) - toNumber(limit.value)) <= limit.error + at(at(rooms, r), c)
      return isNear ? toCell(limit.value) : cell
    }),
  )

/** To how many places numbers were printed. One alone, a loss, often has more than what stands in matrices. */
function placesOf(all: readonly Numbers[]): number {
  const matrices = all.filter(({ cells }) => cells.length > 1)
  return Math.max(0, ...(matrices.length > 0 ? matrices : all).map(({ places }) => places ?? 0))
}

/** What is wrong, each matrix worked from the student's own before it. @param places to which numbers were printed */
function mistakesIn(lesson: Lesson, reading: Reading, answer: Values, places: number): readonly Named[] {
  const followed = withRoundingTakenBack(lesson, reading, answer, precisions.single, roomOf(places))
  // Of more than five places single precision says as much.
  const printed = places > 0 && { places: Math.min(places, 5) }
  return explain([{ lesson, reading, answer: followed, precision: 'single', ...printed }]).map(likely)
}

/** What one number or two among others may well show. */
const likelies = /^(reading|left out|sign|twice|axis|transposed|order|operation)$/

/** A mistake without its name, where little shows it, in one matrix only, and another explanation would do as well. */
function likely(one: Named): Named {
  // What is 0 is 0 by many a mistake, too.
  const cells = (one.cells?.flat() ?? []).filter(({ differs, wanted }) => differs || wanted !== '0')
  const wrong = cells.filter(({ differs }) => differs)
  const isThin = one.also.length === 0 && wrong.length > 0 && wrong.length < 3 && wrong.length < cells.length
  return isThin && one.mistake && !likelies.test(one.mistake.family) ? { ...one, mistake: null } : one
}

function framesOf(name: AnswerName, rows: AnswerMatrix, { video }: Lesson): AnswerMatrix | readonly AnswerMatrix[] {
  if (name !== 'generatedVideo') return rows
  const height = rows.length / video.length
  return Number.isInteger(height) ? video.map((_, f) => rows.slice(f * height, (f + 1) * height)) : [rows]
}

function differing(name: Name, rows: AnswerMatrix, wanted: Grid<Exact>): readonly Given[] {
  const [shape, shapeFound] = [shapeOf(wanted), shapeOf(rows)]
  if (`${shape}` !== `${shapeFound}`) return [{ name, shape, shapeFound, cells: null }]
  const cells = wanted.map((row, r) =>
    row.map((cell, c) => {
      const found = fromCell(at(at(rows, r), c))
      const within = 1e-6 * Math.max(1, Math.abs(toNumber(cell)))
      const differs = !(Math.abs(toNumber(cell) - toNumber(found)) <= within)
      return showPair(cell, found, differs)
    }),
  )
  return cells.flat().some(({ differs }) => differs) ? [{ name, shape, shapeFound, cells }] : []
}
