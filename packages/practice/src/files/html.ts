// Worksheets and keys as one HTML file: on paper like the PDF, on a small screen step under step, to a screen reader tables.
import type { Role } from '@dit-by-hand/walkthrough/matrices'
import { titleSquares } from '../sheet/heading.ts'
import { type Drawn, edges, type Page, papers, type SignFormula, type Station, type Worksheet } from '../sheet/paper.ts'
import { roleNames, roles, rolesOn } from '../sheet/roles.ts'
import { symbolParts } from '../sheet/symbol.ts'
import { inOrder, wholeMatrices } from './reading-order.ts'
import { safe } from './safe.ts'

/** A page of HTML that needs nothing beside it. */
export function htmlText(title: string, sheets: readonly Worksheet[]): string {
  const paper = sheets[0]?.paper
  if (paper === undefined) throw new RangeError('a page needs at least one worksheet')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="dit">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(title)}</title>
<style>
@page { size: ${papers[paper].width}mm ${papers[paper].height}mm; margin: 0 }
${everywhere}
@media print, (min-width: ${Math.round((papers[paper].width * 96) / 25.4)}px) {
${onPaper(paper)}
}
</style>
</head>
<body>
<main>
${sheets.flatMap((sheet, i) => sheet.pages.map((page, j) => pageHtml(page, sheet, `p${i}-${j}`))).join('\n')}
</main>
</body>
</html>
`
}

/** Pages of a worksheet as they lie on paper, to be shown inside another page, and the style they need there. */
export interface Preview {
  /** For a shadow root: nothing outside it is meant. */
  readonly style: string
  /** An article each. What a style attribute would say stands in `data-style`, since a strict policy forbids the former. */
  readonly pages: readonly string[]
  /** CSS pixels. */
  readonly width: number
}

/** A worksheet as it will be printed, for the eyes of who hands it out. */
export function previewOf(sheet: Worksheet): Preview {
  return {
    style: `${everywhere}\n${onPaper(sheet.paper)}`,
    // Quotes of any text are escaped: this is an attribute wherever it stands.
    pages: sheet.pages.map((page, i) => pageHtml(page, sheet, `p${i}`).replaceAll(' style="', ' data-style="')),
    width: (papers[sheet.paper].width * 96) / 25.4,
  }
}

const mm = (length: number): string => `${Number(length.toFixed(2))}mm`

function pageHtml(page: Page, sheet: Worksheet, id: string): string {
  const { width, height } = papers[sheet.paper]
  const footer = `<footer>${page.lines ? '' : legendOf(page)}<p class="origin">${safe(sheet.origin)}</p>${
    sheet.named ? '<p class="name">Name <span></span></p>' : ''
  }</footer>`
  const head = `<header><h1>${safe(page.title)}</h1><p>${safe(page.note)}</p></header>`
  if (page.lines) {
    const groups = [...Map.groupBy(page.lines, line => line.name)].map(
      ([, own]) => `<ul>${own.map(({ made, result }) => `<li>${safe(made)}<b>${safe(result)}</b></li>`).join('')}</ul>`,
    )
    return `<article class="page lines">${head}<div class="columns">${groups.join('\n')}</div>${footer}</article>`
  }
  const left = (width - 2 * edges.side - page.columns * page.square) / 2
  const room = height - edges.top - edges.bottom - edges.title - edges.footer
  return `<article class="page" style="--square:${mm(page.square)};--left:${mm(left)};--room:${mm(room)}">${head}<div class="paper">
${inOrder(page)
  .map((station, i) => stationHtml(station, `${id}-${i}`))
  .join('\n')}
</div>${footer}</article>`
}

const at = (row: number, column: number): string => `--r:${Number(row.toFixed(3))};--c:${Number(column.toFixed(3))}`

function stationHtml(station: Station, id: string): string {
  const { step, title, formulas, under, row, column, room, signs } = station
  const narrow = titleSquares(title) > room ? ' narrow' : ''
  const told = (row: readonly SignFormula[]): string =>
    row.map(formula => `<span class="formula">${formulaHtml(formula)}</span>`).join(' ')
  const [beside = [], ...others] = formulas
  const below = others.map((each, i) => `<div class="more" style="${at(under + i, column)}">${told(each)}</div>`)
  const tables = wholeMatrices(station).map(whole => {
    const parts = station.matrices.filter(part => part.name === whole.name && part.turned === whole.turned)
    return parts.map(tableHtml).join('')
  })
  return `<section aria-labelledby="${id}"><div class="heading${narrow}" style="${at(row, column)};--room:${room.toFixed(2)}"><h2 id="${id}"><b>${step}</b> ${safe(title)}</h2>${told(beside)}</div>${below.join('')}
${tables.join('\n')}${signs.map(sign => `<span class="sign" aria-hidden="true" style="${at(sign.row, sign.column)}">${safe(sign.text)}</span>`).join('')}</section>`
}

function tableHtml(matrix: Drawn): string {
  const { symbol, title, role, isGradient, frame, row, column, wide, cells, captionRoom } = matrix
  // A caption that has no room on paper is still there to be read aloud, and on a small screen.
  const short = captionRoom < 0.25 * title.length + 1
  const caption =
    frame !== null && frame.number > 1
      ? `<caption class="vh">${safe(title)}, frame ${frame.number}</caption>`
      : `<caption>${symbolHtml(symbol)} <span class="title${short ? ' short' : ''}">${safe(title)}${frame === null ? '' : ' <span class="vh">, frame 1</span>'}</span></caption>`
  const body = cells
    .map(
      line =>
        `<tr>${line.map(cell => (cell === null ? '<td class="open"><span class="vh">to be filled in</span></td>' : `<td>${safe(cell)}</td>`)).join('')}</tr>`,
    )
    .join('')
  return `<div class="block ${role}-block" style="${at(row, column)};--wide:${wide}"><table class="${role}${isGradient ? ' gradient' : ''}">${caption}<tbody>${body}</tbody></table></div>`
}

function symbolHtml(symbol: string): string {
  const { before, base, index, after } = symbolParts(symbol)
  return `<i>${before}${base}${index === '' ? '' : `<sub>${index}</sub>`}${after}</i>`
}

const formulaHtml = (formula: SignFormula): string =>
  formula.map(piece => (piece.isSign ? symbolHtml(piece.text) : safe(piece.text))).join('')

const legendOf = (page: Page): string =>
  `<ul class="legend">${rolesOn(page)
    .map(role => `<li><span class="swatch ${role}"></span>${roles[role].words}</li>`)
    .join('')}</ul>`

const borders: { readonly [K in Role]: string } = {
  pixels: 'outline: .6pt solid var(--line)',
  latent: 'outline: .6pt solid var(--line)',
  noise: 'outline: 1.1pt dashed var(--line)',
  condition: 'border-inline-start: 4pt double var(--line)',
  attention: 'outline: 1.3pt solid var(--line)',
  learnable: 'outline: 2.2pt solid var(--line); outline-offset: -.6pt',
  frozen: 'outline: 3pt double var(--line); outline-offset: -2.2pt',
  training: 'outline: 1pt solid var(--line)',
}

/** Brackets left and right of a matrix, square or round. */
const brackets = `.pixels-block::before, .pixels-block::after, .latent-block::before, .latent-block::after { content: ""; position: absolute; pointer-events: none }
.pixels-block::before, .pixels-block::after { inset-block: -1.6pt; width: 3pt; border: 1.2pt solid #${roles.pixels.line} }
.pixels-block::before { left: -2.6pt; border-right: 0 } .pixels-block::after { right: -2.6pt; border-left: 0 }
.latent-block::before, .latent-block::after { inset-block: -1pt; width: 5pt; border: 0 solid #${roles.latent.line} }
.latent-block::before { left: -4pt; border-left-width: 1.2pt; border-radius: 100% 0 0 100% / 50% }
.latent-block::after { right: -4pt; border-right-width: 1.2pt; border-radius: 0 100% 100% 0 / 50% }`

/** How it looks on a small screen, and what is the same on paper. */
const everywhere = `* { box-sizing: border-box }
body, :host { margin: 0; font: 10pt/1.3 "Source Sans 3", "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; color: #1b212c; background: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact }
h1, i { font-family: Literata, "Iowan Old Style", Palatino, P052, Georgia, "Liberation Serif", serif }
h1 { font-size: 16pt; margin: 0 }
h2 { font-size: 1em; margin: 0; display: inline }
h2 b { display: inline-block; min-width: 1.6em; text-align: center; background: #1b212c; color: #fff; margin-right: .2em }
i { font-style: italic; font-size: 1.1em } sub { font-size: .7em; line-height: 0 }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 6mm; flex-wrap: wrap }
header p, .formula, caption, .legend, .origin { color: #4a505c; margin: 0 }
table { border-collapse: collapse; border: .6pt solid var(--line); --line: #444 }
caption { text-align: start; white-space: nowrap; padding-bottom: .3em }
td { border: .4pt solid #b9bcc2; text-align: center; padding: 0 .15em; background: var(--fill, #fff); font-variant-numeric: tabular-nums lining-nums; min-width: 2.2em; height: 2.2em }
td.open { background: #fff } .gradient td { font-style: italic }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
caption.vh { position: static; display: none }
footer { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: 0 6mm }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.2em; padding: 0; flex-basis: 100%; font-size: 8pt }
.swatch { display: inline-block; width: 9pt; height: 9pt; margin-right: .5em; vertical-align: -1pt; border: .6pt solid var(--line); background: var(--fill) }
.name span { display: inline-block; width: 80mm; border-bottom: .6pt solid } .name { margin: 0; font-size: 10pt } .origin { font-size: 8.5pt }
${roleNames.map(role => `.${role} { --line: #${roles[role].line}; --fill: #${roles[role].fill}; ${borders[role]} }`).join('\n')}
.page { padding: 5mm; break-after: page } section { margin-block: 4mm } .block { margin: 3mm 5mm 1mm 2mm; display: inline-block; vertical-align: top } .sign { display: none } .formula { margin-inline-start: 1em }
.columns { columns: 24em; font-size: 8.5pt } .columns ul { list-style: none; margin: 0 0 .8em; padding: 0; break-inside: avoid-column } .columns li { padding-inline-start: 1em; text-indent: -1em }`

/** Where everything stands on a sheet of paper. */
const onPaper = (paper: Worksheet['paper']): string => {
  const { width, height } = papers[paper]
  return `.page { position: relative; width: ${width}mm; padding: ${edges.top}mm ${edges.side}mm ${edges.bottom}mm; margin-inline: auto; overflow: hidden }
.page:not(.lines) { height: ${height - 0.2}mm } header { height: ${edges.title}mm }
.paper { position: relative; height: var(--room); background: linear-gradient(#e4e6e6 1px, transparent 1px) 0 0 / var(--square) var(--square), linear-gradient(90deg, #e4e6e6 1px, transparent 1px) var(--left) 0 / var(--square) var(--square) }
section { margin: 0 }
.heading, .more, .block, .sign { position: absolute; left: calc(var(--left) + var(--c) * var(--square)); top: calc(var(--r) * var(--square)); margin: 0 }
.heading { line-height: var(--square); font-size: min(14pt, calc(var(--square) * .54)); width: calc(var(--room) * var(--square)); height: var(--square); white-space: nowrap }
.more { line-height: var(--square); white-space: nowrap } .more .formula:first-child { margin-inline-start: 0 }
:is(.heading, .more) .formula { font-size: min(11pt, calc(var(--square) * .43)) } :is(.heading, .more) i { font-size: 1em }
.heading.narrow h2 { display: block; white-space: normal; font-size: .78em; line-height: 1.05; text-wrap: balance; position: relative; padding-left: 2.4em } .heading.narrow b { position: absolute; left: 0; top: 0; line-height: 2 }
.block caption { position: absolute; bottom: 100%; left: 0; padding-bottom: .12em; font-size: min(9pt, calc(var(--square) * .46)) } .block .short { display: none }
.block td { width: calc(var(--square) * var(--wide)); min-width: 0; max-width: calc(var(--square) * var(--wide)); height: var(--square); padding: 0; font-size: min(11pt, calc(var(--square) * .52)); line-height: 1; letter-spacing: -.02em }
.block table { table-layout: fixed }
${brackets}
.sign { display: block; color: #4a505c; font-size: calc(var(--square) * .7); line-height: var(--square); width: var(--square); text-align: center }
footer { position: absolute; left: ${edges.side}mm; right: ${edges.side}mm; bottom: ${edges.bottom}mm }
.lines footer { position: static }`
}
