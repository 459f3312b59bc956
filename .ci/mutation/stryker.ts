// Runs Stryker on some files of a room; brings Stryker first, where it is not there yet.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mutant, mutantsIn } from './mutants.ts'
import type { Project } from './projects.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))
const program = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js')
const scratch = join(here, 'dist')

/** Installs Stryker from the lockfile in this folder, apart from the workspace. */
export function bringStryker(): void {
  if (existsSync(program)) return
  console.log('Stryker is not here yet: installing it (60 MB, once) …')
  const { status, error } = spawnSync('pnpm', ['--dir', here, 'install', '--ignore-workspace', '--frozen-lockfile'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`Stryker could not be installed${error ? `: ${error.message}` : ''}`)
}

/** A copy of the room that nobody edits while the run lasts. */
function sourcesOf({ name, room }: Project): string {
  const copy = join(scratch, `sources-${name}`)
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(join(copy, room), { recursive: true })
  for (const part of ['package.json', 'src', 'tests'])
    cpSync(join(root, room, part), join(copy, room, part), { recursive: true })
  symlinkSync(realpathSync(join(root, room, 'node_modules')), join(copy, room, 'node_modules'), 'junction')
  symlinkSync(join(root, 'spec'), join(copy, 'spec'), 'junction')
  return copy
}

/** Every mutant of these files (under the room's src), and what became of it. */
export function mutate(project: Project, files: readonly string[]): readonly Mutant[] {
  bringStryker()
  mkdirSync(scratch, { recursive: true })
  const [config, report] = [join(scratch, `${project.name}.json`), join(scratch, `${project.name}.report.json`)]
  writeFileSync(
    config,
    JSON.stringify({
      mutate: files.map(file => `${project.room}/src/${file}`),
      testRunner: 'in-process',
      plugins: [join(here, 'runner.ts')],
      coverageAnalysis: 'perTest',
      concurrency: 1,
      timeoutMS: 2000,
      timeoutFactor: 1.25,
      maxTestRunnerReuse: 80,
      testRunnerNodeArgs: ['--max-old-space-size=1500', '--disable-warning=ExperimentalWarning'],
      checkers: [],
      disableTypeChecks: false,
      ignorePatterns: ['/*', '!/packages', '!/spec'],
      tempDirName: join('.ci', 'mutation', 'dist', `sandbox-${project.name}`),
      reporters: ['json', 'progress-append-only'],
      jsonReporter: { fileName: report },
      allowConsoleColors: false,
    }),
  )
  const { status } = spawnSync(process.execPath, [program, 'run', config, '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, MUTATION_PROJECT: project.name, MUTATION_SOURCES: sourcesOf(project) },
  })
  if (status !== 0) throw new Error('Stryker did not finish')
  return mutantsIn(JSON.parse(readFileSync(report, 'utf8')))
}
