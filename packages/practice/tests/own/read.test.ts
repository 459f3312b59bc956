// Reading a student's numbers: what languages and libraries print, JSON, and what NumPy saves.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at } from '@dit-by-hand/graph/at'
import { pythonWith, runPython } from '@dit-by-hand/tools/python'
import { isTurn } from '@dit-by-hand/tools/thorough'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NumbersError, numbersInFile } from '../../src/files/saved.ts'
import type { Found } from '../../src/own/numbers.ts'
import { numbersIn } from '../../src/own/text.ts'
import { thorough } from '../thorough.ts'

const latent = { label: 'latent', shape: [2, 4], cells: [0, 2, 3, 1, 1, 2, 4, 3], places: null }
const scale = { label: 'scale', shape: [2], cells: [2, -1], places: null }
const frames = { label: 'V', shape: [2, 2, 2], cells: [0, 2, 1, 2, 3, 1, 4, 3], places: null }
const loss = { label: 'loss', shape: [], cells: [0.375], places: 3 }

const printed: readonly (readonly [string, string, readonly Found[]])[] = [
  ['NumPy', 'latent [[0 2 3 1]\n [1 2 4 3]]\nscale [ 2. -1.]\nloss 0.375\n', [latent, scale, loss]],
  [
    'NumPy at its prompt',
    '>>> latent\narray([[0., 2., 3., 1.],\n       [1., 2., 4., 3.]], dtype=float32)\n>>> loss\nnp.float64(0.375)\n',
    [latent, loss],
  ],
  [
    'PyTorch',
    "latent: tensor([[0., 2., 3., 1.],\n        [1., 2., 4., 3.]], grad_fn=<ReluBackward0>)\nscale: tensor([ 2., -1.], device='cuda:0')\nloss tensor(0.375)",
    [latent, scale, loss],
  ],
  ['a size before it', 'latent torch.Size([2, 4])\n[[0,2,3,1],[1,2,4,3]]\nscale (2,)\n[2 -1]', [latent, scale]],
  [
    'MATLAB',
    'latent =\n\n     0     2     3     1\n     1     2     4     3\n\nscale =\n\n     2    -1\n\nloss =\n\n    0.375\n',
    [latent, scale, loss],
  ],
  ['MATLAB as it is typed', 'latent = [0 2 3 1; 1 2 4 3];\nscale = [2 -1];', [latent, scale]],
  [
    'R',
    'latent\n     [,1] [,2] [,3] [,4]\n[1,]    0    2    3    1\n[2,]    1    2    4    3\nscale\n[1]  2 -1\n',
    [latent, scale],
  ],
  [
    'Julia',
    'latent\n2×4 Matrix{Int64}:\n 0  2  3  1\n 1  2  4  3\nscale\n2-element Vector{Int64}: \n 2 -1\n',
    [latent, scale],
  ],
  ['a spreadsheet', 'latent\n0\t2\t3\t1\n1\t2\t4\t3\nscale\t2\t-1\n', [latent, { ...scale, label: 'scale' }]],
  ['pandas', 'latent\n   0  1  2  3\n0  0  2  3  1\n1  1  2  4  3\nscale [2 -1]', [latent, scale]],
  ['Mathematica', 'latent = {{0, 2, 3, 1}, {1, 2, 4, 3}}\nscale = {2, -1}', [latent, scale]],
  ['SymPy', 'latent = Matrix([[0, 2, 3, 1], [1, 2, 4, 3]])\nscale = Matrix([2, -1])', [latent, scale]],
  [
    'TeX',
    String.raw`latent = \begin{pmatrix} 0 & 2 & 3 & 1 \\ 1 & 2 & 4 & 3 \end{pmatrix}` +
      String.raw`w = \begin{bmatrix} \frac{1}{2} & -2 \end{bmatrix}`,
    [latent, { label: 'w', shape: [2], cells: ['1/2', -2], places: null }],
  ],
  ['JSON', '{"latent": [[0,2,3,1],["1",2,4,3]], "loss": 0.375}', [latent, loss]],
  ['JSON of `walk --json`', '{"lesson": "x", "values": {"latent": [[0,2,3,1],[1,2,4,3]]}}', [latent]],
  [
    'fractions',
    'loss = Fraction(3, 8)\nw = [[1/2, -2/4]]',
    [
      { label: 'loss', shape: [], cells: ['3/8'], places: null },
      { label: 'w', shape: [1, 2], cells: ['1/2', '-1/2'], places: null },
    ],
  ],
  [
    'exponents, minus signs and what is no number',
    'a [ 1.5e-03 −2.  +3 nan -inf]',
    [{ label: 'a', shape: [5], cells: [0.0015, -2, 3, Number.NaN, Number.NEGATIVE_INFINITY], places: 4 }],
  ],
  [
    'frames',
    'V = [[[0 0]\n  [1 0]]\n\n [[2 1]\n  [0 0]]]',
    [{ label: 'V', shape: [2, 2, 2], cells: [0, 0, 1, 0, 2, 1, 0, 0], places: null }],
  ],
  [
    'numbers without a name',
    '[[1, 2]]\n3',
    [
      { label: null, shape: [1, 2], cells: [1, 2], places: null },
      { label: null, shape: [], cells: [3], places: null },
    ],
  ],
  [
    'what cannot be read among others',
    'config [1, [2\nlatent [[0 2 3 1]\n [1 2 4 3]]\nweights [[1 ... 2]\n [3 ... 4]]\nscale [2 -1]',
    [
      { label: 'config', why: '“config” begins with “[” and does not end: a “]” is missing.' },
      latent,
      { label: 'weights', why: '“weights” is printed with “…” for some numbers: print all of them.' },
      scale,
    ],
  ],
  [
    'a row with its index',
    'latent[0] [0. 2. 3. 1.]\nlatent[1, :] = tensor([1, 2, 4, 3])\nlatent[[0 2 3 1]\n [1 2 4 3]]\nscale[2 -1]',
    [
      { label: 'latent[0]', shape: [4], cells: [0, 2, 3, 1], places: null },
      { label: 'latent[1, :]', shape: [4], cells: [1, 2, 4, 3], places: null },
      latent,
      scale,
    ],
  ],
  ['C, row by row', 'latent[0]: 0 2 3 1\nlatent[1]: 1 2 4 3\nscale[0] = 2\nscale[1] = -1\n', [latent, scale]],
  [
    'awk, number by number',
    [...latent.cells.entries()]
      .map(([i, cell]) => `latent[${1 + Math.floor(i / 4)},${1 + (i % 4)}] = ${cell}\n`)
      .join(''),
    [latent],
  ],
  ['a column, number by number', 'scale[0][0] = 2\nscale[1][0] = -1\n', [{ ...scale, shape: [2, 1] }]],
  [
    'parts that are no whole',
    'a[0]: 1 2\na[2]: 3 4\nb[0]: 1\nb[1][0]: 2\n',
    ['a[0]', 'a[2]', 'b[0]', 'b[1][0]'].map((label, i) => ({
      label,
      shape: i < 2 ? [2] : [],
      cells: [[1, 2], [3, 4], [1], [2]][i] ?? [],
      places: null,
    })),
  ],
  [
    'parts of different sizes',
    'a[0]: 1 2\na[1]: 3\n',
    [{ label: 'a', why: '“a” is no array: its parts are of different lengths.' }],
  ],
  ['Ruby', 'latent: Matrix[[0, 2, 3, 1], [1, 2, 4, 3]]', [latent]],
  ['a spreadsheet where a comma is the point', 'loss\t0,375\nscale\n2,0\t-1,0\n', [loss, { ...scale, places: 1 }]],
  [
    'a logger',
    '[12:30:01] INFO latent: [[0 2 3 1],\n [1 2 4 3]]\n2026-11-30 08:00:00,123 - root - INFO - scale: [2 -1]\nINFO:root:loss=0.375',
    [latent, scale, loss],
  ],
  ['Markdown', 'latent\n\n| p1 | p2 | p3 | p4 |\n|---|:-:|---|---|\n| 0 | 2 | 3 | 1 |\n| 1 | 2 | 4 | 3 |\n', [latent]],
  ['a table with lines', 'latent:\n┌───┬───┐\n│ 0 2 │ 3 1 │\n│ 1 2 │ 4 3 │\n└───┴───┘\n', [latent]],
  [
    'R, in blocks, as a list, with names, and a long vector',
    '$latent\n     [,1] [,2]\n[1,]    0    2\n[2,]    1    2\n     [,3] [,4]\n[1,]    3    1\n[2,]    4    3\n\n$scale\n[1]  2\n[2] -1\n' +
      '> latent\n   p1 p2 p3 p4\nf1  0  2  3  1\nf2  1  2  4  3\nscale 2 -1\n',
    [latent, scale, latent, scale],
  ],
  [
    'R and Julia, frame by frame,',
    '> V\n, , 1\n\n     [,1] [,2]\n[1,]    0    2\n[2,]    1    2\n\n, , 2\n\n     [,1] [,2]\n[1,]    3    1\n[2,]    4    3\n\n' +
      'julia> G\n2×2×2 Array{Int64, 3}:\n[:, :, 1] =\n 0  2\n 1  2\n\n[:, :, 2] =\n 3  1\n 4  3\n',
    [frames, { ...frames, label: 'G' }],
  ],
  [
    'R, frame by frame, printed twice,',
    ', , 1\n\n     [,1] [,2]\n[1,]    0    2\n[2,]    1    2\n\n, , 2\n\n     [,1] [,2]\n[1,]    3    1\n[2,]    4    3\n\n'
      .repeat(2)
      .replaceAll(', , 1', '> V\n, , 1'),
    [frames, frames],
  ],
  [
    'Octave, in blocks',
    'latent =\n\n Columns 1 through 3:\n\n   0   2   3\n   1   2   4\n\n Column 4:\n\n   1\n   3\n\nscale =\n\n Columns 1 and 2:\n\n   2  -1\n\n' +
      'octave:3> w\nw =\n\nDiagonal Matrix\n\n   1   0\n   0   2\n\nV =\n\nans(:,:,1) =\n\n   0   2\n   1   2\n\nans(:,:,2) =\n\n   3   1\n   4   3\n',
    [latent, scale, { label: 'w', shape: [2, 2], cells: [1, 0, 0, 2], places: null }, { ...frames, label: 'ans' }],
  ],
  [
    'MATLAB, with a factor and in blocks',
    'S =\n\n   1.0e+03 *\n\n  Columns 1 through 2\n\n    0.0015    1.0003\n    0.0020   -0.0030\n\n  Column 3\n\n    2.0000\n    1.0000\n\nloss =\n\n    0.375\n',
    [
      {
        label: 'S',
        shape: [2, 3],
        cells: [1.5, 1000.3, 2000, 2, -3, 1000],
        places: 1,
        rooms: Array.from({ length: 6 }, () => 0.05001),
      },
      loss,
    ],
  ],
  [
    'the C++ of PyTorch, with a factor',
    'scale\n0.1 *\n 20 -10\n[ CPUFloatType{2} ]\nlatent\n 0  2  3  1\n 1  2  4  3\n[ CPUFloatType{2,4} ]\n',
    [scale, latent],
  ],
  [
    'PyTorch, with exponents',
    'a tensor([9.0000e-01, 1.2340e-05, 0.0000e+00])',
    [{ label: 'a', shape: [3], cells: [0.9, 0.00001234, 0], places: 5, rooms: [0.000005001, 0.5001 * 10 ** -9, 0] }],
  ],
  [
    'Julia',
    'julia> latent\n2×4 adjoint(::Matrix{Float64}) with eltype Float64:\n 0  2  3  1\n 1  2  4  3\n\njulia> @show scale\nscale = Float32[2 -1]\nloss = 0.375f0\n' +
      'w = Rational{Int64}[1//2 -1//2]\n',
    [latent, scale, loss, { label: 'w', shape: [2], cells: ['1/2', '-1/2'], places: null }],
  ],
  [
    'TensorFlow',
    "latent tf.Tensor(\n[[0. 2. 3. 1.]\n [1. 2. 4. 3.]], shape=(2, 4), dtype=float32)\nscale: <tf.Variable 's:0' shape=(2,) dtype=float32, numpy=array([ 2., -1.], dtype=float32)>\n" +
      'loss <tf.Tensor: shape=(), dtype=float32, numpy=0.375>',
    [latent, scale, loss],
  ],
  ['Node', 'latent [ [ 0, 2, 3, 1 ], [ 1, 2, 4, 3 ] ]\nscale Float32Array(2) [ 2, -1 ]', [latent, scale]],
  ['SymPy, drawn', 'latent\n⎡0  2  3  1⎤\n⎢          ⎥\n⎣1  2  4  3⎦', [latent]],
  [
    'IPython',
    'In [1]: latent\nOut[1]: \narray([[0, 2, 3, 1],\n       [1, 2, 4, 3]])\n\nIn [2]: loss\nOut[2]: 0.375\n',
    [latent, loss],
  ],
  ['words in brackets', '[INFO] step 2 done\nlatent [[0 2 3 1] [1 2 4 3]]', [latent]],
]

/** Tables whose rows or columns have names. */
const tables: readonly (readonly [string, string])[] = [
  [
    'pandas, rows and columns named',
    'latent\n     p1   p2   p3   p4\nf1  0.0  2.0  3.0  1.0\nf2  1.0  2.0  4.0  3.0\n',
  ],
  [
    'pandas, names of two words',
    'latent\n           patch 1  patch 2  patch 3  patch 4\nfeature 1        0        2        3        1\nfeature 2        1        2        4        3\n',
  ],
  ['pandas, only columns named', 'latent\n   a  b  c  d\n0  0  2  3  1\n1  1  2  4  3\n\n[2 rows x 4 columns]\n'],
  ['pandas, counted from 1', 'latent\n   1  2  3  4\n1  0  2  3  1\n2  1  2  4  3\n'],
  ['pandas, wrapped', 'latent\n   0  1  2  \\\n0  0  2  3   \n1  1  2  4   \n\n   3  \n0  1  \n1  3  \n'],
  [
    'polars',
    'latent\nshape: (2, 4)\n┌─────┬─────┬─────┬─────┐\n│ c_0 ┆ c_1 ┆ c_2 ┆ c_3 │\n│ --- ┆ --- ┆ --- ┆ --- │\n│ f64 ┆ f64 ┆ f64 ┆ f64 │\n╞═════╪═════╪═════╪═════╡\n│ 0   ┆ 2   ┆ 3   ┆ 1   │\n│ 1   ┆ 2   ┆ 4   ┆ 3   │\n└─────┴─────┴─────┴─────┘\n',
  ],
  [
    'console.table',
    'latent\n┌─────────┬───┬───┬───┬───┐\n│ (index) │ 0 │ 1 │ 2 │ 3 │\n├─────────┼───┼───┼───┼───┤\n│ 0       │ 0 │ 2 │ 3 │ 1 │\n│ 1       │ 1 │ 2 │ 4 │ 3 │\n└─────────┴───┴───┴───┴───┘\n',
  ],
  [
    'a tibble',
    'latent\n# A tibble: 2 × 4\n     V1    V2    V3    V4\n  <dbl> <dbl> <dbl> <dbl>\n1     0     2     3     1\n2     1     2     4     3\n',
  ],
  ['a spreadsheet, named', 'latent\tp1\tp2\tp3\tp4\nf1\t0\t2\t3\t1\nf2\t1\t2\t4\t3\n'],
  ['CSV, named', 'latent,p1,p2,p3,p4\nf1,0,2,3,1\nf2,1,2,4,3\n'],
  [
    'Markdown, named',
    'latent\n\n|    | p1 | p2 | p3 | p4 |\n|----|----|----|----|----|\n| f1 | 0 | 2 | 3 | 1 |\n| f2 | 1 | 2 | 4 | 3 |\n',
  ],
]

describe('numbers in a text', () => {
  it.each(tables)('in a table of %s, without its names', (_, text) => {
    const found = { ...latent, places: text.includes('.0') ? 1 : null }
    expect(numbersIn(text)).toEqual([found])
    // What comes next is none of its rows.
    expect(numbersIn(`${text}scale 2 -1\n`)).toEqual([found, scale])
  })

  it('in a file as PowerShell writes it', () => {
    const bytes = Buffer.from('\uFEFFlatent [[0 2 3 1]\r\n [1 2 4 3]]\r\n', 'utf16le')
    expect(numbersInFile(bytes, null)).toEqual([latent])
  })

  it('of a series, without what numbers it', () => {
    const series = 'scale\n0    2\n1   -1\ndtype: int64\nscale\na    2\nb   -1\nName: s, dtype: int64\n'
    expect(numbersIn(series)).toEqual([
      { ...scale, shape: [2, 1] },
      { ...scale, shape: [2, 1] },
    ])
  })

  it('in words and numbers that are no table', () => {
    expect(numbersIn('  Both of them\nscale 2 -1\n  Loss:\nloss 0.375\n')).toEqual([scale, loss])
    expect(numbersIn('scale\n   2\n  -1\n')).toEqual([{ ...scale, shape: [2, 1] }])
    // The e of an exponent is no name of a column.
    expect(numbersIn('a =\n\n   1.5e-01   2.5e-07\n   1.0e+00   3.5e+02\n')).toMatchObject([{ shape: [2, 2] }])
  })

  it.each([
    'latent\n   0  1  ...  8  9\n0  0  2  ...  3  1\n1  1  2  ...  4  3\n\n[2 rows x 10 columns]\n',
    'latent\n    0  1\n0   0  2\n..  .. ..\n9   4  3\n',
    'latent\n99×2 Matrix{Int64}:\n 0  2\n 1  2\n ⋮  \n 4  3\n',
    'latent\n2×99 Matrix{Int64}:\n 0  2  …  3\n 1  2     4\n',
  ])('%j leaves some out', text => {
    expect(numbersIn(text)).toMatchObject([
      { why: '“latent” is printed with “…” for some numbers: print all of them.' },
    ])
  })

  it.each(printed)('as %s prints them', (_, text, wanted) => {
    expect(numbersIn(text)).toEqual(wanted)
    expect(numbersIn(text.replaceAll('\n', '\r\n'))).toEqual(wanted)
  })

  it.each([
    ['latent [[0 2 3 1]\n [1 2 4', '“latent” begins with “[” and does not end: a “]” is missing.'],
    ['latent [[0 2 ... 3 1]]', '“latent” is printed with “…” for some numbers: print all of them.'],
    ['latent [[0 2 x]]', '“latent” holds “x”, which is no number.'],
    ['latent = [[0, 2], [1]]', '“latent” is no array: its part 1 is 2, and its part 2 is 1.'],
    ['[[0, 2], 1]', 'an array without a name is no array: its part 1 is 2, and its part 2 is one number.'],
    ['latent [[0 2 1/0 1]]', '“latent” holds “1/0”, which has no value.'],
    ['{"latent": [[0, null]]}', '“latent” holds null, which is no number.'],
  ])('%j cannot be read', (text, why) => {
    expect(numbersIn(text)).toMatchObject([{ why }])
  })

  it('are found beside a line without end, and many in one', () => {
    expect(numbersIn(`${'x'.repeat(300_000)}\nscale [2 -1]`)).toEqual([scale])
    expect(numbersIn('1 '.repeat(300_000))).toMatchObject([{ shape: [300_000] }])
    expect(numbersIn(`${' '.repeat(300_000)}x\n${'\t1'.repeat(9)}`)).toMatchObject([{ shape: [9] }])
  })

  it('are not looked for in the lesson itself', () => {
    const lesson = { video: [[1]], encoder: { weight: [[1]] } }
    const text = JSON.stringify(lesson)
    // Also where it is no JSON: a comma too many, a comment, its end missing.
    for (const file of [text, text.replace(/}$/, ',}'), text.replace('{', '{ // mine\n'), text.slice(0, -1)])
      expect(() => numbersIn(file)).toThrow('This is a lesson, not what a program made of one.')
    expect(numbersIn(`${text.replaceAll('"', "'")}\nlatent = [[0 2]]`).at(-1)).toMatchObject({ label: 'latent' })
    const notebook = { cells: [{ cell_type: 'code', outputs: [] }], nbformat: 4 }
    expect(() => numbersIn(JSON.stringify(notebook).slice(0, -2))).toThrow(
      'This is a Jupyter notebook, and is not valid JSON: it ends before its last { or [ is closed',
    )
  })
})

/** An array as a library prints it: commas or spaces between numbers, lines between rows. */
const printedWith = (comma: string, shape: readonly number[], cells: readonly number[]): string => {
  const [length, ...rest] = shape
  if (length === undefined) return String(cells[0])
  const each = cells.length / length
  const parts = Array.from({ length }, (_, i) => printedWith(comma, rest, cells.slice(i * each, (i + 1) * each)))
  return `[${parts.join(rest.length > 0 ? `${comma}\n ` : `${comma} `)}]`
}

describe('any arrays, one after the other', () => {
  const one = fc
    .tuple(
      fc.constantFrom('latent', 'noised latent', "Wf'", 'self.x', '∂Z'),
      fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    )
    .chain(([label, shape]) => {
      const count = shape.reduce((product, length) => product * length, 1)
      const cell = fc.oneof(
        fc.integer({ min: -99, max: 99 }),
        fc.double({ min: -9, max: 9, noNaN: true }).map(x => Number(x.toFixed(3))),
      )
      return fc.record({
        label: fc.constant(label),
        shape: fc.constant(shape),
        cells: fc.array(cell, { minLength: count, maxLength: count }).map(all => all.map(x => x + 0)),
      })
    })

  it('are read back, however they are set', () => {
    const between = fc.constantFrom(' ', ' = ', ': ', '\n', ' =\n\n')
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 4 }),
        between,
        fc.constantFrom('', ','),
        (all, is, comma) => {
          const text = all
            .map(({ label, shape, cells }) => `${label}${is}${printedWith(comma, shape, cells)}\n`)
            .join('')
          expect(numbersIn(text)).toMatchObject(all)
        },
      ),
      { numRuns: thorough ? 2000 : 300 },
    )
  })

  it('are read back without brackets, whatever stands before their rows and between them', () => {
    const cell = fc.double({ min: -99, max: 99, noNaN: true })
    const way = fc.constantFrom(
      (x: number) => String(Math.round(x) + 0),
      (x: number) => x.toFixed(3),
      (x: number) => x.toExponential(4),
    )
    const matrix = fc.record({
      label: fc.constantFrom('latent', 'Wf', 'scale_shift', 'd_query'),
      rows: fc
        .integer({ min: 1, max: 5 })
        .chain(width =>
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 4 }),
        ),
      way,
    })
    const [before, between, after] = [
      ['', '   '],
      ['  ', '   ', '\t'],
      ['\n', ' =\n\n', ':\n'],
    ].map(all => fc.constantFrom(...all))
    if (!(before && between && after)) throw new RangeError('a way to set them is missing')
    fc.assert(
      fc.property(fc.array(matrix, { minLength: 1, maxLength: 3 }), before, between, after, (all, a, b, c) => {
        const texts = all.map(
          ({ label, rows, way }) => `${label}${c}${rows.map(row => a + row.map(way).join(b)).join('\n')}`,
        )
        const wanted = all.map(({ label, rows, way }) => ({
          label,
          shape: [rows.length, rows[0]?.length],
          cells: rows.flat().map(x => Number(way(x))),
        }))
        expect(numbersIn(texts.join('\n\n'))).toMatchObject(wanted)
      }),
      { numRuns: thorough ? 1000 : 150 },
    )
  })
})

describe('a text that was damaged', () => {
  const notebook = readFileSync(new URL('homework.ipynb', import.meta.url), 'utf8')
  const bits = [
    '[',
    ']',
    '1e999',
    '1/0',
    '-',
    '...',
    '\n',
    'nan',
    '{',
    '}',
    '\\',
    '"',
    'loss',
    ',',
    ';',
    ':',
    '=',
    '\0',
    '[]',
    '(',
  ]
  const damage = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), fc.constantFrom(...bits))
  const damaged = fc
    .tuple(
      fc.constantFrom(notebook, ...printed.map(([, text]) => text)),
      fc.array(damage, { minLength: 1, maxLength: 5 }),
    )
    .map(([text, all]) =>
      all.reduce((left, [where, gone, bit]) => {
        const at = Math.floor(where * left.length)
        return `${left.slice(0, at)}${bit}${left.slice(at + gone)}`
      }, text),
    )

  it('is read, or it is said why not', () => {
    fc.assert(
      fc.property(damaged, text => {
        try {
          for (const one of numbersInFile(new TextEncoder().encode(text), null))
            expect('why' in one ? one.why : one.cells.length).toBe(
              'why' in one ? one.why.trim() : one.shape.reduce((product, length) => product * length, 1),
            )
        } catch (error) {
          if (!(error instanceof NumbersError)) throw error
        }
      }),
      { numRuns: thorough ? 5000 : 500 },
    )
  })
})

const python = pythonWith('numpy')

describe.skipIf(python === undefined)('what NumPy saves', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'own-numbers-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  /** The files that one program saves, in its order. It starts once: NumPy takes its time to load. */
  const saved = (...calls: readonly string[]): readonly Uint8Array[] => {
    const lines = calls.map((call, i) => `f = open('${i}', 'wb'); np.${call}; f.close()`)
    runPython(python ?? 'python3', ['-c', ['import numpy as np', ...lines].join('\n')], folder)
    return calls.map((_, i) => readFileSync(join(folder, String(i))))
  }

  it('is read in every type of real numbers, in rows or in columns', () => {
    const kinds = ['float64', 'float32', 'float16', 'int64', 'int8', 'uint8'].flatMap(type =>
      ['C', 'F'].map(order => `dtype='${type}', order='${order}'`),
    )
    const files = saved(...kinds.map(kind => `save(f, np.array([[0, 2, 3, 1], [1, 2, 4, 3]], ${kind}))`))
    for (const [i, kind] of kinds.entries()) expect(numbersInFile(at(files, i), 'latent'), kind).toEqual([latent])
  })

  it('is read by its names', () => {
    const arrays = 'latent=np.array([[0, 2, 3, 1], [1, 2, 4, 3]]), scale=np.array([2., -1.]), loss=np.float64(0.375)'
    for (const file of saved(`savez(f, ${arrays})`, `savez_compressed(f, ${arrays})`))
      expect(numbersInFile(file, null)).toEqual([latent, scale, { ...loss, places: null }])
  })

  it.runIf(isTurn(2))('is refused where it is no real number, damaged, or too large', () => {
    const why = (bytes: Uint8Array): string => {
      try {
        return `read: ${JSON.stringify(numbersInFile(bytes, 'x'))}`
      } catch (error) {
        return String(error)
      }
    }
    const [text, complex, bigEndian, row, archive, two, large] = saved(
      "save(f, np.array(['a', 'b']))",
      'save(f, np.array([1j]))',
      "save(f, np.array([1.], dtype='>f8'))",
      'save(f, np.arange(8.))',
      'savez(f, latent=np.arange(8.))',
      'savez(f, latent=np.arange(8.), loss=np.arange(2.))',
      'savez_compressed(f, latent=np.zeros((4096, 4096)))',
    ).map(bytes => Buffer.from(bytes))
    if (!(text && complex && bigEndian && row && archive && two && large)) throw new RangeError('a file is missing')
    expect(why(text)).toContain('“x” holds no real numbers: its dtype is U')
    expect(why(complex)).toContain('“x” holds no real numbers: its dtype is c16')
    expect(why(bigEndian)).toContain('“x” cannot be read as an array of NumPy')
    const header = Buffer.from(row)
    header.write('(x,)', header.indexOf('(8,)'))
    expect(why(header)).toContain('“x” cannot be read as an array of NumPy: its shape is damaged.')
    expect(why(row.subarray(0, row.length - 16))).toContain('“x” is cut short: it has 6 numbers of 8.')
    expect(why(archive.subarray(0, archive.length - 30))).toContain('This archive cannot be read')
    // A bit of the number 3.
    two[two.indexOf(Buffer.from(new Float64Array([3]).buffer)) + 6]! ^= 1
    expect(why(two)).toContain('latent.npy in this archive is damaged')
    expect(why(large)).toContain('far larger')
    expect(why(new Uint8Array([0xfe, 0x00, 0x81]))).toContain('neither a text nor an array that NumPy saved')
  })
})
