// Runs every check in one command: types, lint, then all tests. Lists what was skipped and why, and ends with
// `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const scratch = mkdtempSync(join(tmpdir(), 'dit-check-'))
const results = join(scratch, 'results.json')

function run(title: string, args: readonly string[]): boolean {
  const since = performance.now()
  console.log(`\n— ${title}`)
  const { status, error } = spawnSync('pnpm', ['exec', ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (error) console.error(`pnpm could not be started: ${error.message}`)
  const ok = status === 0 && !error
  console.log(`${ok ? '✓' : '✗'} ${title} (${((performance.now() - since) / 1000).toFixed(1)} s)`)
  return ok
}

/** The parts of vitest's report that are used. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
    }[]
  }[]
}

const skipping = /\.(skip|todo|skipIf|runIf)\((?:((?:[^()]|\([^()]*\))*)\)\s*\()?\s*(['"`])(.*?)\3/g

/** Every skipped test, with the condition in its file for which it was skipped. */
function skippedIn({ testResults }: Report): readonly string[] {
  return testResults.flatMap(({ name: file, assertionResults }) => {
    const conditions = [...readFileSync(file, 'utf8').matchAll(skipping)]
    return assertionResults
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ ancestorTitles, title }) => {
        const path = [...ancestorTitles, title]
        const [, how, condition] = conditions.findLast(([, , , , called]) => path.includes(called ?? '')) ?? []
        return `${relative(root, file)}: ${path.join(' > ')} (${how === undefined ? 'its file says no reason' : `${how} ${condition ?? ''}`.trim()})`
      })
  })
}

const steps = [
  run('types', ['tsc', '-b']),
  run('lint', ['biome', 'check', '--error-on-warnings', '--reporter=summary', '.']),
]
const tests = run('tests', ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${results}`])
let passed = steps.filter(Boolean).length
let failed = steps.length - passed
let skipped: readonly string[] = []
try {
  const report: Report = JSON.parse(readFileSync(results, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  if ((!tests && report.numFailedTests === 0) || report.numPassedTests === 0) failed++
  skipped = skippedIn(report)
} catch (error) {
  console.error(`The tests left no report: ${error instanceof Error ? error.message : String(error)}`)
  failed++
}
rmSync(scratch, { recursive: true, force: true })

if (skipped.length > 0) console.log(['\nSkipped:', ...skipped].join('\n  '))
if (!process.env.DIT_THOROUGH)
  console.log('\nA short run: with DIT_THOROUGH=1 the longest tests try more, and the site is built below a path, too.')
console.log(`\n${skipped.length} skipped\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
