// Reading what somebody typed into a cell of text: -1, −1, 0.5, ,5, 1/2, with spaces, in any language's settings.

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const nested = (cell: string, swaps: readonly (readonly [from: string, to: string])[]): string =>
  swaps.reduce((inner, [from, to]) => `SUBSTITUTE(${inner},${quoted(from)},${quoted(to)})`, cell)

/** The text without spaces at its ends and around signs, with a plain minus and a point. */
export const cleanFormula = (cell: string): string =>
  `TRIM(${nested(`${cell}&""`, [
    ['\u00a0', ' '],
    ['\u202f', ' '],
    ['−', '-'],
    ['–', '-'],
    ['⁄', '/'],
    [',', '.'],
    ['- ', '-'],
    ['+ ', '+'],
    [' /', '/'],
    ['/ ', '/'],
  ])})`

/** What stands for something that is no number. */
export const unread = '?'

// The point is named, so that a program set to another language reads it alike. Its name needs the prefix in a file.
const number = (text: string): string => `_xlfn.NUMBERVALUE(${text},"."," ")`

/** The number of a cleaned text; "" of an empty one, "?" of what is no number. */
export function numberFormula(clean: string): string {
  const [slash, space] = [`FIND("/",${clean})`, `FIND(" ",${clean})`]
  const some = (text: string): string => `IF(LEN(${text})=0,1/0,${number(text)})`
  const below = some(`MID(${clean},${slash}+1,99)`)
  const fraction = `${some(`LEFT(${clean},${slash}-1)`)}/${below}`
  const whole = some(`LEFT(${clean},${space}-1)`)
  const part = `${some(`MID(${clean},${space}+1,${slash}-${space}-1)`)}/${below}`
  const mixed = `${whole}+IF(LEFT(${clean},1)="-",-1,1)*${part}`
  return `IF(${clean}="","",IFERROR(IF(ISNUMBER(${space}),${mixed},IF(ISNUMBER(${slash}),${fraction},${number(clean)})),"${unread}"))`
}
