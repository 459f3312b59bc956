// How long it takes to make a problem from its seed, and to name a wrong number. `node bench/practice.ts 10000` prints
// statistics of that many problems: tries, reasons for refusal, sizes of numbers.
import { markCells } from '@dit-by-hand/practice/mark'
import { difficulties, problem } from '@dit-by-hand/practice/problem'
import { tally } from '@dit-by-hand/practice/tally'
import { type Bench, times } from './measure.ts'

let seed = 0

export const practiceBenches: readonly Bench[] = [
  ...difficulties.map(
    (difficulty): Bench => ({
      name: `problem-${difficulty}`.slice(0, 14),
      what: `a lesson nice by hand from a seed, each time another: ${difficulty}`,
      goal: 20,
      held: 'p95',
      measure: () => times(() => problem({ seed: seed++, difficulty }), { warmUps: 100, runs: 400 }),
    }),
  ),
  {
    name: 'mark',
    what: 'a wrong number marked, and what happened named, each time of another problem',
    goal: 100,
    held: 'p95',
    measure: () => {
      const cell = { name: 'predictedNoise', row: 0, column: 1 }
      const posed = Array.from({ length: 120 }, (_, i) => problem({ seed: i, difficulty: 'hard-attention' }))
      let turn = 0
      return times(() => markCells(posed[turn++ % posed.length]!, [{ cell, text: '−5' }], [cell]), {
        warmUps: 20,
        runs: 100,
      })
    },
  },
]

const part = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)}%`

if (import.meta.main) {
  const seeds = Number(process.argv[2] ?? 1000)
  for (const difficulty of difficulties)
    for (const ties of difficulty === 'softmax' ? [false] : [false, true]) {
      const found = tally(difficulty, ties, seeds)
      const all = [...found.tries].reduce((sum, [tries, count]) => sum + tries * count, 0)
      const most = Math.max(...found.tries.keys())
      console.log(`\n${difficulty}${ties ? ' with ties' : ''}: ${seeds} seeds, ${found.cells} computed cells`)
      console.log(
        `  refused before it: ${(all / seeds).toFixed(2)} on average, ${most} at most; none for ${part(found.tries.get(0) ?? 0, seeds)}`,
      )
      console.log(
        `  largest number up to: ${[...found.largest].map(([size, count]) => `${size} ${part(count, seeds)}`).join(', ')}`,
      )
      for (const [why, count] of [...found.refused].slice(0, 6)) console.log(`  ${String(count).padStart(6)} × ${why}`)
    }
}
