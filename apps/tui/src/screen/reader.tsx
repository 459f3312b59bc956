// The walk for a screen reader: linear text. A place is told once when it is entered; after that only what is new.

import { spoken } from '@dit-by-hand/graph/spoken'
import { curveOf, curveWords } from '@dit-by-hand/walkthrough/error-curve'
import { lineSpoken } from '@dit-by-hand/walkthrough/line-spoken'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import { momentAt } from '@dit-by-hand/walkthrough/motion'
import { actAt } from '@dit-by-hand/walkthrough/motion/opening'
import { momentSaid } from '@dit-by-hand/walkthrough/motion/said'
import { picturesOf } from '@dit-by-hand/walkthrough/pictures/of-scene'
import { proofOf } from '@dit-by-hand/walkthrough/proof'
import { type Paragraph, proseText } from '@dit-by-hand/walkthrough/prose'
import { type Block, type Scene, viewInFocus } from '@dit-by-hand/walkthrough/scene'
import { toldOf } from '@dit-by-hand/walkthrough/told'
import { Static, useInput } from 'ink'
import { type ReactNode, useReducer } from 'react'
import { onOneLine } from './chrome.ts'
import { useLeave } from './held.tsx'
import { helpRows } from './help.ts'
import { keyNames } from './keys.ts'
import { learnedText } from './learning.ts'
import { Lines } from './lines.tsx'
import { motionIn, openingIn } from './motion/clock.ts'
import { slipText, soraSource, stageSaid } from './page.ts'
import { pressed } from './press.ts'
import { blockText, said, saidMinus } from './said.ts'
import { printable, rowText } from './text.ts'
import { type Extent, sceneOf, type Walk } from './walk.ts'

const noScroll: Extent = { view: 1, most: 0, focus: null, helpMost: 0 }

/** One number as it is read out. */
function cellText(cell: Block['rows'][number][number]): string {
  const marks = [
    cell.was === null ? '' : `changed, was ${said(cell.was)}`,
    cell.misprint
      ? `misprint, ${cell.misprint.printed === null ? '' : `printed ${said(cell.misprint.printed)}, `}true ${said(cell.misprint.correct)}`
      : '',
    cell.gradient === null ? '' : `gradient ${said(cell.gradient)}`,
  ].filter(mark => mark !== '')
  return said(cell.text) + (marks.length > 0 ? ` (${marks.join('; ')})` : '')
}

const blockRead = (block: Block): readonly string[] => blockText(block, cellText)

/** Which stage of a step this is, and the ways from it. */
function stageText(scene: Scene): readonly string[] {
  const said = stageSaid(scene)
  if (said === null) return []
  const next = scene.stages[scene.stages.findIndex(stop => stop.here) + 1]
  return [`${said}.${next ? ` Right bracket: next stage, ${next.title}.` : ''}`]
}

const plain = (paragraph: Paragraph): string => proseText(paragraph, titleOf)

/** A place from beginning to end, in sections: a paragraph, a matrix. */
function sectionsOf(scene: Scene): readonly (readonly string[])[] {
  const told = toldOf(scene)
  return [
    ['', scene.step === null ? scene.title : `Step ${scene.step} of 13: ${scene.title}`],
    stageText(scene),
    ...told.prose.map(of => [plain(of)]),
    told.story ? [plain(told.story)] : [],
    [`Formula: ${onOneLine(scene)}`],
    ...scene.blocks.map(blockRead),
    ...scene.generations.map(({ t, block }) => [`Generated at t = ${t}:`, ...blockRead(block)]),
    ...picturesOf(scene).map(({ title, text }) => [`Picture: ${title}. ${text}`]),
    ...told.errata.map(erratum => [`Slip of the original: ${erratum.where}: ${slipText(erratum)}`]),
    told.leftOut.length > 0 ? ['What the toy leaves out:', ...told.leftOut.map(plain)] : [],
    told.sora.length > 0 ? ['What Sora itself does:', ...told.sora.map(plain), soraSource()] : [],
  ].map(section => section.map(line => printable(saidMinus(line))))
}

/** What of a place is not as it was before: all of it where the place, or its stage, is another. */
function newText(now: Walk, before: Walk | null): readonly string[] {
  const stays = before?.tour.place === now.tour.place && before.tour.stage === now.tour.stage
  const known = new Set((stays ? sectionsOf(sceneOf(before)) : []).map(section => section.join('\n')))
  return sectionsOf(sceneOf(now))
    .filter(section => !known.has(section.join('\n')))
    .flat()
}

/** What is said of the cell in focus. */
function focusText(scene: Scene): string {
  const { line } = scene
  const [proof, curve] = [proofOf(scene), curveOf(scene)]
  if (!line) return ''
  const cell = viewInFocus(scene)
  const about = [
    lineSpoken(line.cell, scene.facts),
    line.meaning ?? '',
    cell?.was ? `It was ${said(cell.was)}.` : '',
    cell?.gradient ? `Its gradient is ${said(cell.gradient)}.` : '',
    cell?.origin ? `Source: ${cell.origin.kind}.` : '',
    cell?.given ? 'E changes it.' : '',
    proof
      ? `Proof: ${spoken.number(proof.nudge.errorAbove, proof.places)} minus ${spoken.number(proof.nudge.errorBelow, proof.places)}, over twice ${spoken.number(proof.nudge.by)}, is ${spoken.number(proof.nudge.slope)}.`
      : '',
    curve ? said(curveWords(curve)) : '',
  ]
  return about.filter(part => part !== '').join(' ')
}

/** Linear text, driven by the same keys. */
export function Reader({ start }: { readonly start: Walk }): ReactNode {
  // The walk, and the pages told so far.
  const [{ walk, pages }, press] = useReducer(
    ({ walk: now, pages: told }, keys: readonly string[]) => {
      const next = keys.reduce((state, key) => (state.done ? state : pressed(state, key, () => noScroll)), now)
      const fresh =
        next.panel?.kind === 'help' && now.panel?.kind !== 'help'
          ? helpRows(80).map(rowText)
          : toldAnew(now, next)
            ? newText(next, now)
            : null
      return { walk: next, pages: fresh ? [...told, fresh] : told }
    },
    { walk: start, pages: [newText(start, null)] },
  )
  useInput((input, key) => press(keyNames(input, key)))
  useLeave(walk.done)
  const scene = sceneOf(walk)
  return (
    <>
      <Static items={[...pages]}>{(page, i) => <Lines key={i} of={page} />}</Static>
      <Lines of={[focusText(scene), walk.notice ?? asked(walk, scene)]} />
    </>
  )
}

/** What the words and numbers of a page hang on. */
const told = ['place', 'edits', 'reading', 'slopes', 'box', 'generation', 'pass', 'stage'] as const

/** Whether what stands on the page is no longer what was told. */
const toldAnew = ({ tour: a }: Walk, { tour: b }: Walk): boolean => told.some(part => a[part] !== b[part])

/** What a panel asks, or where to find the keys. */
function asked({ panel }: Walk, scene: Scene): string {
  switch (panel?.kind) {
    case 'edit':
      return `New value, now ${said(scene.line?.result ?? '')}: ${said(panel.typed)}. ${panel.refused ?? 'Enter sets it, Escape cancels.'}`
    case 'goto':
      return `Go to a step, 1 to 13, 0 for the opening, end for the closing; or to a matrix by its name. Enter goes: ${panel.typed} ${panel.refused ?? ''}`
    case 'reset':
      return 'Undo every change? y for yes, any other key for no.'
    case 'consumers': {
      const cell = scene.line?.consumers[panel.at]
      const name = cell ? `${cell.name}, row ${cell.row + 1}, column ${cell.column + 1}` : ''
      return `Goes into ${panel.at + 1} of ${scene.line?.consumers.length ?? 0}: ${name}. Down for the next, Enter follows, Escape closes.`
    }
    case 'play': {
      const motion = motionIn(scene, panel.played)
      const moment = motion && momentAt(motion, panel.time)
      return `${motion && moment ? momentSaid(motion, moment) : ''} Right arrow: forward. Left arrow: back. Escape: ends.`
    }
    case 'opening': {
      const opening = openingIn(scene)
      const act = opening?.acts[actAt(opening, panel.time)]
      return `${act?.says ?? ''} Right arrow: forward. Enter: start the walk.`
    }
    case 'learning':
      return `${learnedText(scene, panel.step)} Right: one more step. Home: back to the start. Escape closes.`
    case 'prompt':
      return `The prompt: ${scene.lesson.prompt.text}. ${panel.typed === null ? 'Up and down choose a word, right and left change how often it occurs, space leaves it out, a adds one, escape closes.' : `A word and its numbers: ${panel.typed}. Enter adds it.`} ${panel.refused ?? ''}`
    case 'film':
      return 'The film is for the eye; its numbers are the matrices above. Any key goes back.'
    case 'help':
      return 'Any key goes back.'
    default:
      return 'Right arrow: next step. Tab: cells. Question mark: keys. q: quit.'
  }
}
