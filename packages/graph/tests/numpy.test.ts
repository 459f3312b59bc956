// Formulas as Python: how each op is written, and that NumPy, where the machine has it, comes to what the graph comes to.
import { pythonWith, runPython } from '@dit-by-hand/tools/python'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { float } from '../src/arith.ts'
import { linear, meanSquare, overRoot } from '../src/composites.ts'
import { evaluate, type Grid, gridFrom } from '../src/evaluate.ts'
import { gradient } from '../src/gradient.ts'
import { entriesOf, type Net, type Node, type Shape } from '../src/graph.ts'
import { formulaNumpy, helpersIn, numpyArray, pythonName } from '../src/numpy.ts'
import * as ops from '../src/ops.ts'
import { axes } from '../src/rearrange.ts'
import { scope } from '../src/scope.ts'
import { gelu, layerNorm } from '../src/transformer.ts'
import { anyMatrix, given } from './matrices.ts'

const W = ops.input('W', [2, 3])
const x = ops.input('x', [3, 4])
const b = ops.input('b', [2, 1])
const s = ops.input('s', [4, 4])
const rate = ops.input('rate', [1, 1])

const table: readonly (readonly [string, Node, text: string])[] = [
  ['linear', linear(W, x, b), 'W @ x + b'],
  ['cell by cell', ops.mul(ops.broadcast(b, [2, 4]), ops.matmul(W, x)), 'b * (W @ x)'],
  ['a product of products', ops.matmul(s, ops.times(ops.matmul(s, s), 2)), 's @ (2 * (s @ s))'],
  ['before a product', ops.matmul(ops.mul(s, s), s), 's ** 2 @ s'],
  ['minus', ops.add(s, ops.times(ops.add(s, s), -1)), 's - (s + s)'],
  ['activations', ops.relu(ops.tanh(ops.step(s))), 'np.maximum(0, np.tanh((s > 0).astype(float)))'],
  ['softmax', ops.share(overRoot(s, 3), true), 'softmax(s / np.sqrt(3))'],
  ['hard', ops.share(ops.transpose(s), false), 'hardmax(s.T)'],
  ['mean', meanSquare(x), '1 / 12 * np.sum(x ** 2, keepdims=True)'],
  [
    'sums',
    ops.matmul(ops.sum(x, 'columns'), ops.sum(s, 'rows')),
    'np.sum(x, axis=0, keepdims=True) @ np.sum(s, axis=1, keepdims=True)',
  ],
  [
    'slices',
    ops.stack(ops.rows(x, 0, 2), ops.rows(ops.columns(s, 0, 4), 2, 1)),
    'np.vstack((x[0:2], (s[:, 0:4])[2:3]))',
  ],
  [
    'rearranged',
    ops.rearrange(ops.add(x, x), axes('a, b c d -> c a, b d', { a: 3, b: 2, c: 2, d: 1 })),
    '(x + x).reshape(3, 2, 2).transpose(2, 0, 1).reshape(6, 2)',
  ],
  ['reshaped', ops.rearrange(x, axes('a, b -> , a b', { a: 3, b: 4 })), 'x.reshape(1, 12)'],
  ['bits', ops.bits(rate, 2), 'bits(rate, 2)'],
  ['a table', ops.add(ops.table([[1, 2]]), ops.fill(3, [1, 2])), 'np.array([[1, 2]]) + 3'],
  [
    'a column for a matrix',
    ops.sum(ops.broadcast(b, [2, 4]), 'rows'),
    'np.sum(np.broadcast_to(b, (2, 4)), axis=1, keepdims=True)',
  ],
  ['a number for a matrix', ops.fill(0, [2, 3]), 'np.broadcast_to(0, (2, 3))'],
]

describe('a line of NumPy', () => {
  it.each(table)('%s', (_what, y, text) => {
    expect(formulaNumpy({ y, W, x, b, s, rate }, 'y')).toBe(`y = ${text}`)
  })

  it.each([
    ['feedForwardWeight', 'feed_forward_weight'],
    ['block0.attention.scores', 'block0_attention_scores'],
    ['d_queries', 'd_queries'],
    ['t', 't'],
    ['Wg', 'Wg'],
    ['lambda', 'lambda_'],
    ['softmax', 'softmax_'],
  ])('%s is called %s', (name, python) => {
    expect(pythonName(name)).toBe(python)
  })
})

it('names that Python could not tell apart are refused', () => {
  const net = { 'a.b': ops.relu(s), a_b: ops.relu(ops.relu(s)), s }
  expect(() => formulaNumpy(net, 's')).toThrow('a.b and a_b would both be a_b in Python')
})

const inputs: Net = Object.fromEntries(
  Object.entries(given).map(([name, rows]) => [name, ops.input(name, [rows.length, rows[0]?.length ?? 0])]),
)

/** Some numbers of both signs. */
const filled = ([rows, columns]: Shape): Grid<number> =>
  gridFrom([rows, columns], (row, column) => Math.sin(1 + row * 7 + column * 3))

const python = pythonWith('numpy')

/** What NumPy makes of the lines of a net, in the order of its names. */
const programOf = (net: Net, values: { readonly [name: string]: Grid<number> }): string =>
  entriesOf(net)
    .map(([name, node]) =>
      node.op === 'input' ? `${pythonName(name)} = ${numpyArray(values[name] ?? [])}` : formulaNumpy(net, name),
    )
    .join('\n')

function worked(programs: readonly string[], last: readonly string[]): readonly Grid<number>[] {
  const body = programs.map(
    (program, i) => `${program}\nprint(json.dumps(np.asarray(${last[i]}, dtype=float).tolist()))`,
  )
  const head = [
    'import json',
    'import numpy as np',
    'np.seterr(all="ignore")',
    ...helpersIn(programs).map(({ code }) => code),
  ]
  const said = runPython(python ?? 'python3', ['-'], '.', [...head, ...body].join('\n'))
  return said
    .trim()
    .split('\n')
    .map(line => JSON.parse(line.replace(/NaN|-?Infinity/g, 'null')))
}

describe.skipIf(python === undefined)('run by NumPy', () => {
  it('any net comes to what the graph comes to', () => {
    const nets = fc
      .sample(anyMatrix, { seed: 1, numRuns: process.env.DIT_THOROUGH ? 3000 : 300 })
      .map((node): Net => ({ ...inputs, y: ops.same(node) }))
    const found = worked(
      nets.map(net => programOf(net, given)),
      nets.map(() => 'y'),
    )
    let compared = 0
    for (const [i, net] of nets.entries()) {
      const wanted = evaluate(net, given, float).y ?? []
      if (!wanted.flat().every(cell => Math.abs(cell) < 1e6)) continue
      compared++
      for (const [r, row] of wanted.entries())
        for (const [c, cell] of row.entries()) expect(found[i]?.[r]?.[c], formulaNumpy(net, 'y')).toBeCloseTo(cell, 4)
    }
    expect(compared).toBeGreaterThan(nets.length / 2)
  })

  it('layer norm, GELU and attention with their gradients do so too', () => {
    const model = scope<string>()
    const { name, input } = model
    const [x, w] = [input('x', [4, 3]), input('w', [4, 4])]
    const y = name('y', ops.matmul(w, gelu(layerNorm(x))))
    const mixed = name('mixed', ops.matmul(y, ops.share(overRoot(ops.matmul(ops.transpose(y), y), 4), true)))
    const upstream = name('upstream', ops.add(mixed, ops.broadcast(ops.fill(1, [1, 1]), mixed.shape)))
    const gradients = gradient(mixed, upstream, { x, w })
    for (const [of, node] of entriesOf(gradients)) name(`d_${of}`, node)
    const values = { x: filled([4, 3]), w: filled([4, 4]) }
    const { net } = model
    const wanted = evaluate(net, values, float)
    const names = ['y', 'mixed', 'd_x', 'd_w']
    const found = worked([programOf(net, values), '', '', ''], names.map(pythonName))
    for (const [i, of] of names.entries())
      for (const [j, cell] of (wanted[of] ?? []).flat().entries()) expect(found[i]?.flat()[j], of).toBeCloseTo(cell, 9)
  })
})
