// Reads a line as a reader does who knows its signs, how tightly they hold, and nothing of what made it.

type Signs<R> = { readonly [sign: string]: (...parts: readonly R[]) => R }

/** What the signs of a line mean. */
export interface Meaning<R> {
  number(digits: string): R
  name(letter: string): R
  minus(x: R): R
  /** Signs between two, level by level, the loosest first; along a level they are read from left to right. */
  readonly between: readonly Signs<R>[]
  readonly before: Signs<R>
  readonly behind: Signs<R>
  /** By what stands up to and with the opening parenthesis. */
  readonly calls: Signs<R>
  /** `[x > 0]` */
  step(x: R): R
  /** `[x = max(x, y)]` */
  largest(own: R, all: readonly R[]): R
}

/** What a line comes to. @throws {SyntaxError} where it cannot be read */
export function readBack<R>(line: string, meaning: Meaning<R>): R {
  let at = 0
  const stuck = (): never => {
    throw new SyntaxError(`cannot read on at “${line.slice(at)}” in “${line}”`)
  }
  const takes = (text: string): boolean => {
    const isHere = line.startsWith(text, at)
    if (isHere) at += text.length
    return isHere
  }
  const needs = (text: string): void => {
    if (!takes(text)) stuck()
  }
  const match = (pattern: RegExp): string | undefined => {
    const [found] = line.slice(at).match(pattern) ?? []
    if (found !== undefined) at += found.length
    return found
  }
  const oneOf = (signs: Signs<R> | undefined): Signs<R>[string] | undefined =>
    Object.entries(signs ?? {}).find(([sign]) => takes(sign))?.[1]

  const whole = (): R => {
    const isMinus = takes('−')
    return level(0, isMinus)
  }
  const level = (depth: number, isMinus = false): R => {
    const inner = (sign = false): R => (depth + 1 < meaning.between.length ? level(depth + 1, sign) : tight(sign))
    let value = inner(isMinus)
    for (let join = oneOf(meaning.between[depth]); join; join = oneOf(meaning.between[depth]))
      value = join(value, inner())
    return value
  }
  const tight = (isMinus: boolean): R => {
    let value = single()
    for (let made = oneOf(meaning.behind); made; made = oneOf(meaning.behind)) value = made(value)
    return isMinus ? meaning.minus(value) : value
  }
  const list = (): readonly R[] => {
    const all = [whole()]
    while (takes(', ')) all.push(whole())
    return all
  }
  const single = (): R => {
    const before = oneOf(meaning.before)
    if (before) return before(single())
    const call = oneOf(meaning.calls)
    if (call) {
      const parts = list()
      needs(')')
      return call(...parts)
    }
    if (takes('[')) return asked()
    const digits = match(/^\d+(\.\d+)?/)
    if (digits !== undefined) return meaning.number(digits)
    const letter = match(/^[a-zA-Z](?![a-zA-Z(])/)
    return letter === undefined ? stuck() : meaning.name(letter)
  }
  const asked = (): R => {
    const own = whole()
    if (takes(' > 0]')) return meaning.step(own)
    needs(' = max(')
    const all = list()
    needs(')]')
    return meaning.largest(own, all)
  }

  const value = whole()
  return at === line.length ? value : stuck()
}
