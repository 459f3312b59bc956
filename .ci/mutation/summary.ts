// The figures of the last full run, as a page.
import { categories, equivalents } from './mutants.ts'
import { projects } from './projects.ts'
import type { Figures, FileRecord, Records } from './record.ts'
import { reasons, unseen } from './unseen.ts'

const sum = (records: readonly Figures[]): Figures => {
  const all = (of: keyof Figures): number => records.reduce((total, record) => total + record[of], 0)
  return {
    mutants: all('mutants'),
    bySpec: all('bySpec'),
    byOwnTests: all('byOwnTests'),
    timeouts: all('timeouts'),
    equivalent: all('equivalent'),
    survived: all('survived'),
  }
}

/** Killed mutants in a hundred of those that can be: 100 only where none survived. */
export function score({ mutants, equivalent, survived }: Figures): string {
  const can = mutants - equivalent
  return can === 0 ? '–' : `${survived === 0 ? '100' : (Math.floor(1000 * (1 - survived / can)) / 10).toFixed(1)} %`
}

const columns = ['mutants', 'by the spec', 'by own tests', 'timed out', 'equivalent', 'survived', 'score']

const row = (name: string, figures: Figures): readonly string[] => [
  name,
  ...[figures.mutants, figures.bySpec, figures.byOwnTests, figures.timeouts, figures.equivalent, figures.survived].map(
    String,
  ),
  score(figures),
]

/** Rows of cells under their heads, as Markdown. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, c) => Math.max(...[head, ...rows].map(cells => cells[c]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, c) => (c === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

/** One project's files and their sum, as a table. */
export function tableOf(files: readonly (readonly [file: string, figures: Figures])[]): string {
  const all = files.map(([, figures]) => figures)
  return table(['file', ...columns], [...files.map(([file, figures]) => row(file, figures)), row('all', sum(all))])
}

/** What the specification kills alone, and why it cannot see the rest. */
function unseenText({ bySpec, byOwnTests }: Figures): string {
  const counts = Object.entries(reasons).flatMap(([reason, meaning]): readonly (readonly string[])[] => {
    const entries = unseen.filter(one => one.reason === reason)
    return entries.length === 0
      ? []
      : [[`${reason}: ${meaning}`, String(entries.reduce((all, one) => all + one.mutants, 0))]]
  })
  return [
    `The specification alone kills ${bySpec}. The other ${byOwnTests}, which core’s own tests kill, change what no answer to a lesson shows. They are listed in \`unseen.ts\` by file and line, and counted, so that a law which grows weaker is noticed:`,
    table(['why no answer shows them', 'mutants'], counts),
  ].join('\n\n')
}

/** The page SUMMARY.md, from the records of a full run. */
export function summary(records: Records): string {
  const parts = projects.map(project => {
    const files = project.files.flatMap((file): [string, FileRecord][] => {
      const found = records[project.name]?.[file]
      return found ? [[file, found]] : []
    })
    const total = sum(files.map(([, found]) => found))
    const judged = project.suites.includes('spec') ? [unseenText(total)] : []
    const left = Object.entries(project.leftOut).map(([file, why]) => `- \`${file}\`: ${why}.`)
    return [
      `## ${project.room}`,
      tableOf(files),
      ...judged,
      ...(left.length > 0 ? [`Not mutated:\n\n${left.join('\n')}`] : []),
    ]
  })
  const counts = Object.entries(categories).flatMap(([category, meaning]): readonly (readonly string[])[] => {
    const count = equivalents.filter(one => one.category === category).length
    return count === 0 ? [] : [[`${category}: ${meaning}`, String(count)]]
  })
  return `${[
    '# Mutation score',
    'Written by `npm run mutation`; do not edit. A mutant is one small wrong change to the source. It is killed where a check fails on it, or where it runs for far too long. “By the spec” are those that the cases and laws of `spec/` kill alone; a room’s own tests are asked only about what those leave.',
    ...parts.flat(),
    '## Equivalent mutants',
    'Listed in `equivalents.json`, each with its reason.',
    table(['category', 'mutants'], counts),
  ].join('\n\n')}\n`
}
