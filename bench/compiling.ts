// How long the DiT and its gradients take to compile to a plan: the first time in a process, before the JavaScript engine has
// optimised the compiler, and again. `node bench/compiling.ts` prints the first time, in milliseconds.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ditNet, measured } from '@dit-by-hand/float32/fixtures/dit-net'
import { planned } from '@dit-by-hand/float32/fixtures/run-measured'
import { compile } from '@dit-by-hand/float32/plan'
import { type Bench, times } from './measure.ts'

const runs = 12

/** A function that compiles a DiT of this many blocks. */
function compiling(depth: number): () => void {
  const dit = ditNet({ ...measured, depth })
  return () => compile(dit.net, { ...planned(dit), learn: dit })
}

/** The milliseconds of the first time, in a process of its own. */
function first(): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`a process that compiles a plan ended with ${status}: ${stderr}`)
  return Number(stdout)
}

export const compileBenches: readonly Bench[] = [
  {
    name: 'dit-compile',
    what: 'the DiT and its gradients compiled to a plan, in a process that has done so before',
    goal: 50,
    held: 'median',
    measure: async () => times(compiling(measured.depth), { warmUps: 1, runs }),
  },
  {
    name: 'dit-first',
    what: 'the DiT compiled for the first time in a process',
    goal: 100,
    held: 'median',
    measure: async () => Array.from({ length: runs }, first),
  },
  {
    name: 'dit-compile-12',
    what: 'a DiT of 12 blocks instead of 4, in a process that has done so before',
    goal: 150,
    held: 'median',
    measure: async () => times(compiling(12), { warmUps: 1, runs }),
  },
]

if (import.meta.main) {
  const [once] = await times(compiling(measured.depth), { warmUps: 0, runs: 1 })
  console.log(once)
}
