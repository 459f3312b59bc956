// The wrong engines one after the other, and the table of what was said of them.
import { markdownTable } from '@dit-by-hand/tools/markdown'
import { engineWith, slipOf, type Telling, type Told, tellingOf, told } from './ask.ts'
import { pairs, type Slip, slips } from './slips.ts'

export interface Row {
  readonly made: readonly Slip[]
  readonly told: Told
  /** Of each slip, in order: where the second is told only once the first is put right, as it is told then. */
  readonly tellings: readonly Telling[]
  /** Whether there is one finding for each slip. */
  readonly counted: boolean
}

/** How many random lessons the table is made with. */
export const randomLessons = 12

/** Every wrong engine: each slip alone, then the pairs. */
export const engines: readonly (readonly Slip[])[] = [
  ...slips.map(slip => [slip]),
  ...pairs.map(pair => pair.map(slipOf)),
]

/** Asks one engine, on so many random lessons. With two slips, the second may be told behind the first, or once the first is put right. */
export async function ask(made: readonly Slip[], runs: number): Promise<Row> {
  const first = await told(engineWith(made), runs)
  const { findings } = first
  const tellings: Telling[] = []
  for (const [i, slip] of made.entries()) {
    const here = tellingOf(slip, findings[i])
    const later =
      i > 0 && here !== 'named' ? tellingOf(slip, (await told(engineWith(made.slice(i)), runs)).findings[0]) : here
    tellings.push(later)
  }
  return { made, told: first, tellings, counted: findings.length === made.length }
}

/** Asks all that are wanted, by the names of their slips; `onRow` hears of each. */
export async function askAll(
  wanted: (ids: readonly string[]) => boolean,
  onRow: (row: Row) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const made of engines.filter(made => wanted(made.map(({ id }) => id)))) {
    const row = await ask(made, randomLessons)
    rows.push(row)
    onRow(row)
  }
  return rows
}

/** What was done in an engine, as the table says it. */
export const titleOf = (made: readonly Slip[]): string => made.map(({ says }) => says).join('; and ')

/** One row of the table. */
export const rowOf = ({ made, told: { lines, findings }, tellings }: Row): readonly string[] => [
  titleOf(made),
  lines.map(line => line.trim()).join(' ↵ '),
  tellings.join(', '),
  String(findings.length),
]

const count = (rows: readonly Row[], telling: Telling): number =>
  rows.flatMap(({ tellings }) => tellings).filter(one => one === telling).length

const were = (many: number): string => (many === 0 ? 'none was' : many === 1 ? '1 was' : `${many} were`)

/** The whole document. */
export function documentOf(rows: readonly Row[]): string {
  const all = rows.flatMap(({ tellings }) => tellings).length
  const table = (of: readonly Row[]): readonly string[] => [
    ...markdownTable([['what was done', 'the first two lines of `dit check`', 'told', 'findings'], ...of.map(rowOf)]),
    '',
  ]
  return [
    '# Wrong engines, and what is said of them',
    '',
    `${rows.length} engines: [plain.py](plain.py) with a few words of it replaced, ${pairs.length} of them in two places at once. They were written`,
    'without looking at what the search for mistakes knows, and `node apps/tui/tests/wrong/table.ts` asks them all and writes this',
    'file; the slips themselves are in [slips.ts](../../apps/tui/tests/wrong/slips.ts).',
    '',
    `Every engine was caught. Of ${all} slips ${count(rows, 'named')} were named, ${were(count(rows, 'unnamed'))} shown with the cell but without a name, ${were(count(rows, 'misleading'))} given another`,
    `name or place. ${rows.filter(({ counted }) => counted).length} of the ${rows.length} engines had as many findings as slips. Where two slips are in one engine, the second is told`,
    'behind the first, or once the first is put right. ↵ ends the first line, 100 columns wide.',
    '',
    '## One slip',
    '',
    ...table(rows.filter(({ made }) => made.length === 1)),
    '## Two at once',
    '',
    ...table(rows.filter(({ made }) => made.length > 1)),
  ].join('\n')
}
