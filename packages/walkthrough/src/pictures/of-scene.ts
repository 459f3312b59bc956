// The pictures beside the numbers of a scene.

import type { Name } from '@dit-by-hand/core/names'
import { difference } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import { type Exact, mul, sign, toNumber } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import { matrices } from '../matrices.ts'
import { squaredErrors } from '../notice.ts'
import type { Scene } from '../scene.ts'
import { isOperator } from '../stages.ts'
import type { Facts, Operator, Place } from '../telling.ts'
import type {
  ArcsPicture,
  CutPicture,
  ErrorsPicture,
  Feature,
  MovesPicture,
  Picture,
  Shaded,
  SquaresPicture,
  VideosPicture,
} from './picture.ts'
import { mostShaded, placesOf, type Rows, rowsOf } from './rows.ts'
import { brightestOf, largestOf } from './scale.ts'

const makers: { readonly [K in Place]?: (scene: Scene) => Picture } = {
  opening: cut,
  patchify: cut,
  encode: scene => squares(scene, ['latent']),
  noise: scene => squares(scene, ['latent', '+', 'noise', '=', 'noised']),
  modulate: moves,
  attention: arcs,
  pooling: arcs,
  'feed-forward': scene => squares(scene, ['predictedNoise', 'noise']),
  slopes: errors,
  denoise: scene => squares(scene, ['noised', '−', 'predictedNoise', '=', 'denoised']),
  video: videos,
  closing: videos,
}

/** The pictures of a scene; none where numbers alone say it best. */
export function picturesOf(scene: Scene): readonly Picture[] {
  const make = makers[scene.place]
  // A step in stages has its picture where its numbers are.
  const isHere = scene.place !== 'slopes' || scene.blocks.some(({ name }) => name === 'lossGradient')
  return make && isHere ? [make(scene)] : []
}

const rowsText = (rows: Rows): string => rows.map(cells => cells.map(showNumber).join(' ')).join('; ')

function cut({ facts, line }: Scene): CutPicture {
  const { video, patches } = facts.size
  const { patch } = facts.lesson
  const rows = rowsOf(facts, 'video')
  const map = placesOf(facts).map(cells => cells.map(({ column }) => column))
  const every = (step: number, length: number) => Array.from({ length: length / step }, (_, i) => i * step)
  const cell = line?.cell
  const focus =
    cell?.name === 'video'
      ? at(at(map, cell.row, 'the video'), cell.column, 'the video')
      : cell?.name === 'patches'
        ? cell.column
        : null
  return {
    kind: 'cut',
    title: 'The frames, and where they are cut',
    text: `${counted(video.frames, 'frame')} of ${video.rows} by ${video.columns} pixels, row by row: ${rowsText(rows)}. Cut into ${counted(patches, 'patch', 'patches')} of ${patch.rows} by ${patch.columns} pixels, ${counted(patch.frames, 'frame')} deep.`,
    frames: every(video.rows, rows.length).map(first => ({
      rows: rows.slice(first, first + video.rows),
      pieces: every(patch.rows, video.rows).flatMap(row =>
        every(patch.columns, video.columns).map(column => ({
          patch: at(at(map, first + row, 'the video'), column, 'the video'),
          row,
          column,
        })),
      ),
    })),
    piece: { rows: patch.rows, columns: patch.columns },
    most: brightestOf(rows),
    focus,
  }
}

function squares({ facts }: Scene, shown: readonly (Name | Operator)[]): SquaresPicture {
  const grids = shown.flatMap((name, i): readonly Shaded[] => {
    if (isOperator(name)) return []
    const before = shown[i - 1] ?? ''
    return [{ name, title: matrices[name].title, sign: isOperator(before) ? before : '', rows: rowsOf(facts, name) }]
  })
  return {
    kind: 'squares',
    title: grids.length === 1 ? `The ${at(grids, 0).title} as squares of grey` : 'As squares of grey',
    text: `${grids.map(({ title, rows }) => `The ${title}, row by row: ${rowsText(rows)}.`).join(' ')}`,
    grids,
    most: mostShaded(facts),
  }
}

const minus = (value: Exact): Exact => mul(-1, value)

/** The effect of a scale on a number, in a word or two. */
function scaled(scale: Exact): string {
  if (sign(scale) === -1) return scale === -1 ? 'flips' : `flips and ${scaled(minus(scale))}`
  switch (toNumber(scale)) {
    case 0:
      return 'becomes 0'
    case 0.5:
      return 'halves'
    case 1:
      return 'stays'
    case 2:
      return 'doubles'
    case 3:
      return 'triples'
    default:
      return `is multiplied by ${showNumber(scale)}`
  }
}

function shifted(shift: Exact): string {
  if (sign(shift) === 0) return 'stays there'
  return sign(shift) === 1 ? `steps up ${showNumber(shift)}` : `steps down ${showNumber(minus(shift))}`
}

function moves({ facts, line }: Scene): MovesPicture {
  const noised = rowsOf(facts, 'noised')
  const cell = line?.cell
  const features = noised.map((cells, i): Feature => {
    const [scale, shift] = [facts.cell('scale', i + 1, 1), facts.cell('shift', i + 1, 1)]
    return {
      feature: i + 1,
      lines: [
        { name: 'noised', at: 'from' },
        { name: `× ${showNumber(scale)}`, at: 'scaled' },
        { name: sign(shift) === -1 ? `− ${showNumber(minus(shift))}` : `+ ${showNumber(shift)}`, at: 'to' },
      ],
      says: `${scaled(scale)}, then ${shifted(shift)}`,
      moves: cells.map((from, column) => ({
        patch: column + 1,
        from,
        scaled: facts.cell('scaled', i + 1, column + 1),
        to: facts.cell('conditioned', i + 1, column + 1),
        isFocus:
          cell?.row === i &&
          cell.column === column &&
          (cell.name === 'noised' || cell.name === 'scaled' || cell.name === 'conditioned'),
      })),
    }
  })
  const ends = features.flatMap(feature =>
    feature.moves.flatMap(({ from, scaled: between, to }) => [from, between, to].map(toNumber)),
  )
  return {
    kind: 'moves',
    title: 'Each feature on its number line',
    text: features
      .map(
        ({ feature, says, moves: all }) =>
          `Feature ${feature} ${says}: ${all.map(({ patch, from, scaled: between, to }) => `patch ${patch} goes from ${showNumber(from)} by ${showNumber(between)} to ${showNumber(to)}`).join(', ')}.`,
      )
      .join(' '),
    features,
    least: Math.min(0, ...ends),
    most: Math.max(0, ...ends),
  }
}

/** The rows of pixels of a patch: its cells, as wide as a patch is. */
function thumb(facts: Facts, patch: number): Rows {
  const { columns } = facts.lesson.patch
  const pixels = rowsOf(facts, 'patches').map(cells => at(cells, patch, 'the patches'))
  return Array.from({ length: pixels.length / columns }, (_, r) => pixels.slice(r * columns, (r + 1) * columns))
}

function arcs({ facts, line }: Scene): ArcsPicture {
  const { size, lesson } = facts
  const isFrame = lesson.patch.frames === 1 && size.patches === size.video.frames
  const labels = Array.from({ length: size.patches }, (_, i) => `${isFrame ? 'frame' : 'patch'} ${i + 1}`)
  const found = rowsOf(facts, 'attention').flatMap((cells, key) =>
    cells.flatMap((share, query) =>
      sign(share) !== 0 ? [{ query, key, share: toNumber(share), shown: showNumber(share) }] : [],
    ),
  )
  const own = labels.map((label, query) => {
    const taken = found.filter(arc => arc.query === query)
    const from = taken.map(({ key, shown }) => `${shown} from ${at(labels, key)}`)
    return from.length === 0 ? `${label} takes nothing` : `${label} takes ${from.join(', ')}`
  })
  return {
    kind: 'arcs',
    title: isFrame ? 'Which frame takes from which' : 'Which patch takes from which',
    text: `${own.join('; ')}.`,
    labels,
    thumbs: labels.map((_, patch) => thumb(facts, patch)),
    most: brightestOf(rowsOf(facts, 'patches')),
    arcs: found.filter(({ share }) => share > 0),
    focus: attended(line?.cell),
  }
}

function attended(cell: CellRef | undefined): ArcsPicture['focus'] {
  switch (cell?.name) {
    case 'attention':
    case 'scores':
    case 'pooled':
    case 'queries':
      return { as: 'query', patch: cell.column }
    case 'keys':
    case 'conditioned':
      return { as: 'key', patch: cell.column }
    default:
      return null
  }
}

function errors({ facts, line }: Scene): ErrorsPicture {
  const rows = rowsOf(facts, 'lossGradient')
  const cell = line?.cell
  return {
    kind: 'errors',
    title: 'The error: up where the guess is too high, down where it is too low',
    text: `${rows.map((cells, i) => `Feature ${i + 1}, patch by patch: ${cells.map(showNumber).join(', ')}.`).join(' ')} The squares add up to ${showNumber(squaredErrors(facts))}.`,
    rows,
    most: largestOf(rows),
    focus: cell?.name === 'lossGradient' ? { row: cell.row, column: cell.column } : null,
  }
}

function videos({ facts, generations }: Scene): VideosPicture {
  const original = rowsOf(facts, 'video')
  const last = generations.at(-1)
  const generated = last
    ? last.block.rows.map(cells => cells.map(({ value }) => value))
    : rowsOf(facts, 'generatedVideo')
  const differences = generated.map((cells, r) =>
    cells.map((value, c) => difference(value, at(at(original, r, 'the video'), c, 'the video'))),
  )
  const pixels = differences.flat()
  const same = pixels.filter(value => sign(value) === 0).length
  return {
    kind: 'videos',
    title: 'Original, generated, and the difference',
    text: `Original, row by row: ${rowsText(original)}. Generated: ${rowsText(generated)}. Generated minus original: ${rowsText(differences)}. ${same} of ${counted(pixels.length, 'pixel')} ${same === 1 ? 'is' : 'are'} unchanged.`,
    high: facts.size.video.rows,
    original,
    generated,
    difference: differences,
    brightest: brightestOf(original, generated),
    most: largestOf(differences),
  }
}
