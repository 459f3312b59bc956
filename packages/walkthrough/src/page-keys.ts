// The commands of a page's keys.
import type { PageCommand } from './key-table.ts'

/** The command of every key of a page, by the key's name. A test checks it against the table of all keys. */
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

/** The command of a key on a page; undefined where it has none. */
export const pageCommandOf = (key: string): PageCommand | undefined => (isPageKey(key) ? pageKeys[key] : undefined)
