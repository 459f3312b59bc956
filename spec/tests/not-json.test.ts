// Why a text is not JSON, in words that lead to the place; and of which other kind a file is.
import { describe, expect, it } from 'vitest'
import { caseIds, caseOf } from '../src/cases/all.ts'
import { kindOf, whyNotJson } from '../src/lesson/not-json.ts'

function why(text: string): string {
  try {
    JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return whyNotJson(text, error)
    throw error
  }
  return 'it is JSON'
}

describe('why a text is not JSON', () => {
  it.each([
    ['[1, "a]", }', 'a comma stands before }, with nothing after it (line 1 column 11)'],
    ['', 'it is empty'],
    [' \n\t', 'it is blank: there are only spaces in it'],
    ['<!DOCTYPE html>\n<p>404', 'it is a page of HTML or XML, perhaps saved by a browser in place of the file'],
    ['{\0', 'it is no text in UTF-8'],
    ['{\n  // mine\n  "a": 1}', 'a comment begins here, and JSON has none (line 2 column 3)'],
    ['# mine\n{}', 'a comment begins here, and JSON has none (line 1 column 1)'],
    ['{"a": 1, /* b */ "b": 2}', 'a comment begins here, and JSON has none (line 1 column 10)'],
    ['{"a": [1, 2],\n}', 'a comma stands before }, with nothing after it (line 2 column 1)'],
    ['{"a": "//,]", "b": [1, ]}', 'a comma stands before ], with nothing after it (line 1 column 24)'],
    ["{'a': 1}", `' stands where JSON has " (line 1 column 2)`],
    ['{“a”: 1}', '“ stands where JSON has " (line 1 column 2)'],
    ['{"a": NaN}', 'NaN is no value of JSON (line 1 column 7)'],
    ['{"a": -Infinity}', '-Infinity is no value of JSON (line 1 column 7)'],
    ['{"a": True}', 'True is no value of JSON (line 1 column 7)'],
    ['{\n  a: 1}', 'a is no value of JSON (line 2 column 3)'],
    ['{"a": "b', 'the text that begins here does not end (line 1 column 7)'],
    ['{"a": "b\\"c', 'the text that begins here does not end (line 1 column 7)'],
    ['{"a": [1, 2]', 'it ends before its last { or [ is closed (line 1 column 12)'],
    ['{"a": [1, 2', 'it ends before its last { or [ is closed (line 1 column 11)'],
    ['{"a": ', 'it ends before its last { or [ is closed (line 1 column 6)'],
  ])('%j', (text, says) => {
    expect(why(text)).toBe(says)
  })

  it.each([
    ['{"a": 1 "b": 2}', /line 1 column 9/],
    ['{"a": 1}\n{"b": 2}', /line 2 column 1/],
    ['{"a": 1,5, "b": 2}', /line 1 column 9/],
  ])('of %j the engine says what, and where', (text, says) => {
    expect(why(text)).toMatch(says)
  })

  it('a long text that does not end is told at once', () => {
    expect(why(`{"a": "${'x'.repeat(4_000_000)}`)).toMatch(/does not end/)
    expect(why(`{"a": "${'\\"'.repeat(2_000_000)}`)).toMatch(/does not end/)
    expect(why('['.repeat(1_000_000)).length).toBeLessThan(80)
  })
})

it.each([
  [{ video: [], encoder: {} }, 'a lesson'],
  [[{ video: [], encoder: {} }], 'a list, and in it a lesson'],
  [{ nbformat: 4, cells: [] }, 'a Jupyter notebook'],
  [{ version: 1, open: null, works: [] }, 'progress of practice'],
  [{ name: 'x', version: '1.0.0', scripts: {} }, 'a package.json'],
  [{ latent: [[1]] }, undefined],
  [{ video: [], encoder: {}, latent: [[1]] }, undefined],
  [[[{ nbformat: 4 }]], undefined],
  [[], undefined],
  [null, undefined],
  ['video', undefined],
])('%j is %s', (value, kind) => {
  expect(kindOf(value)).toBe(kind)
})

it.each(caseIds)('the file of %s is a lesson', id => {
  expect(kindOf(caseOf(id).lesson)).toBe('a lesson')
})
