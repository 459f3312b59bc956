// A scene in detail: what lights up, what is marked, what appears where, and what does not.

import { cellValue } from '@dit-by-hand/core/lesson'
import { caseOf } from '@dit-by-hand/spec/cases'
import { isSourced } from '@dit-by-hand/spec/marks'
import { givenNames, isAnswerName } from '@dit-by-hand/spec/names'
import { printedAt, sourceOf } from '@dit-by-hand/spec/sources'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { lineFor, shortName, valueAt } from '../src/line.ts'
import { lineSpoken } from '../src/line-spoken.ts'
import { placeFor } from '../src/placing.ts'
import { proofFor, proofOf } from '../src/proof.ts'
import { type Block, type CellView, type Scene, scene } from '../src/scene.ts'
import { tellingOf } from '../src/steps.ts'
import { places } from '../src/telling.ts'
import { toldOf } from '../src/told.ts'
import { type Action, start, type Tour, tour } from '../src/tour.ts'
import { lessonWith, passesOf, workedOf, workedWith } from '../src/workbench.ts'
import { lessons, sora } from './support.ts'

const at = (name: string, row = 0, column = 0): { name: string; row: number; column: number } => ({ name, row, column })
const shown = (place: Tour['place'], ...actions: readonly Action[]): Scene =>
  scene(
    actions.reduce((state, action) => tour(state, action, sora), { ...start, place }),
    sora,
  )
const block = (on: Scene, name: string): Block => {
  const found = on.blocks.find(one => one.name === name)
  if (!found) throw new Error(`${name} is not on show at ${on.place}`)
  return found
}
const cell = (on: Scene, name: string, row: number, column: number): CellView => {
  const found = block(on, name).rows[row]?.[column]
  if (!found) throw new Error(`${name} has no such cell`)
  return found
}
const edit = (name: string, row: number, column: number, value: number): Action => ({
  type: 'edit',
  edit: { cell: at(name, row, column), value },
})

describe('light', () => {
  it('falls on the cell in focus, on what it is made from and on what it goes into, and nowhere else', () => {
    const on = shown('noise', { type: 'pick', cell: at('latent', 0, 2) })
    expect(cell(on, 'latent', 0, 2).lit).toBe('focus')
    expect(cell(on, 'noised', 0, 2).lit).toBe('consumer')
    expect(cell(on, 'noised', 0, 1).lit).toBeNull()
    expect(cell(on, 'noise', 0, 2).lit).toBeNull()
    const noised = shown('noise', { type: 'pick', cell: at('noised', 1, 1) })
    expect([cell(noised, 'latent', 1, 1).lit, cell(noised, 'noise', 1, 1).lit]).toEqual(['source', 'source'])
  })

  it('shows a given number as focus, though it is its own arithmetic', () => {
    const on = shown('noise', { type: 'pick', cell: at('noise', 1, 1) })
    expect(cell(on, 'noise', 1, 1).lit).toBe('focus')
    expect(on.line).toMatchObject({ given: true, sources: [], consumers: expect.arrayContaining([at('noised', 1, 1)]) })
  })

  it('falls nowhere where there is no such cell', () => {
    const on = shown('noise', { type: 'pick', cell: at('latent', 9, 9) }, { type: 'proof' })
    expect(on.line).toBeNull()
    expect(proofOf(on)).toBeNull()
    expect(on.blocks.flatMap(({ rows }) => rows.flat()).every(({ lit }) => lit === null)).toBe(true)
  })

  it('begins where the telling begins', () => {
    for (const place of places) {
      const on = scene({ ...start, place }, sora)
      expect(on.line?.cell).toEqual(tellingOf(place).start(on.facts))
    }
  })
})

describe('blocks', () => {
  it('say their shape, their heads and their place on the grid', () => {
    const on = shown('modulation')
    expect(block(on, 'modulationWeight')).toMatchObject({ shape: [4, 5], at: { row: 1, column: 0, rowSpan: 2 } })
    expect(block(on, 'scale')).toMatchObject({
      shape: [2, 1],
      at: { row: 1, column: 4, rowSpan: 1 },
      isGradient: false,
    })
    expect(block(on, 'scaleShift').rowHeads).toEqual(['scale 1', 'scale 2', 'shift 1', 'shift 2'])
    expect(block(on, 'scaleShift').columnHeads).toEqual([''])
    expect(on.signs).toEqual([
      { text: '→', at: { row: 1, column: 3 } },
      { text: '→', at: { row: 2, column: 3 } },
    ])
    expect(cell(on, 'scale', 1, 0).cell).toEqual(at('scale', 1, 0))
  })

  it('are cut into frames where they are videos, and only there', () => {
    const on = shown('video')
    for (const name of ['video', 'generatedVideo'])
      expect(block(on, name).frames).toEqual({ count: sora.video.length, rows: sora.video[0]?.length })
    expect(block(on, 'decoded').frames).toBeNull()
  })

  it('have every sign of every kind', () => {
    const signs = new Set(
      lessons
        .flatMap(lesson => places.flatMap(place => scene({ ...start, place }, lesson).signs))
        .map(({ text }) => text),
    )
    expect([...signs].toSorted()).toEqual(['+', '⊙', '=', '→', '−'].toSorted())
  })
})

describe('what an edit did', () => {
  it('is shown where a number differs from before, and nowhere else', () => {
    const on = shown('noise', edit('noise', 0, 0, 1))
    expect(cell(on, 'noise', 0, 0).was).toBe('−2')
    expect(cell(on, 'noise', 0, 1).was).toBeNull()
    expect(
      shown('noise')
        .blocks.flatMap(({ rows }) => rows.flat())
        .every(({ was }) => was === null),
    ).toBe(true)
    expect(on.lesson.noise[0]?.[0]).toBe(1)
    expect(on.facts.lesson).toBe(on.lesson)
  })

  it('takes the source from that number alone, and from all that is computed', () => {
    expect(isSourced(sora)).toBe(true)
    const [before, after] = [shown('noise'), shown('noise', edit('noise', 0, 0, 1))]
    expect(cell(before, 'noise', 0, 0).origin).not.toBeNull()
    expect(cell(after, 'noise', 0, 0).origin).toBeNull()
    expect(cell(after, 'noise', 0, 1).origin).toEqual(cell(before, 'noise', 0, 1).origin)
    const given = new Set(shown('opening').blocks.map(({ name }) => name))
    const computed = (...actions: readonly Action[]): readonly CellView[] =>
      places.flatMap(place =>
        shown(place, ...actions).blocks.flatMap(({ name, rows }) => (given.has(name) ? [] : rows.flat())),
      )
    expect(computed().some(({ origin }) => origin !== null)).toBe(true)
    expect(computed(edit('noise', 0, 0, 1)).every(({ origin }) => origin === null)).toBe(true)
  })

  it('shows where each number of the article and the exercise comes from, at its own cell', () => {
    for (const place of places)
      for (const { cell: ref, origin } of shown(place).blocks.flatMap(({ rows }) => rows.flat())) {
        const [row, column] = [ref.row + 1, ref.column + 1]
        const found = givenNames.find(name => name === ref.name)
        if (found) expect(origin).toEqual(markOf(sourceOf(found)))
        else expect(origin).toEqual(isAnswerName(ref.name) ? markOf(printedAt(ref.name, row, column)) : null)
      }
  })

  it('can be made where the number is the lesson’s own', () => {
    const cells = shown('encode').blocks.flatMap(({ rows }) => rows.flat())
    for (const { cell: ref, given } of cells)
      expect([ref.name, given]).toEqual([ref.name, /^encoder(Weight|Bias)$/.test(ref.name)])
  })

  it('leaves other lessons without sources and errata', () => {
    for (const lesson of lessons.filter(one => !isSourced(one)))
      for (const place of ['opening', 'noise', 'modulation', 'slopes'] as const) {
        const on = scene({ ...start, place }, lesson)
        expect(toldOf(on).errata).toEqual([])
        expect(on.blocks.flatMap(({ rows }) => rows.flat()).every(({ origin }) => origin === null)).toBe(true)
      }
  })
})

const markOf = (source: { readonly kind: string; readonly mark: string } | undefined) =>
  source ? { kind: source.kind, mark: source.mark } : null

describe('misprints', () => {
  it('stand in their own cell and in no other', () => {
    const marked = places.flatMap(place =>
      shown(place)
        .blocks.flatMap(({ rows }) => rows.flat())
        .flatMap(({ cell: ref, misprint }) => (misprint ? [`${ref.name} ${ref.row + 1} ${ref.column + 1}`] : [])),
    )
    const expected = new Set(sora.errata.map(({ matrix, row, column }) => `${matrix} ${row} ${column}`))
    expect(new Set(marked)).toEqual(expected)
  })

  it('make a printed reading only where it is known what was printed', () => {
    expect(shown('opening').misprints).toMatchObject([{ id: 'shift-sign', place: 'modulation', row: 3, column: 1 }])
    const slip = { id: 'slip', matrix: 'latent', row: 1, column: 1, correct: 0 } as const
    const with_ = (printed: number | null): boolean =>
      scene(start, { ...sora, errata: [{ ...slip, printed }] }).misprints.length > 0
    expect([with_(null), with_(3)]).toEqual([false, true])
    expect(
      scene(start, {
        ...sora,
        errata: [
          { ...slip, printed: null },
          { ...slip, id: 'other', row: 2, printed: 3 },
        ],
      }).misprints.map(({ id }) => id),
    ).toEqual(['other'])
  })

  it('stand in the order of the steps, whatever the order of the lesson', () => {
    const slip = { row: 1, column: 1, correct: 0, printed: 1 } as const
    const errata = (['loss', 'latent', 'scores', 'patches', 'decoded'] as const).map(matrix => ({
      ...slip,
      id: matrix,
      matrix,
    }))
    const order = ['patches', 'latent', 'scores', 'loss', 'decoded']
    expect(scene(start, { ...sora, errata }).misprints.map(({ id }) => id)).toEqual(order)
    expect(scene(start, { ...sora, errata: errata.toReversed() }).misprints.map(({ id }) => id)).toEqual(order)
  })

  it('are told at their step, and what belongs to none at the end', () => {
    expect(toldOf(shown('opening')).errata).toEqual([])
    expect(toldOf(shown('closing')).errata.map(({ step }) => step)).toEqual([null])
    expect(toldOf(shown('modulation')).errata.length).toBeGreaterThan(0)
  })
})

describe('gradients under values', () => {
  it('stand where the reader asks for them, and never under a gradient', () => {
    expect(cell(shown('feed-forward'), 'feedForwardWeight', 0, 0).gradient).toBeNull()
    expect(cell(shown('feed-forward', { type: 'slopes' }), 'feedForwardWeight', 0, 0).gradient).toBe('10')
    expect(cell(shown('slopes'), 'feedForwardWeight', 0, 0).gradient).toBeNull()
    const on = shown('slopes', { type: 'stage', stage: 'update' }, { type: 'slopes' })
    expect(cell(on, 'feedForwardWeight', 0, 0).gradient).toBe('10')
    expect(cell(on, 'd_feedForwardWeight', 0, 0).gradient).toBeNull()
    expect(cell(shown('slopes', { type: 'slopes' }), 'noise', 0, 0).gradient).toBeNull()
  })

  it('are proved only when asked', () => {
    const pick: Action = { type: 'pick', cell: at('d_feedForwardWeight', 0, 0) }
    expect(proofOf(shown('slopes', pick))).toBeNull()
    expect(proofOf(shown('slopes', pick, { type: 'proof' }))?.nudge).toMatchObject({
      cell: at('feedForwardWeight'),
      slope: 10,
    })
    expect(proofOf(shown('slopes', { type: 'pick', cell: at('noise') }, { type: 'proof' }))).toBeNull()
  })
})

describe('a longer generation', () => {
  it('is shown late in the walk, from two steps on', () => {
    for (const place of places) {
      const late = ['denoise', 'decode', 'video'].includes(place)
      expect(shown(place, { type: 'generation', steps: 2 }).generations, place).toHaveLength(late ? 2 : 0)
      expect(shown(place).generations).toEqual([])
    }
  })

  it('shows each video plainly: nothing lit, no gradients, nothing from before', () => {
    const on = shown('video', edit('noise', 0, 0, 1), { type: 'slopes' }, { type: 'generation', steps: 3 })
    expect(on.generations.map(({ block: { at: place } }) => place)).toEqual(
      [0, 1, 2].map(row => ({ row, column: 0, rowSpan: 1 })),
    )
    for (const { block: video } of on.generations) {
      expect(video.name).toBe('generatedVideo')
      for (const { lit, gradient, was } of video.rows.flat()) expect([lit, gradient, was]).toEqual([null, null, null])
    }
    expect(
      on.generations
        .at(-1)
        ?.block.rows.flat()
        .map(({ text }) => text),
    ).toEqual(
      block(on, 'generatedVideo')
        .rows.flat()
        .map(({ text }) => text),
    )
  })
})

describe('the query-key box', () => {
  it('is there for hard and soft attention at its step alone', () => {
    for (const lesson of lessons)
      for (const place of places) {
        const [closed, open] = [false, true].map(box => scene({ ...start, place, box }, lesson).box)
        const has = place === 'attention' && lesson.attention.kind !== 'given'
        expect([closed, open], `${lesson.id} ${place}`).toEqual(has ? ['closed', 'open'] : [null, null])
      }
  })
})

describe('the map', () => {
  it('names every stop, and where one is', () => {
    const { map } = shown('noise')
    expect(map.map(({ place }) => place)).toEqual(places)
    expect(map.filter(({ here }) => here).map(({ place, step }) => [place, step])).toEqual([['noise', 3]])
    expect(new Set(map.map(({ title }) => title)).size).toBe(places.length)
  })
})

describe('the line of arithmetic, in detail', () => {
  const worked = workedOf(sora, 'corrected')
  const { facts } = scene(start, sora)
  const line = (name: string, row = 0, column = 0): ReturnType<typeof lineFor> =>
    lineFor(at(name, row, column), worked, facts)

  const spoken = (name: string): string => lineSpoken(at(name), facts)

  it('is said as a sentence', () => {
    expect(spoken('noise')).toBe('sampled noise, feature 1, patch 1 is minus 2, given.')
    expect(spoken('shift')).toMatch(/^shift, feature 1 is .*, taken over from scale and shift, shift 1\.$/)
    expect(spoken('noised')).toMatch(/, which makes .*\.$/)
  })

  it('tells a given number from one that is taken over', () => {
    expect(line('noise')).toMatchObject({ given: true, sources: [] })
    expect(line('shift')).toMatchObject({ given: false, sources: [at('scaleShift', 2)] })
  })

  it('says a number that is no arithmetic as it is', () => {
    expect(spoken('d_query')).toMatch(/ is 0\.$/)
    expect(spoken('d_query')).not.toMatch(/which makes/)
  })

  it('names the cells that it reads', () => {
    const { names } = line('noised')
    expect(names.map(({ text }) => text).join('')).toBe('Z[1,1] + ε[1,1]')
  })

  it('says of attention what its signs mean: whether a score is the largest, and what softmax is', () => {
    const meaning = (id: string, row: number, column: number) => {
      const lesson = lessons.find(each => each.id === id)
      if (!lesson) throw new Error(`there is no lesson ${id}`)
      const here = workedOf(lesson, 'corrected')
      return lineFor(at('attention', row, column), here, factsOf(here)).meaning
    }
    const bracket = 'A bracket is 1 if what is inside it is true, and 0 if not'
    expect(meaning('sora-is-sky', 1, 0)).toBe(`${bracket}: 16 is the largest score of its column.`)
    expect(meaning('sora-is-sky', 2, 0)).toBe(`${bracket}: 13 is not the largest score of its column.`)
    expect(meaning('hard-ties', 0, 0)).toMatch(
      /: \S+ is the largest score of its column, 4 times over, so they share the 1\.$/,
    )
    expect(meaning('softmax-attention', 0, 0)).toBe(
      'Softmax: e to the power of this score over the root, divided by the sum of these powers in its column.',
    )
    expect(line('noised').meaning).toBeNull()
  })

  it('names cells shortly', () => {
    expect(shortName(at('noise', 1, 2))).toBe('ε[2,3]')
  })

  it('finds no value where there is none', () => {
    expect(valueAt(worked, at('noise', 2, 0))).toBeUndefined()
    expect(valueAt(worked, at('noise', 0, 4))).toBeUndefined()
    expect(valueAt(worked, at('toString'))).toBeUndefined()
    expect(() => cellValue(worked, at('noise', 2, 0))).toThrow(
      new RangeError('noise is 2×4; it has no row 3, column 1'),
    )
  })

  it('proves a gradient by its value’s name or its own, and nothing without one', () => {
    const proof = (name: string): ReturnType<typeof proofFor> => proofFor(at(name), worked)
    // Of a gradient it is not the gradient that is nudged.
    expect(proof('d_feedForwardWeight')?.text).toBe(
      proof('feedForwardWeight')?.text.replace('the number', 'that number of the feed-forward weight'),
    )
    expect(proof('feedForwardWeight')?.text).toMatch(
      /^J = half the sum of squared errors, with the number nudged up or down by 1\/1000: \(J\(\+1\/1000\) − J\(−1\/1000\)\) \/ \(2 · 1\/1000\) = \(.+ − .+\) \/ \(2 · 1\/1000\) = 10$/,
    )
    expect(proof('noise')).toBeNull()
    expect(proof('d_noise')).toBeNull()
    expect(proofFor(at('feedForwardWeight', 2, 0), worked)).toBeNull()
    expect(proofFor(at('query'), workedOf(caseOf('given-attention').lesson, 'corrected'))).toBeNull()
  })

  it('says where a nudge changes the choice of attention', () => {
    const texts = lessons
      .filter(({ attention }) => attention.kind === 'hard')
      .flatMap(lesson => {
        const here = workedOf(lesson, 'corrected')
        return (here.values.query ?? []).flatMap((row, r) => row.map((_, c) => proofFor(at('query', r, c), here)))
      })
    const corners = texts.filter(proof => proof?.nudge.corner)
    expect(corners.length).toBeGreaterThan(0)
    for (const proof of corners)
      expect(proof?.text).toBe(
        'a nudge of 1/1000 changes which patch is attended to, so the error has a corner here and no gradient',
      )
  })
})

describe('the workbench', () => {
  it('works each lesson once, by its edits and reading', () => {
    const edits = [{ cell: at('noise'), value: 5 }]
    expect(lessonWith(sora, [])).toBe(sora)
    expect(lessonWith(sora, edits)).toBe(lessonWith(sora, edits))
    expect(lessonWith(sora, [...edits])).not.toBe(lessonWith(sora, edits))
    expect(lessonWith(sora, edits).noise[0]?.[0]).toBe(5)
    const worked = workedOf(sora, 'corrected')
    expect(workedOf(sora, 'corrected')).toBe(worked)
    expect(workedOf(sora, 'printed')).not.toBe(worked)
    expect(passesOf(worked, 3)).toBe(passesOf(worked, 3))
    expect(passesOf(worked, 1)).toEqual([{ t: 3, worked }])
    for (const reading of ['corrected', 'printed'] as const) {
      expect(workedWith(sora, [], reading)).toBe(workedOf(sora, reading))
      expect(workedWith(sora, edits, reading)).toBe(workedOf(lessonWith(sora, edits), reading))
    }
  })

  it('puts a changed number in the place of a computed one, in each reading', () => {
    const edits = [{ cell: at('latent'), value: 9 }]
    for (const reading of ['corrected', 'printed'] as const) {
      const { values } = workedWith(sora, edits, reading)
      expect(values.latent?.[0]?.[0]).toBe(9)
      expect(values.scaleShift).toEqual(workedOf(sora, reading).values.scaleShift)
    }
  })
})

describe('the place of a walk with a cell in focus', () => {
  const placed = (place: Tour['place'], name?: string): string =>
    placeFor({ ...start, place, cell: name === undefined ? null : at(name) }, sora)
  it('is its own where the cell is on the page, else the cell’s', () => {
    expect(placed('noise', 'latent')).toBe('noise')
    expect(placed('noise', 'scores')).toBe('attention')
    expect(placed('noise')).toBe('noise')
    expect(placed('noise', 'nothing')).toBe('noise')
  })
})
