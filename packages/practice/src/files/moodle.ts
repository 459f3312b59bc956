// Worksheets as questions for Moodle, which marks them itself: a category for each part of the walk, in it a question for
// each lesson, so that a quiz can draw one of them for each student.
// Sources: https://docs.moodle.org/en/Moodle_XML_format and https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
import { type Worked, work } from '@dit-by-hand/core/lesson'
import { type Name, readThrough } from '@dit-by-hand/core/names'
import { named } from '@dit-by-hand/graph/at'
import { type Exact, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import { formulaLatex } from '@dit-by-hand/graph/latex'
import { showNumber } from '@dit-by-hand/graph/style'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import { rearrangedSentence } from '@dit-by-hand/walkthrough/rearranged'
import { isWhole } from '../marking/sheet.ts'
import { arithmeticOf } from '../sheet/arithmetic.ts'
import { framesOf } from '../sheet/cells.ts'
import type { Programmed } from '../sheet/notebook.ts'
import { type Part, partsOf } from '../sheet/parts.ts'
import { symbolTex } from '../sheet/symbols-tex.ts'
import { safe } from './safe.ts'

/** All questions as one file. */
export function moodleText(all: readonly Programmed[]): string {
  const questions = all.flatMap(one => {
    const worked = work(one.lesson)
    const parts = partsOf(worked).filter(({ step, asked }) => one.steps.includes(step) && asked.length > 0)
    return parts.map(part => ({ category: categoryOf(part, one), xml: questionXml(part, worked, one) }))
  })
  const categories = [...Map.groupBy(questions, ({ category }) => category)].map(
    ([category, own]) => `${categoryXml(category)}\n${own.map(({ xml }) => xml).join('\n')}`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${categories.join('\n')}\n</quiz>\n`
}

/** `DiT by hand/softmax/07 Let the patches attend to each other`: problems of one difficulty lie together, whatever their seeds.
 *  A slash that begins no category is written twice. */
const categoryOf = ({ step, title }: Part, { named: called }: Programmed): string =>
  ['DiT by hand', called.replace(/-\d+(?=(-ties)?$)/, ''), `${String(step).padStart(2, '0')} ${title}`]
    .map(name => name.replaceAll('/', '//'))
    .join('/')

const categoryXml = (path: string): string =>
  `<question type="category"><category><text>${safe(`$course$/top/${path}`)}</text></category></question>`

function questionXml(
  { step, title, read, asked }: Part,
  worked: Worked,
  { named: called, origin }: Programmed,
): string {
  const answers = asked.flatMap(name => named(worked.values, name).flat())
  const how = answers.some(value => toleranceFor(value) > 0) ? rounded : answers.every(isWhole) ? '' : whole
  const text = [
    `<p>${asked.map(name => formulaHtml(name, worked)).join('<br>\n')}</p>`,
    ...read.map(name => matrixHtml(name, worked, value => safe(showNumber(value)))),
    `<p>Fill in ${asked.map(signOf).join(', ')}.${how}</p>`,
    ...asked.map(name => matrixHtml(name, worked, blank)),
  ]
  const key = arithmeticOf(worked, new Set(asked)).map(({ made, result }) => `${safe(made)}<b>${safe(result)}</b>`)
  return `<question type="cloze">
<name><text>${safe(`${step} ${title}, ${called}`)}</text></name>
<questiontext format="html"><text>${data(text.join('\n'))}</text></questiontext>
<generalfeedback format="html"><text>${data(`<p>${key.join('<br>\n')}</p>\n<p><small>${safe(origin)}</small></p>`)}</text></generalfeedback>
<penalty>0.3333333</penalty>
<hidden>0</hidden>
</question>`
}

const whole = ' Write a number that is not whole as a decimal, with all its places.'
const rounded = ' Write a number that is not whole as a decimal: with all its places if they end, else with four.'

const data = (html: string): string => `<![CDATA[${html.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

const signOf = (name: Name): string => `\\(${symbolTex(symbolOf(name))}\\)`

const formulaHtml = (name: Name, { net }: Worked): string =>
  named(net, name).op === 'rearrange'
    ? safe(rearrangedSentence(net, name))
    : `\\(${safe(formulaLatex(net, name, { call: of => symbolTex(symbolOf(of)), through: readThrough }))}\\)`

/** A matrix as a table, a video as one for each frame. */
function matrixHtml(name: Name, worked: Worked, cell: (value: Exact) => string): string {
  const rows = named(worked.values, name)
  const frames = framesOf(name, factsOf(worked))
  const tables = frames
    ? Array.from({ length: frames.count }, (_, i) => rows.slice(i * frames.rows, (i + 1) * frames.rows))
    : [rows]
  return tables
    .map((own, i) => {
      const caption = `${signOf(name)} ${safe(titleOf(name))}${frames ? `, frame ${i + 1}` : ''}`
      const body = own.map(row => `<tr>${row.map(value => `<td>${cell(value)}</td>`).join('')}</tr>`)
      return `<table border="1" cellpadding="4" style="margin-bottom: 1em; text-align: center"><caption style="caption-side: top; text-align: start; white-space: nowrap">${caption}</caption><tbody>${body.join('')}</tbody></table>`
    })
    .join('\n')
}

/** A number to be filled in, of one mark: the answer, and how far off it may be. */
function blank(value: Exact): string {
  const [answer, tolerance] = [toNumber(value), toleranceFor(value)]
  return tolerance === 0 ? `{1:NUMERICAL:=${answer}}` : `{1:NUMERICAL:=${Number(answer.toPrecision(6))}:${tolerance}}`
}

/** Longest decimal that is asked for whole. */
const mostPlaces = 6

/** None for a number that a short decimal says exactly. For others two units of the third place, or of the third digit where
 *  the number is above 1: the numbers that they are made from are shown with four places. */
function toleranceFor(value: Exact): number {
  const size = Math.abs(toNumber(value))
  if (!isDecimal(value) && (typeof value === 'number' || 10n ** BigInt(mostPlaces) % value.d === 0n)) return 0
  return Number((0.002 * Math.max(1, size)).toPrecision(2))
}
