import { expect, it } from 'vitest'
import { encodingOf } from '../src/encoding.ts'
import { reasonOf } from '../src/reason.ts'

it('a text is UTF-16 only where both of its first bytes say so', () => {
  expect(encodingOf(Uint8Array.of(0xff, 0xfe, 0x31, 0))).toBe('utf-16le')
  expect(encodingOf(Uint8Array.of(0xfe, 0xff, 0, 0x31))).toBe('utf-16be')
  for (const others of [[], [0xff], [0xfe], [0xff, 0xff], [0xfe, 0xfe], [0x31, 0xfe], [0x31, 0xff], [0xef, 0xbb, 0xbf]])
    expect(encodingOf(Uint8Array.from(others))).toBe('utf-8')
})

it('the reason for a failure is the message of an error, and all else as text', () => {
  expect(reasonOf(new RangeError('there is no such cell'))).toBe('there is no such cell')
  expect([reasonOf('no'), reasonOf(7), reasonOf(undefined)]).toEqual(['no', '7', 'undefined'])
})
