// The training step in Chromium, on a page that is cross-origin isolated: one worker and two, in turn.
import { onPage } from '../packages/float32/tests/browse.ts'
import type { InTurn } from '../packages/float32/tests/run-measured.ts'

/** @throws {Error} where there is no Chromium, or it does not share memory between workers */
export async function inTurnOnPage(warmUps: number, runs: number): Promise<InTurn> {
  const found = await onPage<InTurn>(true, '/float32/tests/run-measured.ts', `inTurn(${warmUps}, ${runs})`)
  if (found.workers !== 2) throw new Error(found.notes.join('; '))
  return found
}
