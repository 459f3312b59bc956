// A wrong engine made from `spec/engines/plain.py`, asked by `dit check`, and what was said of it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '../../src/diagnose.ts'
import { diagnosisLines } from '../../src/plain/diagnosis.ts'
import { dit } from '../commands/dit.ts'
import { type Slip, slips } from './slips.ts'

const plain = readFileSync(new URL('../../../../spec/engines/plain.py', import.meta.url), 'utf8')

/** The slip of a name. @throws {RangeError} where there is none */
export function slipOf(id: string): Slip {
  const found = slips.find(slip => slip.id === id)
  if (!found) throw new RangeError(`there is no slip "${id}"`)
  return found
}

/** The engine with these slips in it. @throws {RangeError} where words to be replaced do not stand in it exactly once */
export function engineWith(made: readonly Slip[]): string {
  return made
    .flatMap(({ id, swaps }) => swaps.map(swap => ({ id, swap })))
    .reduce((text, { id, swap: [from, to] }) => {
      const pieces = text.split(from)
      if (pieces.length !== 2) throw new RangeError(`${id}: ${JSON.stringify(from)} stands ${pieces.length - 1} times`)
      return pieces.join(to)
    }, plain)
}

/** How well a slip was told: its name, no name, or another name or place. */
export type Telling = 'named' | 'unnamed' | 'misleading'

export interface Told {
  /** The first two lines of `dit check`, 100 columns wide. */
  readonly lines: readonly [string, string]
  readonly findings: readonly Finding[]
}

/** What `dit check` says of a program that is tried on so many random lessons. */
export async function told(program: string, runs: number): Promise<Told> {
  const cwd = mkdtempSync(join(tmpdir(), 'dit-wrong-'))
  try {
    writeFileSync(join(cwd, 'engine.py'), program)
    const asked = ['check', '--json', '--runs', String(runs), '--engine', 'python3 engine.py']
    const { code, stdout, stderr } = await dit(asked, { cwd })
    if (code !== 1) throw new Error(`dit check ended with ${code}, as if nothing were wrong: ${stderr}`)
    const { findings, steps } = JSON.parse(stdout)
    const [first = '', second = ''] = diagnosisLines({ findings, steps, upTo: 13 }, 100)
    return { lines: [first, second], findings }
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

/** How well a finding tells a slip. */
export function tellingOf({ matrix, named }: Slip, finding: Finding | undefined): Telling {
  if (!finding) return 'unnamed'
  const places: readonly string[] = [matrix].flat()
  const [at] = finding.matrices
  if (at === undefined || !places.includes(at)) return 'misleading'
  const [, claim = ''] = /^\w+: (.*?)(?:: row \d+ column \d+ is .*)?$/.exec(finding.headline) ?? []
  if (claim.startsWith('it is wrong')) return 'unnamed'
  return named.test(claim) ? 'named' : 'misleading'
}
