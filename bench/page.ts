// The training step in Chromium, on a cross-origin isolated page: with one worker and two, in turn.
import { onPage } from '@dit-by-hand/float32/fixtures/page'
import type { InTurn } from '@dit-by-hand/float32/fixtures/run-measured'

/** Times the step. @throws {Error} where there is no Chromium, or it does not share memory between workers */
export async function inTurnOnPage(warmUps: number, runs: number): Promise<InTurn> {
  const found = await onPage<InTurn>(true, '/float32/fixtures/run-measured.ts', `inTurn(${warmUps}, ${runs})`)
  if (found.workers !== 2) throw new Error(found.notes.join('; '))
  return found
}
