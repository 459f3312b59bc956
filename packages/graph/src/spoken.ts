// Lines of arithmetic in words, for a screen reader.
import { type Style, showPlaces } from './style.ts'

/** The style of a line that is read aloud. */
export const spoken: Style = {
  number: (value, places) =>
    showPlaces(value, places)
      .replace(/e\+?/, ' times ten to the power ')
      .replace(/−/g, 'minus ')
      .replace('∞', 'infinity')
      .replace('/', ' over '),
  times: ' times ',
  plus: ' plus ',
  minus: ' minus ',
  negative: 'minus ',
  comma: ', ',
  group: ['the quantity ', ','],
  groupNumbers: false,
  square: ' squared',
  over: ['', ' divided by ', ''],
  around: {
    sqrt: ['the square root of ', ''],
    relu: ['the larger of 0 and ', ''],
    step: ['1 if ', ' is above 0, else 0'],
    tanh: ['the hyperbolic tangent of ', ''],
    sin: ['the sine of ', ''],
    cos: ['the cosine of ', ''],
  },
  power: ['e to the ', ''],
  bit: place => ['the binary digit of ', ` worth ${2 ** place}`],
  largest: ['1 if ', ' is the largest of ', ', else 0'],
  ties: count => `, shared by ${count} that tie`,
  amended: {
    misprint: ['', ' as printed, where the arithmetic gives '],
    edit: ['', ' as changed, where the arithmetic gives '],
  },
  more: count => `${count} more`,
}
