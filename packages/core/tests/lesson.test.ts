import { exact, float } from '@dit-by-hand/graph/arith'
import { cellsIn, consumersAt } from '@dit-by-hand/graph/consumers'
import { evaluate } from '@dit-by-hand/graph/evaluate'
import {
  add,
  compare,
  type Exact,
  equal,
  fromCell,
  inv,
  isDecimal,
  mul,
  sign,
  sqrt,
  toNumber,
} from '@dit-by-hand/graph/exact'
import { type CellRef, cellKey, type Expression, expression, sources } from '@dit-by-hand/graph/expression'
import { amend } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { inTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { engine } from '../src/engine.ts'
import { generate, mostSteps } from '../src/generate.ts'
import { divergence, learn } from '../src/learn.ts'
import { givenOf, modelOf, netOf, wordsOf, work } from '../src/lesson.ts'
import { gradientName, readThrough, updatedName } from '../src/names.ts'
import { nudge } from '../src/nudge.ts'
import { answerOf, caseIds, lessonOf } from './support.ts'

const readings = ['corrected', 'printed'] as const
const worked = (lesson: Lesson, reading: Reading) => work(lesson, netOf(lesson, reading))

function alike(found: unknown, expected: unknown): boolean {
  if (Array.isArray(found) && Array.isArray(expected))
    return found.length === expected.length && found.every((x, i) => alike(x, expected[i]))
  if (typeof found !== 'number') return found === expected
  const wanted = typeof expected === 'string' ? toNumber(fromCell(expected)) : Number(expected)
  return Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
}

describe.each(caseIds)('%s', id => {
  const lesson = lessonOf(id)
  const answer = answerOf(id)

  it.each(readings)('equals the oracle, %s', async reading => {
    const expected = answer[reading] ?? answer.corrected
    const found = await engine.answer(lesson, reading)
    expect(Object.keys(found).toSorted()).toEqual(Object.keys(expected).toSorted())
    const exactly = lesson.attention.kind !== 'softmax'
    for (const [name, matrix] of Object.entries(expected)) {
      const mine = Object.entries(found).find(([key]) => key === name)?.[1]
      if (exactly) expect(mine, name).toEqual(matrix)
      else expect(alike(mine, matrix), name).toBe(true)
    }
  })

  it('reads the same in double precision', () => {
    const net = netOf(lesson, 'corrected')
    const decimals = Object.fromEntries(
      Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(toNumber))]),
    )
    const floats = evaluate(net, decimals, float)
    for (const [name, grid] of Object.entries(worked(lesson, 'corrected').values))
      grid?.forEach((row, r) =>
        row.forEach((x, c) =>
          expect(Object.entries(floats).find(([key]) => key === name)?.[1]?.[r]?.[c]).toBeCloseTo(toNumber(x), 8),
        ),
      )
  })

  // In a short run the lessons take turns.
  const oneOrBoth = inTurn(readings, 2, caseIds.indexOf(id))

  it.each(oneOrBoth)('every cell is what its line of arithmetic says, and is lit both ways, %s', reading => {
    const { net, values } = worked(lesson, reading)
    const read = ({ name, row, column }: CellRef): Exact =>
      Object.entries(values).find(([key]) => key === name)?.[1]?.[row]?.[column] ?? Number.NaN
    const citing = new Map<string, CellRef[]>()
    for (const [name, node] of Object.entries(net))
      for (let row = 0; row < node.shape[0]; row++)
        for (let column = 0; column < node.shape[1]; column++) {
          const cell = { name, row, column }
          const arithmetic = expression(net, cell, readThrough)
          expect(equalOrClose(worth(arithmetic, read), read(cell)), `${name} ${row} ${column}`).toBe(true)
          for (const source of node.op === 'input' ? [] : sources(arithmetic))
            citing.set(cellKey(source), [...(citing.get(cellKey(source)) ?? []), cell])
        }
    for (const [key, cells] of citing) {
      const [name = '', row, column] = key.split(' ')
      const source = { name, row: Number(row), column: Number(column) }
      expect([key, cellsIn(consumersAt(net, source, readThrough))]).toEqual([key, cells])
    }
  })

  it.each(oneOrBoth)('every gradient is what a nudge shows, %s', reading => {
    const here = worked(lesson, reading)
    for (const [name, grid] of Object.entries(here.values)) {
      if (!name.startsWith('d_')) continue
      grid?.forEach((cells, row) =>
        cells.forEach((slope, column) => {
          const proof = nudge(here, { name: name.slice(2), row, column })
          if (proof.corner) return
          if (lesson.attention.kind === 'softmax')
            expect(Math.abs(toNumber(proof.slope) - toNumber(slope))).toBeLessThan(
              1e-5 * Math.max(1, Math.abs(toNumber(slope))),
            )
          else expect(proof.slope, `${name} ${row} ${column}`).toEqual(slope)
        }),
      )
    }
  })
})

describe('a nudge', () => {
  const hard = worked(lessonOf('sora-is-sky'), 'corrected')
  const soft = worked(lessonOf('softmax-attention'), 'corrected')
  const at = (name: string, row = 0, column = 0): CellRef => ({ name, row, column })

  it('is small, exact, and twice as far from one end to the other', () => {
    expect(nudge(hard, at('latent')).by).toEqual({ n: 1n, d: 1000n })
    expect(nudge(soft, at('latent')).by).toEqual({ n: 1n, d: 8192n })
    const { cell, errorAbove, errorBelow, slope } = nudge(hard, at('feedForwardWeight'))
    expect(cell).toEqual(at('feedForwardWeight'))
    expect(toNumber(slope)).toBe(10)
    expect((toNumber(errorAbove) - toNumber(errorBelow)) * 500).toBeCloseTo(10, 9)
  })

  it('is at a corner where it turns a choice of hard attention, be it on one side alone, and nowhere else', () => {
    const scores: readonly Exact[] = [1, { n: 1999n, d: 2000n }, 0, 0]
    const net = rewrite(hard.net, {
      scores: node =>
        amend(
          node,
          scores.map((value, row) => ({ row, column: 0, value })),
          'edit',
        ),
    })
    const near = work(hard.lesson, net)
    expect([0, 1, 2].map(row => nudge(near, at('scores', row)).corner)).toEqual([true, true, false])
    expect(
      [nudge(near, at('attention')), nudge(near, at('feedForwardBias')), nudge(soft, at('scores'))].map(
        ({ corner }) => corner,
      ),
    ).toEqual([false, false, false])
  })

  it('is refused where there is no such cell', () => {
    for (const [row, column] of [
      [2, 0],
      [0, 4],
    ] as const)
      expect(() => nudge(hard, at('latent', row, column))).toThrow(
        new RangeError(`latent is 2×4; it has no row ${row + 1}, column ${column + 1}`),
      )
    for (const name of ['d_scores', 'toString'])
      expect(() => nudge(hard, at(name, 0, 0))).toThrow(new RangeError(`there is no ${name} in the lesson sora-is-sky`))
  })
})

/** An expression's value, worked out apart from the graph. */
function worth(of: Expression, read: (cell: CellRef) => Exact): Exact {
  const inner = (part: Expression): Exact => worth(part, read)
  switch (of.kind) {
    case 'literal':
    case 'amended':
      return of.value
    case 'cell':
      return read(of.cell)
    case 'sum':
      return of.terms.map(inner).reduce<Exact>(add, 0)
    case 'product':
      return mul(inner(of.left), inner(of.right))
    case 'inv':
      return inv(inner(of.of))
    case 'sqrt':
      return sqrt(inner(of.of))
    case 'relu':
      return compare(inner(of.of), 0) > 0 ? inner(of.of) : 0
    case 'step':
      return sign(inner(of.of)) > 0 ? 1 : 0
    case 'sin':
      return Math.sin(toNumber(inner(of.of)))
    case 'cos':
      return Math.cos(toNumber(inner(of.of)))
    case 'tanh':
      return Math.tanh(toNumber(inner(of.of)))
    case 'bit':
      return Math.floor(toNumber(inner(of.of)) / 2 ** of.place) % 2
    case 'share':
      return exact.share(of.among.map(inner), of.index, of.soft)
  }
}

const equalOrClose = (a: Exact, b: Exact): boolean =>
  equal(a, b) ||
  ((isDecimal(a) || isDecimal(b)) && Math.abs(toNumber(a) - toNumber(b)) < 1e-9 * Math.max(1, Math.abs(toNumber(b))))

describe('learning', () => {
  const losses = (id: string, reading: 'corrected' | 'printed', steps: number): Exact[] =>
    learn(lessonOf(id), netOf(lessonOf(id), reading))
      .take(steps + 1)
      .map(({ loss }) => loss)
      .toArray()

  it.each([
    ['corrected', { n: 3n, d: 8n }],
    ['printed', { n: 11n, d: 8n }],
  ] as const)('falls at every step from where the walkthrough starts, %s', (reading, first) => {
    const found = losses('sora-is-sky', reading, 60)
    expect(found[0]).toEqual(first)
    found.slice(1).forEach((loss, i) => expect(toNumber(loss)).toBeLessThan(toNumber(found[i]!)))
    expect(found.slice(0, 4).every(loss => !isDecimal(loss))).toBe(true)
    expect(isDecimal(found[60]!)).toBe(true)
  })

  it('takes the step that the lesson answers', () => {
    const [, second] = learn(lessonOf('sora-is-sky')).take(2).toArray()
    expect(second?.values.feedForwardWeight).toEqual(work(lessonOf('sora-is-sky')).values.feedForwardWeightAfter)
    expect(second?.values.encoderWeight).toEqual(givenOf(lessonOf('sora-is-sky')).encoderWeight)
  })

  it('goes on without query and key where attention is given', () => {
    const [first, second] = learn(lessonOf('given-attention')).take(2).toArray()
    expect(second?.values.feedForwardBias).toEqual(first?.values.feedForwardBiasAfter)
    expect(Object.keys(second?.values ?? {})).toEqual(Object.keys(first?.values ?? {}))
    expect(second?.values.query).toBeUndefined()
  })

  it('counts its steps', () => {
    const steps = learn(lessonOf('sora-is-sky')).take(4).toArray()
    expect(steps.map(({ step }) => step)).toEqual([0, 1, 2, 3])
  })

  it('goes over to decimals after a loss of more digits than are asked for, and not before', () => {
    const lesson = lessonOf('sora-is-sky')
    const second = (longest: number): Exact => learn(lesson, netOf(lesson), longest).take(2).toArray()[1]?.loss ?? 0
    expect([second(1), second(2)].map(isDecimal)).toEqual([true, false])
    expect(toNumber(second(1))).toBeCloseTo(toNumber(second(2)), 12)
  })

  it('stays in decimals, however large they become', () => {
    const diverging = learn({ ...lessonOf('soft-sky'), learningRate: 1 })
      .take(5)
      .toArray()
    expect(diverging.map(({ loss }) => isDecimal(loss))).toEqual(diverging.map(() => true))
    expect(toNumber(diverging[4]?.loss ?? 0)).toBeGreaterThan(1e100)
  })

  it('stays where it is at learning rate 0', () => {
    expect(new Set(losses('learning-rate-zero', 'corrected', 5).map(toNumber)).size).toBe(1)
  })
})

describe('a lesson’s matrices', () => {
  it('have the words in the order of the prompt, whatever the order of their vectors', () => {
    const lesson = lessonOf('sora-is-sky')
    const prompt = { text: ' Deep  Blue\tsky', words: { sky: [1, 2], BLUE: [3, 4], deep: [5, 6] } }
    expect(wordsOf({ ...lesson, prompt })).toEqual(['deep', 'BLUE', 'sky'])
    expect(givenOf({ ...lesson, prompt }).words).toEqual([
      [5, 3, 1],
      [6, 4, 2],
    ])
  })

  it('are answered under the engine’s name, without what was given', () => {
    expect(engine.name).toBe('core')
  })

  it('read an activation together with what it clips', () => {
    const { net } = work(lessonOf('sora-is-sky'))
    const from = (name: string): ReadonlySet<string> =>
      new Set(sources(expression(net, { name, row: 0, column: 0 }, readThrough)).map(cell => cell.name))
    expect(from('latent')).toEqual(new Set(['encoderWeight', 'patches', 'encoderBias']))
    expect(from('decoded')).toEqual(new Set(['decoderWeight', 'denoised', 'decoderBias']))
  })
})

describe('what is learned', () => {
  const named = (id: string) => modelOf(lessonOf(id)).parameters.map(({ name }) => name)
  it('is listed once, in the order in which it is used', () => {
    const rest = ['modulationWeight', 'modulationBias', 'query', 'key', 'feedForwardWeight', 'feedForwardBias']
    expect(named('sora-is-sky')).toEqual(rest)
    expect(named('given-attention')).toEqual(rest.filter(name => name !== 'query' && name !== 'key'))
  })
  it('decays where it is a weight, not where it is a bias', () => {
    for (const { name, decay } of modelOf(lessonOf('sora-is-sky')).parameters)
      expect(decay, name).toBe(!name.endsWith('Bias'))
  })
  it('has a gradient and an updated value of its shape', () => {
    for (const id of caseIds) {
      const { net, parameters } = modelOf(lessonOf(id))
      for (const { name, shape } of parameters) {
        const nodes: { readonly [as: string]: { readonly shape: readonly number[] } | undefined } = net
        expect(nodes[gradientName(name)]?.shape, name).toEqual(shape)
        expect(nodes[updatedName(name)]?.shape, name).toEqual(shape)
      }
    }
  })
})

describe('nets', () => {
  const sized = (bits: number): Lesson => ({
    ...lessonOf('sora-is-sky'),
    timestep: { t: 0, bits },
  })

  it('are shared by lessons of the same sizes, attention and misprints', () => {
    const lesson = lessonOf('sora-is-sky')
    expect(netOf(lesson)).toBe(modelOf(lesson).net)
    expect(netOf(lesson, 'corrected')).toBe(netOf(structuredClone(lesson), 'corrected'))
    expect(netOf(lesson, 'corrected')).not.toBe(netOf(lesson, 'printed'))
    expect(netOf(lesson, 'corrected')).toBe(netOf({ ...lesson, errata: [] }, 'corrected'))
    expect(netOf(lesson, 'printed')).not.toBe(netOf({ ...lesson, errata: lesson.errata.slice(1) }, 'printed'))
  })

  it('are forgotten when 32 others have come since', () => {
    const first = netOf(sized(100), 'corrected')
    for (let i = 1; i < 32; i++) netOf(sized(100 + i), 'corrected')
    expect(netOf(sized(100), 'corrected')).toBe(first)
    netOf(sized(200), 'corrected')
    expect(netOf(sized(100), 'corrected')).not.toBe(first)
  })
})

describe('generation', () => {
  const lesson = lessonOf('sora-is-sky')
  it('is the walkthrough in one step', () => {
    expect(generate(lesson, 1, netOf(lesson, 'printed'))[0]?.worked.values).toEqual(worked(lesson, 'printed').values)
  })

  it('starts each step from what the one before left, with t one lower', () => {
    const made = generate(lesson, 3)
    expect(made.map(({ t }) => t)).toEqual([3, 2, 1])
    expect(made.map(({ worked }) => worked.values.timeEmbedding)).toEqual([
      [[1], [1]],
      [[1], [0]],
      [[0], [1]],
    ])
    expect(made[1]?.worked.values.noised).toEqual(made[0]?.worked.values.denoised)
    expect(made[2]?.worked.values.noised).toEqual(made[1]?.worked.values.denoised)
  })

  it('has as many steps as the clock allows', () => {
    expect(mostSteps(lesson)).toBe(3)
    expect(mostSteps(lessonOf('t-zero'))).toBe(1)
    expect(() => generate(lessonOf('fractions'), 2)).toThrow(
      /^the lesson at t = 1 cannot be generated in 2 steps, only in 1$/,
    )
    for (const steps of [1.5, 0, -1, 4])
      expect(() => generate(lesson, steps)).toThrow(
        `the lesson at t = 3 cannot be generated in ${steps} steps, only in 1 to 3`,
      )
    expect(generate(lesson, 3)).toHaveLength(3)
  })
})

describe('learning that diverges', () => {
  it.each([
    [[1, 2, 4, Number.POSITIVE_INFINITY], { step: 3, since: 1 }],
    [[4, 2, 1, 3, 9, Number.NaN], { step: 5, since: 3 }],
    [[4, 5, 1, Number.POSITIVE_INFINITY, 7], { step: 3, since: 3 }],
    [[Number.POSITIVE_INFINITY], { step: 0, since: 0 }],
    [[1, 2, 2, 4, Number.POSITIVE_INFINITY], { step: 4, since: 3 }],
    [[3, 2, 5], undefined],
    [[], undefined],
  ])('%j', (losses, found) => {
    expect(divergence(losses)).toEqual(found)
  })
})
