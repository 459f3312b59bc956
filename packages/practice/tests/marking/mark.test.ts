// Marking: ways of writing a number, right from one's own numbers, tolerance, hints, and what a reveal fills in.
import { work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { toNumber, toText } from '@dit-by-hand/graph/exact'
import { expression } from '@dit-by-hand/graph/expression'
import { caseOf } from '@dit-by-hand/spec/cases'
import { inTurn, turn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { pose } from '../../src/exercise/pose.ts'
import { agreed } from '../../src/marking/agreed.ts'
import { arithmeticSlips } from '../../src/marking/arithmetic.ts'
import { fieldsOf, isDone, markTask } from '../../src/marking/fields.ts'
import { explained, hintCount, hintsFor, revealed } from '../../src/marking/hints.ts'
import { markCells, type Typed } from '../../src/marking/mark.ts'
import { isNear } from '../../src/marking/tolerance.ts'
import { readNumber } from '../../src/marking/typed.ts'
import { difficulties, problem } from '../../src/problem/problem.ts'
import { none, numbers } from './writings.ts'

describe('a number that is typed', () => {
  it.each<readonly [string, string]>([...numbers, ['１２', '12']])('%s is %s', (typed, value) => {
    const read = readNumber(typed)
    expect(read.ok ? toText(read.value) : read.why).toBe(value)
  })

  it.each<readonly [string, string]>([...none, ['', 'no number yet'], ['9'.repeat(30), 'longer than']])(
    '%s is refused: %s',
    (typed, why) => {
      const read = readNumber(typed)
      expect(read.ok ? 'read' : read.why).toContain(why)
    },
  )
})

describe('a number that is only taken over', () => {
  it('is told from where, and not which', () => {
    const of = problem({ seed: 7, difficulty: 'hard-attention' })
    const cell = { name: 'patches', row: 0, column: 0 }
    const [verdict] = markCells(of, [{ cell, text: '9' }], [cell])
    expect(verdict).toEqual({
      state: 'wrong',
      isNamed: false,
      says: 'Not yet. Nothing is worked out here: it is taken over as it is from the video.',
    })
  })
})

describe('what comes after a softmax', () => {
  it.each([
    [0.51, 0.5, true],
    [0.511, 0.5, false],
    [-0.51, -0.5, true],
    [50.5, 50, true],
    [50.51, 50, false],
    [0.01, 0, true],
  ])('%d for %d is near: %s', (typed, wanted, near) => {
    expect(isNear({ value: typed, places: 2 }, wanted, false)).toBe(near)
  })
})

const at22 = (name: string): { name: string; row: number; column: number } => ({ name, row: 1, column: 1 })

describe('marking', () => {
  const posed = problem({ seed: 11, difficulty: 'hard-attention' })
  const { values } = work(posed.lesson)
  const right = (name: string, row: number, column: number): number =>
    toNumber(at(at(named<readonly (readonly (number | object)[])[]>(values, name), row), column) as number)
  const one = (typed: readonly Typed[]) => {
    const { cell } = at(typed, typed.length - 1)
    return at(markCells(posed, typed, [cell]), 0)
  }

  it('knows right from wrong, blank and unread', () => {
    const cell = at22('noised')
    const wanted = right('noised', 1, 1)
    expect(one([{ cell, text: ` ${wanted} ` }])).toMatchObject({ state: 'right', how: 'exactly', follows: null })
    expect(one([{ cell, text: `${wanted + 50}` }])).toMatchObject({ state: 'wrong' })
    expect(one([{ cell, text: '  ' }])).toEqual({ state: 'blank' })
    expect(one([{ cell, text: 'x' }])).toMatchObject({ state: 'unread' })
  })

  it('follows through: a later number is judged from one’s own earlier ones', () => {
    const latent = { name: 'latent', row: 1, column: 1 }
    const noised = { name: 'noised', row: 1, column: 1 }
    const slip = right('latent', 1, 1) + 3
    const own = slip + Number(posed.lesson.noise[1]?.[1])
    const typed = [
      { cell: latent, text: `${slip}` },
      { cell: noised, text: `${own}` },
    ]
    expect(one(typed)).toMatchObject({ state: 'right', follows: latent })
    expect(one(typed)).toMatchObject({
      says: 'Right, from your own numbers. Not right yet, before it: latent, feature 2, patch 2.',
    })
    // The truth is right, too, for who knows it.
    expect(one([at(typed, 0), { cell: noised, text: `${right('noised', 1, 1)}` }])).toMatchObject({
      state: 'right',
      follows: null,
    })
    // Through several steps: the scale is exact, so scaled follows from the own noised.
    const scaled = { name: 'scaled', row: 1, column: 1 }
    expect(one([...typed, { cell: scaled, text: `${own * right('scale', 1, 0)}` }])).toMatchObject({ state: 'right' })
    expect(one([...typed, { cell: scaled, text: `${own * right('scale', 1, 0) + 40}` }])).toMatchObject({
      state: 'wrong',
    })
  })

  it('follows through gradients that are written one above the other', () => {
    const scale = { name: 'd_scale', row: 0, column: 0 }
    const bias = { name: 'd_modulationBias', row: 0, column: 0 }
    const slip = `${right('d_scale', 0, 0) + 30}`
    expect(
      one([
        { cell: scale, text: slip },
        { cell: bias, text: slip },
      ]),
    ).toMatchObject({ state: 'right', follows: scale })
  })

  it('takes a fraction that is rounded to two places, not to one', () => {
    const cell = { name: 'loss', row: 0, column: 0 }
    const seed = [...Array(40).keys()].find(seed => {
      const loss = at(at(named(work(problem({ seed, difficulty: 'three-frames' }).lesson).values, 'loss'), 0), 0)
      return typeof loss !== 'number' && (loss.d === 3n || loss.d === 6n)
    })
    const thirds = problem({ seed: Number(seed), difficulty: 'three-frames' })
    const loss = toNumber(at(at(named(work(thirds.lesson).values, 'loss'), 0), 0))
    const verdictOf = (text: string) => at(markCells(thirds, [{ cell, text }], [cell]), 0)
    expect(verdictOf(loss.toFixed(2))).toMatchObject({ state: 'right', how: 'rounded' })
    expect(verdictOf(loss.toFixed(5))).toMatchObject({ state: 'right', how: 'rounded' })
    expect(verdictOf(loss.toFixed(1)).state).toBe('wrong')
    expect(verdictOf((loss + 0.02).toFixed(2)).state).toBe('wrong')
  })

  it('is tolerant after a softmax as it says, and exact before it', () => {
    const soft = problem({ seed: 4, difficulty: 'softmax' })
    const worked = work(soft.lesson).values
    const share = toNumber(at(at(named(worked, 'attention'), 1), 2))
    const cell = { name: 'attention', row: 1, column: 2 }
    const verdictOf = (text: string) => at(markCells(soft, [{ cell, text }], [cell]), 0)
    expect(verdictOf(share.toFixed(2))).toMatchObject({ state: 'right', how: 'rounded' })
    expect(verdictOf((share + 0.009).toFixed(2))).toMatchObject({ state: 'right', how: 'near' })
    expect(verdictOf((share + 0.009).toFixed(4)).state).toBe('wrong')
    expect(verdictOf((share - 0.02).toFixed(4)).state).toBe('wrong')
    const latent = { name: 'latent', row: 0, column: 1 }
    const whole = toNumber(at(at(named(worked, 'latent'), 0), 1))
    expect(at(markCells(soft, [{ cell: latent, text: `${whole}.01` }], [latent]), 0).state).toBe('wrong')
  })

  it.each([
    ['0.01', 'rounded'],
    ['0.009', 'rounded'],
    ['0.00865', 'rounded'],
    ['0.0086', 'near'],
    ['0.008', 'near'],
    ['0.007', null],
    ['0.00', null],
    ['0', null],
    ['0.0001', null],
    ['0.02', null],
  ])('takes a share of 0.008652 as its digits say: %s is %s', (text, how) => {
    const cell = { name: 'attention', row: 0, column: 0 }
    const verdict = at(markCells(problem({ seed: 9, difficulty: 'softmax' }), [{ cell, text }], [cell]), 0)
    expect(verdict).toMatchObject(how === null ? { state: 'wrong' } : { state: 'right', how })
  })

  it.each([
    ['latent', '-9', 'max(0, ·) lets nothing below 0 through.'],
    ['timeEmbedding', '7', 'The digits of t in binary are 0 or 1.'],
    ['attention', '77', 'A softmax makes every share more than 0 and less than 1.'],
    // All or nothing: nearly any slip gives that.
    ['attention', '1', 'A softmax makes every share more than 0 and less than 1.'],
    ['attention', '0.00', 'That is close. Keep two decimals all the way, and round once.'],
    ['loss', '-77', 'A mean of squares is never below 0.'],
    ['decoded', '-77', 'max(0, ·) lets nothing below 0 through.'],
  ])('says what cannot be in %s', (name, text, why) => {
    const cell = { name, row: 0, column: 0 }
    const verdict = at(markCells(problem({ seed: 9, difficulty: 'softmax' }), [{ cell, text }], [cell]), 0)
    expect(verdict).toEqual({ state: 'wrong', isNamed: false, says: `Not yet. ${why}` })
  })

  it('says what is close after a softmax, and what is not', () => {
    const soft = problem({ seed: 4, difficulty: 'softmax' })
    const pooled = toNumber(at(at(named(work(soft.lesson).values, 'pooled'), 0), 0))
    const cell = { name: 'pooled', row: 0, column: 0 }
    const says = (text: string) => at(markCells(soft, [{ cell, text }], [cell]), 0)
    const close = expect.stringContaining('That is close')
    expect(says((pooled + 0.07).toFixed(2))).toMatchObject({ isNamed: false, says: close })
    expect(says((pooled + 0.11).toFixed(2))).toMatchObject({ isNamed: false, says: 'Not yet.' })
    const left = 'Not yet: −0.18 is what comes out when the term −2·0.06 is left out.'
    expect(says((pooled + 0.12).toFixed(2))).toMatchObject({ isNamed: true, says: left })
  })

  it('knows what the article misprints', () => {
    const { lesson } = caseOf('sora-is-sky')
    const cell = { name: 'scaleShift', row: 2, column: 0 }
    const says = 'Not yet: −1 is what comes out when the misprint of the article is taken over (see the errata).'
    expect(markCells({ lesson }, [{ cell, text: '-1' }], [cell])).toEqual([{ state: 'wrong', isNamed: true, says }])
  })

  it('goes by what was typed last in a cell', () => {
    const cell = at22('noised')
    const wanted = right('noised', 1, 1)
    const texts = [wanted + 50, wanted].map(String)
    const typed = texts.map(text => ({ cell, text }))
    expect(at(markCells(posed, typed, [cell]), 0)).toMatchObject({ state: 'right' })
    expect(at(markCells(posed, typed.toReversed(), [cell]), 0)).toMatchObject({ state: 'wrong' })
  })

  it.each(inTurn(difficulties, 3, turn))(
    'finds all right that is worked with two decimals from rounded numbers: %s',
    difficulty => {
      const set = pose(problem({ seed: 9, difficulty }), { kind: 'walk' })
      let entries = {}
      for (const task of set.tasks) {
        const shown = revealed(set, task, entries)
        entries = { ...entries, ...shown }
        expect(
          markTask(set, task, entries).filter(({ state }) => state !== 'right'),
          task.id,
        ).toEqual([])
        expect(isDone(set, task, entries)).toBe(true)
      }
    },
  )
})

describe('what happened', () => {
  it.each([
    // One slip, told once: of the matrix, not of the term that it is in the line as well.
    ['hard-attention', 11, 'noised', 0, 0, '-5', 'the latent is taken away instead of added'],
    ['hard-attention', 11, 'noised', 0, 0, '4', 'the latent is added twice'],
    ['hard-attention', 11, 'conditioned', 0, 0, '5', 'the scaled latent is added twice'],
    ['hard-attention', 2, 'denoised', 0, 0, '0', 'the predicted noise is taken away twice'],
    ['hard-attention', 1, 'pooled', 0, 0, '-1', 'its sign is flipped'],
    ['hard-attention', 1, 'd_pooled', 0, 0, '3', 'the feed-forward weight is not transposed'],
    ['hard-attention', 5, 'textEmbedding', 0, 0, '1', 'the word vectors are summed along the wrong axis'],
    // Two that are as likely.
    [
      'hard-attention',
      11,
      'noised',
      1,
      0,
      '0',
      'the sampled noise is taken away instead of added, or when the latent is taken away instead of added',
    ],
    ['hard-attention', 11, 'conditioned', 0, 1, '1', 'the term −2 is left out, or when its sign is flipped'],
    [
      'three-frames',
      3,
      'predictedNoise',
      1,
      0,
      '1',
      'the feed-forward bias is added twice, or when the term 1·1 is counted twice',
    ],
    // One of many that are.
    ['hard-attention', 11, 'latent', 0, 0, '0', 'the term 1·3 is left out, among other mistakes'],
    // Nobody divides a sum of two matrices by the number of patches.
    ['hard-attention', 11, 'noised', 1, 2, '3/4', null],
    // The number of another patch, of another row; what one goes on from; another part of it.
    [
      'hard-attention',
      11,
      'noised',
      1,
      0,
      '1',
      'feature 1 is taken instead of feature 2, or when patch 2 is taken instead of patch 1',
    ],
    ['hard-attention', 9, 'encoderPre', 1, 0, '1', 'patch 2 is taken instead of patch 1'],
    ['hard-attention', 9, 'encoderPre', 0, 0, '-2', 'feature 2 is taken instead of feature 1'],
    ['softmax', 9, 'attention', 0, 0, '-4', 'the scores are taken instead of the attention'],
    ['hard-attention', 4, 'loss', 0, 0, '0.4375', 'it is halved'],
    ['hard-attention', 4, 'loss', 0, 0, '7/16', 'it is halved'],
    ['softmax', 9, 'loss', 0, 0, '0.3419', 'it is halved'],
    ['hard-attention', 4, 'loss', 0, 0, '8/7', 'the fraction is turned upside down'],
    ['hard-attention', 4, 'loss', 0, 0, '8.75', 'the decimal point stands one place too far to the right'],
    ['hard-attention', 4, 'loss', 0, 0, '0.9', 'it is rounded to 1 place'],
    // Another share is 1 as well, but that says nothing.
    ['hard-attention', 4, 'attention', 2, 0, '1', null],
    // A share of 0.008652, to the digits that are typed.
    ['softmax', 9, 'attention', 0, 0, '0.0001', 'the division by √k is left out'],
    ['softmax', 9, 'attention', 0, 0, '0', 'a hard maximum takes the place of the softmax'],
    ['softmax', 9, 'attention', 0, 0, '0.8652', 'the share is written in percent'],
    // e^−6, e^−4, e^−6, e^−4 to two places: 0, 0.02, 0, 0.02.
    ['softmax', 31, 'attention', 1, 3, '0.5', 'the powers of e are rounded before they are divided'],
  ] as const)('%s, seed %d: %s, row %d, column %d: %s', (difficulty, seed, name, row, column, text, says) => {
    const cell = { name, row, column }
    const verdict = at(markCells(problem({ seed, difficulty }), [{ cell, text }], [cell]), 0)
    const named = `Not yet: ${text.replace('-', '−')} is what comes out when ${says}.`
    expect(verdict).toMatchObject(says === null ? { isNamed: false } : { isNamed: true, says: named })
  })

  it('is told of a share of nothing where the others of its column show it, too', () => {
    const typed = ['0.00', '0.95', '0.05', '0.00'].map((text, row) => ({
      cell: { name: 'attention', row, column: 0 },
      text,
    }))
    for (const verdict of markCells(
      problem({ seed: 9, difficulty: 'softmax' }),
      typed,
      typed.map(({ cell }) => cell),
    ))
      expect(verdict).toMatchObject({ says: expect.stringContaining('when the division by √k is left out.') })
  })

  it('is told of all numbers of a matrix where one slip gives them, and of one alone where the others are right', () => {
    const posed = problem({ seed: 11, difficulty: 'hard-attention' })
    const { values } = work(posed.lesson)
    const filled = (name: 'keys' | 'predictedNoise', as: string): readonly Typed[] =>
      named(values, name).flatMap((cells, row) =>
        cells.map((value, column) => ({ cell: { name: as, row, column }, text: toText(value) })),
      )
    const keys = filled('keys', 'queries')
    const verdicts = markCells(
      posed,
      keys,
      keys.map(({ cell }) => cell),
    ).filter(({ state }) => state !== 'right')
    expect(verdicts).toHaveLength(6)
    for (const verdict of verdicts)
      expect(verdict).toMatchObject({
        says: expect.stringMatching(/comes out when the keys are taken instead of the queries\.$/),
      })

    const cell = { name: 'predictedNoise', row: 1, column: 0 }
    const alone = [{ cell, text: '1' }]
    const first = 'the first number of the feed-forward bias is used for all, or when '
    const term = '2 and 3 are added where they should be multiplied.'
    const before = 'Not yet: 1 is what comes out when '
    expect(markCells(posed, alone, [cell])).toMatchObject([{ says: before + first + term }])
    const beside = [...filled('predictedNoise', 'predictedNoise'), ...alone]
    expect(markCells(posed, beside, [cell])).toMatchObject([{ says: before + term }])
  })

  it('names the digit that is taken instead of another', () => {
    const digit = expression(work(problem({ seed: 1, difficulty: 'hard-attention' }).lesson).net, {
      name: 'timeEmbedding',
      row: 0,
      column: 0,
    })
    expect([...arithmeticSlips(digit, () => ({ text: 't' }))].map(({ says }) => says)).toEqual([
      'another digit is taken, the one at 2⁰',
      'another digit is taken, the one at 2²',
    ])
  })

  it.each([
    ['the scores is transposed', 'the scores are transposed'],
    ['the keys transposed is left out', 'the keys transposed are left out'],
    ['the queries takes the place of the keys', 'the queries take the place of the keys'],
    ['The scale and shift is 4×1.', 'The scale and shift are 4×1.'],
    ['the gradient of the scores is transposed', 'the gradient of the scores is transposed'],
    ['the scale takes the place of the shift', 'the scale takes the place of the shift'],
  ])('%s → %s', (says, wanted) => {
    expect(agreed(says)).toBe(wanted)
  })
})

describe('hints', () => {
  it.each(['walk', 'shapes', 'which', 'predict', 'misprint'] as const)(
    'lead to the answer and never give it: %s',
    kind => {
      const set = pose(problem({ seed: 21, difficulty: 'two-frame-patches' }), { kind })
      for (const task of set.tasks) {
        const field = at(fieldsOf(task, set), 0)
        const hints = hintsFor(set, task, field, {})
        expect(hints).toHaveLength(hintCount)
        expect(new Set(hints).size, task.id).toBe(hintCount)
        expect(
          hints.every(hint => hint.length > 10),
          task.id,
        ).toBe(true)
        if (task.kind === 'fill') expect(hints[2]).toMatch(/ = \?$|: it is taken over from [^0-9]*, [^=]*\.$/)
        const whole = explained(set, task, field, {})
        expect(whole).toMatch(task.kind === 'shapes' ? /\d×\d/ : / = /)
        const parts = whole.split(/ = |,/)
        expect(parts.find((part, i) => part === parts[i + 1])).toBeUndefined()
      }
    },
  )

  it('say where a number is taken over from, not what it is', () => {
    const set = pose(problem({ seed: 21, difficulty: 'two-frame-patches' }), { kind: 'walk' })
    const task = at(
      set.tasks.filter(({ id }) => id === 'shift'),
      0,
    )
    const field = at(fieldsOf(task, set), 0)
    const hints = hintsFor(set, task, field, {})
    expect(hints.slice(1)).toEqual([
      'β[1,1] = γβ[3,1]',
      'There is nothing to work out: it is taken over from scale and shift, shift 1.',
    ])
    expect(explained(set, task, field, {})).toMatch(/^β\[1,1\] = −?\d+$/)
  })

  it('say where to look for whom a patch attends to, not in which row; and that all are right where all tie', () => {
    const set = pose(problem({ seed: 3, difficulty: 'three-frames', ties: true }), { kind: 'predict' })
    const tasks = set.tasks.filter(({ id }) => id === 'predict attention')
    const [, where, last] = tasks.flatMap(task => hintsFor(set, task, at(fieldsOf(task, set), 0), {}))
    expect(where).toBe('Look for the largest number in column 2 of the scores.')
    expect(last).toBe('Every answer is right: they tie.')
  })

  it('show the line of arithmetic with the learner’s own numbers', () => {
    const set = pose(problem({ seed: 21, difficulty: 'hard-attention' }), { kind: 'walk' })
    const task = at(
      set.tasks.filter(({ id }) => id === 'noised'),
      0,
    )
    const field = at(fieldsOf(task, set), 0)
    expect(at(hintsFor(set, task, field, { 'latent 1 1': '77' }), 2)).toMatch(/^Zt\[1,1\] = 77 [+−] \d+ = \?$/)
    expect(at(hintsFor(set, task, field, {}), 1)).toBe('Zt[1,1] = Z[1,1] + ε[1,1]')
  })

  it('put no brackets around two decimals, typed or not', () => {
    const set = pose(problem({ seed: 4, difficulty: 'softmax' }), { kind: 'walk' })
    const [task] = set.tasks.filter(({ id }) => id === 'pooled')
    if (!task) throw new Error('pooled is asked for in every walk')
    const field = at(fieldsOf(task, set), 0)
    for (const entries of [{}, { 'attention 1 1': '0.43' }])
      expect(at(hintsFor(set, task, field, entries), 2)).toMatch(/^Y\[1,1\] = [^()]*\d·0\.4\d [^()]* = \?$/)
  })
})
