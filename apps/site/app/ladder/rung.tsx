// One rung: why the field does it, and what it changes, by itself and on top of those below it.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { type Change, isSame, type Rewritten, type Step } from '@dit-by-hand/ladder/climb'
import { isName, matrices, type Role } from '@dit-by-hand/walkthrough/matrices'
import type { ReactNode } from 'react'
import { RoleMark } from '../../components/marks.tsx'
import { MatrixSign } from '../../components/matrix-sign.tsx'
import { Num } from '../../components/number.tsx'
import { Scrolling } from '../../components/scrolling.tsx'

/** More columns than this are told and not shown. */
const mostColumns = 12

interface RungProps {
  readonly number: number
  readonly upon: Step
  readonly alone: Step
}

export function Rung({ number, upon, alone }: RungProps): ReactNode {
  const { id, title, why } = upon.rung
  return (
    <section aria-labelledby={id} className="rung">
      <h2 id={id}>
        <span className="rung-number">{number} </span>
        <span>{title}</span>
      </h2>
      <p>{why}</p>
      <Changes step={upon} mode="upon" title={title} />
      <Changes step={alone} mode="alone" title={title} />
    </section>
  )
}

interface ChangesProps {
  readonly step: Step
  readonly mode: 'upon' | 'alone'
  readonly title: string
}

function Changes({ step: { formulas, shown, others }, mode, title }: ChangesProps): ReactNode {
  return (
    <div className={`rung-${mode}`}>
      <ul className="rung-formulas" aria-label="Formulas">
        {formulas.map(formula => (
          <Formula key={formula.name} of={formula} />
        ))}
      </ul>
      <div className="rung-numbers">
        {shown.map(change => (
          <Pair key={change.name} change={change} title={title} />
        ))}
        {others.length > 0 && (
          <p className="rung-others">
            {others.length === 1 ? 'One more matrix changes: ' : `${others.length} more matrices change: `}
            {others.map(({ name }) => name).join(', ')}.
          </p>
        )}
      </div>
    </div>
  )
}

/** A formula as it was, if it was there, and as it is, with what is new in it. */
function Formula({ of: { name, before, after } }: { readonly of: Rewritten }): ReactNode {
  if (after === null)
    return (
      <li>
        <del>
          {before} <span className="rung-gone">gone</span>
        </del>
      </li>
    )
  const [head, middle, tail] = before === null ? ['', name, after.slice(name.length)] : changeIn(before, after)
  return (
    <li>
      {before !== null && (
        <del>
          <span className="vh">before: </span>
          {before}
        </del>
      )}
      <ins>
        <span className="vh">{before === null ? 'new: ' : 'now: '}</span>
        {head}
        <strong>{middle}</strong>
        {tail}
      </ins>
    </li>
  )
}

/** A formula in three parts: what it begins with and ends with as before, and between them what is new. */
function changeIn(before: string, after: string): readonly [string, string, string] {
  const [was, is] = [partsOf(before), partsOf(after)]
  const head = alike(was, is)
  const tail = is.length - alike(was.slice(head).toReversed(), is.slice(head).toReversed())
  return [is.slice(0, head).join(''), is.slice(head, tail).join(''), is.slice(tail).join('')]
}

const partsOf = (formula: string): readonly string[] => formula.match(/[\w.]+|[^\w.]/g) ?? []

/** How many parts two lists begin with in common. */
function alike(a: readonly string[], b: readonly string[]): number {
  const first = a.findIndex((part, i) => part !== b[i])
  return first < 0 ? a.length : first
}

/** The walk's role of a matrix of this name; of one that the walk has not, that of what it is made from. */
function roleOf({ name, isOfClip }: Change): Role {
  const own = name.slice(name.lastIndexOf('.') + 1)
  return isName(own) ? matrices[own].role : isOfClip ? 'latent' : 'condition'
}

function Pair({ change, title }: { readonly change: Change; readonly title: string }): ReactNode {
  const { name, before, after, isChanged } = change
  const role = roleOf(change)
  const how = before === null ? 'new' : after === null ? 'gone' : isChanged ? 'changed' : 'unchanged'
  return (
    <figure className="rung-pair">
      <figcaption>
        <code>{name}</code> {isName(name) && <MatrixSign of={matrices[name].symbol} />} <RoleMark role={role} /> {how}
      </figcaption>
      <Scrolling className="rung-matrices" label={`${title}: ${name}, ${how}`}>
        {before && <Numbers grid={before} was={null} role={role} label={isChanged ? `${name} before` : name} />}
        {before && after && isChanged && (
          <span className="rung-arrow" aria-hidden="true">
            →
          </span>
        )}
        {after && isChanged && (
          <Numbers grid={after} was={before} role={role} label={before ? `${name} after` : name} />
        )}
      </Scrolling>
    </figure>
  )
}

interface NumbersProps {
  readonly grid: Grid<Exact>
  readonly was: Grid<Exact> | null
  readonly role: Role
  readonly label: string
}

function Numbers({ grid, was, role, label }: NumbersProps): ReactNode {
  const hidden = at(grid, 0).length - mostColumns
  const isNew = (cell: Exact, row: number, column: number): boolean => {
    const before = was?.[row]?.[column]
    return was !== null && (before === undefined || !isSame(before, cell))
  }
  return (
    <table aria-label={label} className={`rung-matrix role-${role}`}>
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
