// One rung: why the field does it, and what it changes, by itself and on top of those below it.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, equal } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Change, Step } from '@dit-by-hand/ladder/climb'
import type { ReactNode } from 'react'
import { Num } from '../../components/number.tsx'
import { Scrolling } from '../../components/scrolling.tsx'

/** More columns than this are told and not shown. */
const mostColumns = 12

export function Rung({
  number,
  upon,
  alone,
}: {
  readonly number: number
  readonly upon: Step
  readonly alone: Step
}): ReactNode {
  const { id, title, why } = upon.rung
  return (
    <section aria-labelledby={id} className="rung">
      <h2 id={id}>
        <span className="rung-number">{number}</span> {title}
      </h2>
      <p>{why}</p>
      <Changes step={upon} mode="upon" title={title} />
      <Changes step={alone} mode="alone" title={title} />
    </section>
  )
}

function Changes({
  step: { shown, others },
  mode,
  title,
}: {
  readonly step: Step
  readonly mode: 'upon' | 'alone'
  readonly title: string
}): ReactNode {
  return (
    <div className={`rung-${mode}`}>
      {shown.map(change => (
        <Pair key={change.name} change={change} title={title} />
      ))}
      {others.length > 0 && (
        <p className="rung-others">
          {others.length === 1 ? 'One more matrix follows: ' : `${others.length} more matrices follow: `}
          {others.map(({ name }) => name).join(', ')}.
        </p>
      )}
    </div>
  )
}

function Pair({
  change: { name, before, after, isChanged },
  title,
}: {
  readonly change: Change
  readonly title: string
}): ReactNode {
  const how = before === null ? 'new' : after === null ? 'gone' : isChanged ? 'changed' : 'unchanged'
  return (
    <figure className="rung-pair">
      <figcaption>
        <code>{name}</code> {how}
      </figcaption>
      <Scrolling className="rung-numbers" label={`${title}: ${name}, ${how}`}>
        {before && <Numbers grid={before} was={null} label={isChanged ? `${name} before` : name} />}
        {before && after && isChanged && (
          <span className="rung-arrow" aria-hidden="true">
            →
          </span>
        )}
        {after && isChanged && <Numbers grid={after} was={before} label={before ? `${name} after` : name} />}
      </Scrolling>
    </figure>
  )
}

function Numbers({
  grid,
  was,
  label,
}: {
  readonly grid: Grid<Exact>
  readonly was: Grid<Exact> | null
  readonly label: string
}): ReactNode {
  const hidden = at(grid, 0).length - mostColumns
  const isNew = (cell: Exact, row: number, column: number): boolean => {
    const before = was?.[row]?.[column]
    return was !== null && (before === undefined || !equal(before, cell))
  }
  return (
    <table aria-label={label} className="rung-matrix">
      <tbody>
        {grid.map((row, r) => (
          <tr key={r}>
            {row.slice(0, mostColumns).map((cell, c) => (
              <td key={c} className={isNew(cell, r, c) ? 'is-changed' : undefined}>
                <Num text={showNumber(cell)} />
                {isNew(cell, r, c) && <span className="rung-dot">•</span>}
              </td>
            ))}
            {hidden > 0 && <td>… {r === 0 && `${hidden} more`}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
