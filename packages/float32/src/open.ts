// Compiles a net and opens it to run, on one thread.
import type { Net } from '@dit-by-hand/graph/graph'
import { dataStart, memoryFor, openEngine } from './engine.ts'
import type { Build } from './kernels.ts'
import { compile, type PlanOptions } from './plan.ts'
import { basesFrom, bind, bytesOf, type Runner } from './run.ts'

export interface OpenOptions extends PlanOptions {
  /** The kernels. Default: the fastest that this machine can run. */
  readonly build?: Build
  /** The most bytes of memory allowed. Default: all that WebAssembly can address. */
  readonly most?: number
}

/**
 * Compiles a net and binds it to a memory of its own.
 * @throws {MemoryError} where more memory is needed than allowed; it says how much
 */
export async function open(net: Net, options: OpenOptions): Promise<Runner> {
  const plan = compile(net, options)
  const memory = memoryFor(bytesOf(plan), 1, options.most)
  const runner = bind(plan, await openEngine(memory, 0, options.build), basesFrom(plan, dataStart()))
  return {
    ...runner,
    run() {
      runner.checkBrought()
      runner.run()
    },
    profile() {
      runner.checkBrought()
      return runner.profile()
    },
  }
}
