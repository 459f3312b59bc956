// What each number of a recipe may be, before anything is made with it: a recipe may come from a stranger's file.
import { above0, atLeast0, type Bounded, below1, firstOutOfBounds, share, whole } from '@dit-by-hand/float32/bounds'
import { channels } from '../world/film.ts'
import type { Recipe } from './recipe.ts'

const side = whole(1, 4096)
/** The same as `--steps` takes. */
const many = whole(1, 10_000_000)

/** The most memory that clips may take, in bytes. A film has a byte for each channel of a pixel. */
const mostBytes = 2 ** 32

const asked = (recipe: Recipe): readonly Bounded[] => {
  const { codes, muon, time } = recipe
  return [
    ['frames', recipe.frames, side],
    ['height', recipe.height, side],
    ['width', recipe.width, side],
    ...recipe.patch.map((value, i): Bounded => [`patch[${i}]`, value, side]),
    ['codes.count', codes?.count, many],
    ['codes.whitening', codes?.whitening, share],
    ['features', recipe.features, whole(1, 65_536)],
    ['depth', recipe.depth, whole(1, 1000)],
    ['heads', recipe.heads, whole(1, 65_536)],
    ['mlp', recipe.mlp, above0],
    ['batch', recipe.batch, whole(1, 65_536)],
    ['steps', recipe.steps, many],
    ['rate', recipe.rate, atLeast0],
    ['warmUp', recipe.warmUp, whole(0, 10_000_000)],
    ['least', recipe.least, share],
    ['decay', recipe.decay, atLeast0],
    ['muon.momentum', muon?.momentum, below1],
    ['muon.faster', muon?.faster, above0],
    ['muon.inputs', muon?.inputs, whole(1, 65_536)],
    ['muon.every', muon?.every, many],
    ['words', recipe.words, atLeast0],
    ['beta2', recipe.beta2, below1],
    ['clip', recipe.clip, above0],
    ['average', recipe.average, below1],
    ['unasked', recipe.unasked, share],
    ['forgotten', recipe.forgotten, share],
    ['time.within', time.within, share],
    ['time.deviation', time.deviation, atLeast0],
    ['time.least', time.least, share],
    ['time.most', time.most, share],
    ['clips', recipe.clips, many],
    ['seed', recipe.seed, whole(0, 0xffffffff)],
  ]
}

/** The first number of a recipe that cannot be, and what it must be; whether the numbers fit one another is asked where they meet. */
export function outOfBounds(recipe: Recipe): string | undefined {
  const wrong = firstOutOfBounds(asked(recipe))
  if (wrong !== undefined) return wrong
  const { clips, frames, height, width, time } = recipe
  if (time.least > time.most) return `time.least is ${time.least}; it must be at most time.most, which is ${time.most}`
  const bytes = clips * frames * height * width * channels
  if (bytes > mostBytes)
    return `${clips} clips of ${frames} frames of ${height}×${width} take ${bytes} bytes; they may take ${mostBytes}`
  return undefined
}
