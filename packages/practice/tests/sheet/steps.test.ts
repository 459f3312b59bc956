// Steps as they are asked for, written back as short as they can be.
import { stepsIn } from '@dit-by-hand/spec/required'
import { expect, it } from 'vitest'
import { stepsText } from '../../src/sheet/steps.ts'

it.each([
  ['4', '4'],
  ['2-6', '2-6'],
  ['2,5,7-9', '2,5,7-9'],
  [' 9 – 12 , 2', '2,9-12'],
  ['3-5,4-6,5', '3-6'],
  ['1,2,3-13', '1-13'],
])('%s', (text, short) => {
  expect(stepsText(stepsIn(text) ?? [])).toBe(short)
})
