// What the message of a crash gives away: of which step it is, what it comes to, and what would do.
import { isAnswerName, type Step, steps } from '@dit-by-hand/spec/names'

/** What would do: the first of these whose words stand in the message. */
const remedies: readonly (readonly [says: RegExp, remedy: string])[] = [
  [
    /values\.generatedVideo\S* is a (number|string)/,
    'A video is a list of frames, each a list of rows: [[[1, 2], [3, 4]], …].',
  ],
  [/values\.\w+ is a (number|string)/, 'A single number is a matrix of one row and one column: [[1]], not 1.'],
  [
    /values\.\w+\[\d+\] is a (number|string)/,
    'A vector is a matrix of one column: [[1], [2]], not [1, 2]. Every matrix is a list of rows.',
  ],
  [
    /cannot be read: .* is (true|false)/,
    'A truth value is no number: int(x) makes 1 of True and 0 of False, Number(x) likewise.',
  ],
  [
    /cannot be read: .* is "-?\d*\.\d+"/,
    'A decimal is a plain number: 0.5, not "0.5". Only fractions, and whole numbers too large for JSON, are texts: "1/2".',
  ],
  [
    /cannot be read/,
    'A matrix is a list of rows, a row a list of numbers, a fraction a text such as "2/3"; a.tolist() turns an array into such lists.',
  ],
  [
    /with none of values/,
    'The matrices stand in an object of their own: {"id": 2, "values": {"patches": [[1, 2]], …}}.',
  ],
  [
    /could not be broadcast|must match the size of tensor/,
    'NumPy and PyTorch line shapes up from their last axis: what holds one number for each row has to be a column there, such as b[:, None].',
  ],
  [
    /core dimension|cannot be multiplied|not aligned/,
    'In a @ b, a has as many columns as b has rows. Patches are columns here, and a weight stands to their left.',
  ],
  [
    /not JSON serializable/,
    'JSON knows lists and numbers, not arrays: a.tolist() turns an array into lists, x.item() a single number into a plain one.',
  ],
  [
    /exit code 0 before/,
    'It ended while there was more to ask: answer line after line, until "bye" or the end of the input.',
  ],
  [
    /did not answer/,
    'It has to flush every line that it prints. Where it only needs longer, --timeout gives it more seconds.',
  ],
  [
    /: (printed|answered (?!with an error))/,
    'Every request is answered by one line of JSON that repeats its id, and nothing else is printed.',
  ],
]
const own = 'Its own words stand below. --save FILE keeps the lesson, to run the program on that one alone.'
const shares =
  'Take the largest score of a column away from all scores of that column first: otherwise e to a large power overflows, or all powers become 0.'
const numberless =
  'Something is divided by 0, or too large for the numbers it is worked in (JSON.stringify writes null for it).'
const noNumber = /overflow|math range|not JSON compliant|NaN|Infinity|\] is null/i

/** What an error message gives away: of which step it is, and what would do. */
export function hintOf(message: string, isSoft: boolean): readonly [step: Step | null, remedy: string] {
  if (noNumber.test(message)) {
    const [, place = ''] = /(?:, in |values\.)(\w+)/.exec(message) ?? []
    if (isSoft && ['', 'attention', 'd_scores'].includes(place)) return [7, shares]
    return [isAnswerName(place) ? steps[place] : null, numberless]
  }
  const [, name = ''] = /cannot be read: values\.(\w+)/.exec(message) ?? []
  const [, remedy = own] = remedies.find(([says]) => says.test(message)) ?? []
  return [isAnswerName(name) ? steps[name] : null, remedy]
}

/** A message in one line: what happened, and the error with which the program itself ended. */
export function inOneLine(message: string): string {
  const [happened = '', ...told] = message.split('\n')
  if (!/\bended (with|by)\b/.test(happened)) return happened
  const error = told.findLast(line => /^\s*[\w.]*(Error|Exception)\b/.test(line)) ?? told.at(-1)
  return error === undefined ? happened : `${happened}: ${error.trim()}`
}
