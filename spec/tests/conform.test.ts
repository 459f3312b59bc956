// Engines that misbehave in every way we could think of: each is a clear Crashed, never a hang, a leak or a wrong verdict.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { caseOf } from '../src/cases/all.ts'
import { Crashed, Skipped } from '../src/judge/engine.ts'
import type { Reading, Values } from '../src/lesson/format.ts'
import { type SpawnedEngine, type SpawnOptions, spawnEngine } from '../src/wire/conform.ts'
import { thorough } from './thorough.ts'

const folder = mkdtempSync(join(tmpdir(), 'dit-engines-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { lesson, answer } = caseOf('sora-is-sky')
let files = 0

/** A program that reads requests; `onAnswer` and `onHello` are what it does with them, `start` what it does first. */
function engineOf({ onAnswer = 'say({ id, values: {} })', onHello = '', start = '' }): string {
  const path = join(folder, `engine-${++files}.mjs`)
  const program = `
    import { createInterface } from 'node:readline'
    import { closeSync, writeFileSync } from 'node:fs'
    const say = value => process.stdout.write(JSON.stringify(value) + '\\n')
    const print = text => process.stdout.write(text)
    const complain = text => process.stderr.write(text)
    let asked = 0
    ${start}
    createInterface({ input: process.stdin }).on('line', line => {
      const { id, command, lesson, reading } = JSON.parse(line)
      if (command === 'bye') process.exit()
      if (command === 'hello') { ${onHello || 'say({ id, name: "test", protocol: 1 })'} }
      if (command === 'answer') { asked++; ${onAnswer} }
    })`
  writeFileSync(path, program)
  return `"${process.execPath}" "${path}"`
}

/** Runs an engine for as long as the test needs it. */
async function withEngine(
  command: string,
  use: (engine: SpawnedEngine) => Promise<void>,
  options?: SpawnOptions,
): Promise<void> {
  const engine = await spawnEngine(command, { timeout: 5000, startTimeout: 20_000, ...options })
  try {
    await use(engine)
  } finally {
    await engine.close()
  }
}

const ask = async (engine: SpawnedEngine, reading: Reading = 'corrected'): Promise<Values> =>
  engine.answer(lesson, reading)

/** Whether a process is still there (a zombie that nobody has collected is not). */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function untilGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 100 && isRunning(pid); i++) await pause(20)
  return !isRunning(pid)
}

describe('an engine that behaves', () => {
  it('answers as many times as it is asked, in order', async () => {
    const command = engineOf({
      onAnswer: 'say({ id, values: { loss: [[asked]], scale: [[reading]].map(() => [lesson.timestep.t]) } })',
    })
    await withEngine(command, async engine => {
      expect(engine.name).toBe('test')
      expect('claims' in engine).toBe(false)
      const all = await Promise.all(Array.from({ length: 50 }, () => ask(engine)))
      expect(all.map(values => values.loss)).toEqual(Array.from({ length: 50 }, (_, i) => [[i + 1]]))
    })
  })

  it('may be slow to start, print blank lines and end its lines as Windows does', async () => {
    const slow = engineOf({
      start: 'await new Promise(resolve => setTimeout(resolve, 700))',
      onAnswer: 'print("\\n\\r\\n" + JSON.stringify({ id, values: {} }) + "\\r\\n\\n")',
    })
    await withEngine(slow, async engine => expect(await ask(engine)).toEqual({}), { timeout: 400 })
  })

  it('may cut what it writes to standard error inside a character, too', async () => {
    const slicing = engineOf({
      onAnswer: `const bytes = Buffer.from("naïve ✍\\n")
        for (const [i, byte] of bytes.entries()) setTimeout(() => process.stderr.write(Buffer.of(byte)), 5 * i)
        setTimeout(() => process.exit(1), 10 * bytes.length)`,
    })
    await withEngine(slicing, engine => expect(ask(engine)).rejects.toThrow('naïve ✍'))
  })

  it('is counted the blank lines since its last answer only', async () => {
    const airy = engineOf({ onAnswer: 'print("\\n".repeat(300) + JSON.stringify({ id, values: {} }) + "\\n")' })
    const twice = async (engine: SpawnedEngine): Promise<void> => {
      await ask(engine)
      await ask(engine)
    }
    await withEngine(airy, twice, { maxLine: 400 })
    await withEngine(airy, engine => expect(ask(engine)).rejects.toThrow('more than 200 bytes of blank lines'), {
      maxLine: 200,
    })
  })

  it('may write as much as it likes to standard error', async () => {
    const chatty = engineOf({ onAnswer: 'complain("x".repeat(5_000_000) + "\\n"); say({ id, values: {} })' })
    await withEngine(chatty, async engine => expect(await ask(engine)).toEqual({}))
  })

  it('may cut its answer anywhere, even inside a character', async () => {
    const slicing = engineOf({
      onHello: `const bytes = Buffer.from(JSON.stringify({ id, name: "naïve ✍", protocol: 1 }) + "\\n")
        for (const [i, byte] of bytes.entries()) setTimeout(() => process.stdout.write(Buffer.of(byte)), i)`,
    })
    await withEngine(slicing, async engine => expect(engine.name).toBe('naïve ✍'))
  })

  it('skips, and goes on', async () => {
    const command = engineOf({
      onAnswer: 'say(reading === "printed" ? { id, skipped: "no printed reading" } : { id, values: {} })',
    })
    await withEngine(command, async engine => {
      await expect(ask(engine, 'printed')).rejects.toThrow(new Skipped('no printed reading'))
      expect(await ask(engine)).toEqual({})
    })
  })

  it('may be wrong: that is for the laws and cases to find, not a crash', async () => {
    await withEngine(engineOf({ onAnswer: 'say({ id, values: { loss: [[1]] } })' }), async engine => {
      const { loss } = await ask(engine)
      expect(loss).toEqual([[1]])
      expect(loss).not.toEqual(answer.corrected.loss)
    })
  })

  it('is told goodbye and ends by itself', async () => {
    const proof = join(folder, 'goodbye.txt')
    const polite = engineOf({ start: `process.on('exit', () => writeFileSync(${JSON.stringify(proof)}, 'bye'))` })
    await withEngine(polite, async engine => expect(await ask(engine)).toEqual({}))
    expect(readFileSync(proof, 'utf8')).toBe('bye')
  })

  it('is found in the folder that is asked for', async () => {
    writeFileSync(join(folder, 'here.mjs'), readFileSync(/"([^"]+\.mjs)"/.exec(engineOf({}))?.[1] ?? ''))
    await withEngine(`"${process.execPath}" here.mjs`, async engine => expect(await ask(engine)).toEqual({}), {
      cwd: folder,
    })
  })
})

describe('an engine that cannot be used at all', () => {
  const refused: readonly (readonly [what: string, command: string, message: RegExp, options?: SpawnOptions])[] = [
    ['is not there', 'no-such-engine-anywhere', /no-such-engine-anywhere: ended with exit code 127.*not found/s],
    [
      'speaks another version',
      engineOf({ onHello: 'say({ id, name: "new", protocol: 2 })' }),
      /speaks protocol 2; this judge speaks 1/,
    ],
    [
      'prints a banner',
      engineOf({ start: 'print("Welcome!\\n")' }),
      /printed a line that is not JSON: Welcome! \(print logs to standard error\)|nobody asked for: Welcome!/,
    ],
    ['hangs', engineOf({ onHello: ';' }), /did not answer hello within 1\.5 s/, { startTimeout: 1500 }],
    ['echoes', 'cat', /answered hello wrongly|without a protocol version/],
    [
      'fails on import',
      engineOf({ start: 'throw new Error("no such module")' }),
      /ended with exit code 1 before it answered hello\nlast lines of its standard error:\n.*no such module/s,
    ],
    [
      'fails at once, with much to say',
      engineOf({ start: 'for (let i = 0; i < 900; i++) console.error("complaint", i); process.exit(4)' }),
      /exit code 4 before it answered hello\nfirst and last lines of its standard error:\n {2}complaint 0\n {2}…\n {2}complaint [1-9]\d\d\n/,
    ],
    [
      'ends at once, in silence',
      engineOf({ start: 'process.exit(0)' }),
      /ended with exit code 0 before it answered hello, and said nothing on standard error$/,
    ],
    [
      'refuses',
      engineOf({ onHello: 'say({ id, error: "not for you" })' }),
      /answered hello with an error: not for you/,
    ],
    ['is in no folder', 'cat', /could not be started in \/no\/such\/folder/, { cwd: '/no/such/folder' }],
  ]
  it.each(refused.map(([what, command, message, options]) => ({ what, command, message, options })))(
    '$what',
    async ({ command, message, options }) => {
      const start = spawnEngine(command, { startTimeout: 20_000, ...options })
      await expect(start).rejects.toThrow(Crashed)
      await expect(start).rejects.toThrow(message)
    },
  )
})

describe('an engine that fails at its work', () => {
  const onFirst = (what: string): string => `if (lesson.timestep.t === 3) { ${what} } else say({ id, values: {} })`
  const other = caseOf('t-zero').lesson
  const failing: readonly (readonly [what: string, onAnswer: string, message: RegExp])[] = [
    ['reports an error', onFirst('say({ id, error: "division by zero" })'), /answered with an error: division by zero/],
    [
      'hangs',
      onFirst(';'),
      /did not answer lesson "sora-is-sky" \(corrected\) within 1 s \(does it flush what it prints\?\)/,
    ],
    ['burns', onFirst('for (;;);'), /did not answer lesson "sora-is-sky"/],
    ['ends', onFirst('process.exit(3)'), /ended with exit code 3/],
    ['ends well', onFirst('process.exit(0)'), /ended with exit code 0/],
    [
      'is killed',
      onFirst('process.kill(process.pid, "SIGKILL")'),
      process.platform === 'win32'
        ? /ended with exit code 1/
        : /ended .*by SIGKILL \(as where memory runs out\) before/,
    ],
    [
      'is killed behind a shell',
      onFirst('process.exit(139)'),
      process.platform === 'win32' ? /exit code 139/ : /ended with exit code 139, by SIGSEGV before/,
    ],
    [
      'throws',
      onFirst('throw new RangeError("row 9")'),
      /ended with exit code 1 before it answered lesson "sora-is-sky" \(corrected\)\nlast lines of its standard error:\n(.*\n)*.*RangeError: row 9/,
    ],
    [
      'dies in the middle of a line',
      onFirst('print(\'{"id":2,"val\'); setTimeout(() => process.exit(1), 50)'),
      /ended with exit code 1 in the middle of a line: \{"id":2,"val/,
    ],
    [
      'prints garbage',
      onFirst('print("Traceback (most recent call last)\\n")'),
      /printed a line that is not JSON: Traceback/,
    ],
    [
      'prints control characters',
      onFirst('print("\\x1b[31mred\\x07\\n")'),
      /printed a line that is not JSON: {2}\[31mred /,
    ],
    [
      'prints no UTF-8',
      onFirst('process.stdout.write(Buffer.from([0xff, 0xfe, 0x0a]))'),
      /printed a line that is not UTF-8/,
    ],
    ['answers another request', onFirst('say({ id: id - 1, values: {} })'), /answered request 2 with id 1/],
    [
      'answers shapeless values',
      onFirst('say({ id, values: { scale: 2 } })'),
      /values\.scale is a number; needs a list of rows/,
    ],
    ['prints a huge line', onFirst('print("x".repeat(3_000_000) + "\\n")'), /printed a line of more than 2 MB/],
    [
      'prints a line without end',
      onFirst(
        'const flood = () => { while (process.stdout.write("x".repeat(65536))); process.stdout.once("drain", flood) }; flood()',
      ),
      /printed a line of more than 2 MB/,
    ],
    [
      'floods with lines',
      onFirst(
        'const flood = () => { while (process.stdout.write("{}\\n".repeat(20000))); process.stdout.once("drain", flood) }; flood()',
      ),
      /with a line that has no id: \{\}/,
    ],
    ['closes its output', onFirst('closeSync(1)'), /ended|did not answer/],
  ]

  // Each starts two processes: a short run takes every second.
  it.each(failing.filter((_, i) => thorough || i % 2 === 0))(
    '%s: Crashed, and the next lesson is still judged',
    async (_, onAnswer, message) => {
      const options = { timeout: 1000, maxLine: 2_000_000 }
      await withEngine(
        engineOf({ onAnswer }),
        async engine => {
          const [failed, next] = await Promise.allSettled([ask(engine), engine.answer(other, 'corrected')])
          const reason: unknown = failed.status === 'rejected' ? failed.reason : 'it did not fail'
          expect(reason).toBeInstanceOf(Crashed)
          expect(String(reason)).toMatch(message)
          expect(next).toEqual({ status: 'fulfilled', value: {} })
        },
        options,
      )
    },
  )

  it('prints lines nobody asked for: the next request is a crash that says so, the one after is judged', async () => {
    const onAnswer =
      'say({ id, values: {} }); if (lesson.timestep.t === 3) setTimeout(() => say({ id, values: {} }), 20)'
    await withEngine(engineOf({ onAnswer }), async engine => {
      expect(await ask(engine)).toEqual({})
      await pause(200)
      await expect(engine.answer(other, 'corrected')).rejects.toThrow(
        /printed a line that nobody asked for: \{"id":2,"values":\{\}\}/,
      )
      expect(await engine.answer(other, 'corrected')).toEqual({})
    })
  })

  /** Why each of some answers to the second lesson did not come. */
  async function reasonsOf(engine: SpawnedEngine, asked: number): Promise<readonly string[]> {
    const reasons: string[] = []
    for (let i = 0; i < asked; i++)
      await engine.answer(other, 'corrected').catch((error: unknown) => reasons.push(String(error)))
    expect(reasons).toHaveLength(asked)
    expect(reasons.slice(0, -1).filter(reason => !reason.includes('ended with exit code 1'))).toEqual([])
    return reasons
  }
  const dies = "if (lesson.id === 't-zero') process.exit(1); say({ id, values: {} })"

  it('is started again only so often', async () => {
    await withEngine(
      engineOf({ onAnswer: dies }),
      async engine => {
        expect(await ask(engine)).toEqual({})
        const last = (await reasonsOf(engine, 5)).at(-1)
        expect(last).toMatch(/was started again 3 times already, and is not started any more/)
      },
      { restarts: 3 },
    )
  })

  it('is started again twice where it has not answered one lesson', async () => {
    await withEngine(engineOf({ onAnswer: dies }), async engine => {
      const last = (await reasonsOf(engine, 4)).at(-1)
      expect(last).toMatch(/was started again 2 times already, and is not started any more/)
    })
  })

  it('is said to be ready for the next question where it runs on, and not where it is gone', async () => {
    const onAnswer = `${dies.replace('process.exit(1)', "say({ id, error: 'no' })")}`
    for (const [does, isReady] of [
      [onAnswer, true],
      [dies, false],
    ] as const)
      await withEngine(engineOf({ onAnswer: does }), async engine => {
        await expect(engine.answer(other, 'corrected')).rejects.toMatchObject({ name: 'Crashed', isReady })
      })
  })
})

describe('nothing is left running', () => {
  /** Starts a child of its own, which would live for a minute, and tells its number and its own. */
  const withChild = (onAnswer: string): string =>
    engineOf({
      start: `import { spawn } from 'node:child_process'
        const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'inherit' })
        process.on('SIGTERM', () => {})`,
      onHello: 'say({ id, name: child.pid + " " + process.pid, protocol: 1 })',
      onAnswer,
    })
  const pids = (engine: SpawnedEngine): readonly number[] => engine.name.split(' ').map(Number)

  it.each([
    ['when it is closed', 'say({ id, values: {} })'],
    ['when it hangs', ';'],
    ['when it crashes', 'process.exit(1)'],
  ])('%s', async (_, onAnswer) => {
    const engine = await spawnEngine(withChild(onAnswer), { timeout: 300, startTimeout: 20_000 })
    const [child = 0, own = 0] = pids(engine)
    expect([isRunning(child), isRunning(own)]).toEqual([true, true])
    await ask(engine).catch(error => expect(error).toBeInstanceOf(Crashed))
    await engine.close()
    await engine.close()
    expect([await untilGone(child), await untilGone(own)]).toEqual([true, true])
    await expect(ask(engine)).rejects.toThrow('was closed')
  })

  it('and no listener stays behind', async () => {
    const before = ['exit', 'SIGINT', 'SIGTERM', 'SIGHUP'].map(event => process.listenerCount(event))
    await withEngine(engineOf({}), async engine => expect(await ask(engine)).toEqual({}))
    await expect(spawnEngine('no-such-engine-anywhere')).rejects.toThrow(Crashed)
    expect(['exit', 'SIGINT', 'SIGTERM', 'SIGHUP'].map(event => process.listenerCount(event))).toEqual(before)
  })

  it.skipIf(process.platform === 'win32')('when whoever asked is interrupted', async () => {
    const script = join(folder, 'asker.mjs')
    const conform = new URL('../src/wire/conform.ts', import.meta.url).href
    writeFileSync(
      script,
      `import { spawnEngine } from ${JSON.stringify(conform)}
      const engine = await spawnEngine(${JSON.stringify(withChild(';'))})
      process.stdout.write(engine.name + "\\n")
      setTimeout(() => {}, 60_000)`,
    )
    const asker = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [name] = await once(asker.stdout, 'data')
    const [child = 0, own = 0] = String(name).trim().split(' ').map(Number)
    expect([isRunning(child), isRunning(own)]).toEqual([true, true])
    const ended = once(asker, 'exit')
    asker.kill('SIGINT')
    expect(await ended).toEqual([null, 'SIGINT'])
    expect([await untilGone(child), await untilGone(own)]).toEqual([true, true])
  })

  it('when it is closed while it is asked', async () => {
    const engine = await spawnEngine(engineOf({ onAnswer: ';' }), { timeout: 20_000 })
    const pending = ask(engine).catch(error => String(error))
    await pause(50)
    await engine.close()
    expect(await pending).toMatch(/was closed|ended/)
  })
})
