// Every key of the walk in one table: what it asks for, and where. Handlers read it; the words for it are in keys.ts.
import type { told } from './keys.ts'

/** Reading: arrows step and scroll. Cells: arrows move the cell in focus. */
export type Mode = 'reading' | 'cells'

type CommandOn<Where extends 'both' | 'terminal' | 'page'> = {
  [K in keyof typeof told]: (typeof told)[K]['on'] extends Where ? K : never
}[keyof typeof told]
export type TerminalCommand = CommandOn<'both' | 'terminal'>
export type PageCommand = CommandOn<'both' | 'page'>

export interface Keys {
  /** By what is printed on them. */
  readonly keys: readonly string[]
  /** The mode in which they do this; without one, both. */
  readonly mode?: Mode
  /** For the status line of the modes in which it is worth its place there; the first are kept longest. */
  readonly hint?: { readonly [K in Mode]?: string }
}

type Row = Keys &
  (
    | { readonly on: 'both'; readonly command: CommandOn<'both'> }
    | { readonly on: 'terminal'; readonly command: TerminalCommand }
    | { readonly on: 'page'; readonly command: PageCommand }
  )

/** Every key, what it asks for and where. */
export const table: readonly Row[] = [
  { on: 'terminal', command: 'next', keys: ['→'], mode: 'reading', hint: { reading: 'next' } },
  { on: 'terminal', command: 'back', keys: ['←'], mode: 'reading', hint: { reading: 'back' } },
  { on: 'both', command: 'next', keys: ['n'] },
  { on: 'terminal', command: 'next', keys: ['PgDn'] },
  { on: 'both', command: 'back', keys: ['N'] },
  { on: 'terminal', command: 'back', keys: ['PgUp'] },
  { on: 'terminal', command: 'scrollDown', keys: ['↓'], mode: 'reading' },
  { on: 'terminal', command: 'scrollUp', keys: ['↑'], mode: 'reading' },
  { on: 'terminal', command: 'top', keys: ['Home'] },
  { on: 'terminal', command: 'bottom', keys: ['End'] },
  { on: 'both', command: 'nextStage', keys: [']'] },
  { on: 'both', command: 'lastStage', keys: ['['] },
  { on: 'terminal', command: 'goto', keys: ['g'] },
  { on: 'terminal', command: 'cellLeft', keys: ['←'], mode: 'cells', hint: { cells: 'move' } },
  { on: 'terminal', command: 'cellDown', keys: ['↓'], mode: 'cells' },
  { on: 'terminal', command: 'cellUp', keys: ['↑'], mode: 'cells' },
  { on: 'terminal', command: 'cellRight', keys: ['→'], mode: 'cells' },
  { on: 'terminal', command: 'cellLeft', keys: ['h'] },
  { on: 'terminal', command: 'cellDown', keys: ['j'] },
  { on: 'terminal', command: 'cellUp', keys: ['k'] },
  { on: 'terminal', command: 'cellRight', keys: ['l'] },
  { on: 'terminal', command: 'nextMatrix', keys: ['Tab'], hint: { reading: 'cells', cells: 'matrix' } },
  { on: 'terminal', command: 'readOn', keys: ['Space'], hint: { reading: 'read on' } },
  { on: 'terminal', command: 'lastMatrix', keys: ['Shift-Tab'] },
  { on: 'terminal', command: 'leave', keys: ['Esc'], hint: { cells: 'read' } },
  { on: 'terminal', command: 'follow', keys: ['Enter'], hint: { cells: 'follow' } },
  { on: 'both', command: 'return', keys: ['Backspace'] },
  { on: 'both', command: 'consumers', keys: ['c'], hint: { cells: 'goes into' } },
  { on: 'terminal', command: 'edit', keys: ['e'], hint: { cells: 'edit' } },
  { on: 'both', command: 'undo', keys: ['u'] },
  { on: 'both', command: 'redo', keys: ['U'] },
  { on: 'both', command: 'reset', keys: ['r'] },
  { on: 'terminal', command: 'prompt', keys: ['w'] },
  { on: 'both', command: 'reading', keys: ['x'] },
  { on: 'both', command: 'slopes', keys: ['b'] },
  { on: 'both', command: 'proof', keys: ['f'] },
  { on: 'both', command: 'box', keys: ['o'] },
  { on: 'both', command: 'generation', keys: ['s'] },
  { on: 'both', command: 'pass', keys: ['S'] },
  { on: 'terminal', command: 'learning', keys: ['t'] },
  { on: 'both', command: 'play', keys: ['p'], hint: { reading: 'play' } },
  { on: 'terminal', command: 'film', keys: ['v'] },
  { on: 'page', command: 'heads', keys: ['m'] },
  { on: 'both', command: 'help', keys: ['?'], hint: { reading: 'keys', cells: 'keys' } },
  { on: 'terminal', command: 'quit', keys: ['q'], hint: { reading: 'quit', cells: 'quit' } },
]

/** What a key asks for on a page; undefined where it asks for nothing. */
export function pageCommandOf(key: string): PageCommand | undefined {
  for (const row of table) if (row.on !== 'terminal' && row.keys.includes(key)) return row.command
  return undefined
}
