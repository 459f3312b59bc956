// An evaluation as lines of text.
import { at } from '@dit-by-hand/graph/at'
import type { Part } from '../parts.ts'
import type { Adherence, Evaluation, Group } from './evaluate.ts'
import { axes } from './measures.ts'
import type { Lacking } from './parts.ts'

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const figure = (value: number | undefined, digits = 2): string => (value === undefined ? '–' : value.toFixed(digits))

/** A table, the first column to the left and the others to the right. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)))
  return rows.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('   ')
      .trimEnd(),
  )
}

export function evaluationLines({ judge, seen, unseen, loss }: Omit<Evaluation, 'films'>): readonly string[] {
  const row = (name: string, of: (group: Group) => string, truth = ''): readonly string[] => [
    name,
    of(seen),
    of(unseen),
    truth,
  ]
  const shown = (name: string, part: keyof Omit<Adherence, 'films'>): readonly string[] =>
    row(name, group => percent(group.adherence[part]), percent(judge[part]))
  const groups = [
    ['', 'seen', 'unseen', 'true clips'],
    row('prompts', group => String(group.prompts), ''),
    row('films', group => String(group.adherence.films), String(judge.films)),
    shown('show everything asked for', 'all'),
    shown('  who', 'who'),
    shown('  what it does', 'deed'),
    shown('  when', 'when'),
    row('shake, in pixels', group => figure(group.shake)),
    row('flicker, out of 255', group => figure(group.flicker)),
    ...axes.map(axis => row(`jumps at patch borders, ${axis}`, group => figure(group.jumps[axis]), '1.00')),
    row('nearest training clip, out of 255', group => figure(group.nearest.films, 1)),
    row('  the same for true clips', group => figure(group.nearest.trueClips, 1)),
  ]
  const losses = [
    ['noise time', ...loss.map(({ time }) => time.toFixed(2))],
    ['loss, seen', ...loss.map(each => each.seen.toFixed(3))],
    ['loss, unseen', ...loss.map(each => each.unseen.toFixed(3))],
  ]
  const worst = [...seen.worst, ...unseen.worst].filter(({ share }) => share < 1)
  return [
    ...tableLines(groups),
    '',
    ...tableLines(losses),
    ...(worst.length === 0
      ? []
      : [
          '',
          `prompts shown least often: ${worst.map(({ prompt, share }) => `${prompt} (${percent(share)})`).join(', ')}`,
        ]),
  ]
}

/** A table that grows: what each part of a net does, by what is missing without it. @param parts all that will be judged */
export function partsTable(parts: readonly Part[]): {
  readonly head: string
  readonly row: (lacking: Lacking) => string
} {
  const titles = ['without', 'everything', 'who', 'what it does', 'when', 'loss']
  const says = (part: Part | null): string => part?.says ?? 'nothing'
  const first = Math.max(...parts.map(part => says(part).length))
  const width = (column: number): number => Math.max(at(titles, column).length, percent(1).length)
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(first) : cell.padStart(width(column)))).join('   ')
  return {
    head: line(titles),
    row: ({ part, adherence: { all, who, deed, when }, loss }) =>
      line([says(part), ...[all, who, deed, when].map(percent), loss.toFixed(3)]),
  }
}
