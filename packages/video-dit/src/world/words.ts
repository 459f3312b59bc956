// What can be asked of the small world: who, what it does, when; and which prompts are never learned from.
import { at } from '@dit-by-hand/graph/at'

export const whos = ['sun', 'moon', 'cloud', 'star', 'bird', 'rain'] as const
export const deeds = ['rises', 'sets', 'drifts left', 'drifts right', 'falls', 'twinkles'] as const
export const whens = ['night', 'dawn', 'noon', 'dusk'] as const

export type Who = (typeof whos)[number]
export type Deed = (typeof deeds)[number]
export type When = (typeof whens)[number]

/** One sentence of the small world. */
export interface Prompt {
  readonly who: Who
  readonly deed: Deed
  readonly when: When
}

/** What each can do. */
const can: { readonly [W in Who]: readonly Deed[] } = {
  sun: ['rises', 'sets', 'drifts left', 'drifts right'],
  moon: ['rises', 'sets', 'drifts left', 'drifts right'],
  cloud: ['rises', 'sets', 'drifts left', 'drifts right'],
  star: ['rises', 'sets', 'drifts left', 'drifts right', 'falls', 'twinkles'],
  bird: ['rises', 'sets', 'drifts left', 'drifts right'],
  rain: ['drifts left', 'drifts right', 'falls'],
}

/** Who never does what in any clip that is learned from, at any time: both words are known from others. */
const unseenPairs: readonly string[] = ['star sets', 'cloud drifts right']

/** "moon rises at night" */
export const promptText = ({ who, deed, when }: Prompt): string => `${who} ${deed} at ${when}`

/** Every prompt of the world. */
export const prompts: readonly Prompt[] = whos.flatMap(who =>
  can[who].flatMap(deed => whens.map(when => ({ who, deed, when }))),
)

const pairs = whos.flatMap(who => can[who].map(deed => `${who} ${deed}`))

/** Whether a prompt is kept back: a pair that is never learned, or, of every other pair, one time of the day. */
export function isUnseen({ who, deed, when }: Prompt): boolean {
  const pair = `${who} ${deed}`
  if (unseenPairs.includes(pair)) return true
  const place = pairs.indexOf(pair)
  return place % 2 === 0 && when === at(whens, (place / 2) % whens.length)
}

/** The prompts that are learned from. */
export const seen: readonly Prompt[] = prompts.filter(prompt => !isUnseen(prompt))
/** How often rain stands in a training set for each time of another. It looks and moves like nobody else, so that nothing about it
 *  is learned from others. */
const timesRain = 3
/** The prompts of a training set's clips, in turn. */
export const lessons: readonly Prompt[] = [
  ...seen,
  ...Array.from({ length: timesRain - 1 }, () => seen.filter(({ who }) => who === 'rain')).flat(),
]
/** The prompts that are not. */
export const unseen: readonly Prompt[] = prompts.filter(isUnseen)

/** The words that have a vector, in the order of its table; the row after them stands for no prompt at all. */
export const vocabulary: readonly string[] = [
  ...new Set([...whos, ...deeds.flatMap(deed => deed.split(' ')), ...whens]),
]
/** The word of the row that stands for no prompt. */
export const nobody = '(none)'
/** Rows of the table of word vectors. */
export const wordRows: number = vocabulary.length + 1

/** Words that say nothing here. */
const silent: readonly string[] = ['a', 'an', 'the', 'at', 'in', 'by', 'on', 'to', 'of', 'and', 'is', 'its', 'during']

/** Words that mean one of the vocabulary. */
const alike: { readonly [word: string]: string | undefined } = {
  rise: 'rises',
  rising: 'rises',
  set: 'sets',
  setting: 'sets',
  drift: 'drifts',
  drifting: 'drifts',
  fall: 'falls',
  falling: 'falls',
  twinkle: 'twinkles',
  twinkling: 'twinkles',
  stars: 'star',
  clouds: 'cloud',
  birds: 'bird',
  day: 'noon',
  midday: 'noon',
  sunrise: 'dawn',
  morning: 'dawn',
  sunset: 'dusk',
  evening: 'dusk',
  midnight: 'night',
}

/** A text's words: how often each of a vocabulary stands in it, and those that nobody there knows. */
export interface Read {
  /** One number for each row of the table; the last is 1 where no word is known. */
  readonly counts: readonly number[]
  readonly unknown: readonly string[]
  /** The prompt, where it is one of the world's. */
  readonly prompt: Prompt | undefined
}

/** The words of a text, in small letters. */
export const wordsIn = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')

/** Reads a text in any case, in any order of words. @param rows the word of each row of the table; the last is no word's */
export function readPrompt(text: string, rows: readonly string[] = [...vocabulary, nobody]): Read {
  const known = rows.slice(0, -1)
  const words = wordsIn(text).flatMap(word => {
    if (known.includes(word)) return [word]
    const meant = alike[word]
    if (meant !== undefined && known.includes(meant)) return [meant]
    return silent.includes(word) ? [] : [word]
  })
  const found = words.filter(word => known.includes(word))
  const counts = known.map(word => found.filter(each => each === word).length)
  const prompt = prompts.find(each => wordsOf(each).toSorted().join(' ') === found.toSorted().join(' '))
  return {
    counts: [...counts, found.length === 0 ? 1 : 0],
    unknown: words.filter(word => !known.includes(word)),
    prompt,
  }
}

const wordsOf = ({ who, deed, when }: Prompt): readonly string[] => [who, ...deed.split(' '), when]

/** Counts of a prompt's words. */
export function countsOf(prompt: Prompt): readonly number[] {
  const words = wordsOf(prompt)
  return [...vocabulary.map(word => (words.includes(word) ? 1 : 0)), 0]
}

/** Counts that stand for no prompt, for a table of some rows: the unconditional half of guidance. */
export const nothingAsked = (rows: number): readonly number[] =>
  Array.from({ length: rows }, (_, i) => (i === rows - 1 ? 1 : 0))
