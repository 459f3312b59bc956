// Reading what somebody typed into a cell of text, by the rule of `marking/typed.ts`: -1, −1, 0.5, ,5, 1/2, ½, with spaces. Of
// functions that every program has, and in any language's settings: NUMBERVALUE would do it, but Google Sheets has none.
import { eachOf } from '@dit-by-hand/graph/at'

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

type Swap = readonly [from: string, to: string]
const nested = (cell: string, swaps: readonly Swap[]): string =>
  swaps.reduce((inner, [from, to]) => `SUBSTITUTE(${inner},${quoted(from)},${quoted(to)})`, cell)
const all = (signs: string, to: (sign: string) => string): readonly Swap[] => [...signs].map(sign => [sign, to(sign)])

/** The text without spaces at its ends and around signs, with a plain minus, a plain slash and a point. */
export function cleanFormula(cell: string): string {
  const text = `TRIM(${cell}&"")`
  // The comma of 1,000 may be a point or not: it stays, and what has one is no number. That of 0,125 is a point.
  const comma = `FIND(",",${text})`
  const isPoint = `OR(ISNUMBER(${cell}),LEN(${text})-${comma}<>3,ISNUMBER(FIND(LEFT(${text},${comma}-1),"+0-0−0–0")))`
  const clean = nested(text, [
    ...all('\u00a0\u202f\u2009', () => ' '),
    ...all('½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒', sign => ` ${sign.normalize('NFKC')}`),
    ...all('−‐‑‒–—―', () => '-'),
    ...all('⁄∕÷:', () => '/'),
    ['- ', '-'],
    ['+ ', '+'],
    [' /', '/'],
    ['/ ', '/'],
  ])
  return `TRIM(SUBSTITUTE(${clean},IF(IFERROR(${isPoint},FALSE),",",",,"),"."))`
}

const isSigned = (text: string): string => `OR(LEFT(${text},1)="-",LEFT(${text},1)="+")`
const sign = (text: string): string => `IF(LEFT(${text},1)="-",-1,1)`

/** A cleaned text without its sign. */
export const unsignedFormula = (clean: string): string => `IF(${isSigned(clean)},MID(${clean},2,99),${clean})`

/** What stands for something that is no number. */
export const unread = '?'

/** Digits and nothing else: a program's own reading takes days, hours and percents for numbers, too. */
const digits = (text: string): string =>
  `IF(AND(LEN(${text})>0,TEXT(VALUE(${text}),REPT("0",LEN(${text})))=${text}),VALUE(${text}),1/0)`

/** The number in a cell, without what doubles leave over, or of its cleaned text, with its sign and without; "" of an empty one,
 *  "?" of what is no number. */
export function numberFormula(cell: string, clean: string, unsigned: string): string {
  const [slash, space, point] = eachOf(['/', ' ', '.'], part => `FIND("${part}",${unsigned})`)
  const under = `MID(${unsigned},${slash}+1,99)`
  const below = `${sign(under)}*${digits(`IF(${isSigned(under)},MID(${under},2,99),${under})`)}`
  const fraction = `${digits(`LEFT(${unsigned},${slash}-1)`)}/(${below})`
  const mixed = `${digits(`LEFT(${unsigned},${space}-1)`)}+${digits(`MID(${unsigned},${space}+1,${slash}-${space}-1)`)}/${digits(under)}`
  const whole = `IF(${point}=1,0,${digits(`LEFT(${unsigned},${point}-1)`)})`
  const places = `LEN(${unsigned})-${point}`
  const part = `IF(${places}=0,IF(${point}=1,1/0,0),${digits(`MID(${unsigned},${point}+1,99)`)}/10^(${places}))`
  const number = `IF(ISNUMBER(${space}),${mixed},IF(ISNUMBER(${slash}),${fraction},IF(ISNUMBER(${point}),${whole}+${part},${digits(unsigned)})))`
  return `IF(ISNUMBER(${cell}),ROUND(${cell},12),IF(${clean}="","",IFERROR(${sign(clean)}*(${number}),"${unread}")))`
}
