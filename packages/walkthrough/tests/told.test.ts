// The small tellings in detail: heads of rows and columns, ranges, blank lessons, and how the loss moved.
import type { Name } from '@dit-by-hand/core/names'
import { caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { describe, expect, it } from 'vitest'
import { blank } from '../src/blank.ts'
import type { Edit } from '../src/edits.ts'
import { factsOf } from '../src/facts.ts'
import { formulaFor, formulasOf, formulasOfNames } from '../src/formulas.ts'
import { type Axis, headOf } from '../src/heads.ts'
import {
  type LearningStep,
  learnedWords,
  learning,
  mostLearning,
  type Run,
  runOf,
  stride,
  thinned,
} from '../src/learning.ts'
import { proseText } from '../src/prose.ts'
import { scene } from '../src/scene.ts'
import { soraAt } from '../src/sora.ts'
import { stagesOf } from '../src/stages.ts'
import { tellingOf } from '../src/steps.ts'
import { storyAt } from '../src/stories.ts'
import { isLate, isPassed, type Place, places, type StageId } from '../src/telling.ts'
import { toldOf } from '../src/told.ts'
import { start } from '../src/tour.ts'
import * as training from '../src/words/training.ts'
import { stageWordsOf, wordsOf } from '../src/words.ts'
import { workedOf, workedWith } from '../src/workbench.ts'
import { rangeIn, sora } from './support.ts'

describe('the head of a row or a column', () => {
  const facts = factsOf(workedOf(sora, 'corrected'))
  it.each<[Axis, number, string]>([
    ['pixel', 0, 'pixel 1'],
    ['patch', 1, 'patch 2'],
    ['feature', 1, 'feature 2'],
    ['key patch', 2, 'key patch 3'],
    ['query patch', 0, 'query patch 1'],
    ['key feature', 1, 'key feature 2'],
    ['query feature', 0, 'query feature 1'],
    ['text feature', 2, 'text 3'],
    ['bit', 0, 'bit worth 2'],
    ['bit', 1, 'bit worth 1'],
    ['condition', 2, 'text 3'],
    ['condition', 3, 'bit worth 2'],
    ['condition', 4, 'bit worth 1'],
    ['scale or shift', 1, 'scale 2'],
    ['scale or shift', 2, 'shift 1'],
    ['word', 0, 'word sora'],
    ['frame row', 0, 'frame 1, row 1'],
    ['frame row', 1, 'frame 1, row 2'],
    ['frame row', 2, 'frame 2, row 1'],
    ['pixel column', 1, 'column 2'],
    ['single', 0, ''],
  ])('%s %s is called %s', (axis, index, head) => {
    expect(headOf(axis, index, facts)).toBe(head)
  })
})

describe('a range', () => {
  it.each(['latent', 'decoded', 'generatedVideo', 'loss'] as const)('%s is never negative', name => {
    expect(rangeIn(name, sora)).toEqual({ least: 0 })
  })

  it('is told of bits, of the timestep, of shares, and of nothing else', () => {
    expect(rangeIn('timeEmbedding', sora)).toEqual({ least: 0, most: 1, whole: true })
    expect(rangeIn('t', sora)).toEqual({ least: 0, most: 3, whole: true })
    expect(rangeIn('attention', sora)).toEqual({ least: 0, most: 1, columnSum: 1 })
    expect(rangeIn('attention', caseOf('given-attention').lesson)).toBeUndefined()
    expect(rangeIn('noise', sora)).toBeUndefined()
    expect(rangeIn('d_scores', sora)).toBeUndefined()
  })

  it('is worked out once for a net', () => {
    expect(rangeIn('latent', sora)).toBe(rangeIn('latent', { ...sora, noise: [] }))
  })

  it('holds no more where the matrix was misprinted, in the printed reading alone', () => {
    const slip = { id: 'slip', row: 1, column: 1, correct: 0, printed: -1 } as const
    const misprinted = (matrix: 'latent' | 'decoded' | 'loss', printed: number | null = -1): typeof sora => ({
      ...sora,
      errata: [{ ...slip, matrix, printed }],
    })
    expect(rangeIn('latent', misprinted('latent'), 'printed')).toBeUndefined()
    expect(rangeIn('latent', misprinted('latent'), 'corrected')).toEqual({ least: 0 })
    expect(rangeIn('latent', misprinted('latent'))).toEqual({ least: 0 })
    expect(rangeIn('latent', misprinted('latent', null), 'printed')).toEqual({ least: 0 })
    expect(rangeIn('latent', misprinted('loss'), 'printed')).toEqual({ least: 0 })
    expect(rangeIn('generatedVideo', misprinted('decoded'), 'printed')).toBeUndefined()
    expect(rangeIn('decoded', misprinted('latent'), 'printed')).toEqual({ least: 0 })
  })
})

describe('a run of learning', () => {
  const steps = (run: Run, to: number) => run.upTo(to).map(({ step }) => step)

  it('is kept as it is taken, forwards and back', () => {
    const run = runOf(workedOf(sora, 'corrected'))
    expect(steps(run, 2)).toEqual([0, 1, 2])
    expect(run.upTo(0)).toHaveLength(1)
    expect(run.upTo(3)[1]).toBe(run.upTo(1)[1])
  })

  it('ends where the loss leaves the range of decimals, which is its last step', () => {
    const wild = runOf(workedOf({ ...sora, learningRate: 1_000_000 }, 'corrected'))
    const taken = wild.upTo(mostLearning + 9)
    expect(taken.length).toBeLessThan(mostLearning)
    expect(taken.map(({ loss }) => Number.isFinite(loss)).indexOf(false)).toBe(taken.length - 1)
  })

  it('goes one by one at first, then faster', () => {
    expect([0, 29, 30, 199, 200].map(stride)).toEqual([1, 1, 2, 2, 5])
  })

  it('is thinned to so many points, evenly, the first and the last among them', () => {
    const taken = Array.from({ length: 101 }, (_, step) => ({ step, loss: 0, text: '', video: [] }))
    const kept = (most: number, of = taken) => thinned(of, most).map(({ step }) => step)
    expect(kept(200)).toEqual(taken.map(({ step }) => step))
    expect(kept(11)).toEqual([0, 11, 22, 33, 44, 55, 66, 77, 88, 99, 100])
    expect(kept(2)).toEqual([0, 100])
    expect(kept(1)).toEqual([0, 100])
    expect(kept(5, taken.slice(0, 1))).toEqual([0])
    expect(kept(5, [])).toEqual([])
    for (let most = 2; most < 120; most++) expect(kept(most).length).toBeLessThanOrEqual(most)
  })
})

describe('a formula', () => {
  const facts = factsOf(workedOf(sora, 'corrected'))
  const text = (name: Name) => formulaFor(facts, name)?.text

  it('calls gradients and updated parameters by what they are of, and falls apart into matrices and words', () => {
    expect(text('d_feedForwardWeight')).toBe('∂feedForwardWeight = lossGradient · pooledᵀ')
    expect(text('feedForwardWeightAfter')).toBe(
      'feedForwardWeight′ = feedForwardWeight − learningRate · ∂feedForwardWeight',
    )
    expect(formulaFor(facts, 'noised')).toEqual({
      name: 'noised',
      text: 'noised = latent + noise',
      pieces: [
        { kind: 'matrix', name: 'noised' },
        { kind: 'words', text: ' = ' },
        { kind: 'matrix', name: 'latent' },
        { kind: 'words', text: ' + ' },
        { kind: 'matrix', name: 'noise' },
      ],
    })
  })

  it('is put together once, and only for what is computed', () => {
    expect(formulaFor(facts, 'latent')).toBe(formulaFor(facts, 'latent'))
    expect([text('noise'), text('d_scores')]).toEqual([undefined, undefined])
    expect(() => formulasOfNames(['noise'], facts)).toThrow(
      new RangeError('noise is given, or the lesson sora-is-sky has none'),
    )
  })

  it('of a step may be what leads to what, or that something is given', () => {
    const [opening] = formulasOf(tellingOf('opening'), facts)
    expect(opening?.text).toMatch(/^\w+(, \w+)+ → \w+$/)
    expect(opening?.pieces.at(-1)).toEqual({ kind: 'matrix', name: opening?.name })
    const given = factsOf(workedOf(caseOf('given-attention').lesson, 'corrected'))
    expect(formulasOf(tellingOf('attention'), given)[0]).toEqual({
      name: 'attention',
      text: 'attention is given',
      pieces: [
        { kind: 'matrix', name: 'attention' },
        { kind: 'words', text: ' is given' },
      ],
    })
  })
})

describe('what is told with a scene', () => {
  const soft = caseOf('soft-sky').lesson
  const at = (lesson: Lesson, place: Place, stage: StageId | null = null) => scene({ ...start, place, stage }, lesson)

  it('is the prose of a place, and with it the words of its first stage; with any other stage, only that one’s', () => {
    for (const lesson of [sora, soft])
      stagesOf('slopes', at(lesson, 'slopes').facts).forEach(({ id, formula }, i) => {
        const shown = at(lesson, 'slopes', id)
        const { prose, formulas, story } = toldOf(shown)
        const opening = i === 0 ? wordsOf('slopes').prose(shown.facts) : []
        expect(prose, id).toEqual([...opening, ...stageWordsOf(id, shown.facts)])
        expect(formulas, id).toEqual(formulasOfNames(formula(shown.facts), shown.facts))
        expect(story, id).toEqual(i === 0 ? storyAt('slopes', shown.facts) : null)
      })
    const shown = at(sora, 'encode')
    expect(toldOf(shown)).toMatchObject({
      prose: wordsOf('encode').prose(shown.facts),
      formulas: formulasOf(tellingOf('encode'), shown.facts),
      story: storyAt('encode', shown.facts),
      leftOut: wordsOf('encode').leftOut(shown.facts),
      sora: soraAt('encode'),
    })
  })

  it('is worked out once', () => {
    expect(toldOf(at(sora, 'encode'))).toBe(toldOf(at(sora, 'encode')))
    expect(toldOf(at(sora, 'encode'))).not.toBe(toldOf(at(sora, 'noise')))
  })

  it('says of gradients that they add up to zero only where the shares add up to one', () => {
    const toldWith = (edits: readonly Edit[]) =>
      stageWordsOf('attention', factsOf(workedWith(soft, edits, 'corrected'))).map(paragraph =>
        proseText(paragraph, String),
      )
    const first = (name: string) => [{ cell: { name, row: 0, column: 0 }, value: 77 }]
    expect(toldWith([]).join(' ')).toContain('each column adds up to zero')
    expect(toldWith(first('pooled')).join(' ')).toContain('adds up to zero')
    for (const name of ['attention', 'd_scores'])
      expect(toldWith(first(name)).join(' ')).not.toContain('adds up to zero')
  })

  it('speaks of the attention that the lesson has', () => {
    const [hard, softly] = [at(sora, 'slopes').facts, at(soft, 'slopes').facts]
    expect(stageWordsOf('attention', hard)).toEqual(training.hardAttention(hard))
    expect(stageWordsOf('attention', softly)).toEqual(training.softAttention(softly))
  })
})

describe('a pass of a generation', () => {
  it('works the guess anew, and what follows from it, but nothing of the training', () => {
    expect(places.filter(isPassed)).toEqual([
      'conditions',
      'modulation',
      'modulate',
      'attention',
      'pooling',
      'feed-forward',
      'denoise',
      'decode',
      'video',
    ])
    expect(places.filter(isLate)).toEqual(['denoise', 'decode', 'video'])
  })
})

describe('a blank lesson', () => {
  it('says each word of its prompt once, in small letters', () => {
    const patch = { frames: 1, rows: 1, columns: 1 }
    const lesson = blank({ frames: 1, rows: 1, columns: 2, patch, latent: 1, text: 2, prompt: '  One  two TWO ' })
    expect(lesson.prompt).toEqual({ text: 'one two', words: { one: [0, 0], two: [0, 0] } })
  })

  it('has every size as it was asked for, and zeros', () => {
    const zeros = (rows: number, columns: number) => Array.from({ length: rows }, () => Array(columns).fill(0))
    const patch = { frames: 1, rows: 2, columns: 3 }
    expect(blank({ frames: 2, rows: 4, columns: 6, patch, latent: 3, text: 1, prompt: 'one' })).toEqual({
      id: 'blank',
      title: 'Blank',
      video: [zeros(4, 6), zeros(4, 6)],
      patch,
      encoder: { weight: zeros(3, 6), bias: [0, 0, 0] },
      noise: zeros(3, 8),
      prompt: { text: 'one', words: { one: [0] } },
      timestep: { t: 0, bits: 2 },
      modulation: { weight: zeros(6, 3), bias: [0, 0, 0, 0, 0, 0] },
      attention: { kind: 'hard', query: zeros(3, 3), key: zeros(3, 3) },
      feedForward: { weight: zeros(3, 3), bias: [0, 0, 0] },
      decoder: { weight: zeros(6, 3), bias: [0, 0, 0, 0, 0, 0] },
      learningRate: '1/1000',
      errata: [],
    })
  })
})

describe('what a run of steps shows', () => {
  const steps = (...losses: readonly number[]): readonly LearningStep[] =>
    losses.map((loss, step) => ({ step, loss, text: `${loss}`, video: [] }))

  it.each<[readonly LearningStep[], string]>([
    [[], 'The loss has not been computed yet.'],
    [steps(3), 'The loss is 3.'],
    [steps(3, 2), 'In 1 step of gradient descent the loss falls from 3 to 2.'],
    [steps(3, 4, 2), 'In 2 steps of gradient descent the loss falls from 3 to 2.'],
    [steps(3, 2, 4), 'In 2 steps of gradient descent the loss rises from 3 to 4.'],
    [steps(3, 3, 3), 'In 2 steps of gradient descent the loss stays at 3.'],
    [steps(3, 2, 3), 'In 2 steps of gradient descent the loss is back at 3.'],
    [
      steps(3, Infinity),
      'In 1 step of gradient descent the loss rises from 3 past the largest decimal: the learning rate is too large.',
    ],
    // Infinity less infinity.
    [
      steps(3, 4, NaN),
      'In 2 steps of gradient descent the loss rises from 3 past the largest decimal: the learning rate is too large.',
    ],
  ])('%# is told', (taken, sentence) => {
    expect(learnedWords(taken)).toBe(sentence)
  })

  it('is told by how much it moves where no digit of it would show that', () => {
    const slow = runOf(workedOf({ ...sora, learningRate: '1/100000000' }, 'corrected'))
    const [, fallen = ''] =
      /^In 1 step of gradient descent the loss falls by (\S+) from 3\/8\.$/.exec(learnedWords(slow.upTo(1))) ?? []
    // To first order, by the rate times the square of the gradient of the mean.
    const { corrected } = caseOf('sora-is-sky').answer
    const names = ['d_feedForwardWeight', 'd_feedForwardBias', 'd_modulationWeight', 'd_modulationBias'] as const
    const square = names
      .flatMap(name => corrected[name]?.flat() ?? [])
      .reduce<number>((sum, cell) => sum + Number(cell) ** 2, 0)
    expect(Number(fallen.replace('−', '-'))).toBeCloseTo((1e-8 * square * 2) / 8, 8)
  })

  it('is exact up to ten digits, and a decimal from eleven', () => {
    const { length: d } = sora.noise
    const none = {
      weight: Array.from({ length: d }, () => Array.from({ length: d }, () => 0)),
      bias: Array.from({ length: d }, () => 0),
    }
    const told = (cell: number): string | undefined => {
      const noise = sora.noise.map((row, r) => row.map((_, c) => (r + c === 0 ? cell : 0)))
      return learning(workedOf({ ...sora, errata: [], feedForward: none, noise }, 'corrected')).next().value.text
    }
    // The prediction is 0, so the loss is the square of the one noise over eight cells.
    expect(told(10001)).toBe('100020001/8')
    expect(told(31625)).toMatch(/^125017578\.1/)
  })

  it('is exact while it is short, and comes with the video', () => {
    const taken = learning(workedOf(sora, 'corrected'))
    const [first, second, third] = [taken.next().value, taken.next().value, taken.next().value]
    expect(first.text).toBe('3/8')
    expect(second.text).toMatch(/^0\.\d+$/)
    expect(third.step).toBe(2)
    expect(first.video).toEqual(factsOf(workedOf(sora, 'corrected')).values.generatedVideo)
    expect(second.video).not.toEqual([])
  })
})
