// A matrix as a table: caption, heads, and every number in a square of the paper. Shows; decides nothing.
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'
import { same } from '@dit-by-hand/graph/same'
import { brightnessOf } from '@dit-by-hand/walkthrough/pictures/scale'
import type { Block, CellView } from '@dit-by-hand/walkthrough/scene'
import { memo, type ReactNode } from 'react'
import { hiddenText } from '../lib/hidden.ts'
import { across, type CellSize, captionSquares, cellSize, mostDecimals, padOf } from '../lib/squares.ts'
import { RoleMark } from './marks.tsx'
import { MatrixSign } from './matrix-sign.tsx'
import { Num } from './number.tsx'

/** What surrounds the numbers of a matrix: the same for all matrices of a page. */
export interface MatrixLook {
  /** Cells are buttons; without, they are plain numbers. */
  readonly alive: boolean
  /** The brightest pixel on show, for frames. */
  readonly brightest: number
  /** Where the cell is being edited: what to show in its place. */
  readonly editor?: { readonly cell: CellRef; readonly element: ReactNode } | null
  /** The cell that the Tab key reaches. */
  readonly tab?: CellRef | null
  /** What stands in place of a number that is to be filled in; null where the number itself does. */
  readonly entry?: (view: CellView) => ReactNode | null
  /** Whether the pixel of a video that is typed in stands in its shade. */
  readonly isPainted?: (view: CellView) => boolean
}

interface CellProps {
  readonly view: CellView
  readonly pad: string
  /** How many characters of an old value there is room for. */
  readonly room: number
  readonly alive: boolean
  readonly tabbable: boolean
  readonly level: number | null
  readonly editor: ReactNode
}

/** The classes of a cell: how it is lit, and what is special about it. */
const classOf = ({ text, lit, was, misprint, origin, given, gradient }: CellView, level: number | null): string =>
  [
    'cell',
    lit && `lit-${lit}`,
    was !== null && 'is-changed',
    misprint && 'is-misprint',
    (misprint || origin) && 'has-marks',
    given && 'is-given',
    gradient !== null && 'has-gradient',
    text.length > 2 && 'long',
    level !== null && `b${level}`,
  ]
    .filter(Boolean)
    .join(' ')

/** The marks of a cell in words. */
const described = ({ whole, was, gradient, misprint, origin }: CellView): string =>
  [
    whole !== null && `exactly ${whole}`,
    was !== null && `was ${was}`,
    gradient !== null && `gradient ${gradient}`,
    misprint && (misprint.printed === null ? 'misprinted' : `misprint, printed ${misprint.printed}`),
    origin?.kind,
  ]
    .filter(Boolean)
    .join(', ')

const Cell = memo(function Cell({ view, pad, room, alive, tabbable, level, editor }: CellProps): ReactNode {
  const { text, was, gradient, misprint, origin } = view
  // A number that is nothing but its digits is drawn without anything around it: a sheet has hundreds.
  const number = pad === '' && !text.includes('/') ? text : <Num text={text} pad={pad} />
  const inner =
    !misprint && !origin ? (
      number
    ) : (
      <>
        {number}
        {misprint && (
          <small className="dagger" aria-hidden="true">
            †{misprint.printed !== null && misprint.printed !== text && <s>{misprint.printed}</s>}
          </small>
        )}
        {origin && (
          <small className="origin" aria-hidden="true">
            {origin.mark}
          </small>
        )}
      </>
    )
  const more = described(view)
  // Drawn by the style sheet: in a long sheet of changed numbers, elements that come and go would cost a frame.
  const marks = {
    ...(was !== null && was.length <= room && { 'data-was': was }),
    ...(gradient !== null && { 'data-gradient': `∂${gradient}` }),
  }
  return (
    <td className={classOf(view, level)} data-value={view.whole ?? text}>
      {editor ??
        (alive ? (
          <button
            type="button"
            data-cell={cellKey(view.cell)}
            tabIndex={tabbable ? 0 : -1}
            {...marks}
            {...(more !== '' && { 'aria-description': more })}
            {...(view.lit === 'focus' && { 'aria-current': 'true' as const })}
          >
            {inner}
          </button>
        ) : (
          <span className="still" {...marks}>
            {inner}
            {more !== '' && <span className="vh">, {more}</span>}
          </span>
        ))}
    </td>
  )
})

interface TableProps {
  readonly block: Block
  /** How many characters of an old value there is room for. */
  readonly room: number
  readonly look: MatrixLook
  readonly from: number
  readonly rows: readonly (readonly CellView[])[]
  readonly caption: ReactNode
}

function Table({ block, room, look, from, rows, caption }: TableProps): ReactNode {
  const texts = block.rows.flat().map(({ text }) => text)
  const most = mostDecimals(texts)
  const first = block.rows[0]?.[0]?.cell
  const tabHere = look.tab?.name === block.name
  const hasColumns = block.columnHeads.some(head => head !== '')
  return (
    <table className={`matrix role-${block.role}${block.isGradient ? ' is-gradient' : ''}`}>
      <caption>
        <span className="cap">{caption}</span>
      </caption>
      {hasColumns && (
        <thead>
          <tr>
            <td className="corner" />
            {block.columnHeads.map((head, column) => (
              <th key={column} scope="col">
                <span>{head}</span>
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map((cells, r) => (
          <tr key={r}>
            <th scope="row">
              <span>{block.rowHeads[from + r] || block.title}</span>
            </th>
            {cells.map((view, c) => {
              const entry = look.entry?.(view) ?? null
              return (
                <Cell
                  key={c}
                  view={view}
                  pad={padOf(view.text, most)}
                  room={room}
                  alive={look.alive}
                  tabbable={tabHere ? same(look.tab, view.cell) : view.cell === first}
                  level={
                    block.frames && (look.isPainted?.(view) ?? entry === null) && view.text !== hiddenText
                      ? brightnessOf(view.value, look.brightest)
                      : null
                  }
                  editor={entry ?? (same(look.editor?.cell, view.cell) ? look.editor?.element : null)}
                />
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Wide enough for its title to stand in one line beside its sign, however small the squares. */
const isRoomy = ({ title, shape, frames }: Block): boolean =>
  title.length * 0.29 + 1 <= shape[1] * (frames && frames.count > 1 ? 2 : 1) + 0.8

/** A title whose words are broken nowhere, not even at a hyphen. */
const unbroken = (title: string): ReactNode =>
  title.split(/(\S+-\S+)/).map((part, i) =>
    i % 2 === 0 ? (
      part
    ) : (
      <span className="whole" key={i}>
        {part}
      </span>
    ),
  )

/** The name, sign, shape and role of a matrix. */
function Caption({ block, href }: { readonly block: Block; readonly href: string | undefined }): ReactNode {
  const { title, symbol, shape, role } = block
  return (
    <>
      <span className="title">{href === undefined ? unbroken(title) : <a href={href}>{unbroken(title)}</a>}</span>
      <span className="facts">
        <MatrixSign of={symbol} />{' '}
        <span className="shape">
          {shape[0]}×{shape[1]}
        </span>{' '}
        <RoleMark role={role} />
      </span>
    </>
  )
}

/** The size of its cells is its own where nothing stands in line with it. */
interface MatrixProps extends Partial<CellSize> {
  readonly block: Block
  readonly look: MatrixLook
  /** What the name of the matrix leads to. */
  readonly href?: string
  /** What stands beside the frames of a video. */
  readonly beside?: ReactNode
}

/** A matrix. Frames of a video stand side by side, a table each. */
export const Matrix = memo(function Matrix({
  block,
  wide = cellSize(block).wide,
  tall = cellSize(block).tall,
  look,
  href,
  beside,
}: MatrixProps): ReactNode {
  const classes = [
    `block w${wide} k${captionSquares(block, wide)}`,
    tall && 'tall',
    block.frames && 'film',
    isRoomy(block) && 'roomy',
  ]
    .filter(Boolean)
    .join(' ')
  const caption = <Caption block={block} href={href} />
  const room = wide * 6 - (tall ? 0 : 2)
  if (!block.frames)
    return (
      <div className={classes} data-matrix={block.turned ? `${block.name}ᵀ` : block.name}>
        <Table block={block} room={room} look={look} from={0} rows={block.rows} caption={caption} />
      </div>
    )
  const { count, rows } = block.frames
  const inRow = across(count)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form; these are frames that belong together
    <div className={classes} data-matrix={block.name} role="group" aria-label={block.title}>
      {Array.from({ length: count }, (_, f) => (
        <div key={f} className={`frame c${f % inRow} r${Math.floor(f / inRow)}${f < inRow ? '' : ' low'}`}>
          <Table
            block={block}
            room={room}
            look={look}
            from={f * rows}
            rows={block.rows.slice(f * rows, (f + 1) * rows)}
            caption={
              <>
                {f === 0 ? caption : <span className="vh">{block.title}, </span>}
                <span className="frame-number">frame {f + 1}</span>
              </>
            }
          />
        </div>
      ))}
      {beside && <div className={`c${inRow} r0`}>{beside}</div>}
    </div>
  )
})
