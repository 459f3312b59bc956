// Runs every check in one command: types, lint, then all tests. Lists what was skipped and why, and ends with
// `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { thorough, turn, turns } from '@dit-by-hand/tools/thorough'
import { type Report, type Skipped, skippedIn } from './skipped.ts'

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

const steps = [
  run('types', ['tsc', '-b']),
  run('lint', ['biome', 'check', '--error-on-warnings', '--reporter=summary', '.']),
]
const tests = run('tests', ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${results}`])
let passed = steps.filter(Boolean).length
let failed = steps.length - passed
let skipped: readonly Skipped[] = []
try {
  const report: Report = JSON.parse(readFileSync(results, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  if ((!tests && report.numFailedTests === 0) || report.numPassedTests === 0) failed++
  skipped = skippedIn(report, root)
} catch (error) {
  console.error(`The tests left no report: ${error instanceof Error ? error.message : String(error)}`)
  failed++
}
rmSync(scratch, { recursive: true, force: true })

const waiting = skipped.filter(({ why }) => why.includes('isTurn('))
const others = skipped.filter(each => !waiting.includes(each))
if (others.length > 0)
  console.log(['\nSkipped:', ...others.map(({ file, title, why }) => `${file}: ${title} (${why})`)].join('\n  '))
if (!thorough)
  console.log(
    `\nA short run. One in ${turns} of the longest tests was tried (DIT_TURN=${turn}), others are on other days; ${waiting.length} were left out.` +
      '\nWith DIT_THOROUGH=1 all are tried, others try more, and the site is built below a path, too.',
  )
console.log(`\n${skipped.length} skipped\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
