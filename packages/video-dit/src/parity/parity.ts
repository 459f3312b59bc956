// A file of reference tensors held against our model, tensor by tensor; and where it differs, by which convention.
import type { DitConfig } from '../config.ts'
import { double, type Reading } from '../reading.ts'
import type { Check, Convention } from './check.ts'
import { type Comparison, type Judge, judgeOf } from './compare.ts'
import { floorsOf } from './floors.ts'
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
  /** The parsed manifest.json with the floors of single precision. Without it they are read off the file's columns. */
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
  const judge = judgeOf(of, floorsOf(manifest, stem, of), reading.precision)
  const checks = sections.flat()
  const comparisons: Comparison[] = []
  const byCheck = new Map<Check, Comparison>()
  for (const check of checks) {
    const comparison = await compared(check, judge, [])
    comparisons.push(comparison)
    byCheck.set(check, comparison)
    progress(comparisons.length, checks.length)
  }
  const failing = sections.map(section => section.filter(check => byCheck.get(check)?.fits === false))
  const findings = explain ? await explained(failing, judge) : []
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
  return judge.judge(check.tensor, check.block, found, check.floor?.(judge.floorOf), await check.slack?.(judge.floorOf))
}

/** One convention after the other, each the first that makes the first tensor fit that did not; what comes later is seen
 *  under those found before. A section's search ends where nothing explains a tensor, and so do the others' then. */
async function explained(sections: readonly (readonly Check[])[], judge: Judge): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const using: Convention[] = []
  for (const section of sections) {
    for (const check of section) {
      if (using.length > 0 && (await compared(check, judge, using)).fits) continue
      const convention = await explaining(check, judge, using)
      findings.push({ tensor: check.tensor, block: check.block, says: convention?.says })
      if (!convention) break
      using.push(convention)
    }
    if (findings.at(-1)?.says === undefined && findings.length > 0) break
  }
  return findings
}

async function explaining(check: Check, judge: Judge, using: readonly Convention[]): Promise<Convention | undefined> {
  for (const convention of check.conventions) {
    if (using.includes(convention)) continue
    // A change that does not fit the net's shapes, such as of a net without heads to part, explains nothing.
    const comparison = await compared(check, judge, [...using, convention]).catch(error => {
      if (error instanceof RangeError || (error instanceof Error && error.name === 'ShapeError')) return undefined
      throw error
    })
    if (comparison?.fits) return convention
  }
  return undefined
}

/** What goes into the model and its training, rather than comes out. */
const broughtPattern =
  /^(param\.|in\.|cfg\.[xty]$|train\.(x0|noise|[ty])$|rf\.(x0|noise|t01|y)$|rf\.sample\.[zy]$|sample\.(z|y|cfg_y|noises)$|temb\.(frac\.)?t$|temb\.freqs|act\.x$|act\.gelu_erf$|ln\.x$|patchify\.img$|unpatchify\.tokens$)/

function unread(of: Golden, checks: readonly Check[]): readonly string[] {
  const compared = new Set(checks.flatMap(({ tensor }) => [tensor, `f64.${tensor}`]))
  return of.names.filter(name => !compared.has(name) && !broughtPattern.test(name))
}
