// Stryker's test runner for this repository: everything in one process, each mutant put into freshly loaded code. vitest's
// own runner takes about a second a mutant before the first test runs; this one takes milliseconds. The specification is
// imported from the repository itself and the mutated room from a copy, so no link leads back to unmutated code.
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Change } from './fresh.ts'
import { isListed, oneSpace, textBetween } from './mutants.ts'
import { projectOf } from './projects.ts'
import { type Judging, judging, type Killer } from './suites.ts'
import { ranOut } from './within.ts'

/** Where Stryker's instrumented code notes which mutants a check meets. */
interface Instrumented {
  currentTestId?: string | undefined
  mutantCoverage?: Coverage
}

interface Met {
  readonly [mutant: string]: number
}
interface Coverage {
  readonly static: Met
  readonly perTest: { [id: string]: Met | undefined; load?: Met }
}

/** A mutant as Stryker hands it over; lines and columns count from 0. */
interface ActiveMutant extends Omit<Change, 'file' | 'start' | 'end'> {
  readonly fileName: string
  readonly mutatorName: string
  readonly location: Pick<Change, 'start' | 'end'>
}

interface MutantRun {
  readonly activeMutant: ActiveMutant
  readonly testFilter?: readonly string[]
}

declare global {
  var __stryker__: Instrumented | undefined
}

const state: Instrumented = {}
globalThis.__stryker__ = state

/** The repository, or the copy of it that stays as it is while the run lasts. */
const sources = pathToFileURL(`${process.env.MUTATION_SOURCES ?? ''}/`)
const project = projectOf(process.env.MUTATION_PROJECT ?? '')
/** How long each check took, in ms. Stands in Stryker's copy, since Stryker starts a runner anew now and then. */
const timesFile = 'mutation-times.json'

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export class InProcessRunner {
  static readonly inject: readonly string[] = []
  readonly #judging: { dry?: Judging; mutant?: Judging } = {}
  #times: { readonly [id: string]: number } | undefined

  capabilities(): { readonly reloadEnvironment: boolean } {
    return { reloadEnvironment: true }
  }

  /** All checks on the unmutated code as Stryker has instrumented it: each must hold, and what it meets is noted. */
  async dryRun(): Promise<unknown> {
    const coverage: Coverage = { static: {}, perTest: {} }
    state.mutantCoverage = coverage
    const tests: { readonly id: string; readonly timeSpentMs: number }[] = []
    this.#judging.dry ??= judging(project, pathToFileURL(`${process.cwd()}/`))
    const suites = this.#judging.dry()
    let loaded: Met = {}
    for (;;) {
      // What loading meets, every check of the suite meets: the code is loaded anew for each mutant.
      state.currentTestId = 'load'
      const { value: killers, done } = await suites.next()
      if (done) break
      loaded = { ...loaded, ...coverage.perTest.load }
      delete coverage.perTest.load
      for (const { id, run } of killers) {
        state.currentTestId = id
        const since = performance.now()
        const failureMessage = await run().then(() => undefined, messageOf)
        coverage.perTest[id] = { ...loaded, ...coverage.perTest[id] }
        const result = { id, name: id, timeSpentMs: performance.now() - since }
        tests.push({ ...result, ...(failureMessage === undefined ? { status: 0 } : { status: 1, failureMessage }) })
      }
    }
    state.currentTestId = undefined
    writeFileSync(timesFile, JSON.stringify(Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))))
    // The spec's checks share their answers: each counts as meeting what any of them meets.
    const ofSpec = tests.map(({ id }) => id).filter(id => id.startsWith('spec: '))
    const together = Object.assign({}, ...ofSpec.map(id => coverage.perTest[id]))
    for (const id of ofSpec) coverage.perTest[id] = together
    return { status: 'complete', tests, mutantCoverage: coverage }
  }

  /** One mutant: the checks one after the other until one fails, the specification's first and then quick ones first. */
  async mutantRun({ activeMutant, testFilter }: MutantRun): Promise<unknown> {
    let nrOfTests = 0
    if (process.env.MUTATION_LISTED !== 'try' && onTheList(activeMutant)) return { status: 'survived', nrOfTests }
    this.#judging.mutant ??= judging(project, sources)
    try {
      const suites = this.#judging.mutant(changeOf(activeMutant), testFilter && new Set(testFilter))
      for await (const killers of suites)
        for (const killer of this.#quickFirst(killers)) {
          nrOfTests++
          const { id } = killer
          const failureMessage = await killer
            .run(Math.max(1500, 10 * this.#timeOf(killer)))
            .then(() => undefined, messageOf)
          if (failureMessage === undefined) continue
          if (ranOut(failureMessage)) return { status: 'timeout', reason: id }
          return { status: 'killed', killedBy: [id], failureMessage, nrOfTests }
        }
      return { status: 'survived', nrOfTests }
    } catch (error) {
      // It cannot even be loaded, alone or by the tests: whatever would have been asked first kills it.
      const killedBy = testFilter?.filter(id => nrOfTests === 0 || !id.startsWith('spec: ')).slice(0, 1) ?? []
      return { status: 'killed', killedBy, failureMessage: messageOf(error), nrOfTests }
    }
  }

  #quickFirst(killers: readonly Killer[]): readonly Killer[] {
    const rank = (killer: Killer): number => (killer.suite === 'spec' ? -1 : this.#timeOf(killer))
    return killers.toSorted((a, b) => rank(a) - rank(b))
  }

  #timeOf({ id }: Killer): number {
    this.#times ??= JSON.parse(readFileSync(timesFile, 'utf8'))
    return this.#times?.[id] ?? 0
  }
}

/** Whether a mutant is on the list of equivalents. */
function onTheList(mutant: ActiveMutant): boolean {
  const { file, start, end } = changeOf(mutant)
  const source = readFileSync(new URL(file, sources), 'utf8')
  const line = (source.split('\n')[start.line] ?? '').trim()
  const [from, to] = [oneSpace(textBetween(source, start, end)), oneSpace(mutant.replacement)]
  return isListed({ file, line, mutator: mutant.mutatorName, from, to }, source)
}

/** An expression stands in brackets, so that its neighbours do not take part of it. */
function changeOf({ fileName, mutatorName, location, replacement }: ActiveMutant): Change {
  const path = fileName.replaceAll('\\', '/')
  const file = path.slice(path.lastIndexOf(`${project.room}/src/`))
  const isStatement = mutatorName === 'BlockStatement' || /^(case\b|default\b)/.test(replacement)
  return { file, ...location, replacement: isStatement ? replacement : `(${replacement})` }
}

export const strykerPlugins: readonly unknown[] = [
  { kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner },
]
