// Moving the focus in a scene: from cell to cell, across a matrix's edge into the next, and from matrix to matrix.
import { named } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { matrices } from './matrices.ts'
import { type Block, type MapStop, type Scene, spotIn } from './scene.ts'
import { stageMaking } from './stages.ts'
import type { Stop } from './tour.ts'

export type Direction = 'up' | 'down' | 'left' | 'right'

const steps = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] } as const

const focusOf = (scene: Scene): CellRef | null => scene.line?.cell ?? null

const blockOf = (scene: Scene, cell: CellRef | null): Block | undefined =>
  scene.blocks.find(block => block.name === cell?.name)

/** The cell one step away; past a matrix's edge, the nearest cell of the nearest matrix that way, or the same cell. */
export function moved(scene: Scene, direction: Direction): CellRef | null {
  const cell = focusOf(scene)
  const block = blockOf(scene, cell)
  if (!cell || !block) return firstCell(scene.blocks[0])
  const [down, right] = steps[direction]
  const from = spotIn(block, cell)
  const [row, column] = [from.row + down, from.column + right]
  if (row >= 0 && row < block.shape[0] && column >= 0 && column < block.shape[1]) return cellIn(block, row, column)
  const frame = besideFrame(block, cell, right)
  if (frame) return frame
  const next = neighbour(scene, block, direction)
  if (!next) return cell
  const clamp = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value))
  return cellIn(
    next,
    direction === 'up' ? next.shape[0] - 1 : direction === 'down' ? 0 : clamp(from.row, next.shape[0]),
    direction === 'left' ? next.shape[1] - 1 : direction === 'right' ? 0 : clamp(from.column, next.shape[1]),
  )
}

/** The cell at a row and column of a block. */
const cellIn = (block: Block, row: number, column: number): CellRef => ({
  name: block.name,
  ...spotIn(block, { name: block.name, row, column }),
})

/** The cell beside one at the edge of a frame, since the frames of a video are side by side. */
function besideFrame({ frames, shape }: Block, cell: CellRef, right: number): CellRef | null {
  if (!frames || right === 0) return null
  const row = cell.row + right * frames.rows
  return row >= 0 && row < shape[0] ? { ...cell, row, column: right === 1 ? 0 : shape[1] - 1 } : null
}

function neighbour(scene: Scene, from: Block, direction: Direction): Block | undefined {
  const [down, right] = steps[direction]
  const distance = (block: Block): number => {
    const [rows, columns] = [block.at.row - from.at.row, block.at.column - from.at.column]
    const ahead = rows * down + columns * right
    const aside = Math.abs(rows * right) + Math.abs(columns * down)
    return ahead > 0 ? ahead + 2 * aside : Number.POSITIVE_INFINITY
  }
  return scene.blocks.filter(block => Number.isFinite(distance(block))).toSorted((a, b) => distance(a) - distance(b))[0]
}

const firstCell = (block: Block | undefined): CellRef | null => (block ? { name: block.name, row: 0, column: 0 } : null)

/** The first cell of the next or previous matrix, in reading order, cyclically. */
export function nextMatrix(scene: Scene, by: 1 | -1): CellRef | null {
  const at = scene.blocks.findIndex(block => block.name === focusOf(scene)?.name)
  return firstCell(scene.blocks.at((at + by) % Math.max(1, scene.blocks.length)))
}

/** Where following the cell in focus leads: to the step that computes it; from there, to the first cell it is made from. Null
 *  for a given number at the step that first uses it. */
export function origin(scene: Scene): Stop | null {
  const line = scene.line
  if (!line) return null
  const home = homeOf(scene, line.cell)
  const isHere = home.place === scene.place && (home.stage ?? scene.stage) === scene.stage && home.pass === undefined
  if (!isHere) return home
  const source = line.sources[0]
  if (!source) return null
  const shown = scene.blocks.some(block => block.name === source.name)
  const stage = scene.stage === null ? {} : { stage: scene.stage }
  return shown ? { place: scene.place, cell: source, ...stage } : homeOf(scene, source)
}

/** The step that computes a cell, or that first uses a given one. The noised latent of a later pass is the denoised one of the
 *  pass before. */
export function homeOf({ pass, facts }: Scene, cell: CellRef): Stop {
  if (pass && pass.at > 1 && cell.name === 'noised')
    return { place: 'denoise', cell: { ...cell, name: 'denoised' }, pass: pass.at - 1 }
  const stage = stageMaking(cell.name, facts)
  return { place: named(matrices, cell.name, 'the walk').place, cell, ...(stage && { stage }) }
}

/** Whether a stop is not hidden, as a link may hide steps. */
export const isOpen = ({ step }: MapStop, hiddenSteps: readonly number[]): boolean =>
  // Stryker disable next-line ConditionalExpression: a stop without a step is in no list of steps
  step === null || !hiddenSteps.includes(step)

/** The stops that are not hidden. */
export const openStops = (map: readonly MapStop[], hiddenSteps: readonly number[]): readonly MapStop[] =>
  map.filter(stop => isOpen(stop, hiddenSteps))

/** The nearest open stops before and after the reader's. */
export function turns(
  map: readonly MapStop[],
  hiddenSteps: readonly number[],
): { readonly before: MapStop | undefined; readonly after: MapStop | undefined } {
  const here = map.findIndex(stop => stop.here)
  return {
    before: openStops(map.slice(0, here), hiddenSteps).at(-1),
    after: openStops(map.slice(here + 1), hiddenSteps)[0],
  }
}
