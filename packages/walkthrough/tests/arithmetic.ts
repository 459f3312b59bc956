// Works out a printed line of arithmetic, as a reader would: nothing is known here of how it came to be printed.

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** The number that a line such as `max(0, 1·3 − (−2)·1/2 + 0)` comes to. @throws {SyntaxError} where it cannot be read */
export function workedOut(line: string): number {
  let at = 0
  const next = (text: string): boolean => line.startsWith(text, at)
  const take = (text: string): boolean => {
    if (!next(text)) return false
    at += text.length
    return true
  }
  const expect = (text: string): void => {
    if (!take(text)) throw new SyntaxError(`"${line}" has no "${text}" at ${at}: "${line.slice(at, at + 20)}"`)
  }
  const digits = (): number => {
    const found = /^\d+(\.\d+)?(e[+−]?\d+)?/.exec(line.slice(at))
    if (!found) throw new SyntaxError(`"${line}" has no number at ${at}: "${line.slice(at, at + 20)}"`)
    at += found[0].length
    return Number(found[0].replace('−', '-'))
  }
  const raised = (): number => {
    let text = ''
    while (at < line.length && superscripts.includes(line.charAt(at)))
      text += String(superscripts.indexOf(line.charAt(at++)))
    return Number(text)
  }
  const largest = (own: number): number => {
    const all = [sum()]
    while (take(', ')) all.push(sum())
    expect(')]')
    const share = own === Math.max(...all) ? 1 : 0
    if (!take(' ÷ ')) return share
    const tied = digits()
    expect(' that tie')
    return share / tied
  }
  const atom = (): number => {
    if (take('−')) return -factor()
    if (take('(')) {
      const inner = sum()
      expect(')')
      return inner
    }
    if (take('max(0, ')) {
      const inner = sum()
      expect(')')
      return Math.max(0, inner)
    }
    if (take('√')) return Math.sqrt(factor())
    if (take('e^')) return Math.exp(factor())
    if (take('digit of ')) {
      const number = sum()
      expect(' at 2')
      return Math.floor(number / 2 ** raised()) % 2
    }
    if (take('[')) {
      const own = sum()
      if (take(' > 0]')) return own > 0 ? 1 : 0
      expect(' = max(')
      return largest(own)
    }
    return digits()
  }
  const factor = (): number => {
    const found = atom()
    return take('²') ? found ** 2 : found
  }
  const term = (): number => {
    let found = factor()
    while (true) {
      if (take('·')) found *= factor()
      else if (take('/')) found /= factor()
      else return found
    }
  }
  const sum = (): number => {
    let found = term()
    while (true) {
      if (take(' + ')) found += term()
      else if (take(' − ')) found -= term()
      else return found
    }
  }
  const found = sum()
  if (at < line.length) throw new SyntaxError(`"${line}" goes on at ${at}: "${line.slice(at, at + 20)}"`)
  return found
}
