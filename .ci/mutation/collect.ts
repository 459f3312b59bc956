// What test files import in place of vitest when they run inside a mutation run: the same words, collected instead of run.
import { expect } from 'vitest'

export { expect }

/** One test of a file. */
export interface Collected {
  readonly name: string
  run(): unknown
}

type Body = (...values: readonly unknown[]) => unknown

let collected: Collected[] = []
let path: readonly string[] = []

/** The tests that a file declares while it is loaded. */
export async function collect(load: () => Promise<unknown>): Promise<readonly Collected[]> {
  collected = []
  path = []
  await load()
  return collected
}

const told = (name: string, values: readonly unknown[]): string => {
  let next = 0
  return name.replace(/%[sdio]/g, () => String(values[next++])).replace(/%%/g, '%')
}

/** vitest's `each`: a list of values, or of lists of values. */
const eachOf =
  (declare: (name: string, body: Body) => void) =>
  (rows: readonly unknown[]) =>
  (name: string, body: Body): void => {
    for (const row of rows) {
      const values: readonly unknown[] = Array.isArray(row) ? row : [row]
      declare(told(name, values), () => body(...values))
    }
  }

const one = (name: string, body: Body): void => {
  collected.push({ name: [...path, name].join(' > '), run: () => body() })
}

const group = (name: string, body: Body): void => {
  const outer = path
  path = [...outer, name]
  body()
  path = outer
}

export const it: typeof one & { readonly each: ReturnType<typeof eachOf> } = Object.assign(one, { each: eachOf(one) })
export const test: typeof it = it
export const describe: typeof group & { readonly each: ReturnType<typeof eachOf> } = Object.assign(group, {
  each: eachOf(group),
})
