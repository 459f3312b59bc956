// Every key of the walk in one table: its command, and where it applies. Handlers read it; keys.ts has the words.
import type { told } from './keys.ts'
import { pageKeys } from './page-keys.ts'

/** Modes. Reading: arrow keys turn pages and scroll. Cells: arrow keys move the cell in focus. */
export type Mode = 'reading' | 'cells'

type CommandOn<Where extends 'both' | 'terminal' | 'page'> = {
  [K in keyof typeof told]: (typeof told)[K]['on'] extends Where ? K : never
}[keyof typeof told]
export type TerminalCommand = CommandOn<'both' | 'terminal'>
export type PageCommand = CommandOn<'both' | 'page'>

export interface Keys {
  /** The keys, named as they are printed. */
  readonly keys: readonly string[]
  /** The mode in which they do this. Default: both. */
  readonly mode?: Mode
  /** The hint in the status line, for the modes that show one; where room is short, the first hints are kept. */
  readonly hint?: { readonly [K in Mode]?: string }
}

type Row = Keys &
  (
    | { readonly on: 'both'; readonly command: CommandOn<'both'> }
    | { readonly on: 'terminal'; readonly command: TerminalCommand }
    | { readonly on: 'page'; readonly command: PageCommand }
  )

type BothKey = {
  [K in keyof typeof pageKeys]: (typeof pageKeys)[K] extends CommandOn<'both'> ? K : never
}[keyof typeof pageKeys]

const both = (key: BothKey, hint?: Keys['hint']): Row => ({
  on: 'both',
  command: pageKeys[key],
  keys: [key],
  ...(hint && { hint }),
})
const onPage = (key: keyof typeof pageKeys): Row => ({ on: 'page', command: pageKeys[key], keys: [key] })

/** Every key, its command and where it applies. */
export const table: readonly Row[] = [
  { on: 'terminal', command: 'next', keys: ['→'], mode: 'reading', hint: { reading: 'next' } },
  { on: 'terminal', command: 'back', keys: ['←'], mode: 'reading', hint: { reading: 'back' } },
  both('n'),
  { on: 'terminal', command: 'next', keys: ['PgDn'] },
  both('N'),
  { on: 'terminal', command: 'back', keys: ['PgUp'] },
  { on: 'terminal', command: 'scrollDown', keys: ['↓'], mode: 'reading' },
  { on: 'terminal', command: 'scrollUp', keys: ['↑'], mode: 'reading' },
  { on: 'terminal', command: 'top', keys: ['Home'] },
  { on: 'terminal', command: 'bottom', keys: ['End'] },
  both(']'),
  both('['),
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
  both('Backspace'),
  both('c', { cells: 'goes into' }),
  { on: 'terminal', command: 'edit', keys: ['e'], hint: { cells: 'edit' } },
  both('u'),
  both('U'),
  both('r'),
  { on: 'terminal', command: 'prompt', keys: ['w'] },
  both('x'),
  both('b'),
  both('f'),
  both('o'),
  both('s'),
  both('S'),
  { on: 'terminal', command: 'learning', keys: ['t'] },
  both('p', { reading: 'play' }),
  { on: 'terminal', command: 'film', keys: ['v'] },
  onPage('m'),
  both('?', { reading: 'keys', cells: 'keys' }),
  { on: 'terminal', command: 'quit', keys: ['q'], hint: { reading: 'quit', cells: 'quit' } },
]
