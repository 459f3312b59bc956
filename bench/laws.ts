// How long it takes to judge our own engine by every law on many random lessons.

import { engine } from '@dit-by-hand/core/engine'
import { checks, judge } from '@dit-by-hand/spec/conformance'
import { type Bench, times } from './measure.ts'

async function tried(runs: number): Promise<void> {
  const { wrong, crashed } = await judge(engine, checks({ cases: [], runs }))
  if (wrong + crashed > 0) throw new Error(`${wrong + crashed} laws do not hold for the core`)
}

export const lawBenches: readonly Bench[] = [
  {
    name: 'laws',
    what: '1,000 random lessons through every law; laws that ask about further lessons take one in six',
    goal: 20_000,
    held: 'median',
    measure: async () => {
      await tried(20)
      return times(() => tried(1000), { warmUps: 0, runs: 1 })
    },
  },
]
