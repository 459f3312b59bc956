// Worksheets and keys as TeX that compiles with LaTeX and the packages of every distribution.
import type { CellText, Drawn, SignFormula, Station, Worksheet } from '../sheet/paper.ts'
import { unknownCharacter } from '../sheet/paper-error.ts'
import { greek, symbolTex } from '../sheet/symbols-tex.ts'
import { inOrder } from './reading-order.ts'

const special: { readonly [sign: string]: string } = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '^': '\\textasciicircum{}',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '%': '\\%',
  // Two of them would become a dash.
  '-': '{-}',
}

/** Signs that text needs mathematics for. */
const mathematics: { readonly [sign: string]: string } = {
  '−': '-',
  '·': '{}\\cdot{}',
  '⊙': '{}\\odot{}',
  '×': '{}\\times{}',
  '÷': '{}\\div{}',
  '√': '\\surd ',
  '∂': '\\partial ',
  '→': '\\to ',
  '←': '\\leftarrow ',
  '↑': '\\uparrow ',
  '↓': '\\downarrow ',
  '′': "'",
  ᵀ: '^{\\top}',
  '∞': '\\infty ',
  ...Object.fromEntries(Object.entries(greek).map(([letter, tex]) => [letter, `${tex} `])),
  ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((sign, digit) => [sign, `^{${digit}}`])),
}

/** What LaTeX sets as it is: Latin letters of Europe, and punctuation. */
const known =
  /[ -~\u00A1-\u0125\u0128-\u0137\u0139-\u013E\u0141-\u0148\u014A-\u0165\u0168-\u017E\u2010-\u2016\u2018-\u201A\u201C-\u201E\u2020-\u2022\u2026\u2030\u2039\u203A\u20AC\u2122]/

/** Text for TeX: nothing in it is a command. @throws {PaperError} where LaTeX knows no such character */
const text = (of: string): string =>
  [...of]
    .map(sign => {
      const math = mathematics[sign]
      if (math !== undefined) return `$${math}$`
      if (!known.test(sign)) throw unknownCharacter(sign, of, 'which LaTeX does not set without further packages')
      return special[sign] ?? sign
    })
    .join('')

const number = (cell: string): string => {
  const [top = '', bottom] = cell.replaceAll('−', '-').split('/')
  if (bottom === undefined) return top
  return top.startsWith('-') ? `-\\tfrac{${top.slice(1)}}{${bottom}}` : `\\tfrac{${top}}{${bottom}}`
}

export function texText(sheets: readonly Worksheet[]): string {
  return `${preamble(sheets[0]?.paper === 'letter' ? 'letterpaper' : 'a4paper')}
\\begin{document}
${sheets.map(sheetTex).join('\n\\clearpage\n')}
\\end{document}
`
}

/** What fits on a page beside and below each other, in millimetres. */
const [across, down] = [240, 130]
/** How wide a cell is that takes so many squares; how high every one is, and what a caption needs. */
const cellWidth = (squares: number): number => 3 + 7 * squares
const [cellHeight, least] = [6.5, 32]

const preamble = (
  paper: string,
): string => `% Compile with pdflatex. It needs no more than the LaTeX base and its recommended packages.
\\documentclass[10pt,${paper},landscape]{article}
\\usepackage[utf8]{inputenc}
\\usepackage[T1]{fontenc}
\\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}
\\usepackage[margin=15mm]{geometry}
\\usepackage{amsmath,amssymb,array}
\\usepackage{multicol}
\\setlength{\\parindent}{0pt}
\\setlength{\\parskip}{6pt}
\\setlength{\\tabcolsep}{0.8mm}
\\renewcommand{\\arraystretch}{1.5}
\\newcolumntype{N}[1]{|>{\\centering\\arraybackslash$}m{#1}<{$}}
\\newcommand{\\together}[1]{\\par\\vskip 0pt plus #1\\penalty-200\\vskip 0pt plus -#1}`

function sheetTex({ title, origin, named, pages }: Worksheet): string {
  const head = `{\\Large\\bfseries ${text(title)}}\\hfill {\\small\\ttfamily ${text(origin)}}${
    named ? `\\par ${text(pages[0]?.note ?? '')}\\hfill Name: \\underline{\\hspace{70mm}}` : ''
  }`
  return [
    head,
    '\\raggedright',
    ...pages.map(page =>
      page.lines
        ? `\\clearpage\\begin{multicols}{2}\\small\\raggedright\n${page.lines
            .map(({ made, result }) => `${text(made)}\\textbf{${text(result)}}`)
            .join('\\par\n')}\n\\end{multicols}`
        : inOrder(page).map(stationTex).join('\n\n'),
    ),
  ].join('\n\n')
}

const formulaTex = (formula: SignFormula): string =>
  formula.map(piece => (piece.isSign ? `$${symbolTex(piece.text)}$` : text(piece.text))).join('')

function stationTex({ step, title, formulas, matrices }: Station): string {
  const made = formulas.flat().map(formula => `\\quad ${formulaTex(formula)}`)
  const tallest = Math.min(down, 10 + cellHeight * Math.max(...matrices.map(({ cells }) => cells.length)))
  return `\\together{${Math.round(tallest + 15)}mm}\\textbf{${step}\\quad ${text(title)}}${made.join('\n')}\\nopagebreak

${matrices.flatMap(matrixTex).join('\\hspace{3mm}\n')}`
}

/** A matrix in as many tables as its size needs, each under a caption that says which part it is. */
function matrixTex({ symbol, title, frame, wide, cells }: Drawn): readonly string[] {
  const width = cellWidth(wide)
  const bands = banded(cells, Math.floor(down / cellHeight), Math.floor(across / width))
  const called = `$${symbolTex(symbol)}$ {\\small ${text(title)}${frame === null ? '' : ` ${frame.number}`}}`
  return bands.map(({ part, rows }) => {
    const columns = rows[0]?.length ?? 0
    const lines = rows.map(row => `${row.map(cell => (cell === null ? '' : number(cell))).join(' & ')} \\\\ \\hline`)
    return `\\begin{minipage}[t]{${Math.max(width * columns + 4, least)}mm}\\raggedright ${called}${part}\\par\\vspace{2pt}
\\begin{tabular}{*{${columns}}{N{${width - 1.6}mm}}|}\\hline
${lines.join('\n')}
\\end{tabular}\\par\\vspace{3mm}\\end{minipage}`
  })
}

/** Cells in blocks of so many rows and columns at most. */
function banded(
  cells: readonly (readonly CellText[])[],
  height: number,
  width: number,
): readonly { readonly part: string; readonly rows: readonly (readonly CellText[])[] }[] {
  const columns = cells[0]?.length ?? 0
  const starts = (count: number, by: number): readonly number[] =>
    Array.from({ length: Math.ceil(count / by) }, (_, i) => i * by)
  const said = (what: string, from: number, by: number, count: number): string =>
    count <= by ? '' : `, ${what} ${from + 1}--${Math.min(from + by, count)}`
  return starts(cells.length, height).flatMap(top =>
    starts(columns, width).map(left => ({
      part: [said('rows', top, height, cells.length), said('columns', left, width, columns)].join(''),
      rows: cells.slice(top, top + height).map(row => row.slice(left, left + width)),
    })),
  )
}
