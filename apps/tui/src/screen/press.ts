// A key pressed: what it means depends on the mode and on what lies over the page.
import { commanded, startEdit } from './commands.ts'
import { beginsNumber, commandOf } from './keys.ts'
import { inPanel } from './panels.ts'
import type { Measure, Walk } from './walk.ts'

/** The state after a key. A key that does nothing here says so or changes nothing. */
export function pressed(walk: Walk, key: string, measure: Measure): Walk {
  const quiet = { ...walk, notice: null }
  if (walk.panel) return inPanel(quiet, walk.panel, key, measure)
  const command = commandOf(key, walk.mode)
  if (command) return commanded(quiet, command, measure)
  return beginsNumber(key) ? startEdit(quiet, key === '-' ? '−' : key, measure) : quiet
}
