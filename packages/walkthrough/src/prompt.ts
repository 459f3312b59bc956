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
export const shownAs = (word: string, times: number): string => (times === 1 ? word : `${word}×${times}`)

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

const tooLarge = (cell: Cell): boolean =>
  typeof cell === 'number' ? !Number.isSafeInteger(cell) : !cell.includes('/') || cell.length > 64

/** Whether a lesson can have this prompt; prompt-problems.ts says why not. */
export function fitsPrompt(lesson: Lesson, prompt: Prompt): boolean {
  const text = at(Object.values(lesson.prompt.words), 0, 'the prompt').length
  const keys = prompt
    .flatMap(({ word, times: n }) => [...new Set([word, shownAs(word, n)])])
    .map(key => key.toLowerCase())
  return (
    prompt.length > 0 &&
    new Set(keys).size === keys.length &&
    saying(lesson, prompt).prompt.text.length <= longestText &&
    prompt.every(
      ({ word, times: n, vector }) => isWord(word) && isTimes(n) && vector.length === text && !isTooLarge(vector, n),
    )
  )
}

/** Whether a text is one word, without spaces. */
export const isWord = (word: string): boolean =>
  /^[^\s\p{Cc}\p{Cs}]+$/u.test(word) && word.length <= longestWord && word !== '__proto__'

export const isTimes = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= mostTimes

/** Whether a word with this vector, so often, is too large for a lesson. */
export const isTooLarge = (vector: readonly Cell[], n: number): boolean => times(vector, n).some(tooLarge)
