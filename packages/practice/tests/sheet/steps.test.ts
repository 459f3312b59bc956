// Steps as they are asked for: read from a list, and written back as short as they can be.
import { expect, it } from 'vitest'
import { allSteps, stepsIn, stepsText } from '../../src/sheet/steps.ts'

it.each([
  ['4', [4], '4'],
  ['2-6', [2, 3, 4, 5, 6], '2-6'],
  ['2,5,7-9', [2, 5, 7, 8, 9], '2,5,7-9'],
  [' 9 – 12 , 2', [2, 9, 10, 11, 12], '2,9-12'],
  ['3-5,4-6,5', [3, 4, 5, 6], '3-6'],
  ['1-13', [...allSteps], '1-13'],
])('%s', (text, steps, short) => {
  expect(stepsIn(text)).toEqual(steps)
  expect(stepsText(steps)).toBe(short)
})

it.each(['', ',', '0', '14', '6-2', '0-3', '2-14', '2,', '2;5', '2-3-4', 'two', '1.5', '-3'])('%s is refused', text => {
  expect(stepsIn(text)).toBeUndefined()
})
