// Step 4, encode conditions: the prompt's words and the bits of t, one above the other.

import { at } from '../lesson/at.ts'
import type { Lesson } from '../lesson/format.ts'
import { decimal, exact, numbersIn, show } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { bumped, clean, spoken, toCells } from './edits.ts'
import { lawsOf } from './equations.ts'
import { map2, product } from './grids.ts'
import { column, differ, type Fault, fault, firstWrong, type Law, numbers, type Seen, see, unlike } from './law.ts'

/** Checks that the bits are 0 or 1, and read as a binary number give t. */
function readBack(seen: Seen): readonly Fault[] {
  const bits = seen.at('timeEmbedding')
  const odd = firstWrong('timeEmbedding', bits, '0 or 1', bit =>
    decimal(bit) === 0 || decimal(bit) === 1 ? undefined : 'it is a bit',
  )
  if (odd.length > 0) return odd
  const { t } = seen.lesson.timestep
  const written = bits.flat().map(show)
  const right = [...t.toString(2).padStart(bits.length, '0')]
  const first = right.findIndex((bit, i) => bit !== written[i])
  if (first < 0) return []
  const read = Number.parseInt(written.join(''), 2)
  const why = `${written.join('')} reads as ${read}, and t is ${t}, ${right.join('')}`
  return [fault('timeEmbedding', first, 0, at(right, first, 'the bits'), at(written, first, 'the bits'), why)]
}

const wordsOf = (lesson: Lesson): readonly (readonly [string, Lesson['prompt']['words'][string]])[] =>
  Object.entries(lesson.prompt.words)

export const conditionsLaws: readonly Law[] = lawsOf(4, [
  {
    id: 'conditions/bits-read-back',
    statement: 'Read as a binary number, the most significant bit first, timeEmbedding is t.',
    finds: readBack,
  },
  {
    id: 'conditions/another-t',
    statement: 'Changing t changes timeEmbedding and not textEmbedding.',
    async check(lesson, ask, dice) {
      const later = bumped(lesson, 't', dice)
      if (!later) return []
      const [before, after] = [await see(ask, lesson), await see(ask, later)]
      const why = `only t has changed, from ${lesson.timestep.t} to ${later.timestep.t}`
      return [...unlike(before, after, why, ['textEmbedding']), ...readBack(after)]
    },
  },
  {
    id: 'conditions/text-above-time',
    statement: 'condition is textEmbedding on top of timeEmbedding.',
    finds(seen) {
      const text = seen.at('textEmbedding')
      const k = seen.arithmetic
      const top = differ(k, 'condition', text, seen.at('condition').slice(0, text.length), 'the text stands on top')
      if (top.length > 0) return top
      const below = seen.faults('timeEmbedding', seen.at('condition').slice(text.length), 'condition ends with it')
      return below.map(found => ({ ...found, matrix: 'condition' }))
    },
  },
  {
    id: 'conditions/word-order',
    statement: 'The order of the words does not matter: a sum has none.',
    applies: lesson => wordsOf(lesson).length > 1,
    async check(lesson, ask) {
      const turned = { ...clean(lesson), prompt: spoken(wordsOf(lesson).toReversed()) }
      const why = 'the same words are said in another order'
      return unlike(await see(ask, lesson), await see(ask, turned), why, ['textEmbedding', 'condition'])
    },
  },
  {
    id: 'conditions/one-word-more',
    statement: 'One more word adds its vector to textEmbedding.',
    async check(lesson, ask, dice) {
      const words = wordsOf(lesson)
      const word = ['more', 'still-more', 'yet-more'].find(one => !words.some(([other]) => other.toLowerCase() === one))
      if (!word || lesson.prompt.text.length > 180) return []
      const vector = Array.from({ length: sizesOf(lesson).text }, () => dice.int(-3, 3))
      const before = await see(ask, lesson)
      const prompt = { text: `${lesson.prompt.text} ${word}`, words: { ...lesson.prompt.words, [word]: vector } }
      const after = await see(ask, { ...clean(lesson), prompt })
      const k = before.arithmetic
      const expected = map2(before.at('textEmbedding'), column(k, vector), k.add)
      return after.faults('textEmbedding', expected, `${word} [${vector.join(' ')}] was said too`)
    },
  },
  {
    id: 'conditions/said-again',
    statement:
      'A word that occurs n times is one word with n times its vector: each time adds the vector to textEmbedding, and what the weights make of it to scaleShift.',
    async check(lesson, ask, dice) {
      const words = wordsOf(lesson)
      const [word, vector] = dice.pick(words)
      const n = dice.int(2, 4)
      const often = `${word}×${n}`
      const longer = toCells([numbersIn([vector]).flatMap(cells => cells.map(cell => exact.mul(cell, n)))])?.[0]
      const taken = words.some(([other]) => other.toLowerCase() === often.toLowerCase())
      if (!longer || taken || lesson.prompt.text.length > 180) return []
      const prompt = spoken(words.map(said => (said[0] === word ? [often, longer] : said)))
      const [before, after] = [await see(ask, lesson), await see(ask, { ...clean(lesson), prompt })]
      const k = before.arithmetic
      const more = column(k, vector).map(cells => cells.map(cell => k.mul(cell, k.of(n - 1))))
      const weight = numbers(k, lesson.modulation.weight).map(cells => cells.slice(0, vector.length))
      const why = `${word} [${vector.join(' ')}] is said ${n} times, as ${often} [${longer.join(' ')}]`
      const embedded = after.faults('textEmbedding', map2(before.at('textEmbedding'), more, k.add), why)
      if (embedded.length > 0) return embedded
      const moved = map2(before.at('scaleShift'), product(k, weight, more), k.add)
      return after.faults('scaleShift', moved, why)
    },
  },
])
