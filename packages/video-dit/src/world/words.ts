// The prompts of the small world (who, what it does, when), which of them are held out, and how text is read as a prompt.
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

/** What each of them can do. */
const can: { readonly [W in Who]: readonly Deed[] } = {
  sun: ['rises', 'sets', 'drifts left', 'drifts right'],
  moon: ['rises', 'sets', 'drifts left', 'drifts right'],
  cloud: ['rises', 'sets', 'drifts left', 'drifts right'],
  star: ['rises', 'sets', 'drifts left', 'drifts right', 'falls', 'twinkles'],
  bird: ['rises', 'sets', 'drifts left', 'drifts right'],
  rain: ['drifts left', 'drifts right', 'falls'],
}

/** Pairs that are in no training clip; each of their words is known from other prompts. */
const unseenPairs: readonly string[] = ['star sets', 'cloud drifts right']

/** A prompt as text: "moon rises at night". */
export const promptText = ({ who, deed, when }: Prompt): string => `${who} ${deed} at ${when}`

/** Every prompt of the world. */
export const prompts: readonly Prompt[] = whos.flatMap(who =>
  can[who].flatMap(deed => whens.map(when => ({ who, deed, when }))),
)

const pairs = whos.flatMap(who => can[who].map(deed => `${who} ${deed}`))

/** Whether a prompt is held out: it has an unseen pair, or, for every second pair, one time of day. */
export function isUnseen({ who, deed, when }: Prompt): boolean {
  const pair = `${who} ${deed}`
  if (unseenPairs.includes(pair)) return true
  const place = pairs.indexOf(pair)
  return place % 2 === 0 && when === at(whens, (place / 2) % whens.length)
}

/** The prompts that are trained on. */
export const seen: readonly Prompt[] = prompts.filter(prompt => !isUnseen(prompt))
/** How many times as often as others rain is in a training set: nothing else looks or moves like it, so that nothing about
 *  it is learned from other prompts. */
const timesRain = 3
/** The prompts of a training set's clips, in turn. */
export const trainingPrompts: readonly Prompt[] = [
  ...seen,
  ...Array.from({ length: timesRain - 1 }, () => seen.filter(({ who }) => who === 'rain')).flat(),
]
/** The prompts that are held out. */
export const unseen: readonly Prompt[] = prompts.filter(isUnseen)

/** The words that have a vector, in the order of the table; the row after them is the null label. */
export const vocabulary: readonly string[] = [
  ...new Set([...whos, ...deeds.flatMap(deed => deed.split(' ')), ...whens]),
]
/** The name of the null label. */
export const nullLabel = '(none)'
/** Rows of the table of word vectors. */
export const wordRows: number = vocabulary.length + 1

/** Words that are ignored. */
const silent: readonly string[] = ['a', 'an', 'the', 'at', 'in', 'by', 'on', 'to', 'of', 'and', 'is', 'its', 'during']

/** Synonyms of words of the vocabulary. */
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

/** A text read as a prompt: how often it has each word of a vocabulary, and its unknown words. */
export interface Read {
  /** One number for each row of the table; the last is 1 where no word is known. */
  readonly counts: readonly number[]
  readonly unknown: readonly string[]
  /** The prompt, where it is one of the world's. */
  readonly prompt: Prompt | undefined
}

/** The words of a text, in lower case; an accent in a letter and one beside it are the same. */
export const wordsIn = (text: string): readonly string[] =>
  text
    .normalize()
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(word => word !== '')

/** Reads a text, in any case and word order. @param rows the word of each row of the table; the last is the null label */
export function readPrompt(text: string, rows: readonly string[] = [...vocabulary, nullLabel]): Read {
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

/** How often a prompt has each word of the vocabulary: one number for each row of the table. */
export function countsOf(prompt: Prompt): readonly number[] {
  const words = wordsOf(prompt)
  return [...vocabulary.map(word => (words.includes(word) ? 1 : 0)), 0]
}

/** The counts without a prompt, only the null label, for a table of so many rows: the unconditional half of guidance. */
export const nullPromptCounts = (rows: number): readonly number[] =>
  Array.from({ length: rows }, (_, i) => (i === rows - 1 ? 1 : 0))
