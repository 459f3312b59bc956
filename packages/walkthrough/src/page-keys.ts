// The commands of a page's keys, apart from their words, which a page loads only when they are asked for.

/** The command of every key of a page, by the key's name. A test checks it against the keys of a terminal. */
export const pageKeys = {
  n: 'next',
  N: 'back',
  ']': 'nextStage',
  '[': 'lastStage',
  Backspace: 'return',
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
} as const

export type PageCommand = (typeof pageKeys)[keyof typeof pageKeys]

const isPageKey = (key: string): key is keyof typeof pageKeys => Object.hasOwn(pageKeys, key)

/** The command of a key on a page; undefined where it has none. */
export const pageCommandOf = (key: string): PageCommand | undefined => (isPageKey(key) ? pageKeys[key] : undefined)
