// The stages of a step that is too long for one page: which is on show, and which computes a matrix.
import type { Name } from '@dit-by-hand/core/names'
import { tellingOf } from './steps.ts'
import type { Facts, Layout, Operator, Place, Square, Stage, StageId } from './telling.ts'

/** The stages of a place; none where it has a single page. */
export const stagesOf = (place: Place, facts: Facts): readonly Stage[] => tellingOf(place).stages?.(facts) ?? []

const turned = 'ᵀ'

/** The matrix in a square of a layout, and whether it is transposed; null where there is none. */
export function matrixIn(square: Square): { readonly name: Name; readonly turned: boolean } | null {
  if (square === '' || square === '^' || isOperator(square)) return null
  return square.endsWith(turned)
    ? { name: square.slice(0, -turned.length) as Name, turned: true }
    : { name: square as Name, turned: false }
}

/** Whether a square of a layout is a sign. */
export const isOperator = (square: Square): square is Operator =>
  square === '+' || square === '−' || square === '·' || square === '⊙' || square === '=' || square === '→'

/** The matrices of a layout, each once. */
export const namesIn = (layout: Layout): readonly Name[] => [
  ...new Set(layout.flat().flatMap(square => matrixIn(square)?.name ?? [])),
]

/** The stage that computes a matrix: the one whose formulas have it; undefined where none does. */
export const stageMaking = (name: string, facts: Facts): StageId | undefined =>
  stagesOf('slopes', facts).find(({ formula }) => formula(facts).some(made => made === name))?.id

/** Whether a stage has a matrix on its page. */
const shows = (stage: Stage, name: string, facts: Facts): boolean =>
  namesIn(stage.layout(facts)).some(shown => shown === name)

/** The stage on show: the one asked for; else the first that shows the cell in focus; else the first. Null where the place has
 *  none. */
export function stageAt(
  {
    place,
    stage,
    cell,
  }: { readonly place: Place; readonly stage: StageId | null; readonly cell: { readonly name: string } | null },
  facts: Facts,
): Stage | null {
  const stages = stagesOf(place, facts)
  const asked = stages.find(({ id }) => id === stage)
  if (asked) return asked
  return (cell && stages.find(each => shows(each, cell.name, facts))) ?? stages[0] ?? null
}
