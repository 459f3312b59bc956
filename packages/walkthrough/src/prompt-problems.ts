// Why a lesson cannot have a prompt, in words.

import { at } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'
import {
  isTimes,
  isTooLarge,
  isWord,
  longestText,
  longestWord,
  mostTimes,
  type Prompt,
  type Said,
  saying,
  shownAs,
} from './prompt.ts'
import { readCell } from './typed.ts'

/** A word and the numbers of its vector, as they are typed; or why they cannot be read. */
export function saidFrom(word: string, numbers: string): Said | { readonly why: string } {
  const vector: Cell[] = []
  for (const text of numbers.split(/[\s;]+/).filter(text => text !== '')) {
    const read = readCell(text)
    if (!read.ok) return { why: read.why }
    vector.push(read.value)
  }
  return { word: word.trim().toLowerCase(), times: 1, vector }
}

/** Why a lesson cannot have this prompt; undefined where it can. */
export function whyNotPrompt(lesson: Lesson, prompt: Prompt): string | undefined {
  if (prompt.length === 0) return 'A prompt needs at least one word.'
  const text = at(Object.values(lesson.prompt.words), 0, 'the prompt').length
  const seen = new Set<string>()
  for (const { word, times: n, vector } of prompt) {
    if (!isWord(word))
      return `“${word.slice(0, longestWord)}” is not a word: a word has 1 to ${longestWord} characters and no space.`
    if (!isTimes(n)) return `A word can occur 1 to ${mostTimes} times.`
    if (vector.length !== text)
      return `The vector of “${word}” has ${counted(vector.length, 'number')}; words in this lesson have ${text}.`
    if (isTooLarge(vector, n)) return `The vector of “${word}” is too large to stay exact.`
    const small = word.toLowerCase()
    const key = shownAs(small, n)
    if (seen.has(small) || seen.has(key)) return `“${word}” is already in the prompt: let it occur more often instead.`
    seen.add(small).add(key)
  }
  const { text: said } = saying(lesson, prompt).prompt
  return said.length > longestText
    ? `This prompt has ${said.length} characters; a prompt has at most ${longestText}.`
    : undefined
}
