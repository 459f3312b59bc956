// Several workers: the same as one, and what happens when one dies, throws or hangs.
import { isTurn } from '@dit-by-hand/tools/thorough'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { TrainError } from '../src/stepping.ts'
import { longestWait, WorkerError } from '../src/team.ts'
import { startThread, type Thread } from '../src/thread.ts'
import type { Trainer } from '../src/train.ts'
import { batch, trainerOf } from './trainers.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('several workers', () => {
  const after = async (steps: number, workers: number): Promise<Trainer> => {
    const trainer = await trainerOf({ workers })
    for (let i = 0; i < steps; i++) await trainer.step(1e-3)
    return trainer
  }

  it('come to the same, each with its part of the batch, and bit for bit to the same again', async () => {
    const [one, two, again] = [await after(4, 1), await after(4, 2), await after(4, 2)]
    expect([one.workers, two.workers]).toEqual([1, 2])
    expect(two.plans.map(({ batch: part }) => part)).toEqual([2, 3])
    expect(two.state.parameters).toEqual(again.state.parameters)
    one.state.parameters.forEach((parameter, i) => {
      expect(Math.abs(parameter - (two.state.parameters[i] ?? Number.NaN))).toBeLessThan(1e-3)
    })
    for (let sample = 0; sample < batch; sample++)
      expect(two.read('loss', sample)[0]?.[0]).toBeCloseTo(one.read('loss', sample)[0]?.[0] ?? Number.NaN, 3)
  })

  it('are one where memory cannot be shared, and it is said', async () => {
    vi.stubGlobal('crossOriginIsolated', false)
    const trainer = await trainerOf({ workers: 2 })
    expect(trainer.workers).toBe(1)
    expect(trainer.notes.join()).toMatch(/not cross-origin isolated/)
    await trainer.step(1e-3)
  })

  it('are no more than samples', async () => {
    expect((await trainerOf({ workers: 9 })).workers).toBe(batch)
  })

  it('fail with a reason when one dies; the parameters are those of the last whole step', async () => {
    const threads: Thread[] = []
    let die: (reason: string) => void = () => expect.unreachable('nobody listens for a death')
    const start = (): Thread => {
      const thread = startThread()
      threads.push(thread)
      return {
        ...thread,
        onDeath: tell => {
          die = tell
          thread.onDeath(tell)
        },
      }
    }
    const trainer = await trainerOf({ workers: 2, start })
    await trainer.step(1e-3)
    const before = trainer.state.parameters.slice()
    await threads[0]?.end()
    const step = trainer.step(1e-3)
    setTimeout(() => die('it was shot'), 30)
    await expect(step).rejects.toThrow(new WorkerError('worker 2 of 2 died: it was shot'))
    expect(trainer.state.parameters).toEqual(before)
    expect(trainer.steps).toBe(1)
    await expect(trainer.step(1e-3)).rejects.toThrow('it was shot')
  })

  /** A worker whose plan has this as its only step. */
  const doing = (step: object) => (): Thread => {
    const thread = startThread()
    const broken = (setup: object): object =>
      'plan' in setup && typeof setup.plan === 'object'
        ? { ...setup, plan: { ...setup.plan, steps: [step], runs: [1] } }
        : setup
    return {
      ...thread,
      post: message => thread.post(typeof message === 'object' && message !== null ? broken(message) : message),
    }
  }

  it('fail where a worker’s own part throws', async () => {
    // It names no matrices.
    const trainer = await trainerOf({ workers: 2, start: doing({ kind: 'general', times: 1 }) })
    await expect(trainer.step(1e-3)).rejects.toThrow(/^worker 2 of 2 died: /)
    expect(trainer.steps).toBe(0)
  })

  it.runIf(isTurn(0))(
    'fail where one never answers, after some patience; the state is that of the last whole step',
    async () => {
      const good = await after(2, 2)
      const nothing = { region: 'work', offset: 0, leading: 0, shape: [0, 0], varies: false }
      // Rows that all lie in the same place, so many that they take some ten minutes.
      const forEver = {
        ...{ kind: 'product', sizes: [2 ** 31 - 1, 512, 8], transA: 0, transB: 0, a: nothing, b: nothing, c: nothing },
        ...{ bias: null, times: 1, gather: false, flops: 0 },
      }
      const trainer = await trainerOf({ workers: 2, patience: 200, start: doing(forEver) })
      const blocks = ['parameters', 'momentum', 'variance'] as const
      for (const block of blocks) trainer.state[block].set(good.state[block])
      trainer.resume(good.steps)
      const silent = new WorkerError('worker 2 of 2 has not answered for 0.2 s')
      await expect(trainer.step(1e-3)).rejects.toThrow(silent)
      for (const block of blocks) expect(trainer.state[block]).toEqual(good.state[block])
      expect(trainer.steps).toBe(good.steps)
      await expect(trainer.step(1e-3)).rejects.toThrow(silent)
    },
  )

  it('give no state where one is lost while parameters are stepped', async () => {
    // Its part of the parameters begins beyond the memory.
    const beyond = [{ offset: 2 ** 31, count: 4, decay: 0, pace: 1 }]
    const start = (): Thread => {
      const thread = startThread()
      const broken = (setup: object): object =>
        'share' in setup && typeof setup.share === 'object'
          ? { ...setup, share: { ...setup.share, adam: beyond } }
          : setup
      return {
        ...thread,
        post: message => thread.post(typeof message === 'object' && message !== null ? broken(message) : message),
      }
    }
    const trainer = await trainerOf({ workers: 2, start })
    await trainer.gradients()
    expect(trainer.state.parameters.every(Number.isFinite)).toBe(true)
    await expect(trainer.step(1e-3)).rejects.toThrow(/^worker 2 of 2 died: /)
    expect(trainer.steps).toBe(0)
    const torn = new TrainError(
      'a worker was lost in the middle of step 1: some parameters may be updated and others not; resume from what was saved before',
    )
    expect(() => trainer.state).toThrow(torn)
    await expect(trainer.step(1e-3)).rejects.toThrow(torn)
  })

  it('do not start where one never gets ready', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const nothing = (): void => undefined
    const start = (): Thread => ({ post: nothing, onMessage: nothing, onDeath: nothing, end: () => Promise.resolve() })
    const opening = expect(trainerOf({ workers: 2, start })).rejects.toThrow(
      new WorkerError('worker 2 of 2 has not answered for 60 s'),
    )
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
    vi.advanceTimersByTime(longestWait)
    await opening
    expect(vi.getTimerCount()).toBe(0)
  })
})
