// The beat of a film: equally distant moments, and none made up for where the machine stood still.
import { describe, expect, it } from 'vitest'
import { steadyBeat } from '../tools/steady.ts'

/** Moments of a beat on a clock of its own, after each of which the work takes so long. */
async function moments(every: number, work: readonly number[]): Promise<readonly number[]> {
  let clock = 0
  const beat = steadyBeat(every, {
    now: () => clock,
    wait: async milliseconds => {
      clock += milliseconds
    },
  })
  const found: number[] = []
  for (const lasts of work) {
    await beat()
    found.push(clock)
    clock += lasts
  }
  return found
}

describe('a steady beat', () => {
  it('begins at once and keeps its distance, however long each picture takes', async () => {
    expect(await moments(1000, [300, 10, 900, 300])).toEqual([0, 1000, 2000, 3000])
  })

  it('catches up a little lateness', async () => {
    expect(await moments(1000, [1200, 100, 100])).toEqual([0, 1200, 2000])
  })

  it('does not hurry after a machine that was stopped: no two pictures of one moment', async () => {
    const found = await moments(1000, [100, 90_000, 100, 100, 100])
    expect(found.slice(0, 3)).toEqual([0, 1000, 91_000])
    for (const [i, time] of found.entries()) if (i > 0) expect(time - (found[i - 1] ?? 0)).toBeGreaterThanOrEqual(500)
  })
})
