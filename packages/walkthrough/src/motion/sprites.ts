// The squares and words of the opening, with the keyframes of each.
import { alike } from '@dit-by-hand/graph/arith'
import { at, eachOf, held } from '@dit-by-hand/graph/at'
import type { Exact } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Rows } from '../pictures/rows.ts'
import { brightnessOf, greyOf } from '../pictures/scale.ts'
import type { Opening } from './opening.ts'
import { type Key, type Piece, type Sprite, side, stageSize } from './stage.ts'

type Point = readonly [x: number, y: number]

/** The heights of the rows on the stage. */
const rows = { frames: 60, columns: 30, middle: 60, upper: 15, lower: 105 } as const

/** How far a frame moves forward when it is played. */
const forward = 12

/** An opening, the times at which its acts begin, and the places on the stage. */
interface Staged extends ReturnType<typeof placesOn>, ReturnType<typeof startsOf> {
  readonly opening: Opening
}

/** The times at which acts begin, by what happens in them. */
function startsOf({ acts }: Opening) {
  const starts = new Map(acts.map(act => [act.name, act.at]))
  const [cut, encoded, noised, guessed, taken, back] = eachOf(
    ['patches', 'latent', 'noise', 'guess', 'taken', 'video'],
    name => held(starts, name, `act ${name}`),
  )
  return { cut, encoded, noised, guessed, taken, back }
}

/** The centres of squares: of a pixel in its frame or its patch, of a number in its latent. */
function placesOn({ video, high, latent }: Opening) {
  const frames = video.length / high
  const [wide, patches] = [at(video, 0, 'the video').length, at(latent, 0, 'the latent').length]
  const middle = (column: number, of: number): number => ((column + 0.5) * stageSize.width) / of
  const inLatent = (row: number, column: number, y: number): Point => [
    middle(column, patches),
    y + row * side + side / 2,
  ]
  return {
    frames,
    inLatent,
    /** With the frame's top at `y`. */
    inFrame: (row: number, column: number, y: number): Point => [
      middle(Math.floor(row / high), frames) + (column - wide / 2 + 0.5) * side,
      y + (row % high) * side + side / 2,
    ],
    inColumn: (row: number, column: number): Point => inLatent(row, column, rows.columns),
    /** Where the latent will be that row `row` of `of` goes into. */
    shrunk: (row: number, column: number, of: number): Point =>
      inLatent(Math.floor((row * latent.length) / of), column, rows.middle),
  }
}

/** The delay of a column: they start one after the other. */
const late = (column: number): number => column * 90

type Look = Omit<Piece, 'step'>

/** A square for each cell. */
const squares = (
  { brightest, most }: Opening,
  grid: Rows,
  keysOf: (row: number, column: number) => readonly Key[],
  lookOf: (value: Exact, row: number, column: number) => Look,
): readonly Sprite[] =>
  grid.flatMap((cells, r) =>
    cells.map((value, c) => {
      const look = lookOf(value, r, c)
      const step = look.scale === 'bright' ? brightnessOf(value, brightest) : greyOf(value, most)
      return { text: showNumber(value), piece: { ...look, step }, side, keys: keysOf(r, c) }
    }),
  )

const number = (): Look => ({ scale: 'grey', isNoise: false, differs: false })
const noisy = (): Look => ({ scale: 'grey', isNoise: true, differs: false })

/** The keys of a pixel while the frames are played once: each moves forward in its turn. */
function played({ cut, frames, opening: { high } }: Staged, row: number, [x, y]: Point): readonly Key[] {
  const turn = Math.min(420, cut / (frames + 1))
  const start = (Math.floor(row / high) + 0.4) * turn
  return [
    [start, x, y, 1, 1],
    [start + turn / 2, x, y - forward, 1, 1],
    [start + turn, x, y, 1, 1],
  ]
}

/** The video's pixels: played, cut into patches, drawn into the latent, and back at the end for comparison. */
function pixelsOf(staged: Staged): readonly Sprite[] {
  const { opening, inFrame, inColumn, shrunk, cut, encoded, back } = staged
  const keysOf = (r: number, c: number): readonly Key[] => {
    const place = at(at(opening.places, r, 'the places'), c, 'the places')
    const [from, column] = [inFrame(r, c, rows.frames), inColumn(place.row, place.column)]
    const into = shrunk(place.row, place.column, opening.patches.length)
    const home = inFrame(r, c, rows.upper)
    const wait = late(place.column)
    return [
      [0, ...from, 1, 1],
      ...played(staged, r, from),
      [cut + 250 + wait, ...from, 1, 1],
      [cut + 1250 + wait, ...column, 1, 1],
      [encoded + 250 + wait, ...column, 1, 1],
      [encoded + 1150 + wait, ...into, 0.5, 0],
      [back + 1500, ...home, 0.8, 0],
      [back + 2000, ...home, 1, 1],
    ]
  }
  return squares(opening, opening.video, keysOf, () => ({ scale: 'bright', isNoise: false, differs: false }))
}

/** The latent: from the patches down to where noise is added. */
function latentsOf({ opening, inLatent, encoded, noised }: Staged): readonly Sprite[] {
  const keysOf = (r: number, c: number): readonly Key[] => {
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
  }
  return squares(opening, opening.latent, keysOf, number)
}

/** Squares that appear above the latent and fall into it. @param from how much higher they appear */
function fallen(
  { inLatent }: Staged,
  r: number,
  c: number,
  from: number,
  { appears, falls }: { readonly appears: number; readonly falls: number },
): readonly Key[] {
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

/** The noise that is added, and the sums. */
function noiseOf(staged: Staged): readonly Sprite[] {
  const { opening, noised } = staged
  const keysOf = (r: number, c: number): readonly Key[] =>
    fallen(staged, r, c, 24, { appears: noised + 450 + late(c), falls: noised + 1300 + late(c) })
  return squares(opening, opening.noise, keysOf, noisy)
}
function sumsOf({ opening, inLatent, noised, taken }: Staged): readonly Sprite[] {
  const keysOf = (r: number, c: number): readonly Key[] => {
    const low = inLatent(r, c, rows.lower)
    return [
      [0, ...low, 1, 0],
      [noised + 1900, ...low, 1, 0],
      [noised + 2100, ...low, 1, 1],
      [taken + 1300, ...low, 1, 1],
      [taken + 1500, ...low, 1, 0],
    ]
  }
  return squares(opening, opening.noised, keysOf, number)
}

/** The predicted noise, subtracted again. */
function guessesOf(staged: Staged): readonly Sprite[] {
  const { opening, guessed, taken } = staged
  const keysOf = (r: number, c: number): readonly Key[] =>
    fallen(staged, r, c, 0, { appears: guessed + 1500 + late(c) * 2, falls: taken + 450 + late(c) })
  return squares(opening, opening.predictedNoise, keysOf, noisy)
}

/** A mark beside each prediction: whether it is right. */
function marksOf({ opening: { predictedNoise, noise }, inLatent, guessed, taken }: Staged): readonly Sprite[] {
  return predictedNoise.flatMap((cells, r) =>
    cells.map((value, c): Sprite => {
      const [x, y] = inLatent(r, c, rows.upper)
      const isRight = alike(value, at(at(noise, r, 'the noise'), c, 'the noise'))
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
}

/** The denoised latent, which is left. */
function leftOf({ opening, inLatent, taken, back }: Staged): readonly Sprite[] {
  const keysOf = (r: number, c: number): readonly Key[] => {
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
  }
  return squares(opening, opening.denoised, keysOf, number)
}

/** The generated video's pixels: from the latent, through columns into frames. */
function madeOf({ opening, inFrame, inColumn, shrunk, back }: Staged): readonly Sprite[] {
  const keysOf = (r: number, c: number): readonly Key[] => {
    const place = at(at(opening.places, r, 'the places'), c, 'the places')
    const from = shrunk(place.row, place.column, opening.patches.length)
    const [column, home] = [inColumn(place.row, place.column), inFrame(r, c, rows.lower)]
    const wait = late(place.column)
    return [
      [0, ...from, 0.5, 0],
      [back + 250 + wait, ...from, 0.5, 0],
      [back + 900 + wait, ...column, 1, 1],
      [back + 1150 + wait, ...column, 1, 1],
      [back + 1900 + wait, ...home, 1, 1],
    ]
  }
  return squares(opening, opening.generatedVideo, keysOf, (value, r, c) => ({
    scale: 'bright',
    isNoise: false,
    differs: !alike(value, at(at(opening.video, r, 'the video'), c, 'the video')),
  }))
}

/** A label in the middle, from a time to another; null: to the end. */
function label(text: string, y: number, from: number, to: number | null): Sprite {
  const x = stageSize.width / 2
  const key = (time: number, opacity: number): Key => [time, x, y, 1, opacity]
  return {
    text,
    piece: null,
    side: 0,
    keys: [
      ...(from === 0 ? [key(0, 1)] : [key(0, 0), key(from, 0)]),
      key(from + 300, 1),
      ...(to === null ? [] : [key(to, 1), key(to + 250, 0)]),
    ],
  }
}

/** The labels above things. */
function wordsOf({ opening, cut, encoded, noised, guessed, taken, back }: Staged): readonly Sprite[] {
  const above = (top: number): number => top - 9
  return [
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
}

/** The layers, from the lowest to the highest: later ones cover earlier ones. */
const parts = [latentsOf, sumsOf, leftOf, noiseOf, guessesOf, marksOf, pixelsOf, madeOf, wordsOf] as const

const round = (value: number): number => Math.round(value * 10) / 10

/** The squares and words of an opening that fits the stage. */
export function spritesOf(opening: Opening): readonly Sprite[] {
  const staged: Staged = { opening, ...startsOf(opening), ...placesOn(opening) }
  const rounded = ([time, x, y, scale, opacity]: Key): Key => [time, round(x), round(y), scale, opacity]
  return parts.flatMap(part => part(staged).map(sprite => ({ ...sprite, keys: sprite.keys.map(rounded) })))
}
