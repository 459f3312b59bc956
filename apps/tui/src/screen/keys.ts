// From what is typed to what it asks for.
import { type Mode, type TerminalCommand, terminalKeys } from '@dit-by-hand/walkthrough/keys'
import type { Key } from 'ink'
import { printable } from './text.ts'

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
  return [...input].map(nameOf)
}

const nameOf = (letter: string): string =>
  letter === ' ' ? 'Space' : letter === '\r' || letter === '\n' ? 'Enter' : letter === '\t' ? 'Tab' : letter

/** What is pasted, as the keys that type it: on one line, and nothing that would steer the terminal. */
export const pastedKeys = (text: string): readonly string[] =>
  [...printable(text.trim().replace(/\s+/g, ' '))].map(nameOf)

/** What a key asks for in a mode. */
export const commandOf = (name: string, mode: Mode): TerminalCommand | undefined =>
  terminalKeys.find(({ key, mode: only }) => key === name && (only === undefined || only === mode))?.command

/** Whether a key begins a number. */
export const beginsNumber = (name: string): boolean => /^[\d−-]$/.test(name)
