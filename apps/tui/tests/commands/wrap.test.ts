// Lines of a width, whatever the text.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arithmetic, wrap } from '../../src/plain/wrap.ts'
import { lettersOf, printable, textWidth } from '../../src/screen/text.ts'

it('breaks at spaces, after what stands first', () => {
  expect(wrap('one two three four', { width: 9 })).toEqual(['one two', 'three', 'four'])
  expect(wrap('one two three', { width: 9, first: '- ' })).toEqual(['- one two', '  three'])
  expect(wrap('one two three', { width: 9, first: 'a: ', rest: ' ' })).toEqual(['a: one', ' two', ' three'])
  expect(wrap('', { width: 9, first: '- ' })).toEqual(['-'])
})

it('cuts a word that no line can hold', () => {
  expect(wrap('abcdefgh', { width: 3 })).toEqual(['abc', 'def', 'gh'])
  expect(wrap('◽bcϊ', { width: 4 })).toEqual(['◽bc', 'ϊ'])
  expect(wrap('a☀\ufe0f☀\ufe0f', { width: 4 })).toEqual(['a☀\ufe0f', '☀\ufe0f'])
})

it('breaks a sum before its signs', () => {
  expect(wrap(arithmetic('10 + 20 − 30 = 0'), { width: 6 })).toEqual(['10', '+ 20', '− 30', '= 0'])
})

it('never runs over the width, and loses nothing but space and what would steer a terminal', () => {
  const texts = fc.string({
    unit: fc.oneof(
      fc.constantFrom(' ', '\n', 'a', 'bc', '−', '漢', '\u001b'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 60,
  })
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 30 }), (text, width) => {
      const lines = wrap(text, { width, first: '- ' })
      const most = Math.max(width, ...lettersOf(printable(text)).map(letter => 2 + textWidth(letter)))
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(most)
      const kept = (s: string): string => printable(s).replace(/\s/g, '')
      expect(
        lines
          .map(line => line.slice(2))
          .map(kept)
          .join(''),
      ).toBe(kept(text))
    }),
    { numRuns: 300 },
  )
})
