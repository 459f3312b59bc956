// What each field of a recipe may be.
import { above0, atLeast0, below1, share, whole } from '@dit-by-hand/float32/bounds'
import { CheckpointError } from '../checkpoint/dtype.ts'
import { checkFields, type FieldsOf, number, wrongWith } from '../checkpoint/form.ts'
import { quantities } from '../checkpoint/info.ts'
import { parsed } from '../checkpoint/json.ts'
import { channels } from '../world/film.ts'
import type { Recipe } from './recipe.ts'

const side = whole(1, 4096)
const wide = whole(1, 65_536)
/** The same as `--steps` takes. */
const many = whole(1, 10_000_000)

const fields: FieldsOf<Recipe> = {
  name: 'text',
  frames: side,
  height: side,
  width: side,
  patch: [side, side, side],
  codes: { optional: { fields: { count: many, whitening: share } } },
  features: wide,
  depth: whole(1, 1000),
  heads: wide,
  mlp: above0,
  predicts: { oneOf: quantities },
  counted: { oneOf: quantities },
  batch: wide,
  steps: many,
  rate: atLeast0,
  warmUp: whole(0, 10_000_000),
  least: share,
  fall: { optional: { oneOf: ['cosine', 'line'] } },
  decay: atLeast0,
  muon: { optional: { fields: { momentum: below1, faster: above0, inputs: wide, every: { optional: many } } } },
  words: { optional: atLeast0 },
  beta2: below1,
  clip: above0,
  average: below1,
  unasked: share,
  forgotten: share,
  time: { fields: { from: number, to: number, within: share, deviation: atLeast0, least: share, most: share } },
  clips: many,
  seed: whole(0, 0xffffffff),
}

/** The names of all fields of a recipe, and of those that it may omit. */
export const partsOfRecipe: readonly string[] = Object.keys(fields)
export const optionalParts: readonly string[] = Object.entries(fields).flatMap(([name, form]) =>
  wrongWith(undefined, form, 'a recipe', name) === undefined ? [name] : [],
)

/** The most memory that clips may take, in bytes. A film has a byte for each channel of a pixel. */
const mostBytes = 2 ** 32

const notValid = 'the recipe is not valid'

/** Reads a recipe from JSON. Whether its other numbers fit one another is asked where they meet.
 *  @throws {CheckpointError} naming what is wrong with it */
export function recipeFrom(text: string): Recipe {
  const recipe = parsed(text, 'the recipe')
  checkFields<Recipe>(recipe, fields, 'a recipe', notValid)
  const { clips, frames, height, width, time } = recipe
  if (time.least > time.most)
    throw new CheckpointError(
      `${notValid}: time.least is ${time.least}; it must be at most time.most, which is ${time.most}`,
    )
  const bytes = clips * frames * height * width * channels
  if (bytes > mostBytes)
    throw new CheckpointError(
      `${notValid}: ${clips} clips of ${frames} frames of ${height}×${width} take ${bytes} bytes; they may take ${mostBytes}`,
    )
  return recipe
}
