// Judging a student's numbers: every worked case in many spellings is right, and typical mistakes are named.
import { readFileSync } from 'node:fs'
import { answerOf } from '@dit-by-hand/core/answer'
import { netOf, work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { share } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { caseOf, cases } from '@dit-by-hand/spec/cases'
import type { AnswerCell, Values } from '@dit-by-hand/spec/format'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { judgeNumbers } from '../../src/own/judge.ts'
import { numbersIn } from '../../src/own/text.ts'
import { notes, verdict } from '../../src/own/told.ts'
import { problem } from '../../src/problem/problem.ts'
import { thorough } from '../thorough.ts'

const { lesson, answer } = caseOf('sora-is-sky')

type Rows = readonly (readonly AnswerCell[])[]
const isFrames = (matrix: Rows | readonly Rows[]): matrix is readonly Rows[] => Array.isArray(matrix[0]?.[0])
const decimal = (cell: AnswerCell): number => {
  const [top = '', below = '1'] = String(cell).split('/')
  return Number(top) / Number(below)
}
/** As NumPy prints it, with so many digits; rows and columns exchanged where patches are rows. */
function printed(name: string, matrix: Rows | readonly Rows[], digits: number, isTransposed = false): string {
  const list = (rows: Rows): string => {
    const columns = (rows[0] ?? []).map((_, c) => rows.flatMap(row => row.slice(c, c + 1)))
    const shown = (isTransposed ? columns : rows).map(
      row => `[${row.map(cell => decimal(cell).toFixed(digits)).join(' ')}]`,
    )
    return `[${shown.join('\n ')}]`
  }
  return `${name} ${isFrames(matrix) ? `[${matrix.map(list).join('\n\n ')}]` : list(matrix)}\n`
}
const all = (values: Values, digits: number, isTransposed = false): string =>
  Object.entries(values)
    .filter(([name]) => !(isTransposed && name === 'generatedVideo'))
    .map(([name, matrix]) => printed(name, matrix, digits, isTransposed))
    .join('')

const judged = (text: string, of = lesson) => judgeNumbers(of, numbersIn(text))
const told = (text: string, of = lesson): readonly string[] =>
  judged(text, of).wrong.map(({ matrix, mistake, looks }) => `${matrix}: ${mistake?.says ?? looks}`)

/** Each takes a second. */
const some = cases().filter(({ id }, i) => thorough || i % 4 === 0 || id === 'softmax-attention')

describe('the worked cases', () => {
  it.each(some)('$id is right, printed with eight digits and with four', ({ lesson: of, answer: { corrected } }) => {
    for (const digits of [8, 4]) {
      const { right, wrong, absent, given, unknown } = judged(all(corrected, digits), of)
      expect({ wrong, given, absent, unknown }).toEqual({ wrong: [], given: [], absent: [], unknown: [] })
      expect(right.toSorted()).toEqual(Object.keys(corrected).toSorted())
    }
  })

  it.each(some)('$id is right with patches as rows', ({ lesson: of, answer: { corrected } }) => {
    const { wrong, isTransposed } = judged(all(corrected, 8, true), of)
    const isSquare = Object.values(corrected).every(matrix => matrix.length === matrix[0]?.length)
    expect({ wrong, isTransposed }).toEqual({ wrong: [], isTransposed: !isSquare })
  })

  it('softmax is right with exponents, each number rounded to places of its own, and a wrong one is not', () => {
    const { lesson: of, answer } = caseOf('softmax-attention')
    const text = all(answer.corrected, 12).replace(/-?\d+\.\d+/g, number => Number(number).toExponential(4))
    expect(judged(text, of).wrong).toEqual([])
    const [share = 0] = (answer.corrected.attention ?? []).flat().map(decimal)
    const other = text.replace(share.toExponential(4), (share * 1.001).toExponential(4))
    expect(judged(other, of).wrong.map(({ matrix }) => matrix)).toEqual(['attention'])
  })

  it('the printed reading is right as well, and is said to be printed', () => {
    const of = caseOf('misprint')
    if (!of.answer.printed) throw new Error('the case has no printed reading')
    const { reading, wrong } = judged(all(of.answer.printed, 8), of.lesson)
    expect({ reading, wrong }).toEqual({ reading: 'printed', wrong: [] })
    expect(judgeNumbers(of.lesson, numbersIn(all(of.answer.printed, 8)), 'corrected').wrong).not.toEqual([])
  })
})

describe('mistakes', () => {
  const { corrected } = answer
  it('is named, and what follows from it is not another', () => {
    const { encoderPre: latent = [] } = corrected
    const { wrong } = judged(all({ ...corrected, latent }, 8))
    expect(wrong.map(({ matrix, mistake }) => [matrix, mistake?.says])).toEqual([
      ['latent', 'ReLU is left out; or else it holds encoderPre'],
    ])
  })

  it('is named with digits lost in printing, and so is what follows from it', () => {
    const of = caseOf('softmax-attention')
    const numbers = (name: 'conditioned' | 'queries' | 'keys'): readonly (readonly number[])[] =>
      (of.answer.corrected[name] ?? []).map(row => row.map(decimal))
    const product = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] =>
      a.map(row => at(b, 0).map((_, j) => row.reduce((sum, x, k) => sum + x * at(at(b, k), j), 0)))
    const keys = numbers('keys')
    const exps = product(
      at(keys, 0).map((_, c) => keys.map(row => at(row, c))),
      numbers('queries'),
    ).map(row => row.map(Math.exp))
    const attention = exps.map(row => row.map((one, j) => one / exps.reduce((sum, other) => sum + at(other, j), 0)))
    const pooled = product(numbers('conditioned'), attention)
    const text = Object.entries({ ...of.answer.corrected, attention, pooled })
      .filter(([name]) => ['conditioned', 'queries', 'keys', 'attention', 'pooled'].includes(name))
      .map(([name, matrix]) => printed(name, matrix, 4))
    // One number alone is printed with all its digits, whatever matrices are printed with.
    text.push(printed('loss', of.answer.corrected.loss ?? [], 16))
    const { wrong } = judged(text.join(''), of.lesson)
    expect(wrong.map(({ matrix, mistake, follows }) => [matrix, mistake?.says, follows])).toEqual([
      ['attention', 'the division by √k is left out', ['pooled']],
    ])
  })

  it('is looked for in what the lesson gives as well', () => {
    const text = 'encoder_weight [[1 0 1 0]\n [0 1 0 1]]\nlatent [[0 2 3 1]\n [1 2 4 3]]'
    const { given, right } = judged(text)
    expect(given.map(({ name, cells }) => [name, cells?.flat().filter(({ differs }) => differs)])).toEqual([
      ['encoderWeight', [{ wanted: '−1', found: '1', differs: true }]],
    ])
    expect(right).toEqual(['latent'])
    expect(verdict(judged(text), String)).toBe('Look first at encoderWeight.')
  })

  it('is not found in few numbers that are each a little off: two factors would make up for many of them', () => {
    const condition = printed('condition', named(answer.corrected, 'condition'), 0)
    const { wrong } = judged(`${condition}scaleShift [[1.95]\n [-0.97]\n [0.97]\n [5.00]]`)
    expect(wrong.map(({ matrix, mistake }) => ({ matrix, mistake }))).toEqual([{ matrix: 'scaleShift', mistake: null }])
  })

  it('is shown with as many digits as tell it from what the lesson gives', () => {
    const [given] = judged('encoder_weight [[1.00004 0 -1 0]\n [0 1 0 1]]').given
    expect(given?.cells?.[0]?.[0]).toEqual({ wanted: '1', found: '1.00004', differs: true })
  })
})

describe('a shape', () => {
  it.each([
    ['a batch of one', 'latent [[[0 2 3 1] [1 2 4 3]]]'],
    ['a list for a column', 'scale [2 -1]'],
    ['a row for a column', 'latent [[0 2 3 1] [1 2 4 3]]\nscale [[2 -1]]'],
    ['a list for one number', 'loss [[0.375]]'],
    ['frames', 'G [[[0 0] [2 0]] [[2 2] [0 0]] [[2 3] [0 0]] [[1 2] [0 0]]]'],
    ['frames below each other', 'G [[0 0] [2 0] [2 2] [0 0] [2 3] [0 0] [1 2] [0 0]]'],
  ])('%s is right', (_, text) => {
    const { wrong, isTransposed } = judged(text)
    expect({ wrong, isTransposed }).toEqual({ wrong: [], isTransposed: false })
  })

  it('that is no other way of writing it is told', () => {
    expect(told('latent [[0 2 3] [1 2 4]]')).toEqual(['latent: its last column is missing'])
    // One of two is transposed: that is a mistake, and no habit.
    expect(told('latent [[0 1] [2 2] [3 4] [1 3]]\nnoised [[-2 2 2 1] [3 3 4 3]]')).toEqual([
      'latent: it is transposed',
    ])
  })
})

describe('what is said', () => {
  it.runIf(isTurn(3))('of one wrong number is no far-fetched guess', () => {
    const { wrong } = judged('G = [[[0 0] [2 0]] [[2 2] [0 0]] [[2 3] [0 0]] [[1 2] [0 1]]]')
    expect(wrong.map(({ matrix, mistake }) => [matrix, mistake])).toEqual([['generatedVideo', null]])
    expect(verdict(judged('latent [[0 2 3 1] [1 2 4 4]]'), String)).toBe('latent is not right.')
    expect(told('dWf [[5 3] [-5 -1]]')).toEqual(['d_feedForwardWeight: null'])
    expect(told('loss 0.1875')).toEqual([expect.stringContaining('it is halved')])
    // What is 0 says nothing against a mean.
    expect(told('e = [0 -1/3 0]', problem({ seed: 7, difficulty: 'softmax' }).lesson)).toEqual([
      expect.stringContaining('textEmbedding: the mean of words is taken instead of the sum'),
    ])
    // One number in each of two matrices, by the same slip.
    expect(told('scale_shift [2 -1 1 5]\nscale [2 1]\nshift [-1 5]')).toEqual([
      'scale: every other row of scaleShift is taken instead of one half',
    ])
    // What is 0 everywhere may come of anything; NumPy gave the rest, with no path through the keys.
    const { lesson: soft } = problem({ seed: 7, difficulty: 'softmax' })
    const rest =
      'd_conditioned [[-0.37091568 -0.39961464 -1.08409034 -0.79893282]\n [1.00340406 1.58957842 0.72595834 0.70514573]]'
    expect(told(`d_key [[0 0] [0 0] [0 0] [0 0]]\n${rest}`, soft)).toEqual([
      expect.stringMatching(/^d_key: it is 0 everywhere/),
      'd_conditioned: the path through keys is left out',
    ])
    // One number, but what a missing ReLU leaves.
    expect(told('latent [[-1 2 3 1] [1 2 4 3]]')).toEqual([expect.stringContaining('ReLU is left out')])
  })

  it('counts, and names the first to look at', () => {
    const { corrected } = answer
    expect(verdict(judged('latent [[0 2 3 1] [1 2 4 3]]'), String)).toBe('latent is right.')
    expect(verdict(judged(all(corrected, 8)), String)).toBe(`All ${Object.keys(corrected).length} matrices are right.`)
    expect(verdict(judged('Z [[0 2 3 1] [1 2 4 4]]\nloss 0.375'), String)).toBe(
      '1 of 2 matrices are right. Look first at latent.',
    )
  })

  it('tells what was left out, what came twice, and what was turned over', () => {
    const text = 'latnt [[0 2 3 1] [1 2 4 3]]\nZ [[9 1] [2 2] [3 4] [1 3]]\nZ [[0 1] [2 2] [3 4] [1 3]]'
    expect(notes(judged(text), String).slice(0, 3)).toEqual([
      'Patches are rows in them. The lesson has patches as columns, so they were transposed.',
      'Here more than once, and the last one counts: latent.',
      '“latnt” (2×4) is no matrix of this lesson, and was left out. Did you mean latent?',
    ])
  })

  it.each([
    ['', 'There are no numbers in it.'],
    ['hello', 'There are no numbers in it.'],
    ['[[0 2 3 1] [1 2 4 3]]', 'The first is an array without a name: Write its name before it, such as “latent = …”.'],
    ['latnt [[0 2 3 1] [1 2 4 3]]', 'The first is “latnt”: Did you mean latent?'],
    ['d_scores [[0 1] [1 0]]', 'The first is “d_scores”: This lesson has no d_scores.'],
    ['d_keys [[0 1] [1 0]]', 'd_keys is not judged, only what follows from it is.'],
  ])('%j cannot be judged', (text, why) => {
    expect(() => judged(text)).toThrow(why)
  })
})

describe('a notebook', () => {
  it('as Jupyter saved it: what it prints, what its cells end in, and what is nothing of the lesson', () => {
    const text = readFileSync(new URL('homework.ipynb', import.meta.url), 'utf8')
    const { right, wrong, given, ...found } = judged(text)
    expect({ right, wrong, given }).toEqual({ right: ['latent', 'noised', 'scale', 'loss'], wrong: [], given: [] })
    expect(notes({ right: [], wrong, given, ...found, absent: [] }, String)).toEqual([
      "“config” holds “'a'”, which is no number. It was left out.",
      '“np.round(latent*1.0, 2)” (2×4) is no matrix of this lesson, and was left out. Did you mean latent?',
      '“big” is printed with “…” for some numbers: print all of them. It was left out.',
      'No matrices of this lesson, and left out: “pd.DataFrame(np.array([…]))” (2×1).',
    ])
  })

  const cell = (outputs: unknown): string => JSON.stringify({ nbformat: 4, cells: [{ source: 'latent', outputs }] })
  const result = { output_type: 'execute_result', data: { 'text/plain': ['[[0 2 3 1]\n', ' [1 2 4 3]]'] } }
  it.each([
    [
      'printed in colour',
      [{ output_type: 'stream', name: 'stdout', text: 'latent \x1b[1m[[0 2 3 1] [1 2 4 3]]\x1b[0m' }],
    ],
    ['the value of a cell', [result]],
    ['beside a warning', [{ output_type: 'stream', name: 'stderr', text: 'latent [[9 9 9 9]]' }, result]],
  ])('%s', (_, outputs) => {
    expect(judged(cell(outputs))).toMatchObject({ right: ['latent'], wrong: [], unknown: [] })
  })

  it.each([
    [cell([]), 'This notebook shows nothing below its cells: run all of them, and save it.'],
    [
      JSON.stringify({ nbformat: 4, cells: [null, 3, { outputs: 'x' }] }),
      'This notebook shows nothing below its cells',
    ],
    [JSON.stringify({ nbformat: 3, worksheets: [] }), 'This notebook is of another format than 4'],
  ])('%s is refused', (text, why) => {
    expect(() => judged(text)).toThrow(why)
  })
})

describe('what is not here', () => {
  const { lesson: soft } = problem({ seed: 12, difficulty: 'softmax' })
  /** As from a program that forgets √k. */
  const net = rewrite(netOf(soft), { attention: () => share(named(netOf(soft), 'scores'), true) })
  const { scores, pooled, denoised, decoded, loss } = answerOf(work(soft, net))

  it('is worked from what is: one mistake is told once', () => {
    expect(told(all({ scores, pooled, denoised, decoded, loss } as Values, 8), soft)).toEqual([
      'pooled: the division by √k is left out',
    ])
    expect(judged(all({ denoised, decoded } as Values, 8), soft)).toMatchObject({
      wrong: [{ matrix: 'denoised', mistake: null, follows: ['decoded'] }],
      wanted: ['scores', 'attention', 'pooled', 'predictedNoise'],
    })
    expect(notes(judged(all({ denoised } as Values, 8), soft), String)).toContain(
      'The mistake may lie before it, in what is not here. Print these, too: scores, attention, pooled, predictedNoise.',
    )
  })
})

describe('another lesson', () => {
  const { lesson: other, answer } = caseOf('softmax-attention')
  it('is told where all is right in it, and nowhere else', () => {
    const { elsewhere } = judged(all(answer.corrected, 4))
    expect(elsewhere).toEqual({ id: other.id, title: other.title })
    const { latent, scores } = answer.corrected
    expect(judged(all({ latent, scores, loss: [[99]] } as Values, 4)).elsewhere).toBeNull()
    expect(judged(all(answer.corrected, 4), other).elsewhere).toBeNull()
  })
})

describe('an array that cannot be read', () => {
  it('is told where it is a matrix of the lesson, and left out where it is not', () => {
    expect(() => judged('loss 0.375\nlatent [[0 2 ... 1] [1 2 ... 3]]')).toThrow('“latent” is printed with “…”')
    expect(judged('loss 0.375\nweights [[0 2 ... 1] [1 2 ... 3]]').right).toEqual(['loss'])
    expect(() => judged('weights [[0 2 ... 1] [1 2 ... 3]]')).toThrow('“weights” is printed with “…”')
  })
})
