// The keys of a page: what each asks for.
import type { PageCommand } from './key-table.ts'

/** Every key of a page that the table of all keys has, by its name. */
export const pageKeys = {
  n: 'next',
  N: 'back',
  ']': 'nextStage',
  '[': 'lastStage',
  c: 'consumers',
  u: 'undo',
  U: 'redo',
  r: 'reset',
  x: 'reading',
  b: 'slopes',
  f: 'proof',
  o: 'box',
  s: 'generation',
  S: 'pass',
  p: 'play',
  m: 'heads',
  '?': 'help',
  Backspace: 'return',
} as const

const isPageKey = (key: string): key is keyof typeof pageKeys => Object.hasOwn(pageKeys, key)

/** What a key asks for on a page; undefined where it asks for nothing. */
export const pageCommandOf = (key: string): PageCommand | undefined => (isPageKey(key) ? pageKeys[key] : undefined)
