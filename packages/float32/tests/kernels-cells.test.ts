// Exponentials, shares, moves and learning against double precision; e^ over all floats there are.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Kernels, mostUlps } from '../src/kernels.ts'
import {
  cellsOf,
  type Expected,
  faults,
  floats,
  type Kind,
  line,
  type Machine,
  type Matrix,
  machines,
  matrix,
  type Outcome,
  tried,
} from './kernels-harness.ts'
import { adamOf, axpyOf, emaOf, exact, expOf, momentumOf, softmaxOf, squaredNormOf, ulp } from './kernels-reference.ts'

const all = await machines()
const each = all.map(machine => [machine.kernels.build, machine] as const)

const length = fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 17, 31, 33, 65)
const skew = fc.nat(3)
const seed = fc.integer()
const kind = fc.constantFrom<Kind>('everyday', 'wild', 'denormal', 'special')
const tame = fc.constantFrom<Kind>('everyday', 'denormal', 'special')

/** What is wrong, where one matrix is written and the others are read. */
function wrongs(outcome: Outcome, written: number, expected: readonly Expected[]): readonly string[] {
  return [
    ...faults(outcome.after[written] ?? new Float32Array(), expected),
    ...outcome.changed.filter(index => index !== written).map(index => `source ${index} was changed`),
    ...(outcome.strays > 0 ? [`${outcome.strays} cells outside were written`] : []),
  ]
}

const nan = (count: number): Matrix => line(new Float32Array(count).fill(Number.NaN))

/** Something that any right kernels do, tried on random cells. Answers what is wrong. */
interface Law {
  readonly wrong: (machine: Machine, runs: number) => string | null
}

function law<Given>(given: fc.Arbitrary<Given>, wrong: (machine: Machine, given: Given) => readonly string[]): Law {
  return {
    wrong: (machine, numRuns) => {
      const found = fc.check(
        fc.property(given, it => {
          const all = wrong(machine, it)
          if (all.length > 0) throw new Error(all.join('; '))
        }),
        { numRuns },
      )
      return found.failed ? `${fc.stringify(found.counterexample)}: ${String(found.errorInstance)}` : null
    },
  }
}

const exponential: Law = law(
  fc.tuple(length, skew, seed, kind, fc.boolean()),
  (machine, [count, off, from, how, inPlace]) => {
    const { exp } = machine.kernels
    const x = line(cellsOf(count, from, how))
    return inPlace
      ? wrongs(
          tried(machine, [x], off, (at = 0) => exp(count, at, at)),
          0,
          expOf(x),
        )
      : wrongs(
          tried(machine, [x, nan(count)], off, (a = 0, b = 0) => exp(count, a, b)),
          1,
          expOf(x),
        )
  },
)

const pairOf = (count: number, from: number, how: Kind): readonly [Matrix, Matrix] => [
  line(cellsOf(count, from, how)),
  line(cellsOf(count, from + 1, how)),
]
const factor = fc.constantFrom(0, 1, -0.5, Math.fround(0.998))

const laws = {
  exp: exponential,
  softmax: law(
    fc.record({
      rows: length,
      columns: length,
      gap: fc.constantFrom(0, 1, 5),
      off: skew,
      from: seed,
      how: tame,
      scale: fc.constantFrom(1, Math.fround(0.2041241), 0.125, 8),
      inPlace: fc.boolean(),
    }),
    (machine, { rows, columns, gap, off, from, how, scale, inPlace }) => {
      const { softmax } = machine.kernels
      const x = matrix(rows, columns, cellsOf(rows * columns, from, how), gap)
      const y = matrix(rows, columns, nan(rows * columns).cells, gap + 2)
      return inPlace
        ? wrongs(
            tried(machine, [x], off, (at = 0) => softmax(rows, columns, at, x.ld, at, x.ld, scale)),
            0,
            softmaxOf(x, scale),
          )
        : wrongs(
            tried(machine, [x, y], off, (a = 0, b = 0) => softmax(rows, columns, a, x.ld, b, y.ld, scale)),
            1,
            softmaxOf(x, scale),
          )
    },
  ),
  fill: law(fc.tuple(length, skew, seed, kind), (machine, [count, off, from, how]) => {
    const [value = 0] = cellsOf(1, from, how)
    return wrongs(
      tried(machine, [nan(count)], off, (at = 0) => machine.kernels.fill(count, value, at)),
      0,
      exact(new Float32Array(count).fill(value)),
    )
  }),
  copy: law(
    fc.tuple(length, length, fc.constantFrom(0, 1, 5), skew, seed, kind),
    (machine, [rows, columns, gap, off, from, how]) => {
      const x = matrix(rows, columns, cellsOf(rows * columns, from, how), gap)
      const y = matrix(rows, columns, nan(rows * columns).cells, gap * 2)
      return wrongs(
        tried(machine, [x, y], off, (a = 0, b = 0) => machine.kernels.copy(rows, columns, a, x.ld, b, y.ld)),
        1,
        exact(x.cells),
      )
    },
  ),
  gather: law(
    fc.tuple(length, fc.integer({ min: 1, max: 65 }), skew, seed, kind),
    (machine, [count, size, off, from, how]) => {
      const order = Uint32Array.from({ length: count }, (_, i) => (i * 7 + 3) % size)
      const x = line(cellsOf(size, from, how))
      return wrongs(
        tried(machine, [line(new Float32Array(order.buffer)), x, nan(count)], off, (a = 0, b = 0, c = 0) =>
          machine.kernels.gather(count, a, b, c),
        ),
        2,
        exact(Float32Array.from(order, i => x.cells[i] ?? 0)),
      )
    },
  ),
  axpy: law(fc.tuple(length, skew, seed, kind, factor), (machine, [count, off, from, how, by]) => {
    const [x, y] = pairOf(count, from, how)
    return wrongs(
      tried(machine, [x, y], off, (a = 0, b = 0) => machine.kernels.axpy(count, by, a, b)),
      1,
      axpyOf(by, x, y),
    )
  }),
  ema: law(fc.tuple(length, skew, seed, kind, factor), (machine, [count, off, from, how, by]) => {
    const [x, mean] = pairOf(count, from, how)
    return wrongs(
      tried(machine, [x, mean], off, (a = 0, b = 0) => machine.kernels.ema(count, a, b, Math.abs(by))),
      1,
      emaOf(x, mean, Math.abs(by)),
    )
  }),
  momentum: law(
    fc.tuple(length, skew, seed, tame, fc.constantFrom(0, 0.05, 0.1).map(Math.fround), factor, fc.boolean()),
    (machine, [count, off, from, how, fade, scale, ahead]) => {
      const [m, g] = pairOf(count, from, how)
      const { after, changed, strays } = tried(machine, [m, g, nan(count)], off, (a = 0, b = 0, c = 0) =>
        machine.kernels.momentum(count, a, b, ahead ? c : 0, fade, scale),
      )
      const expected = momentumOf(m, g, fade, scale)
      const [found = m.cells, , x = m.cells] = after
      return [
        ...faults(found, expected.m),
        ...(ahead ? faults(x, expected.x) : []),
        ...(changed.includes(1) ? ['the gradients were changed'] : []),
        ...(!ahead && changed.includes(2) ? ['what was not asked for was written'] : []),
        ...(strays > 0 ? [`${strays} cells outside were written`] : []),
      ]
    },
  ),
  squaredNorm: law(fc.tuple(length, skew, seed, kind), (machine, [count, off, from, how]) => {
    const x = line(cellsOf(count, from, how))
    let norm = Number.NaN
    const { changed, strays } = tried(machine, [x], off, (at = 0) => {
      norm = machine.kernels.squaredNorm(count, at)
    })
    const { value, bound } = squaredNormOf(x)
    const right = Number.isFinite(value) ? Math.abs(norm - value) <= bound : Object.is(norm, value)
    return right && changed.length + strays === 0 ? [] : [`${norm}, not ${value} ± ${bound}`]
  }),
  adam: law(
    fc.tuple(
      length,
      skew,
      seed,
      tame,
      fc.record({
        rate: fc.constantFrom(1, 0.001, 0.0025).map(Math.fround),
        beta1: fc.constantFrom(0, 0.9).map(Math.fround),
        beta2: fc.constantFrom(0.999, 0.95).map(Math.fround),
        epsilon: fc.constantFrom(1e-8, 1e-3).map(Math.fround),
        decay: fc.constantFrom(0, 0.01).map(Math.fround),
        correction1: fc.constantFrom(0.1, 1),
        correction2: fc.constantFrom(0.001, 0.0477, 1),
        gradientScale: fc.constantFrom(1, 1 / 32, Math.fround(0.0371)),
      }),
    ),
    (machine, [count, off, from, how, by]) => {
      const [w, g] = pairOf(count, from, how)
      const [m, some] = pairOf(count, from + 2, how)
      // Second moments are never negative.
      const v = line(some.cells.map(Math.abs))
      const { after, changed, strays } = tried(machine, [w, g, m, v], off, (a = 0, b = 0, c = 0, d = 0) =>
        machine.kernels.adam(
          ...([count, a, b, c, d, by.rate, by.beta1, by.beta2, by.epsilon, by.decay] as const),
          ...([by.correction1, by.correction2, by.gradientScale] as const),
        ),
      )
      const expected = adamOf(w, g, m, v, by)
      const [parameters = w.cells, , first = m.cells, second = v.cells] = after
      return [
        ...faults(parameters, expected.w),
        ...faults(first, expected.m),
        ...faults(second, expected.v),
        ...(changed.includes(1) ? ['the gradients were changed'] : []),
        ...(strays > 0 ? [`${strays} cells outside were written`] : []),
      ]
    },
  ),
} satisfies { readonly [name: string]: Law }

describe.each(each)('cells, %s', (_build, machine) => {
  const { kernels } = machine

  it.each(Object.entries(laws))('%s', (_name, { wrong }) => {
    expect(wrong(machine, 200)).toBeNull()
  })

  it('softmax of large scores does not overflow, and of equal infinities is NaN', () => {
    const scaled = (scale: number, cells: readonly number[]): number[] => {
      const x = matrix(1, cells.length, Float32Array.from(cells))
      const { after } = tried(machine, [x], 0, (at = 0) => kernels.softmax(1, cells.length, at, x.ld, at, x.ld, scale))
      return [...(after[0] ?? [])]
    }
    const of = (...cells: number[]): number[] => scaled(1, cells)
    const { POSITIVE_INFINITY: most, NEGATIVE_INFINITY: fewest, NaN: none } = Number
    expect(of(1e30, 1e30, -1e30, 0, 1e30)).toEqual([1, 1, 0, 0, 1].map(share => Math.fround(share / 3)))
    for (const scale of [1 / 3, Math.fround(0.2041241), 7.3])
      for (const large of [17e9, 123e10, 1e30])
        expect(scaled(scale, [large, large, -large, 0, large])).toEqual(of(1e30, 1e30, -1e30, 0, 1e30))
    expect(of(fewest, 0, fewest)).toEqual([0, 1, 0])
    expect(of(fewest, fewest)).toEqual([none, none])
    expect(of(most, 1, most)).toEqual([none, none, none])
    expect(of(0, 1, 2, 3, 4, none)).toEqual([none, none, none, none, none, none])
  })

  it('the squared norm is summed in double precision', () => {
    // Single precision would lose the ones, and overflow on the last.
    const x = Float32Array.from([4096, ...new Array<number>(31).fill(1), 1e30])
    const sum = (count: number): number => {
      let norm = 0
      tried(machine, [line(x)], 0, (at = 0) => {
        norm = kernels.squaredNorm(count, at)
      })
      return norm
    }
    expect(sum(32)).toBe(4096 ** 2 + 31)
    expect(sum(33)).toBeGreaterThan(9e59)
  })
})

/** Statements where an expression is wanted. */
const inTurn = (..._done: readonly unknown[]): void => {}

describe('planted wrong kernels are caught', () => {
  const [machine] = all
  if (!machine) throw new Error('there are no kernels to try')
  const right = machine.kernels
  const planted: readonly (readonly [string, keyof typeof laws, Partial<Kernels>])[] = [
    [
      'e^x two units too large',
      'exp',
      { exp: (...all) => inTurn(right.exp(...all), right.axpy(all[0], 2 ** -22, all[2], all[2])) },
    ],
    ['e^x that leaves out the last cell', 'exp', { exp: (n, x, y) => right.exp(n - 1, x, y) }],
    [
      'softmax that forgets the scale',
      'softmax',
      { softmax: (r, c, x, p, y, q) => right.softmax(r, c, x, p, y, q, 1) },
    ],
    [
      'softmax that takes y’s leading dimension for x’s',
      'softmax',
      { softmax: (r, c, x, p, y, _q, s) => right.softmax(r, c, x, p, y, p, s) },
    ],
    ['fill that writes in fours', 'fill', { fill: (n, value, y) => right.fill((n + 3) & ~3, value, y) }],
    ['copy that ignores leading dimensions', 'copy', { copy: (r, c, x, _p, y) => right.copy(1, r * c, x, 0, y, 0) }],
    ['gather from one place further', 'gather', { gather: (n, from, x, y) => right.gather(n, from, x + 4, y) }],
    ['axpy that overwrites', 'axpy', { axpy: (n, by, x, y) => inTurn(right.fill(n, 0, y), right.axpy(n, by, x, y)) }],
    [
      'momentum that looks ahead from the old',
      'momentum',
      { momentum: (n, m, g, x, ...by) => inTurn(x && right.copy(1, n, m, 0, x, 0), right.momentum(n, m, g, 0, ...by)) },
    ],
    [
      'momentum that keeps what should fade',
      'momentum',
      { momentum: (n, m, g, x, fade, scale) => right.momentum(n, m, g, x, 1 - fade, scale) },
    ],
    ['a mean that keeps what it should take', 'ema', { ema: (n, x, y, decay) => right.ema(n, x, y, 1 - decay) }],
    ['a norm in single precision', 'squaredNorm', { squaredNorm: (n, x) => Math.fround(right.squaredNorm(n, x)) }],
    [
      'Adam without its corrections',
      'adam',
      {
        adam: (n, w, g, m, v, rate, b1, b2, e, d, _c1, _c2, s) =>
          right.adam(n, w, g, m, v, rate, b1, b2, e, d, 1, 1, s),
      },
    ],
    [
      'Adam with decay in the gradient',
      'adam',
      {
        adam: (n, w, g, m, v, rate, b1, b2, e, d, c1, c2, s) =>
          inTurn(right.axpy(n, d / s, w, g), right.adam(n, w, g, m, v, rate, b1, b2, e, 0, c1, c2, s)),
      },
    ],
  ]
  it.each(planted)('%s', (_name, which, wrong) => {
    expect(laws[which].wrong({ ...machine, kernels: { ...right, ...wrong } }, 400)).not.toBeNull()
    expect(laws[which].wrong(machine, 100)).toBeNull()
  })
})

/** The largest error of e^x, in units in the last place, and where; NaN, infinities and zeros must be what they should. */
function worst(
  machine: Machine,
  x: Float32Array,
): { readonly ulps: number; readonly at: number; readonly wrong: readonly string[] } {
  const y = tried(machine, [line(x), nan(x.length)], 0, (a = 0, b = 0) => machine.kernels.exp(x.length, a, b)).after[1]
  const wrong: string[] = []
  let [ulps, where] = [0, 0]
  x.forEach((cell, i) => {
    const [should, got] = [Math.exp(cell), y?.[i] ?? 0]
    if (Number.isNaN(should) || should >= 2 ** 128) {
      if (!Object.is(got, Math.fround(should)) && wrong.length < 5) wrong.push(`e^${cell} = ${got}`)
      return
    }
    const off = Math.abs(got - should) / ulp(should)
    if (off > ulps) [ulps, where] = [off, cell]
  })
  return { ulps, at: where, wrong }
}

describe.each(each)('every exponent, %s', (_build, machine) => {
  const x = floats(1021)

  it(`e^x errs by at most ${mostUlps.exp} units in the last place`, () => {
    const { ulps, at, wrong } = worst(machine, x)
    expect(wrong).toEqual([])
    expect(ulps, `at ${at}`).toBeLessThanOrEqual(mostUlps.exp)
    expect(ulps, 'in single precision nothing is exact').toBeGreaterThan(0.4)
  })

  it('catches a planted wrong e^x: one that flushes what is below the normal range to zero', () => {
    const flushed = Math.exp(-90) < 2 ** -126 ? 0 : Number.NaN
    expect(faults(Float32Array.of(flushed), expOf(line(Float32Array.of(-90))))).toHaveLength(1)
  })
})
