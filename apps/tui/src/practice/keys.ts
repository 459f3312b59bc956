// Every key of the desk in one table: what it asks for, and the words for it.
import { keysOf } from '@dit-by-hand/graph/at'

const table = {
  enter: { keys: ['Enter'], label: 'check this number', hint: 'check' },
  nextField: { keys: ['Tab'], label: 'the next blank', hint: null },
  lastField: { keys: ['Shift-Tab'], label: 'the blank before', hint: null },
  move: { keys: ['←', '→', '↑', '↓'], label: 'move in the matrix', hint: null },
  erase: { keys: ['Backspace'], label: 'erase what was typed last', hint: null },
  hint: { keys: ['h'], label: 'a hint: three in all, from a nudge to the whole line', hint: 'hint' },
  check: { keys: ['c'], label: 'check all that is filled in here', hint: 'all' },
  next: { keys: ['n', 'PgDn'], label: 'the next task', hint: 'next' },
  previous: { keys: ['p', 'PgUp'], label: 'the task before', hint: 'back' },
  list: { keys: ['l'], label: 'the list of tasks: what is done, what is open', hint: 'list' },
  reveal: { keys: ['v'], label: 'show what belongs here, after asking', hint: null },
  reset: { keys: ['r'], label: 'begin the exercise anew, after asking', hint: 'reset' },
  another: { keys: ['N'], label: 'the same exercise with the next seed', hint: null },
  help: { keys: ['?'], label: 'these keys', hint: 'keys' },
  quit: { keys: ['q'], label: 'leave; everything is kept', hint: 'quit' },
} as const

export type DeskCommand = keyof typeof table

/** A key and what it does. */
export interface DeskKey {
  readonly command: DeskCommand
  readonly keys: readonly [string, ...string[]]
  readonly label: string
  /** For the status line; null where it is not worth its place there. */
  readonly hint: string | null
}

const commands = keysOf(table)
export const deskKeys: readonly DeskKey[] = commands.map(command => ({ command, ...table[command] }))

/** What a key asks for. */
export const commandOf = (key: string): DeskCommand | undefined =>
  deskKeys.find(({ keys }) => keys.includes(key))?.command

/** Whether a key is part of a number, in any way that numbers are read: ½, and every dash and slash. */
export const isTyped = (key: string): boolean => /^[\p{N}\p{Pd}.,/:+−÷⁄∕]$/u.test(key) || key === 'Space'
