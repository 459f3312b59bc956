// The table of keys: what the handler, the status line and the help all read.
import { caseOf } from '@dit-by-hand/spec/cases'
import { type Mode, type TerminalCommand, terminalKeys } from '@dit-by-hand/walkthrough/keys'
import { start } from '@dit-by-hand/walkthrough/tour'
import { describe, expect, it } from 'vitest'
import { helpRows } from '../../src/screen/help.ts'
import { beginsNumber, commandOf, keyNames } from '../../src/screen/keys.ts'
import { pressed } from '../../src/screen/press.ts'
import { shown } from '../../src/screen/screen.ts'
import { rowText } from '../../src/screen/text.ts'
import { startWalk, type Walk } from '../../src/screen/walk.ts'

const modes: readonly Mode[] = ['reading', 'cells']
const { lesson } = caseOf('sora-is-sky')
const size = { columns: 80, rows: 24 }
const press = (walk: Walk, key: string): Walk => pressed(walk, key, now => shown(now, size, 0).extent)

describe('keys', () => {
  it.each(modes)('do one thing each in mode %s', mode => {
    const used = terminalKeys.filter(({ mode: only }) => only === undefined || only === mode).map(({ key }) => key)
    expect(used.filter((key, i) => used.indexOf(key) !== i)).toEqual([])
  })

  it('leave digits and the minus to numbers', () => {
    expect(terminalKeys.map(({ key }) => key).filter(beginsNumber)).toEqual([])
  })

  it('all stand in the help', () => {
    for (const width of [78, 158]) {
      const text = helpRows(width).map(rowText).join('\n')
      for (const { key, label } of terminalKeys) {
        expect(text).toContain(label)
        expect(text).toContain(key)
      }
    }
  })

  it('are all answered: each changes something or says why not', () => {
    const silent: TerminalCommand[] = []
    const walks = [
      startWalk(lesson, start),
      startWalk(lesson, { ...start, place: 'slopes' }),
      { ...startWalk(lesson, { ...start, place: 'encode' }), mode: 'cells' as const, scroll: 3 },
    ]
    for (const { command, key, mode } of terminalKeys)
      if (
        !walks.some(walk => {
          const before = mode ? { ...walk, mode } : walk
          const after = press(before, key)
          return (
            after.tour !== before.tour ||
            after.mode !== before.mode ||
            after.panel !== before.panel ||
            after.scroll !== before.scroll ||
            after.notice !== null ||
            after.done
          )
        })
      )
        silent.push(command)
    expect(silent).toEqual([])
  })

  it('say why not in one line of a small terminal', () => {
    const long: string[] = []
    const late: Walk = startWalk(lesson, { ...start, place: 'denoise', generation: 3, pass: 2 })
    for (const walk of [
      startWalk(lesson, start),
      startWalk(lesson, { ...start, reading: 'printed', place: 'encode' }),
      late,
    ])
      for (const { key, mode } of terminalKeys) {
        const { notice } = press(mode ? { ...walk, mode } : walk, key)
        if (notice !== null && notice.length > size.columns - 2) long.push(notice)
      }
    expect(long).toEqual([])
  })

  it('are found again in what Ink hands over', () => {
    const none = {
      upArrow: false,
      downArrow: false,
      leftArrow: false,
      rightArrow: false,
      pageDown: false,
      pageUp: false,
      home: false,
      end: false,
      return: false,
      escape: false,
      ctrl: false,
      shift: false,
      tab: false,
      backspace: false,
      delete: false,
      meta: false,
      super: false,
      hyper: false,
      capsLock: false,
      numLock: false,
    }
    expect(keyNames('', { ...none, rightArrow: true })).toEqual(['→'])
    expect(keyNames('', { ...none, tab: true, shift: true })).toEqual(['Shift-Tab'])
    expect(keyNames('', { ...none, delete: true })).toEqual(['Backspace'])
    expect(keyNames('U', { ...none, shift: true })).toEqual(['U'])
    expect(keyNames('3 4', none)).toEqual(['3', 'Space', '4'])
    expect(keyNames('x', { ...none, ctrl: true })).toEqual([])
    expect(keyNames('x', { ...none, eventType: 'release' })).toEqual([])
  })

  it('mean other things while reading and among cells', () => {
    expect(commandOf('→', 'reading')).toBe('next')
    expect(commandOf('→', 'cells')).toBe('cellRight')
    expect(commandOf('l', 'reading')).toBe('cellRight')
  })
})
