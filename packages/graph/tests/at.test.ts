import { describe, expect, it } from 'vitest'
import { at, held, named } from '../src/at.ts'

describe('an item of a list', () => {
  it('is there, or it is said which is not', () => {
    expect([at([7, 8], 0), at([7, 8], 1)]).toEqual([7, 8])
    expect(() => at([7, 8], 2)).toThrow(new RangeError('the list has 2 items; there is no item 3'))
    expect(() => at([7, 8], -1, 'the rows')).toThrow(new RangeError('the rows has 2 items; there is no item 0'))
    expect(() => at([7, 8], Number.NaN)).toThrow(RangeError)
  })
})

describe('what a map holds under a key', () => {
  it('is there, or it is said what is not', () => {
    const map = new Map([['a', 0]])
    expect(held(map, 'a', 'number')).toBe(0)
    expect(() => held(map, 'b', 'number called b')).toThrow(new RangeError('there is no number called b'))
  })
})

describe('what a record holds under a name', () => {
  it('is there, or it is said what is not, whatever every object has', () => {
    expect(named({ a: 0 }, 'a')).toBe(0)
    expect(() => named({ a: 0 }, 'b')).toThrow(new RangeError('there is no b in the net'))
    expect(() => named<unknown>({}, 'toString', 'the lesson')).toThrow(
      new RangeError('there is no toString in the lesson'),
    )
  })
})
