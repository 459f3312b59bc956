// Runs one attack and tells what came of it.
import { setTimeout as pause } from 'node:timers/promises'
import { caseOf } from '../../src/cases/all.ts'
import { Crashed } from '../../src/judge/engine.ts'
import { LessonError, readLesson } from '../../src/lesson/load.ts'
import { type SpawnedEngine, spawnEngine } from '../../src/wire/conform.ts'
import { readAnswerReply } from '../../src/wire/protocol.ts'
import { commandOf, type EngineAttack } from './engines.ts'
import { leftRunning, markName } from './left.ts'
import type { TextAttack } from './lessons.ts'
import { asked } from './replies.ts'

/** What was said: an error's message, or that there was none. Any error but those that are promised is thrown on. */
function said(read: () => unknown, Refusal: typeof LessonError | typeof Crashed): string {
  try {
    read()
    return 'read'
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

export const sayOfLesson = ({ text }: TextAttack): string => said(() => readLesson(text()), LessonError)
export const sayOfReply = ({ text }: TextAttack): string => said(() => readAnswerReply(text(), asked), Crashed)

const { lesson } = caseOf('sora-is-sky')

export interface Outcome {
  /** What the judge says, or `answers`. */
  readonly says: string
  /** Milliseconds from the question to the verdict, and to close. */
  readonly answering: number
  readonly closing: number
  /** How many processes were left behind after that. */
  readonly left: number
}

/** Starts an engine that misbehaves, asks it once, closes it, and looks for what it left. */
export async function engineOutcome(attack: EngineAttack, folder: string): Promise<Outcome> {
  const mark = `${process.pid}-${performance.now()}`
  process.env[markName] = mark
  const crash = (error: unknown): string => {
    if (error instanceof Crashed) return error.message
    throw error
  }
  let says: string
  let engine: SpawnedEngine | undefined
  let since = performance.now()
  try {
    engine = await spawnEngine(commandOf(attack, folder), { timeout: 10_000, ...attack.options })
    since = performance.now()
    says = await Promise.resolve(engine.answer(lesson, 'corrected')).then(() => 'answers', crash)
  } catch (error) {
    says = crash(error)
  }
  const answering = performance.now() - since
  const before = performance.now()
  await engine?.close()
  const closing = performance.now() - before
  delete process.env[markName]
  for (let i = 0; i < 25 && leftRunning(mark).length > 0; i++) await pause(20)
  return { says, answering, closing, left: leftRunning(mark).length }
}
