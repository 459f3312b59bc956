// What an engine answered, read as rows of numbers.
import { ratio } from '@dit-by-hand/graph/exact'
import { describe, expect, it } from 'vitest'
import { gridOfAnswer, isCell } from '../src/answer.ts'

describe('what was answered', () => {
  it('is read as rows, a video frame under frame', () => {
    const rows = [
      [1, '-1/2'],
      [0.5, 3],
    ]
    const read = [
      [1, ratio(-1n, 2n)],
      [0.5, 3],
    ]
    expect(gridOfAnswer(rows, false)).toEqual(read)
    expect(gridOfAnswer([rows, [[4, 5]]], true)).toEqual([...read, [4, 5]])
  })

  it.each<[unknown, boolean, string]>([
    [[1, 2], false, 'it is a flat list instead of rows of numbers'],
    [[1, [2]], false, 'it is not a matrix'],
    ['[[1]]', false, 'it is not a matrix'],
    [null, true, 'it is not a matrix'],
    [[[1]], true, 'it is one matrix instead of a list of frames'],
    [[[[1]], [2]], true, 'it is one matrix instead of a list of frames'],
    [[[1], ['x']], false, 'it holds something that is not a number'],
    [[['x', 1]], false, 'it holds something that is not a number'],
    [[[['1']]], false, 'it holds something that is not a number'],
    [[[null]], false, 'it holds something that is not a number'],
    [[['1/0']], false, 'it holds something that is not a number'],
  ])('%j, a video: %s, is told', (raw, isVideo, told) => {
    expect(gridOfAnswer(raw, isVideo)).toBe(told)
  })

  it('has a number where there is one in JSON, or a whole number or fraction as text', () => {
    expect([1, '1', '-3', '3/4', '1/0010'].every(isCell)).toBe(true)
    expect(['', '1.5', ' 1', '1/', '1/00', '1/-2', ['1'], null, undefined, true].some(isCell)).toBe(false)
  })
})
