import { expect, it } from 'vitest'
import { memo, memoByKey } from '../src/memo.ts'

it('works an object out once', () => {
  const seen: object[] = []
  const made = memo((from: object) => {
    seen.push(from)
    return { of: seen.length }
  })
  const [one, other] = [{}, {}]
  expect([made(one), made(other), made(one)]).toEqual([{ of: 1 }, { of: 2 }, { of: 1 }])
  expect(made(one)).toBe(made(one))
  expect(seen).toEqual([one, other])
})

it('keeps the last results by their key, and no more', () => {
  const seen: string[] = []
  const made = memoByKey(
    (text: string) => {
      seen.push(text)
      return text.length
    },
    text => text,
    2,
  )
  expect(['a', 'bb', 'a', 'ccc', 'bb', 'a'].map(made)).toEqual([1, 2, 1, 3, 2, 1])
  expect(seen).toEqual(['a', 'bb', 'ccc', 'a'])
})
