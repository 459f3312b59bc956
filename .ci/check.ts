// Everything that must hold, in one command: types, lint, then every test. Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const scratch = mkdtempSync(join(tmpdir(), 'dit-check-'))
let passed = 0
let failed = 0

const minutes = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

function run(title: string, command: readonly string[]): boolean {
  const since = performance.now()
  console.log(`\n— ${title}`)
  const [program = '', ...args] = command
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (error) console.error(`${program} could not be started: ${error.message}`)
  const ok = status === 0 && !error
  console.log(`${ok ? '✓' : '✗'} ${title} (${minutes(since)})`)
  return ok
}

function count(ok: boolean): void {
  if (ok) passed++
  else failed++
}

count(run('types', ['pnpm', 'exec', 'turbo', 'run', 'types', '--output-logs=errors-only', '--no-update-notifier']))
count(run('lint', ['pnpm', 'exec', 'biome', 'check', '--error-on-warnings', '--reporter=summary', '.']))

const results = join(scratch, 'results.json')
const tests = run('tests', [
  'pnpm',
  'exec',
  'vitest',
  'run',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${results}`,
])
let skipped = 0
try {
  const report: {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numFailedTestSuites: number
  } = JSON.parse(readFileSync(results, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped = report.numPendingTests
  if (!tests && report.numFailedTests === 0) failed++
  if (report.numPassedTests === 0) failed++
} catch (error) {
  console.error(`The tests left no report: ${error instanceof Error ? error.message : String(error)}`)
  failed++
}
rmSync(scratch, { recursive: true, force: true })

if (!process.env.DIT_THOROUGH)
  console.log('\nA short run: with DIT_THOROUGH=1 the longest tests try more, and the site is built below a path, too.')
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed === 0 ? 0 : 1
