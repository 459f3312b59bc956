// `dit check --float`: rounding passes, ten times as much does not, a wrong formula never; floats said nowhere are told once.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filledIn } from '@dit-by-hand/spec/starters-filled'
import { inTurn, isTurn, thorough, turn } from '@dit-by-hand/tools/thorough'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { dit, type Ended } from './dit.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

const engine = (...args: readonly string[]): string =>
  `"${process.execPath}" "${join(import.meta.dirname, 'float-engine.ts')}" ${args.join(' ')}`
/** Judges a program; in a short run one process of it, since each takes a second to start, and up to a step beyond which no
 *  mistake lies that is then asked for. */
const check = (upTo: number, program: string, ...args: readonly string[]): Promise<Ended> => {
  const asked = thorough ? ['--runs', '4'] : ['--runs', '2', '--jobs', '1', '--step', String(upTo)]
  return dit(['check', ...asked, '--json', '--engine', program, ...args])
}
const outcomeOf = ({ code, stdout }: Ended) => {
  const { passed, wrong, crashed, findings } = JSON.parse(stdout)
  const told: readonly { readonly headline: string; readonly matrices: readonly string[] }[] = findings
  return {
    code,
    passed,
    wrong,
    crashed,
    headlines: told.map(({ headline }) => headline),
    matrices: told.map(({ matrices }) => matrices[0]),
  }
}

describe.each(thorough ? (['single', 'double'] as const) : (['double'] as const))('in %s precision', precision => {
  it.each(
    inTurn(
      [
        ['worked in it', 'worked'],
        ['within the bounds of rounding, though never exact', 'near'],
      ] as const,
      3,
      turn,
    ),
  )('an engine %s passes, and says so itself or is said to', async (_, how) => {
    const declared = outcomeOf(await check(3, engine(how, precision, 'declared')))
    expect(declared).toMatchObject({ code: 0, wrong: 0, crashed: 0, headlines: [] })
    expect(declared.passed).toBeGreaterThan(thorough ? 100 : 40)
    if (how === 'worked' && thorough)
      expect(outcomeOf(await check(3, engine(how, precision), '--float', precision))).toEqual(declared)
  })

  // In a short run a wrong formula stands for it: both are wrong beyond the bound.
  it
    .runIf(thorough)
    .each(
      inTurn(['scaled', 'pooled', 'd_feedForwardWeight', 'loss', 'denoised', 'generatedVideo'], 6, precision.length),
    )('ten times the bound, planted in a true %s, is caught there', async matrix => {
    const { code, wrong, matrices } = outcomeOf(await check(6, engine('far', precision, matrix, 'declared')))
    expect(code).toBe(1)
    expect(wrong).toBeGreaterThan(0)
    expect(matrices[0]).toBe(matrix)
  })

  it.runIf(isTurn(2)).each(
    inTurn(
      [
        ['relu', 'latent'],
        ['unscaled', 'scaled'],
        ['residual', 'denoised'],
      ] as const,
      3,
      precision.length,
    ),
  )('a wrong formula (%s) never passes, and is found where it is', async (mistake, matrix) => {
    const { code, matrices, headlines } = outcomeOf(await check(2, engine('worked', precision, mistake, 'declared')))
    expect(code).toBe(1)
    expect(matrices).toEqual([matrix])
    expect(headlines[0]).not.toContain('it is wrong')
  })
})

describe('an engine that says nowhere that it works in floating point', () => {
  let single: Ended
  beforeAll(async () => {
    single = await check(3, engine('worked', 'single'))
  })

  it('is told so, in one finding, with what would do', () => {
    const { code, headlines } = outcomeOf(single)
    expect(code).toBe(1)
    expect(headlines).toEqual([
      'it answers in floating point, single precision, and says so nowhere: rounded numbers are wrong where exact ones are asked for',
    ])
    const [{ suggestion }] = JSON.parse(single.stdout).findings
    expect(suggestion).toMatch(/^Check with --float single, or put "precision": "single" into the answer to hello/)
  })

  it.runIf(thorough)('is told its mistakes behind that, each once', async () => {
    const { headlines, matrices } = outcomeOf(await check(6, engine('worked', 'double', 'unscaled')))
    expect(headlines[0]).toMatch(/^it answers in floating point, double precision/)
    expect(matrices).toEqual([undefined, 'scaled'])
  })
})

describe.each(
  inTurn(
    [
      ['python', 'engine.py', 'python3', ['-c', 'import numpy']],
      ['javascript', 'engine.mjs', 'node', ['--version']],
    ] as const,
    3,
    turn,
  ),
)('the %s kit, its sentences followed in floating point', (language, file, program, probe) => {
  const isThere = spawnSync(program, probe).status === 0
  if (!isThere)
    process.stderr.write(`\n${program} cannot run here (${probe.join(' ')}): a test of floats is SKIPPED\n\n`)

  it.skipIf(!isThere)('says that it works in floats, and passes', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'dit-kit-'))
    try {
      writeFileSync(join(cwd, file), filledIn(language, 13, 'floats'))
      const asked = ['--runs', '2', '--json', ...(thorough ? [] : ['--step', '8'])]
      const { code, stdout } = await dit(['check', ...asked, '--engine', `${program} ${file}`], { cwd })
      const { passed, wrong, crashed, skipped } = JSON.parse(stdout)
      expect({ code, wrong, crashed, skipped }).toEqual({ code: 0, wrong: 0, crashed: 0, skipped: 0 })
      expect(passed).toBeGreaterThan(thorough ? 100 : 80)
    } finally {
      rmSync(cwd, { recursive: true })
    }
  })
})

it('the protocol says how many digits a float needs, and that it does is so', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../spec/README.md'), 'utf8')
  expect(text).toMatch(/17 digits/)
  const value = 0.1 + 0.2
  expect(Number(value.toPrecision(17))).toBe(value)
  expect(Number(value.toPrecision(14))).not.toBe(value)
})
