// Training: AdamW as its paper writes it, on gradients that the graph gives; and what it refuses.
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { ShapeError } from '@dit-by-hand/graph/graph'
import { fill, input, sum } from '@dit-by-hand/graph/ops'
import type { Parameter } from '@dit-by-hand/graph/scope'
import { describe, expect, it } from 'vitest'
import { MemoryError } from '../src/engine.ts'
import { open } from '../src/open.ts'
import { DivergedError, TrainError } from '../src/stepping.ts'
import { openTrainer, type Trainer } from '../src/train.ts'
import { builds, forSample } from './support.ts'
import { batch, brought, dit, options, trainerOf } from './trainers.ts'

const meanLoss = (trainer: Trainer): number =>
  Array.from({ length: batch }, (_, sample) => trainer.read('loss', sample)[0]?.[0] ?? Number.NaN).reduce(
    (a, b) => a + b,
  ) / batch

/** Column by column, as parameters lie in memory. */
const columnFirst = (grid: Grid<number>): readonly number[] =>
  at(grid, 0).flatMap((_, c) => grid.map(row => at(row, c)))

/** Parameters after some steps of AdamW (Loshchilov & Hutter 2019, algorithm 2), in double precision on the graph's own
 *  gradients: those that decay with this λ, the others with none. */
function adamByHand(steps: number, rate: number, decay: number, clip: number): readonly number[] {
  const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8]
  let grids = dit.parameters.map(({ name }) => at(named(brought, name), 0))
  const lambdas = dit.parameters.flatMap(({ shape, decay: decays }) =>
    new Array<number>(shape[0] * shape[1]).fill(decays ? decay : 0),
  )
  let m = lambdas.map(() => 0)
  let v = m
  for (let t = 1; t <= steps; t++) {
    const now = Object.fromEntries(dit.parameters.map(({ name }, i) => [name, at(grids, i)]))
    const each = Array.from({ length: batch }, (_, sample) => {
      const worked = evaluate<number, string>(dit.gradients, { ...forSample(brought, sample), ...now }, float)
      return dit.parameters.flatMap(({ name }) => columnFirst(named(worked, name)))
    })
    const mean = lambdas.map((_, i) => each.reduce((total, one) => total + at(one, i), 0) / batch)
    const length = Math.hypot(...mean)
    const g = mean.map(cell => cell * Math.min(1, clip / length))
    m = m.map((cell, i) => beta1 * cell + (1 - beta1) * at(g, i))
    v = v.map((cell, i) => beta2 * cell + (1 - beta2) * at(g, i) ** 2)
    const moved = grids.flatMap(columnFirst).map((w, i) => {
      const [first, second] = [at(m, i) / (1 - beta1 ** t), at(v, i) / (1 - beta2 ** t)]
      return w - rate * (first / (Math.sqrt(second) + epsilon) + at(lambdas, i) * w)
    })
    let to = 0
    grids = grids.map(grid => {
      to += grid.length * at(grid, 0).length
      const own = moved.slice(to - grid.length * at(grid, 0).length, to)
      return grid.map((row, r) => row.map((_, c) => at(own, c * grid.length + r)))
    })
  }
  return grids.flatMap(columnFirst)
}

describe('a step', () => {
  it.each(builds)('is AdamW on the graph’s gradients, with decay where a parameter decays: %s', async build => {
    const trainer = await trainerOf({ build, decay: 0.5, clip: 0.5 })
    for (let i = 0; i < 3; i++) expect(await trainer.step(1e-2)).toBeGreaterThan(0.5)
    const found = trainer.state.parameters
    const off = (wanted: readonly number[]): readonly number[] => wanted.map((w, i) => Math.abs(w - at(found, i)))
    const wanted = adamByHand(3, 1e-2, 0.5, 0.5)
    expect(found).toHaveLength(wanted.length)
    // Adam divides a gradient by its own size, so that one near 0 turns rounding into a part of a step.
    expect(off(wanted).filter(d => !(d < 1e-5)).length).toBeLessThan(0.01 * wanted.length)
    expect(Math.max(...off(wanted))).toBeLessThan(3e-2)
    // Without decay it would be told: in most of what decays, and nowhere else.
    const [without, apart] = [adamByHand(3, 1e-2, 0, 0.5), trainer.byName(found)]
    const telling = off(without).filter(d => d > 1e-4).length
    const decaying = dit.parameters.filter(({ decay }) => decay).map(({ name }) => named(apart, name).length)
    expect(telling).toBeGreaterThan(0.8 * decaying.reduce((a, b) => a + b))
    expect(dit.parameters.filter(({ decay }) => !decay).map(({ name }) => name)).toContain('embed.bias')
  })

  it('goes down: the loss of one batch falls to a small part of what it was', async () => {
    const trainer = await trainerOf()
    await trainer.gradients()
    const first = meanLoss(trainer)
    for (let i = 0; i < 300; i++) await trainer.step(1e-2)
    expect(meanLoss(trainer)).toBeLessThan(0.1 * first)
  })

  it('keeps an average of the parameters, from those it starts with', async () => {
    const trainer = await trainerOf({ average: 0.5 })
    const start = trainer.state.parameters.slice()
    await trainer.step(1e-2)
    trainer.state.average.forEach((mean, i) => {
      expect(mean).toBeCloseTo(((start[i] ?? 0) + (trainer.state.parameters[i] ?? 0)) / 2, 6)
    })
  })

  it('goes so many times as far where a parameter is told to', async () => {
    const paced = (pace: number) => (each: { readonly name: string }) => (each.name === 'classTable' ? pace : 1)
    const [plain, quick] = [await trainerOf(), await trainerOf({ pace: paced(4) })]
    const before = plain.state.parameters.slice()
    await Promise.all([plain.step(1e-3), quick.step(1e-3)])
    const ways = ({ state, byName }: typeof plain): { readonly [name: string]: readonly number[] } => {
      const was = byName(before)
      return Object.fromEntries(
        Object.entries(byName(state.parameters)).map(([name, cells]) => [
          name,
          Array.from(cells, (cell, i) => cell - was[name]![i]!),
        ]),
      )
    }
    const [one, four] = [ways(plain), ways(quick)]
    for (const [name, way] of Object.entries(one))
      way.forEach((far, i) => {
        expect(four[name]![i], name).toBeCloseTo(name === 'classTable' ? 4 * far : far, 6)
      })
    expect(Math.max(...one.classTable!.map(Math.abs))).toBeGreaterThan(5e-4)
  })

  it('can be carried to a plan that only runs forward', async () => {
    const trainer = await trainerOf({ average: 0 })
    await trainer.step(1e-2)
    const forward = await open(dit.net, { batch: 1, perSample: dit.perSample, outputs: ['loss'] })
    for (const [name, cells] of Object.entries(trainer.byName(trainer.state.average))) forward.cells(name).set(cells)
    for (const name of [...dit.perSample, 'positions']) forward.cells(name).set(trainer.cells(name))
    forward.run()
    await trainer.gradients()
    expect(forward.read('loss')[0]?.[0]).toBeCloseTo(trainer.read('loss', 0)[0]?.[0] ?? Number.NaN, 5)
  })

  it('says where it runs without SIMD', async () => {
    const [plain, fast] = [await trainerOf({ build: 'typescript' }), await trainerOf({ build: 'simd' })]
    expect(plain.build).toBe('typescript')
    expect(plain.notes).toEqual(['there is no WebAssembly SIMD here: plain TypeScript trains, slowly'])
    expect(fast.notes).toEqual([])
  })

  it('goes on from where a saved one was', async () => {
    const [through, saved] = [await trainerOf(), await trainerOf()]
    for (let i = 0; i < 4; i++) await through.step(1e-2)
    for (let i = 0; i < 2; i++) await saved.step(1e-2)
    const onwards = await trainerOf()
    for (const block of ['parameters', 'momentum', 'variance'] as const) onwards.state[block].set(saved.state[block])
    onwards.resume(saved.steps)
    for (let i = 0; i < 2; i++) await onwards.step(1e-2)
    expect(onwards.steps).toBe(4)
    expect(onwards.state.parameters).toEqual(through.state.parameters)
  })

  it('is refused where gradients are not finite, and leaves the parameters', async () => {
    const trainer = await trainerOf()
    await trainer.step(1e-2)
    const before = trainer.state.parameters.slice()
    trainer.cells('x', 2)[0] = Number.NaN
    await expect(trainer.step(1e-2)).rejects.toThrow(
      new DivergedError('the gradients of step 2 are not finite; the parameters are those of step 1'),
    )
    expect(trainer.state.parameters).toEqual(before)
    expect(trainer.steps).toBe(1)
  })
})

describe('what cannot be', () => {
  const first = at(options.learn.parameters, 0)
  const muonOf = (other: object) => ({ momentum: 0.9, faster: 1, blockOf: () => 4, ...other })
  it('says how much memory is needed', async () => {
    const refused = openTrainer(dit.net, { ...options, most: 2 ** 19 })
    await expect(refused).rejects.toThrow(MemoryError)
    await expect(refused).rejects.toThrow(/^this needs 0\.\d MiB of memory; at most 0\.5 MiB are allowed$/)
  })
  it('names the matrix, its shape and the shape needed', async () => {
    const trainer = await trainerOf()
    expect(() => trainer.bring('x', [[1, 2]])).toThrow('x is 1×2, needs 3×5')
    expect(() => trainer.bring('nothing', [[1]])).toThrow(/^the plan has no input nothing; it has \S+, /)
    for (const none of [batch, -1, 0.5, Number.NaN])
      expect(() => trainer.read('loss', none)).toThrow(`loss has no sample ${none}; it has ${batch}, counted from 0`)
  })
  it.each([
    [{ workers: 0 }, 'workers is 0; it must be a whole number, 1 or more'],
    [{ workers: 1.5 }, 'workers is 1.5; it must be a whole number, 1 or more'],
    [{ beta1: 1 }, 'beta1 is 1; it must be from 0 to below 1'],
    [{ beta2: Number.NaN }, 'beta2 is NaN; it must be from 0 to below 1'],
    [{ epsilon: 0 }, 'epsilon is 0; it must be more than 0, and finite'],
    [{ decay: -1 }, 'decay is -1; it must be 0 or more, and finite'],
    [{ clip: 0 }, 'clip is 0; it must be more than 0'],
    [{ average: 1 }, 'average is 1; it must be from 0 to below 1'],
    [{ patience: 0 }, 'patience is 0; it must be more than 0 milliseconds'],
    [{ muon: muonOf({ momentum: 1 }) }, 'muon.momentum is 1; it must be from 0 to below 1'],
    [{ muon: muonOf({ faster: 0 }) }, 'muon.faster is 0; it must be more than 0, and finite'],
    [{ muon: muonOf({ blockOf: () => 0 }) }, `muon.blockOf(${first.name}) is 0; it must be a whole number, 1 or more`],
    [{ pace: () => Number.NaN }, `pace(${first.name}) is NaN; it must be 0 or more, and finite`],
  ])('names an option that cannot be: %o', async (more, message) => {
    await expect(openTrainer(dit.net, { ...options, ...more })).rejects.toThrow(new RangeError(message))
  })

  it('names a parameter that is of another shape in the net', async () => {
    const [one, two] = [input('w', [2, 1]), input('w', [1, 2])]
    const net = { w: one, y: sum(one, 'columns') }
    const parameter = { name: 'w', shape: two.shape, init: { kind: 'zeros' }, decay: false } as const
    const learn = { parameters: [parameter], gradients: { w: fill(1, two.shape) } }
    await expect(openTrainer(net, { batch: 1, perSample: [], outputs: ['y'], learn })).rejects.toThrow(
      new ShapeError('w is 2×1 in the net, but 1×2 as a parameter'),
    )
  })

  it('refuses a rate or a step count that is none, and takes no step', async () => {
    const trainer = await trainerOf()
    const before = [...trainer.state.parameters]
    await expect(trainer.step(Number.NaN)).rejects.toThrow(RangeError)
    expect(() => trainer.resume(-1)).toThrow(RangeError)
    expect(() => trainer.resume(0.5)).toThrow(RangeError)
    expect([trainer.steps, ...trainer.state.parameters]).toEqual([0, ...before])
    await trainer.step(0.01)
    expect(trainer.steps).toBe(1)
  })

  it.each([1, 2])('refuses a second step before the first is over: %i workers', async workers => {
    const [trainer, other] = [await trainerOf({ workers }), await trainerOf({ workers })]
    const [first, second, third] = await Promise.allSettled([
      trainer.step(0.01),
      trainer.step(0.01),
      trainer.gradients(),
    ])
    const refused = { status: 'rejected', reason: new TrainError('a step is under way; wait for it before the next') }
    expect(first.status).toBe('fulfilled')
    expect([second, third]).toEqual([refused, refused])
    await other.step(0.01)
    expect([...trainer.state.parameters]).toEqual([...other.state.parameters])
    await trainer.step(0.01)
    expect(trainer.steps).toBe(2)
  })

  it.each([1, 2])('is closed after the step under way: %i workers', async workers => {
    const trainer = await trainerOf({ workers, patience: 2000 })
    const step = trainer.step(0.01)
    await Promise.all([trainer.close(), trainer.close()])
    await expect(Promise.race([step, 'closed before it'])).resolves.toBeGreaterThan(0)
    expect(trainer.steps).toBe(1)
  })

  it('refuses a step once closed', async () => {
    const trainer = await trainerOf({ workers: 2 })
    await trainer.close()
    await expect(trainer.step(0.01)).rejects.toThrow('the trainer has been closed; open another')
  })

  it('names what is not in the net, and what nothing depends on', async () => {
    await expect(openTrainer(dit.net, { ...options, outputs: ['nowhere'] })).rejects.toThrow(
      'there is no nowhere in the net',
    )
    const [parameter] = dit.parameters
    if (!parameter) expect.unreachable('the DiT has no parameters')
    const learning = (wrong: Partial<Parameter>, gradients = dit.gradients): Promise<Trainer> =>
      openTrainer(dit.net, { ...options, learn: { parameters: [{ ...parameter, ...wrong }], gradients } })
    await expect(learning({ name: 'x' })).rejects.toThrow('x is a parameter; it cannot differ from sample to sample')
    await expect(learning({ name: 'nobody' })).rejects.toThrow('there is no nobody in the gradients')
    await expect(learning({ shape: [1, 2] })).rejects.toThrow('the gradient at embed.weight is 6×3; it must be 1×2')
    await expect(learning({ name: 'other' }, { other: named(dit.gradients, parameter.name) })).rejects.toThrow(
      'other is a parameter, but no wanted matrix depends on it',
    )
    await expect(openTrainer(dit.net, { ...options, perSample: ['X'] })).rejects.toThrow(
      'perSample names X, but the net has no such input',
    )
    for (const size of [0, 2.5])
      await expect(openTrainer(dit.net, { ...options, batch: size })).rejects.toThrow(
        `the batch is ${size}; it must be a whole number, 1 or more`,
      )
  })
})

describe('what was not brought', () => {
  const forgetting = (name: string, sample: number, workers: number): Promise<Trainer> =>
    trainerOf({ workers }, (each, of) => !(each === name && of === sample))

  it.each([
    ['x', 0, 1, /^x \(3×5\), sample 0, was not brought; bring it before the net is run$/],
    ['target', 4, 2, /^target \(3×5\), sample 4, was not brought/],
    ['positions', 0, 2, /^positions \(6×5\) was not brought/],
    ['embed.weight', 0, 1, /^embed\.weight \(6×3\) was not brought/],
  ] as const)('%s of sample %i, with %i threads, is told before a step', async (name, sample, workers, why) => {
    const trainer = await forgetting(name, sample, workers)
    await expect(trainer.step(1e-3)).rejects.toThrow(why)
    await expect(trainer.gradients()).rejects.toThrow(why)
    expect(trainer.steps).toBe(0)
    trainer.cells(name, sample).fill(0.5)
    await trainer.step(1e-3)
    expect(trainer.steps).toBe(1)
  })

  it('may have been written to the state itself', async () => {
    const trainer = await forgetting('embed.weight', 0, 1)
    trainer.state.parameters.fill(0.1)
    await trainer.step(1e-3)
    expect(trainer.steps).toBe(1)
  })

  it('is told before a net is run, and timed', async () => {
    const x = input('x', [2, 1])
    const runner = await open({ y: sum(x, 'columns') }, { batch: 2, perSample: ['x'], outputs: ['y'] })
    runner.bring('x', [[1], [2]], 0)
    const why = new RangeError('x (2×1), sample 1, was not brought; bring it before the net is run')
    expect(() => runner.run()).toThrow(why)
    expect(() => runner.profile()).toThrow(why)
    runner.cells('x', 1).set([3, 4])
    runner.run()
    expect([runner.read('y', 0), runner.read('y', 1)]).toEqual([[[3]], [[7]]])
  })
})
