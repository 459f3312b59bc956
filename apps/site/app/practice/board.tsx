// The matrices of a task: those it is made from with the learner's own numbers, and those to be filled in.
import { netOf } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { fromCell } from '@dit-by-hand/graph/exact'
import { cellKey, expression, sources } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Posed, Task } from '@dit-by-hand/practice/exercise'
import { type Field, fieldsOf, typedCells } from '@dit-by-hand/practice/fields'
import { filledIn, type Verdict } from '@dit-by-hand/practice/mark'
import { sheetOf, shown } from '@dit-by-hand/practice/own-sheet'
import { hintsAt, type Work } from '@dit-by-hand/practice/progress'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { worthAt } from '@dit-by-hand/walkthrough/line'
import { cellTitle, isName, matrices } from '@dit-by-hand/walkthrough/matrices'
import type { KeyboardEvent, ReactNode } from 'react'
import { Num } from '../../components/number.tsx'
import { Scrolling } from '../check/scrolling.tsx'
import { verdictSign } from './task.tsx'

export interface BoardProps {
  readonly posed: Posed
  readonly task: Task
  readonly work: Work
  readonly marks: { readonly [id: string]: Verdict }
  readonly here: Field
  readonly onHere: (field: Field) => void
  readonly onType: (field: Field, text: string) => void
  readonly onEnter: (field: Field) => void
}

export function Board({ posed, task, work, marks, here, onHere, onType, onEnter }: BoardProps): ReactNode {
  const { lesson } = posed.problem
  const sheet = sheetOf(posed.problem, filledIn(typedCells(posed, work.entries)))
  const fields = fieldsOf(task, posed)
  const byCell = new Map(fields.flatMap(field => (field.cell ? [[cellKey(field.cell), field] as const] : [])))
  const net = netOf(lesson)
  const lit = new Set(here.cell && hintsAt(work, here.id) > 1 ? sources(expression(net, here.cell)).map(cellKey) : [])
  const facts = factsOf(sheet.right)
  const input = (field: Field, label: string, placeholder: string): ReactNode => (
    <Entry
      field={field}
      label={label}
      text={work.entries[field.id] ?? ''}
      verdict={marks[field.id]}
      placeholder={placeholder}
      onHere={onHere}
      onType={onType}
      onEnter={onEnter}
    />
  )
  /** How many rows stand together: those of a frame, of a video. */
  const heightOf = (name: string): number =>
    name === 'video' || name === 'generatedVideo' ? at(lesson.video, 0, 'the video').length : Number.POSITIVE_INFINITY
  const matrix = (name: string): ReactNode => {
    if (!isName(name)) throw new RangeError(`there is no matrix ${name}`)
    const { title, symbol } = matrices[name]
    const [rows, columns] = named(net, name).shape
    const isAsked = task.kind !== 'shapes' && task.kind !== 'choice' && task.names.some(asked => asked === name)
    return (
      <figure key={name} className={isAsked ? 'practice-asked' : undefined}>
        <figcaption>
          <strong>{symbol}</strong> {title}{' '}
          <span className="muted">
            {rows}×{columns}
          </span>
        </figcaption>
        <Scrolling className="practice-scroll" label={title}>
          <table className="rung-matrix" aria-label={`${title}, ${rows} by ${columns}`}>
            <tbody>
              {Array.from({ length: rows }, (_, row) => (
                <tr key={row} className={row > 0 && row % heightOf(name) === 0 ? 'frame-begins' : undefined}>
                  {Array.from({ length: columns }, (_, column) => {
                    const cell = { name, row, column }
                    const field = byCell.get(cellKey(cell))
                    const isPrinted = task.kind === 'misprint' && cellKey(task.cell) === cellKey(cell)
                    const value = shown(isPrinted ? fromCell(task.printed) : worthAt(sheet.own, cell))
                    return (
                      <td key={column} className={lit.has(cellKey(cell)) ? 'practice-source' : undefined}>
                        {field ? (
                          input(field, cellTitle(cell, facts), task.kind === 'misprint' ? showNumber(value) : '?')
                        ) : (
                          <Num text={showNumber(value)} />
                        )}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      </figure>
    )
  }
  if (task.kind === 'choice') return <div className="practice-board">{task.shows.map(matrix)}</div>
  return (
    <div className="practice-board">
      {task.shows.map(matrix)}
      {task.kind === 'shapes' ? (
        <p className="practice-shape">
          {fields.map((field, i) => (
            <span key={field.id}>
              {input(field, field.label, '?')} {field.label}
              {i === 0 && ' × '}
            </span>
          ))}
        </p>
      ) : (
        task.names.map(matrix)
      )}
    </div>
  )
}

function Entry({
  field,
  label,
  text,
  verdict,
  placeholder,
  onHere,
  onType,
  onEnter,
}: {
  readonly field: Field
  readonly label: string
  readonly text: string
  readonly verdict: Verdict | undefined
  readonly placeholder: string
} & Pick<BoardProps, 'onHere' | 'onType' | 'onEnter'>): ReactNode {
  const sign = verdictSign(verdict)
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      onEnter(field)
    } else if (moved(event)) event.preventDefault()
  }
  return (
    <span className={`practice-entry ${verdict ? `practice-${verdict.state}` : ''}`}>
      <input
        data-field={field.id}
        aria-label={label}
        aria-invalid={sign === '✗' || undefined}
        value={text}
        placeholder={placeholder}
        size={Math.max(3, Math.min(9, text.length + 1))}
        maxLength={24}
        inputMode="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onFocus={() => onHere(field)}
        onChange={({ target }) => onType(field, target.value.replaceAll('-', '−'))}
        onKeyDown={key}
      />
      <span className="practice-sign">{sign}</span>
    </span>
  )
}

const directions: { readonly [key: string]: readonly [x: number, y: number] | undefined } = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** Moves the keyboard to the nearest field in a direction; sideways only from an end of the text. */
function moved({
  key,
  currentTarget: input,
  shiftKey,
  ctrlKey,
  altKey,
  metaKey,
}: KeyboardEvent<HTMLInputElement>): boolean {
  const way = directions[key]
  if (!way || shiftKey || ctrlKey || altKey || metaKey) return false
  const [x, y] = way
  const end = x > 0 ? input.value.length : 0
  if (x !== 0 && !(input.selectionStart === input.selectionEnd ? input.selectionStart === end : input.value === ''))
    return false
  const from = input.getBoundingClientRect()
  const all = [...(input.closest('.practice-board')?.querySelectorAll<HTMLInputElement>('input') ?? [])]
  const distances = all.map(other => {
    const to = other.getBoundingClientRect()
    const [along, aside] = x !== 0 ? [(to.x - from.x) * x, to.y - from.y] : [(to.y - from.y) * y, to.x - from.x]
    return other !== input && along > 1 ? along + 20 * Math.abs(aside) : Number.POSITIVE_INFINITY
  })
  const least = Math.min(...distances)
  if (!Number.isFinite(least)) return false
  const next = at(all, distances.indexOf(least))
  next.focus()
  next.select()
  return true
}
