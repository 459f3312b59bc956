// The net: its count of parameters, that it starts at nothing, and that every cell of it has a short line.
import { float } from '@dit-by-hand/graph/arith'
import { evaluate } from '@dit-by-hand/graph/evaluate'
import { expression } from '@dit-by-hand/graph/expression'
import { entriesOf, type Net } from '@dit-by-hand/graph/graph'
import { pick } from '@dit-by-hand/graph/scope'
import { cellName, fitted, lineOf } from '@dit-by-hand/graph/text'
import { describe, expect, it } from 'vitest'
import { checkConfig, type DitConfig, hiddenOf, official, officialNames, positionWidths } from '../src/config.ts'
import { rectifiedFlow } from '../src/learn/loss.ts'
import { dit, parameterCount } from '../src/net.ts'
import { ddimStep, ddpmStep, eulerStep, guidance, heunStep } from '../src/sample.ts'
import { noiseLoss } from '../src/train.ts'
import { tiny } from './support.ts'

describe('the published models', () => {
  it('count as many parameters as published', () => {
    expect(parameterCount(official('DiT-XL/2'))).toBe(675_129_632)
  })

  it.each(officialNames)('%s can be built', name => {
    expect(dit(official(name)).parameters.length).toBeGreaterThan(100)
  })

  it('are refused by any other name', () => {
    expect(() => official('DiT-M/2')).toThrow('there is no published model DiT-M/2; there are DiT-XL/2')
  })
})

describe('what cannot be built is refused', () => {
  it.each<[Partial<DitConfig>, string]>([
    [{ heads: 5 }, '5 heads do not divide a width of 12'],
    [{ patch: [1, 3, 2] }, 'a clip of 4 rows cannot be cut into patches of 3'],
    [{ positions: [3, 3, 6] }, 'position features 3 + 3 + 6 must be even numbers that add up to 12'],
    [{ depth: 0 }, 'depth is 0; it must be a whole number, 1 or more'],
    [{ depth: 1.5 }, 'depth is 1.5; it must be a whole number'],
  ])('%o', (change, message) => {
    expect(() => dit({ ...tiny, ...change })).toThrow(message)
  })
})

it('has as many hidden features as were meant, where their share of the width is no exact double', () => {
  for (let hidden = 1; hidden <= 100; hidden++) {
    const config = { ...tiny, depth: 1, width: 98, heads: 1, mlp: hidden / 98 }
    expect(hiddenOf(config)).toBe(hidden)
    expect(() => checkConfig(config)).not.toThrow()
  }
  expect(() => checkConfig({ ...tiny, mlp: 0.3 })).toThrow(
    'width × mlp is 3.5999999999999996; it must be a whole number',
  )
})

it('shares position features in even numbers at any width that is even', () => {
  for (let width = 6; width <= 128; width += 2)
    for (const video of [[4, 4, 4]] as const) {
      const shares = positionWidths({ ...tiny, width, video })
      expect(shares.reduce((a, b) => a + b)).toBe(width)
      expect(shares.every(share => share > 0 && share % 2 === 0)).toBe(true)
    }
})

it('says nothing before it has learned: with the last layer at zero the output is exactly 0', () => {
  const { net, parameters } = dit(tiny)
  const given: { [name: string]: number[][] } = Object.fromEntries(
    parameters.map(({ name, shape: [rows, columns], init }) => [
      name,
      Array.from({ length: rows }, (_, r) =>
        Array.from({ length: columns }, (_, c) => (init.kind === 'zeros' ? 0 : Math.sin(r + 3 * c))),
      ),
    ]),
  )
  given.x = Array.from({ length: 16 }, (_, r) => Array.from({ length: 4 }, (_, c) => Math.cos(r * c)))
  given.t = [[500]]
  given.words = [[1], [1], [0], [0]]
  const output = evaluate(pick(net, ['output']), given, float).output
  expect(output?.flat().every(cell => cell === 0)).toBe(true)
})

describe('every named cell has a line of arithmetic below 200 characters', () => {
  it.each<[string, Net]>([
    ['the loss', noiseLoss(tiny).net],
    ['the flow', rectifiedFlow({ ...tiny, learnedVariance: false }, 'velocity', 'velocity').net],
    ['DDPM', ddpmStep(tiny, { clip: true })],
    ['DDIM', ddimStep(tiny, { clip: true })],
    ['guidance', guidance(tiny)],
    ['Euler', eulerStep(tiny)],
    ['Heun', heunStep(tiny)],
  ])('%s', (_name, net) => {
    const long = entriesOf(net).flatMap(([name, node]) => {
      const [rows, columns] = node.shape
      return [
        [0, 0],
        [rows - 1, columns - 1],
      ].flatMap(([row = 0, column = 0]) => {
        const of = expression(net, { name, row, column })
        const line = lineOf(fitted(of, cell => ({ text: cellName(cell) }), 200))
        return line.length < 200 ? [] : [`${name}: ${line}`]
      })
    })
    expect(long).toEqual([])
  })
})
