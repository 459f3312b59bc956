// What parameters start with: as they say, the same on every build, and independent of one another.
import { at } from '@dit-by-hand/graph/at'
import { type Init, type Parameter, scope } from '@dit-by-hand/graph/scope'
import { describe, expect, it } from 'vitest'
import { initialise } from '../src/initial.ts'
import { open } from '../src/open.ts'
import type { Runner } from '../src/run.ts'
import { builds } from './support.ts'
import { dit, trainerOf } from './trainers.ts'

const inits: { readonly [name: string]: Init } = {
  nothing: { kind: 'zeros' },
  normal: { kind: 'normal', deviation: 0.02 },
  xavier: { kind: 'xavier' },
  again: { kind: 'xavier' },
}
const model = scope()
for (const [name, init] of Object.entries(inits)) model.parameter(name, [40, 60], { init, decay: true })
const { net, parameters } = model

const opened = (build = builds.at(-1)): Promise<Runner> =>
  open(net, { batch: 1, perSample: [], outputs: Object.keys(net), ...(build && { build }) })

async function filled(seed: number, of: readonly Parameter[] = parameters, build = builds.at(-1)): Promise<Runner> {
  const runner = await opened(build)
  for (const { name } of parameters) runner.cells(name).fill(Number.NaN)
  initialise(runner, of, seed)
  return runner
}

const meanOf = (cells: Float32Array, of: (x: number) => number = x => x): number =>
  cells.reduce((total, x) => total + of(x), 0) / cells.length

describe('initial values', () => {
  it('are what each parameter says', async () => {
    const runner = await filled(7)
    expect(new Set(runner.cells('nothing'))).toEqual(new Set([0]))
    const normal = runner.cells('normal')
    expect(meanOf(normal)).toBeCloseTo(0, 2)
    expect(Math.sqrt(meanOf(normal, x => x * x))).toBeCloseTo(0.02, 3)
    expect(normal.some(x => Math.abs(x) > 0.05)).toBe(true)
    // Glorot & Bengio 2010: a variance of 2/(rows + columns), and nothing beyond its root times √3.
    const [xavier, most] = [runner.cells('xavier'), Math.sqrt(6 / 100)]
    expect(xavier.every(x => Math.abs(x) <= most)).toBe(true)
    expect(Math.max(...xavier)).toBeGreaterThan(0.99 * most)
    expect(meanOf(xavier)).toBeCloseTo(0, 1)
    expect(meanOf(xavier, x => x * x)).toBeCloseTo(2 / 100, 2)
  })

  it.each(builds)('are the same bits again: %s', async build => {
    const [one, two] = [await filled(7), await filled(7, parameters, build)]
    for (const { name } of parameters) expect(two.cells(name)).toEqual(one.cells(name))
  })

  it('are others for another seed, and for each parameter', async () => {
    const [one, two] = [await filled(7), await filled(8)]
    for (const name of ['normal', 'xavier']) expect(two.cells(name)).not.toEqual(one.cells(name))
    expect(one.cells('again')).not.toEqual(one.cells('xavier'))
  })

  it('do not depend on how another is filled', async () => {
    const wider = parameters.map(each =>
      each.name === 'normal' ? { ...each, init: { kind: 'zeros' } as const } : each,
    )
    expect((await filled(7, wider)).cells('xavier')).toEqual((await filled(7)).cells('xavier'))
  })

  it('must be brought where there are none of their own', async () => {
    const given = parameters.map(each => ({ ...each, init: { kind: 'brought' } as const }))
    await expect(filled(7, given)).rejects.toThrow('nothing must be given')
  })

  it('fill a trainer, whose loss goes down from there', async () => {
    const trainer = await trainerOf()
    initialise(trainer, dit.parameters, 3)
    const losses: number[] = []
    for (let i = 0; i < 30; i++) {
      await trainer.step(1e-2)
      losses.push(at(trainer.cells('loss'), 0))
    }
    expect(losses.at(-1)).toBeLessThan(0.5 * at(losses, 0))
  })
})
