// Rewriting and naming: what follows a changed node, what stays the same object, and what is refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exact } from '../src/arith.ts'
import { withSource } from '../src/copy.ts'
import { evaluate } from '../src/evaluate.ts'
import { type Node, ShapeError } from '../src/graph.ts'
import { add, amend, input, matmul, relu, rows, table, times, transpose } from '../src/ops.ts'
import { rewrite } from '../src/rewrite.ts'
import { countOf, pick, scope } from '../src/scope.ts'

const x = input('x', [1, 2])
const a = times(x, 3)
const b = relu(a)
const c = add(b, x)
const net = { x, a, b, c }
const work = (of: typeof net, cells: readonly (readonly number[])[]) => evaluate(of, { x: cells }, exact)

describe('a rewritten net', () => {
  it('carries a change downstream and leaves the rest the same objects', () => {
    const changed = rewrite(net, { b: node => times(node, 2) })
    expect([changed.x, changed.a]).toEqual([x, a])
    expect(changed.a).toBe(a)
    expect(changed.b).not.toBe(b)
    expect(work(changed as typeof net, [[1, -1]])).toEqual({ x: [[1, -1]], a: [[3, -3]], b: [[6, 0]], c: [[7, -1]] })
  })

  it('is the same net where nothing is changed', () => {
    const same = rewrite(net, {})
    for (const name of ['x', 'a', 'b', 'c'] as const) expect(same[name]).toBe(net[name])
    expect(rewrite(net, { a: node => node }).c).toBe(c)
  })

  it('tells each change the node as it now stands', () => {
    const seen: Node[] = []
    const changed = rewrite(net, {
      a: node => times(node, -1),
      b: node => {
        seen.push(node)
        return node
      },
    })
    expect(seen[0]?.src[0]).toBe(changed.a)
    expect(work(changed as typeof net, [[1, -1]]).b).toEqual([[0, 3]])
  })

  it('may put literals, edits and other inputs in the place of what was computed, and of inputs', () => {
    expect(work(rewrite(net, { b: () => table([[5, 6]]) }) as typeof net, [[1, 1]]).c).toEqual([[6, 7]])
    const edited = rewrite(net, { b: node => amend(node, [{ row: 0, column: 1, value: 9 }], 'edit') })
    expect(work(edited as typeof net, [[1, 1]]).c).toEqual([[4, 10]])
    const nudged = rewrite(net, { x: node => add(node, table([[1, 0]])) })
    expect(work(nudged as typeof net, [[1, 1]])).toMatchObject({ a: [[6, 3]], c: [[8, 4]] })
    const resumed = rewrite(net, { b: () => input('later', [1, 2]) })
    expect(evaluate(resumed, { x: [[1, 1]], later: [[0, 0]] }, exact).c).toEqual([[1, 1]])
  })

  it('is refused where a name is not there, or what follows does not fit', () => {
    for (const name of ['d', 'toString'])
      expect(() => rewrite(net as { readonly [name: string]: Node }, { [name]: (node: Node) => node })).toThrow(
        `there is no matrix ${name} to rewrite`,
      )
    expect(() => rewrite(net, { b: transpose })).toThrow(ShapeError)
    expect(() => withSource(a, 1, node => node)).toThrow('the sources of times has 1 items; there is no item 2')
    expect(withSource(a, 0, node => node)).toBe(a)
  })

  it('computes what a net built so from the start computes', () => {
    const number = fc.integer({ min: -9, max: 9 })
    fc.assert(
      fc.property(fc.tuple(number, number), number, (cells, by) => {
        const built = { x, a: times(times(x, 3), by), b: relu(times(times(x, 3), by)) }
        const rewritten = rewrite(net, { a: node => times(node, by) })
        expect(work(rewritten as typeof net, [cells])).toMatchObject(evaluate(built, { x: [cells] }, exact))
      }),
    )
  })
})

describe('a scope', () => {
  it('gives names with paths, each a node of its own', () => {
    const model = scope()
    const first = model.input('x', [2, 2])
    const block = model.within('block0').within('attention')
    const scores = block.name('scores', matmul(transpose(first), first))
    const again = model.name('again', scores)
    expect(Object.keys(model.net)).toEqual(['x', 'block0.attention.scores', 'again'])
    expect(again).not.toBe(scores)
    expect(again.op).toBe('same')
    expect(() => block.name('scores', first)).toThrow('there are two matrices called block0.attention.scores')
  })

  it('lists its parameters as data', () => {
    const model = scope()
    model.within('mlp').parameter('weight', [3, 2], { init: { kind: 'xavier' }, decay: true })
    model.parameter('bias', [3, 1], { init: { kind: 'zeros' }, decay: false })
    expect(model.parameters).toEqual([
      { name: 'mlp.weight', shape: [3, 2], init: { kind: 'xavier' }, decay: true },
      { name: 'bias', shape: [3, 1], init: { kind: 'zeros' }, decay: false },
    ])
    expect(countOf(model.parameters)).toBe(9)
    expect(Object.keys(pick(model.net, ['bias']))).toEqual(['bias'])
    expect(() => pick(model.net, ['nothing'])).toThrow('there is no nothing in the net')
    expect(() => rows(input('short', [1, 1]), 1, 1)).toThrow(ShapeError)
  })
})
