import { describe, expect, it } from 'vitest'
import { groups, pageKeys, sheetKeys, terminalKeys, told } from '../src/keys.ts'
import { pageKeys as asked, pageCommandOf } from '../src/page-keys.ts'

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

  it('are those of one front end where they ask for what it alone has', () => {
    for (const { command } of terminalKeys) expect(told[command].on, command).not.toBe('page')
    for (const { command } of pageKeys) expect(told[command].on, command).not.toBe('terminal')
    const commands = new Set([...terminalKeys, ...pageKeys].map(({ command }) => command))
    expect(commands).toEqual(new Set(Object.keys(told)))
  })

  it('of a page ask for what their table says, and other keys for nothing', () => {
    expect(Object.fromEntries(pageKeys.map(({ keys: [key = ''], command }) => [key, command]))).toEqual(asked)
    for (const { keys, command } of pageKeys) expect(keys.map(pageCommandOf)).toEqual([command])
    expect(['q', 'Tab', 'toString'].map(pageCommandOf)).toEqual([undefined, undefined, undefined])
  })

  it('on a cell of a page are each told', () => {
    expect(sheetKeys.map(({ keys }) => keys)).toEqual([
      'arrows',
      'PgUp PgDn',
      'Enter',
      '0 to 9, −',
      '↑ ↓ while typing',
      'Esc',
    ])
    for (const { label } of sheetKeys) expect(label).toMatch(/^[a-z][^.]+[a-z]$/)
    expect(new Set(sheetKeys.map(({ label }) => label)).size).toBe(sheetKeys.length)
  })

  it('stand in the groups', () => {
    for (const { group } of [...terminalKeys, ...pageKeys]) expect(groups).toContain(group)
  })
})
