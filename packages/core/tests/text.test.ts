import { type CellRef, expression } from '@dit-by-hand/graph/expression'
import { expressionLatex, formulaLatex, numberLatex } from '@dit-by-hand/graph/latex'
import { spoken } from '@dit-by-hand/graph/spoken'
import { plain, type Style, showNumber } from '@dit-by-hand/graph/style'
import { cellName, lineOf, tokens } from '@dit-by-hand/graph/text'
import { inTurn, isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { netOf, work } from '../src/lesson.ts'
import { readThrough } from '../src/names.ts'
import { caseIds, lessonOf } from './support.ts'

function printed(
  id: string,
  cell: CellRef,
  style: Style = plain,
  reading: 'corrected' | 'printed' = 'corrected',
): string {
  const { net, values } = work(lessonOf(id), netOf(lessonOf(id), reading))
  return lineOf(
    tokens(
      expression(net, cell, readThrough),
      ({ name, row, column }) => {
        const value = Object.entries(values).find(([key]) => key === name)?.[1]?.[row]?.[column] ?? 0
        return { text: style.number(value), value }
      },
      { style },
    ),
  )
}
const named = (id: string, cell: CellRef): string =>
  lineOf(tokens(expression(work(lessonOf(id)).net, cell, readThrough), ref => ({ text: cellName(ref) })))
const at = (name: string, row: number, column: number): CellRef => ({ name, row: row - 1, column: column - 1 })

describe('the line of arithmetic', () => {
  it.each([
    ['latent', 1, 3, 'max(0, 1·3 + 0·3 − 1·0 + 0·0 + 0)'],
    ['latent', 1, 1, 'max(0, 1·0 + 0·0 − 1·1 + 0·0 + 0)'],
    ['noised', 1, 1, '0 + (−2)'],
    ['timeEmbedding', 1, 1, 'digit of 3 at 2¹'],
    ['scaled', 2, 3, '4·(−1)'],
    ['scores', 2, 1, '−2·(−3) + 5·2'],
    ['attention', 2, 1, '[16 = max(0, 16, 13, 12)]'],
    ['loss', 1, 1, '(1² + 0² + 1² + 0² + 0² + (−1)² + 0² + 0²)/8'],
    ['d_query', 1, 1, '0'],
    ['feedForwardWeightAfter', 1, 1, '1 − 1/1000·10'],
    ['denoised', 1, 1, '−2 − (−1)'],
    ['generatedVideo', 3, 2, '2'],
  ] as const)('%s %i %i', (name, row, column, line) => {
    expect(printed('sora-is-sky', at(name, row, column))).toBe(line)
  })

  it('shows ties, softmax, fractions and misprints', () => {
    expect(printed('hard-ties', at('attention', 1, 1))).toMatch(/^\[(.+) = max\(.*\)\] ÷ 4 that tie$/)
    expect(named('softmax-attention', at('attention', 2, 1))).toBe(
      'e^(scores[2,1]/√2)/(e^(scores[1,1]/√2) + e^(scores[2,1]/√2) + e^(scores[3,1]/√2) + e^(scores[4,1]/√2))',
    )
    expect(printed('fractions', at('noised', 1, 1))).toMatch(/\(−2\/5\)/)
    expect(printed('sora-is-sky', at('scaleShift', 3, 1), plain, 'printed')).toBe(
      '−1 (misprint; computed: 1·0 + 0·1 − 1·(−1) + 1·1 − 1·1 + 0)',
    )
  })

  it('is said in words', () => {
    expect(printed('sora-is-sky', at('latent', 1, 3), spoken)).toBe(
      'the larger of 0 and 1 times 3 plus 0 times 3 minus 1 times 0 plus 0 times 0 plus 0',
    )
    expect(printed('sora-is-sky', at('denoised', 1, 1), spoken)).toBe('minus 2 minus minus 1')
  })

  it('marks the terms that add nothing, and keeps them', () => {
    const { net, values } = work(lessonOf('sora-is-sky'))
    const line = tokens(expression(net, at('encoderPre', 1, 3)), ({ name, row, column }) => {
      const value = Object.entries(values).find(([key]) => key === name)?.[1]?.[row]?.[column] ?? 0
      return { text: showNumber(value), value }
    })
    expect(lineOf(line.filter(token => !token.idle))).toBe('1·3')
    expect(lineOf(line)).toBe('1·3 + 0·3 − 1·0 + 0·0 + 0')
  })

  it.runIf(isTurn(5))('balances its brackets in every cell of every case, in each style', () => {
    for (const id of inTurn(caseIds, 3, 0)) {
      const { net } = work(lessonOf(id), netOf(lessonOf(id), 'printed'))
      for (const [name, node] of Object.entries(net)) {
        const line = printed(id, { name, row: node.shape[0] - 1, column: node.shape[1] - 1 }, plain, 'printed')
        expect(line.split('(').length, `${id} ${name}: ${line}`).toBe(line.split(')').length)
        const tex = formulaLatex(net, name)
        expect(tex.split('{').length).toBe(tex.split('}').length)
        expect(tex.split('\\left').length).toBe(tex.split('\\right').length)
      }
    }
  })
})

describe('numbers', () => {
  it.each([
    [-3, '−3'],
    [{ n: -1n, d: 2n }, '−1/2'],
    [0.47209639, '0.4721'],
    [-0.00001, '−1e−5'],
    [Number.NaN, 'not a number'],
    [Number.POSITIVE_INFINITY, '∞'],
    [0.5, '0.5'],
  ])('%s is shown as %s', (value, text) => {
    expect(showNumber(value)).toBe(text)
  })
})

describe('LaTeX', () => {
  const { net } = work(lessonOf('sora-is-sky'))
  it('writes a matrix as a formula of named matrices', () => {
    expect(formulaLatex(net, 'encoderPre')).toBe(
      '\\mathit{encoderPre} = \\mathit{encoderWeight}\\, \\mathit{patches} + \\mathit{encoderBias}\\, \\mathbf{1}_{1 \\times 4}',
    )
    expect(formulaLatex(net, 'lossGradient')).toBe(
      '\\mathit{lossGradient} = \\mathit{predictedNoise} - \\mathit{noise}',
    )
    expect(formulaLatex(net, 'd_feedForwardWeight')).toBe(
      '\\mathit{d\\_feedForwardWeight} = \\mathit{lossGradient}\\, {\\mathit{pooled}}^{\\top}',
    )
    expect(() => formulaLatex(net, 'nothing')).toThrow('there is no nothing in the net')
  })
  it('writes numbers, matrices and cells', () => {
    expect(numberLatex({ n: -3n, d: 8n })).toBe('-\\tfrac{3}{8}')
    expect([-0.00002, 0.02794, 3.25e9, 2, Number.NEGATIVE_INFINITY].map(numberLatex)).toEqual([
      '-2\\mathrm{e}{-5}',
      '0.0279',
      '3250000000',
      '2',
      '-\\infty',
    ])
    expect(
      expressionLatex(expression(net, at('loss', 1, 1)), ({ row, column }) => ({
        text: `E_{${row + 1},${column + 1}}`,
      })),
    ).toContain('(E_{1,1}^2 + ')
  })
})

describe('a cell that is not there', () => {
  const { net } = work(lessonOf('sora-is-sky'))
  it('is named with the shape', () => {
    expect(() => expression(net, at('latent', 3, 1))).toThrow('latent is 2×4; it has no row 3, column 1')
    expect(() => expression(net, at('latents', 1, 1))).toThrow('there is no matrix latents')
  })
})
