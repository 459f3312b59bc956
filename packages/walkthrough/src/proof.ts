// The finite-difference proof of a gradient: nudge the number, and see how far the error moves.
import type { Worked } from '@dit-by-hand/core/lesson'
import { type Nudge, nudge } from '@dit-by-hand/core/nudge'
import { difference } from '@dit-by-hand/graph/arith'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { memo } from '@dit-by-hand/graph/memo'
import { showNumber, showPlaces } from '@dit-by-hand/graph/style'
import { placesFor } from './leaf.ts'
import { valueAt } from './line.ts'
import { gradientAt, isName, meaningOf, titleOf } from './matrices.ts'
import type { Scene } from './scene.ts'

/** The proof of a gradient: how a small nudge up and down changes the error. */
export interface Proof {
  readonly nudge: Nudge
  /** How many places of the errors show how far they are apart. */
  readonly places: number
  /** `J = … up or down by 1/1000: (J(+1/1000) − J(−1/1000)) / (2 · 1/1000) = … = 10` */
  readonly text: string
}

/** The gradient at a cell; undefined where none is worked out for it. */
export function gradientValue(cell: CellRef, worked: Pick<Worked, 'values'>): Exact | undefined {
  const name = gradientAt(cell.name)
  return name && valueAt(worked, { ...cell, name })
}

/** Of a gradient's cell the one that it is the gradient at; any other cell itself. */
export function gradedCell(cell: CellRef): CellRef {
  const meaning = isName(cell.name) ? meaningOf(cell.name) : undefined
  return meaning?.kind === 'gradient' ? { ...cell, name: meaning.of } : cell
}

/** The proof for a gradient, or for a number that has one; null where it has none. J is half the sum of the squared errors. */
export function proofFor(cell: CellRef, worked: Worked): Proof | null {
  const here = gradedCell(cell)
  if (gradientValue(here, worked) === undefined) return null
  const proof = nudge(worked, here)
  const { errorAbove, errorBelow } = proof
  const places = placesFor(shown => difference(shown(errorAbove), shown(errorBelow)))
  const [by, slope] = [proof.by, proof.slope].map(showNumber)
  const [above, below] = [errorAbove, errorBelow].map(error => showPlaces(error, places))
  const moved = here.name === cell.name ? 'the number' : `that number of the ${titleOf(here.name)}`
  const text = proof.corner
    ? `a nudge of ${by} changes which patch is attended to, so the error has a corner here and no gradient`
    : `J = half the sum of squared errors, with ${moved} nudged up or down by ${by}: (J(+${by}) − J(−${by})) / (2 · ${by}) = (${above} − ${below}) / (2 · ${by}) = ${slope}`
  return { nudge: proof, places, text }
}

/** The proof for the cell in focus, where the scene asks for one; else null. */
export const proofOf: (scene: Scene) => Proof | null = memo(({ wantsProof, line, facts }: Scene) =>
  wantsProof && line ? proofFor(line.cell, facts) : null,
)
