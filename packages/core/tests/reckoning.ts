// Reads a printed line of arithmetic, and works it out exactly: nothing is known here of how it came to be printed.
import { exact } from '@dit-by-hand/graph/arith'
import { add, compare, type Exact, equal, inv, mul, ratio, sqrt, toNumber } from '@dit-by-hand/graph/exact'

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** What a line such as `max(0, 1·3 − (−2)·1/2 + 0)` comes to; where it says what was printed instead, that.
 *  Throws SyntaxError where it cannot be read. */
export function reckoned(line: string): Exact {
  // Where powers are too large for a double, all of them are taken that much lower: they stand above and below one line.
  const exponents: number[] = []
  const found = read(line, 0, exponents)
  return Number.isNaN(toNumber(found)) && exponents.length > 0 ? read(line, Math.max(...exponents), []) : found
}

function read(line: string, lower: number, exponents: number[]): Exact {
  let at = 0
  const fail = (wanted: string): never => {
    throw new SyntaxError(`“${line}” has no ${wanted} at ${at}: “${line.slice(at, at + 20)}”`)
  }
  const take = (text: string): boolean => {
    if (!line.startsWith(text, at)) return false
    at += text.length
    return true
  }
  const expect = (text: string): void => {
    if (!take(text)) fail(`“${text}”`)
  }
  const number = (): Exact => {
    const [text] = /^\d+(\.\d+)?(e[+−]?\d+)?/.exec(line.slice(at)) ?? fail('number')
    at += text.length
    return /[.e]/.test(text) ? Number(text.replace('−', '-')) : ratio(BigInt(text), 1n)
  }
  const list = (): Exact[] => {
    const all = [sum()]
    while (take(', ')) all.push(sum())
    return all
  }
  const raised = (): number => {
    let text = ''
    while (at < line.length && superscripts.includes(line.charAt(at))) text += superscripts.indexOf(line.charAt(at++))
    return Number(text)
  }
  const bracketed = (): Exact => {
    const own = sum()
    if (take(' > 0]')) return compare(own, 0) > 0 ? 1 : 0
    expect(' = max(')
    const all = list()
    expect(')]')
    const best = all.filter(score => all.every(other => compare(other, score) <= 0))
    const won = best.some(score => equal(score, own))
    if (!take(' ÷ ')) return won ? 1 : 0
    const tied = number()
    if (toNumber(tied) !== best.length) fail(`${best.length} ties`)
    expect(' that tie')
    return won ? inv(tied) : 0
  }
  const atom = (): Exact => {
    if (take('−')) return mul(-1, factor())
    if (take('(')) return closed(sum())
    if (take('max(0, ')) return exact.relu(closed(sum()))
    if (take('tanh(')) return exact.tanh(closed(sum()))
    if (take('√')) return sqrt(factor())
    if (take('e^')) {
      const exponent = toNumber(factor())
      exponents.push(exponent)
      return Math.exp(exponent - lower)
    }
    if (take('[')) return bracketed()
    if (take('digit of ')) {
      const whole = toNumber(sum())
      expect(' at 2')
      return Math.floor(whole / 2 ** raised()) % 2
    }
    return number()
  }
  const closed = (inner: Exact): Exact => {
    expect(')')
    return inner
  }
  const factor = (): Exact => {
    const found = atom()
    return take('²') ? mul(found, found) : found
  }
  const term = (): Exact => {
    let found = factor()
    for (;;) {
      if (take('·')) found = mul(found, factor())
      else if (take('/')) found = mul(found, inv(factor()))
      else return found
    }
  }
  const sum = (): Exact => {
    let found = term()
    for (;;) {
      if (take(' + ')) found = add(found, term())
      else if (take(' − ')) found = add(found, mul(-1, term()))
      else return found
    }
  }
  const found = sum()
  if (take(' (misprint; computed: ')) closed(sum())
  if (at < line.length) fail('end')
  return found
}

/** A line in TeX as the plain line that says the same. Throws SyntaxError where a brace is missing. */
export function untexed(tex: string): string {
  let at = 0
  const inside = (): string => {
    if (tex.charAt(at++) !== '{') throw new SyntaxError(`“${tex}” has no brace at ${at - 1}`)
    const found = until('}')
    at++
    return found
  }
  const commands: { readonly [command: string]: () => string } = {
    '\\tfrac': () => `(${inside()})/(${inside()})`,
    '\\sqrt': () => `√(${inside()})`,
    'e^': () => `e^(${inside()})`,
    '\\operatorname{bit}_': () => {
      const place = inside()
      at += '('.length
      const of = until(')')
      at += ')'.length
      return `digit of (${of}) at 2${[...place].map(digit => superscripts.charAt(Number(digit))).join('')}`
    },
    '^{\\dagger}\\; (\\text{computed: } ': () => ' (misprint; computed: ',
  }
  const words: { readonly [word: string]: string } = {
    ' \\cdot ': '·',
    '\\max': 'max',
    '\\tanh': 'tanh',
    ',\\, ': ', ',
    '^2': '²',
    ' - ': ' − ',
    ' / ': ' ÷ ',
    '-': '−',
  }
  const until = (end: string | null): string => {
    let text = ''
    while (at < tex.length && (end === null || !tex.startsWith(end, at))) {
      const command = Object.keys(commands).find(each => tex.startsWith(each, at))
      const word = Object.keys(words).find(each => tex.startsWith(each, at))
      at += command?.length ?? word?.length ?? 0
      text += command ? (commands[command]?.() ?? '') : word ? (words[word] ?? '') : tex.charAt(at++)
    }
    if (end !== null && at >= tex.length) throw new SyntaxError(`“${tex}” has no ${end}`)
    return text
  }
  // What shares a tie says less in TeX than in words.
  return until(null).replace(/ ÷ (\d+)/g, ' ÷ $1 that tie')
}
