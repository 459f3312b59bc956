// Worksheets and keys as TeX that compiles with LaTeX and the packages of every distribution.
import type { SignFormula, Station, Worksheet } from '../sheet/paper.ts'
import { symbolTex } from '../sheet/symbols-tex.ts'
import { inOrder, wholeMatrices } from './reading-order.ts'

const special: { readonly [sign: string]: string } = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '^': '\\^{}',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '%': '\\%',
  // Two of them would become a dash.
  '-': '{-}',
}

/** Signs that text needs mathematics for. */
const mathematics: { readonly [sign: string]: string } = {
  '−': '-',
  '·': '\\cdot ',
  '⊙': '\\odot ',
  '×': '\\times ',
  '÷': '\\div ',
  '√': '\\surd ',
  '∂': '\\partial ',
  '→': '\\to ',
  '←': '\\leftarrow ',
  '↑': '\\uparrow ',
  '↓': '\\downarrow ',
  '′': "'",
  ᵀ: '^{\\top}',
  '²': '^{2}',
  '∞': '\\infty ',
  ε: '\\varepsilon ',
  θ: '\\theta ',
  γ: '\\gamma ',
  β: '\\beta ',
  τ: '\\tau ',
  η: '\\eta ',
  ...Object.fromEntries([...'⁰¹³⁴⁵⁶⁷⁸⁹'].map((sign, i) => [sign, `^{${[0, 1, 3, 4, 5, 6, 7, 8, 9][i]}}`])),
}

/** Text for TeX: nothing in it is a command. */
const text = (of: string): string =>
  [...of].map(sign => special[sign] ?? (mathematics[sign] === undefined ? sign : `$${mathematics[sign]}$`)).join('')

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

const preamble = (paper: string): string => `\\documentclass[10pt,${paper},landscape]{article}
\\usepackage[utf8]{inputenc}
\\usepackage[T1]{fontenc}
\\usepackage[margin=15mm]{geometry}
\\usepackage{amsmath,amssymb,array}
\\usepackage{multicol}
\\setlength{\\parindent}{0pt}
\\setlength{\\parskip}{6pt}
\\renewcommand{\\arraystretch}{1.5}
\\newcolumntype{N}{|>{\\centering\\arraybackslash$}m{5mm}<{$}}`

function sheetTex({ title, origin, named, pages }: Worksheet): string {
  const head = `{\\Large\\bfseries ${text(title)}}\\hfill {\\small\\ttfamily ${text(origin)}}${
    named ? '\\par\\hfill Name: \\underline{\\hspace{70mm}}' : ''
  }`
  return [
    head,
    ...pages.map(page =>
      page.lines
        ? `\\clearpage\\begin{multicols}{2}\\small\\raggedright\n${page.lines
            .map(
              ({ cell, made, result }) =>
                `${text(cell)} = ${made === result ? '' : `${text(made)} = `}\\textbf{${text(result)}}`,
            )
            .join('\\par\n')}\n\\end{multicols}`
        : inOrder(page).map(stationTex).join('\n\n'),
    ),
  ].join('\n\n')
}

const formulaTex = (formula: SignFormula): string =>
  formula.map(piece => (piece.isSign ? `$${symbolTex(piece.text)}$` : text(piece.text))).join('')

function stationTex(station: Station): string {
  const { step, title } = station
  const formulas = station.formulas.flat()
  const matrices = wholeMatrices(station).map(({ symbol, title: called, cells }) => {
    const width = cells[0]?.length ?? 0
    const rows = cells.map(row => `${row.map(cell => (cell === null ? '' : number(cell))).join(' & ')} \\\\ \\hline`)
    return `\\begin{minipage}[t]{${10 * Math.max(width, 3) + 6}mm}\\raggedright $${symbolTex(symbol)}$ {\\small ${text(called)}}\\par\\vspace{2pt}
\\begin{tabular}{*{${width}}{N}|}\\hline
${rows.join('\n')}
\\end{tabular}\\end{minipage}`
  })
  return `\\textbf{${step === null ? '' : `${step}\\quad `}${text(title)}}${formulas.length === 0 ? '' : `\\quad ${formulas.map(formulaTex).join('\\quad ')}`}\\nopagebreak

${matrices.join('\n')}`
}
