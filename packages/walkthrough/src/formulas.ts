// Formulas of named matrices as text, read from the net and never typed by hand.
import { type Name, readThrough } from '@dit-by-hand/core/names'
import { formulaOf } from '@dit-by-hand/graph/formula'
import { entriesOf, type Net } from '@dit-by-hand/graph/graph'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import { formulaNumpy, helpersIn } from '@dit-by-hand/graph/numpy'
import { isName, meaningOf } from './matrices.ts'
import type { Facts, Telling } from './telling.ts'

/** A piece of a formula: a matrix, or the text between matrices. */
export type FormulaPiece =
  | { readonly kind: 'matrix'; readonly name: Name }
  | { readonly kind: 'words'; readonly text: string }

/** The formula of a matrix. */
export interface Formula {
  readonly name: Name
  /** `latent = max(0, encoderWeight · patches + encoderBias)` */
  readonly text: string
  readonly pieces: readonly FormulaPiece[]
}

/** A matrix's name in a formula: a gradient gets a ∂, an updated parameter a prime. */
function calledIn(name: Name): string {
  const meaning = meaningOf(name)
  if (meaning.kind === 'value') return name
  return meaning.kind === 'gradient' ? `∂${meaning.of}` : `${meaning.of}′`
}

// Names are marked in the text of a formula, which is then split into pieces at the marks.
const mark = '\u0000'
const piecesOf = (marked: string): readonly FormulaPiece[] =>
  marked.split(mark).flatMap((text): readonly FormulaPiece[] => {
    if (isName(text)) return [{ kind: 'matrix', name: text }]
    return text === '' ? [] : [{ kind: 'words', text }]
  })

const textOf = (pieces: readonly FormulaPiece[]): string =>
  pieces.map(piece => (piece.kind === 'matrix' ? calledIn(piece.name) : piece.text)).join('')

function formula(name: Name, marked: string): Formula {
  const pieces = piecesOf(marked)
  return { name, text: textOf(pieces), pieces }
}

const marked = (name: string): string => `${mark}${name}${mark}`

const written = memo((net: Net) =>
  memoByKey((name: Name) => formula(name, formulaOf(net, name, { call: marked, through: readThrough })), String, 100),
)

/** The formula of a matrix over other named ones; undefined where it is given or does not exist. */
export function formulaFor({ net }: Pick<Facts, 'net'>, name: Name): Formula | undefined {
  const node = net[name]
  return !node || node.op === 'input' ? undefined : written(net)(name)
}

/** The formulas of some matrices. */
export const formulasOfNames = (names: readonly Name[], facts: Facts): readonly Formula[] =>
  names.map(name => {
    const made = formulaFor(facts, name)
    if (!made) throw new RangeError(`${name} is given, or the lesson ${facts.lesson.id} has none`)
    return made
  })

/** The formulas that summarise a step. */
export function formulasOf(telling: Telling, facts: Facts): readonly Formula[] {
  const shown = telling.formula(facts)
  if ('to' in shown) return [formula(shown.to, `${shown.from.map(marked).join(', ')} → ${marked(shown.to)}`)]
  return shown.map(name => formulaFor(facts, name) ?? formula(name, `${marked(name)} is given`))
}

/** Matrices in NumPy: a line for each that is made, in the order in which they are, and the functions that it takes. */
export function numpyOf(names: readonly Name[], { net }: Pick<Facts, 'net'>): string {
  const made = entriesOf(net).filter(([name, { op }]) => names.includes(name) && op !== 'input')
  const lines = made.map(([name]) => formulaNumpy(net, name, { through: readThrough }))
  return [...helpersIn(lines).map(({ code }) => `${code}\n`), ...lines].join('\n')
}
