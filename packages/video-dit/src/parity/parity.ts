// Compares a file of reference tensors with our model, tensor by tensor, and finds the conventions in which they differ.
import { ShapeError } from '@dit-by-hand/graph/graph'
import { CheckpointError } from '../checkpoint/dtype.ts'
import type { DitConfig } from '../config.ts'
import { dit } from '../net.ts'
import { double, type Reading } from '../reading.ts'
import { single } from '../single.ts'
import type { Check, Convention } from './check.ts'
import { apart, type Comparison, isInBoth, type Judge, judgeOf } from './compare.ts'
import { type Floors, floorsOf, ownFloors } from './floors.ts'
import { forwardChecks, guidanceChecks, subjectOf } from './forward.ts'
import { configOf, type Golden, golden, parameterTensor } from './golden.ts'
import { tableChecks } from './tables.ts'
import { trainingChecks } from './training.ts'
import { trajectoryChecks } from './trajectories.ts'

/** A difference: the tensor where it first shows, and the convention behind it. */
export interface Finding {
  readonly tensor: string
  readonly block: string
  /** The convention, as a sentence without its full stop; undefined where no known one explains the difference. */
  readonly says: string | undefined
}

export interface ParityReport {
  /** The file's name without folder and extension. */
  readonly stem: string
  readonly precision: Reading['precision']
  /** The file's model; undefined where it has only tables. */
  readonly config: DitConfig | undefined
  readonly comparisons: readonly Comparison[]
  readonly findings: readonly Finding[]
  /** Tensors that were neither compared nor used. */
  readonly unread: readonly string[]
}

export interface ParityOptions {
  readonly stem?: string
  /** The parsed manifest.json with the floors of single precision. Without it they come from the file's columns and from our
   *  own two readings. */
  readonly manifest?: unknown
  readonly reading?: Reading
  /** Whether to search for the conventions that explain differences, which takes a while. Default: true. */
  readonly explain?: boolean
}

/** Whether something was compared and all of it fits. */
export const holds = ({ comparisons }: ParityReport): boolean =>
  comparisons.length > 0 && comparisons.every(({ fits }) => fits)

/**
 * Compares a file of golden tensors with the model.
 * @param file its bytes, safetensors
 * @throws {CheckpointError} where it is damaged, its model is not a DiT, or its tensors do not fit together
 */
export const parity = (file: Uint8Array, options: ParityOptions = {}): Promise<ParityReport> =>
  ofFile('the tensors of the file do not fit together', () => compareFile(file, options))

/** Does some work on the file's own tensors, whose faults are then the file's. @throws {CheckpointError} */
async function ofFile<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isMisfit(error)) throw new CheckpointError(`${what}: ${error.message}`, { cause: error })
    throw error
  }
}

/** Whether sizes or numbers did not fit. */
const isMisfit = (error: unknown): error is Error => error instanceof RangeError || error instanceof ShapeError

/** The floors of our own readings, by file: they are the same for the other reading. */
const ownOf = new WeakMap<Uint8Array, Floors>()

async function compareFile(
  file: Uint8Array,
  { stem = '', manifest, reading = double, explain = true }: ParityOptions,
): Promise<ParityReport> {
  const of = golden(file)
  const config = configOf(of)
  const sections = sectionsOf(of, config, reading)
  const checks = sections.flat()
  const told = floorsOf(manifest, stem, of)
  const measured =
    Object.keys(told).length > 0 && checks.every(({ tensor }) => !isInBoth(of, tensor) || told[tensor] !== undefined)
  const other = reading.precision === 'double' ? single : double
  let own = measured ? {} : ownOf.get(file)
  if (!own) {
    own = await ownFloors(checks, sectionsOf(of, config, other).flat())
    ownOf.set(file, own)
  }
  const judge = judgeOf(of, told, reading.precision, own)
  const comparisons: Comparison[] = []
  const byCheck = new Map<Check, Comparison>()
  for (const check of checks) {
    const comparison = await compared(check, judge, [])
    comparisons.push(comparison)
    byCheck.set(check, comparison)
  }
  const seen = sections.map(section => ({
    checks: section,
    fits: new Set(section.filter(check => byCheck.get(check)?.fits)),
  }))
  const findings = explain ? await explained(seen, judge) : []
  return { stem, precision: reading.precision, config, comparisons, findings, unread: unread(of, config, checks) }
}

/** The checks in sections, in which later tensors follow from earlier ones: the net, guidance, training, sampling; tables. */
export function sectionsOf(of: Golden, config: DitConfig | undefined, reading: Reading): readonly (readonly Check[])[] {
  const subject = config && subjectOf(of, config, reading)
  const sections = subject
    ? [forwardChecks, guidanceChecks, trainingChecks, trajectoryChecks].map(checksOf => checksOf(subject))
    : []
  return [...sections, tableChecks(of, reading)].map(section => section.map(named))
}

/** A check that names its tensor where it cannot be computed from the file's own tensors. */
const named = (check: Check): Check => ({
  ...check,
  found: using =>
    using.length > 0
      ? check.found(using)
      : ofFile(`${check.tensor} cannot be computed`, async () => check.found(using)),
})

async function compared(check: Check, judge: Judge, using: readonly Convention[]): Promise<Comparison> {
  const found = await check.found(using)
  return judge.judge(check, found, {
    estimate: check.floor?.(judge.floorOf),
    slack: await check.slack?.(judge.floorOf, using),
    ...(using.includes(rounded) && { as: 'single' }),
  })
}

/** What a double column may be without any other convention: the official code computes some things in single precision even
 *  where the model is in double, and others do not. It explains a tensor only where nothing else does. */
const rounded: Convention = {
  says: 'the double column is right to single precision only: angles of the timestep or coefficients of the schedule may be rounded to it there and not here, or here and not there',
}

/** A section's checks, and which of them fit. */
interface Seen {
  readonly checks: readonly Check[]
  readonly fits: ReadonlySet<Check>
}

/**
 * Finds the conventions one by one: each makes the first tensor fit that did not, given those found before. Where none explains
 * a tensor, the search ends, since all that follows from it is wrong too.
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

/** Of the conventions that make a tensor fit, the one under which most tensors of its section fit. */
async function explaining(
  check: Check,
  checks: readonly Check[],
  judge: Judge,
  using: readonly Convention[],
): Promise<Convention | undefined> {
  let best: { readonly convention: Convention; readonly count: number } | undefined
  for (const convention of [...check.conventions, rounded]) {
    const all = [...using, convention]
    if (using.includes(convention) || !(await fitsUnder(check, judge, all))) continue
    // A table in the file is what it is, whichever one the file's model used.
    if (check.tensor.startsWith('param.')) return convention
    let count = 0
    for (const other of checks) if (await fitsUnder(other, judge, all)) count++
    if (count === checks.length) return convention
    if (!best || count > best.count) best = { convention, count }
  }
  return best?.convention
}

/** Whether a tensor fits under some conventions. One that is impossible for this net explains nothing, and one that costs digits
 *  does so only where it changes a number. */
async function fitsUnder(check: Check, judge: Judge, using: readonly Convention[]): Promise<boolean> {
  try {
    const { fits, error, tolerance } = await compared(check, judge, using)
    const costs = using.reduce((product, convention) => product * (convention.costs ?? 1), 1)
    if (fits || !Number.isFinite(error) || error > tolerance * costs) return fits
    const sparing = using.filter(convention => convention.costs === undefined)
    return apart(await check.found(using), await check.found(sparing)).error > 0
  } catch (error) {
    if (isMisfit(error)) return false
    throw error
  }
}

/** Tensors that are inputs of the model and its training, besides its parameters: they are not compared. */
const broughtPattern =
  /^(in\.|cfg\.[xty]$|train\.(x0|noise|[ty])$|rf\.(x0|noise|t01|y)$|rf\.sample\.[zy]$|sample\.(z|y|cfg_y|noises)$|temb\.(frac\.)?t$|temb\.freqs|act\.x$|act\.gelu_erf$|ln\.x$|patchify\.img$|unpatchify\.tokens$)/

function unread(of: Golden, config: DitConfig | undefined, checks: readonly Check[]): readonly string[] {
  const known = new Set([
    ...(config ? dit(config).parameters.map(parameterTensor) : []),
    ...checks.flatMap(({ tensor }) => [tensor, `f64.${tensor}`]),
  ])
  return of.names.filter(name => !known.has(name) && !broughtPattern.test(name))
}
