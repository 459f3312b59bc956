// Fields of a form with their titles: one of a list, a whole number within limits.
import { at } from '@dit-by-hand/graph/at'
import type { ReactNode } from 'react'

interface FieldProps<T> {
  readonly title: string
  readonly disabled?: boolean
  readonly value: T
  readonly onChoose: (value: T) => void
}

interface SelectProps<T> extends FieldProps<T> {
  readonly of: readonly T[]
  /** What each is called. */
  readonly say?: (one: T) => ReactNode
}

/** One of a list. */
export function Select<T extends string | number>(props: SelectProps<T>): ReactNode {
  const { title, disabled, value, onChoose, of, say = String } = props
  return (
    <label className="field">
      {title}
      <select value={value} disabled={disabled} onChange={({ target }) => onChoose(at(of, target.selectedIndex))}>
        {of.map(one => (
          <option key={one} value={one}>
            {say(one)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A whole number from `least` to `most`. While what stands there is none, it stays what it was. */
export function WholeNumber(props: FieldProps<number> & { readonly least: number; readonly most: number }): ReactNode {
  const { title, disabled, value, onChoose, least, most } = props
  return (
    <label className="field">
      {title}
      <input
        type="number"
        min={least}
        max={most}
        value={value}
        disabled={disabled}
        onChange={({ target: { valueAsNumber: next } }) => {
          if (Number.isInteger(next) && next >= least && next <= most) onChoose(next)
        }}
      />
    </label>
  )
}

interface RangeProps extends FieldProps<number> {
  readonly least: number
  readonly most: number
  readonly step: number
  /** The number as it is told. */
  readonly shown: ReactNode
}

/** A number to be slid between two others. */
export function Range({ title, shown, value, onChoose, least, most, step }: RangeProps): ReactNode {
  return (
    <label className="field">
      <span>
        {title} <span className="number">{shown}</span>
      </span>
      <input
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        onChange={({ target }) => onChoose(target.valueAsNumber)}
      />
    </label>
  )
}
