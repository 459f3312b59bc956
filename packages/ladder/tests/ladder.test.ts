// The ladder stands on the walk's model, every rung holds alone and upon the others, and its top is the published model.
import { netOf, work } from '@dit-by-hand/core/lesson'
import { float } from '@dit-by-hand/graph/arith'
import { at, eachOf, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, equal, ratio, toNumber } from '@dit-by-hand/graph/exact'
import { formulaOf } from '@dit-by-hand/graph/formula'
import { namesOf } from '@dit-by-hand/graph/graph'
import { inputsOf } from '@dit-by-hand/graph/inputs'
import { caseOf } from '@dit-by-hand/spec/cases'
import { dit } from '@dit-by-hand/video-dit/net'
import { describe, expect, it } from 'vitest'
import { climbed, given, isSame, rungsOf, stepOf, worked } from '../src/climb.ts'
import { configOf, rungs } from '../src/rungs.ts'

const { lesson } = caseOf('sora-is-sky')
const before = (id: string): readonly string[] =>
  rungs
    .slice(
      0,
      rungs.findIndex(rung => rung.id === id),
    )
    .map(({ id }) => id)

describe('the ground', () => {
  it('is the walk, matrix by matrix', () => {
    const { values } = worked(lesson, [])
    const walk: { readonly [name: string]: Grid<Exact> | undefined } = work(lesson, netOf(lesson)).values
    const common = Object.keys(values).filter(name => walk[name])
    expect(common.length).toBeGreaterThan(30)
    for (const name of common) expect(values[name], name).toEqual(walk[name])
  })
  it('refuses a lesson that it cannot begin with', () => {
    expect(() => worked(caseOf('softmax-attention').lesson, [])).toThrow(/starts from a hard maximum.* is softmax/)
  })
})

describe.each(rungs.map(({ id }) => id))('%s', id => {
  it('holds for a single frame of a single patch, too', () => {
    const { lesson: soft } = caseOf('one-patch')
    if (soft.attention.kind === 'given') throw new Error('its attention is given')
    const still = { ...soft, attention: { ...soft.attention, kind: 'hard' } } as const
    const { shown } = stepOf(still, id, 'upon the others')
    for (const { after } of shown)
      for (const cell of after?.flat() ?? []) expect(Number.isFinite(toNumber(cell))).toBe(true)
  })
  it.each(['alone', 'upon the others'] as const)('holds %s, and changes what it says', mode => {
    const { shown } = stepOf(lesson, id, mode)
    expect(shown.length).toBeGreaterThan(0)
    // Dividing what a hard maximum looks at changes nothing, as its paragraph says.
    const changed = shown.filter(({ isChanged }) => isChanged).map(({ name }) => name)
    if (id === 'root' && mode === 'alone') expect(changed).toEqual([])
    else expect(changed).not.toEqual([])
    for (const { after } of shown)
      for (const cell of after?.flat() ?? []) expect(Number.isFinite(toNumber(cell))).toBe(true)
  })
  it.each(['alone', 'upon the others'] as const)('tells every formula that it rewrites, %s', mode => {
    const { formulas } = stepOf(lesson, id, mode)
    const told = new Map(formulas.map(({ name, before, after }) => [name, { before, after }]))
    expect(told.size).toBeGreaterThan(0)
    const below = mode === 'alone' ? [] : before(id)
    const [from, to] = [climbed(lesson, rungsOf(below)).net, climbed(lesson, rungsOf([...below, id])).net]
    for (const name of Object.keys(from).filter(name => from[name]?.op !== 'input')) {
      const [old, now] = [formulaOf(from, name), to[name] ? formulaOf(to, name) : null]
      expect(told.get(name), name).toEqual(old === now ? undefined : { before: old, after: now })
    }
    // A line of a formula is short enough to be read: whatever is long has a name.
    for (const { after } of formulas) expect(after?.length ?? 0).toBeLessThan(170)
  })
  it('gives every name a node of its own, and leaves nothing unnamed that must be brought', () => {
    for (const ids of [[id], [...before(id), id]]) {
      const tower = climbed(lesson, rungsOf(ids))
      expect(() => namesOf(tower.net)).not.toThrow()
      expect(Object.keys(given(tower, lesson))).toEqual([...inputsOf(tower.net).keys()])
    }
  })
})

it('says of no number that it has changed where only the order of adding has', () => {
  // With equal tokens each head has equal shares, as the one table had: what they pool is what was pooled.
  const { shown, others } = stepOf(lesson, 'heads', 'upon the others')
  const pooled = shown.find(({ name }) => name === 'pooled')
  expect(pooled?.before).not.toEqual(pooled?.after)
  expect(pooled?.isChanged).toBe(false)
  expect(others.filter(({ before, after }) => before && after)).toEqual([])
  expect([isSame(0.3, 0.1 + 0.2), isSame(0.3, 0.3 + 1e-9), isSame(1, 1 + 2 ** -52), isSame(1, 2)]).toEqual([
    true,
    false,
    true,
    false,
  ])
  expect(isSame(ratio(1n, 10n ** 13n), ratio(1n, 10n ** 14n))).toBe(false)
})

it('says of a share that it has changed, however small the softmax has made it', () => {
  const { shown } = stepOf(caseOf('hard-attention').lesson, 'softmax', 'alone')
  const attention = shown.find(({ name }) => name === 'attention')
  const [before, after] = [attention?.before, attention?.after].map(grid => grid?.flat() ?? [])
  const pairs = before!.map((cell, i) => [cell, at(after!, i)] as const)
  const small = pairs.filter(([was, is]) => was === 0 && toNumber(is) > 0 && toNumber(is) < 1e-20)
  expect(small).not.toEqual([])
  expect(small.filter(([was, is]) => isSame(was, is))).toEqual([])
  expect([isSame(0, 5e-17), isSame(2e-40, 2e-40 * (1 + 2 ** -52))]).toEqual([true, true])
})

describe('formulas', () => {
  const told = (id: string) => stepOf(lesson, id, 'upon the others').formulas
  it('say what a rung is about', () => {
    expect(told('softmax')).toEqual([
      { name: 'attention', before: 'attention = hardmax(scores)', after: 'attention = softmax(scores)' },
    ])
    expect(told('residual').map(({ after }) => after)).toEqual([
      'attended = tokens + gatedAttention',
      'result = attended + gatedMlp',
    ])
    expect(told('sampling')[0]).toEqual({
      name: 'predictedNoise',
      before: 'predictedNoise = unguided',
      after: 'predictedNoise = promptless + 4 · (unguided − promptless)',
    })
  })
  it('name a single row as one, and what is gone', () => {
    const heads = new Map(told('heads').map(({ name, after }) => [name, after]))
    expect(heads.get('scores')).toBeNull()
    expect(heads.get('head1.scores')).toBe('head1.scores = (row 1 of keys)ᵀ · row 1 of queries')
  })
})

describe('the top', () => {
  const tower = climbed(lesson, rungsOf(rungs.map(({ id }) => id).filter(id => id !== 'sampling')))
  const numbers: { readonly [name: string]: Grid<number> | undefined } = Object.fromEntries(
    Object.entries(given(tower, lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(toNumber))]),
  )
  const brought = (name: string): Grid<number> => named(numbers, name)
  const rows = (name: string, from: number, count = tower.width): Grid<number> =>
    brought(name).slice(from, from + count)

  it('is the net of the published model', () => {
    const { width, words } = tower
    const config = configOf(tower)
    const both = (kind: 'weight' | 'bias') =>
      Object.fromEntries(
        ['', 'block2.'].flatMap((from, block) => {
          const part = (name: string): string => `${from}${name}.${kind}`
          const own = (name: string): Grid<number> => brought(part(name))
          const [query, key] = ['query', 'key'].map((name, i) =>
            kind === 'weight' ? brought(`${from}${name}`) : brought(`${from}${i === 0 ? 'queries' : 'keys'}.bias`),
          ) as [Grid<number>, Grid<number>]
          return [
            [
              `block${block}.modulation.${kind}`,
              [
                ...rows(part('modulation'), width), // shift
                ...rows(part('modulation'), 0), // scale
                ...rows(part('gates'), 0),
                ...own('modulationMlp'), // shift, scale
                ...rows(part('gates'), width),
              ],
            ],
            [`block${block}.attention.qkv.${kind}`, [...query, ...key, ...own('values')]],
            [`block${block}.attention.out.${kind}`, own('projected')],
            [`block${block}.mlp.up.${kind}`, own('up')],
            [`block${block}.mlp.down.${kind}`, own('down')],
          ]
        }),
      )
    const outer = Object.fromEntries(
      (['weight', 'bias'] as const).flatMap(kind => [
        [`embed.${kind}`, brought(`embed.${kind}`)],
        [`timestep.in.${kind}`, brought(`time.in.${kind}`)],
        [`timestep.out.${kind}`, brought(`time.out.${kind}`)],
        [`last.modulation.${kind}`, brought(`last.modulation.${kind}`)],
        [`last.tokens.${kind}`, brought(`last.${kind}`)],
      ]),
    )
    const ours = evaluate(tower.net, numbers, float)
    const clip = named(ours, 'noised')
    const theirs = evaluate(
      dit(config).net,
      {
        x: clip.flatMap(row => row.map(cell => [cell])), // channel after channel, frame after frame
        t: brought('t'),
        words: Array.from({ length: words + 1 }, (_, word) => [word < words ? 1 : 0]),
        'label.table': brought('words.table'),
        ...outer,
        ...both('weight'),
        ...both('bias'),
      },
      float,
    )
    // Two features after a norm are 1 and −1, whatever they were: so the tokens are compared on the way, too.
    const pairs = [
      ['tokens', 'tokens'],
      ['condition', 'activated'],
      ['pooled', 'block0.attention.pooled'],
      ['attended', 'block0.attention.result'],
      ['bent', 'block0.mlp.activated'],
      ['result', 'block0.mlp.result'],
      ['block2.attended', 'block1.attention.result'],
      ['block2.result', 'block1.mlp.result'],
      ['predictedNoise', 'output'],
    ] as const
    for (const [mine, its] of pairs) {
      const [a, b] = [named(ours, mine).flat(), named(theirs, its).flat()]
      expect(b, its).toHaveLength(a.length)
      for (const [i, cell] of a.entries()) expect(at(b, i), `${its} ${i}`).toBeCloseTo(cell, 10)
      expect(new Set(a.map(cell => cell.toFixed(6))).size, mine).toBeGreaterThan(1)
    }
  })
})

describe('AdamW', () => {
  const parts = ['weightGradient', 'direction', 'adapted', 'averaged'] as const
  it.each(['alone', 'upon the others'] as const)('takes a step as its paper says, %s', mode => {
    const { values } = worked(lesson, rungsOf([...(mode === 'alone' ? [] : before('adam')), 'adam']))
    const weights =
      mode === 'alone'
        ? named(values, 'feedForwardWeight')
        : named(given(climbed(lesson, rungsOf([...before('adam'), 'adam'])), lesson), 'last.weight')
    const [gradients, directions, after, averages] = eachOf(parts, name => named(values, name).flat().map(toNumber))
    for (const [i, g] of gradients.entries()) {
      const w = toNumber(at(weights.flat(), i))
      // Loshchilov & Hutter 2019, algorithm 2, at its first step and without decay.
      const [m, v] = [(0.1 * g) / (1 - 0.9), (0.001 * g ** 2) / (1 - 0.999)]
      const direction = m / (Math.sqrt(v) + 1e-8)
      expect(at(directions, i)).toBeCloseTo(direction, 9)
      expect(at(after, i)).toBeCloseTo(w - 1e-4 * direction, 12)
      expect(at(averages, i)).toBeCloseTo(0.9999 * w + 0.0001 * at(after, i), 12)
    }
  })
  it('learns from the prediction as it is, whatever guidance makes of it', () => {
    const trained = (ids: readonly string[]) => worked(lesson, rungsOf(ids)).values
    const [once, guided] = [trained(['adam']), trained(['adam', 'sampling'])]
    for (const name of ['loss', ...parts]) expect(guided[name], name).toEqual(once[name])
    expect(guided.predictedNoise).not.toEqual(once.predictedNoise)
  })
  it('has the gradient of its own model', () => {
    // By finite differences of half the mean squared error that the model has on top of the ladder.
    const ids = [...before('adam'), 'adam']
    const tower = climbed(lesson, rungsOf(ids))
    const inputs = Object.fromEntries(
      Object.entries(given(tower, lesson)).map(([name, grid]) => [name, (grid ?? []).map(row => row.map(toNumber))]),
    )
    const lossWith = (by: number): number => {
      const moved = named(inputs, 'last.weight').map((row, r) => row.map((x, c) => (r === 1 && c === 0 ? x + by : x)))
      const { loss } = evaluate({ loss: named(tower.net, 'loss') }, { ...inputs, 'last.weight': moved }, float)
      return at(at(named({ loss }, 'loss'), 0), 0)
    }
    const slope = (lossWith(1e-5) - lossWith(-1e-5)) / 2e-5
    const found = toNumber(at(at(named(worked(lesson, rungsOf(ids)).values, 'weightGradient'), 1), 0))
    expect(found).toBeCloseTo(slope, 7)
    expect(Math.abs(found)).toBeGreaterThan(0.1)
  })
})

describe('guidance', () => {
  it('goes from the answer without a prompt through the answer with it, as far as it says', () => {
    const { values } = worked(lesson, rungsOf(['sampling']))
    const [without, withIt, guided] = ['promptless', 'unguided', 'predictedNoise'].map(name => named(values, name)) as [
      Grid<Exact>,
      Grid<Exact>,
      Grid<Exact>,
    ]
    for (const [r, row] of guided.entries())
      for (const [c, cell] of row.entries()) {
        const [a, b] = [toNumber(at(at(without, r), c)), toNumber(at(at(withIt, r), c))]
        expect(toNumber(cell)).toBe(a + 4 * (b - a))
      }
    expect(guided.flat().some((cell, i) => !equal(cell, at(withIt.flat(), i)))).toBe(true)
  })
  it('takes three steps, the last of which is the clip', () => {
    const { values } = worked(lesson, rungsOf(['sampling']))
    expect(values.denoised).toEqual(values['step3.denoised'])
    expect(values['step4.denoised']).toBeUndefined()
  })
})

it('says which rungs there are', () => {
  expect(() => rungsOf(['norm', 'nrom'])).toThrow(/there is no rung nrom; the rungs are mean, softmax/)
})
