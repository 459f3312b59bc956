// Stryker's test runner for this repository: everything in one process, with the code loaded anew for each mutant. Stryker's
// runner for vitest takes seconds for a mutant, since tests build nets while they load; this one a fraction of a second.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cases } from '@dit-by-hand/spec/cases'
import { checks } from '@dit-by-hand/spec/conformance'
import type { Engine } from '@dit-by-hand/spec/engine'
import fc from 'fast-check'
import { benches, notAsked } from './asked.ts'
import { collect } from './collect.ts'
import { refresh, refreshUnder } from './fresh.ts'

/** Where instrumented code reads which mutant is active, and records which mutants it reaches. */
interface Instrumented {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number | undefined
  mutantCoverage?: { readonly static: Met; readonly perTest: { [id: string]: Met | undefined } }
}
interface Met {
  readonly [mutant: string]: number
}

interface MutantRun {
  readonly activeMutant: { readonly id: string; readonly fileName: string }
  readonly testFilter?: readonly string[]
  readonly hitLimit?: number
}

/** One check of the code under test: it throws where something is wrong. */
interface Check {
  readonly id: string
  run(): unknown
}

interface Failure {
  readonly id: string
  readonly error: unknown
}

declare global {
  var __stryker__: Instrumented | undefined
}

const state: Instrumented = {}
globalThis.__stryker__ = state
const bench = benches.find(({ name }) => name === process.env.MUTATION_BENCH)
if (!bench) throw new RangeError(`there is no bench ${process.env.MUTATION_BENCH}`)
/** The copy of the repository, instrumented by Stryker. */
const copy = process.cwd()
const urlOf = (file: string): string => pathToFileURL(join(copy, file)).href
const timesFile = join(copy, 'times.json')

const fresh = bench.rooms.map(room => `packages/${room}`)
const specification = 'the specification'
const files = globSync(
  bench.rooms.map(room => `packages/${room}/tests/**/*.test.ts`),
  { cwd: copy },
).toSorted()
const suites = [...(bench.spec ? [specification] : []), ...files].filter(
  suite => !notAsked.some(({ called }) => called.test(suite)),
)
const judge = checks({ cases: cases(), seed: 1, runs: 60, shrink: false })

/** The checks of a suite, with code that is loaded for them. */
async function checksOf(suite: string): Promise<readonly Check[]> {
  if (suite !== specification)
    return (await collect(() => import(urlOf(suite))))
      .map(({ name, run }) => ({ id: `${suite} > ${name}`, run }))
      .filter(({ id }) => !notAsked.some(({ called }) => called.test(id)))
  const { engine }: { readonly engine: Engine } = await import(urlOf('packages/core/src/engine.ts'))
  return judge.map(check => ({
    id: `${specification} > ${check.id}`,
    async run() {
      const verdict = await check.run(engine)
      if (verdict.outcome === 'crashed') throw verdict.error
      if (verdict.outcome !== 'passed') throw new Error(`${check.id} is ${verdict.outcome}`)
    },
  }))
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const suiteOf = (id: string): string => id.slice(0, id.indexOf(' > '))

export class InProcessRunner {
  static readonly inject: readonly string[] = []
  #times: { readonly [id: string]: number } | undefined
  /** For each file, the checks that have noticed its mutants, the latest first. */
  readonly #lately = new Map<string, readonly string[]>()

  capabilities(): { readonly reloadEnvironment: boolean } {
    return { reloadEnvironment: true }
  }

  init(): void {
    refreshUnder(copy, `${copy}-plain`, fresh, { vitest: new URL('collect.ts', import.meta.url).href })
    fc.configureGlobal({ seed: 1 })
  }

  /** Runs all checks on the unchanged code: each must pass, and the mutants that it covers are recorded. */
  async dryRun(): Promise<unknown> {
    const perTest: { [id: string]: Met | undefined } = {}
    state.mutantCoverage = { static: {}, perTest }
    const tests: { readonly id: string; readonly timeSpentMs: number }[] = []
    for (const suite of suites) {
      refresh()
      state.currentTestId = suite
      const asked = await checksOf(suite)
      for (const { id, run } of asked) {
        const since = performance.now()
        const failureMessage = await Promise.try(run).then(() => undefined, messageOf)
        const result = { id, name: id, timeSpentMs: performance.now() - since }
        tests.push({ ...result, ...(failureMessage === undefined ? { status: 0 } : { status: 1, failureMessage }) })
      }
      // A check may find results of others in its suite cached: so each counts as covering all mutants that any of them covers,
      // with its part of the hits, whose sum tells an endless loop.
      const hits = Object.entries(perTest[suite] ?? {}).map(
        ([mutant, count]) => [mutant, count / asked.length] as const,
      )
      const met = Object.fromEntries(hits)
      delete perTest[suite]
      for (const { id } of asked) perTest[id] = met
    }
    state.currentTestId = undefined
    writeFileSync(timesFile, JSON.stringify(Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))))
    return { status: 'complete', tests, mutantCoverage: state.mutantCoverage }
  }

  /** Runs the checks that cover a mutant, until one fails. First those that last noticed mutants of its file, which mostly
   *  notice this one too; then the specification's; then quick files. */
  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun): Promise<unknown> {
    this.#times ??= JSON.parse(readFileSync(timesFile, 'utf8'))
    const wanted = new Set(testFilter ?? Object.keys(this.#times ?? {}))
    const bySuite = Object.groupBy(wanted, suiteOf)
    const timeOf = (suite: string): number =>
      suite === specification ? 0 : (bySuite[suite] ?? []).reduce((sum, id) => sum + (this.#times?.[id] ?? 0), 0)
    Object.assign(state, { activeMutant: activeMutant.id, hitCount: 0, hitLimit })
    refresh(activeMutant.fileName)
    const lately = this.#lately.get(activeMutant.fileName) ?? []
    const loaded = new Map<string, readonly Check[]>()
    const tried = new Set<string>()
    /** The first of some checks of a suite that fails, and why. */
    const failing = async (suite: string, ids: ReadonlySet<string>): Promise<Failure | undefined> => {
      let checks = loaded.get(suite)
      try {
        checks ??= await checksOf(suite)
      } catch (error) {
        return { id: bySuite[suite]?.[0] ?? suite, error } // It cannot even be loaded.
      }
      loaded.set(suite, checks)
      for (const { id, run } of checks.filter(({ id }) => ids.has(id) && !tried.has(id))) {
        tried.add(id)
        try {
          await run()
        } catch (error) {
          return { id, error }
        }
      }
      return undefined
    }
    const rounds = [
      ...lately.filter(id => wanted.has(id)).map(id => [suiteOf(id), new Set([id])] as const),
      ...suites
        .filter(suite => bySuite[suite])
        .toSorted((a, b) => timeOf(a) - timeOf(b))
        .map(suite => [suite, wanted] as const),
    ]
    for (const [suite, ids] of rounds) {
      const failure = await failing(suite, ids)
      if (!failure) continue
      const { id, error } = failure
      if (hitLimit !== undefined && (state.hitCount ?? 0) > hitLimit) return { status: 'timeout', reason: id }
      this.#lately.set(activeMutant.fileName, [id, ...lately.filter(other => other !== id)].slice(0, 12))
      return { status: 'killed', killedBy: [id], failureMessage: messageOf(error), nrOfTests: tried.size }
    }
    return { status: 'survived', nrOfTests: tried.size }
  }
}

export const strykerPlugins: readonly unknown[] = [
  { kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner },
]
