// The named recipes.
import { baseline, type Recipe } from './recipe.ts'

/** Learns its prompts within a minute. */
export const fast: Recipe = {
  ...baseline,
  name: 'fast',
  codes: { count: 96, whitening: 0.5 },
  depth: 3,
  beta2: 0.98,
  muon: { momentum: 0.95, faster: 3, inputs: 128 },
  time: { from: 1, to: 1.7, within: 0.5, deviation: 1.2, least: 0.02, most: 0.999 },
  average: 0.99,
  steps: 2000,
  words: 5,
  clips: 2048,
}

/**
 * The quickest known: SPEEDRUN.md says what each of its parts gained. Sampling in the usual eight steps never evaluates the net at
 * times below 0.46, so it is not trained below 0.45, where the errors, divided by the time squared, would dominate a batch.
 */
export const quick: Recipe = {
  ...fast,
  name: 'quick',
  muon: { momentum: 0.95, faster: 3, inputs: 384, every: 2 },
  fall: 'line',
  time: { ...fast.time, least: 0.45 },
  average: 0.98,
  steps: 1300,
}

export const recipes: { readonly [name: string]: Recipe } = { quick, fast, baseline }
