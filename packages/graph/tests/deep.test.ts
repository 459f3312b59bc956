// Nets of many matrices without a name: whatever goes through them does so without a call inside a call for each.
import { describe, expect, it } from 'vitest'
import { float } from '../src/arith.ts'
import { named } from '../src/at.ts'
import { consumersAt } from '../src/consumers.ts'
import { copyOf } from '../src/copy.ts'
import { evaluate } from '../src/evaluate.ts'
import { expression, sources } from '../src/expression.ts'
import { formulaOf } from '../src/formula.ts'
import { gradient } from '../src/gradient.ts'
import type { Net, Node } from '../src/graph.ts'
import { rangeOf } from '../src/interval.ts'
import { expressionLatex, formulaLatex } from '../src/latex.ts'
import * as ops from '../src/ops.ts'
import { rewrite } from '../src/rewrite.ts'
import { cellName, lineOf, tokens } from '../src/text.ts'

const x = ops.input('x', [1, 1])
/** y, made of x by so many steps without a name. */
const chain = (count: number, step: (before: Node) => Node): { readonly [K in 'x' | 'y']: Node } => {
  let y = x
  for (let i = 0; i < count; i++) y = step(y)
  return { x, y: ops.same(y) }
}
const first = (net: Net, name: string, given = 3): number | undefined =>
  named(evaluate(net, { x: [[given]], z: [[given]] }, float), name)[0]?.[0]

describe('twenty thousand matrices without a name', () => {
  const deep = chain(20_000, before => ops.add(before, x))

  it('are evaluated, differentiated, rewritten, copied, followed and written', () => {
    expect(first(deep, 'y')).toBe(3 * 20_001)
    expect(first({ d: gradient(deep.y, ops.fill(1, [1, 1]), { x }).x }, 'd')).toBe(20_001)
    expect(first(rewrite(deep, { x: node => ops.times(node, 2) }), 'y')).toBe(6 * 20_001)
    const copied = copyOf(deep.y, new Map([[x, ops.input('z', [1, 1])]]))
    expect([first({ copied: copied.root }, 'copied'), copied.made.size]).toEqual([3 * 20_001, 20_002])
    expect(consumersAt(deep, { name: 'x', row: 0, column: 0 }).map(({ name }) => name)).toEqual(['y'])
    expect(rangeOf(deep, 'y', { x: { least: 0, most: 1, whole: true } }).most).toBe(20_001)
    expect(formulaOf(deep, 'y')).toBe(`y = ${Array.from({ length: 20_001 }, () => 'x').join(' + ')}`)
  })

  it('are too many for a line of arithmetic, which says what would do', () => {
    expect(() => expression(deep, { name: 'y', row: 0, column: 0 })).toThrow(
      'the arithmetic of a cell of y runs through too many matrices without a name; give names to some of them',
    )
  })
})

describe('a line of arithmetic as deep as one may be', () => {
  const nestings = [ops.tanh, ops.inv, (before: Node) => ops.times(before, 2)]
  it.each(nestings)('can be printed and read %#', step => {
    const net = chain(499, step)
    const made = expression(net, { name: 'y', row: 0, column: 0 })
    expect(sources(made)).toEqual([{ name: 'x', row: 0, column: 0 }])
    expect(lineOf(tokens(made, cell => ({ text: cellName(cell) })))).toContain('x[1,1]')
    expect(expressionLatex(made, () => ({ text: 'cell' }))).toContain('cell')
  })
})

describe('matrices without a name that are used twice', () => {
  it.each([true, false])('are few enough for a line where they are shares of one another (soft: %s)', soft => {
    const shares = (count: number): Net => chain(count, before => ops.share(before, soft))
    const y = { name: 'y', row: 0, column: 0 }
    // Each stands above the line and below it, or before “of” and behind it.
    const line = lineOf(tokens(expression(shares(3), y), cell => ({ text: cellName(cell) })))
    expect(line.split('x[1,1]')).toHaveLength(2 ** 3 + 1)
    expect(() => expression(shares(25), y)).toThrow('too many matrices without a name')
  })

  it('count twice where a share is their own, and once where they stand among the others', () => {
    const shares = (count: number): Net => {
      let y = ops.input('x', [2, 1])
      for (let i = 0; i < count; i++) y = ops.share(y, true)
      return { y }
    }
    // Each is written out three times as often as the one before: 1 + 3 + … + 3¹² times are fewer than a million.
    const y = { name: 'y', row: 0, column: 0 }
    expect(expression(shares(13), y).kind).toBe('share')
    expect(() => expression(shares(14), y)).toThrow('too many matrices without a name')
  })

  const doubled = chain(40, before => ops.mul(before, ops.tanh(before)))

  it('are refused where they would be written out 2⁴⁰ times', () => {
    expect(Number.isFinite(first(doubled, 'y'))).toBe(true)
    for (const write of [formulaOf, formulaLatex])
      expect(() => write(doubled, 'y')).toThrow(
        'the formula of y is longer than 1000000 characters; give names to some of the matrices that it is made of',
      )
    expect(() => expression(doubled, { name: 'y', row: 0, column: 0 })).toThrow('too many matrices without a name')
  })
})
