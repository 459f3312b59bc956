// What each command does to the state.
import type { TerminalCommand } from '@dit-by-hand/walkthrough/keys'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import { type Direction, moved, nextMatrix, origin } from '@dit-by-hand/walkthrough/moves'
import { proofOf } from '@dit-by-hand/walkthrough/proof'
import { type Scene, stepOf, typedNow } from '@dit-by-hand/walkthrough/scene'
import { isLate, isPassed } from '@dit-by-hand/walkthrough/telling'
import { motionIn, openingIn } from './motion/clock.ts'
import { acted, type Measure, revealed, say, sceneOf, seen, stepped, type Walk } from './walk.ts'

const directions: { readonly [K in TerminalCommand]?: Direction } = {
  cellLeft: 'left',
  cellDown: 'down',
  cellUp: 'up',
  cellRight: 'right',
}

/** The state after a command. One that cannot be done here says why. */
export function commanded(walk: Walk, command: TerminalCommand, measure: Measure): Walk {
  const state = walk.tour
  const now = (): Scene => sceneOf(walk)
  const direction = directions[command]
  if (direction) return seen(walk, { type: 'pick', cell: moved(now(), direction) }, measure)
  switch (command) {
    case 'next':
      return state.place === 'closing'
        ? say(walk, 'This is the end. g and a number take you to any step; q quits.')
        : stepped(walk, { type: 'next' }, measure)
    case 'back':
      return state.place === 'opening'
        ? say(walk, 'This is the beginning. → goes on.')
        : stepped(walk, { type: 'back' }, measure)
    case 'readOn': {
      const { view, most } = measure(walk)
      return walk.scroll < most
        ? { ...walk, scroll: Math.min(most, walk.scroll + Math.max(1, view - 2)) }
        : commanded(walk, hasStage(now(), 1) ? 'nextStage' : 'next', measure)
    }
    case 'nextStage':
    case 'lastStage': {
      const by = command === 'nextStage' ? 1 : -1
      if (now().stages.length === 0) return say(walk, 'This step has no stages; step 10 does.')
      return hasStage(now(), by)
        ? stepped(walk, { type: 'turn', by }, measure)
        : say(walk, by > 0 ? 'This is the last stage; → goes on to the next step.' : 'This is the first stage.')
    }
    case 'scrollDown':
      return { ...walk, scroll: Math.min(measure(walk).most, walk.scroll + 1) }
    case 'scrollUp':
      return { ...walk, scroll: Math.max(0, Math.min(measure(walk).most, walk.scroll) - 1) }
    case 'top':
      return { ...walk, scroll: 0 }
    case 'bottom':
      return { ...walk, scroll: measure(walk).most }
    case 'goto':
      return { ...walk, panel: { kind: 'goto', typed: '', refused: null } }
    case 'nextMatrix':
    case 'lastMatrix': {
      // The first Tab stays where the cell is, so that what is lit does not jump away.
      if (walk.mode === 'reading') return revealed({ ...walk, mode: 'cells' }, measure)
      return seen(walk, { type: 'pick', cell: nextMatrix(now(), command === 'nextMatrix' ? 1 : -1) }, measure)
    }
    case 'leave':
      return { ...walk, mode: 'reading' }
    case 'follow': {
      const to = origin(now())
      return to
        ? seen({ ...walk, mode: 'cells' }, { type: 'follow', to }, measure)
        : say(walk, 'This number is given, not computed. e changes it.')
    }
    case 'return':
      return state.trail.length > 0
        ? seen(walk, { type: 'return' }, measure)
        : say(walk, 'You did not follow a cell to get here, so there is nowhere to go back to.')
    case 'consumers': {
      const line = now().line
      return line && line.consumers.length > 0
        ? { ...walk, panel: { kind: 'consumers', at: 0 } }
        : say(walk, 'Nothing uses this number: it is a result.')
    }
    case 'edit':
      return startEdit(walk, '', measure)
    case 'undo':
    case 'redo': {
      const [steps, done] =
        command === 'undo' ? [state.past, 'Undone. U redoes it.'] : [state.future, 'Redone. u undoes it.']
      return steps.length > 0
        ? revealed(say(acted(walk, { type: command }), done), measure)
        : say(walk, `There is nothing to ${command}.`)
    }
    case 'reset':
      return state.edits.length > 0 ? { ...walk, panel: { kind: 'reset' } } : say(walk, 'Nothing has been changed.')
    case 'reading': {
      if (now().misprints.length === 0) return say(walk, 'This lesson has no misprints: both readings are the same.')
      const next = seen(walk, { type: 'reading' }, measure)
      return say(
        next,
        next.tour.reading === 'printed'
          ? `As printed, with all that follows from it: † in ${misprinted(now())}.`
          : `Corrected: † in ${misprinted(now())}.`,
      )
    }
    case 'slopes':
      return say(
        seen(walk, { type: 'slopes' }, measure),
        state.slopes ? 'Gradients are hidden.' : 'Gradients (∂) are shown under their numbers.',
      )
    case 'proof': {
      if (state.proof) return acted(walk, { type: 'proof' })
      const next = seen(walk, { type: 'proof' }, measure)
      return proofOf(sceneOf(next))
        ? next
        : say(walk, 'This number has no gradient here. Try a weight, a bias, a scale or a shift.')
    }
    case 'box':
      return now().box === null
        ? say(walk, 'The query–key box is in step 7, unless attention is given.')
        : seen(walk, { type: 'box' }, measure)
    case 'generation': {
      const most = now().mostSteps
      if (!isLate(state.place) && !(isPassed(state.place) && state.generation > 1))
        return say(walk, 'You can generate in more than one step in steps 11 to 13.')
      if (most < 2) return say(walk, 'From t = 1 or 0 there is only one step to take.')
      return seen(walk, { type: 'generation', steps: (state.generation % most) + 1 }, measure)
    }
    case 'play': {
      const here = now()
      if (state.place === 'opening' && openingIn(here))
        return { ...walk, panel: { kind: 'opening', time: 0, playing: !walk.still } }
      return motionIn(here, 'step')
        ? { ...walk, panel: { kind: 'play', played: 'step', time: 0, playing: !walk.still, speed: 1 } }
        : say(walk, 'Nothing is computed here.')
    }
    case 'pass': {
      const { pass } = now()
      return pass
        ? seen(walk, { type: 'pass', pass: (pass.at % pass.of) + 1 }, measure)
        : say(walk, 'The video is generated in one step here; s takes more, in steps 11 to 13.')
    }
    case 'learning':
      return state.place === 'slopes'
        ? {
            ...stepped(walk, { type: 'stage', stage: 'learning' }, measure),
            panel: { kind: 'learning', step: 0, running: !walk.still },
          }
        : say(walk, 'Learning is part of step 10.')
    case 'prompt':
      return { ...walk, panel: { kind: 'prompt', at: 0, typed: null, refused: null } }
    case 'film':
      return { ...walk, panel: { kind: 'film' } }
    case 'help':
      return { ...walk, panel: { kind: 'help', scroll: 0 } }
    case 'quit':
      return { ...walk, done: true }
    default:
      return walk
  }
}

/** Where the readings part: "step 5, scale and shift". */
const misprinted = ({ misprints }: Scene): string =>
  misprints.map(({ place, matrix }) => `step ${stepOf(place)}, ${titleOf(matrix)}`).join(' and ')

/** Whether there is a stage after the one on show, or before it. */
const hasStage = ({ stages }: Scene, by: 1 | -1): boolean =>
  stages[stages.findIndex(({ here }) => here) + by] !== undefined

/** Opens the cell in focus for a number. */
export function startEdit(walk: Walk, typed: string, measure: Measure): Walk {
  const shown = sceneOf(walk)
  if (!shown.line) return say(walk, 'No cell is in focus; Tab goes to one.')
  if (typedNow(shown, shown.line.cell) === undefined)
    return say(walk, 'This number comes from the previous generation step; S shows the other steps.')
  return revealed({ ...walk, mode: 'cells', panel: { kind: 'edit', typed, refused: null } }, measure)
}
