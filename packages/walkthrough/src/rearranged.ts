// In plain words which pixel goes where, where a video is cut into patches or put together from them.
import { eachOf, named } from '@dit-by-hand/graph/at'
import { type CellRef, expression } from '@dit-by-hand/graph/expression'
import type { Net } from '@dit-by-hand/graph/graph'

/** "rows 3–4": what one of several patches along an axis covers. */
const covers = (what: string, length: number, place: number): string =>
  length === 1 ? `${what} ${place + 1}` : `${what}s ${place * length + 1}–${(place + 1) * length}`

/**
 * The patch that a cell belongs to, or the second as an example: which pixels it has, and their order.
 * @returns two phrases, "patch 2 is frame 2" and "read row by row down column 2"; null for a matrix that rearranges nothing
 */
export function rearranged(net: Net, name: string, cell?: CellRef): readonly [which: string, how: string] | null {
  const node = named(net, name)
  if (node.op !== 'rearrange') return null
  const { sizes, to } = node.arg
  const [through, down, across] = eachOf(['T', 'H', 'W'], axis => named(sizes, axis))
  const [deep, high, wide] = eachOf(['t', 'h', 'w'], axis => named(sizes, axis))
  const isCut = !to[0].includes('T')
  const made = cell && expression(net, cell)
  const own = isCut ? cell?.column : made?.kind === 'cell' ? made.cell.column : undefined
  const patch = own ?? Math.min(1, through * down * across - 1)
  const rows = down > 1 ? [covers('row', high, Math.floor(patch / across) % down)] : []
  const columns = across > 1 ? [covers('column', wide, patch % across)] : []
  const frames = through > 1 ? covers('frame', deep, Math.floor(patch / (down * across))) : 'all frames'
  const inFrame = [...rows, ...columns].join(', ')
  const part = inFrame !== '' ? `${inFrame} of ${frames}` : through > 1 ? frames : 'the whole video'
  const order = [...(deep > 1 ? ['frame by frame'] : []), ...(high > 1 ? ['row by row'] : [])]
  const how = order.length > 0 ? order.join(', ') : 'from left to right'
  const column = `column ${patch + 1}`
  return isCut ? [`patch ${patch + 1} is ${part}`, `read ${how} down ${column}`] : [`${column} becomes ${part}`, how]
}

/** The same as a sentence; nothing for a matrix that rearranges nothing. */
export function rearrangedSentence(net: Net, name: string, cell?: CellRef): string {
  const [which, how] = rearranged(net, name, cell) ?? []
  return which === undefined ? '' : `${which.charAt(0).toUpperCase()}${which.slice(1)}, ${how}.`
}
