// `npm run mutation`: makes small changes to the source, one at a time, and fails where no test notices.
//
//   npm run mutation                      every file that asked.ts lists
//   npm run mutation -- ops.ts tour.ts    these files
//
// A survivor fails the run: sharpen a law or a test, or delete what the code says twice. Only where no input, or none for
// which anything is promised, can tell the mutant from the right code, a comment above the line says so, with the kinds of
// mutants and the reason; these mutants are then not tried:
//
//   // Stryker disable next-line ConditionalExpression,EqualityOperator: it only spares work
//
// The code is mutated in a copy, so that you can go on working.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Bench, benches } from './asked.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))
const program = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js')
const wanted = process.argv.slice(2)

/** Installs Stryker from the lockfile in this folder, apart from the workspace. */
function bringStryker(): void {
  if (existsSync(program)) return
  console.log('Stryker is not here yet: installing it (60 MB, once) …')
  const options = ['--dir', here, 'install', '--ignore-workspace', '--frozen-lockfile']
  const { status, error } = spawnSync('pnpm', options, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`Stryker could not be installed${error ? `: ${error.message}` : ''}`)
}

/** The files of a bench, or those of them named on the command line. */
function filesOf({ mutated }: Bench): readonly string[] {
  const without = mutated.filter(pattern => pattern.startsWith('!')).map(pattern => pattern.slice(1))
  const files = globSync(
    mutated.filter(pattern => !pattern.startsWith('!')),
    { cwd: root, exclude: without },
  )
  return files.filter(file => wanted.length === 0 || wanted.some(name => `/${file}`.endsWith(`/${name}`))).toSorted()
}

/** Markers without a proper reason. */
const unreasoned = (file: string): readonly string[] =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((line, i) =>
      line.includes('Stryker ') && !/\/\/ Stryker disable next-line [A-Za-z,]+: .{10,}/.test(line)
        ? [`${file}:${i + 1}: a marker is "// Stryker disable next-line Mutator,Mutator: reason"`]
        : [],
    )

/** Copies the packages into a folder in which the links between them lead to each other. */
function copied(name: string): string {
  const copy = join(here, 'dist', name)
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  const filter = (from: string): boolean => basename(from) !== 'dist'
  for (const part of ['packages', 'spec', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true, filter })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  return copy
}

/** Whether every mutant of these files is noticed. */
function mutate({ name }: Bench, files: readonly string[]): boolean {
  const copy = copied(name)
  copied(`${name}-plain`)
  const config = {
    mutate: files,
    inPlace: true,
    testRunner: 'in-process',
    plugins: [join(here, 'runner.ts'), join(here, 'ignored.ts')],
    ignorers: ['words'],
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // Generous, since the machine may be busy: most mutants that never end are found by counting hits, not by time.
    timeoutMS: 30_000,
    timeoutFactor: 2,
    dryRunTimeoutMinutes: 30,
    maxTestRunnerReuse: 60,
    testRunnerNodeArgs: ['--max-old-space-size=2000', '--disable-warning=ExperimentalWarning'],
    disableTypeChecks: false,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    thresholds: { break: 100 },
    allowConsoleColors: false,
  }
  writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(config))
  const env = { ...process.env, MUTATION_BENCH: name }
  return (
    spawnSync(process.execPath, [program, 'run', '--logLevel', 'warn'], { cwd: copy, stdio: 'inherit', env }).status ===
    0
  )
}

const all = benches.map(bench => ({ bench, files: filesOf(bench) })).filter(({ files }) => files.length > 0)
if (all.length === 0) {
  console.error(`Nothing that is mutated is called ${wanted.join(', ')}; asked.ts says what is.`)
  process.exit(2)
}
const wrong = all.flatMap(({ files }) => files.flatMap(unreasoned))
if (wrong.length > 0) {
  console.error(wrong.join('\n'))
  process.exit(2)
}
bringStryker()
// Every bench is run, even where one before it has survivors.
const noticed = all.map(({ bench, files }) => mutate(bench, files))
process.exitCode = noticed.every(Boolean) ? 0 : 1
