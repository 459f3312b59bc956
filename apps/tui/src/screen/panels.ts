// Keys while something lies over the page: a list, a question, a number being typed.
import { whyNot } from '@dit-by-hand/walkthrough/edits'
import { find, isStepNumber } from '@dit-by-hand/walkthrough/find'
import { isName } from '@dit-by-hand/walkthrough/matrices'
import { homeOf } from '@dit-by-hand/walkthrough/moves'
import { typedNow } from '@dit-by-hand/walkthrough/scene'
import { readCell } from '@dit-by-hand/walkthrough/typed'
import { whileLearning } from './learning.ts'
import { whileOpening, whilePlayed } from './motion/clock.ts'
import { whilePrompting } from './prompt.ts'
import { acted, type Measure, type Panel, retyped, revealed, say, sceneOf, seen, stepped, type Walk } from './walk.ts'

/** Stands for a key: nothing was typed for a while. */
export const pause = 'Pause'

/** Whether a pause is waited for: a number is typed that may be all. */
export const awaitsPause = ({ panel }: Walk): boolean =>
  panel?.kind === 'goto' && panel.refused === null && isStepNumber(panel.typed)

/** The state after a key while something lies over the page. */
export function inPanel(walk: Walk, panel: Panel, key: string, measure: Measure): Walk {
  const closed = { ...walk, panel: null }
  switch (panel.kind) {
    case 'film':
      return closed
    case 'reset':
      return key === 'y' || key === 'Enter'
        ? revealed(say(acted(closed, { type: 'reset' }), 'Every change is undone. u restores them.'), measure)
        : say(closed, 'Nothing was undone.')
    case 'help': {
      const { view, helpMost } = measure(walk)
      const page = Math.max(1, view - 1)
      const by = { '↓': 1, j: 1, '↑': -1, k: -1, Space: page, PgDn: page, PgUp: -page, Home: -helpMost, End: helpMost }[
        key
      ]
      return by === undefined
        ? closed
        : { ...walk, panel: { ...panel, scroll: Math.max(0, Math.min(helpMost, panel.scroll + by)) } }
    }
    case 'consumers': {
      const all = sceneOf(walk).line?.consumers ?? []
      const by = { '↓': 1, j: 1, '↑': -1, k: -1, PgDn: 10, PgUp: -10, Home: -all.length, End: all.length }[key]
      if (by !== undefined)
        return { ...walk, panel: { ...panel, at: Math.max(0, Math.min(all.length - 1, panel.at + by)) } }
      const cell = all[panel.at]
      if (key !== 'Enter' || !cell || !isName(cell.name)) return closed
      return seen({ ...closed, mode: 'cells' }, { type: 'follow', to: homeOf(sceneOf(walk), cell) }, measure)
    }
    case 'learning':
      return whileLearning(walk, panel, key)
    case 'prompt':
      return whilePrompting(walk, panel, key)
    case 'play':
      return whilePlayed(walk, panel, key)
    case 'opening':
      return whileOpening(walk, panel, key)
    case 'goto':
      return gone(walk, panel, key, measure)
    case 'edit':
      return typing(walk, panel, key, measure)
  }
}

/** A step by its number, or a matrix by its name or symbol. Enter ends it; so does a pause after a whole number. */
function gone(walk: Walk, panel: Extract<Panel, { kind: 'goto' }>, key: string, measure: Measure): Walk {
  const closed = { ...walk, panel: null }
  if (key === 'Esc' || (key === 'Backspace' && panel.typed === '')) return closed
  if (key === 'Enter' || key === pause) {
    if (panel.typed.trim() === '') return key === pause ? walk : closed
    const found = find(panel.typed, walk.tour, walk.lesson)
    if ('why' in found) return { ...walk, panel: { ...panel, refused: found.why } }
    return found.action.type === 'goto'
      ? stepped(closed, found.action, measure)
      : seen({ ...closed, mode: 'cells' }, found.action, measure)
  }
  // A number that is none is typed anew; a name goes on being mended.
  const isAnew = panel.refused !== null && /^\d+$/.test(panel.typed) && key !== 'Backspace'
  const typed = retyped(isAnew ? '' : panel.typed, key, 24)
  return typed === null ? walk : { ...walk, panel: { kind: 'goto', typed, refused: null } }
}

function typing(walk: Walk, panel: Extract<Panel, { kind: 'edit' }>, key: string, measure: Measure): Walk {
  if (key === 'Esc') return { ...walk, panel: null }
  const typed = retyped(panel.typed, key === '-' ? '−' : key, 32)
  if (typed !== null) return { ...walk, panel: { kind: 'edit', typed, refused: null } }
  if (key !== 'Enter' && key !== 'Tab' && key !== 'Shift-Tab') return walk
  const now = sceneOf(walk)
  const { line } = now
  if (!line) return { ...walk, panel: null }
  const read = readCell(panel.typed)
  const refuse = (refused: string): Walk => ({ ...walk, panel: { ...panel, refused } })
  if (!read.ok) return refuse(read.why)
  const edit = { cell: line.cell, value: read.value }
  const why = whyNot(now.lesson, edit)
  if (why !== undefined) return refuse(why)
  if (typedNow(now, line.cell) === read.value) return say({ ...walk, panel: null }, 'That is its value already.')
  const changed = acted({ ...walk, panel: null }, { type: 'edit', edit })
  return revealed(say(changed, 'Changed, with all that follows from it (•). u undoes it.'), measure)
}
