// The prompt changed: which words are said, how often, and a lesson that says so in the one way that lessons know.
//
// A lesson has one vector per word, and its embedding is their sum. So a word that is said n times is one word of the
// lesson, word×n, whose vector is n times as long: every engine that adds up vectors counts it n times.

import { wordsOf } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { fromCell, mul, ratio, toCell } from '@dit-by-hand/graph/exact'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'

/** A word of a prompt: how often it is said, and the vector that one saying adds. */
export interface Said {
  readonly word: string
  readonly times: number
  readonly vector: readonly Cell[]
}

/** What is said, in order. */
export type Prompt = readonly Said[]

/** As often as a word may be said. */
export const mostTimes = 9
/** As long as a prompt's text may be in a lesson. */
const longestText = 200
const longestWord = 40

const shownAs = (word: string, times: number): string => (times === 1 ? word : `${word}×${times}`)

/** A lesson's word taken apart: `sky×2` is sky, said twice. */
export function sayings(word: string): { readonly word: string; readonly times: number } {
  const [, base, times] = /^(.+)×([2-9])$/u.exec(word) ?? []
  return base === undefined ? { word, times: 1 } : { word: base, times: Number(times) }
}

const times = (cells: readonly Cell[], n: number): Cell[] => cells.map(cell => toCell(mul(fromCell(cell), n)))
const over = (cells: readonly Cell[], n: number): Cell[] =>
  cells.map(cell => toCell(mul(fromCell(cell), ratio(1n, BigInt(n)))))

/** The prompt of a lesson, its words in the order in which they are said. */
export const promptOf = (lesson: Lesson): Prompt =>
  wordsOf(lesson).map(shown => {
    const { word, times: n } = sayings(shown)
    return { word, times: n, vector: over(named(lesson.prompt.words, shown, 'the prompt'), n) }
  })

/** The lesson with another prompt. */
export const saying = (lesson: Lesson, prompt: Prompt): Lesson => ({
  ...lesson,
  prompt: {
    text: prompt.map(({ word, times: n }) => shownAs(word, n)).join(' '),
    words: Object.fromEntries(prompt.map(({ word, times: n, vector }) => [shownAs(word, n), times(vector, n)])),
  },
})

/** Whether two prompts say the same, with the same vectors. */
export const samePrompt = (a: Prompt, b: Prompt): boolean =>
  a.length === b.length &&
  a.every((said, i) => {
    const other = at(b, i, 'the prompt')
    return (
      said.word === other.word &&
      said.times === other.times &&
      said.vector.length === other.vector.length &&
      said.vector.every((cell, c) => cell === other.vector[c])
    )
  })

const tooLarge = (cell: Cell): boolean =>
  typeof cell === 'number' ? !Number.isSafeInteger(cell) : !cell.includes('/') || cell.length > 64

/** Why a lesson cannot have this prompt; undefined where it can. */
export function whyNotPrompt(lesson: Lesson, prompt: Prompt): string | undefined {
  if (prompt.length === 0) return 'A prompt says one word at least.'
  const text = at(Object.values(lesson.prompt.words), 0, 'the prompt').length
  const seen = new Set<string>()
  for (const { word, times: n, vector } of prompt) {
    if (!/^[^\s\p{Cc}\p{Cs}]+$/u.test(word) || word.length > longestWord || word === '__proto__')
      return `“${word.slice(0, longestWord)}” is no word: a word has 1 to ${longestWord} letters and no space.`
    if (!Number.isInteger(n) || n < 1 || n > mostTimes) return `A word is said 1 to ${mostTimes} times.`
    if (vector.length !== text)
      return `The vector of “${word}” has ${vector.length} ${vector.length === 1 ? 'number' : 'numbers'}; words of this lesson have ${text}.`
    if (times(vector, n).some(tooLarge)) return `The vector of “${word}” is too large to stay exact.`
    const key = shownAs(word, n).toLowerCase()
    if (seen.has(word.toLowerCase()) || seen.has(key)) return `“${word}” is there already: say it more often instead.`
    seen.add(word.toLowerCase()).add(key)
  }
  const { text: said } = saying(lesson, prompt).prompt
  return said.length > longestText
    ? `That prompt has ${said.length} letters; a lesson’s has at most ${longestText}.`
    : undefined
}
