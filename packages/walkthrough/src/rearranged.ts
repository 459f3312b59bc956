// In plain words which pixel goes where, where a video is cut into patches or put together from them.
import { named } from '@dit-by-hand/graph/at'
import { type CellRef, expression } from '@dit-by-hand/graph/expression'
import type { Net } from '@dit-by-hand/graph/graph'

/** What one patch covers along an axis of the video. */
interface Extent {
  readonly what: string
  /** How many patches there are along it, how long each is, and which this one is, from 0. */
  readonly patches: number
  readonly length: number
  readonly place: number
}

const covers = ({ what, length, place }: Extent): string => {
  const first = place * length + 1
  return length === 1 ? `${what} ${first}` : `${what}s ${first}–${first + length - 1}`
}

/**
 * The patch that a cell belongs to, or the second as an example: which pixels it has, and their order.
 * @returns two phrases, "patch 2 is frame 2" and "read row by row down column 2"; null for a matrix that rearranges nothing
 */
export function rearranged(net: Net, name: string, cell?: CellRef): readonly [which: string, how: string] | null {
  const node = named(net, name)
  if (node.op !== 'rearrange') return null
  const { sizes, to } = node.arg
  const isCut = !to[0].includes('T')
  const [through, down, across] = [named(sizes, 'T'), named(sizes, 'H'), named(sizes, 'W')]
  const made = cell && expression(net, cell)
  const own = isCut ? cell?.column : made?.kind === 'cell' ? made.cell.column : undefined
  const patch = own ?? Math.min(1, through * down * across - 1)
  const extent = (what: string, patches: number, axis: string, place: number): Extent => ({
    ...{ what, patches, length: named(sizes, axis), place: place % patches },
  })
  const frames = extent('frame', through, 't', Math.floor(patch / (down * across)))
  const rows = extent('row', down, 'h', Math.floor(patch / across))
  const columns = extent('column', across, 'w', patch)
  const inFrame = [rows, columns].filter(({ patches }) => patches > 1).map(covers)
  const when = through === 1 ? 'all frames' : covers(frames)
  const part = inFrame.length > 0 ? `${inFrame.join(', ')} of ${when}` : through === 1 ? 'the whole video' : when
  const order = [frames, rows].filter(({ length }) => length > 1).map(({ what }) => `${what} by ${what}`)
  const how = order.length > 0 ? order.join(', ') : 'from left to right'
  const column = `column ${patch + 1}`
  return isCut ? [`patch ${patch + 1} is ${part}`, `read ${how} down ${column}`] : [`${column} becomes ${part}`, how]
}

/** The same as a sentence, with a space before it; nothing for a matrix that rearranges nothing. */
export function rearrangedSentence(net: Net, name: string, cell?: CellRef): string {
  const [which, how] = rearranged(net, name, cell) ?? []
  return which === undefined ? '' : ` ${which.charAt(0).toUpperCase()}${which.slice(1)}, ${how}.`
}
