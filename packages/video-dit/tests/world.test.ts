// The small world: its words, what is kept back, and that clips are what their seed says, on every machine.
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { ownClips, worldClips } from '../src/learn/clips.ts'
import { digestOf } from '../src/learn/digest.ts'
import { clipOf, worldSize } from '../src/world/clips.ts'
import type { Film } from '../src/world/film.ts'
import {
  countsOf,
  isUnseen,
  nullLabel,
  type Prompt,
  prompts,
  promptText,
  readPrompt,
  seen,
  trainingPrompts,
  unseen,
  vocabulary,
  whens,
  whos,
} from '../src/world/words.ts'

describe('words', () => {
  it('are kept back in combinations, never alone', () => {
    expect(seen.length + unseen.length).toBe(prompts.length)
    expect(unseen.length).toBeGreaterThanOrEqual(20)
    for (const word of vocabulary)
      expect(
        seen.some(prompt => promptText(prompt).split(' ').includes(word)),
        word,
      ).toBe(true)
    // Some pairs are never learned at any time; every other pair at three times or more.
    const times = Map.groupBy(prompts, ({ who, deed }) => `${who} ${deed}`)
    const learned = [...times.values()].map(of => of.filter(prompt => !isUnseen(prompt)).length)
    expect(learned.filter(count => count === 0)).toHaveLength(2)
    expect(learned.filter(count => count > 0).every(count => count >= whens.length - 1)).toBe(true)
  })

  it('are read in any order, case and form, and unknown ones are named', () => {
    const wanted = countsOf({ who: 'moon', deed: 'drifts left', when: 'night' })
    expect(readPrompt('The MOON drifting left, at midnight!').counts).toEqual(wanted)
    expect(readPrompt('night left drifts moon').prompt).toEqual({ who: 'moon', deed: 'drifts left', when: 'night' })
    expect(readPrompt('moon wanders at night').unknown).toEqual(['wanders'])
    expect(readPrompt('').counts.at(-1)).toBe(1)
    expect(readPrompt('sun sun').counts[vocabulary.indexOf('sun')]).toBe(2)
    expect(readPrompt('cafe\u0301 नमस्ते', ['caf\u00e9', 'नमस्ते', nullLabel]).counts).toEqual([1, 1, 0])
  })

  it('may be those of a table of others', () => {
    const read = readPrompt('A cat at noon', ['at', 'cat', nullLabel])
    expect(read.counts).toEqual([1, 1, 0])
    expect(read.unknown).toEqual(['a', 'noon'].filter(word => word !== 'a'))
  })
})

describe('clips', () => {
  it('are the same wherever they are made', () => {
    expect(digestOf(prompts.map((prompt, i) => clipOf(prompt, 5, i).pixels))).toBe('9a7af71aa77466e6')
  })

  it.runIf(isTurn(2))('are few of each prompt, and nearly all of them are learned from', () => {
    const key = ({ pixels }: Film): string => Buffer.from(pixels).toString('latin1')
    const drawn = (prompt: Prompt): ReadonlySet<string> =>
      new Set(Array.from({ length: 50 }, (_, i) => key(clipOf(prompt, 1, i))))
    const every = new Map(prompts.map(prompt => [promptText(prompt), drawn(prompt)]))
    expect([...new Set([...every.values()].map(({ size }) => size))].toSorted()).toEqual([2, 3, 6])
    const clips = worldClips(1, 2048, worldSize)
    const missing = new Map(seen.map(prompt => [promptText(prompt), new Set(every.get(promptText(prompt)))]))
    expect([...missing.values()].reduce((total, { size }) => total + size, 0)).toBe(239)
    for (let i = 0; i < clips.count; i++) missing.get(clips.caption(i))?.delete(key(clips.film(i)))
    expect([...missing.values()].reduce((total, { size }) => total + size, 0)).toBe(1)
  })

  it('never show to a learner what is kept back', () => {
    const clips = worldClips(3, 3 * trainingPrompts.length, worldSize)
    const kept = new Set(
      unseen.flatMap(prompt => Array.from({ length: 30 }, (_, i) => digestOf([clipOf(prompt, 3, i).pixels]))),
    )
    for (let i = 0; i < clips.count; i++) expect(kept.has(digestOf([clips.film(i).pixels])), String(i)).toBe(false)
    expect(clips.counts(trainingPrompts.length + 4)).toEqual(countsOf(seen[4]!))
    expect(clips.film(trainingPrompts.length + 4)).toEqual(clipOf(seen[4]!, 3, trainingPrompts.length + 4))
  })

  it('show rain three times as often as others, and each prompt that is learned', () => {
    const times = (prompt: Prompt): number => trainingPrompts.filter(each => each === prompt).length
    for (const prompt of seen) expect(times(prompt), promptText(prompt)).toBe(prompt.who === 'rain' ? 3 : 1)
    expect(trainingPrompts.some(isUnseen)).toBe(false)
  })

  it('show each thing in several places', () => {
    for (const who of whos) {
      const prompt = prompts.find(each => each.who === who)!
      const made = new Set(Array.from({ length: 40 }, (_, i) => digestOf([clipOf(prompt, 1, i).pixels])))
      // Rain is everywhere, and only its columns begin elsewhere.
      expect(made.size, who).toBeGreaterThanOrEqual(who === 'rain' ? 2 : 3)
    }
  })

  it('have as many frames, rows and columns as are asked for', () => {
    const prompt = { who: 'sun', deed: 'rises', when: 'noon' } as const
    const [slow, fast] = [15, 8].map(frames => clipOf(prompt, 2, 0, { frames, height: 16, width: 16 }))
    // The same move seen twice as often: every second frame is the other film's.
    expect(slow!.pixels.subarray(14 * 768)).toEqual(fast!.pixels.subarray(7 * 768))
    expect(slow!.pixels.subarray(2 * 768, 3 * 768)).toEqual(fast!.pixels.subarray(768, 2 * 768))
    expect(clipOf(prompt, 2, 0, { frames: 1, height: 24, width: 40 }).pixels).toHaveLength(24 * 40 * 3)
  })

  it('of one’s own bring their own words, and must be of one size', () => {
    const [a, b] = [clipOf(prompts[0]!, 1, 0), clipOf(prompts[9]!, 1, 0)]
    const told = (first: string, second: string): ReturnType<typeof ownClips> =>
      ownClips(
        [
          { film: a, caption: first },
          { film: b, caption: second },
        ],
        worldSize,
      )
    const clips = told('red kite', 'blue kite')
    expect(clips.vocabulary).toEqual(['blue', 'kite', 'red', nullLabel])
    expect(clips.counts(0)).toEqual([0, 1, 1, 0])
    // With its captions the other way round it is other clips, in another order of their words the same.
    expect(told('blue kite', 'red kite').digest).not.toBe(clips.digest)
    expect(told('Kite, red', 'blue kite').digest).toBe(clips.digest)
    const small = clipOf(prompts[0]!, 1, 0, { frames: 2, height: 16, width: 16 })
    expect(() => ownClips([{ film: small, caption: 'x' }], worldSize)).toThrow('“x” is 2×16×16; clips must be 8×16×16')
    const wide = { ...a, frames: 4, width: 32 }
    expect(() => ownClips([{ film: wide, caption: 'y' }], worldSize)).toThrow('“y” is 4×16×32; clips must be 8×16×16')
    expect(() => ownClips([], worldSize)).toThrow('no clips')
    expect(() => ownClips([{ film: a, caption: '…' }], worldSize)).toThrow('0 different words')
  })
})
