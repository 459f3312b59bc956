import { expect, it } from 'vitest'
import { same } from '../src/same.ts'

const data = () => ({ name: 'latent', rows: [[1, 2n], ['3/4']], at: { row: 1, mark: null }, more: [] })

it('plain data is the same where every part of it is', () => {
  expect(same(data(), data())).toBe(true)
  for (const value of [0, 'a', 2n, null, undefined, true]) expect(same(value, value)).toBe(true)
})

it('plain data is not the same where a part differs, is missing or is there besides', () => {
  const others: readonly unknown[] = [
    { ...data(), name: 'noise' },
    { ...data(), rows: [[1, 3n], ['3/4']] },
    { ...data(), rows: [[1, 2n]] },
    { ...data(), rows: [[1, 2n, 5], ['3/4']] },
    { ...data(), at: null },
    { ...data(), at: { row: 1, mark: {} } },
    { ...data(), more: 0 },
  ]
  for (const other of others) {
    expect(same(data(), other)).toBe(false)
    expect(same(other, data())).toBe(false)
  }
})
