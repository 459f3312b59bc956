// The loader and the runner under attack: always a clear verdict, in time, and nothing left running.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { caseOf } from '../src/cases/all.ts'
import { Crashed } from '../src/judge/engine.ts'
import { spawnEngine } from '../src/wire/conform.ts'
import { commandOf, engineAttacks } from '../tools/attacks/engines.ts'
import { lessonAttacks, type TextAttack } from '../tools/attacks/lessons.ts'
import { replyAttacks } from '../tools/attacks/replies.ts'
import { engineOutcome, sayOfLesson, sayOfReply } from '../tools/attacks/run.ts'
import { thorough } from './thorough.ts'

const folder = mkdtempSync(join(tmpdir(), 'dit-attacks-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fits = (said: string, says: RegExp | string): void => {
  if (typeof says === 'string') expect(said).toBe(says)
  else expect(said).toMatch(says)
  expect(said.length).toBeLessThan(6000)
}

describe.each<[who: string, attacks: readonly TextAttack[], say: (attack: TextAttack) => string]>([
  ['a lesson', lessonAttacks, sayOfLesson],
  ['an answer', replyAttacks, sayOfReply],
])('%s', (_, attacks, say) => {
  it.each(attacks.filter(({ heavy }) => !heavy))('$name', attack => {
    fits(say(attack), attack.says)
  })
})

describe('an engine that', () => {
  // Each starts processes: a short run takes every second.
  it.each(engineAttacks.filter((_, i) => thorough || i % 2 === 0))('$name', async attack => {
    const { says, closing, left } = await engineOutcome(attack, folder)
    fits(says, attack.says)
    expect(left).toBe(0)
    // A second of patience at the end, and what a busy machine adds.
    expect(closing).toBeLessThan(5000)
  })

  it.each([
    ['an empty command', '', /could not be started: .*empty/],
    ['a command with a NUL', 'node\0x', /could not be started: .*null bytes/],
    ['a command of 3 MB', `node ${'x'.repeat(3_000_000)}`, /could not be started: spawn E2BIG/],
  ])('cannot be, with %s', async (_, command, message) => {
    const start = spawnEngine(command)
    await expect(start).rejects.toThrow(Crashed)
    await expect(start).rejects.toThrow(message)
  })

  it('is given as long as one likes', async () => {
    const [attack] = engineAttacks.filter(({ name }) => name === 'prints a byte order mark and CRLF')
    if (!attack) throw new Error('there is such an attack')
    const engine = await spawnEngine(commandOf(attack, folder), { timeout: 1e12, startTimeout: Infinity })
    try {
      expect(await engine.answer(caseOf('sora-is-sky').lesson, 'corrected')).toEqual({})
    } finally {
      await engine.close()
    }
  })

  it('prints NaN is asked on: the next lesson is judged without another start', async () => {
    const attack = {
      name: 'prints NaN',
      says: 'answers',
      onAnswer: `print(asked === 1 ? '{"id":' + id + ',"values":{"loss":[[NaN]]}}\\n' : JSON.stringify({ id, values: { loss: [[process.pid]] } }) + '\\n')`,
    } as const
    const engine = await spawnEngine(commandOf(attack, folder), { restarts: 0 })
    try {
      const { lesson } = caseOf('sora-is-sky')
      await expect(engine.answer(lesson, 'corrected')).rejects.toThrow(/printed NaN, which JSON does not have/)
      expect(Object.keys(await engine.answer(lesson, 'corrected'))).toEqual(['loss'])
    } finally {
      await engine.close()
    }
  })
})
