// The matrices of a task on the walkthrough's squared paper, its blanks open where their numbers belong.
import { fromCell, toNumber } from '@dit-by-hand/graph/exact'
import { boardOf } from '@dit-by-hand/practice/board'
import type { Posed, Task } from '@dit-by-hand/practice/exercise'
import { type Field, fieldsOf } from '@dit-by-hand/practice/fields'
import type { Verdict } from '@dit-by-hand/practice/mark'
import { isSoft } from '@dit-by-hand/practice/own-sheet'
import type { Work } from '@dit-by-hand/practice/progress'
import type { Lesson } from '@dit-by-hand/spec/format'
import { factsOnce } from '@dit-by-hand/walkthrough/facts'
import { cellTitle } from '@dit-by-hand/walkthrough/matrices'
import type { CellView } from '@dit-by-hand/walkthrough/scene'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { GridParts } from '../../components/grid-parts.tsx'
import { Matrix, type MatrixLook } from '../../components/matrix.tsx'
import { Scrolling } from '../../components/scrolling.tsx'
import { gridsOf } from '../../lib/grids.ts'
import { Entry, type Typing } from './entry.tsx'

export interface BoardProps extends Typing {
  readonly posed: Posed
  readonly task: Task
  readonly work: Work
  readonly marks: { readonly [id: string]: Verdict }
  readonly here: Field
}

export function Board({ posed, task, work, marks, here, ...typing }: BoardProps): ReactNode {
  const { lesson } = posed.problem
  const facts = factsOnce(workedOf(lesson, 'corrected'))
  const { blankAt, ...band } = useMemo(
    () =>
      boardOf({ posed, task, work, marks, focus: here }, ({ field, typed, printed }) =>
        // Squares are as wide as what is typed, and have room for any number before it is.
        '0'.repeat(Math.max(typed?.length ?? 0, printed?.length ?? leastLength(lesson, field))),
      ),
    [posed, task, work, marks, here, lesson],
  )
  // On a narrow screen a board begins where its first blank is.
  const board = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const scroll = board.current?.querySelector('.practice-scroll')
    const blank = scroll?.querySelector('.practice-entry')
    if (!scroll || !blank) return
    const over = blank.getBoundingClientRect().right - scroll.getBoundingClientRect().right
    if (over > 0) scroll.scrollLeft += over
  }, [])
  const entry = (view: CellView): ReactNode | null => {
    const blank = blankAt(view)
    if (!blank) return null
    // A matrix that stands here once more is filled in where it stands first.
    if (!blank.isHere) return <span className="still">{blank.typed ?? blank.printed ?? '?'}</span>
    const { field, typed, verdict, printed } = blank
    const stands = { field, text: typed ?? '', verdict, placeholder: printed ?? '?' }
    return <Entry {...stands} label={cellTitle(view.cell, facts)} {...typing} />
  }
  // The picture comes out as it is filled in.
  const isPainted = (view: CellView): boolean => {
    const blank = blankAt(view)
    return !blank?.isHere || blank.verdict?.state === 'right'
  }
  const look: MatrixLook = { alive: false, brightest: brightestGiven(lesson), entry, isPainted }
  const grids = gridsOf(band)
  return (
    <div className="practice-board" ref={board}>
      {grids.length > 0 && (
        <Scrolling className="practice-scroll" label="The matrices of this task">
          <div className="grids">
            {grids.map((grid, g) => (
              <div key={g} className="grid">
                <GridParts grid={grid}>{(block, size) => <Matrix block={block} {...size} look={look} />}</GridParts>
              </div>
            ))}
          </div>
        </Scrolling>
      )}
      {task.kind === 'shapes' && (
        <p className="practice-shape">
          {fieldsOf(task, posed).map((field, i) => (
            <span key={field.id}>
              <Entry
                field={field}
                label={field.label}
                text={work.entries[field.id] ?? ''}
                verdict={marks[field.id]}
                placeholder="?"
                {...typing}
              />{' '}
              {field.label}
              {i === 0 && ' × '}
            </span>
          ))}
        </p>
      )}
    </div>
  )
}

/** How many characters a number may need: −12, or −0.12 where a softmax lies before it. */
const leastLength = (lesson: Lesson, { cell }: Field): number => (cell && isSoft(lesson, cell.name) ? 5 : 3)

/** The brightest pixel that a learner knows. */
const brightestGiven = ({ video }: Lesson): number =>
  Math.max(0, ...video.flat(2).map(cell => toNumber(fromCell(cell))))
