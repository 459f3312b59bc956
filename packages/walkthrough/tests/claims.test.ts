// Whatever prose says of a lesson is held against numbers that the specification works out, not the engine; and a sentence that
// some lessons have and others have not is refused unless it is known here what it claims.
import { at } from '@dit-by-hand/graph/at'
import { lessons as randomLessons } from '@dit-by-hand/spec/arbitraries'
import type { Lesson } from '@dit-by-hand/spec/format'
import { derive } from '@dit-by-hand/spec/laws/derive'
import type { Name } from '@dit-by-hand/spec/names'
import { decimal, decimals, exact, numbersIn } from '@dit-by-hand/spec/number'
import { type Sizes, sizesOf } from '@dit-by-hand/spec/sizes'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { titleOf } from '../src/matrices.ts'
import { proseText } from '../src/prose.ts'
import { stagesOf } from '../src/stages.ts'
import { type Place, places } from '../src/telling.ts'
import { stageWordsOf, wordsOf } from '../src/words.ts'
import { workedOf } from '../src/workbench.ts'
import { lessons, sora } from './support.ts'
import { rounds } from './thorough.ts'

/** A lesson’s numbers by the formulas of the specification; rows and columns count from 1. */
interface Told {
  readonly lesson: Lesson
  readonly size: Sizes
  readonly place: Place
  readonly grid: (name: Name) => readonly (readonly number[])[]
  readonly cell: (name: Name, row: number | string, column?: number | string) => number
}

function toldOf(lesson: Lesson): Omit<Told, 'place'> {
  const derived = derive(lesson.attention.kind === 'softmax' ? decimals : exact, lesson)
  const grid: Told['grid'] = name => derived(name).map(row => row.map(decimal))
  const known = new Map<Name, ReturnType<Told['grid']>>()
  const once: Told['grid'] = name => known.get(name) ?? at([known.set(name, grid(name)).get(name) ?? []], 0)
  return {
    lesson,
    size: sizesOf(lesson),
    grid: once,
    cell: (name, row, column = 1) => at(at(once(name), Number(row) - 1, name), Number(column) - 1, name),
  }
}

const number = (text: string): number => {
  const [n = '', d = '1'] = text.replaceAll('−', '-').split('/')
  return Number(n) / Number(d)
}
/** Whether a printed number is this one, to the places that are printed. */
const is = (text: string | undefined, value: number): boolean =>
  text !== undefined && Math.abs(number(text) - value) <= 6e-4 * Math.max(text.includes('e') ? 0 : 0.2, Math.abs(value))

const flat = (told: Told, name: Name): readonly number[] => told.grid(name).flat()
const all = (told: Told, name: Name, holds: (value: number) => boolean): boolean => flat(told, name).every(holds)
const count = (told: Told, name: Name, holds: (value: number, i: number) => boolean): number =>
  flat(told, name).filter(holds).length
const isTiny = (value: number): boolean => Math.abs(value) < 1e-9
const isZero = (value: number): boolean => value === 0
const isNegative = (value: number): boolean => value < 0
/** Whether so many cells are equal; after a softmax the last digit may decide either way. */
const areSame = (told: Told, a: Name, b: Name, many: number): boolean =>
  count(told, a, (value, i) => value === flat(told, b)[i]) <= many &&
  many <= count(told, a, (value, i) => isTiny(value - at(flat(told, b), i)))
const cells = ({ size }: Told): number => size.latent * size.patches
const pre = ({ place }: Told): 'encoderPre' | 'decoderPre' => (place === 'encode' ? 'encoderPre' : 'decoderPre')
const post = ({ place }: Told): 'latent' | 'decoded' => (place === 'encode' ? 'latent' : 'decoded')
const columnOf = (told: Told, name: Name, column: number): readonly number[] =>
  told.grid(name).map(row => at(row, column - 1))
const isColumn = (told: Told, a: Name, column: number, values: readonly number[]): boolean =>
  columnOf(told, a, column).every((value, i) => Math.abs(value - at(values, i)) <= 1e-9 * Math.max(1, Math.abs(value)))
const pixels = ({ size: { video } }: Told): number => video.frames * video.rows * video.columns

/** The patches that one attends to; with softmax those with the largest share. */
function keysOf(told: Told, query: number): readonly number[] {
  const column = columnOf(told, 'attention', query)
  const most = Math.max(...column)
  const isSoft = told.lesson.attention.kind === 'softmax'
  return column.flatMap((share, i) => ((isSoft ? share >= most - 1e-12 : share !== 0) ? [i + 1] : []))
}
/** The patches from which one takes anything at all. */
const sharingWith = (told: Told, query: number): readonly number[] =>
  columnOf(told, 'attention', query).flatMap((share, i) => (share === 0 ? [] : [i + 1]))
/** The patches that are named: "patch 3", "patches 2, 3 and 4", "every patch"; of many only how many. */
function patchesIn(text: string, told: Told): readonly number[] | number {
  const everyOne = Array.from({ length: told.size.patches }, (_, i) => i + 1)
  if (/every patch|all columns/i.test(text)) return everyOne
  const many = /^(?:those of )?(\d+) patches$/.exec(text)
  return many ? Number(many[1]) : [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits))
}
const isSet = (named: readonly number[] | number, keys: readonly number[]): boolean =>
  typeof named === 'number' ? keys.length === named : String(named) === String(keys)
/** The gradients at a column of shares, which no answer has. */
const shareGradients = (told: Told, column: number): readonly number[] =>
  at(told.grid('conditioned'), 0).map((_, key) =>
    told.grid('conditioned').reduce((sum, row, i) => sum + at(row, key) * told.cell('d_pooled', i + 1, column), 0),
  )
const tied = (told: Told): number =>
  told.grid('scores').filter((_, i) => {
    const column = columnOf(told, 'scores', i + 1)
    return column.filter(score => score === Math.max(...column)).length > 1
  }).length
const zeros = (told: Told): number => count(told, 'condition', isZero)
const sumOf = (told: Told, keys: readonly number[], share: number): readonly number[] =>
  told.grid('conditioned').map(row => keys.reduce((sum, key) => sum + share * at(row, key - 1), 0))
const errors = (told: Told): number => flat(told, 'lossGradient').reduce((sum, error) => sum + error ** 2, 0)

const N = '(−?\\d+(?:[./]\\d+)?(?:e−?\\d+)?)'
const line = '[^:;=]*? = '
const spot = 'feature (\\d+) of patch (\\d+)'

type Holds = (told: Told, ...found: string[]) => boolean
/** What prose may claim, and when it is true. In a pattern, N is a number, L a line of arithmetic, S "feature 1 of patch 3". */
const claims: readonly (readonly [pattern: string, holds: Holds])[] = [
  [
    'video of (\\d+) frames? of (\\d+)×(\\d+) pixels and the prompt “[^”]*”',
    ({ size: { video } }, ...found) => String([video.frames, video.rows, video.columns]) === String(found),
  ],
  [', one frame below the other', ({ size }) => size.video.frames > 1],
  [
    'blocks of (\\d+)×(\\d+) pixels, (\\d+) frames? deep',
    ({ lesson: { patch } }, ...found) => String([patch.rows, patch.columns, patch.frames]) === String(found),
  ],
  [
    'makes (\\d+) columns? of (\\d+) pixels?\\.',
    ({ size }, ...found) => String([size.patches, size.pixels]) === String(found),
  ],
  ['Here one patch is the whole video\\.', ({ size }) => size.patches === 1],
  [
    'The top left cell of the patches, N, is the top left pixel of the first frame\\.',
    ({ lesson }, value) => is(value, decimal(at(at(numbersIn(at(lesson.video, 0)), 0), 0))),
  ],
  [
    'each patch of (\\d+) pixels? by (\\d+) numbers?, its features?',
    ({ size }, ...found) => String([size.pixels, size.latent]) === String(found),
  ],
  ['Nothing forces the answer to be shorter; here it is longer\\.', ({ size }) => size.latent > size.pixels],
  ['None is negative here\\.', told => !flat(told, pre(told)).some(isNegative)],
  [
    'Here it changes (\\d+) of (\\d+) numbers?\\.',
    (told, some, of) => Number(some) === count(told, 'encoderPre', isNegative) && Number(of) === cells(told),
  ],
  [
    'For (?:feature|pixel) (\\d+) of patch (\\d+), N becomes N\\.',
    (told, r = '', c = '', before, after) =>
      is(before, told.cell(pre(told), r, c)) && is(after, told.cell(post(told), r, c)),
  ],
  ['This one is all zeros, so it says nothing about the video\\.', told => all(told, 'latent', isZero)],
  ['For S that is LN\\.', (told, r = '', c = '', value) => is(value, told.cell('noised', r, c))],
  [
    'In this lesson there is no noise to find: the noised latent is the latent itself\\.',
    told => all(told, 'noise', isZero),
  ],
  ['Here the noise changes every cell\\.', told => !flat(told, 'noise').some(isZero)],
  [
    'Compare the noised latent with the latent: (\\d+) of (\\d+) cells? (?:is unchanged, but looks|are unchanged, but look) no different from the others\\.',
    (told, some, of) =>
      Number(some) === count(told, 'noise', isZero) && Number(of) === cells(told) && Number(some) > 0 && some !== of,
  ],
  ['The timestep counts doses of noise, and here it is 0: none\\.', ({ lesson }) => lesson.timestep.t === 0],
  [
    'The lesson adds its noise all the same, because in a model this small the timestep has no say in how much\\.',
    told => told.lesson.timestep.t === 0 && !all(told, 'noise', isZero),
  ],
  [
    'The timestep counts doses of noise: (\\d+) here\\. Diffusion .* put them on all at once\\.',
    ({ lesson }, t) => lesson.timestep.t === Number(t) && lesson.timestep.t > 0,
  ],
  [
    'Taking the noise away can also be done all at once or dose by dose, and there the choice will matter\\.',
    ({ lesson }) => lesson.timestep.t > 1,
  ],
  [
    'This prompt has a single word, and its vector is the text embedding\\.',
    told => at(told.grid('words'), 0).length === 1,
  ],
  ['Added up row by row, the vectors make the text embedding\\.', told => at(told.grid('words'), 0).length > 1],
  ['A sum does not know which word came first\\.', told => at(told.grid('words'), 0).length > 1],
  ['In row (\\d+): LN\\. ', (told, r = '', value) => is(value, told.cell('textEmbedding', r))],
  [
    'The timestep is (\\d+)\\. In binary, with (\\d+) bits?, that is ([01]+); the time embedding holds (?:it|these bits, the most significant on top)\\.',
    (told, t, bits, text = '') =>
      Number(t) === told.lesson.timestep.t &&
      text.length === Number(bits) &&
      text === flat(told, 'timeEmbedding').join(''),
  ],
  ['one column of (\\d+) numbers\\.', (told, length) => flat(told, 'condition').length === Number(length)],
  [
    'here \\(([^)]*)\\), and the lower half is the shift, here \\(([^)]*)\\): (\\d+) numbers? each',
    (told, scale = '', shift = '', length) =>
      isList(scale, flat(told, 'scale')) && isList(shift, flat(told, 'shift')) && Number(length) === told.size.latent,
  ],
  ['No number in the condition is zero, so every column of the weight has its say\\.', told => zeros(told) === 0],
  ['Here the whole condition is zero, so the bias alone decides\\.', told => all(told, 'condition', isZero)],
  [
    'Of the (\\d+) numbers in the condition, (\\d+) (?:is|are) zero; a zero silences a whole column of the weight\\.',
    (told, of, some) => Number(some) === zeros(told) && Number(of) === flat(told, 'condition').length,
  ],
  [
    'Follow S: LN, then LN\\.',
    (told, r = '', c = '', between, end) =>
      is(between, told.cell('scaled', r, c)) && is(end, told.cell('conditioned', r, c)),
  ],
  [
    'Row (\\d+) is flipped here, by a scale of N\\.',
    (told, r = '', scale) => is(scale, told.cell('scale', r)) && told.cell('scale', r) < 0 && told.size.patches > 1,
  ],
  [
    '(Every patch|Patch(?:es)? [\\d, and]+?) (?:attends?|takes?) ((?:most )?to|nothing from) (any patch|itself|every patch|\\d+ patches|patch(?:es)? [\\d, and]+\\d|patch \\d+)( alike)?\\.',
    attends,
  ],
  ['k, the number of features in a key, is (\\d+)\\.', ({ size }, key) => size.key === Number(key)],
  ['A score is a sum of (\\d+) products?\\.', ({ size }, key) => size.key === Number(key)],
  [
    'In a line of arithmetic, a bracket is one if what is inside it is true, and zero if not\\. (?:In column 1 the scores are (.*?), and N is the largest|The only score here is N)\\.',
    (told, list = '', most, only) =>
      only === undefined
        ? told.size.patches > 1 &&
          isList(list, columnOf(told, 'scores', 1)) &&
          is(most, Math.max(...columnOf(told, 'scores', 1)))
        : told.size.patches === 1 && is(only, told.cell('scores', 1, 1)),
  ],
  ['Tied scores would share the one equally\\.', told => tied(told) === 0],
  [
    'Tied scores, as in (\\d+) columns? here, share the one equally\\.',
    (told, columns) => tied(told) === Number(columns),
  ],
  [
    'With a single patch there is no other to look at; with more, this is where they would meet\\.',
    ({ size }) => size.patches === 1,
  ],
  [
    'All these patches belong to the same (frames?)\\. In a longer video.*?as well\\.',
    ({ size }, frames) =>
      size.patches > 1 && size.blocks.frames === 1 && (frames === 'frame') === (size.video.frames === 1),
  ],
  ['Patches of all frames share this one table\\. .*? come to fit together\\.', ({ size }) => size.blocks.frames > 1],
  [
    'Patch 1 takes nothing from any patch, so its column is all zeros\\.',
    told =>
      keysOf(told, 1).length === 0 &&
      isColumn(
        told,
        'pooled',
        1,
        told.grid('pooled').map(() => 0),
      ),
  ],
  [
    'The column of patch 1 has a share of (.*?) in it, with the largest from (.*?)\\.',
    (told, sharing = '', keys = '') =>
      isSet(patchesIn(sharing, told), sharingWith(told, 1)) && isSet(patchesIn(keys, told), keysOf(told, 1)),
  ],
  [
    'The column of patch 1 is made from (.*?)\\.',
    (told, keys = '') => isSet(patchesIn(keys, told), sharingWith(told, 1)),
  ],
  [
    'Patch 1 attended only to (?:itself, so its column passes through unchanged|patch (\\d+), so its column is a copy of column (\\d+) of the conditioned latent)\\.',
    (told, key = '1', copy = '1') =>
      key === copy &&
      String(columnOf(told, 'attention', 1)) ===
        String(columnOf(told, 'attention', 1).map((_, i) => Number(i + 1 === Number(key)))) &&
      isColumn(told, 'pooled', 1, columnOf(told, 'conditioned', Number(key))),
  ],
  [
    'Patch 1 shared its attention equally, so its column is the mean of (all columns|those of .*?)\\.',
    (told, keys = '') =>
      isSet(patchesIn(keys, told), keysOf(told, 1)) &&
      isColumn(told, 'pooled', 1, sumOf(told, keysOf(told, 1), 1 / keysOf(told, 1).length)),
  ],
  [
    'Patch 1 takes (.*?) in full, so its column is the sum of theirs\\.',
    (told, keys = '') =>
      isSet(patchesIn(keys, told), keysOf(told, 1)) && isColumn(told, 'pooled', 1, sumOf(told, keysOf(told, 1), 1)),
  ],
  [
    '(All columns|The columns of (?:patches [\\d, and]+\\d|\\d+ patches)) are equal now, because (?:all|these) patches attended alike\\.',
    alike,
  ],
  [
    'For S it says N, (?:where the noise is N|where there is no noise|which is right)\\.',
    (told, r = '', c = '', guess, noise) =>
      is(guess, told.cell('predictedNoise', r, c)) && (noise === undefined || is(noise, told.cell('noise', r, c))),
  ],
  ['where there is no noise', told => told.cell('noise', 1, 1) === 0],
  ['which is right', told => isTiny(told.cell('noise', 1, 1) - told.cell('predictedNoise', 1, 1))],
  ['Every cell is right\\.', told => areSame(told, 'predictedNoise', 'noise', cells(told))],
  ['No cell is quite right yet\\.', told => areSame(told, 'predictedNoise', 'noise', 0)],
  [
    'It is right in (\\d+) of (\\d+) cells?\\.',
    (told, some, of) => areSame(told, 'predictedNoise', 'noise', Number(some)) && Number(of) === cells(told),
  ],
  ['for S, LN\\.', (told, r = '', c = '', value) => is(value, told.cell('lossGradient', r, c))],
  ['is the loss: N\\.', (told, loss) => is(loss, errors(told) / cells(told))],
  [
    'here it is half the sum of the squared errors(, not divided by their count)?: 1/2·\\(?N\\)? = N\\.',
    (told, _count, whole, half) => is(whole, errors(told)) && is(half, errors(told) / 2),
  ],
  ['Of 2 errors that is the mean itself, so it is the loss\\.', told => cells(told) === 2],
  [
    'Both fall together\\. The mean would only put the factor 2/(\\d+) before every gradient, and a learning rate can make up for that\\.',
    (told, n) => Number(n) === cells(told) && cells(told) !== 2,
  ],
  [
    'In row (\\d+), column (\\d+) of the gradient of the feed-forward weight, each error is multiplied by what the weight was multiplied by, patch by patch: LN\\.',
    (told, r = '', c = '', value) => is(value, told.cell('d_feedForwardWeight', r, c)),
  ],
  ['Pick a cell of a gradient, and its line of arithmetic appears below\\.', ({ size }) => size.patches > 6],
  ['A tie is the exception: .*? We keep zero there too\\.', told => tied(told) > 0],
  [
    'In column (\\d+) the mean is LN\\. The gradient in row (\\d+) differs from it by LN; times its share N, divided by √(\\d+), that is N\\.',
    (told, c = '', mean, r = '', less, share, key, value) => {
      const [gradients, shares] = [shareGradients(told, Number(c)), columnOf(told, 'attention', Number(c))]
      const middle = gradients.reduce((sum, each, i) => sum + each * at(shares, i), 0)
      const [own, part] = [at(gradients, Number(r) - 1), told.cell('attention', r, c)]
      const size = Math.max(...gradients.map(Math.abs), 1)
      const near = (text: string | undefined, worth: number) =>
        text !== undefined && Math.abs(number(text) - worth) < 1e-3 * size
      return (
        near(mean, middle) &&
        near(less, own - middle) &&
        near(share, part) &&
        told.size.key === Number(key) &&
        near(value, told.cell('d_scores', r, c))
      )
    },
  ],
  [
    'In this lesson the gradients that reach the query weight and the key weight are all zero\\.',
    told => all(told, 'd_query', isTiny) && all(told, 'd_key', isTiny),
  ],
  [
    'With the numbers of this lesson it is zero for both\\.',
    told => all(told, 'd_query', isTiny) && all(told, 'd_key', isTiny),
  ],
  [
    'A hard maximum never gives this: here the query weight and the key weight can learn whom to attend to\\.',
    ({ size }) => size.patches > 1,
  ],
  [
    'But a share cannot grow alone, because each column adds up to one\\. What one share gains, the others lose, each in proportion to its size\\. So we subtract from every gradient the mean of its column, weighted by the shares \\(the colsum in the formula\\)\\. What is left is multiplied by the share itself and divided by √(\\d+), as the scores were\\.',
    ({ size }, root) => size.patches > 1 && Number(root) === size.key,
  ],
  [
    'But a column adds up to one, and here it has a single share, which is one whatever the score\\. So the mean of the column \\(the colsum in the formula\\) is the gradient itself, and where that is subtracted, nothing is left\\.',
    told => told.size.patches === 1 && all(told, 'attention', value => value === 1),
  ],
  [
    'Here every score has a gradient: all (\\d+) differ from zero, and each column adds up to zero, because what one share gains the others lose\\.',
    (told, n) => Number(n) === told.size.patches ** 2 && addsToZero(told),
  ],
  [
    'Each column of the gradient of the scores adds up to zero, because what one share gains the others lose\\.',
    told => addsToZero(told),
  ],
  ['For S they add up to LN\\.', (told, r = '', c = '', value) => is(value, told.cell('d_conditioned', r, c))],
  ['For the scale of row (\\d+): LN\\.', (told, r = '', value) => is(value, told.cell('d_scale', r))],
  [', so a column that a zero in the condition silenced learns nothing', told => zeros(told) > 0],
  ['The rate is 0 here, so nothing moves\\.', ({ lesson }) => lesson.learningRate === 0],
  [
    'In row (\\d+) of the feed-forward bias: LN(, because its gradient is zero)?\\.',
    (told, r = '', value, still) =>
      is(value, told.cell('feedForwardBiasAfter', r)) &&
      (still === undefined || isTiny(told.cell('d_feedForwardBias', r))),
  ],
  ['For S: LN\\.', (told, r = '', c = '', value) => is(value, told.cell('denoised', r, c))],
  [
    'Compare them: (?:(every|no) cell is back|(\\d+) of (\\d+) cells? (?:is|are) back)\\.',
    (told, whole, some, of) =>
      areSame(told, 'denoised', 'latent', whole === 'every' ? cells(told) : whole === 'no' ? 0 : Number(some)) &&
      (of === undefined || Number(of) === cells(told)),
  ],
  [
    'From a timestep of (\\d+), this model can take up to (\\d+) steps: choose how many\\. .*? Every matrix shows the step you are looking at\\.',
    ({ lesson: { timestep } }, t, steps) =>
      timestep.t === Number(t) && Number(steps) === Math.min(3, timestep.t) && timestep.t > 1,
  ],
  [
    'turns the (\\d+) features? of a patch into its (\\d+) pixels? again\\.',
    ({ size }, ...found) => String([size.latent, size.pixels]) === String(found),
  ],
  [
    'ReLU turns negative pixels into zero(?:, here (\\d+) of (\\d+))?\\.',
    (told, some = '0', of) =>
      Number(some) === count(told, 'decoderPre', isNegative) && (of === undefined || Number(of) === pixels(told)),
  ],
  ['Nothing is left: every pixel is black\\.', told => all(told, 'decoded', isZero)],
  [
    'Nothing limits how bright a pixel can get: it may come out brighter than any that was given\\.',
    told => !all(told, 'decoded', isZero) || count(told, 'decoderPre', isNegative) === 0,
  ],
  ['Every pixel is as it was\\.', told => areSame(told, 'generatedVideo', 'video', pixels(told))],
  [
    'They differ in (\\d+) of (\\d+) pixels?\\. Look at frame (\\d+), row (\\d+), column (\\d+): it was N and is now N\\.',
    (told, some, of, f = '', r = '', c = '', was, now) => {
      const row = (Number(f) - 1) * told.size.video.rows + Number(r)
      return (
        areSame(told, 'generatedVideo', 'video', pixels(told) - Number(some)) &&
        pixels(told) === Number(of) &&
        is(was, told.cell('video', row, c)) &&
        is(now, told.cell('generatedVideo', row, c)) &&
        was !== now
      )
    },
  ],
  [
    'You have seen what would make it better: the training step, taken again and again\\.',
    told => flat(told, 'generatedVideo').some((value, i) => value !== flat(told, 'video')[i]),
  ],
  [
    'We cut (\\d+) pixels? into (\\d+) patch(?:es)?, encoded (?:it|them), added noise, let a prompt and a timestep scale and shift (?:it|them), let (?:them attend to each other|(it attend) to itself), guessed the noise, measured the error, learned from it, subtracted the guess, and painted what was left\\.',
    (told, n, many, only) =>
      Number(n) === pixels(told) &&
      Number(many) === told.size.patches &&
      (only !== undefined) === (told.size.patches === 1),
  ],
]

const addsToZero = (told: Told): boolean =>
  told.grid('d_scores').every((_, i) => {
    const column = columnOf(told, 'd_scores', i + 1)
    return Math.abs(column.reduce((sum, value) => sum + value, 0)) <= 1e-9 * Math.max(1, ...column.map(Math.abs))
  })

function isList(text: string, values: readonly number[]): boolean {
  const printed = text.split(', ').filter(each => each !== '…')
  return printed.every((each, i) => is(each, at(values, i))) && (text.includes('…') || printed.length === values.length)
}

function attends(told: Told, who = '', how = '', whom = '', alike?: string): boolean {
  const queries = patchesIn(who, told)
  return (
    typeof queries !== 'number' &&
    queries.every(query => {
      const keys = keysOf(told, query)
      if (whom === 'any patch') return how === 'nothing from' && keys.length === 0
      if (whom === 'itself') return String(keys) === String(query)
      const isEven = alike === undefined || keys.length === told.size.patches
      return isSet(patchesIn(whom, told), keys) && isEven
    })
  )
}

function alike(told: Told, which = ''): boolean {
  const named = patchesIn(which.replace('The columns of ', ''), told)
  const pooled =
    told.grid('pooled').length === 0 ? [] : at(told.grid('pooled'), 0).map((_, i) => columnOf(told, 'pooled', i + 1))
  const equal = (a: number): number[] =>
    pooled.flatMap((_, i) => (isColumn(told, 'pooled', i + 1, at(pooled, a)) ? [i + 1] : []))
  return typeof named === 'number'
    ? pooled.some((_, i) => equal(i).length >= named)
    : named.every(patch => equal(at(named, 0) - 1).includes(patch))
}

const patterns = claims.map(
  ([pattern, holds]) =>
    [
      new RegExp(pattern.replaceAll(/\bS\b/g, spot).replaceAll('LN', `${line}${N}`).replaceAll(/\bN\b/g, N), 'g'),
      holds,
    ] as const,
)

/** Without noise and with a guess of zeros, everything is right. */
const right: Lesson = {
  ...sora,
  noise: sora.noise.map(row => row.map(() => 0)),
  feedForward: {
    weight: sora.feedForward.weight.map(row => row.map(() => 0)),
    bias: sora.feedForward.bias.map(() => 0),
  },
  errata: [],
}
/** A lesson whose condition is 0: no word says anything, and no bit of the timestep is set. */
const silent: Lesson = {
  ...sora,
  prompt: {
    ...sora.prompt,
    words: Object.fromEntries(Object.entries(sora.prompt.words).map(([word, of]) => [word, of.map(() => 0)])),
  },
  timestep: { ...sora.timestep, t: 0 },
  errata: [],
}
const drawn = (['handFriendly', 'wild'] as const).flatMap(flavour =>
  randomLessons({ seed: 77, runs: rounds(150, 14), flavour }),
)

/** Every paragraph of a place, as text. */
function paragraphs(lesson: Lesson, place: Place): readonly string[] {
  const facts = factsOf(workedOf(lesson, 'corrected'))
  const stages = stagesOf(place, facts).flatMap(({ id }) => stageWordsOf(id, facts))
  return [...wordsOf(place).prose(facts), ...stages].map(paragraph => proseText(paragraph, titleOf))
}

// One after the other: the later ones ask what the first has met.
describe.runIf(isTurn(5))('what prose says of a lesson', () => {
  const met = new Set<RegExp>()
  const left = new Map<string, Set<Lesson>>()
  const tried = [...lessons, right, silent, ...drawn]
  it('is true of its numbers', () => {
    for (const lesson of tried) {
      const told = toldOf(lesson)
      for (const place of places)
        for (const paragraph of paragraphs(lesson, place)) {
          let rest = paragraph
          for (const [pattern, holds] of patterns)
            for (const [text, ...found] of paragraph.matchAll(pattern)) {
              met.add(pattern)
              expect(holds({ ...told, place }, ...found), `${lesson.id}, ${place}: ${text}`).toBe(true)
              rest = rest.replace(text, '')
            }
          for (const sentence of rest.split(/(?<=[.?])\s+/).flatMap(each => each.trim() || [])) {
            const key = `${lesson.attention.kind} ${place}: ${sentence}`
            left.set(key, (left.get(key) ?? new Set()).add(lesson))
          }
        }
    }
  })
  it('is known here, sentence by sentence, where it is not said of every lesson', () => {
    const some = [...left].filter(
      ([key, of]) => of.size < tried.filter(({ attention }) => key.startsWith(attention.kind)).length,
    )
    expect(some.map(([key]) => key)).toEqual([])
  })
  it('is all met with', () => {
    expect(patterns.filter(([pattern]) => !met.has(pattern)).map(([pattern]) => pattern.source)).toEqual([])
  })
})
