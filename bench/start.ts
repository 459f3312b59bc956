// How long the bundled program takes: a whole process, from start to end.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Bench, times } from './measure.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bundle = join(root, 'apps', 'tui', 'dist', 'dit.js')

function run(program: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
  if (error || status !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${error?.message ?? stderr}`)
}

const startOf = (name: string, what: string, args: readonly string[], goal: number): Bench => ({
  name,
  what,
  goal,
  held: 'median',
  measure: () => {
    run(join(root, 'apps', 'tui', 'start.ts'), ['--version']) // Makes the bundle where it is missing or old.
    return times(() => run(bundle, args), { warmUps: 3, runs: 20 })
  },
})

export const startBenches: readonly Bench[] = [
  startOf('version', 'dit --version, the whole process', ['--version'], 250),
  startOf('walk-json', 'dit walk --json, the whole process', ['walk', '--json'], 300),
  startOf('walk-plain', 'dit walk --plain, the whole process', ['walk', '--plain'], 400),
]
