// A cell as it should be beside what was found there, for whoever is told what is wrong.
import { type Exact, toText } from './exact.ts'
import { showNumber } from './style.ts'

/** What a cell should be and what was found there. */
export interface CellPair {
  readonly wanted: string
  readonly found: string
  readonly differs: boolean
}

/** Both numbers of a cell; where they differ, with as many digits as tell them apart. */
export function showPair(wanted: Exact, found: Exact, differs: boolean): CellPair {
  const looksAlike = showNumber(wanted) === showNumber(found)
  const show = differs && looksAlike ? (value: Exact) => toText(value).replace('-', '−') : showNumber
  return { wanted: show(wanted), found: show(found), differs }
}
