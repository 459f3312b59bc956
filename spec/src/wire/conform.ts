// An engine in any language: a program that reads requests from standard input and answers on standard output.
import { Crashed, type Engine, Skipped } from '../judge/engine.ts'
import type { Lesson, Reading, Values } from '../lesson/format.ts'
import { type LineProcess, startLines } from './line-process.ts'
import {
  type HelloReply,
  OutOfStep,
  protocolVersion,
  type Request,
  readAnswerReply,
  readHelloReply,
  writeRequest,
} from './protocol.ts'

export interface SpawnOptions {
  /** Milliseconds to wait for one answer. Default 10,000. */
  readonly timeout?: number
  /** Milliseconds to wait for the answer to `hello`, while a virtual machine may be warming up. Default 30,000. */
  readonly startTimeout?: number
  /** The longest line that an engine may print, in bytes. Default 16,000,000. */
  readonly maxLine?: number
  /** Where the command runs. Default: the current folder. */
  readonly cwd?: string
  /** How often an engine that died or hung is started again, so that later checks are still judged; one that has not
   *  answered a lesson yet, twice at most. Default 20. */
  readonly restarts?: number
}

/** An engine that runs as a separate program. Close it when done. */
export interface SpawnedEngine extends Engine {
  answer(lesson: Lesson, reading: Reading): Promise<Values>
  /** Ends the program and everything that it started. Safe to call twice. */
  close(): Promise<void>
}

const patienceAtTheEnd = 1000
/** How often an engine that has not answered a lesson yet is started again: one that hangs takes the whole timeout each time. */
const restartsInVain = 2

/**
 * Starts an engine with a shell command such as `python3 engine.py` and says hello to it. spec/README.md describes the
 * protocol. Requests are sent one at a time, in order. Where an engine dies, hangs or breaks the protocol, the request fails
 * with {@link Crashed} and the last lines of its standard error, and the engine is started again for the next.
 * @throws {Crashed} where the engine cannot be started or speaks another protocol
 */
export async function spawnEngine(command: string, options: SpawnOptions = {}): Promise<SpawnedEngine> {
  const { timeout = 10_000, startTimeout = 30_000, maxLine = 16_000_000, cwd, restarts = 20 } = options
  let nextId = 1
  let restartsLeft = restarts
  let hasAnswered = false
  let current: LineProcess | undefined
  let closing: Promise<void> | undefined

  async function ask<T>(
    request: Request,
    wait: number,
    about: string,
    read: (line: string, id: number) => T,
  ): Promise<T> {
    const program = current ?? startLines(command, maxLine, cwd)
    current = program
    const line = await program.ask(writeRequest(request), wait, about)
    try {
      return read(line, request.id)
    } catch (error) {
      const isReady = !(error instanceof OutOfStep)
      if (!isReady) await stop()
      throw error instanceof Crashed ? new Crashed(program.told(error.message), { isReady }) : error
    }
  }

  const hello = (): Promise<HelloReply> =>
    ask({ id: nextId++, command: 'hello', protocol: protocolVersion }, startTimeout, 'hello', readHelloReply)

  async function stop(): Promise<void> {
    const program = current
    current = undefined
    await program?.end(writeRequest({ id: nextId++, command: 'bye' }), patienceAtTheEnd)
  }

  /** Reports, once, a fault that occurred between requests; otherwise starts the program again where it has ended. */
  async function readyToAnswer(): Promise<void> {
    if (closing) throw new Crashed('was closed')
    const { fault } = current ?? {}
    if (fault) current = undefined
    if (fault && !toldOf.has(fault)) throw fault
    if (current) return
    const restarted = restarts - restartsLeft
    if (restarted >= (hasAnswered ? restarts : Math.min(restarts, restartsInVain)))
      throw new Crashed(`was started again ${restarted} times already, and is not started any more`)
    restartsLeft--
    await hello()
  }

  const toldOf = new WeakSet<Crashed>()
  const blame = (error: unknown): unknown => {
    if (!(error instanceof Crashed)) return error
    toldOf.add(error)
    return new Crashed(`${command}: ${error.message}`, { cause: error, isReady: error.isReady })
  }

  async function answerInTurn(lesson: Lesson, reading: Reading): Promise<Values> {
    try {
      await readyToAnswer()
      const request: Request = { id: nextId++, command: 'answer', lesson, reading }
      const values = await ask(request, timeout, `lesson "${lesson.id}" (${reading})`, readAnswerReply)
      hasAnswered = true
      return values
    } catch (error) {
      if (error instanceof Skipped) hasAnswered = true
      throw blame(error)
    }
  }

  let queue: Promise<unknown> = Promise.resolve()
  const introduced = await hello().catch(async error => {
    await stop()
    throw blame(error)
  })
  return {
    name: introduced.name,
    ...(introduced.claims && { claims: introduced.claims }),
    ...(introduced.precision && { precision: introduced.precision }),
    answer(lesson, reading) {
      const turn = queue.then(() => answerInTurn(lesson, reading))
      // A failure is reported to whoever asked; the next in the queue only waits until it is over.
      queue = turn.then(nothing, nothing)
      return turn
    },
    close: () => (closing ??= stop()),
  }
}

const nothing = (): void => undefined
