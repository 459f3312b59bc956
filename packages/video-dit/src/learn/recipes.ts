// The recipes that have names.
import { baseline, type Recipe } from './recipe.ts'

/** The fastest we know: see SPEEDRUN.md for what each of its parts gained. */
export const fast: Recipe = {
  ...baseline,
  name: 'fast',
  features: 128,
  depth: 2,
  beta2: 0.98,
  average: 0.99,
}

export const recipes: { readonly [name: string]: Recipe } = { fast, baseline }
