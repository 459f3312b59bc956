// A long number in its square is shortened, and says so; a short one is left alone.
import { ratio } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { describe, expect, it } from 'vitest'
import { scene } from '../src/scene.ts'
import { shortened } from '../src/short.ts'
import { start, tour } from '../src/tour.ts'
import { sora } from './support.ts'

describe('a number in its square', () => {
  it.each([
    [ratio(7n, 1n), '7'],
    [ratio(-2001n, 500n), '−2001/500'],
    [ratio(-1234567n, 1n), '−1234567'],
    [ratio(12345678n, 1n), '≈1.23e7'],
    [ratio(-1n, 12345678n), '≈−8.10e−8'],
    [ratio(100000001n, 3n), '≈3.33e7'],
    [ratio(12345678n, 1234567n), '≈10'],
    [ratio(22222222n, 33333n), '≈666.7'],
    [0.12345, '0.1235'],
    [-123456.78912, '≈−123500'],
    [1e-9, '1e−9'],
    [-1e-123, '−1e−123'],
    [1e123, '1e+123'],
    [ratio(10n ** 20n + 1n, 10n ** 23n), '≈0.001'],
    [ratio(10n ** 26n + 1n, 10n ** 20n), '≈1.00e6'],
    [ratio(1n, 10n ** 400n), '≈0'],
    [ratio(10n ** 400n, 1n), `1${'0'.repeat(400)}`],
  ] as const)('%s is shown as %s', (value, text) => {
    expect(shortened(showNumber(value), value)).toBe(text)
  })

  it('keeps all of itself beside what is shown', () => {
    const cell = { name: 'video', row: 0, column: 0 }
    const state = tour({ ...start, place: 'patchify' }, { type: 'edit', edit: { cell, value: '123456789/7' } }, sora)
    const view = scene(state, sora).blocks.find(({ name }) => name === 'video')?.rows[0]?.[0]
    expect(view).toMatchObject({ text: '≈1.76e7', whole: '123456789/7' })
    expect(
      scene(start, sora)
        .blocks.flatMap(({ rows }) => rows.flat())
        .every(({ whole }) => whole === null),
    ).toBe(true)
  })
})
