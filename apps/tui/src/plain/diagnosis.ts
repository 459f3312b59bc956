// What is wrong with an engine, told to who builds it: first things first, expected beside found.

import { counted, few } from '@dit-by-hand/graph/counted'
import type { CellPair } from '@dit-by-hand/graph/pair'
import type { Diagnosis, Finding, StepState } from '../diagnose.ts'
import { padEnd, padStart, textWidth } from '../screen/text.ts'
import { fields, wrap } from './wrap.ts'

const marks: { readonly [S in StepState]: string } = {
  right: '✓',
  wrong: '✗',
  follows: '·',
  'not written': '–',
  'not asked': ' ',
}

/** The findings in lines of at most `width`, the first of them whole; none where nothing is wrong. */
export function diagnosisLines(diagnosis: Diagnosis, width: number): readonly string[] {
  const { findings } = diagnosis
  if (findings.length === 0) return []
  const parts = [...findings.map(finding => findingLines(finding, width)), stepLines(diagnosis, width)]
  return parts.flatMap(lines => (lines.length > 0 ? [...lines, ''] : []))
}

function findingLines(finding: Finding, width: number): readonly string[] {
  const { headline, kind, step, suggestion, example, follows, checks, matrices } = finding
  const field = fields(width, 12, '  ')
  const where = kind === 'not written' || step === null ? '' : `step ${step}: `
  const [, ...others] = matrices
  return [
    ...wrap(`${where}${headline}`, { width, rest: '  ' }),
    ...field(kind === 'not written' ? 'to write' : 'advice', suggestion),
    ...(example?.cells ? pairLines(example.cells, width) : []),
    ...(example ? field('lesson', `${example.lesson.id} (${example.reading}): ${example.lesson.title}`) : []),
    ...(others.length > 0 && kind === 'wrong' ? field('also', `${others.join(', ')}: the same mistake`) : []),
    ...(follows.length > 0 && kind === 'wrong' ? field('the rest', restText(follows)) : []),
    ...(checks.length > 0 ? field('checks', few(checks, 3)) : []),
  ]
}

const restText = (follows: readonly string[]): string =>
  `${few(follows, 6)}: ${follows.length === 1 ? 'it follows' : 'they follow'} from this`

/** Expected and found side by side, what differs in brackets; where they do not fit, the cells that differ in words. */
export function pairLines(rows: readonly (readonly CellPair[])[], width: number): readonly string[] {
  const wrong = rows.flat().filter(({ differs }) => differs).length
  const shown = rows.map(cells =>
    cells.map(({ wanted, found, differs }) =>
      differs ? { expected: ` ${wanted} `, found: `[${found}]` } : { expected: ` ${wanted} `, found: ` ${found} ` },
    ),
  )
  const sideOf = (side: 'expected' | 'found'): readonly string[] => {
    const widths = (shown[0] ?? []).map((_, c) => Math.max(...shown.map(row => textWidth(row[c]?.[side] ?? ''))))
    return shown.map(row => row.map((cell, c) => padStart(cell[side], widths[c] ?? 0)).join(' '))
  }
  const [left, right] = [sideOf('expected'), sideOf('found')]
  const room = Math.max('expected'.length, ...left.map(textWidth))
  if (rows.length <= 24 && 12 + room + 3 + Math.max(...right.map(textWidth)) <= width)
    return [
      `${' '.repeat(12)}${padEnd(' expected', room)}    found`,
      ...left.map((line, r) => `${' '.repeat(12)}${padEnd(line, room)}   ${right[r] ?? ''}`.trimEnd()),
    ]
  const cells = rows.flatMap((row, r) =>
    row.flatMap(({ wanted, found, differs }, c) =>
      differs ? [`row ${r + 1} column ${c + 1}: expected ${wanted}, found ${found}`] : [],
    ),
  )
  const more = wrong > 6 ? [`and ${counted(wrong - 6, 'cell')} more`] : []
  return [...cells.slice(0, 6), ...more].flatMap(text => wrap(text, { width, first: ' '.repeat(12) }))
}

/** "✓ 1 patchify  ✗ 2 encode …": how far each step is; nothing where no answer was heard. */
function stepLines({ steps }: Diagnosis, width: number): readonly string[] {
  const asked = steps.filter(({ state }) => state !== 'not asked')
  if (asked.length === 0) return []
  const used = new Set(asked.map(({ state }) => state))
  const meanings = (['right', 'wrong', 'follows', 'not written'] as const).filter(state => used.has(state))
  const told = asked.map(({ step, title, state }) => `${marks[state]}\u00a0${step}\u00a0${title}`).join(' ')
  return [
    ...wrap(told, { width, first: 'Steps  ', rest: ' '.repeat(7) }),
    ...wrap(meanings.map(state => `${marks[state]}\u00a0${state.replace(' ', '\u00a0')}`).join('  '), {
      width,
      first: ' '.repeat(7),
    }),
  ]
}
