// The whole walk on one sheet, as in the original exercise: training runs down at the left and along the bottom,
// generation back up at the right, and the conditions come in from the side.
import type { Name } from '@dit-by-hand/core/names'
import { at } from '@dit-by-hand/graph/at'
import { answerNames, meaningOf, type Step, slugOf, steps as stepOf } from '@dit-by-hand/spec/names'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import { drawn, formulasOf, type Material, sizeOf } from './drawing.ts'
import { inRows } from './heading.ts'
import type { DrawnSign, Station } from './paper.ts'
import type { Size } from './placing.ts'
import { allSteps, lastOf, type Steps } from './steps.ts'

interface Stop {
  readonly step: Step
  readonly shows: readonly Name[]
  /** Whose formulas are told. */
  readonly made: readonly Name[]
  readonly onward: '→' | '↓' | '↑' | ''
}

const stop = (step: Step, onward: Stop['onward'], shows: readonly Name[], made: readonly Name[] = shows): Stop => ({
  step,
  shows,
  made,
  onward,
})

const patchify = stop(1, '↓', ['video', 'patches'])
const encode = stop(2, '↓', ['encoderWeight', 'encoderBias', 'latent'])
const noise = stop(3, '→', ['noise', 'noised'])
const conditions = stop(4, '→', ['words', 't', 'textEmbedding', 'timeEmbedding', 'condition'])
const modulation = stop(5, '↓', ['modulationWeight', 'modulationBias', 'scaleShift'], ['scaleShift', 'scale', 'shift'])
const modulate = stop(6, '↓', ['scale', 'scaled', 'shift', 'conditioned'], ['scaled', 'conditioned'])
const attention = stop(7, '→', ['query', 'key', 'queries', 'keys', 'scores', 'attention'])
const pooling = stop(8, '→', ['pooled'])
const feedForward = stop(9, '→', ['feedForwardWeight', 'feedForwardBias', 'predictedNoise'])
const gradients = answerNames.filter(name => stepOf[name] === 10 && meaningOf(name).kind !== 'updated')
/** Gradients that stand on no sheet, and what is made from them. */
const between: { readonly [N in Name]?: readonly Name[] } = {
  d_scores: ['d_attention'],
  d_query: ['d_queries'],
  d_key: ['d_keys'],
  d_modulationWeight: ['d_scaleShift'],
}
const slopes = stop(
  10,
  '',
  gradients,
  gradients.flatMap(name => [...(between[name] ?? []), name]),
)
const denoise = stop(11, '↑', ['denoised'])
const decode = stop(12, '↑', ['decoderWeight', 'decoderBias', 'decoded'])
const video = stop(13, '', ['generatedVideo'])

const inOrder: readonly Stop[] = [
  ...[patchify, encode, noise, conditions, modulation, modulate, attention],
  ...[pooling, feedForward, slopes, denoise, decode, video],
]

/** Rows above the matrices of a station: its title, and their captions. */
const above = 2
const gapDown = 0.5
const gapAcross = 2
/** Squares between a heading and the next. */
const apart = 0.4

/** Where a step stands, before it is drawn. */
interface Standing {
  readonly of: Stop
  readonly row: number
  readonly column: number
  /** Squares that its matrices may take across. */
  readonly width: number
  /** Squares that its title and formulas may take across. */
  readonly room: number
}

interface Plan extends Size {
  readonly standing: readonly Standing[]
}

/** Squares left free at the left and at the right, for brackets and arrows. */
const margins = { left: 0.4, right: 1.3 } as const

/** Squares are no larger than this, in millimetres: they leave room to work in. */
const largest = 7

/**
 * The walk on one sheet, as far as it is asked. Every way of dividing the room that is worth trying; the one with the
 * largest squares is taken.
 */
export function oneSheet(
  material: Material,
  room: { readonly width: number; readonly height: number },
  steps: Steps,
): Size & { readonly stations: readonly Station[]; readonly square: number } {
  const last = lastOf(steps)
  const plans = last === lastOf(allSteps) ? wholePlans(material) : partPlans(material, last)
  const squareOf = ({ rows, columns }: Plan): number => Math.min(largest, room.width / columns, room.height / rows)
  const { rows, columns, standing } = plans.reduce((a, b) => {
    const larger = squareOf(b) - squareOf(a)
    return larger > 0 || (larger === 0 && b.rows < a.rows) ? b : a
  })
  const stations = standing.map(each => stationAt({ ...each, column: each.column + margins.left }, material))
  return { rows, columns, stations, square: squareOf({ rows, columns, standing }) }
}

function wholePlans(material: Material): readonly Plan[] {
  const top = topOf(material)
  const least = Math.ceil(top.columns)
  return Array.from({ length: 24 }, (_, i) => planOf(material, top, least + i))
}

/** The first steps from left to right, as text runs. */
function partPlans(material: Material, to: number): readonly Plan[] {
  const stops = inOrder.filter(({ step }) => step <= to).map(of => ({ ...of, onward: '' as const }))
  return Array.from({ length: 48 }, (_, i) => {
    const plan = flowed(stops, 16 + i, 0, material)
    return { ...plan, columns: plan.columns + margins.left + margins.right }
  })
}

function planOf(material: Material, top: Plan, width: number): Plan {
  const through = flowed([attention, pooling, feedForward, denoise], width, top.rows + gapDown, material)
  const learn = flowed([slopes], width, through.rows + gapDown, material)
  // What is decoded goes back up at the right edge, above where the noise was taken away.
  const shift = width - top.columns
  const out: readonly Stop[] = [decode, video]
  return {
    standing: [
      ...top.standing.map(each => (out.includes(each.of) ? { ...each, column: each.column + shift } : each)),
      ...through.standing,
      ...learn.standing,
    ],
    rows: learn.rows,
    columns: Math.max(width, through.columns, learn.columns) + margins.left + margins.right,
  }
}

/** As wide as it likes. */
const free = Number.POSITIVE_INFINITY

/** The upper part: in at the left, conditions in the middle, out at the right. */
function topOf(material: Material): Plan {
  const columns = (...stops: readonly Stop[]): number => Math.max(...stops.map(of => columnsOf(of, free, material)))
  const into = [patchify, encode, noise]
  const middle = columns(...into) + gapAcross
  const beside = middle + columns(conditions) + gapAcross
  const right = Math.max(beside + columns(modulation), middle + columns(modulate)) + gapAcross
  const end = right + columns(video, decode)
  const rooms = new Map([
    ...into.map(of => [of, middle] as const),
    [conditions, beside - middle],
    [modulation, right - beside],
    [modulate, right - middle],
  ])
  const roomOf = (of: Stop): number => (rooms.get(of) ?? end + gapAcross - right) - apart
  const rowsOf = (...stops: readonly Stop[]): number =>
    stops.reduce((sum, of) => sum + rowsOfStation({ of, width: free, room: roomOf(of) }, material) + gapDown, -gapDown)
  const stand = (of: Stop, row: number, column: number): Standing => ({
    of,
    row,
    column,
    width: free,
    room: roomOf(of),
  })
  const head = Math.max(rowsOf(conditions), rowsOf(modulation))
  // Scale and shift are applied on the height of the noised latent, which they are applied to.
  const modulateAt = Math.max(head + gapDown, rowsOf(...into) - rowsOf(modulate))
  const rows = Math.max(rowsOf(...into), modulateAt + rowsOf(modulate), rowsOf(video, decode))
  return {
    standing: [
      ...into.map((each, i) => stand(each, i === 0 ? 0 : rowsOf(...into.slice(0, i)) + gapDown, 0)),
      stand(conditions, 0, middle),
      stand(modulation, 0, beside),
      stand(modulate, modulateAt, middle),
      stand(video, 0, right),
      stand(decode, rows - rowsOf(decode), right),
    ],
    rows,
    columns: end,
  }
}

/** Stations from left to right, on a new row where one does not fit. */
function flowed(stops: readonly Stop[], width: number, y: number, material: Material): Plan {
  const standing: Standing[] = []
  let [row, column, high, columns] = [y, 0, 0, 0]
  for (const stop of stops) {
    const across = columnsOf(stop, width, material)
    if (column > 0 && column + across > width) {
      row += high + gapDown
      column = 0
      high = 0
    }
    const each = { of: stop, row, column, width, room: stops.length === 1 ? width : across + gapAcross - apart }
    standing.push(each)
    column += across + gapAcross
    high = Math.max(high, rowsOfStation(each, material))
    columns = Math.max(columns, column - gapAcross)
  }
  return { standing, rows: row + high, columns }
}

interface Line {
  readonly names: readonly Name[]
  readonly rows: number
  readonly columns: number
}

/** The matrices of a station in lines no wider than this. */
function linesOf({ shows }: Stop, width: number, material: Material): readonly Line[] {
  const { net } = material.worked
  const lines: Line[] = []
  for (const name of shows.filter(each => net[each] !== undefined)) {
    const { rows, columns } = sizeOf(name, false, material)
    const line = lines.at(-1)
    if (line && line.columns + 1 + columns <= width)
      lines[lines.length - 1] = {
        names: [...line.names, name],
        rows: Math.max(line.rows, rows),
        columns: line.columns + 1 + columns,
      }
    else lines.push({ names: [name], rows, columns })
  }
  return lines
}

/** Room for the title at least. */
const columnsOf = (of: Stop, width: number, material: Material): number =>
  Math.max(4, ...linesOf(of, width, material).map(({ columns }) => columns))

const titleOf = ({ step }: Stop): string => tellingOf(slugOf(step)).title

/** A formula, or the words that say as much: both do not fit. */
const rowsOfFormulas = ({ of, room }: Pick<Standing, 'of' | 'room'>, material: Material): Station['formulas'] => {
  const told = formulasOf(of.made, material).flatMap(lines => (lines.length > 1 ? lines.slice(0, -1) : lines))
  return inRows(titleOf(of), told, room)
}

/** With the rows of formulas that do not stand beside the title. */
const rowsOfStation = (standing: Pick<Standing, 'of' | 'width' | 'room'>, material: Material): number =>
  linesOf(standing.of, standing.width, material).reduce(
    (sum, { rows }) => sum + rows + 1,
    rowsOfFormulas(standing, material).length + underFrames(standing.of),
  )

/** Room for the numbers of the frames, below a video. */
const underFrames = ({ shows }: Stop): number => (shows.includes('video') || shows.includes('generatedVideo') ? 0.5 : 0)

function stationAt(standing: Standing, material: Material): Station {
  const { of, row, column, width, room } = standing
  const lines = linesOf(of, width, material)
  const matrices: Station['matrices'][number][] = []
  const signs: DrawnSign[] = []
  let y = row + above
  for (const line of lines) {
    let x = column
    for (const name of line.names) {
      const size = sizeOf(name, false, material)
      matrices.push(...drawn(name, false, { row: y, column: x, captionRoom: size.columns + 1 }, material))
      x += size.columns + 1
    }
    if (line === at(lines, lines.length - 1) && of.onward !== '')
      signs.push({ text: of.onward, row: y + (line.rows - 1) / 2, column: x - 0.6 })
    y += line.rows + 1
  }
  return {
    ...{ step: of.step, row, column, room, matrices, signs },
    title: titleOf(of),
    formulas: rowsOfFormulas(standing, material),
    under: y - 1 + underFrames(of),
  }
}
