// One number explained, as text, as JSON and as LaTeX.
import { type Exact, isDecimal, toCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { expressionLatex, formulaLatex, numberLatex } from '@dit-by-hand/graph/latex'
import { formulaNumpy } from '@dit-by-hand/graph/numpy'
import { showNumber } from '@dit-by-hand/graph/style'
import { cellName, lineOf, tokens } from '@dit-by-hand/graph/text'
import { symbolTex } from '@dit-by-hand/practice/symbol-tex'
import { steps } from '@dit-by-hand/spec/names'
import { sourceKinds } from '@dit-by-hand/spec/sources'
import { type CurvePlace, curveRuns, curveWords, type ErrorCurve } from '@dit-by-hand/walkthrough/error-curve'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { lineSpoken } from '@dit-by-hand/walkthrough/line-spoken'
import { isName, symbolOf } from '@dit-by-hand/walkthrough/matrices'
import { rangeSaid } from '@dit-by-hand/walkthrough/ranges'
import { rearrangedSentence } from '@dit-by-hand/walkthrough/rearranged'
import { saysOf } from '@dit-by-hand/walkthrough/says'
import { type Explained, valueIn } from '../explained.ts'
import { lessonLine } from '../options.ts'
import { misprinted } from '../screen/page.ts'
import { curvePicture } from './error-curve.ts'
import { fieldsJson } from './json.ts'
import { arithmetic, fields, wrap } from './wrap.ts'

const inWords = ({ line, worked }: Explained): string => lineSpoken(line.cell, factsOf(worked))

/** In lines of at most `width`. `words`: the arithmetic as a sentence, too. */
export function explanationLines(found: Explained, words: boolean, width: number): readonly string[] {
  const { line, range, slope, proof, curve, source, misprint, lesson, reading, value } = found
  const field = fields(width, 14)
  const shown = (cell: CellRef): string => `${cellName(cell)}\u00a0=\u00a0${showNumber(valueIn(found, cell))}`
  const all = (cells: readonly CellRef[]): string | null => (cells.length === 0 ? null : cells.map(shown).join(', '))
  return [
    ...wrap(line.title, { width }),
    ...wrap(
      `in ${lessonLine(lesson, reading)}. ${saying(line.cell.name)} ${rearrangedSentence(found.worked.net, line.cell.name, line.cell)}`,
      { width },
    ),
    '',
    ...field('value', `${cellName(line.cell)}\u00a0=\u00a0${showNumber(value)}${line.given ? ', given' : ''}`),
    ...(line.given ? [] : field('arithmetic', arithmetic(symbolic(found)))),
    ...(line.given ? [] : field('in numbers', arithmetic(inNumbers(line)))),
    ...(words ? field('in words', inWords(found)) : []),
    ...(line.given ? [] : field('in NumPy', inNumpy(found))),
    ...field('range', range && `for any numbers in the lesson: ${rangeSaid(range)}`),
    ...field('made from', all(line.sources)),
    ...field('goes into', all(line.consumers)),
    ...field(
      'gradient',
      slope === null ? null : `${showNumber(slope)}: how half the sum of squared errors changes if this number grows`,
    ),
    ...field('proof', proof === null ? null : arithmetic(proof.text)),
    ...field('curve', curve && curveWords(curve)),
    ...(curve ? curvePicture(curve, width, 14) : []),
    ...field('source', source === null ? null : `${source.mark} ${sourceKinds[source.kind].meaning}. ${source.why}`),
    ...field('misprint', misprint && `† ${misprinted(misprint.printed, misprint.correct, misprint.why)}`),
  ]
}

/** The arithmetic with the names of matrices, as commands know them. */
const symbolic = ({ arithmetic: terms }: Explained): string => lineOf(tokens(terms, cell => ({ text: cellName(cell) })))

/** The line of NumPy that makes the whole matrix. */
const inNumpy = ({ line, worked }: Explained): string => formulaNumpy(worked.net, line.cell.name)

const inNumbers = ({ values, result }: Explained['line']): string =>
  lineOf(values) === result ? result : `${lineOf(values)} = ${result}`

const saying = (name: string): string => {
  const step = Object.hasOwn(steps, name) ? `Step ${steps[name as keyof typeof steps]} of 13. ` : ''
  return `${step}${isName(name) ? saysOf(name) : ''}`
}

/** A number as JSON: exact as in a lesson, whole numbers of any length; null where a decimal has left its range. */
function cellOf(value: Exact): unknown {
  if (isDecimal(value)) return Number.isFinite(value) ? value : null
  const cell = toCell(value)
  return typeof cell === 'string' && !cell.includes('/') ? (JSON.rawJSON?.(cell) ?? cell) : cell
}

/** As JSON. Rows and columns count from 1; exact numbers stand as in a lesson. */
export function explanationJson(found: Explained): string {
  const { line, lesson, reading, value, range, slope, proof, curve, source, misprint } = found
  const at = (cell: CellRef) => ({
    matrix: cell.name,
    row: cell.row + 1,
    column: cell.column + 1,
    value: cellOf(valueIn(found, cell)),
  })
  return fieldsJson({
    lesson: lesson.id,
    reading,
    matrix: line.cell.name,
    row: line.cell.row + 1,
    column: line.cell.column + 1,
    title: line.title,
    value: cellOf(value),
    given: line.given,
    names: symbolic(found),
    values: lineOf(line.values),
    words: inWords(found),
    numpy: line.given ? null : inNumpy(found),
    range,
    sources: line.sources.map(at),
    consumers: line.consumers.map(at),
    slope: slope === null ? null : cellOf(slope),
    proof: proof && proofFields(proof),
    curve: curve && curveFields(curve),
    source: source && { kind: source.kind, why: source.why },
    misprint,
  })
}

const proofFields = ({
  text,
  nudge: { by, errorAbove, errorBelow, slope, corner },
}: NonNullable<Explained['proof']>) => ({
  text,
  corner,
  by: cellOf(by),
  errorAbove: cellOf(errorAbove),
  errorBelow: cellOf(errorBelow),
  slope: cellOf(slope),
})

const curveFields = (curve: ErrorCurve) => {
  const place = (of: CurvePlace | null) => of && { at: cellOf(of.at), error: cellOf(of.error) }
  const { now, least, step } = curve
  return { now: place(now), least: place(least), step: place(step), points: curveRuns(curve, 24).flat() }
}

/** As LaTeX: the cell's arithmetic with names, with values, and its value; below it how the whole matrix is made. Set as text,
 *  because a long line is then broken. */
export function explanationLatex(found: Explained): string {
  const { line, value, worked } = found
  const name = cellTex(line.cell)
  if (line.given) return `\\[ ${name} = ${numberLatex(value)} \\]`
  const named = expressionLatex(found.arithmetic, cell => ({ text: cellTex(cell) }))
  const valued = expressionLatex(found.arithmetic, cell => ({
    text: numberLatex(valueIn(found, cell)),
    value: valueIn(found, cell),
  }))
  const whole = formulaLatex(worked.net, line.cell.name, { call: of => symbolTex(symbolOf(of)) })
  // Of a number that is only taken over the second line is the third.
  const steps = new Set([named, valued, numberLatex(value)])
  const lines = [...[...steps].map((made, i) => `${i === 0 ? `${name} ` : ''}= ${made}`), whole]
  return `\\begin{flushleft}\n${lines.map(each => `  $${each}$`).join(' \\\\\n')}\n\\end{flushleft}`
}

/** `Z[1,3]`, as the line on the screen has it. */
const cellTex = ({ name, row, column }: CellRef): string => `${symbolTex(symbolOf(name))}[${row + 1},${column + 1}]`
