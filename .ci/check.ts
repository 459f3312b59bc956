// Runs every check in one command: types, lint, then all tests. Lists what was skipped and why, and ends with
// `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { thorough, turn, turns } from '@dit-by-hand/tools/thorough'

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

const skipping = /\.(skip|todo|skipIf|runIf)\(((?:[^()]|\([^()]*\))*)\)/g
const quoted = /(['"`])((?:\\.|(?!\1)[^\\\n])+)\1/g

/** Whether a title is what this text of a file becomes: `it.each` puts a value where a text has %s or $name. */
function isTitle(text: string, title: string): boolean {
  const parts = text.replace(/\\(.)/g, '$1').split(/%[sdifjoO]|\$[\w.]+/)
  return new RegExp(`^${parts.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's').test(title)
}

interface Skipped {
  readonly file: string
  readonly title: string
  /** The condition in its file, such as `skipIf noBrowser`. */
  readonly why: string
}

/** Every skipped test, with what stands before its title, or that of what it is part of, in its file. */
function skippedIn({ testResults }: Report): readonly Skipped[] {
  return testResults.flatMap(({ name: file, assertionResults }) => {
    const source = readFileSync(file, 'utf8')
    const [conditions, texts] = [[...source.matchAll(skipping)], [...source.matchAll(quoted)]]
    return assertionResults
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ ancestorTitles, title }) => {
        const path = [...ancestorTitles, title]
        const reasons = path.flatMap(part => {
          const here = texts.find(([, , text]) => isTitle(text ?? '', part))
          const before = here && conditions.findLast(({ index }) => index < here.index)
          const isNext = before && !/\n\s*(it|describe)\b/.test(source.slice(before.index, here.index))
          return isNext ? [`${before[1]} ${before[2]}`.replace(/\s+/g, ' ').trim()] : []
        })
        return {
          file: relative(root, file),
          title: path.join(' > '),
          why: reasons.at(-1) ?? 'its file says no reason',
        }
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
let skipped: readonly Skipped[] = []
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

const waiting = skipped.filter(({ why }) => why.includes('isTurn('))
const others = skipped.filter(each => !waiting.includes(each))
if (others.length > 0)
  console.log(['\nSkipped:', ...others.map(({ file, title, why }) => `${file}: ${title} (${why})`)].join('\n  '))
if (!thorough)
  console.log(
    `\nA short run. One in ${turns} of the longest tests was tried (DIT_TURN=${turn}), others are tomorrow; ${waiting.length} were left out.` +
      '\nWith DIT_THOROUGH=1 all are tried, others try more, and the site is built below a path, too.',
  )
console.log(`\n${skipped.length} skipped\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
