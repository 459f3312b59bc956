// From an element of the page to the cell that it shows, and back.
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'

/** The cell whose button this is, or stands around this; null where there is none. */
export function cellOfElement(target: EventTarget | null): CellRef | null {
  const found = target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset.cell : undefined
  const [name, row, column] = found?.split(' ') ?? []
  return name === undefined ? null : { name, row: Number(row), column: Number(column) }
}

/** Moves the keyboard to a cell, if there is one and the page shows it. */
export function focusCell(cell: CellRef | null): void {
  if (!cell) return
  const button = document.querySelector<HTMLElement>(`.grids [data-cell=${JSON.stringify(cellKey(cell))}]`)
  button?.focus()
  button?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
