// Rows of text: width, cutting, wrapping.
import { keysOf } from '@dit-by-hand/graph/at'
import { isTurn } from '@dit-by-hand/tools/thorough'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import {
  cut,
  lettersOf,
  padded,
  printable,
  row,
  rowText,
  rowWidth,
  shortened,
  span,
  spread,
  textWidth,
  wrapped,
} from '../../src/screen/text.ts'
import { brackets, painted, roleMark } from '../../src/screen/theme.ts'

const word = fc.string({
  unit: fc.constantFrom('a', 'b', '−', '1', '/', 'é', '空', '🦉', 'ᾱ'),
  minLength: 1,
  maxLength: 14,
})
const prose = fc.array(word, { maxLength: 40 }).map(words => words.join(' '))

describe('text', () => {
  it('knows how wide letters stand', () => {
    expect(textWidth('max(0, 1·3 − 1·0) = 3')).toBe(21)
    expect(textWidth('空は')).toBe(4)
    expect(textWidth('🦉')).toBe(2)
    expect(textWidth('e\u0301')).toBe(1)
    expect(textWidth('◽')).toBe(2)
    expect(textWidth('☀\ufe0f')).toBe(2)
    expect(textWidth('🇮🇳')).toBe(2)
    expect(textWidth('┏‹−1›❆✎│░▒▓█∂†•◐')).toBe(16)
  })

  it.runIf(isTurn(4))('knows them as Ink does, which lays screens out', () => {
    for (let code = 0x20; code < 0x3_0000; code++) {
      const letter = String.fromCodePoint(code)
      if (textWidth(letter) !== stringWidth(letter))
        expect([letter, textWidth(letter)]).toEqual([letter, stringWidth(letter)])
    }
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(textWidth(text)).toBe(stringWidth(text))
      }),
    )
  })

  it('is as wide as its letters together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(lettersOf(text).join('')).toBe(text)
        expect(lettersOf(text).reduce((sum, letter) => sum + textWidth(letter), 0)).toBe(textWidth(text))
      }),
    )
  })

  it('lets nothing from a lesson steer the terminal', () => {
    expect(printable('sky\u001b[31m\u0007\u009b2J\u202e')).toBe('sky[31m2J')
  })

  it('wraps within the width and loses no word', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 8, max: 60 }), fc.integer({ min: 0, max: 9 }), (text, width, split) => {
        const rows = wrapped(
          [span([...text].slice(0, split).join(''), 'strong'), span([...text].slice(split).join(''))],
          width,
        )
        for (const line of rows) expect(rowWidth(line)).toBeLessThanOrEqual(width)
        expect(rows.map(rowText).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })

  it('breaks at spaces where words fit', () => {
    expect(wrapped([span('one two three four')], 9).map(rowText)).toEqual(['one two', 'three', 'four'])
    expect(wrapped([span('† one two three')], 9, '  ').map(rowText)).toEqual(['† one two', '  three'])
  })

  it('cuts by columns, wide letters included', () => {
    expect(rowText(cut(row('abcdef'), 2, 3))).toBe('cde')
    expect(rowText(cut(row('a空b'), 2, 2))).toBe(' b')
    fc.assert(
      fc.property(prose, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (text, from, width) => {
        expect(rowWidth(cut(row(text), from, width))).toBe(Math.max(0, Math.min(width, textWidth(text) - from)))
      }),
    )
  })

  it('fills, shortens and spreads to a width', () => {
    expect(rowText(padded(row('ab'), 4))).toBe('ab  ')
    expect(rowText(shortened(row('abcdef'), 4))).toBe('abc…')
    expect(rowText(spread(row('left'), row('right'), 12))).toBe('left   right')
    expect(rowWidth(spread(row('a long left end'), row('right'), 12))).toBe(12)
  })
})

describe('paint', () => {
  it('keeps every attribute but colour where colour is not wanted', () => {
    expect(painted([span('3', 'changed')], false)).toBe('\u001b[1m3\u001b[0m')
    expect(painted([span('3', 'changed')], true)).toBe('\u001b[1;33m3\u001b[0m')
    expect(painted([span('3')], true)).toBe('3')
  })

  it('frames no two roles alike without a mark beside, so that a role is told without colour', () => {
    const frames = keysOf(brackets).map(role =>
      [...brackets[role].left, ...brackets[role].right, roleMark[role]].join(''),
    )
    expect(new Set(frames).size).toBe(frames.length)
  })

  it('never paints in plain black or white', () => {
    const looks = [
      'strong',
      'focus',
      'source',
      'sourceMark',
      'consumerMark',
      'changed',
      'misprint',
      'pixels',
      'latent',
      'noise',
      'condition',
      'attention',
      'learnable',
      'frozen',
      'training',
    ] as const
    for (const look of looks) {
      const codes =
        painted([span('3', look)], true)
          .match(/\d+/g)
          ?.map(Number) ?? []
      for (const code of [30, 37, 40, 47, 90, 97, 100, 107]) expect(codes, look).not.toContain(code)
    }
  })
})
