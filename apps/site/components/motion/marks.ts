// What a moment of a played step does to the squares of the sheet: attributes on its cells, and nothing drawn anew.
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'
import { type Moment, type Motion, standing } from '@dit-by-hand/walkthrough/motion'

type Mark = 'todo' | 'now' | 'source' | 'term'

/** The squares of the page as it is, and how they are marked while a motion is played. */
export function marksOf(motion: Motion) {
  const squares = new Map<string, HTMLElement>()
  for (const button of document.querySelectorAll<HTMLElement>('.grids [data-cell]')) {
    const { cell } = button.dataset
    if (cell !== undefined && button.parentElement) squares.set(cell, button.parentElement)
  }
  const pictures = document.querySelector<HTMLElement>('.pictures')
  /** Pictures show what comes out, so they wait for it. */
  const hold = (held: boolean): void => {
    pictures?.toggleAttribute('data-held', held)
  }
  /** The square of a cell; undefined where the page does not show it. */
  const square = (cell: CellRef): HTMLElement | undefined => squares.get(cellKey(cell))
  let shown = new Map<HTMLElement, Mark>()
  const put = (next: Map<HTMLElement, Mark>): void => {
    for (const [element] of shown) if (!next.has(element)) delete element.dataset.play
    for (const [element, mark] of next) if (shown.get(element) !== mark) element.dataset.play = mark
    shown = next
  }
  return {
    square,
    show: (moment: Moment): void => {
      const next = new Map<HTMLElement, Mark>()
      const mark = (cell: CellRef, as: Mark): void => {
        const element = square(cell)
        if (element) next.set(element, as)
      }
      const stands = standing(motion, moment)
      for (const { cell } of motion.made) if (!stands(cell)) mark(cell, 'todo')
      if (moment.beat !== null) {
        for (const { cells } of moment.now.terms) for (const cell of cells) mark(cell, 'source')
        for (const cell of moment.term) mark(cell, 'term')
        mark(moment.now.cell, 'now')
      }
      put(next)
      hold(motion.made.some(({ cell }) => !stands(cell)))
    },
    clear: (): void => {
      put(new Map())
      hold(false)
    },
  }
}
