// Steps 4 to 6 in words: what steers.
import { wordsOf } from '@dit-by-hand/core/lesson'
import { countWhere } from '../notice.ts'
import { sayings } from '../prompt.ts'
import { m, num, type Paragraph, p, quote, term } from '../prose.ts'
import { published } from '../published.ts'
import { columnText, counted, featureOf, handful, list, product, sum, words } from '../say.ts'
import { firstSound, isAmended, isNegative, isZero, spots } from '../spots.ts'
import type { Facts } from '../telling.ts'
import type { Words } from '../words.ts'

export const conditions: Words = {
  prose: facts => [
    p`The prompt says what to show, and the timestep says how noisy the latent is supposed to be. Both must become
      numbers. Each word has a vector, a column of the ${m('words')}, in the order of the prompt. ${prompt(facts)}`,
    p`The ${m('t')} is ${num(facts.lesson.timestep.t)}. In binary, with ${counted(facts.size.bits, 'bit')}, that is
      ${num(binary(facts))}; the ${m('timeEmbedding')} holds ${words(facts.size.bits === 1 ? 'it' : 'these bits, the most significant on top')}. Why bits? Each bit
      gets weights of its own, so the effect of a timestep does not have to grow in proportion to it.`,
    p`The text embedding on top of the time embedding makes the ${m('condition')}, one column of
      ${counted(facts.size.condition, 'number')}. It is all that the model gets besides the noised latent, and it is the
      same for every patch.`,
  ],
  leftOut: () => [
    p`DiT gets a class label instead of a sentence. It looks up a vector for the label, turns the ${m('t')} into
      ${num(published.timeFeatures)} sines and cosines that pass through a small network, and adds both vectors
      instead of stacking them (${num(published.sections.design)} and official code).`,
    p`Models that follow a prompt read it with a language model, which gives each word a vector that depends on the
      words around it and on their order.`,
  ],
}

const binary = ({ lesson: { timestep } }: Facts): string => timestep.t.toString(2).padStart(timestep.bits, '0')

function prompt(facts: Facts): Paragraph {
  const count = wordsOf(facts.lesson).length
  if (count === 1) return p`This prompt has a single word, and its vector is the ${m('textEmbedding')}. ${again(facts)}`
  const spot = count > handful ? undefined : firstSound(facts, 'textEmbedding')
  const terms = spot ? wordsOf(facts.lesson).map((_, word) => facts.cell('words', spot.row, word + 1)) : []
  const example = spot ? p`In row ${num(spot.row)}: ${sum(terms, facts.cell('textEmbedding', spot.row, 1))}.` : []
  return p`Added up row by row, the vectors make the ${m('textEmbedding')}. ${example} A sum does not know which word came
    first. ${again(facts)}`
}

/** Words that are said more than once. */
function again({ lesson }: Facts): Paragraph {
  const often = wordsOf(lesson)
    .map(sayings)
    .filter(({ times }) => times > 1)
  if (often.length === 0) return []
  const told = list(often.map(({ word, times }) => p`${quote(word)} ${num(times)} times`))
  return p`It says ${told}. Each time adds the word’s vector once more, and one column holds them all.`
}

export const modulation: Words = {
  prose: facts => [
    p`How can words steer a picture? A linear layer reads the ${m('condition')} and computes a ${term('scale')} and
      a ${term('shift')} for every row of the latent: the ${m('modulationWeight')} times the ${m('condition')}, plus
      the ${m('modulationBias')}.`,
    p`The upper half of the result is the ${m('scale')}, here ${columnText(facts, 'scale')}, and the lower half is the
      ${m('shift')}, here ${columnText(facts, 'shift')}: ${counted(facts.size.latent, 'number')} each, one for each row of
      the latent.`,
    p`This is where the prompt takes effect. If it speaks of the sky, whatever in the noise could be sky should count for
      more, and whatever could be a hat should count for less, so features are turned up or down. With another prompt, or
      at another timestep, the same weights give another scale and shift. ${silent(facts)}`,
  ],
  leftOut: () => [
    p`This is a small version of DiT’s ${term('adaptive layer norm')}. There the condition first passes through
      ${term('SiLU')}, a ReLU with its corner rounded off, and every block gets ${num(published.modulated)} vectors: a
      shift, a scale and a ${term('gate')} for attention, and the same for the feed-forward network. A gate decides how
      much of a result is let through. Gates start at zero, so an untrained block simply passes on its input: adaLN-Zero
      (${num(published.sections.design)}).`,
  ],
}

function silent(facts: Facts): Paragraph {
  const zeros = countWhere(facts, 'condition', isZero)
  if (zeros === 0) return p`No number in the condition is zero, so every column of the weight has its say.`
  if (zeros === facts.size.condition) return p`Here the whole condition is zero, so the bias alone decides.`
  return p`Of the ${num(facts.size.condition)} numbers in the condition, ${num(zeros)} ${zeros === 1 ? p`is` : p`are`} zero;
    a zero silences a whole column of the weight.`
}

export const modulate: Words = {
  prose: facts => [
    p`Here the condition meets the latent. Each row of the ${m('noised')} is multiplied by its own ${m('scale')}, cell by cell (⊙),
      and then its own ${m('shift')} is added. All patches along a row are treated alike; scale and shift may differ from
      row to row. ${example(facts)}`,
    p`A scale above one widens the differences between patches, zero wipes them out, and a negative one flips them, so
      that the largest becomes the smallest. A shift moves a whole row and leaves its differences as they are.
      ${turned(facts)}`,
  ],
  leftOut: () => [
    p`DiT first applies ${term('layer norm')} to each token: it subtracts the mean of the token’s features and divides by
      their standard deviation, so that all tokens arrive at the same size. It also counts the scale from one,
      ${num(published.formulas.modulation)}, so that a scale of zero changes nothing (official code). Our scale is the
      factor itself.`,
  ],
}

function example(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'conditioned', at => !isAmended(facts, 'scaled', at))
  if (!spot) return []
  const { row, column } = spot
  const [scaled, conditioned] = [facts.cell('scaled', row, column), facts.cell('conditioned', row, column)]
  return p`Follow ${featureOf(spot)}:
    ${product(facts.cell('noised', row, column), facts.cell('scale', row, 1), scaled)}, then
    ${sum([scaled, facts.cell('shift', row, 1)], conditioned)}.`
}

function turned(facts: Facts): Paragraph {
  const row = spots(facts, 'scale').find(spot => isNegative(facts.cell('scale', spot.row, 1)))?.row
  return row === undefined || facts.size.patches === 1
    ? []
    : p`Row ${num(row)} is flipped here, by a scale of ${num(facts.cell('scale', row, 1))}.`
}
