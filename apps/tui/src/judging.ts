// Whom `dit check` asks: the core or a program, its rounding put right where it works in floating point.
import { engine as core } from '@dit-by-hand/core/engine'
import { boundsOf, precisions, withRoundingTakenBack } from '@dit-by-hand/core/rounding'
import { toCell } from '@dit-by-hand/graph/exact'
import { memoByKey } from '@dit-by-hand/graph/memo'
import { Crashed, type Engine, type PrecisionName } from '@dit-by-hand/spec/engine'
import type { Asked } from '@dit-by-hand/spec/hear'
import type { Bounds } from '@dit-by-hand/spec/rounding'
import { type Io, UsageError } from './io.ts'

const boundsIn = memoByKey(
  (precision: PrecisionName, ...question: Parameters<Bounds>): ReturnType<Bounds> =>
    Object.fromEntries(
      Object.entries(boundsOf(...question, precisions[precision])).map(([name, grid]) => [
        name,
        grid?.map(row => row.map(({ value, error }) => ({ value: toCell(value), error }))),
      ]),
    ),
  (...asked) => JSON.stringify(asked),
  200,
)
/** How far from each exact cell an honest engine of a precision may end: worked out from the graph, once for a lesson. */
export const roundingOf =
  (precision: PrecisionName): Bounds =>
  (lesson, reading) =>
    boundsIn(precision, lesson, reading)

/** The precision that an engine is judged in: as asked, else as it says of itself; none where it answers exactly. */
export const precisionOf = (engine: Engine, asked: PrecisionName | true | undefined): PrecisionName | undefined =>
  typeof asked === 'string' ? asked : (engine.precision ?? (asked ? 'double' : undefined))

/** The engine, its rounding put right where it works in floating point, so that it is held to all that holds exactly. */
export async function inExact(engine: Engine, precision: PrecisionName | undefined): Promise<Engine> {
  if (precision === undefined) return engine
  const { withoutRounding } = await import('@dit-by-hand/spec/rounding')
  return withoutRounding(engine, roundingOf(precision))
}

/** An answer as its mistakes are looked for: where the engine works in floating point, all that follows from its own matrices
 *  but for rounding follows exactly, so that one mistake is one. */
export function asFollows(asked: Asked, precision: PrecisionName): Asked {
  const { lesson, reading, answer } = asked
  return { ...asked, answer: withRoundingTakenBack(lesson, reading, answer, precisions[precision]) }
}

export interface Judged {
  readonly engines: readonly Engine[]
  close(): Promise<void>
}

/**
 * Starts the program that is to be judged, in the folder where the user stands; without a command, the core.
 * @param timeout seconds for one answer
 * @param jobs how many processes of it are asked at once
 * @throws {UsageError} where it cannot be started or does not speak the protocol
 */
export async function judged(
  command: string | undefined,
  { timeout, jobs }: { readonly timeout: number; readonly jobs: number },
  { cwd }: Io,
): Promise<Judged> {
  if (command === undefined) return { engines: [core], close: async () => undefined }
  if (command.trim() === '')
    throw new UsageError('--engine needs the command that starts the engine; this one is empty.')
  const { spawnEngine } = await import('@dit-by-hand/spec/conform')
  const options = { timeout: timeout * 1000, startTimeout: Math.max(30, timeout) * 1000, cwd }
  const starting = await Promise.allSettled(Array.from({ length: jobs }, () => spawnEngine(command, options)))
  const engines = starting.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  const close = async (): Promise<void> => {
    await Promise.all(engines.map(engine => engine.close()))
  }
  for (const one of starting) {
    if (one.status === 'fulfilled') continue
    await close()
    if (one.reason instanceof Crashed) throw new UsageError(`The engine cannot be judged: ${one.reason.message}`)
    throw one.reason
  }
  return { engines, close }
}
