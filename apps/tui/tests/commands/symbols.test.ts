// What the screen calls a matrix can be typed: its symbol as well as its name; what is neither gets the nearest of both.
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { describe, expect, it } from 'vitest'
import { dit } from './dit.ts'

describe('a matrix by its symbol', () => {
  it('is the matrix by its name', async () => {
    for (const [symbol, name] of [
      ['Z', 'latent'],
      ['Wf', 'feedForwardWeight'],
      ['γ', 'scale'],
      ['∂Wf', 'd_feedForwardWeight'],
      ["Wf'", 'feedForwardWeightAfter'],
      ['LATENT', 'latent'],
    ] as const) {
      const [bySymbol, byName] = await Promise.all([
        dit(['explain', symbol, '1', '1']),
        dit(['explain', name, '1', '1']),
      ])
      expect(bySymbol.code, symbol).toBe(0)
      expect(bySymbol.stdout).toBe(byName.stdout)
    }
  })

  it('is suggested where nearly typed, and listed in the help', async () => {
    expect((await dit(['explain', 'Wg', '1', '1'])).stderr).toMatch(
      /There is no matrix "Wg"\. Did you mean .*W[efmqkd]/,
    )
    expect((await dit(['explain', 'latemt', '1', '1'])).stderr).toContain('Did you mean latent')
    const help = (await dit(['explain', '--help'])).stdout
    for (const [name, { symbol }] of Object.entries(matrices))
      expect(help.replace(/\s+/g, ' '), name).toContain(`${name} (${symbol})`)
  })
})
