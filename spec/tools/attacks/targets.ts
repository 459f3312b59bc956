// What is fuzzed, and what must hold for everything that is thrown at it.
import fc from 'fast-check'
import { cases } from '../../src/cases/all.ts'
import { checks } from '../../src/judge/conformance.ts'
import { Crashed, Skipped } from '../../src/judge/engine.ts'
import type { Values } from '../../src/lesson/format.ts'
import { stringifyAnswer } from '../../src/lesson/json.ts'
import { LessonError, readLesson } from '../../src/lesson/load.ts'
import { lessonText } from '../../src/lesson/text.ts'
import { spawnEngine } from '../../src/wire/conform.ts'
import { readAnswerReply, readHelloReply } from '../../src/wire/protocol.ts'
import { damagedBytes, damagedParts } from './damage.ts'
import { leftRunning, markName } from './left.ts'
import type { Stage, Turn } from './scripted.ts'

/** Something to fuzz. */
export interface Target {
  readonly name: string
  /** How many runs go into the daily tests. */
  readonly daily: number
  property(stage: Stage): fc.IAsyncProperty<unknown> | fc.IProperty<unknown>
}

const worked = cases()
const small = worked.filter(({ lesson }) => JSON.stringify(lesson).length < 1500)

/** No message floods whoever reads it. */
const longestMessage = 6000

function expectMessage({ message }: { readonly message: string }): void {
  if (message.length === 0 || message.length > longestMessage)
    throw new Error(`a message of ${message.length} characters`)
  if (/\[object |undefined is not|Cannot read|^Invalid input$/.test(message))
    throw new Error(`a message such as ${message}`)
}

function expectLesson(text: string): void {
  try {
    const lesson = readLesson(text)
    if (JSON.stringify(readLesson(lessonText(lesson))) !== JSON.stringify(lesson))
      throw new Error('a lesson is another one when it is written and read again')
  } catch (error) {
    if (!(error instanceof LessonError)) throw error
    expectMessage(error)
    if (error.problems.length === 0) throw new Error('refused without a problem')
    for (const problem of error.problems) expectMessage(problem)
  }
}

const decode = (bytes: Buffer): string => new TextDecoder('utf-8').decode(bytes)
const lessonTexts = fc.constantFrom(...worked).map(({ lesson }) => JSON.stringify(lesson))

/** A case, and the line with which a right engine answers it. */
const replies = fc
  .constantFrom(...small)
  .map(found => ({ found, line: stringifyAnswer({ id: 2, values: found.answer.corrected }) }))

/** Reads a reply, and has the case judge whatever was read: a verdict comes of it, and only what is right passes. */
async function expectVerdict(line: string, { lesson, answer, id }: (typeof worked)[number]): Promise<void> {
  let values: Values
  try {
    values = readAnswerReply(line, 2)
  } catch (error) {
    if (!(error instanceof Crashed || error instanceof Skipped)) throw error
    return expectMessage(error)
  }
  const [check] = checks({ cases: [{ id, lesson, answer: { lesson: id, corrected: answer.corrected } }], laws: [] })
  const verdict = await check?.run({ name: 'damaged', answer: () => values })
  if (verdict?.outcome === 'wrong') return verdict.faults.forEach(expectMessage)
  if (verdict?.outcome === 'passed') return
  throw new Error(`a case that is ${verdict?.outcome}`)
}

const damagedReply = replies.chain(({ found, line }) =>
  fc
    .oneof(damagedBytes(fc.constant(line)).map(decode), damagedParts(fc.constant(line)))
    .map(damaged => ({ found, line: damaged })),
)

const hello = '{"id":1,"name":"fuzzed","protocol":1,"claims":["forward","slopes","update","hard","softmax","printed"]}'

/** What an engine says to hello and to two lessons: the right lines, damaged, late, in pieces, with an early end. */
const conversation: fc.Arbitrary<readonly Turn[]> = fc
  .constantFrom(...small)
  .chain(({ answer }) =>
    fc.tuple(
      ...[hello, ...[2, 3].map(id => stringifyAnswer({ id, values: answer.corrected }))].map((line, i) =>
        fc.record({
          line: fc.oneof(
            { weight: i === 0 ? 12 : 2, arbitrary: fc.constant(Buffer.from(line)) },
            { weight: 2, arbitrary: damagedBytes(fc.constant(line)) },
            { weight: 1, arbitrary: damagedParts(fc.constant(line)).map(text => Buffer.from(text)) },
          ),
          feed: fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\n\n', '', '\n{}\n', '\0\n'),
          pieces: fc.integer({ min: 1, max: 4 }),
          waits: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(30, 700) }),
          complains: fc.constantFrom('', '', 'a log line\n', '\u001b[2J\ud800'),
          ends: fc.oneof(
            { weight: 9, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: fc.constantFrom(0, 3) },
          ),
        }),
      ),
    ),
  )
  .map(turns =>
    turns.map(({ line, feed, pieces, ends, ...turn }) => {
      const all = Buffer.concat([line, Buffer.from(feed)])
      const size = Math.ceil(all.length / pieces)
      const prints = Array.from({ length: pieces }, (_, i) => all.subarray(i * size, (i + 1) * size).toString('base64'))
      return { ...turn, prints, ...(ends === undefined ? {} : { ends }) }
    }),
  )

const patience = 500

async function expectOutcome(turns: readonly Turn[], stage: Stage): Promise<void> {
  const mark = `fuzz-${process.pid}-${performance.now()}`
  process.env[markName] = mark
  const [found] = small
  if (!found) throw new Error('there are cases')
  const settled = async (answer: unknown): Promise<void> => {
    try {
      await answer
    } catch (error) {
      if (!(error instanceof Crashed || error instanceof Skipped)) throw error
      expectMessage(error)
    }
  }
  await settled(
    spawnEngine(stage.command(turns), { timeout: patience, startTimeout: 5000, restarts: 1 }).then(async engine => {
      try {
        for (let i = 0; i < 2; i++) await settled(engine.answer(found.lesson, 'corrected'))
      } finally {
        await engine.close()
      }
    }),
  )
  delete process.env[markName]
  const since = performance.now()
  while (leftRunning(mark).length > 0) {
    if (performance.now() - since > 2000) throw new Error(`${leftRunning(mark).length} processes are left running`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

export const targets: readonly Target[] = [
  {
    name: 'lessons, byte by byte',
    daily: 600,
    property: () => fc.property(damagedBytes(lessonTexts), bytes => expectLesson(decode(bytes))),
  },
  {
    name: 'lessons, part by part',
    daily: 600,
    property: () => fc.property(damagedParts(lessonTexts), expectLesson),
  },
  {
    name: 'answers, by bytes and by parts',
    daily: 500,
    property: () => fc.asyncProperty(damagedReply, ({ line, found }) => expectVerdict(line, found)),
  },
  {
    name: 'hellos, by bytes and by parts',
    daily: 400,
    property: () =>
      fc.property(fc.oneof(damagedBytes(fc.constant(hello)).map(decode), damagedParts(fc.constant(hello))), line => {
        try {
          readHelloReply(line, 1)
        } catch (error) {
          if (!(error instanceof Crashed)) throw error
          expectMessage(error)
        }
      }),
  },
  {
    name: 'conversations with a program',
    daily: 4,
    property: stage => fc.asyncProperty(conversation, turns => expectOutcome(turns, stage)),
  },
]
