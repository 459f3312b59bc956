// Every key in one table: what it does, and the words for it. The handler, the status line and the help all read this.
import type { Key } from 'ink'

/** What a reader can ask for. */
export type Command =
  | 'next'
  | 'back'
  | 'readOn'
  | 'scrollUp'
  | 'scrollDown'
  | 'top'
  | 'bottom'
  | 'goto'
  | 'cellLeft'
  | 'cellDown'
  | 'cellUp'
  | 'cellRight'
  | 'nextMatrix'
  | 'lastMatrix'
  | 'leave'
  | 'follow'
  | 'return'
  | 'consumers'
  | 'edit'
  | 'undo'
  | 'redo'
  | 'reset'
  | 'reading'
  | 'slopes'
  | 'proof'
  | 'box'
  | 'generation'
  | 'film'
  | 'help'
  | 'quit'

/** Reading: arrows step and scroll. Cells: arrows move the cell in focus. */
export type Mode = 'reading' | 'cells'

export type Group = 'Walk' | 'Cells' | 'Change' | 'Show'

export interface Binding {
  readonly command: Command
  /** Names of keys as {@link keyName} gives them. */
  readonly keys: readonly string[]
  /** The mode in which they do this; without one, both. */
  readonly mode?: Mode
  readonly group: Group
  /** For the help. */
  readonly label: string
  /** For the status line of the modes in which it is worth its place there; the first are kept longest. */
  readonly hint?: { readonly [K in Mode]?: string }
}

export const bindings: readonly Binding[] = [
  { command: 'next', keys: ['→'], mode: 'reading', group: 'Walk', label: 'the next step', hint: { reading: 'next' } },
  { command: 'back', keys: ['←'], mode: 'reading', group: 'Walk', label: 'the step before', hint: { reading: 'back' } },
  { command: 'next', keys: ['n', 'PgDn'], group: 'Walk', label: 'the next step, always' },
  { command: 'back', keys: ['p', 'PgUp'], group: 'Walk', label: 'the step before, always' },
  { command: 'scrollDown', keys: ['↓'], mode: 'reading', group: 'Walk', label: 'scroll down' },
  { command: 'scrollUp', keys: ['↑'], mode: 'reading', group: 'Walk', label: 'scroll up' },
  { command: 'top', keys: ['Home'], group: 'Walk', label: 'to the top of the page' },
  { command: 'bottom', keys: ['End'], group: 'Walk', label: 'to the end of the page' },
  { command: 'goto', keys: ['g'], group: 'Walk', label: 'go to a step by its number; 0 opening, e closing' },
  {
    command: 'cellLeft',
    keys: ['←'],
    mode: 'cells',
    group: 'Cells',
    label: 'move the cell in focus',
    hint: { cells: 'move' },
  },
  { command: 'cellDown', keys: ['↓'], mode: 'cells', group: 'Cells', label: 'move the cell in focus' },
  { command: 'cellUp', keys: ['↑'], mode: 'cells', group: 'Cells', label: 'move the cell in focus' },
  { command: 'cellRight', keys: ['→'], mode: 'cells', group: 'Cells', label: 'move the cell in focus' },
  { command: 'cellLeft', keys: ['h'], group: 'Cells', label: 'move the cell, always' },
  { command: 'cellDown', keys: ['j'], group: 'Cells', label: 'move the cell, always' },
  { command: 'cellUp', keys: ['k'], group: 'Cells', label: 'move the cell, always' },
  { command: 'cellRight', keys: ['l'], group: 'Cells', label: 'move the cell, always' },
  {
    command: 'nextMatrix',
    keys: ['Tab'],
    group: 'Cells',
    label: 'to the next matrix: arrows now move the cell',
    hint: { reading: 'cells', cells: 'matrix' },
  },
  {
    command: 'readOn',
    keys: ['Space'],
    group: 'Walk',
    label: 'read on: a page down, then the next step',
    hint: { reading: 'read on' },
  },
  { command: 'lastMatrix', keys: ['Shift-Tab'], group: 'Cells', label: 'to the matrix before' },
  {
    command: 'leave',
    keys: ['Esc'],
    group: 'Cells',
    label: 'back to reading: arrows step and scroll',
    hint: { cells: 'read' },
  },
  {
    command: 'follow',
    keys: ['Enter'],
    group: 'Cells',
    label: 'follow the cell to where it came from',
    hint: { cells: 'follow' },
  },
  { command: 'return', keys: ['Backspace'], group: 'Cells', label: 'return from where you followed' },
  { command: 'consumers', keys: ['c'], group: 'Cells', label: 'what the cell goes into', hint: { cells: 'goes into' } },
  {
    command: 'edit',
    keys: ['e'],
    group: 'Change',
    label: 'change a given number; or just type it',
    hint: { cells: 'edit' },
  },
  { command: 'undo', keys: ['u'], group: 'Change', label: 'undo' },
  { command: 'redo', keys: ['U'], group: 'Change', label: 'redo' },
  { command: 'reset', keys: ['r'], group: 'Change', label: 'take back every change (asks first)' },
  { command: 'reading', keys: ['x'], group: 'Show', label: 'the numbers as printed, or corrected' },
  { command: 'slopes', keys: ['b'], group: 'Show', label: 'slopes under values' },
  { command: 'proof', keys: ['f'], group: 'Show', label: 'proof of a slope: nudge the number and see' },
  { command: 'box', keys: ['o'], group: 'Show', label: 'open the query–key box of step 7' },
  { command: 'generation', keys: ['s'], group: 'Show', label: 'generate in 1, 2 or 3 steps (steps 11 to 13)' },
  { command: 'film', keys: ['v'], group: 'Show', label: 'play the video' },
  { command: 'help', keys: ['?'], group: 'Show', label: 'these keys', hint: { reading: 'keys', cells: 'keys' } },
  { command: 'quit', keys: ['q'], group: 'Show', label: 'quit', hint: { reading: 'quit', cells: 'quit' } },
]

const named: readonly (readonly [keyof Key, string])[] = [
  ['rightArrow', '→'],
  ['leftArrow', '←'],
  ['upArrow', '↑'],
  ['downArrow', '↓'],
  ['pageDown', 'PgDn'],
  ['pageUp', 'PgUp'],
  ['home', 'Home'],
  ['end', 'End'],
  ['return', 'Enter'],
  ['escape', 'Esc'],
  ['backspace', 'Backspace'],
  ['delete', 'Backspace'],
]

/** The names of the keys in one piece of input, in order: a quick typist's letters arrive together. */
export function keyNames(input: string, key: Key): readonly string[] {
  if (key.eventType === 'release') return []
  if (key.tab) return [key.shift ? 'Shift-Tab' : 'Tab']
  const found = named.find(([flag]) => key[flag] === true)
  if (found) return [found[1]]
  if (key.ctrl || key.meta || key.super || key.hyper) return []
  return [...input].map(letter =>
    letter === ' ' ? 'Space' : letter === '\r' || letter === '\n' ? 'Enter' : letter === '\t' ? 'Tab' : letter,
  )
}

/** What a key asks for in a mode. */
export const commandOf = (name: string, mode: Mode): Command | undefined =>
  bindings.find(({ keys, mode: only }) => keys.includes(name) && (only === undefined || only === mode))?.command

/** Whether a key begins a number. */
export const beginsNumber = (name: string): boolean => /^[\d−-]$/.test(name)
