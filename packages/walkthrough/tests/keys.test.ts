import { describe, expect, it } from 'vitest'
import { groups, type Mode, pageKeys, sheetKeys, terminalKeys, told } from '../src/keys.ts'
import { pageKeys as asked, pageCommandOf } from '../src/page-keys.ts'

describe('the keys', () => {
  it('of a terminal do this', () => {
    const does = terminalKeys.map(({ key, command, mode }) => [key, command, ...(mode ? [`(${mode})`] : [])].join(' '))
    expect(does.join(', ')).toBe(
      [
        '→ next (reading), ← back (reading), n next, PgDn next, N back, PgUp back, ↓ scrollDown (reading), ↑ scrollUp (reading)',
        'Home top, End bottom, ] nextStage, [ lastStage, g goto, ← cellLeft (cells), ↓ cellDown (cells), ↑ cellUp (cells)',
        '→ cellRight (cells), h cellLeft, j cellDown, k cellUp, l cellRight, Tab nextMatrix, Space readOn, Shift-Tab lastMatrix',
        'Esc leave, Enter follow, Backspace return, c consumers, e edit, u undo, U redo, r reset, w prompt, x reading, b slopes',
        'f proof, o box, s generation, S pass, t learning, p play, v film, ? help, q quit',
      ].join(', '),
    )
  })

  it('of a terminal are hinted at, the most useful first', () => {
    const hints = (mode: Mode): string =>
      terminalKeys.flatMap(({ key, hint }) => (hint?.[mode] === undefined ? [] : [`${key} ${hint[mode]}`])).join(', ')
    expect(hints('reading')).toBe('→ next, ← back, Tab cells, Space read on, p play, ? keys, q quit')
    expect(hints('cells')).toBe('← move, Tab matrix, Esc read, Enter follow, c goes into, e edit, ? keys, q quit')
  })

  it('of a page do one thing each, and say so once', () => {
    expect(new Set(pageKeys.map(({ label }) => label)).size).toBe(pageKeys.length)
  })

  it('that both front ends have ask for the same', () => {
    for (const { key, command } of pageKeys.filter(each => each.command !== 'heads'))
      expect(
        terminalKeys.filter(binding => binding.key === key).map(binding => binding.command),
        key,
      ).toEqual([command])
  })

  it('that work always say so where another key does the same in one mode alone', () => {
    const always = terminalKeys.filter(({ label }) => label.endsWith(', always'))
    expect(always.map(({ key }) => key)).toEqual(['n', 'PgDn', 'N', 'PgUp', 'h', 'j', 'k', 'l'])
    for (const { mode } of always) expect(mode).toBeUndefined()
    expect(pageKeys.filter(({ label }) => label.endsWith(', always'))).toEqual([])
  })

  it('have all commands between them', () => {
    const commands = new Set([...terminalKeys, ...pageKeys].map(({ command }) => command))
    expect(commands).toEqual(new Set(Object.keys(told)))
  })

  it('of a page ask for what their table says, and other keys for nothing', () => {
    expect(Object.fromEntries(pageKeys.map(({ key, command }) => [key, command]))).toEqual(asked)
    for (const { key, command } of pageKeys) expect(pageCommandOf(key)).toBe(command)
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
    for (const { group } of Object.values(told)) expect(groups).toContain(group)
  })
})
