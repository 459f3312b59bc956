// `npm run fuzz`: damages real lessons, answers and conversations for as long as one likes, then tries every attack.
//   --seed N       which damage; the same seed does the same (default: another one each time, and it is told)
//   --runs N       how many runs of each kind (default 20,000; conversations a hundredth)
//   --table        measures the attacks, each in a process of its own, and writes the table into spec/README.md
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { optionsOf } from '@dit-by-hand/tools/options'
import fc from 'fast-check'
import { type EngineAttack, engineAttacks } from './attacks/engines.ts'
import { lessonAttacks, type TextAttack } from './attacks/lessons.ts'
import { replyAttacks } from './attacks/replies.ts'
import { engineOutcome, sayOfLesson, sayOfReply } from './attacks/run.ts'
import { openStage } from './attacks/scripted.ts'
import { targets } from './attacks/targets.ts'

const kinds = ['lesson', 'answer', 'engine'] as const
type Kind = (typeof kinds)[number]

const attacks: { readonly [K in Kind]: readonly (TextAttack | EngineAttack)[] } = {
  lesson: lessonAttacks,
  answer: replyAttacks,
  engine: engineAttacks,
}

interface Measured {
  readonly kind: Kind
  readonly name: string
  readonly says: string
  readonly good: boolean
  readonly milliseconds: number
  /** What the peak of memory grew by, in bytes. */
  readonly memory: number
}

const peak = (): number => process.resourceUsage().maxRSS * 1024

/** Runs one attack in this process. */
async function measure(kind: Kind, attack: TextAttack | EngineAttack): Promise<Measured> {
  const fits = (says: string): boolean =>
    typeof attack.says === 'string' ? says === attack.says : attack.says.test(says)
  if ('text' in attack) {
    // Making the text costs memory too, and that is not what is measured.
    const text = attack.text()
    const made = { ...attack, text: () => text }
    const [before, since] = [peak(), performance.now()]
    const says = (kind === 'lesson' ? sayOfLesson : sayOfReply)(made)
    return {
      kind,
      name: attack.name,
      says,
      good: fits(says),
      milliseconds: performance.now() - since,
      memory: peak() - before,
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'dit-attack-'))
  try {
    const before = peak()
    const { says, answering, closing, left } = await engineOutcome(attack, folder)
    const good = fits(says) && left === 0
    return { kind, name: attack.name, says, good, milliseconds: answering + closing, memory: peak() - before }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Runs one attack in a process of its own, which may die of it. */
function apart(kind: Kind, { name }: { readonly name: string }): Measured {
  const { stdout, stderr, status, signal } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), '--attack', `${kind}/${name}`],
    { encoding: 'utf8', timeout: 120_000, maxBuffer: 2 ** 26 },
  )
  if (status === 0) return JSON.parse(stdout)
  const says = `the judge itself ended with ${signal ?? status}: ${stderr.trim().split('\n').slice(0, 8).join(' ')}`
  return { kind, name, says, good: false, milliseconds: Number.NaN, memory: Number.NaN }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2)

function tryAll(): readonly Measured[] {
  const all = kinds.flatMap(kind => attacks[kind].map(attack => apart(kind, attack)))
  for (const { kind, name, says, good } of all) if (!good) console.error(`✗ ${kind}: ${name}: ${says.slice(0, 500)}`)
  if (all.some(({ good }) => !good)) process.exitCode = 1
  return all
}

const readme = join(dirname(dirname(fileURLToPath(import.meta.url))), 'README.md')
const [opening, closing] = ['<!-- attacks: written by `npm run fuzz -- --table` -->', '<!-- /attacks -->']
const titles: { readonly [K in Kind]: string } = { lesson: 'a lesson', answer: 'an answer', engine: 'an engine' }
const shown = 6

/** The costliest attacks of each kind as a Markdown table, with the conditions they were measured under. */
function tableOf(all: readonly Measured[]): string {
  const cost = ({ milliseconds, memory }: Measured): number => milliseconds + memory / 1e6
  const rows = kinds.flatMap(kind =>
    all
      .filter(one => one.kind === kind)
      .toSorted((a, b) => cost(b) - cost(a))
      .slice(0, shown),
  )
  /** The command begins what is said of it; nobody needs to know where it lay. */
  const verdict = ({ says }: Measured): string =>
    (says.split('\n')[0] ?? '')
      .replace(/^"[^"]*" "[^"]*": /, '')
      .replaceAll(/[|`<>]/g, ' ')
      .slice(0, 70)
      .trim()
  const lines = rows.map(
    one =>
      `| ${titles[one.kind]} | ${one.name} | ${seconds(one.milliseconds)} | ${megabytes(one.memory)} | ${verdict(one)} |`,
  )
  const worst = (of: (one: Measured) => number): number => Math.max(...all.map(of))
  const good = all.filter(one => one.good).length
  return [
    `${all.length} attacks, ${good} with the verdict that they should have. The longest took ${seconds(worst(one => one.milliseconds))} s, the largest ${megabytes(worst(one => one.memory))} MB of memory beyond what the judge had before. Each ran in a process of its own, with Node ${process.versions.node} on ${process.platform} ${process.arch}, ${availableParallelism()} cores, busy with other work as well. Time includes closing the engine, and waiting for it where it keeps silent (0.4 s here, 10 s by default). The ${shown} costliest of each kind:`,
    '',
    '| attack on the reader of | with | s | MB | verdict |',
    '| ----------------------- | ---- | -: | -: | ------- |',
    ...lines,
  ].join('\n')
}

function writeTable(all: readonly Measured[]): void {
  const text = readFileSync(readme, 'utf8')
  const [from, to] = [text.indexOf(opening), text.indexOf(closing)]
  if (from === -1 || to === -1) throw new Error(`spec/README.md has no place for the table: ${opening} … ${closing}`)
  writeFileSync(readme, `${text.slice(0, from + opening.length)}\n\n${tableOf(all)}\n\n${text.slice(to)}`)
  // Columns in line, as the rest of the repository has them.
  spawnSync('pnpm', ['exec', 'biome', 'check', '--write', readme], { stdio: 'inherit' })
}

async function fuzz(seed: number, runs: number): Promise<void> {
  const stage = openStage()
  try {
    for (const { name, property, daily } of targets) {
      const since = performance.now()
      const count = daily < 100 ? Math.ceil(runs / 100) : runs
      const details = await fc.check(property(stage), { seed, numRuns: count, endOnFailure: false })
      const told = details.failed ? `✗ ${fc.defaultReportMessage(details).slice(0, 3000)}` : `✓ ${count} runs`
      console.log(`${name}: ${told} (${seconds(performance.now() - since)} s)`)
      if (details.failed) process.exitCode = 1
    }
  } finally {
    rmSync(stage.folder, { recursive: true })
  }
}

/** A whole number above 0, or the fallback where nothing was said. */
function whole(text: string | undefined, name: string, fallback: number): number {
  if (text === undefined) return fallback
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  console.error(`--${name} is "${text}"; it needs a whole number above 0`)
  process.exit(2)
}

const options = optionsOf({
  seed: { type: 'string' },
  runs: { type: 'string' },
  table: { type: 'boolean', default: false },
  attack: { type: 'string' },
})

if (options.attack !== undefined) {
  const [kind, ...rest] = options.attack.split('/')
  const found = kinds.find(one => one === kind)
  const attack = found && attacks[found].find(({ name }) => name === rest.join('/'))
  if (!found || !attack) throw new Error(`there is no attack "${options.attack}"`)
  const measured = await measure(found, attack)
  process.stdout.write(JSON.stringify({ ...measured, says: measured.says.slice(0, 2000) }))
} else if (options.table) {
  const all = tryAll()
  if (process.exitCode === undefined) writeTable(all)
  console.log(tableOf(all))
} else {
  const seed = whole(options.seed, 'seed', Math.floor(Math.random() * 2 ** 31))
  const runs = whole(options.runs, 'runs', 20_000)
  console.log(`npm run fuzz -- --seed ${seed} --runs ${runs}`)
  await fuzz(seed, runs)
  const all = tryAll()
  console.log(`attacks: ${all.filter(({ good }) => good).length} of ${all.length} as they should be`)
}
