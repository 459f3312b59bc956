// How long the worksheets of a class take: thirty different sheets and one key book, from their seeds to the finished files.
import { problem } from '@dit-by-hand/practice/problem'
import { allSteps } from '@dit-by-hand/practice/steps'
import { type Format, filesOf } from '@dit-by-hand/practice/worksheets'
import { type Bench, times } from './measure.ts'

const sheets = 30

async function make(format: Format): Promise<void> {
  const files = filesOf({
    asked: Array.from({ length: sheets }, (_, seed) => ({
      lesson: problem({ seed, difficulty: 'hard-attention' }).lesson,
      as: String(seed),
      origin: `Seed ${seed}`,
    })),
    formats: [format],
    key: true,
    steps: allSteps,
    layout: undefined,
    paper: 'a4',
  })
  for (const { made } of files) await made()
}

const formats: readonly Format[] = ['pdf', 'xlsx', 'html']

export const worksheetBenches: readonly Bench[] = formats.map(format => ({
  name: `sheets-${format}`,
  what: `${sheets} worksheets of different seeds and one key book, as ${format}`,
  goal: 10_000,
  held: 'median',
  measure: () => times(() => make(format), { warmUps: 0, runs: 3 }),
}))
