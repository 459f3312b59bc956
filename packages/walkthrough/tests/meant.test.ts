// Names of matrices as people type them, and write them in programs.
import { describe, expect, it } from 'vitest'
import { nameFrom } from '../src/meant.ts'

describe('what somebody means', () => {
  it.each([
    ['noised_latent', 'noised'],
    ['Noised latent', 'noised'],
    ['self.latent', 'latent'],
    ['out["latent"]', 'latent'],
    ['latent.T', 'latent'],
    ['latent.detach().numpy()', 'latent'],
    ['latent Z', 'latent'],
    ['Z (latent)', 'latent'],
    ['E', 'words'],
    ['e', 'textEmbedding'],
    ['eps', 'noise'],
    ['eps_theta', 'predictedNoise'],
    ['epsilon_theta', 'predictedNoise'],
    ['dWf', 'd_feedForwardWeight'],
    ['∂Wf', 'd_feedForwardWeight'],
    ['grad_Wf', 'd_feedForwardWeight'],
    ["Wf'", 'feedForwardWeightAfter'],
    ['gradient of the scale', 'd_scale'],
    ['scaled latent', 'scaled'],
    ['print(latent)', 'latent'],
    ['print(self.latent.round(2))', 'latent'],
    ['Zt noised latent', 'noised'],
    ['predicted noise (εθ)', 'predictedNoise'],
    ['Wf′ feed-forward weight after', 'feedForwardWeightAfter'],
    ['Z noised latent', undefined],
    ['noisy latent', undefined],
    ['my latent', undefined],
    ['', undefined],
  ])('%j means %s', (typed, name) => {
    expect(nameFrom(typed)).toBe(name)
  })
})
