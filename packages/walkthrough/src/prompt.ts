// Edited prompts: words, how often each occurs, and the lesson with such a prompt.
//
// A lesson has one vector per word, and its embedding is their sum. So a word that occurs n times is one word of the lesson,
// word×n, whose vector is n times as long, and every engine that adds the vectors counts it n times.

import { wordsOf } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { fromCell, mul, ratio, toCell } from '@dit-by-hand/graph/exact'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'

/** A word of a prompt: how often it occurs, and the vector that each occurrence adds. */
export interface Said {
  readonly word: string
  readonly times: number
  readonly vector: readonly Cell[]
}

/** The words of a prompt, in order. */
export type Prompt = readonly Said[]

/** The most often that a word may occur. */
export const mostTimes = 9
/** The longest text of a prompt in a lesson. */
export const longestText = 200
/** The longest word. */
export const longestWord = 40

/** A word of a lesson that occurs so often: `sky×2`. */
const shownAs = (word: string, times: number): string => (times === 1 ? word : `${word}×${times}`)

/** A lesson's word taken apart: `sky×2` is sky, twice. */
export function sayings(word: string): { readonly word: string; readonly times: number } {
  const said = /(.+)×([2-9])$/u.exec(word)
  return said === null ? { word, times: 1 } : { word: at(said, 1), times: Number(at(said, 2)) }
}

const times = (cells: readonly Cell[], n: number): Cell[] => cells.map(cell => toCell(mul(fromCell(cell), n)))
const over = (cells: readonly Cell[], n: number): Cell[] =>
  cells.map(cell => toCell(mul(fromCell(cell), ratio(1n, BigInt(n)))))

/** The prompt of a lesson, its words in the order of the text. */
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

const isTooLarge = (cell: Cell): boolean =>
  typeof cell === 'number' ? !Number.isSafeInteger(cell) : !cell.includes('/') || cell.length > 64

const isWord = (word: string): boolean =>
  /^[^\s\p{Cc}\p{Cs}]+$/u.test(word) && word.length <= longestWord && word !== '__proto__'

/** Why a lesson cannot have this prompt; undefined where it can. */
export function whyNotPrompt(lesson: Lesson, prompt: Prompt): string | undefined {
  if (prompt.length === 0) return 'A prompt needs at least one word.'
  const text = at(Object.values(lesson.prompt.words), 0, 'the prompt').length
  const seen = new Set<string>()
  for (const { word, times: n, vector } of prompt) {
    if (!isWord(word))
      return `“${word.slice(0, longestWord)}” is not a word of 1 to ${longestWord} characters without a space.`
    if (!Number.isInteger(n) || n < 1 || n > mostTimes) return `A word can occur 1 to ${mostTimes} times.`
    if (vector.length !== text)
      return `The vector of “${word}” is of length ${vector.length}; in this lesson they are of length ${text}.`
    if (times(vector, n).some(isTooLarge)) return `The vector of “${word}” is too large to stay exact.`
    const small = word.toLowerCase()
    const key = shownAs(small, n)
    if (seen.has(small) || seen.has(key)) return `“${word}” is already in the prompt: use it more often.`
    seen.add(small).add(key)
  }
  const { text: said } = saying(lesson, prompt).prompt
  return said.length > longestText
    ? `This prompt has ${said.length} characters; a prompt has at most ${longestText}.`
    : undefined
}
