// The recipe that is meant by a name.
import { own } from '@dit-by-hand/graph/at'
import type { Recipe } from '@dit-by-hand/video-dit/learn/recipe'
import { recipes } from '@dit-by-hand/video-dit/learn/recipes'
import { UsageError } from '../io.ts'

/** @throws {UsageError} where there is none of this name */
export function recipeNamed(name: string): Recipe {
  const recipe = own(recipes, name)
  if (!recipe) throw new UsageError(`There is no recipe ${name}; there are ${Object.keys(recipes).join(', ')}.`)
  return recipe
}
