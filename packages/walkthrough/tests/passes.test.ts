// A generation in several steps: matrices, words and videos are of one and the same step, and each goes on from the last.
import { generate } from '@dit-by-hand/core/generate'
import { at as item } from '@dit-by-hand/graph/at'
import { add, equal } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { caseOf } from '@dit-by-hand/spec/cases'
import { describe, expect, it } from 'vitest'
import { titleOf } from '../src/matrices.ts'
import { homeOf, origin } from '../src/moves.ts'
import { picturesOf } from '../src/pictures/of-scene.ts'
import { proseText } from '../src/prose.ts'
import { givenNow, type Scene, scene, typedNow } from '../src/scene.ts'
import { isPassed, places } from '../src/telling.ts'
import { toldOf } from '../src/told.ts'
import { start, type Tour, tour } from '../src/tour.ts'
import { differing } from '../src/words/passes.ts'
import { lessons, sora } from './support.ts'

const at = (place: Tour['place'], generation: number, pass: number | null = null): Scene =>
  scene({ ...start, place, generation, pass }, sora)
const grid = (shown: Scene, name: string) =>
  shown.blocks.find(block => block.name === name)?.rows.map(row => row.map(({ value }) => value))
const textOf = (shown: Scene): string =>
  toldOf(shown)
    .prose.map(paragraph => proseText(paragraph, titleOf))
    .join(' ')

describe('a generation in several steps', () => {
  it('shows at every place the numbers of the step that is looked at', () => {
    for (const lesson of lessons)
      for (const count of stepsFrom(lesson.timestep.t))
        generate(lesson, count).forEach(({ t, worked }, i) => {
          for (const place of places.filter(isPassed)) {
            const shown = scene({ ...start, place, generation: count, pass: i + 1 }, lesson)
            expect(shown.pass).toEqual(count === 1 ? null : { at: i + 1, of: count, t })
            const views = shown.blocks.flatMap(({ name, rows }) => rows.flat().map(view => ({ name, ...view })))
            const wrong = views.filter(({ name, cell, value }) => {
              const right = worked.values[name]?.[cell.row]?.[cell.column]
              return right === undefined || !equal(value, right)
            })
            expect(wrong, `${lesson.id} ${place}`).toEqual([])
          }
        })
  })

  it('begins each step with what the one before left, one timestep lower', () => {
    for (const pass of [2, 3]) {
      expect(grid(at('denoise', 3, pass), 'noised')).toEqual(grid(at('denoise', 3, pass - 1), 'denoised'))
      expect(grid(at('conditions', 3, pass), 't')).toEqual([[4 - pass]])
    }
    expect(grid(at('denoise', 3, 1), 'denoised')).toEqual(grid(at('denoise', 1), 'denoised'))
  })

  it('looks at the last step unless it is told otherwise, so that the video is the one that comes of it', () => {
    const video = at('video', 3)
    expect(video.pass).toEqual({ at: 3, of: 3, t: 1 })
    expect(video.generations.map(({ t }) => t)).toEqual([3, 2, 1])
    video.generations.forEach(({ block }, i) =>
      expect(block.rows.map(row => row.map(({ value }) => value))).toEqual(
        grid(at('video', 3, i + 1), 'generatedVideo'),
      ),
    )
    expect(at('video', 1)).toMatchObject({ pass: null, generations: [] })
    expect(at('slopes', 3)).toMatchObject({ pass: null })
    expect(at('noise', 3)).toMatchObject({ pass: null })
  })

  it('is said to get better or worse only where it does so from step to step', () => {
    const told = new Map<string, readonly number[]>()
    for (const lesson of lessons)
      for (const generation of [2, 3]) {
        const shown = scene({ ...start, place: 'video', generation }, lesson)
        const counts = differing(shown.facts)
        const rises = counts.some((count, i) => i > 0 && count > item(counts, i - 1))
        const falls = counts.some((count, i) => i > 0 && count < item(counts, i - 1))
        const said = textOf(shown)
        if (said.includes('It gets worse')) expect([lesson.id, counts, falls]).toEqual([lesson.id, counts, false])
        if (said.includes('It happens to get better')) expect([lesson.id, rises]).toEqual([lesson.id, false])
        told.set(`${lesson.id} ${generation}`, counts)
      }
    expect(told.get('four-bit-time 3')).toEqual([10, 6, 7])
    const uneven = scene({ ...start, place: 'video', generation: 3 }, caseOf('four-bit-time').lesson)
    expect(textOf(uneven)).toContain('It happens to end better than after the first step')
  })

  it('is no part of the closing, whose numbers, words and pictures are of the lesson as it was worked', () => {
    const [one, three] = [at('closing', 1), at('closing', 3)]
    expect({ ...three, facts: null }).toEqual({ ...one, facts: null })
    expect(textOf(three)).toBe(textOf(one))
    expect(picturesOf(three)).toEqual(picturesOf(one))
  })

  it('is told as what it is', () => {
    expect(textOf(at('denoise', 1))).toMatch(/From a timestep of 3, this model can take up to 3/)
    expect(textOf(at('denoise', 3))).toMatch(/generated in 3 steps, and this is number 3\..*counted down to 1/)
    expect(textOf(at('denoise', 3, 1))).toMatch(/generated in 3 steps\. This is the first, /)
    expect(textOf(at('conditions', 3, 2))).toMatch(/The timestep is 2\. In binary, with 2 bits, that is 10;/)
    // What the first step left is what its answer, by the oracle, still has too much: −1 less 0.
    const { denoised = [], latent = [] } = caseOf('sora-is-sky').answer.corrected
    expect([denoised[0]?.[0], latent[0]?.[0]]).toEqual([-1, 0])
    expect(textOf(at('feed-forward', 3, 2))).toMatch(
      /feature 1 of patch 1 it says −2, where −1 was left to find, the noised/,
    )
    expect(textOf(at('feed-forward', 3, 1))).toMatch(/feature 1 of patch 1 it says −1, where the noise is −2\./)
    const told = textOf(at('video', 3))
    const counts = at('video', 3).generations.map(({ block }) => {
      const video = grid(at('patchify', 1), 'video') ?? []
      return block.rows
        .flatMap((row, r) => row.map(({ value }, c) => equal(value, video[r]?.[c] ?? -1)))
        .filter(same => !same).length
    })
    expect(told).toContain(
      `Pixels that differ from the given video: ${counts[0]} at t\u00a0=\u00a03, ${counts[1]} at t\u00a0=\u00a02 and ${counts[2]} at t\u00a0=\u00a01.`,
    )
    expect(told).toContain(
      item(counts, 2) > item(counts, 0)
        ? 'It gets worse, and there is a plain reason.'
        : 'nothing in these weights promises',
    )
    expect(told).not.toContain('in one step')
    expect(told).toContain('takes away a whole guess')
  })

  it('says what a number was in the same step before the changes, and of an unchanged one nothing', () => {
    const bias = { name: 'decoderBias', row: 0, column: 0 }
    for (const place of places.filter(isPassed))
      for (const pass of [1, 2, 3]) {
        const changed = (edits: Tour['edits']) =>
          scene({ ...start, place, edits, generation: 3, pass }, sora)
            .blocks.flatMap(({ rows }) => rows.flat())
            .filter(({ was }) => was !== null)
        expect(changed([]), `${place} ${pass}`).toEqual([])
        if (place !== 'decode') continue
        const before = grid(at(place, 3, pass), 'decoderPre')?.[0] ?? []
        expect(
          changed([{ cell: bias, value: 10 }]).filter(({ cell: { name } }) => name === 'decoderPre'),
          `${place} ${pass}`,
        ).toMatchObject(before.map(was => ({ was: showNumber(was), text: showNumber(add(was, 10)) })))
      }
  })

  it('leads from a noised latent to the denoised one that it was', () => {
    const cell = { name: 'noised', row: 1, column: 2 }
    const shown = scene({ ...start, place: 'denoise', generation: 3, pass: 2, cell }, sora)
    expect(homeOf(shown, cell)).toEqual({ place: 'denoise', cell: { ...cell, name: 'denoised' }, pass: 1 })
    expect(origin(shown)).toEqual({ place: 'denoise', cell: { ...cell, name: 'denoised' }, pass: 1 })
    const back = tour(
      { ...start, place: 'denoise', generation: 3, pass: 2, cell },
      { type: 'follow', to: homeOf(shown, cell) },
      sora,
    )
    expect(back).toMatchObject({ pass: 1, cell: { name: 'denoised' } })
    expect(tour(back, { type: 'return' }, sora)).toMatchObject({ pass: 2, cell })
    expect(origin(scene({ ...start, place: 'denoise', generation: 3, pass: 1, cell }, sora))).toMatchObject({
      place: 'noise',
    })
  })

  it('lets nothing computed be changed after its first step, nor the clock', () => {
    const weight = { name: 'decoderWeight', row: 0, column: 0 }
    const computed = { name: 'denoised', row: 0, column: 0 }
    const [one, two] = [at('decode', 2, 1), at('decode', 2)]
    expect([typedNow(one, computed) !== undefined, typedNow(two, computed)]).toEqual([true, undefined])
    expect([givenNow(two, weight), typedNow(two, weight), givenNow(two, computed)]).toEqual([1, 1, undefined])
    expect(givenNow(at('conditions', 2), { name: 't', row: 0, column: 0 })).toBeUndefined()
  })

  it('keeps to as many steps as there are', () => {
    const run = (...actions: Parameters<typeof tour>[1][]): Tour =>
      actions.reduce((state, action) => tour(state, action, sora), start)
    expect(run({ type: 'generation', steps: 3 }, { type: 'pass', pass: 2 }).pass).toBe(2)
    expect(run({ type: 'generation', steps: 3 }, { type: 'pass', pass: 3 }).pass).toBeNull()
    expect(run({ type: 'generation', steps: 3 }, { type: 'pass', pass: 9 }).pass).toBeNull()
    expect(
      run({ type: 'generation', steps: 3 }, { type: 'pass', pass: 1 }, { type: 'generation', steps: 2 }).pass,
    ).toBeNull()
  })
})

/** In how many steps a lesson at this timestep can be generated. */
const stepsFrom = (t: number): readonly number[] => [1, 2, 3].filter(count => count === 1 || count <= t)
