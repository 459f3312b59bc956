// Keys while something lies over the page: a list, a question, a number being typed.
import type { Lesson } from '@dit-by-hand/spec/format'
import { readCell, whyNot } from '@dit-by-hand/walkthrough/edits'
import { isName, matrices } from '@dit-by-hand/walkthrough/matrices'
import { typedNow } from '@dit-by-hand/walkthrough/scene'
import { places } from '@dit-by-hand/walkthrough/telling'
import { acted, type Measure, type Panel, revealed, say, sceneOf, seen, stepped, type Walk } from './walk.ts'

/** The state after a key while something lies over the page. */
export function inPanel(walk: Walk, panel: Panel, key: string, lesson: Lesson, measure: Measure): Walk {
  const closed = { ...walk, panel: null }
  switch (panel.kind) {
    case 'film':
      return closed
    case 'reset':
      return key === 'y' || key === 'Enter'
        ? revealed(
            say(acted(closed, { type: 'reset' }, lesson), 'Every change is taken back. u brings them again.'),
            measure,
          )
        : say(closed, 'Nothing was taken back.')
    case 'help': {
      const { view, helpMost } = measure(walk)
      const by = { '↓': 1, j: 1, '↑': -1, k: -1, Space: view - 1, PgDn: view - 1, PgUp: 1 - view }[key]
      return by === undefined
        ? closed
        : { ...walk, panel: { ...panel, scroll: Math.max(0, Math.min(helpMost, panel.scroll + by)) } }
    }
    case 'consumers': {
      const all = sceneOf(walk.tour, lesson).line?.consumers ?? []
      const by = { '↓': 1, j: 1, '↑': -1, k: -1, PgDn: 10, PgUp: -10 }[key]
      if (by !== undefined)
        return { ...walk, panel: { ...panel, at: Math.max(0, Math.min(all.length - 1, panel.at + by)) } }
      const cell = all[panel.at]
      if (key !== 'Enter' || !cell || !isName(cell.name)) return closed
      return seen(
        { ...closed, mode: 'cells' },
        { type: 'follow', to: { place: matrices[cell.name].place, cell } },
        lesson,
        measure,
      )
    }
    case 'goto':
      return gone(walk, panel, key, lesson, measure)
    case 'edit':
      return typing(walk, panel, key, lesson, measure)
  }
}

/** Steps by number; some numbers are complete at once. */
function gone(
  walk: Walk,
  panel: Extract<Panel, { kind: 'goto' }>,
  key: string,
  lesson: Lesson,
  measure: Measure,
): Walk {
  const closed = { ...walk, panel: null }
  const to = (index: number): Walk => {
    const place = places[index]
    return place === undefined
      ? { ...walk, panel: { kind: 'goto', typed: '', refused: 'Steps are 1 to 13; 0 is the opening, e the closing.' } }
      : stepped(closed, { type: 'goto', place }, lesson, measure)
  }
  if (key === 'Esc') return closed
  if (key === 'Backspace')
    return panel.typed === '' ? closed : { ...walk, panel: { kind: 'goto', typed: '', refused: null } }
  if (key === 'e') return to(places.length - 1)
  if (key === 'Enter') return panel.typed === '' ? closed : to(Number(panel.typed))
  if (!/^\d$/.test(key)) return walk
  const typed = panel.typed + key
  return typed === '1' ? { ...walk, panel: { kind: 'goto', typed, refused: null } } : to(Number(typed))
}

function typing(
  walk: Walk,
  panel: Extract<Panel, { kind: 'edit' }>,
  key: string,
  lesson: Lesson,
  measure: Measure,
): Walk {
  const retyped = (typed: string): Walk => ({ ...walk, panel: { kind: 'edit', typed, refused: null } })
  if (key === 'Esc') return { ...walk, panel: null }
  if (key === 'Backspace') return retyped(panel.typed.slice(0, -1))
  if (key === 'Space') return retyped(`${panel.typed} `)
  if (key !== 'Enter' && key !== 'Tab' && key !== 'Shift-Tab')
    return [...key].length === 1 && panel.typed.length < 32 ? retyped(panel.typed + (key === '-' ? '−' : key)) : walk
  const now = sceneOf(walk.tour, lesson)
  const { line } = now
  if (!line) return { ...walk, panel: null }
  const read = readCell(panel.typed)
  const refuse = (refused: string): Walk => ({ ...walk, panel: { ...panel, refused } })
  if (!read.ok) return refuse(read.why)
  const edit = { cell: line.cell, value: read.value }
  const why = whyNot(now.lesson, edit)
  if (why !== undefined) return refuse(why)
  if (typedNow(now, line.cell) === read.value) return say({ ...walk, panel: null }, 'That is what it was.')
  const changed = acted({ ...walk, panel: null }, { type: 'edit', edit }, lesson)
  return revealed(say(changed, 'Changed, and all that follows from it (•). u undoes.'), measure)
}
