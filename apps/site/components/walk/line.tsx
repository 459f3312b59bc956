'use client'
// The line of arithmetic in its one fixed place: how the cell in focus comes to be what it is, and where one can go
// from it.
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'
import type { Token } from '@dit-by-hand/graph/text'
import { shortName } from '@dit-by-hand/walkthrough/line'
import type { CellView, Scene } from '@dit-by-hand/walkthrough/scene'
import { type ReactNode, useRef } from 'react'
import { later, Nothing } from '../later.tsx'
import { MatrixSign } from '../matrix-sign.tsx'
import { Num } from '../number.tsx'
import { useLitInSight } from './in-sight.ts'

/** `Wₑ[1,2]` as a sign with its place behind it. */
export function CellName({ text }: { readonly text: string }): ReactNode {
  const parts = /^(.+)\[(.+)\]$/.exec(text)
  return parts ? (
    <>
      <MatrixSign of={parts[1] ?? ''} />
      <span className="place">[{parts[2]}]</span>
    </>
  ) : (
    text
  )
}

interface TokensProps {
  readonly of: readonly Token[]
  /** Printed with names, for the eye alone: the values say the same to a screen reader. */
  readonly named: boolean
  readonly leads: (cell: CellRef) => boolean
  readonly onFollow: (cell: CellRef) => void
}

/** A printed line, its cells as buttons that lead to them. */
function Tokens({ of, named, leads, onFollow }: TokensProps): ReactNode {
  return of.map(({ text, cell, idle }, i) =>
    cell && leads(cell) ? (
      <button
        type="button"
        key={`${i} ${cellKey(cell)}`}
        className={`bare token${idle ? ' idle' : ''}`}
        data-source={cellKey(cell)}
        tabIndex={named ? -1 : 0}
        onClick={() => onFollow(cell)}
      >
        {named ? (
          <CellName text={text} />
        ) : (
          <>
            <Num text={text} />
            <span className="vh"> of {shortName(cell)}</span>
          </>
        )}
      </button>
    ) : (
      <span key={`${i} ${text}`} {...(idle && { className: 'idle' })}>
        {named ? <CellName text={text} /> : text}
      </span>
    ),
  )
}

/** Why we say where a number comes from: of the first number of a page the server says it. */
export interface Reason {
  /** The cell, by its key. */
  readonly of: string
  /** A sentence; '' where there is nothing to say. */
  readonly why: string
}

/** What is known about the number itself: its source, its misprint. */
function About({ view, reason }: { readonly view: CellView; readonly reason: Reason | null }): ReactNode {
  return (
    <>
      {view.was !== null && (
        <span className="note">
          was <s>{view.was}</s>
        </span>
      )}
      {view.misprint && (
        <span className="note misprinted">
          <span aria-hidden="true">†</span>{' '}
          {view.misprint.printed === null
            ? `misprinted; ${view.misprint.correct} is right`
            : `printed ${view.misprint.printed}; ${view.misprint.correct} is right`}
        </span>
      )}
      {view.origin && (
        <span className="note">
          <span aria-hidden="true">{view.origin.mark}</span> {view.origin.kind}
          {reason?.of === cellKey(view.cell) ? (
            reason.why && `: ${reason.why}`
          ) : (
            <Why key={cellKey(view.cell)} cell={view.cell} />
          )}
        </span>
      )}
    </>
  )
}

// Of each cell anew: where it did not come once, it may the next time.
const Spoken = later(async () => (await import('./of-cell.tsx')).Spoken, Nothing)
const Why = later(async () => (await import('./of-cell.tsx')).Why, Nothing)
const Proof = later(async () => (await import('./of-cell.tsx')).Proof)

export interface LinePanelProps {
  readonly scene: Scene
  /** The cell's own view, where the page shows it. */
  readonly view: CellView | null
  readonly reason: Reason | null
  readonly uses: boolean
  /** Only what the reader picked is spoken, not what the mouse passes over. */
  readonly quiet: boolean
  /** Whether a cell can be gone to: not where the link hides its step. */
  readonly leads: (cell: CellRef) => boolean
  readonly onFollow: (cell: CellRef) => void
  /** Leaves the line for the cell. */
  readonly onLeave: () => void
  readonly children: ReactNode
}

export function LinePanel({
  scene,
  view,
  reason,
  uses,
  quiet,
  leads,
  onFollow,
  onLeave,
  children,
}: LinePanelProps): ReactNode {
  const { line } = scene
  const panel = useRef<HTMLElement>(null)
  const inSight = useLitInSight(panel, line ? cellKey(line.cell) : '', !quiet)
  if (!line) return null
  return (
    <section
      className="line"
      ref={panel}
      data-away={!inSight}
      aria-label="Line of arithmetic"
      onKeyDown={event => {
        if (event.key === 'Escape') onLeave()
      }}
    >
      <div className="line-head">
        <h2>{line.title}</h2>
        <div className="line-tools no-print">{children}</div>
        {view && <About view={view} reason={reason} />}
      </div>
      <div className="line-body">
        {!line.given && (
          <p className="names">
            <CellName text={shortName(line.cell)} /> ={' '}
            <Tokens of={line.names} named leads={leads} onFollow={onFollow} />
          </p>
        )}
        <p className="values">
          {line.given ? (
            <>
              <CellName text={shortName(line.cell)} /> = <Result text={line.result} />{' '}
              <span className="given">given</span>
            </>
          ) : (
            <>
              <Tokens of={line.values} named={false} leads={leads} onFollow={onFollow} /> ={' '}
              <Result text={line.result} />
            </>
          )}
        </p>
        {line.meaning && <p className="meaning">{line.meaning}</p>}
        {scene.wantsProof && <Proof scene={scene} />}
        {uses && (
          <p className="used">
            {line.consumers.length === 0 ? 'goes into nothing else' : 'goes into '}
            {line.consumers.map((cell, i) => (
              <span key={cellKey(cell)}>
                {i > 0 && ', '}
                <Tokens of={[{ text: shortName(cell), cell }]} named leads={leads} onFollow={onFollow} />
              </span>
            ))}
          </p>
        )}
      </div>
      <p className="vh" aria-live="polite">
        {!quiet && <Spoken key={cellKey(line.cell)} scene={scene} />}
      </p>
    </section>
  )
}

function Result({ text }: { readonly text: string }): ReactNode {
  return (
    <strong className="result">
      <Num text={text} />
    </strong>
  )
}
