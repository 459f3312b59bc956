// Every key of the walk: its command, and the words for it, for handlers, hints and help.
import { keysOf } from '@dit-by-hand/graph/at'
import { pageKeys as byKey, type PageCommand } from './page-keys.ts'

/** Modes. Reading: arrow keys turn pages and scroll. Cells: arrow keys move the cell in focus. */
export type Mode = 'reading' | 'cells'

export type Group = 'Walk' | 'Cells' | 'Change' | 'Show'

export const groups: readonly Group[] = ['Walk', 'Cells', 'Change', 'Show']

/** The commands, in words. A page has its own ways to scroll, move the cell and leave; only a page labels rows and columns. */
export const told = {
  next: { group: 'Walk', label: 'the next step' },
  back: { group: 'Walk', label: 'the previous step' },
  scrollDown: { group: 'Walk', label: 'scroll down' },
  scrollUp: { group: 'Walk', label: 'scroll up' },
  top: { group: 'Walk', label: 'to the top of the page' },
  bottom: { group: 'Walk', label: 'to the end of the page' },
  nextStage: { group: 'Walk', label: 'the next stage of a step that has stages' },
  lastStage: { group: 'Walk', label: 'the previous stage' },
  goto: { group: 'Walk', label: 'go to a step (7, 0, end) or to a matrix (Z, latent)' },
  readOn: { group: 'Walk', label: 'read on: a page down, then the next step' },
  cellLeft: { group: 'Cells', label: 'move the cell in focus' },
  cellDown: { group: 'Cells', label: 'move the cell in focus' },
  cellUp: { group: 'Cells', label: 'move the cell in focus' },
  cellRight: { group: 'Cells', label: 'move the cell in focus' },
  nextMatrix: { group: 'Cells', label: 'to the next matrix: arrows now move the cell' },
  lastMatrix: { group: 'Cells', label: 'to the previous matrix' },
  leave: { group: 'Cells', label: 'back to reading: arrows step and scroll' },
  follow: { group: 'Cells', label: 'follow the cell to where it came from' },
  return: { group: 'Cells', label: 'go back to where you followed from' },
  consumers: { group: 'Cells', label: 'what the cell goes into' },
  edit: { group: 'Change', label: 'change the number; or just type it' },
  undo: { group: 'Change', label: 'undo' },
  redo: { group: 'Change', label: 'redo' },
  reset: { group: 'Change', label: 'undo every change' },
  prompt: { group: 'Change', label: 'change the prompt: its words, and how often each occurs' },
  reading: { group: 'Show', label: 'numbers as printed or corrected' },
  slopes: { group: 'Show', label: 'gradients under values' },
  proof: { group: 'Show', label: 'proof of a gradient: nudge the number and see' },
  box: { group: 'Show', label: 'close or open the query–key box of step 7' },
  generation: { group: 'Show', label: 'generate in 1, 2 or 3 steps (steps 11 to 13)' },
  pass: { group: 'Show', label: 'choose which of these steps to show' },
  learning: { group: 'Show', label: 'let it learn, and watch (step 10)' },
  play: { group: 'Show', label: 'play this step: how its numbers are made' },
  film: { group: 'Show', label: 'play the video' },
  heads: { group: 'Show', label: 'labels of rows and columns' },
  help: { group: 'Show', label: 'these keys' },
  quit: { group: 'Show', label: 'quit' },
} as const

export type TerminalCommand = Exclude<keyof typeof told, 'heads'>

interface Key {
  /** Named as it is printed. */
  readonly key: string
  readonly command: TerminalCommand
  /** The mode in which it does this. Default: both. */
  readonly mode?: Mode
  /** The hint in the status line, for the modes that show one; where room is short, the first hints are kept. */
  readonly hint?: { readonly [K in Mode]?: string }
}

const table: readonly Key[] = [
  { command: 'next', key: '→', mode: 'reading', hint: { reading: 'next' } },
  { command: 'back', key: '←', mode: 'reading', hint: { reading: 'back' } },
  { command: 'next', key: 'n' },
  { command: 'next', key: 'PgDn' },
  { command: 'back', key: 'N' },
  { command: 'back', key: 'PgUp' },
  { command: 'scrollDown', key: '↓', mode: 'reading' },
  { command: 'scrollUp', key: '↑', mode: 'reading' },
  { command: 'top', key: 'Home' },
  { command: 'bottom', key: 'End' },
  { command: 'nextStage', key: ']' },
  { command: 'lastStage', key: '[' },
  { command: 'goto', key: 'g' },
  { command: 'cellLeft', key: '←', mode: 'cells', hint: { cells: 'move' } },
  { command: 'cellDown', key: '↓', mode: 'cells' },
  { command: 'cellUp', key: '↑', mode: 'cells' },
  { command: 'cellRight', key: '→', mode: 'cells' },
  { command: 'cellLeft', key: 'h' },
  { command: 'cellDown', key: 'j' },
  { command: 'cellUp', key: 'k' },
  { command: 'cellRight', key: 'l' },
  { command: 'nextMatrix', key: 'Tab', hint: { reading: 'cells', cells: 'matrix' } },
  { command: 'readOn', key: 'Space', hint: { reading: 'read on' } },
  { command: 'lastMatrix', key: 'Shift-Tab' },
  { command: 'leave', key: 'Esc', hint: { cells: 'read' } },
  { command: 'follow', key: 'Enter', hint: { cells: 'follow' } },
  { command: 'return', key: 'Backspace' },
  { command: 'consumers', key: 'c', hint: { cells: 'goes into' } },
  { command: 'edit', key: 'e', hint: { cells: 'edit' } },
  { command: 'undo', key: 'u' },
  { command: 'redo', key: 'U' },
  { command: 'reset', key: 'r' },
  { command: 'prompt', key: 'w' },
  { command: 'reading', key: 'x' },
  { command: 'slopes', key: 'b' },
  { command: 'proof', key: 'f' },
  { command: 'box', key: 'o' },
  { command: 'generation', key: 's' },
  { command: 'pass', key: 'S' },
  { command: 'learning', key: 't' },
  { command: 'play', key: 'p', hint: { reading: 'play' } },
  { command: 'film', key: 'v' },
  { command: 'help', key: '?', hint: { reading: 'keys', cells: 'keys' } },
  { command: 'quit', key: 'q', hint: { reading: 'quit', cells: 'quit' } },
]

/** A key, its command, and the words for it. */
export interface Binding extends Key {
  readonly group: Group
  readonly label: string
}

/** The keys of a terminal. Where a command also has a key of one mode, its other keys are marked as working in both. */
export const terminalKeys: readonly Binding[] = table.map(row => {
  const { group, label } = told[row.command]
  const always = !row.mode && table.some(({ command, mode }) => command === row.command && mode)
  return { ...row, group, label: always ? `${label}, always` : label }
})

/** The keys of a page, wherever the focus is. */
export const pageKeys: readonly { readonly key: string; readonly command: PageCommand; readonly label: string }[] =
  keysOf(byKey).map(key => ({ key, command: byKey[key], label: told[byKey[key]].label }))

/** The keys of a page while the focus is on a cell: those of a spreadsheet. */
export const sheetKeys: readonly { readonly keys: string; readonly label: string }[] = [
  { keys: 'arrows', label: 'move from cell to cell, over the edge into the next matrix' },
  { keys: 'PgUp PgDn', label: 'the previous or the next matrix' },
  { keys: 'Enter', label: 'change a given number; go from a computed one to its arithmetic' },
  { keys: '0 to 9, −', label: 'type a number at once' },
  { keys: '↑ ↓ while typing', label: 'one more, one less' },
  { keys: 'Esc', label: 'keep the number as it was' },
]
