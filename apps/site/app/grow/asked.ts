// What the reader asks for: a prompt, noise, how far words lead, how many steps.
import type { Size } from '@dit-by-hand/video-dit/world/film'
import { countsOf, type Prompt, promptText, readPrompt } from '@dit-by-hand/video-dit/world/words'
import type { About } from './studio/nets.ts'
import type { FilmOrder, Which } from './studio/said.ts'

export interface Asked {
  readonly which: Which
  readonly prompt: Prompt
  /** For a net of other words. */
  readonly text: string
  readonly seed: number
  readonly guidance: number
  readonly steps: number
  /** The film that this one goes on from: what it shows, and the pixels of its last frame. */
  readonly after: Ended | null
}

export interface Ended {
  readonly said: string
  readonly size: Size
  readonly frame: readonly number[]
}

export const limits = { guidance: [0, 4], steps: [1, 24], seed: [0, 999_999] } as const

export const wordsOf = ({ prompt, text }: Asked, { isSky, vocabulary }: About): readonly number[] =>
  isSky ? countsOf(prompt) : readPrompt(text, vocabulary).counts

export const saidOf = ({ prompt, text }: Asked, { isSky }: About): string => (isSky ? promptText(prompt) : text)

/** The film that is gone on from, if the frames of the net are as large. */
export const afterOf = ({ after }: Asked, { size }: About): Ended | null =>
  after && after.size.height === size.height && after.size.width === size.width ? after : null

export const orderOf = (asked: Asked, about: About): FilmOrder => ({
  which: asked.which,
  words: wordsOf(asked, about),
  seed: asked.seed,
  guidance: asked.guidance,
  steps: asked.steps,
  first: afterOf(asked, about)?.frame ?? null,
})
