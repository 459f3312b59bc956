// One stop of the walk as text: prose, matrices, the line of arithmetic, what was printed wrongly, what is left out.
import { cellName, lineOf } from '@dit-by-hand/graph/text'
import type { Erratum } from '@dit-by-hand/spec/errata'
import { sourceKinds } from '@dit-by-hand/spec/sources'
import { curveOf, curveWords } from '@dit-by-hand/walkthrough/error-curve'
import { matrices, titleOf } from '@dit-by-hand/walkthrough/matrices'
import { proofOf } from '@dit-by-hand/walkthrough/proof'
import { type Paragraph, proseText } from '@dit-by-hand/walkthrough/prose'
import { saysOf } from '@dit-by-hand/walkthrough/says'
import type { Block, Scene } from '@dit-by-hand/walkthrough/scene'
import { toldOf } from '@dit-by-hand/walkthrough/told'
import { misprinted, slipText, soraSource, stageSaid } from '../screen/page.ts'
import { padEnd, textWidth } from '../screen/text.ts'
import { sheetLines } from './sheet.ts'
import { arithmetic, wrap } from './wrap.ts'

/** Prose is set no wider than this: longer lines are hard to read. */
export const measure = 76

/** What a walk has said already, so that it is said once. */
export type Told = Set<string>

/**
 * A scene in lines of at most `width`.
 * @param told the names whose meaning was told before; those of this scene are added
 */
export function sceneLines(scene: Scene, width: number, told: Told): readonly string[] {
  const page = Math.min(width, measure)
  const { prose, story, errata, leftOut, sora } = toldOf(scene)
  const source = soraSource()
  const isNew = sora.length > 0 && !told.has(source)
  if (isNew) told.add(source)
  return tidy([
    ...heading(scene, page),
    '',
    ...wayLines(scene, page),
    ...bodyLines(scene, [...prose, ...(story ? [story] : [])], width, told),
    ...errata.flatMap(erratum => [...erratumLines(erratum, page), '']),
    ...dashed('What the toy leaves out:', leftOut, page),
    '',
    ...dashed('What Sora itself does:', sora, page),
    ...(isNew ? wrap(`(${source})`, { width: page, first: '    ', rest: '    ' }) : []),
  ])
}

/** A further stage of a step: its title, its words, its matrices and their arithmetic. */
export function stageLines(scene: Scene, width: number, told: Told): readonly string[] {
  const page = Math.min(width, measure)
  return tidy([...stageTitle(scene, page), '', ...bodyLines(scene, toldOf(scene).prose, width, told)])
}

/** What happens, the formulas that sum it up, the matrices, and the line of arithmetic. */
function bodyLines(scene: Scene, prose: readonly Paragraph[], width: number, told: Told): readonly string[] {
  const page = Math.min(width, measure)
  return [
    ...prose.flatMap(paragraph => [...wrap(proseText(paragraph, titleOf), { width: page }), '']),
    ...formulaLines(scene, page),
    ...matrixLines(scene, width, page, told),
    ...lineLines(scene, page),
  ]
}

function stageTitle(scene: Scene, page: number): readonly string[] {
  const said = stageSaid(scene)
  return said === null ? [] : wrap(said, { width: page })
}

/** The way back through a step in stages: what each of them makes. */
function wayLines(scene: Scene, page: number): readonly string[] {
  if (scene.stages.length === 0) return []
  const way = scene.stages.map(({ makes, title }, i) => {
    const signs = makes.map(name => matrices[name].symbol).join(' ')
    return wrap(`${title}${signs === '' ? '' : `: ${signs}`}`, { width: page, first: `  ${i + 1}  `, rest: '     ' })
  })
  return ['The way back:', ...way.flat(), '', ...stageTitle(scene, page), '']
}

/** What a scene adds when it is shown again with another cell in focus: its arithmetic, and the proof of a gradient. */
export const focusLines = (scene: Scene, width: number): readonly string[] =>
  tidy(lineLines(scene, Math.min(width, measure)))

/** No blank line twice, none at the end. */
function tidy(lines: readonly string[]): readonly string[] {
  const kept = lines.filter((line, i) => line !== '' || (i > 0 && lines[i - 1] !== ''))
  return kept.at(-1) === '' ? kept.slice(0, -1) : kept
}

function heading({ step, title }: Scene, page: number): readonly string[] {
  const lines = wrap(title, { width: page, first: step === null ? '' : `${step}  ` })
  return [...lines, '─'.repeat(Math.max(...lines.map(textWidth)))]
}

/** Each formula on a line of its own. */
const formulaLines = (scene: Scene, page: number): readonly string[] => [
  ...toldOf(scene).formulas.flatMap(({ text }) =>
    wrap(arithmetic(text), { width: page, first: '    ', rest: '      ' }),
  ),
  '',
]

function matrixLines(scene: Scene, width: number, page: number, told: Told): readonly string[] {
  if (scene.blocks.length === 0) return []
  return [
    ...sheetLines(scene, width),
    '',
    ...misprintLines(scene, page),
    ...keyLines(scene.blocks, page, told),
    ...sourceLines(scene.blocks, page),
  ]
}

/** The misprints of a lesson that the errata do not tell of. */
function misprintLines(scene: Scene, page: number): readonly string[] {
  const { errata } = toldOf(scene)
  const { blocks } = scene
  const lines = blocks.flatMap(({ rows, symbol }) =>
    rows.flat().flatMap(({ cell, misprint }) => {
      if (!misprint || errata.some(({ id }) => id === misprint.id)) return []
      const said = misprinted(misprint.printed, misprint.correct, null)
      return wrap(`${symbol}[${cell.row + 1},${cell.column + 1}]: ${said}`, { width: page, first: '† ' })
    }),
  )
  return lines.length === 0 ? [] : [...lines, '']
}

/** What the signs in the captions stand for: each matrix the first time it is met. */
function keyLines(blocks: readonly Block[], page: number, told: Told): readonly string[] {
  const fresh = blocks.filter(({ name }, i) => !told.has(name) && blocks.findIndex(block => block.name === name) === i)
  if (fresh.length === 0) return []
  for (const { name } of fresh) told.add(name)
  const column = Math.max(...fresh.map(({ symbol }) => textWidth(symbol))) + 2
  const rows = fresh.flatMap(({ symbol, name }) =>
    wrap(`${name}: ${saysOf(name)}`, { width: page, first: padEnd(symbol, column), rest: ' '.repeat(column) }),
  )
  return [...rows, '']
}

/** Where the numbers come from, where that is known: one line a kind of source. */
function sourceLines(blocks: readonly Block[], page: number): readonly string[] {
  const lines = Object.entries(sourceKinds).flatMap(([kind, { mark, meaning }]) => {
    const named = blocks.flatMap(({ rows, symbol }) => {
      const cells = rows.flat()
      const of = cells.filter(({ origin }) => origin?.kind === kind)
      if (of.length === 0) return []
      return of.length === cells.length
        ? [symbol]
        : of.map(({ cell }) => `${symbol}[${cell.row + 1},${cell.column + 1}]`)
    })
    return named.length === 0
      ? []
      : wrap(`${mark} ${[...new Set(named)].join(', ')}: ${meaning}`, { width: page, rest: '  ' })
  })
  return lines.length === 0 ? [] : [...lines, '']
}

/** The cell in focus, written out. */
function lineLines(scene: Scene, page: number): readonly string[] {
  const { line, blocks } = scene
  const [proof, curve] = [proofOf(scene), curveOf(scene)]
  if (!line) return []
  const symbol = blocks.find(({ name }) => name === line.cell.name)?.symbol
  const { row, column } = line.cell
  const name = symbol === undefined ? cellName(line.cell) : `${symbol}[${row + 1},${column + 1}]`
  const named = `  ${name} = `
  const set = (text: string, first = `${' '.repeat(textWidth(name) + 2)} = `): readonly string[] =>
    wrap(arithmetic(text), { width: page, first, rest: ' '.repeat(textWidth(named)) })
  const values = lineOf(line.values)
  const lines = line.given
    ? set(`${line.result}, given`, named)
    : [...set(lineOf(line.names), named), ...set(values), ...(values === line.result ? [] : set(line.result))]
  return [
    ...wrap(`[ ] ${line.title}`, { width: page, rest: '    ' }),
    ...lines,
    ...(line.meaning === null ? [] : wrap(line.meaning, { width: page, first: '  ', rest: '  ' })),
    ...(proof ? wrap(arithmetic(`Proof, ${proof.text}`), { width: page, first: '  ', rest: '    ' }) : []),
    ...(curve ? wrap(curveWords(curve), { width: page, first: '  ', rest: '    ' }) : []),
    '',
  ]
}

/** An erratum in a sentence or two. */
function erratumLines(erratum: Erratum, width: number): readonly string[] {
  const what = { claim: 'Claim of', misprint: 'Misprint in', wording: 'Slip of wording in' }[erratum.kind]
  return wrap(`${what} the ${erratum.source}, ${erratum.where}: ${slipText(erratum)}`, { width, first: '† ' })
}

/** Paragraphs in a list under a title; nothing where there are none. */
const dashed = (title: string, of: readonly Paragraph[], page: number): readonly string[] =>
  of.length === 0
    ? []
    : [title, ...of.flatMap(paragraph => wrap(proseText(paragraph, titleOf), { width: page, first: '  – ' }))]
