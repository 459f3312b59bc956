// Every key of the walk in one table: what it asks for, where, and the words for it. Handlers, hints and helps read it.

/** What a reader can ask for on every front end. */
export type Shared =
  | 'next'
  | 'back'
  | 'return'
  | 'consumers'
  | 'undo'
  | 'redo'
  | 'reset'
  | 'reading'
  | 'slopes'
  | 'proof'
  | 'box'
  | 'generation'
  | 'help'

/** What a terminal has a key for, and a page its own ways: scrolling, moving the cell, leaving. */
export type TerminalCommand =
  | Shared
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
  | 'edit'
  | 'film'
  | 'quit'

export type PageCommand = Shared | 'heads'

/** Reading: arrows step and scroll. Cells: arrows move the cell in focus. */
export type Mode = 'reading' | 'cells'

export type Group = 'Walk' | 'Cells' | 'Change' | 'Show'

export const groups: readonly Group[] = ['Walk', 'Cells', 'Change', 'Show']

const told: { readonly [K in TerminalCommand | PageCommand]: readonly [group: Group, label: string] } = {
  next: ['Walk', 'the next step'],
  back: ['Walk', 'the step before'],
  scrollDown: ['Walk', 'scroll down'],
  scrollUp: ['Walk', 'scroll up'],
  top: ['Walk', 'to the top of the page'],
  bottom: ['Walk', 'to the end of the page'],
  goto: ['Walk', 'go to a step by its number; 0 opening, e closing'],
  readOn: ['Walk', 'read on: a page down, then the next step'],
  cellLeft: ['Cells', 'move the cell in focus'],
  cellDown: ['Cells', 'move the cell in focus'],
  cellUp: ['Cells', 'move the cell in focus'],
  cellRight: ['Cells', 'move the cell in focus'],
  nextMatrix: ['Cells', 'to the next matrix: arrows now move the cell'],
  lastMatrix: ['Cells', 'to the matrix before'],
  leave: ['Cells', 'back to reading: arrows step and scroll'],
  follow: ['Cells', 'follow the cell to where it came from'],
  return: ['Cells', 'return from where you followed'],
  consumers: ['Cells', 'what the cell goes into'],
  edit: ['Change', 'change the number; or just type it'],
  undo: ['Change', 'undo'],
  redo: ['Change', 'redo'],
  reset: ['Change', 'take back every change'],
  reading: ['Show', 'the numbers as printed, or corrected'],
  slopes: ['Show', 'gradients under values'],
  proof: ['Show', 'proof of a gradient: nudge the number and see'],
  box: ['Show', 'open the query–key box of step 7'],
  generation: ['Show', 'generate in 1, 2 or 3 steps (steps 11 to 13)'],
  film: ['Show', 'play the video'],
  heads: ['Show', 'heads of rows and columns'],
  help: ['Show', 'these keys'],
  quit: ['Show', 'quit'],
}

interface Keys {
  /** By what is printed on them. */
  readonly keys: readonly string[]
  /** The mode in which they do this; without one, both. */
  readonly mode?: Mode
  /** For the status line of the modes in which it is worth its place there; the first are kept longest. */
  readonly hint?: { readonly [K in Mode]?: string }
}

type Row = Keys &
  (
    | { readonly on: 'both'; readonly command: Shared }
    | { readonly on: 'terminal'; readonly command: TerminalCommand }
    | { readonly on: 'page'; readonly command: PageCommand }
  )

const table: readonly Row[] = [
  { on: 'terminal', command: 'next', keys: ['→'], mode: 'reading', hint: { reading: 'next' } },
  { on: 'terminal', command: 'back', keys: ['←'], mode: 'reading', hint: { reading: 'back' } },
  { on: 'both', command: 'next', keys: ['n'] },
  { on: 'terminal', command: 'next', keys: ['PgDn'] },
  { on: 'both', command: 'back', keys: ['p'] },
  { on: 'terminal', command: 'back', keys: ['PgUp'] },
  { on: 'terminal', command: 'scrollDown', keys: ['↓'], mode: 'reading' },
  { on: 'terminal', command: 'scrollUp', keys: ['↑'], mode: 'reading' },
  { on: 'terminal', command: 'top', keys: ['Home'] },
  { on: 'terminal', command: 'bottom', keys: ['End'] },
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
  { on: 'both', command: 'reading', keys: ['x'] },
  { on: 'both', command: 'slopes', keys: ['b'] },
  { on: 'both', command: 'proof', keys: ['f'] },
  { on: 'both', command: 'box', keys: ['o'] },
  { on: 'both', command: 'generation', keys: ['s'] },
  { on: 'terminal', command: 'film', keys: ['v'] },
  { on: 'page', command: 'heads', keys: ['m'] },
  { on: 'both', command: 'help', keys: ['?'], hint: { reading: 'keys', cells: 'keys' } },
  { on: 'terminal', command: 'quit', keys: ['q'], hint: { reading: 'quit', cells: 'quit' } },
]

/** Keys, what they ask for, and the words for it. */
export interface Binding<C extends string> extends Keys {
  readonly command: C
  readonly group: Group
  readonly label: string
}

/** What also has a key of one mode says of its other keys that they work in both. */
function bindings<C extends TerminalCommand | PageCommand>(
  rows: readonly (Keys & { readonly command: C })[],
): readonly Binding<C>[] {
  return rows.map(row => {
    const [group, label] = told[row.command]
    const always = !row.mode && rows.some(({ command, mode }) => command === row.command && mode)
    return { ...row, group, label: always ? `${label}, always` : label }
  })
}

/** The keys of a terminal. */
export const terminalKeys: readonly Binding<TerminalCommand>[] = bindings(table.filter(row => row.on !== 'page'))

/** The keys of a page, wherever the keyboard is. */
export const pageKeys: readonly Binding<PageCommand>[] = bindings(table.filter(row => row.on !== 'terminal'))

/** The keys of a page while the keyboard is on a cell: those that every spreadsheet has. */
export const sheetKeys: readonly { readonly keys: string; readonly label: string }[] = [
  { keys: 'arrows', label: 'move from cell to cell, over the edge into the next matrix' },
  { keys: 'PgUp PgDn', label: 'the matrix before, the next matrix' },
  { keys: 'Enter', label: 'change a given number; from a computed one, on to its arithmetic' },
  { keys: '0 to 9, −', label: 'type a number at once' },
  { keys: '↑ ↓ while typing', label: 'one more, one less' },
  { keys: 'Esc', label: 'leave as it was' },
]
