// A whole matrix as a formula, on a line of text and in TeX, for every op; long lines of arithmetic made to fit.
import { describe, expect, it } from 'vitest'
import { linear, meanSquare, overRoot, subtract } from '../src/composites.ts'
import { expression } from '../src/expression.ts'
import { formulaOf } from '../src/formula.ts'
import type { Node } from '../src/graph.ts'
import { formulaLatex } from '../src/latex.ts'
import * as ops from '../src/ops.ts'
import { axes } from '../src/rearrange.ts'
import { cellName, fitted, lineOf, tokens } from '../src/text.ts'

const W = ops.input('W', [2, 3])
const x = ops.input('x', [3, 4])
const b = ops.input('b', [2, 1])
const s = ops.input('s', [4, 4])
const rate = ops.input('rate', [1, 1])

const table: readonly (readonly [string, Node, text: string, tex: string])[] = [
  ['linear', linear(W, x, b), 'W · x + b', 'W\\, x + b\\, \\mathbf{1}_{1 \\times 4}'],
  [
    'relu',
    ops.relu(linear(W, x, b)),
    'max(0, W · x + b)',
    '\\max\\left(0,\\, W\\, x + b\\, \\mathbf{1}_{1 \\times 4}\\right)',
  ],
  [
    'transpose',
    ops.matmul(ops.transpose(W), ops.relu(linear(W, x, b))),
    'Wᵀ · max(0, W · x + b)',
    '{W}^{\\top}\\, \\max\\left(0,\\, W\\, x + b\\, \\mathbf{1}_{1 \\times 4}\\right)',
  ],
  ['of a sum', ops.transpose(ops.add(s, s)), '(s + s)ᵀ', '{\\left(s + s\\right)}^{\\top}'],
  ['difference', subtract(x, ops.times(x, 2)), 'x − 2 · x', 'x - 2 \\cdot x'],
  ['minus a sum', subtract(s, ops.add(s, s)), 's − (s + s)', 's - \\left(s + s\\right)'],
  ['negative', ops.times(x, -1), '−x', '-x'],
  ['cell by cell', ops.mul(s, ops.transpose(s)), 's ⊙ sᵀ', 's \\odot {s}^{\\top}'],
  [
    'beside',
    ops.mul(ops.broadcast(b, [2, 4]), ops.matmul(W, x)),
    'b ⊙ W · x',
    'b\\, \\mathbf{1}_{1 \\times 4} \\odot W\\, x',
  ],
  ['a rate', ops.mul(ops.broadcast(rate, [3, 4]), x), 'rate · x', 'rate \\cdot x'],
  [
    'softmax',
    ops.share(overRoot(s, 3), true),
    'softmax(s / √3)',
    '\\operatorname{softmax}\\left(\\frac{s}{\\sqrt{3}}\\right)',
  ],
  ['hard', ops.share(s, false), 'hardmax(s)', '\\operatorname{hardmax}\\left(s\\right)'],
  ['mean', meanSquare(x), '1/12 · sum(x²)', '\\tfrac{1}{12} \\cdot \\operatorname{sum}\\left({x}^{\\circ 2}\\right)'],
  ['row sums', ops.sum(x, 'rows'), 'rowsum(x)', '\\operatorname{rowsum}\\left(x\\right)'],
  ['one over', ops.inv(ops.add(s, s)), '1 / (s + s)', '\\frac{1}{s + s}'],
  [
    'slices',
    ops.stack(ops.rows(x, 0, 2), ops.columns(s, 1, 3).op === 'columns' ? ops.rows(x, 2, 1) : x),
    'stack(rows 1 to 2 of x, row 3 of x)',
    '\\begin{bmatrix} {x}_{1..2} \\\\ {x}_{3} \\end{bmatrix}',
  ],
  ['columns', ops.columns(s, 1, 2), 'columns 2 to 3 of s', '{s}_{\\cdot, 2..3}'],
  [
    'rearranged',
    ops.rearrange(x, axes('a, b c -> c a, b', { a: 3, b: 2, c: 2 })),
    'rearrange(x: a, b c → c a, b)',
    '\\operatorname{rearrange}_{(\\mathit{a}) \\times (\\mathit{b}\\,\\mathit{c}) \\to (\\mathit{c}\\,\\mathit{a}) \\times (\\mathit{b})}\\left(x\\right)',
  ],
  [
    'waves',
    ops.sin(ops.cos(ops.tanh(ops.step(s)))),
    'sin(cos(tanh([s > 0])))',
    '\\sin\\left(\\cos\\left(\\tanh\\left(\\left[s > 0\\right]\\right)\\right)\\right)',
  ],
  ['root', ops.sqrt(s), '√s', '\\sqrt{s}'],
  ['bits', ops.bits(rate, 2), 'bits(rate)', '\\operatorname{bits}\\left(rate\\right)'],
  ['as it is', ops.amend(ops.same(s), [{ row: 0, column: 0, value: 1 }]), 's', 's'],
  ['literals', ops.add(ops.table([[1, 2]]), ops.fill(3, [1, 2])), 'table 1×2 + 3', '\\mathrm{T}_{1 \\times 2} + 3'],
]

describe('a formula', () => {
  it.each(table)('%s', (_what, y, text, tex) => {
    const net = { y, W, x, b, s, rate }
    expect(formulaOf(net, 'y')).toBe(`y = ${text}`)
    expect(formulaLatex(net, 'y', { call: as => as })).toBe(`y = ${tex}`)
  })

  it('stops at names, but for those it is to write out', () => {
    const pre = linear(W, x, b)
    const net = { W, x, b, pre, y: ops.relu(pre) }
    expect(formulaOf(net, 'y')).toBe('y = max(0, pre)')
    expect(formulaOf(net, 'y', { through: new Set(['pre']), call: as => as.toUpperCase() })).toBe(
      'Y = max(0, W · X + B)',
    )
    expect(formulaOf(net, 'W')).toBe('W')
    expect(() => formulaOf(net, 'z')).toThrow('there is no z in the net')
  })
})

describe('a long line', () => {
  const wide = { y: ops.matmul(ops.input('weight', [1, 96]), ops.input('tokens', [96, 1])) }
  const of = expression(wide, { name: 'y', row: 0, column: 0 })
  const leaf = (cell: Parameters<typeof cellName>[0]) => ({ text: cellName(cell) })
  it('keeps its first terms and its last, and says how many it leaves out', () => {
    expect(lineOf(tokens(of, leaf, { mostTerms: 3 }))).toBe(
      'weight[1,1]·tokens[1,1] + weight[1,2]·tokens[2,1] + … 93 more … + weight[1,96]·tokens[96,1]',
    )
    expect(lineOf(fitted(of, leaf, 100)).length).toBeLessThanOrEqual(100)
    expect(lineOf(fitted(of, leaf, 10_000))).toBe(lineOf(tokens(of, leaf)))
  })
  it('shortens a softmax and a hard maximum as well', () => {
    const scores = ops.input('scores', [64, 1])
    for (const soft of [true, false]) {
      const line = lineOf(
        fitted(expression({ y: ops.share(scores, soft) }, { name: 'y', row: 2, column: 0 }), leaf, 120),
      )
      expect(line.length).toBeLessThanOrEqual(120)
      expect(line).toContain('more …')
      expect(line).toContain('scores[64,1]')
    }
  })
})
