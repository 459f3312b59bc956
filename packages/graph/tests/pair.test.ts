import { expect, it } from 'vitest'
import { showPair } from '../src/pair.ts'

it('two numbers are shown in full only where they differ and would look alike', () => {
  expect(showPair(-1, -1.00004, true)).toEqual({ wanted: '−1', found: '−1.00004', differs: true })
  expect(showPair(1, 1.00004, false)).toEqual({ wanted: '1', found: '1', differs: false })
  expect(showPair(0.123456, 2, true)).toEqual({ wanted: '0.1235', found: '2', differs: true })
})
