import { describe, expect, it } from 'vitest'
import { groups, pageKeys, terminalKeys } from '../src/keys.ts'

describe('the keys', () => {
  it('of a page do one thing each, and say so once', () => {
    const keys = pageKeys.flatMap(binding => binding.keys)
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(pageKeys.map(({ label }) => label)).size).toBe(pageKeys.length)
  })

  it('that both front ends have ask for the same', () => {
    for (const { keys, command } of pageKeys.filter(each => each.command !== 'heads'))
      for (const key of keys)
        expect(
          terminalKeys.filter(binding => binding.keys.includes(key)).map(binding => binding.command),
          key,
        ).toEqual([command])
  })

  it('that work always say so where another key does the same in one mode alone', () => {
    const always = terminalKeys.filter(({ label }) => label.endsWith(', always'))
    expect(always.flatMap(({ keys }) => keys)).toEqual(['n', 'PgDn', 'N', 'PgUp', 'h', 'j', 'k', 'l'])
    for (const { mode } of always) expect(mode).toBeUndefined()
    expect(pageKeys.filter(({ label }) => label.endsWith(', always'))).toEqual([])
  })

  it('stand in the groups', () => {
    for (const { group } of [...terminalKeys, ...pageKeys]) expect(groups).toContain(group)
  })
})
