// What test files import instead of vitest in a mutation run: the same functions, which collect tests instead of running them.
import { type ExpectStatic, expect as strict } from 'vitest'

/** vitest's own `expect`; `soft` is as strict, since one failure is enough. */
export const expect: ExpectStatic = new Proxy(strict, {
  get: (target, key) => (key === 'soft' ? target : Reflect.get(target, key)),
})

/** One test of a file. */
export interface Collected {
  readonly name: string
  run(): unknown
}

type Body = (...values: readonly unknown[]) => unknown
type Declare = (name: string, body: Body) => void

let collected: Collected[] = []
let path: readonly string[] = []

/** The tests that a file declares while it is loaded. */
export async function collect(load: () => Promise<unknown>): Promise<readonly Collected[]> {
  collected = []
  path = []
  await load()
  return collected
}

interface Declaring extends Declare {
  each(rows: readonly unknown[]): Declare
  skipIf(isSkipped: boolean): Declaring
  runIf(isRun: boolean): Declaring
}

/** vitest's `each`, a list of values or of lists of values, its `skipIf` and its `runIf`. */
const declaring = (declare: Declare): Declaring => {
  const runIf = (isRun: boolean): Declaring => declaring(isRun ? (name, body) => declare(name, body) : () => {})
  return Object.assign(declare, {
    runIf,
    skipIf: (isSkipped: boolean) => runIf(!isSkipped),
    each:
      (rows: readonly unknown[]): Declare =>
      (name, body) => {
        for (const [i, row] of rows.entries()) {
          const values: readonly unknown[] = Array.isArray(row) ? row : [row]
          let next = 0
          const told = name.replace(/%[sdio]/g, () => String(values[next++]))
          declare(told === name ? `${name} #${i + 1}` : told, () => body(...values))
        }
      },
  })
}

export const it: Declaring = declaring((name, body) => {
  collected.push({ name: [...path, name].join(' > '), run: () => body() })
})
export const test: typeof it = it
export const describe: typeof it = declaring((name, body) => {
  const outer = path
  path = [...outer, name]
  body()
  path = outer
})
