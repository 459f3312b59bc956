// Whether a number that was typed is right, and what went wrong, as the formula of one cell: worked from the given numbers and
// from what was typed before.
import type { Name } from '@dit-by-hand/core/names'
import { eachOf } from '@dit-by-hand/graph/at'
import type { CellRef, Expression } from '@dit-by-hand/graph/expression'
import { fitted, lineOf } from '@dit-by-hand/graph/text'
import { shortName } from '@dit-by-hand/walkthrough/line'
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { isSoft } from '../../marking/sheet.ts'
import { fewestPlaces, leeway, tolerance } from '../../marking/tolerance.ts'
import { type Address, addressText } from './address.ts'
import { type Filling, helpers, typedAt } from './filling.ts'
import { formulaText, longestFormula } from './formula.ts'
import { arithmeticAt } from './full.ts'
import { slackFormula } from './slack.ts'
import { slipsOf } from './slips.ts'
import { unread } from './typed.ts'

/** How far a number with two decimals is from the true one, at most. */
const rounding = 0.005

/** Spreadsheets take no longer text inside a formula. */
const longestText = 200

export function checkFormula(
  cell: CellRef,
  at: { readonly row: number; readonly column: number },
  filling: Filling,
): string {
  const { worked, geometry, isAsked, name } = filling
  const made = arithmeticAt(cell, worked)
  if (!made) throw new RangeError(`${cell.name} is given; there is nothing to check`)
  const isTyped = (source: CellRef): boolean => isAsked(source.name)
  const where = (source: CellRef): Address =>
    isTyped(source) ? typedAt(source, filling) : { ...geometry.where(source), sheet: name }
  const [typed, text] = eachOf([helpers.typed, helpers.clean], sheet => addressText({ sheet, ...at }))
  const place = `${matrices[cell.name as Name].symbol}, row ${cell.row + 1}, column ${cell.column + 1}: `
  const off = (formula: string): string => `ABS(${typed}-(${formula}))`
  const right = formulaText(made, { where })
  const wrong = (says: string): string => `"✗ ${(place + says).replaceAll('"', '""').slice(0, longestText)}"`
  const names = lineOf(fitted(made, ref => ({ text: shortName(ref) }), longestText - place.length - 12))
  const places = `(LEN(${text})-FIND(".",${text}))`
  const unit = `10^-MAX(${fewestPlaces},IFERROR(${places},0))`
  const soft = isSoft(worked.lesson, cell.name)
  const slips = slipsOf(worked, cell, made).map(
    slip =>
      `IF(IFERROR(${off(formulaText(slip.made, { where }))}<=${soft ? `${0.5 + leeway}*${unit}` : tiny},FALSE),${wrong(slip.says)},`,
  )
  const missing = '"… what it is made from is still missing"'
  // What was typed before is rounded, too, where a softmax lies before it.
  const slack = slackFormula(
    made,
    source => (isTyped(source) && isSoft(worked.lesson, source.name) ? rounding : undefined),
    { where },
  )
  const isRight = soft
    ? `${off(right)}<=${near(typed, unit, made)}${slack === undefined ? '' : `+${slack}`}`
    : isExactly(off(right), right, places)
  for (let most = slips.length; ; most--) {
    const told = slips.slice(0, most)
    const otherwise = `${told.join('')}${wrong(`not yet; it is ${names}`)}${')'.repeat(told.length)}`
    const formula = `IF(${typed}="","",IF(${typed}="${unread}",${wrong('that is not a number: write one such as 3, -1, 0.5 or 1/2')},IFERROR(IF(${isRight},"✓",${otherwise}),${missing})))`
    // A long cell is told less about rather than refused.
    if (formula.length <= longestFormula || most === 0) return formula
  }
}

/** A difference of nothing, as doubles go. Not 1E-9: HyperFormula 3 takes that for an error within a formula. */
const tiny = '10^-9'

/** The number itself; or a fraction rounded to the places that were written, two at least. */
function isExactly(off: string, right: string, places: string): string {
  const rounded = `AND(${places}>=${fewestPlaces},${off}<=0.5*10^-${places}+10^-12,ABS(${right}-ROUND(${right},0))>${tiny})`
  return `OR(${off}<=${tiny}*MAX(1,ABS(${right})),IFERROR(${rounded},FALSE))`
}

/** How far a number may be off: what the marker grants. */
function near(typed: string, unit: string, { kind }: Expression): string {
  const most = kind === 'share' ? `${unit}/2,MIN(${unit},${tolerance.ofShare}*ABS(${typed}))` : unit
  return `MAX(${most},${tolerance.relative}*ABS(${typed}))+${leeway}*${unit}`
}
