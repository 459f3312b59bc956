// The words for every key of the walk, for hints and help; key-table.ts has their commands.
import { type Keys, type PageCommand, type TerminalCommand, table } from './key-table.ts'

export type { Mode, PageCommand, TerminalCommand } from './key-table.ts'

export type Group = 'Walk' | 'Cells' | 'Change' | 'Show'

export const groups: readonly Group[] = ['Walk', 'Cells', 'Change', 'Show']

/** The commands, in words, and their front ends: a page has its own ways to scroll, move the cell and leave. */
export const told = {
  next: { on: 'both', group: 'Walk', label: 'the next step' },
  back: { on: 'both', group: 'Walk', label: 'the previous step' },
  scrollDown: { on: 'terminal', group: 'Walk', label: 'scroll down' },
  scrollUp: { on: 'terminal', group: 'Walk', label: 'scroll up' },
  top: { on: 'terminal', group: 'Walk', label: 'to the top of the page' },
  bottom: { on: 'terminal', group: 'Walk', label: 'to the end of the page' },
  nextStage: { on: 'both', group: 'Walk', label: 'the next stage of a step that has stages' },
  lastStage: { on: 'both', group: 'Walk', label: 'the previous stage' },
  goto: { on: 'terminal', group: 'Walk', label: 'go to a step (7, 0, end) or to a matrix (Z, latent)' },
  readOn: { on: 'terminal', group: 'Walk', label: 'read on: a page down, then the next step' },
  cellLeft: { on: 'terminal', group: 'Cells', label: 'move the cell in focus' },
  cellDown: { on: 'terminal', group: 'Cells', label: 'move the cell in focus' },
  cellUp: { on: 'terminal', group: 'Cells', label: 'move the cell in focus' },
  cellRight: { on: 'terminal', group: 'Cells', label: 'move the cell in focus' },
  nextMatrix: { on: 'terminal', group: 'Cells', label: 'to the next matrix: arrows now move the cell' },
  lastMatrix: { on: 'terminal', group: 'Cells', label: 'to the previous matrix' },
  leave: { on: 'terminal', group: 'Cells', label: 'back to reading: arrows step and scroll' },
  follow: { on: 'terminal', group: 'Cells', label: 'follow the cell to where it came from' },
  return: { on: 'both', group: 'Cells', label: 'go back to where you followed from' },
  consumers: { on: 'both', group: 'Cells', label: 'what the cell goes into' },
  edit: { on: 'terminal', group: 'Change', label: 'change the number; or just type it' },
  undo: { on: 'both', group: 'Change', label: 'undo' },
  redo: { on: 'both', group: 'Change', label: 'redo' },
  reset: { on: 'both', group: 'Change', label: 'undo every change' },
  prompt: { on: 'terminal', group: 'Change', label: 'change the prompt: its words, and how often each occurs' },
  reading: { on: 'both', group: 'Show', label: 'numbers as printed or corrected' },
  slopes: { on: 'both', group: 'Show', label: 'gradients under values' },
  proof: { on: 'both', group: 'Show', label: 'proof of a gradient: nudge the number and see' },
  box: { on: 'both', group: 'Show', label: 'close or open the query–key box of step 7' },
  generation: { on: 'both', group: 'Show', label: 'generate in 1, 2 or 3 steps (steps 11 to 13)' },
  pass: { on: 'both', group: 'Show', label: 'choose which of these steps to show' },
  learning: { on: 'terminal', group: 'Show', label: 'let it learn, and watch (step 10)' },
  play: { on: 'both', group: 'Show', label: 'play this step: how its numbers are made' },
  film: { on: 'terminal', group: 'Show', label: 'play the video' },
  heads: { on: 'page', group: 'Show', label: 'labels of rows and columns' },
  help: { on: 'both', group: 'Show', label: 'these keys' },
  quit: { on: 'terminal', group: 'Show', label: 'quit' },
} as const

/** Keys, their command, and the words for it. */
export interface Binding<C extends string> extends Keys {
  readonly command: C
  readonly group: Group
  readonly label: string
}

/** The bindings of a front end. Where a command also has a key of one mode, its other keys are marked as working in both. */
function bindings<C extends TerminalCommand | PageCommand>(
  rows: readonly (Keys & { readonly command: C })[],
): readonly Binding<C>[] {
  return rows.map(row => {
    const { group, label } = told[row.command]
    const always = !row.mode && rows.some(({ command, mode }) => command === row.command && mode)
    return { ...row, group, label: always ? `${label}, always` : label }
  })
}

/** The keys of a terminal. */
export const terminalKeys: readonly Binding<TerminalCommand>[] = bindings(
  table.filter(row => row.on === 'both' || row.on === 'terminal'),
)

/** The keys of a page, wherever the focus is. */
export const pageKeys: readonly Binding<PageCommand>[] = bindings(
  table.filter(row => row.on === 'both' || row.on === 'page'),
)

/** The keys of a page while the focus is on a cell: those of a spreadsheet. */
export const sheetKeys: readonly { readonly keys: string; readonly label: string }[] = [
  { keys: 'arrows', label: 'move from cell to cell, over the edge into the next matrix' },
  { keys: 'PgUp PgDn', label: 'the previous or the next matrix' },
  { keys: 'Enter', label: 'change a given number; go from a computed one to its arithmetic' },
  { keys: '0 to 9, −', label: 'type a number at once' },
  { keys: '↑ ↓ while typing', label: 'one more, one less' },
  { keys: 'Esc', label: 'keep the number as it was' },
]
