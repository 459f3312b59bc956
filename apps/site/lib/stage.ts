// The opening laid out: every square that moves, where it is when. Made when the page is built; the browser only plays.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, equal } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import type { ActName, Opening } from '@dit-by-hand/walkthrough/motion/opening'
import { brightnessOf, greyOf } from '@dit-by-hand/walkthrough/pictures/scale'

/** Time in milliseconds, place in units of the stage, scale, opacity. */
export type Key = readonly [time: number, x: number, y: number, scale: number, opacity: number]

/** Something that moves: a square with its number, or words. Its keys are in the order of time; the first is the poster. */
export interface Sprite {
  readonly text: string
  /** The classes of the square; null for words alone. */
  readonly square: string | null
  readonly onDark: boolean
  readonly side: number
  readonly keys: readonly Key[]
}

/** The stage in its own units. */
export const stageSize = { width: 360, height: 190 } as const

type Rows = readonly (readonly Exact[])[]

/** Sides of a pixel and of a square of the latent; the heights of the rows that things stand in. */
const [pixel, latent] = [25, 31]
const rows = { frames: 66, columns: 42, upper: 26, lower: 112, original: 30, generated: 116 } as const

/** The squares and words of an opening. */
export function spritesOf(opening: Opening): readonly Sprite[] {
  const startOf = (name: ActName): number =>
    at(
      opening.acts.filter(act => act.name === name),
      0,
      'the acts',
    ).at
  const [cut, encoded, noised, guessed, taken, back, end] = (
    ['patches', 'latent', 'noise', 'guess', 'taken', 'video', 'by hand'] as const
  ).map(startOf) as [number, number, number, number, number, number, number]
  const patches = at(opening.latent, 0, 'the latent').length
  const frames = opening.video.length / opening.high
  const middle = (column: number, of: number): number => ((column + 0.5) * stageSize.width) / of
  const square = (value: Exact, className: string, onDark: boolean, side: number, keys: readonly Key[]): Sprite => ({
    text: showNumber(value),
    square: className,
    onDark,
    side,
    keys,
  })
  /** Where a pixel stands in its frame, with the frame's middle at `y` and below. */
  const inFrame = (row: number, column: number, y: number): readonly [number, number] => {
    const wide = at(opening.video, 0, 'the video').length
    const frame = Math.floor(row / opening.high)
    return [middle(frame, frames) + (column - wide / 2 + 0.5) * pixel, y + (row % opening.high) * pixel + pixel / 2]
  }
  const inColumn = (row: number, column: number): readonly [number, number] => [
    middle(column, patches),
    rows.columns + row * pixel + pixel / 2,
  ]
  const inLatent = (row: number, column: number, y: number): readonly [number, number] => [
    middle(column, patches),
    y + row * latent + latent / 2,
  ]
  const shrunk = (row: number, column: number, of: number, y: number): readonly [number, number] =>
    inLatent(Math.floor((row * opening.latent.length) / of), column, y)
  const late = (column: number): number => column * 90

  const pixels = opening.video.flatMap((cells, r) =>
    cells.map((value, c) => {
      const place = at(at(opening.places, r, 'the places'), c, 'the places')
      const [from, column] = [inFrame(r, c, rows.frames), inColumn(place.row, place.column)]
      const into = shrunk(place.row, place.column, opening.patches.length, 80)
      const home = inFrame(r, c, rows.original)
      const step = brightnessOf(value, opening.brightest)
      const wait = late(place.column)
      return square(value, `b${step}`, step < 4, pixel, [
        [0, ...from, 1, 1],
        [cut + 250 + wait, ...from, 1, 1],
        [cut + 1250 + wait, ...column, 1, 1],
        [encoded + 250 + wait, ...column, 1, 1],
        [encoded + 1150 + wait, ...into, 0.5, 0],
        [back + 1500, ...home, 0.8, 0],
        [back + 2000, ...home, 1, 1],
      ])
    }),
  )
  const greys = (grid: Rows, keysOf: (row: number, column: number) => readonly Key[], more = ''): readonly Sprite[] =>
    grid.flatMap((cells, r) =>
      cells.map((value, c) => {
        const step = greyOf(value, opening.most)
        return square(value, `g${step}${more}`, step < 4, latent, keysOf(r, c))
      }),
    )
  const latents = greys(opening.latent, (r, c) => {
    const [home, low] = [inLatent(r, c, 80), inLatent(r, c, rows.lower)]
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
  const noise = greys(
    opening.noise,
    (r, c) => fallen(r, c, 24, noised + 450 + late(c), noised + 1300 + late(c)),
    ' dotted',
  )
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
    ' dotted',
  )
  const right = opening.predicted.flatMap((cells, r) =>
    cells.map((value, c): Sprite => {
      const [x, y] = inLatent(r, c, rows.upper)
      const isRight = equal(value, at(at(opening.noise, r, 'the noise'), c, 'the noise'))
      const place = [x + latent / 2 + 9, y, 1] as const
      return {
        text: isRight ? '✓' : '✗',
        square: null,
        onDark: false,
        side: latent,
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
    const [low, home] = [inLatent(r, c, rows.lower), inLatent(r, c, 80)]
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
      const from = shrunk(place.row, place.column, opening.patches.length, 80)
      const [column, home] = [inColumn(place.row, place.column), inFrame(r, c, rows.generated)]
      const step = brightnessOf(value, opening.brightest)
      const differs = !equal(value, at(at(opening.video, r, 'the video'), c, 'the video'))
      const wait = late(place.column)
      return square(value, `b${step}${differs ? ' differs' : ''}`, step < 4, pixel, [
        [0, ...from, 0.5, 0],
        [back + 250 + wait, ...from, 0.5, 0],
        [back + 900 + wait, ...column, 1, 1],
        [back + 1150 + wait, ...column, 1, 1],
        [back + 1900 + wait, ...home, 1, 1],
      ])
    }),
  )
  const label = (text: string, y: number, from: number, to: number | null): Sprite => ({
    text,
    square: null,
    onDark: false,
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
  const words: readonly Sprite[] = [
    label('video', 50, 0, cut),
    label('patches', 26, cut + 1300, encoded),
    label('latent', 64, encoded + 1300, noised),
    label('latent', 106, noised + 500, noised + 1800),
    label('+ noise', 18, noised + 500, noised + 1500),
    label('what the model sees', 106, noised + 2200, taken + 1200),
    label(`“${opening.prompt}”     t = ${opening.t}`, 52, guessed + 200, guessed + 1300),
    label('guessed noise', 18, guessed + 1700, taken + 100),
    label('− guessed noise', 18, taken + 150, taken + 900),
    label('denoised', 64, taken + 2000, back + 200),
    label('original', 22, back + 1700, null),
    label('generated', 108, back + 2000, null),
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
