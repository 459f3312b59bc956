// The recipe that is meant: one by its name, with what a file and the command line put in its place.
import { own } from '@dit-by-hand/graph/at'
import { CheckpointError } from '@dit-by-hand/video-dit/checkpoint/dtype'
import { optionalParts, partsOfRecipe, recipeFrom } from '@dit-by-hand/video-dit/learn/form'
import { furtherFor } from '@dit-by-hand/video-dit/learn/further'
import type { KnownModel } from '@dit-by-hand/video-dit/learn/known'
import { inSteps, type Recipe } from '@dit-by-hand/video-dit/learn/recipe'
import { recipes } from '@dit-by-hand/video-dit/learn/recipes'
import { type Io, orTold, UsageError } from '../io.ts'
import { jsonIn } from '../reading.ts'

/** @throws {UsageError} where there is none of this name */
export function recipeNamed(name: string): Recipe {
  const recipe = own(recipes, name)
  if (!recipe) throw new UsageError(`There is no recipe ${name}; the recipes are ${Object.keys(recipes).join(', ')}.`)
  return recipe
}

/** What is told of a recipe on the command line. */
export interface Wanted {
  readonly recipe?: string
  readonly config?: string
  readonly seed?: number
  readonly steps?: number
}

/**
 * @param from a model that learns on
 * @throws {UsageError} where the file or a part of it cannot be of a recipe
 */
export async function recipeFor(
  { recipe: name = 'fast', config, seed, steps }: Wanted,
  io: Io,
  from?: KnownModel,
): Promise<Recipe> {
  const usual = from ? furtherFor(from, recipeNamed(name)) : recipeNamed(name)
  const recipe = steps === undefined ? usual : inSteps(usual, steps)
  const fields = config === undefined ? {} : await fieldsIn(config, io)
  const unknown = Object.keys(fields).find(field => !partsOfRecipe.includes(field))
  if (unknown !== undefined)
    throw new UsageError(`${config}: a recipe has no field ${unknown}; its fields are ${partsOfRecipe.join(', ')}.`)
  const told = { ...recipe, ...fields, ...(seed !== undefined && { seed }), ...(steps !== undefined && { steps }) }
  const isLeftOut = (name: string, part: unknown): boolean => part === null && optionalParts.some(each => each === name)
  const kept = Object.fromEntries(Object.entries(told).filter(([name, part]) => !isLeftOut(name, part)))
  return orTold(
    CheckpointError,
    why => `${config}: ${why}.`,
    () => recipeFrom(JSON.stringify(kept)),
  )
}

async function fieldsIn(path: string, io: Io): Promise<object> {
  const value = await jsonIn(path, io)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new UsageError(`${path} must contain one JSON object.`)
}
