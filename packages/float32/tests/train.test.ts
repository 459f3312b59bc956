// Training: Adam as its paper writes it, on slopes that core gives; and what it refuses.
import { float } from '@dit-by-hand/core/arith'
import { evaluate } from '@dit-by-hand/core/evaluate'
import { describe, expect, it } from 'vitest'
import { MemoryError } from '../src/engine.ts'
import { open } from '../src/open.ts'
import { openTrainer, TrainError, type Trainer } from '../src/train.ts'
import { builds, forSample } from './support.ts'
import { batch, brought, dit, options, trainerOf } from './trainers.ts'

const meanLoss = (trainer: Trainer): number =>
  Array.from({ length: batch }, (_, sample) => trainer.read('loss', sample)[0]?.[0] ?? Number.NaN).reduce(
    (a, b) => a + b,
  ) / batch

/** Weights after some steps of Adam (Kingma & Ba 2015, algorithm 1), in double precision on core's slopes. */
function adamByHand(steps: number, rate: number, decay: number, clip: number): number[] {
  const columnFirst = (rows: readonly (readonly number[])[]): number[] =>
    (rows[0] ?? []).flatMap((_, c) => rows.map(row => row[c] ?? 0))
  const shapes = dit.learn.map(name => brought[name]?.[0] ?? [])
  let weights = shapes.flatMap(columnFirst)
  const [m, v] = [weights.map(() => 0), weights.map(() => 0)]
  for (let t = 1; t <= steps; t++) {
    let at = 0
    const now = Object.fromEntries(
      dit.learn.map((name, i) => {
        const rows = shapes[i] ?? []
        const cells = weights.slice(at)
        at += rows.length * (rows[0]?.length ?? 0)
        return [name, rows.map((row, r) => row.map((_, c) => cells[c * rows.length + r] ?? 0))]
      }),
    )
    const each = Array.from({ length: batch }, (_, sample) => {
      const worked: { readonly [name: string]: readonly (readonly number[])[] | undefined } = evaluate(
        dit.net,
        { ...forSample(brought, sample), ...now },
        float,
      )
      return dit.learn.flatMap(name => columnFirst(worked[`d_${name}`] ?? []))
    })
    const mean = weights.map((_, i) => each.reduce((total, one) => total + (one[i] ?? 0), 0) / batch)
    const length = Math.sqrt(mean.reduce((total, g) => total + g * g, 0))
    const slopes = mean.map(g => g * Math.min(1, clip / length))
    weights = weights.map((w, i) => {
      const g = slopes[i] ?? 0
      m[i] = 0.9 * (m[i] ?? 0) + 0.1 * g
      v[i] = 0.999 * (v[i] ?? 0) + 0.001 * g * g
      return w - rate * ((m[i] ?? 0) / (1 - 0.9 ** t) / (Math.sqrt((v[i] ?? 0) / (1 - 0.999 ** t)) + 1e-8) + decay * w)
    })
  }
  return weights
}

describe('a step', () => {
  it.each(builds)('is AdamW on core’s slopes: %s', async build => {
    const trainer = await trainerOf({ build, decay: 0.1, clip: 0.5 })
    for (let i = 0; i < 3; i++) expect(await trainer.step(1e-2)).toBeGreaterThan(0.5)
    const wanted = adamByHand(3, 1e-2, 0.1, 0.5)
    expect(trainer.state.weights).toHaveLength(wanted.length)
    // Adam divides a slope by its own size, so that a slope near 0 turns rounding into a part of a step.
    const off = wanted.map((w, i) => Math.abs(w - (trainer.state.weights[i] ?? Number.NaN)))
    expect(off.filter(d => !(d < 1e-5)).length).toBeLessThan(0.01 * wanted.length)
    expect(Math.max(...off)).toBeLessThan(3e-2)
  })

  it('goes down: the loss of one batch falls to a small part of what it was', async () => {
    const trainer = await trainerOf()
    await trainer.slopes()
    const first = meanLoss(trainer)
    for (let i = 0; i < 300; i++) await trainer.step(1e-2)
    expect(meanLoss(trainer)).toBeLessThan(0.1 * first)
  })

  it('keeps an average of the weights, from the weights it starts with', async () => {
    const trainer = await trainerOf({ average: 0.5 })
    const start = trainer.state.weights.slice()
    await trainer.step(1e-2)
    trainer.state.average.forEach((mean, i) => {
      expect(mean).toBeCloseTo(((start[i] ?? 0) + (trainer.state.weights[i] ?? 0)) / 2, 6)
    })
  })

  it('can be carried to a plan that only runs forward', async () => {
    const trainer = await trainerOf({ average: 0 })
    await trainer.step(1e-2)
    const forward = await open(dit.net, { batch: 1, perSample: dit.perSample, outputs: ['loss'] })
    for (const [name, cells] of Object.entries(trainer.byName(trainer.state.average))) forward.cells(name).set(cells)
    for (const name of [...dit.perSample, 'positions']) forward.cells(name).set(trainer.cells(name))
    forward.run()
    await trainer.slopes()
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
    for (const block of ['weights', 'momentum', 'variance'] as const) onwards.state[block].set(saved.state[block])
    onwards.resume(saved.steps)
    for (let i = 0; i < 2; i++) await onwards.step(1e-2)
    expect(onwards.steps).toBe(4)
    expect(onwards.state.weights).toEqual(through.state.weights)
  })

  it('is refused where slopes are not finite, and leaves the weights', async () => {
    const trainer = await trainerOf()
    await trainer.step(1e-2)
    const before = trainer.state.weights.slice()
    trainer.cells('x', 2)[0] = Number.NaN
    await expect(trainer.step(1e-2)).rejects.toThrow(
      'the slopes of step 2 are not finite; the weights are those of step 1',
    )
    expect(trainer.state.weights).toEqual(before)
    expect(trainer.steps).toBe(1)
  })
})

describe('what cannot be', () => {
  it('says how much memory is needed', async () => {
    const refused = openTrainer(dit.net, { ...options, most: 2 ** 20 })
    await expect(refused).rejects.toThrow(MemoryError)
    await expect(refused).rejects.toThrow(/^this needs 1\.\d MiB of memory; 1\.0 MiB are allowed$/)
  })
  it('names the matrix, its shape and the shape needed', async () => {
    const trainer = await trainerOf()
    expect(() => trainer.bring('x', [[1, 2]])).toThrow('x is 1×2, needs 3×5')
    expect(() => trainer.bring('nothing', [[1]])).toThrow('the plan needs no matrix nothing')
    expect(() => trainer.read('loss', batch)).toThrow(`loss has ${batch} samples, and no sample ${batch}`)
  })
  it.each([
    [{ workers: 0 }, 'workers is 0; it must be a whole number from 1 on'],
    [{ workers: 1.5 }, 'workers is 1.5; it must be a whole number from 1 on'],
    [{ beta1: 1 }, 'beta1 is 1; it must be from 0 to below 1'],
    [{ beta2: Number.NaN }, 'beta2 is NaN; it must be from 0 to below 1'],
    [{ epsilon: 0 }, 'epsilon is 0; it must be more than 0, and finite'],
    [{ decay: -1 }, 'decay is -1; it must be 0 or more, and finite'],
    [{ clip: 0 }, 'clip is 0; it must be more than 0'],
    [{ average: 1 }, 'average is 1; it must be from 0 to below 1'],
    [{ patience: 0 }, 'patience is 0; it must be more than 0 milliseconds'],
  ])('names an option that cannot be: %o', async (more, message) => {
    await expect(openTrainer(dit.net, { ...options, ...more })).rejects.toThrow(new RangeError(message))
  })

  it('refuses a rate or a step count that is none, and takes no step', async () => {
    const trainer = await trainerOf()
    const before = [...trainer.state.weights]
    await expect(trainer.step(Number.NaN)).rejects.toThrow(RangeError)
    expect(() => trainer.resume(-1)).toThrow(RangeError)
    expect(() => trainer.resume(0.5)).toThrow(RangeError)
    expect([trainer.steps, ...trainer.state.weights]).toEqual([0, ...before])
    await trainer.step(0.01)
    expect(trainer.steps).toBe(1)
  })

  it.each([1, 2])('refuses a second step before the first is over: %i workers', async workers => {
    const [trainer, other] = [await trainerOf({ workers }), await trainerOf({ workers })]
    const [first, second, third] = await Promise.allSettled([trainer.step(0.01), trainer.step(0.01), trainer.slopes()])
    const refused = { status: 'rejected', reason: new TrainError('a step is under way; wait for it before the next') }
    expect(first.status).toBe('fulfilled')
    expect([second, third]).toEqual([refused, refused])
    await other.step(0.01)
    expect([...trainer.state.weights]).toEqual([...other.state.weights])
    await trainer.step(0.01)
    expect(trainer.steps).toBe(2)
  })

  it('refuses a step once closed', async () => {
    const trainer = await trainerOf({ workers: 2 })
    await trainer.close()
    await expect(trainer.step(0.01)).rejects.toThrow('the trainer has been closed; open another')
  })

  it('names what is not in the net, and what nothing depends on', async () => {
    await expect(openTrainer(dit.net, { ...options, outputs: ['nowhere'] })).rejects.toThrow(
      'there is no matrix nowhere',
    )
    await expect(openTrainer(dit.net, { ...options, learn: ['x'] })).rejects.toThrow(
      'x is learned, so it cannot be brought by each sample',
    )
    await expect(openTrainer(dit.net, { ...options, perSample: ['X'] })).rejects.toThrow(
      'each sample is to bring X, but the net is given no such matrix',
    )
    await expect(openTrainer(dit.net, { ...options, batch: 0 })).rejects.toThrow(
      'a batch of 0 samples cannot be planned',
    )
  })
})
