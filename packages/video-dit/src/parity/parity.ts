// A file of reference tensors held against our model, tensor by tensor; and where it differs, by which convention.
import type { DitConfig } from '../config.ts'
import { double, type Reading } from '../reading.ts'
import { single } from '../single.ts'
import type { Check, Convention } from './check.ts'
import { type Comparison, type Judge, judgeOf } from './compare.ts'
import { floorsOf, ownFloors } from './floors.ts'
import { forwardChecks, guidanceChecks, subjectOf } from './forward.ts'
import { configOf, type Golden, golden } from './golden.ts'
import { tableChecks } from './tables.ts'
import { trainingChecks } from './training.ts'
import { trajectoryChecks } from './trajectories.ts'

/** Where the reference first does something else, and what. */
export interface Finding {
  readonly tensor: string
  readonly block: string
  /** As a sentence without its point; undefined where no convention that we know explains it. */
  readonly says: string | undefined
}

export interface ParityReport {
  /** The file's name without folder and ending. */
  readonly stem: string
  readonly precision: Reading['precision']
  /** The model that the file is of; undefined where it holds tables only. */
  readonly config: DitConfig | undefined
  readonly comparisons: readonly Comparison[]
  readonly findings: readonly Finding[]
  /** Tensors that were neither compared nor used. */
  readonly unread: readonly string[]
}

export interface ParityOptions {
  readonly stem?: string
  /** The parsed manifest.json with the floors of single precision. Without it they are read off the file's columns and
   *  off our own two readings. */
  readonly manifest?: unknown
  readonly reading?: Reading
  /** Whether to look for the conventions that explain what does not fit: it takes a while. Default: true. */
  readonly explain?: boolean
  /** Told after each tensor. */
  readonly progress?: (done: number, of: number) => void
}

/** Whether all fits, and something was compared. */
export const holds = ({ comparisons }: ParityReport): boolean =>
  comparisons.length > 0 && comparisons.every(({ fits }) => fits)

/**
 * Holds a file in the layout of the golden tensors against the model.
 * @param file its bytes, safetensors
 * @throws {CheckpointError} where it is damaged, or of no DiT
 */
export async function parity(
  file: Uint8Array,
  { stem = '', manifest, reading = double, explain = true, progress = () => undefined }: ParityOptions = {},
): Promise<ParityReport> {
  const of = golden(file)
  const config = configOf(of)
  const sections = sectionsOf(of, config, reading)
  const checks = sections.flat()
  const told = floorsOf(manifest, stem, of)
  const unmeasured = Object.keys(told).length === 0
  const other = sectionsOf(of, config, reading.precision === 'double' ? single : double).flat()
  const judge = judgeOf(of, told, reading.precision, unmeasured ? await ownFloors(checks, other) : {})
  const comparisons: Comparison[] = []
  const byCheck = new Map<Check, Comparison>()
  for (const check of checks) {
    const comparison = await compared(check, judge, [])
    comparisons.push(comparison)
    byCheck.set(check, comparison)
    progress(comparisons.length, checks.length)
  }
  const seen = sections.map(section => ({
    checks: section,
    fits: new Set(section.filter(check => byCheck.get(check)?.fits)),
  }))
  const findings = explain ? await explained(seen, judge) : []
  return { stem, precision: reading.precision, config, comparisons, findings, unread: unread(of, checks) }
}

/** What follows from one another, in the order in which it is made: the net, guidance, learning, sampling; and tables. */
export function sectionsOf(of: Golden, config: DitConfig | undefined, reading: Reading): readonly (readonly Check[])[] {
  const tables = tableChecks(of, reading)
  if (!config) return [tables]
  const subject = subjectOf(of, config, reading)
  return [forwardChecks(subject), guidanceChecks(subject), trainingChecks(subject), trajectoryChecks(subject), tables]
}

async function compared(check: Check, judge: Judge, using: readonly Convention[]): Promise<Comparison> {
  const found = await check.found(using)
  return judge.judge(
    check.tensor,
    check.block,
    found,
    check.floor?.(judge.floorOf),
    await check.slack?.(judge.floorOf, using),
  )
}

/** A section as it was found: its checks, and which of them fit. */
interface Seen {
  readonly checks: readonly Check[]
  readonly fits: ReadonlySet<Check>
}

/**
 * One convention after the other, each of them what makes the first tensor fit that did not; what comes later is seen
 * under those found before. Where nothing explains a tensor, the search ends: what follows from it says nothing.
 */
async function explained(sections: readonly Seen[], judge: Judge): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const using: Convention[] = []
  for (const { checks, fits } of sections)
    for (const check of checks) {
      if (fits.has(check) || (using.length > 0 && (await fitsUnder(check, judge, using)))) continue
      const convention = await explaining(check, checks, judge, using)
      findings.push({ tensor: check.tensor, block: check.block, says: convention?.says })
      if (!convention) return findings
      using.push(convention)
    }
  return findings
}

/** Of the conventions that make a tensor fit, the one under which most of its section fits. */
async function explaining(
  check: Check,
  checks: readonly Check[],
  judge: Judge,
  using: readonly Convention[],
): Promise<Convention | undefined> {
  let best: { readonly convention: Convention; readonly count: number } | undefined
  for (const convention of check.conventions) {
    const all = [...using, convention]
    if (using.includes(convention) || !(await fitsUnder(check, judge, all))) continue
    // A table that the file brings is what it is, whatever the file's model was given.
    if (check.tensor.startsWith('param.')) return convention
    let count = 0
    for (const other of checks) if (await fitsUnder(other, judge, all)) count++
    if (count === checks.length) return convention
    if (!best || count > best.count) best = { convention, count }
  }
  return best?.convention
}

/** Whether a tensor fits under some conventions. One that cannot be had of this net, such as heads where it has none,
 *  explains nothing. */
async function fitsUnder(check: Check, judge: Judge, using: readonly Convention[]): Promise<boolean> {
  try {
    const { fits, error, tolerance } = await compared(check, judge, using)
    const costs = using.reduce((product, convention) => product * (convention.costs ?? 1), 1)
    return fits || error <= tolerance * costs
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && error.name === 'ShapeError')) return false
    throw error
  }
}

/** What goes into the model and its training, rather than comes out. */
const broughtPattern =
  /^(param\.|in\.|cfg\.[xty]$|train\.(x0|noise|[ty])$|rf\.(x0|noise|t01|y)$|rf\.sample\.[zy]$|sample\.(z|y|cfg_y|noises)$|temb\.(frac\.)?t$|temb\.freqs|act\.x$|act\.gelu_erf$|ln\.x$|patchify\.img$|unpatchify\.tokens$)/

function unread(of: Golden, checks: readonly Check[]): readonly string[] {
  const compared = new Set(checks.flatMap(({ tensor }) => [tensor, `f64.${tensor}`]))
  return of.names.filter(name => !compared.has(name) && !broughtPattern.test(name))
}
