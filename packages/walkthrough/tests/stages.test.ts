// Step 10 in stages: each shows what it makes, products stand as a teacher sets them, and keys and links find their way.
import { at as item, named } from '@dit-by-hand/graph/at'
import { equal, toNumber } from '@dit-by-hand/graph/exact'
import { caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { answerNames, meaningOf, namesFor } from '@dit-by-hand/spec/names'
import { describe, expect, it } from 'vitest'
import { isName, matrices } from '../src/matrices.ts'
import { moved, nextMatrix, origin } from '../src/moves.ts'
import { type Scene, scene, viewAt } from '../src/scene.ts'
import { isZero } from '../src/spots.ts'
import { isOperator, matrixIn, namesIn, stageAt, stageMaking, stagesOf as stagesAt } from '../src/stages.ts'
import type { StageId } from '../src/telling.ts'
import { toldOf } from '../src/told.ts'
import { start, type Tour, tour } from '../src/tour.ts'
import { lessons, sora } from './support.ts'

const soft = caseOf('soft-sky').lesson
const at = (lesson: Lesson, stage: StageId | null, cell: Tour['cell'] = null): Scene =>
  scene({ ...start, place: 'slopes', stage, cell }, lesson)
const stagesOf = (lesson: Lesson): readonly Scene[] => at(lesson, null).stages.map(({ id }) => at(lesson, id))

describe('a square of a layout', () => {
  it('holds a matrix, as it is or turned over, a sign, or neither', () => {
    expect([matrixIn('latent'), matrixIn('latentᵀ')]).toEqual([
      { name: 'latent', turned: false },
      { name: 'latent', turned: true },
    ])
    for (const sign of ['+', '−', '·', '⊙', '=', '→'] as const)
      expect([isOperator(sign), matrixIn(sign)]).toEqual([true, null])
    for (const none of ['', '^'] as const) expect([isOperator(none), matrixIn(none)]).toEqual([false, null])
    expect(namesIn([['latent', '+', 'noise'], [], ['', 'latentᵀ', '^', '=', 'noised']])).toEqual([
      'latent',
      'noise',
      'noised',
    ])
  })
})

describe('the stage on show', () => {
  const { facts } = at(soft, null)
  const shown = (stage: StageId | null, name?: string, place: Tour['place'] = 'slopes') =>
    stageAt({ place, stage, cell: name === undefined ? null : { name } }, facts)?.id

  it('is the one that is asked for, else the one of the cell: that makes it, or has it on its page; else the first', () => {
    expect(shown('update', 'd_query')).toBe('update')
    expect(shown(null, 'd_query')).toBe('query-key')
    expect([stageMaking('d_query', facts), stageMaking('conditioned', facts)]).toEqual(['query-key', undefined])
    expect(shown(null, 'conditioned')).toBe('attention')
    expect(shown(null, 'video')).toBe('error')
    expect([shown(null), shown('layer', 'latent', 'encode')]).toEqual(['error', undefined])
    for (const lesson of lessons) {
      const { facts } = at(lesson, null)
      for (const name of stagesAt('slopes', facts).flatMap(({ formula }) => formula(facts)))
        expect(stageAt({ place: 'slopes', stage: null, cell: { name } }, facts)?.id).toBe(stageMaking(name, facts))
    }
  })
})

describe('the stages of step 10', () => {
  it('begin with the error and end with learning; attention that is soft has more of them', () => {
    expect(at(sora, null).stages.map(({ id }) => id)).toEqual([
      'error',
      'layer',
      'attention',
      'steering',
      'update',
      'learning',
    ])
    expect(at(soft, null).stages.map(({ id }) => id)).toEqual([
      'error',
      'layer',
      'attention',
      'query-key',
      'latent',
      'steering',
      'update',
      'learning',
    ])
    expect(at(sora, null).stage).toBe('error')
    expect(scene({ ...start, place: 'decode' }, sora)).toMatchObject({ stage: null, stages: [] })
  })

  it('make every matrix of the step, each in one of them, with its formula', () => {
    for (const lesson of lessons) {
      const stages = at(lesson, null).stages
      const made = stages.flatMap(({ makes }) => makes)
      expect(new Set(made).size, lesson.id).toBe(made.length)
      const own = namesFor(lesson.attention.kind).filter(name => matrices[name].place === 'slopes')
      for (const name of own) expect(made, `${lesson.id} ${name}`).toContain(name)
      for (const shown of stagesOf(lesson)) {
        const { stage, blocks } = shown
        const { formulas } = toldOf(shown)
        const makes = stages.find(({ id }) => id === stage)?.makes ?? []
        for (const name of makes) {
          expect(
            formulas.some(formula => formula.name === name),
            name,
          ).toBe(true)
          expect(
            blocks.some(block => block.name === name),
            `${stage} shows ${name}`,
          ).toBe(true)
        }
      }
    }
  })

  it('write gradients with the other factor turned over', () => {
    const texts = (lesson: Lesson, stage: StageId): readonly string[] =>
      toldOf(at(lesson, stage)).formulas.map(({ text }) => text)
    expect(texts(sora, 'layer')).toEqual([
      '∂feedForwardWeight = lossGradient · pooledᵀ',
      '∂feedForwardBias = rowsum(lossGradient)',
      '∂pooled = feedForwardWeightᵀ · lossGradient',
    ])
    expect(texts(soft, 'attention')[0]).toBe('∂attention = conditionedᵀ · ∂pooled')
    expect(texts(soft, 'latent')).toEqual(['∂conditioned = ∂pooled · attentionᵀ + queryᵀ · ∂queries + keyᵀ · ∂keys'])
  })

  it('lay a product out as a teacher does: left times above is what stands where they meet', () => {
    const products = [
      ['layer', 'lossGradient', 'pooledᵀ', 'd_feedForwardWeight'],
      ['layer', 'feedForwardWeightᵀ', 'lossGradient', 'd_pooled'],
      ['attention', 'conditionedᵀ', 'd_pooled', 'd_attention'],
      ['query-key', 'keys', 'd_scores', 'd_queries'],
      ['query-key', 'd_queries', 'conditionedᵀ', 'd_query'],
      ['query-key', 'd_keys', 'conditionedᵀ', 'd_key'],
      ['steering', 'd_scaleShift', 'conditionᵀ', 'd_modulationWeight'],
    ] as const
    for (const [stage, left, above, made] of products) {
      const { blocks } = at(soft, stage)
      const of = (name: string) => {
        const found = blocks.find(block => `${block.name}${block.turned ? 'ᵀ' : ''}` === name)
        if (!found) throw new Error(`${stage} shows no ${name}`)
        return found
      }
      const [a, b, c] = [of(left), of(above), of(made)]
      expect([a.shape[0], b.shape[1], a.shape[1]], made).toEqual([c.shape[0], c.shape[1], b.shape[0]])
      expect(a.at.row, `${left} is beside ${made}`).toBe(c.at.row)
      expect(b.at.column, `${above} is above ${made}`).toBe(c.at.column)
      expect(b.at.row).toBeLessThan(c.at.row)
      expect(a.at.column).toBeLessThan(c.at.column)
      c.rows.forEach((cells, r) =>
        cells.forEach(({ value }, column) => {
          const sum = b.rows.reduce(
            (total, row, i) => total + toNumber(item(item(a.rows, r), i).value) * toNumber(item(row, column).value),
            0,
          )
          expect(sum).toBeCloseTo(toNumber(value), 9)
        }),
      )
    }
  })

  it('show every gradient through softmax of soft-sky as different from zero, but where the condition is zero', () => {
    const { corrected } = caseOf('soft-sky').answer
    for (const name of answerNames.filter(each => meaningOf(each).kind === 'gradient')) {
      const shown = stagesOf(soft)
        .flatMap(({ blocks }) => blocks)
        .find(block => block.name === name)
      if (!shown) throw new Error(`no stage shows ${name}`)
      const zeros = shown.rows.flat().filter(({ value }) => isZero(value))
      const silenced = name === 'd_modulationWeight' ? (corrected.d_modulationWeight?.length ?? 0) : 0
      expect(zeros.length, name).toBe(silenced)
    }
  })

  it('turn a matrix over with its cells: what is lit and picked is the same cell', () => {
    const { blocks } = at(sora, 'layer')
    const turned = blocks.find(({ name, turned: over }) => name === 'pooled' && over)
    const plain = scene({ ...start, place: 'pooling' }, sora).blocks.find(({ name }) => name === 'pooled')
    if (!turned || !plain) throw new Error('pooled is not shown')
    expect(turned).toMatchObject({
      title: `${plain.title}, transposed`,
      symbol: 'Yᵀ',
      shape: [4, 2],
      isMade: false,
      rowHeads: plain.columnHeads,
      columnHeads: plain.rowHeads,
    })
    plain.rows.forEach((cells, r) =>
      cells.forEach(({ cell, value }, c) => {
        const view = turned.rows[c]?.[r]
        expect(view?.cell).toEqual(cell)
        expect(view && equal(view.value, value)).toBe(true)
        expect(viewAt({ blocks: [turned] }, cell)).toBe(view)
      }),
    )
  })

  it('can be walked with keys, cell by cell and matrix by matrix', () => {
    for (const lesson of [sora, soft, caseOf('given-attention').lesson])
      for (const first of stagesOf(lesson)) {
        const { stage } = first
        const seen = new Set<string>()
        const queue = [first.line?.cell ?? null]
        for (let cell = queue.pop(); cell; cell = queue.pop()) {
          const key = `${cell.name} ${cell.row} ${cell.column}`
          if (seen.has(key)) continue
          seen.add(key)
          const shown = at(lesson, stage, cell)
          expect(shown.stage).toBe(stage)
          for (const way of ['up', 'down', 'left', 'right'] as const) queue.push(moved(shown, way))
          queue.push(nextMatrix(shown, 1), nextMatrix(shown, -1))
        }
        const all = first.blocks.reduce((total, { shape }) => total + shape[0] * shape[1], 0)
        expect(seen.size, `${lesson.id} ${stage}`).toBe(all)
      }
  })

  it('open where a cell asks for it: the stage that makes it', () => {
    for (const [name, stage] of [
      ['loss', 'error'],
      ['d_pooled', 'layer'],
      ['d_scores', 'attention'],
      ['d_key', 'query-key'],
      ['d_conditioned', 'latent'],
      ['d_modulationBias', 'steering'],
      ['keyAfter', 'update'],
    ] as const)
      expect(at(soft, null, { name, row: 0, column: 0 }).stage, name).toBe(stage)
    expect(at(soft, null, { name: 'feedForwardWeight', row: 0, column: 0 }).stage).toBe('error')
    expect(at(soft, null, { name: 'learningRate', row: 0, column: 0 }).stage).toBe('update')
  })

  it('are turned one by one, and stop at both ends', () => {
    let state: Tour = { ...start, place: 'slopes' }
    const seen: (StageId | null)[] = []
    for (let i = 0; i < 10; i++) {
      seen.push(scene(state, soft).stage)
      state = tour(state, { type: 'turn', by: 1 }, soft)
    }
    expect(seen.slice(0, 9)).toEqual([...at(soft, null).stages.map(({ id }) => id), 'learning'])
    expect(scene(tour(state, { type: 'turn', by: -1 }, soft), soft).stage).toBe('update')
    expect(tour({ ...start, place: 'slopes' }, { type: 'turn', by: -1 }, soft)).toEqual({ ...start, place: 'slopes' })
    expect(tour({ ...start, place: 'encode' }, { type: 'turn', by: 1 }, soft)).toEqual({ ...start, place: 'encode' })
    expect(tour(state, { type: 'goto', place: 'encode' }, soft).stage).toBeNull()
  })

  it('lead from a gradient to the stage that makes it, then to what it is made from', () => {
    const cell = { name: 'd_feedForwardWeight', row: 0, column: 0 }
    const away = at(sora, 'update', cell)
    expect(origin(away)).toEqual({ place: 'slopes', stage: 'layer', cell })
    const home = at(sora, 'layer', cell)
    expect(origin(home)).toMatchObject({ place: 'slopes', stage: 'layer', cell: { name: 'lossGradient' } })
    const followed = tour(
      { ...start, place: 'slopes', stage: 'update' },
      { type: 'follow', to: { place: 'slopes', stage: 'layer', cell } },
      sora,
    )
    expect(scene(followed, sora).stage).toBe('layer')
    expect(scene(tour(followed, { type: 'return' }, sora), sora).stage).toBe('update')
    for (const lesson of [sora, soft])
      for (const { blocks } of stagesOf(lesson)) for (const { name } of blocks) expect(isName(name)).toBe(true)
  })

  it('tell of half the sum of the squares', () => {
    const squares = named(at(sora, 'error').facts.values, 'lossGradient').flat()
    const half = squares.reduce<number>((total, each) => total + toNumber(each) ** 2, 0) / 2
    const text = toldOf(at(sora, 'error'))
      .prose.flat()
      .map(piece => ('text' in piece ? piece.text : ''))
      .join('')
    expect(half).toBe(3 / 2)
    expect(text).toContain('1/2·3 = 3/2')
  })
})
