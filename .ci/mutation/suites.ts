// The checks that kill mutants, each a name and a run: the specification's cases and laws, and a room's own tests.
import fc from 'fast-check'
import { published } from '../../packages/core/src/vectors.ts'
import { cases } from '../../spec/src/cases.ts'
import { checks, type Verdict } from '../../spec/src/conformance.ts'
import type { Engine } from '../../spec/src/engine.ts'
import { vectors } from '../../spec/src/vectors.ts'
import { disagreements } from '../../spec/src/vectors-agree.ts'
import { collect } from './collect.ts'
import { type Change, refresh, refreshUnder } from './fresh.ts'
import { drawn, type Project, type Suite, testFiles, testsLeftOut } from './projects.ts'
import { within } from './within.ts'

/** One check of the code under test. */
export interface Killer {
  readonly suite: Suite
  /** "spec: case/ID/READING", "spec: law/STEP/IDEA", "core: FILE > TEST", … */
  readonly id: string
  /** Resolves where the check holds; rejects with what is wrong, or where it takes longer than so many ms at a stretch. */
  run(most?: number): Promise<void>
}

/** Loads the code under test anew, and gives its checks: the spec's, then file by file, each loaded when it is its turn. */
export type Judging = (change?: Change, wanted?: ReadonlySet<string>) => AsyncGenerator<readonly Killer[]>

let right: ReturnType<typeof vectors> | undefined

const judge = checks({ cases: cases(), ...drawn, shrink: false })

/** @param root the copy of the repository in which the code under test lies, a file URL that ends in a slash */
export function judging({ room, suites }: Project, root: URL): Judging {
  refreshUnder([new URL(`${room}/`, root).href], { vitest: new URL('collect.ts', import.meta.url).href })
  fc.configureGlobal({ seed: drawn.seed })
  return async function* (change, wanted) {
    refresh(root, change)
    const asked = (killers: readonly Killer[]): readonly Killer[] =>
      wanted ? killers.filter(({ id }) => wanted.has(id)) : killers
    for (const suite of suites) {
      if (suite === 'spec') yield asked(await specChecks(root))
      for (const file of testFiles[suite]) {
        const begins = `${suite}: ${file} > `
        if (wanted && ![...wanted].some(id => id.startsWith(begins))) continue
        yield asked(await ownTests(suite, begins, new URL(`${room}/tests/${file}`, root)))
      }
    }
  }
}

async function specChecks(root: URL): Promise<readonly Killer[]> {
  const { engine }: { readonly engine: Engine } = await import(new URL('packages/core/src/engine.ts', root).href)
  const limited: Engine = {
    ...engine,
    answer: (lesson, reading) => within(1500, () => engine.answer(lesson, reading)) as ReturnType<Engine['answer']>,
  }
  const asked = judge.map(
    (check): Killer => ({
      suite: 'spec',
      id: `spec: ${check.id}`,
      async run() {
        const verdict = await check.run(limited)
        if (verdict.outcome !== 'passed') throw new Error(why(verdict))
      },
    }),
  )
  return process.env.MUTATION_VECTORS === 'try' ? [...asked, agreesWithVectors(limited)] : asked
}

/** All published vectors: seconds for each mutant that the laws leave, so only where they are asked for. */
function agreesWithVectors(engine: Engine): Killer {
  return {
    suite: 'spec',
    id: 'spec: vectors',
    async run() {
      right ??= vectors(published)
      for (const vector of right) {
        const [wrong] = await disagreements(vector, engine)
        if (wrong !== undefined) throw new Error(wrong)
      }
    },
  }
}

function why(verdict: Verdict): string {
  if (verdict.outcome === 'wrong') return verdict.faults[0]?.message ?? 'wrong'
  return verdict.outcome === 'crashed' ? verdict.error.message : verdict.outcome
}

async function ownTests(suite: Suite, begins: string, file: URL): Promise<readonly Killer[]> {
  const killers: Killer[] = []
  const times = new Map<string, number>()
  for (const { name, run } of await collect(() => import(file.href))) {
    const nth = (times.get(name) ?? 0) + 1
    times.set(name, nth)
    const id = `${begins}${name}${nth > 1 ? ` #${nth}` : ''}`
    if (testsLeftOut.some(({ called }) => called.test(id))) continue
    killers.push({
      suite,
      id,
      async run(most = 60_000) {
        await within(most, run)
      },
    })
  }
  return killers
}
