import { expect, it } from 'vitest'
import { counted, few } from '../src/counted.ts'

it('one is told in the singular, every other number in the plural', () => {
  expect([0, 1, 2].map(count => counted(count, 'check'))).toEqual(['0 checks', '1 check', '2 checks'])
  expect([0, 1, 2].map(count => counted(count, 'matrix', 'matrices'))).toEqual(['0 matrices', '1 matrix', '2 matrices'])
})

it('of many names some are told, and how many more there are, never that there is one more', () => {
  const told = ['', 'a', 'a, b', 'a, b, c', 'a, b and 2 more', 'a, b and 3 more']
  expect(told.map((_, count) => few(['a', 'b', 'c', 'd', 'e'].slice(0, count), 2))).toEqual(told)
})
