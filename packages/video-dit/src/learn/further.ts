// The recipe by which a trained model learns on.
import type { KnownModel } from './known.ts'
import type { Recipe } from './recipe.ts'

/** Smaller steps, over so large a part of a recipe. */
export const gentler = { steps: 0.3, rate: 0.3 } as const

const suffix = ', further'

/** Whether a run by this recipe begins from a trained model. */
export const isFurther = ({ name }: Pick<Recipe, 'name'>): boolean => name.endsWith(suffix)

/** A recipe in the shape of a model, and gentler. */
export function furtherFor(
  { info: { config }, frozen, size, predicts }: Pick<KnownModel, 'info' | 'frozen' | 'size' | 'predicts'>,
  { codes: _, ...recipe }: Recipe,
): Recipe {
  return {
    ...recipe,
    ...(frozen && { codes: { count: frozen.scales.length, whitening: 0 } }),
    name: `${recipe.name}${suffix}`,
    ...size,
    patch: frozen ? frozen.patch : config.patch,
    features: config.width,
    depth: config.depth,
    heads: config.heads,
    mlp: config.mlp,
    predicts,
    steps: Math.round(recipe.steps * gentler.steps),
    rate: recipe.rate * gentler.rate,
    time: { ...recipe.time, from: recipe.time.to },
  }
}
