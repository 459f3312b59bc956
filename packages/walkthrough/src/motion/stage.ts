// The opening laid out on a stage: every square that moves, and where it is when. The same for a page and a terminal.
import { at, eachOf } from '@dit-by-hand/graph/at'
import { type Exact, equal } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { brightnessOf, greyOf } from '../pictures/scale.ts'
import type { ActName, Opening } from './opening.ts'

/** Time in milliseconds, place in units of the stage, scale, opacity. */
export type Key = readonly [time: number, x: number, y: number, scale: number, opacity: number]

/** A square with its number: its step on the scale of brightness or of greys. */
export interface Piece {
  readonly scale: 'bright' | 'grey'
  /** 0 to 8 */
  readonly step: number
  /** Noise, sampled or guessed. */
  readonly isNoise: boolean
  /** A pixel that is not as it was. */
  readonly differs: boolean
}

/** Something that moves: a square, or words alone. Its keys are in the order of time; the first is the poster. */
export interface Sprite {
  readonly text: string
  readonly piece: Piece | null
  readonly side: number
  readonly keys: readonly Key[]
}

/** The stage in its own units. */
export const stageSize = { width: 360, height: 180 } as const

type Rows = readonly (readonly Exact[])[]

/** The side of a square; the heights of the rows that things stand in. */
export const side = 30
const rows = { frames: 60, columns: 30, middle: 60, upper: 15, lower: 105 } as const

/** How far a frame comes forward when its turn is to be played. */
const forward = 12

/** Whether the squares of an opening find room on the stage; long and wide videos do not. */
export function fitsStage(opening: Opening): boolean {
  const [first, latent] = [at(opening.video, 0, 'the video'), at(opening.latent, 0, 'the latent')]
  const frames = opening.video.length / opening.high
  return (
    frames * (first.length * side + 12) <= stageSize.width &&
    latent.length * (side + 12) <= stageSize.width &&
    opening.high * side <= 60 &&
    opening.patches.length * side <= 120 &&
    opening.latent.length * side <= 60
  )
}

/** The squares and words of an opening. */
export function spritesOf(opening: Opening): readonly Sprite[] {
  const startOf = (name: ActName): number =>
    at(
      opening.acts.filter(act => act.name === name),
      0,
      'the acts',
    ).at
  const [cut, encoded, noised, guessed, taken, back, end] = eachOf(
    ['patches', 'latent', 'noise', 'guess', 'taken', 'video', 'by hand'],
    startOf,
  )
  const patches = at(opening.latent, 0, 'the latent').length
  const frames = opening.video.length / opening.high
  const middle = (column: number, of: number): number => ((column + 0.5) * stageSize.width) / of
  const square = (value: Exact, keys: readonly Key[], piece: Omit<Piece, 'step'>): Sprite => ({
    text: showNumber(value),
    piece: {
      ...piece,
      step: piece.scale === 'bright' ? brightnessOf(value, opening.brightest) : greyOf(value, opening.most),
    },
    side,
    keys,
  })
  const pixelLook = { scale: 'bright', isNoise: false, differs: false } as const
  /** Where a pixel stands in its frame, with the frame's middle at `y` and below. */
  const inFrame = (row: number, column: number, y: number): readonly [number, number] => {
    const wide = at(opening.video, 0, 'the video').length
    const frame = Math.floor(row / opening.high)
    return [middle(frame, frames) + (column - wide / 2 + 0.5) * side, y + (row % opening.high) * side + side / 2]
  }
  const inColumn = (row: number, column: number): readonly [number, number] => [
    middle(column, patches),
    rows.columns + row * side + side / 2,
  ]
  const inLatent = (row: number, column: number, y: number): readonly [number, number] => [
    middle(column, patches),
    y + row * side + side / 2,
  ]
  const shrunk = (row: number, column: number, of: number, y: number): readonly [number, number] =>
    inLatent(Math.floor((row * opening.latent.length) / of), column, y)
  const late = (column: number): number => column * 90

  /** The frames are played once, one after the other: each comes forward in its turn. */
  const turn = Math.min(420, cut / (frames + 1))
  const played = (row: number, [x, y]: readonly [number, number]): readonly Key[] => {
    const start = (Math.floor(row / opening.high) + 0.4) * turn
    return [
      [start, x, y, 1, 1],
      [start + turn / 2, x, y - forward, 1, 1],
      [start + turn, x, y, 1, 1],
    ]
  }
  const pixels = opening.video.flatMap((cells, r) =>
    cells.map((value, c) => {
      const place = at(at(opening.places, r, 'the places'), c, 'the places')
      const [from, column] = [inFrame(r, c, rows.frames), inColumn(place.row, place.column)]
      const into = shrunk(place.row, place.column, opening.patches.length, rows.middle)
      const home = inFrame(r, c, rows.upper)
      const wait = late(place.column)
      return square(
        value,
        [
          [0, ...from, 1, 1],
          ...played(r, from),
          [cut + 250 + wait, ...from, 1, 1],
          [cut + 1250 + wait, ...column, 1, 1],
          [encoded + 250 + wait, ...column, 1, 1],
          [encoded + 1150 + wait, ...into, 0.5, 0],
          [back + 1500, ...home, 0.8, 0],
          [back + 2000, ...home, 1, 1],
        ],
        pixelLook,
      )
    }),
  )
  const greys = (
    grid: Rows,
    keysOf: (row: number, column: number) => readonly Key[],
    isNoise = false,
  ): readonly Sprite[] =>
    grid.flatMap((cells, r) =>
      cells.map((value, c) => square(value, keysOf(r, c), { scale: 'grey', isNoise, differs: false })),
    )
  const latents = greys(opening.latent, (r, c) => {
    const [home, low] = [inLatent(r, c, rows.middle), inLatent(r, c, rows.lower)]
    return [
      [0, ...home, 0.4, 0],
      [encoded + 850 + late(c), ...home, 0.4, 0],
      [encoded + 1350 + late(c), ...home, 1, 1],
      [noised + 50, ...home, 1, 1],
      [noised + 500, ...low, 1, 1],
      [noised + 2000, ...low, 1, 1],
      [noised + 2200, ...low, 1, 0],
    ]
  })
  const fallen = (r: number, c: number, from: number, appears: number, falls: number): readonly Key[] => {
    const [high, low] = [inLatent(r, c, rows.upper), inLatent(r, c, rows.lower)]
    return [
      [0, high[0], high[1] - from, 0.5, 0],
      [appears, high[0], high[1] - from, 0.5, 0],
      [appears + 350, ...high, 1, 1],
      [falls, ...high, 1, 1],
      [falls + 600, ...low, 1, 1],
      [falls + 800, ...low, 1.25, 0],
    ]
  }
  const noise = greys(opening.noise, (r, c) => fallen(r, c, 24, noised + 450 + late(c), noised + 1300 + late(c)), true)
  const sums = greys(opening.noised, (r, c) => {
    const low = inLatent(r, c, rows.lower)
    return [
      [0, ...low, 1, 0],
      [noised + 1900, ...low, 1, 0],
      [noised + 2100, ...low, 1, 1],
      [taken + 1300, ...low, 1, 1],
      [taken + 1500, ...low, 1, 0],
    ]
  })
  const guesses = greys(
    opening.predicted,
    (r, c) => fallen(r, c, 0, guessed + 1500 + late(c) * 2, taken + 450 + late(c)),
    true,
  )
  const right = opening.predicted.flatMap((cells, r) =>
    cells.map((value, c): Sprite => {
      const [x, y] = inLatent(r, c, rows.upper)
      const isRight = equal(value, at(at(opening.noise, r, 'the noise'), c, 'the noise'))
      const place = [x + side / 2 + 9, y, 1] as const
      return {
        text: isRight ? '✓' : '✗',
        piece: null,
        side,
        keys: [
          [0, ...place, 0],
          [guessed + 2600, ...place, 0],
          [guessed + 2900, ...place, 1],
          [taken + 200, ...place, 1],
          [taken + 500, ...place, 0],
        ],
      }
    }),
  )
  const less = greys(opening.denoised, (r, c) => {
    const [low, home] = [inLatent(r, c, rows.lower), inLatent(r, c, rows.middle)]
    return [
      [0, ...low, 1, 0],
      [taken + 1250, ...low, 1, 0],
      [taken + 1500, ...low, 1, 1],
      [taken + 1900, ...low, 1, 1],
      [taken + 2300, ...home, 1, 1],
      [back + 250 + late(c), ...home, 1, 1],
      [back + 650 + late(c), ...home, 1.2, 0],
    ]
  })
  const made = opening.generated.flatMap((cells, r) =>
    cells.map((value, c) => {
      const place = at(at(opening.places, r, 'the places'), c, 'the places')
      const from = shrunk(place.row, place.column, opening.patches.length, rows.middle)
      const [column, home] = [inColumn(place.row, place.column), inFrame(r, c, rows.lower)]
      const differs = !equal(value, at(at(opening.video, r, 'the video'), c, 'the video'))
      const wait = late(place.column)
      return square(
        value,
        [
          [0, ...from, 0.5, 0],
          [back + 250 + wait, ...from, 0.5, 0],
          [back + 900 + wait, ...column, 1, 1],
          [back + 1150 + wait, ...column, 1, 1],
          [back + 1900 + wait, ...home, 1, 1],
        ],
        { ...pixelLook, differs },
      )
    }),
  )
  const label = (text: string, y: number, from: number, to: number | null): Sprite => ({
    text,
    piece: null,
    side: 0,
    keys: [
      [0, stageSize.width / 2, y, 1, from === 0 ? 1 : 0],
      ...(from === 0 ? [] : ([[from, stageSize.width / 2, y, 1, 0]] as const)),
      [from + 300, stageSize.width / 2, y, 1, 1],
      ...(to === null
        ? []
        : ([
            [to, stageSize.width / 2, y, 1, 1],
            [to + 250, stageSize.width / 2, y, 1, 0],
          ] as const)),
    ],
  })
  const above = (top: number): number => top - 9
  const words: readonly Sprite[] = [
    label('video', above(rows.frames) - forward, 0, cut),
    label('patches', above(rows.columns), cut + 1300, encoded),
    label('latent', above(rows.middle), encoded + 1300, noised),
    label('latent', above(rows.lower), noised + 500, noised + 1800),
    label('+ noise', above(rows.upper), noised + 500, noised + 1500),
    label('what the model sees', above(rows.lower), noised + 2200, taken + 150),
    label(`“${opening.prompt}”   t = ${opening.t}`, above(rows.middle), guessed + 200, guessed + 1300),
    label('guessed noise', above(rows.upper), guessed + 1700, taken + 100),
    label('− guessed noise', above(rows.upper), taken + 150, taken + 900),
    label('denoised', above(rows.middle), taken + 2000, back + 200),
    label('original', above(rows.upper), back + 1700, null),
    label('generated', above(rows.lower), back + 2000, null),
  ]
  // Each key at its time: a later one never stands before an earlier.
  return [...latents, ...sums, ...less, ...noise, ...guesses, ...right, ...pixels, ...made, ...words].map(sprite => ({
    ...sprite,
    keys: sprite.keys.map(
      ([time, x, y, scale, opacity]): Key => [Math.min(time, end + 900), round(x), round(y), scale, opacity],
    ),
  }))
}

const round = (value: number): number => Math.round(value * 10) / 10

/** Where a sprite is at a time: between two keys it moves evenly, in and out of its rest. */
export function spriteAt({ keys }: Sprite, time: number): Where {
  const next = keys.findIndex(([when]) => when > time)
  const to = at(keys, next < 0 ? keys.length - 1 : next, 'the keys')
  const from = next <= 0 ? to : at(keys, next - 1, 'the keys')
  const span = to[0] - from[0]
  const part = span > 0 ? eased(Math.max(0, Math.min(1, (time - from[0]) / span))) : 1
  const [x, y, scale, opacity] = eachOf([1, 2, 3, 4], i => from[i] + (to[i] - from[i]) * part)
  return { x, y, scale, opacity }
}

export interface Where {
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly opacity: number
}

const eased = (part: number): number => (part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) * (1 - part))
