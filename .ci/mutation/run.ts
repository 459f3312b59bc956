// The command `npm run mutation`: changes the source a little, one place at a time, and says which changes nobody noticed.
//
//   npm run mutation                        every file; writes record.json and SUMMARY.md
//   npm run mutation -- ops.ts tour.ts      these files; writes their figures too
//   npm run mutation -- --listed            tries the mutants that are listed as equivalent too: one that dies fails
//   npm run mutation -- --vectors           asks the published vectors too what the laws leave: seconds for each such mutant
//   npm run mutation -- --changed --within 180
//                                           the files that differ from the record, for so many seconds; writes nothing
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Equivalent, equivalents, keyOf, type Mutant } from './mutants.ts'
import { type Project, projects } from './projects.ts'
import {
  changedFiles,
  commit,
  committedRecords,
  type FileRecord,
  judgesHash,
  keep,
  localRecords,
  sourceHash,
} from './record.ts'
import { mutate } from './stryker.ts'
import { summary, tableOf } from './summary.ts'
import { type Unseen, unseen, whyUnseen } from './unseen.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    changed: { type: 'boolean', default: false },
    listed: { type: 'boolean', default: false },
    vectors: { type: 'boolean', default: false },
    within: { type: 'string', default: '180' },
  },
})
if (options.listed) process.env.MUTATION_LISTED = 'try'
if (options.vectors) process.env.MUTATION_VECTORS = 'try'
const scratch = new URL('dist/', import.meta.url)
const excused = new Map(equivalents.map(one => [keyOf(one), one]))

/** What a run over some files of a project found. */
interface Found {
  readonly records: { readonly [file: string]: FileRecord }
  /** Mutants that nothing killed and no entry excuses. */
  readonly survivors: readonly Mutant[]
  /** Entries that excuse nothing: killed by now, or gone. */
  readonly idle: readonly Equivalent[]
  /** Mutants that the specification should kill and only the room's own tests do, with no entry that says why. */
  readonly unjudged: readonly Mutant[]
  /** Entries of unseen.ts that stand for more or fewer mutants than they say. */
  readonly miscounted: readonly { readonly entry: Unseen; readonly found: number }[]
}

const isBySpec = ({ status, by }: Mutant): boolean => status === 'killed' && by.startsWith('spec: ')
const isByOwnTests = (mutant: Mutant): boolean => mutant.status === 'killed' && !isBySpec(mutant)

function run(project: Project, files: readonly string[]): Found {
  const judges = judgesHash(project)
  const sources = new Map(files.map(file => [file, sourceHash(project, file)]))
  const mutants = mutate(project, files)
  const odd = mutants.find(({ status }) => status === 'error')
  if (odd) throw new Error(`a mutant of ${odd.file} line ${odd.row} could not be tried: ${odd.reason}`)
  // Should a link ever lead the checks back to unmutated code, nothing would die: that is no score, but a mistake here.
  if (mutants.length > 0 && !mutants.some(({ status }) => status === 'killed'))
    throw new Error('not one mutant died: the checks do not see the mutated code')
  const lives = ({ status }: Mutant): boolean => status === 'survived' || status === 'uncovered'
  const pathOf = (file: string): string => `${project.room}/src/${file}`
  const recordOf = (file: string): FileRecord => {
    const here = mutants.filter(mutant => mutant.file === pathOf(file))
    const count = (holds: (mutant: Mutant) => boolean): number => here.filter(holds).length
    return {
      source: sources.get(file) ?? '',
      judges,
      mutants: here.length,
      bySpec: count(isBySpec),
      byOwnTests: count(isByOwnTests),
      timeouts: count(({ status }) => status === 'timeout'),
      equivalent: count(mutant => lives(mutant) && excused.has(keyOf(mutant))),
      survived: count(mutant => lives(mutant) && !excused.has(keyOf(mutant))),
    }
  }
  // Where the specification is asked, what only a room's own tests kill needs a reason.
  const own = project.suites.includes('spec') ? mutants.filter(isByOwnTests) : []
  const miscounted = unseen
    .filter(({ file }) => files.some(mutated => pathOf(mutated) === file))
    .map(entry => ({ entry, found: own.filter(mutant => whyUnseen(mutant) === entry).length }))
    .filter(({ entry, found }) => entry.mutants !== found)
  const living = new Set(mutants.filter(lives).map(keyOf))
  mkdirSync(scratch, { recursive: true })
  writeFileSync(new URL(`${project.name}.mutants.json`, scratch), JSON.stringify(mutants, null, 1))
  return {
    records: Object.fromEntries(files.map(file => [file, recordOf(file)])),
    survivors: mutants.filter(mutant => lives(mutant) && !excused.has(keyOf(mutant))),
    idle: equivalents.filter(one => files.some(file => one.file === pathOf(file)) && !living.has(keyOf(one))),
    unjudged: own.filter(mutant => !whyUnseen(mutant)),
    miscounted,
  }
}

function tell({ records, survivors, idle, unjudged, miscounted }: Found): void {
  console.log(`\n${tableOf(Object.entries(records))}`)
  for (const { file, row, line, mutator, from, to, status } of survivors)
    console.log(`\n${file}:${row} ${status}, ${mutator}\n  | ${line}\n  - ${from}\n  + ${to}`)
  for (const { file, line, from, to } of idle)
    console.log(`\n${file}: listed as equivalent, and is killed or gone\n  | ${line}\n  - ${from}\n  + ${to}`)
  for (const { file, row, line, mutator, from, to } of unjudged)
    console.log(
      `\n${file}:${row} no check of the specification kills it, and unseen.ts has no reason, ${mutator}\n  | ${line}\n  - ${from}\n  + ${to}`,
    )
  for (const { entry, found } of miscounted)
    console.log(`\nunseen.ts: ${entry.file} ${entry.line ?? ''} stands for ${found} mutants and says ${entry.mutants}`)
}

const sound = ({ survivors, idle, unjudged, miscounted }: Found): boolean =>
  [survivors, idle, unjudged, miscounted].every(found => found.length === 0)

function tryAll(wanted: readonly string[]): boolean {
  const unknown = wanted.filter(file => !projects.some(({ files }) => files.includes(file)))
  if (unknown.length > 0) throw new RangeError(`${unknown.join(', ')}: not among the files that are mutated`)
  let good = true
  for (const project of projects) {
    const files = project.files.filter(file => wanted.length === 0 || wanted.includes(file))
    if (files.length === 0) continue
    const since = performance.now()
    console.log(`\n— ${project.room}`)
    const found = run(project, files)
    tell(found)
    console.log(`\n${((performance.now() - since) / 60_000).toFixed(1)} minutes`)
    good &&= sound(found)
    const known = committedRecords()
    const records = { ...known, [project.name]: { ...known[project.name], ...found.records } }
    commit(records)
    writeFileSync(new URL('SUMMARY.md', import.meta.url), summary(records))
  }
  return good
}

function bounded(seconds: number): boolean {
  const since = performance.now()
  const due = changedFiles()
  let good = true
  for (const [i, [project, file]] of due.entries()) {
    if (performance.now() - since > seconds * 1000) {
      console.log(`${seconds} s have passed; ${due.length - i} files wait for a full run: npm run mutation`)
      break
    }
    const found = run(project, [file])
    tell(found)
    good &&= sound(found)
    if (!sound(found)) continue
    const known = localRecords()
    keep({ ...known, [project.name]: { ...known[project.name], ...found.records } })
  }
  return good
}

const good = options.changed ? bounded(Number(options.within)) : tryAll(positionals)
process.exitCode = good ? 0 : 1
