// Where a reader gets who types a step, a symbol or a name.
import { caseOf } from '@dit-by-hand/spec/cases'
import { expect, test } from 'vitest'
import { callable, find, isStepNumber } from '../src/find.ts'
import { matrices } from '../src/matrices.ts'
import { nameFrom } from '../src/meant.ts'
import { places } from '../src/telling.ts'
import { start } from '../src/tour.ts'

const { lesson } = caseOf('sora-is-sky')
const at = (typed: string) => find(typed, start, lesson)

test.each([
  ['0', 'opening'],
  ['1', 'patchify'],
  [' 13 ', places[13]],
  ['end', 'closing'],
])('%j is a place', (typed, place) => {
  expect(at(typed)).toEqual({ action: { type: 'goto', place } })
})

test('the number of a step is one, and nothing else is', () => {
  expect(['0', '7', '13'].map(isStepNumber)).toEqual([true, true, true])
  expect(['', 'end', 'Z', '-1', '7 '].map(isStepNumber)).toEqual([false, false, false, false, false])
})

test.each(['14', '75', '00', '1000000000000000000000'])('%s is no step', typed => {
  expect(at(typed)).toEqual({ why: 'Steps are 1 to 13; 0 is the opening, end the closing.' })
  expect(isStepNumber(typed)).toBe(false)
})

test.each([
  ['Z', 'latent', 'encode'],
  ['Wf', 'feedForwardWeight', 'feed-forward'],
  ['γ', 'scale', 'modulation'],
  ['∂Y', 'd_pooled', 'slopes'],
  ['e', 'textEmbedding', 'conditions'],
  ["Wf'", 'feedForwardWeightAfter', 'slopes'],
  ['LATENT', 'latent', 'encode'],
])('%s is a cell of %s', (typed, name, place) => {
  expect(at(typed)).toMatchObject({ action: { type: 'follow', to: { place, cell: { name, row: 0, column: 0 } } } })
})

test('every name and every symbol leads to a matrix, each symbol to one', () => {
  const named = callable.map(nameFrom)
  expect(named).not.toContain(undefined)
  expect(new Set(named)).toEqual(new Set(Object.keys(matrices)))
  const symbols = Object.values(matrices).map(({ symbol }) => symbol)
  expect(new Set(symbols).size).toBe(symbols.length)
  expect(new Set(callable).size).toBe(callable.length)
})

test('what there is not is told, with what is near of both kinds', () => {
  expect(at('latnet')).toEqual({ why: 'There is no matrix “latnet”. Did you mean latent?' })
  expect(at('quite something else')).toEqual({ why: 'There is no matrix “quite something else”.' })
  for (const mixed of ['14Z', 'Z14'])
    expect(at(mixed)).toMatchObject({ why: expect.stringMatching(new RegExp(`^There is no matrix “${mixed}”`)) })
  expect(at('Wg')).toMatchObject({ why: expect.stringMatching(/^There is no matrix “Wg”\. Did you mean W/) })
  expect(find('query', start, caseOf('given-attention').lesson)).toEqual({
    why: 'This lesson has no query weight: its attention is given.',
  })
})
