// Numbers in pictures: as much of one as there is room for.
import { type Exact, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'

/** How wide a digit of a picture is, in its own units. */
const digit = 6.8

/** How wide a text is there: a point and a space take half of a digit. */
export const widthOf = (text: string): number =>
  digit * [...text].reduce((sum, sign) => sum + (sign === '.' || sign === ' ' ? 0.5 : 1), 0)

/**
 * A number as it fits into `room`: whole if it is whole, else to two places, to one, or to none; and where that is too
 * wide, by its size alone: 1.2e6, 1e6.
 */
export function brief(value: Exact, room: number): string {
  const number = toNumber(value)
  const fits = (text: string): boolean => widthOf(text) <= room
  const whole = !isDecimal(value) && Number.isInteger(number) ? showNumber(value) : null
  if (whole !== null && fits(whole)) return whole
  const rounded = [100, 10, 1].map(scale => showNumber(Math.round(number * scale) / scale + 0))
  const sized = [1, 0].map(places =>
    number.toExponential(places).replace('.0e', 'e').replace('e+', 'e').replaceAll('-', '−'),
  )
  const short = [...(whole === null ? rounded : []), ...sized].find(text => fits(text) && text !== '−0')
  return short ?? sized[1] ?? showNumber(number)
}
