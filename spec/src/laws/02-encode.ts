// Step 2, encode: the same linear layer and ReLU for every patch.

import { cellOf } from '../lesson/at.ts'
import { shapeIn, sizesOf } from '../lesson/sizes.ts'
import { filmed, moved, single } from './edits.ts'
import { lawsOf } from './equations.ts'
import { map, map2, places } from './grids.ts'
import { type Law, numbers, see } from './law.ts'
import { clips, neverNegative } from './relu.ts'

export const encodeLaws: readonly Law[] = lawsOf(2, [
  neverNegative('encode', 'latent'),
  clips('encode', 'encoderPre', 'latent'),
  {
    id: 'encode/twice-the-video',
    statement: 'Twice the video makes encoderPre, without its bias, twice as large.',
    async check(lesson, ask) {
      const k = (await see(ask, lesson)).arithmetic
      const video = numbers(k, lesson.video.flat())
      const double = map(video, pixel => k.add(pixel, pixel))
      const film = filmed(lesson, double)
      if (!film) return []
      const [once, twice] = [await see(ask, lesson), await see(ask, film)]
      const expected = map2(once.at('encoderPre'), once.at('encoderBias'), (a, b) => k.sub(k.add(a, a), b))
      return twice.faults('encoderPre', expected, 'every pixel is twice as bright')
    },
  },
  {
    id: 'encode/each-patch-alone',
    statement:
      'A brighter pixel changes only its own patch’s column of encoderPre and latent, by its column of the encoder weight.',
    async check(lesson, ask, dice) {
      const before = await see(ask, lesson)
      const k = before.arithmetic
      const patches = before.at('patches')
      const [pixel, patch] = [dice.int(0, patches.length - 1), dice.int(0, sizesOf(lesson).patches - 1)]
      const { row, column } = cellOf(places(lesson), pixel, patch)
      const [rows, columns] = shapeIn(lesson, 'video')
      const film = moved(lesson, 'video', single(rows, columns, row, column))
      if (!film) return []
      const after = await see(ask, film)
      const weight = before.at('encoderWeight')
      const expected = before
        .at('encoderPre')
        .map((row, r) => row.map((cell, c) => (c === patch ? k.add(cell, cellOf(weight, r, pixel)) : cell)))
      const why = `pixel ${pixel + 1} of patch ${patch + 1} is 1 brighter and nothing else has changed`
      return [...after.faults('encoderPre', expected, why), ...after.faults('latent', map(expected, k.max0), why)]
    },
  },
])
