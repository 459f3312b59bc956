// Every wrong engine is named: those of the old catalogue as they are listed, the unseen ones as was written before.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '@dit-by-hand/spec/engine'
import type { Values } from '@dit-by-hand/spec/format'
import { hear } from '@dit-by-hand/spec/hear'
import { decimal } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import { inTurn, thorough } from '@dit-by-hand/tools/thorough'
import { describe, expect, test } from 'vitest'
import { explain, type Named } from '../../src/mistakes/explain.ts'
import { questions } from './asked.ts'
import { catalogue } from './catalogue.ts'
import { fresh } from './fresh.ts'
import { right, unbiased, weighing } from './kit.ts'
import { type Makes, type Mistake, mistaken, rightly, wrongEngine } from './mistake.ts'
import { drawing, spoilings, spoilt } from './spoilt.ts'
import { students } from './students.ts'
import { type Unseen, unseen } from './unseen.ts'

const found = async (mistake: Mistake): Promise<readonly Named[]> =>
  explain((await hear(wrongEngine(mistake), questions)).asked)

const line = ({ matrix, mistake, looks, also }: Named): string =>
  `${matrix}: ${mistake?.says ?? `not named; ${looks}`}${also.length > 0 ? ` (also ${also.length > 5 ? `${also.length} others` : also.join(', ')})` : ''}`

const asMistake = ({ what, makes }: Unseen): Mistake => mistaken(what, 'patches', what, makes)

/** All of a list against its file, which `vitest --update` writes in a thorough run; a part must be found in the file. */
async function expectListed(blocks: readonly string[], file: string): Promise<void> {
  if (thorough) return expect(blocks.map(block => `${block}\n`).join('')).toMatchFileSnapshot(file)
  const listed = readFileSync(join(import.meta.dirname, file), 'utf8')
  for (const block of blocks) expect.soft(`\n${listed}`).toContain(`\n${block}\n`)
}

describe('the catalogue', () => {
  test('is named, each mistake in one finding', async () => {
    const lines: string[] = []
    for (const mistake of inTurn(catalogue, 144, 0)) {
      const named =
        mistake.how.kind === 'memory'
          ? (await hear(wrongEngine(mistake), questions)).habits
          : (await found(mistake)).map(line)
      lines.push(`${mistake.id}\n  ${named.join('\n  ')}`)
      expect.soft(named, mistake.id).toHaveLength(1)
      expect.soft(named.join(), mistake.id).not.toContain('not named')
    }
    await expectListed(lines, 'named.txt')
  }, 900_000)
})

/** How one came out: as was written before, found but not named, or named as what it is not. */
const outcomeOf = ({ says }: Unseen, named: readonly Named[]): 'named' | 'not named' | 'misled' => {
  const isLed = named.length === says.length && named.every((one, i) => !one.mistake || says[i]?.test(line(one)))
  return isLed ? (named.every(({ mistake }) => mistake) ? 'named' : 'not named') : 'misled'
}

describe.each([
  ['unseen', unseen, 0.9],
  ['fresh', fresh, 0.8],
  ['students', students, 1],
] as const)('%s', (file, engines, least) => {
  test('engines are named, and none is misled', async () => {
    const rows: (readonly [outcome: string, text: string])[] = []
    for (const one of inTurn(engines, 36, 1)) {
      const named = await found(asMistake(one))
      const outcome = outcomeOf(one, named)
      rows.push([outcome, `${outcome.padEnd(9)} ${one.what}\n          → ${named.map(line).join('; ')}`])
      expect.soft(outcome, one.what).not.toBe('misled')
    }
    const share = rows.filter(([outcome]) => outcome === 'named').length / rows.length
    await expectListed(
      rows.map(([, text]) => text),
      `${file}.txt`,
    )
    if (thorough) expect(share).toBeGreaterThanOrEqual(least)
  }, 900_000)
})

describe.each(Object.entries(spoilings))('%s', (what, of) => {
  test('is found where it is, and given no name', async () => {
    const draw = drawing(7)
    for (const name of inTurn(spoilt, 12, 0)) {
      const named = await found(mistaken(what, name, what, { [name]: of(right(name), draw) }))
      expect.soft(named.map(({ matrix, mistake }) => [matrix, mistake])).toEqual([[name, null]])
    }
  }, 120_000)
})

test('a slip in what all layers share is one finding', async () => {
  const makes: Makes = {
    encoderPre: unbiased('encoderPre', 'encoderBias'),
    scaleShift: unbiased('scaleShift', 'modulationBias'),
    predictedNoise: unbiased('predictedNoise', 'feedForwardBias'),
    decoderPre: unbiased('decoderPre', 'decoderBias'),
  }
  expect((await found(mistaken('layers', 'encoderPre', 'no layer adds its bias', makes))).map(line)).toEqual([
    'encoderPre: encoderBias is left out (also scaleShift, predictedNoise, decoderPre)',
  ])
})

test('an array that was changed in place is told by what stands in it', async () => {
  const inPlace = [
    ['noised', 'denoised'],
    ['scaled', 'conditioned'],
    ['scores', 'attention'],
  ] as const
  for (const [name, later] of inTurn(inPlace, 3, 0)) {
    const answer: Engine['answer'] = (lesson, reading) => {
      const all = rightly(lesson, reading)
      return { ...all, ...(all[name] !== undefined && { [name]: all[later] }) }
    }
    const { asked } = await hear({ name: `${later} in ${name}`, answer }, questions)
    expect(explain(asked).map(line)).toEqual([
      `${name}: it holds ${later}, which is made of it: it was changed in place`,
    ])
  }
}, 120_000)

test('a softmax that takes the largest score away above the line only is told so', async () => {
  const attention = weighing((given, _k, lesson, rest) => {
    if (lesson.attention.kind !== 'softmax') return rest()
    const scores = given.map(score => decimal(score) / Math.sqrt(sizesOf(lesson).key))
    const total = scores.reduce((sum, score) => sum + Math.exp(score), 0)
    return scores.map(score => Math.exp(score - Math.max(...scores)) / total)
  })
  const named = await found(
    mistaken('above', 'attention', 'e^(score − largest) over the sum of e^score', { attention }),
  )
  expect(named.map(line)).toEqual(['attention: the largest score is taken away above the line, not below'])
}, 120_000)

test('what is made of a matrix of another shape follows from it', async () => {
  // noised * scale.T, which NumPy takes where there is one patch only: two rows and two columns come of it.
  const answer: Engine['answer'] = (lesson, reading) => {
    const all = rightly(lesson, reading)
    const { patches, latent } = sizesOf(lesson)
    if (patches > 1 || latent < 2 || reading === 'printed') return all
    const spread = ['scaled', 'conditioned', 'pooled', 'predictedNoise'] as const
    const wide = spread.map(name => [name, all[name]?.map(([cell = 0]) => Array.from({ length: latent }, () => cell))])
    return { ...all, ...Object.fromEntries(wide) }
  }
  const named = explain((await hear({ name: 'scale.T', answer }, questions)).asked)
  expect(named.map(line)).toEqual(['scaled: not named; it has another shape than it should'])
  expect(named[0]).toMatchObject({ follows: ['conditioned', 'pooled', 'predictedNoise'] })
  const [{ shape, shapeFound } = { shape: [0, 0], shapeFound: [0, 0] }] = named
  expect([shape[1], shapeFound[0], shapeFound[1]]).toEqual([1, shape[0], shape[0]])
}, 120_000)

test('another shape is shown by a lesson that has it', async () => {
  const answer: Engine['answer'] = (lesson, reading) => {
    const all = rightly(lesson, reading)
    const odd = (row: readonly (number | string)[]) => (lesson.video.length > 4 ? [...row, 0] : row.map(() => 7))
    return { ...all, generatedVideo: (all.generatedVideo ?? []).map(frame => frame.map(odd)) }
  }
  const [named] = explain((await hear({ name: 'odd', answer }, questions)).asked)
  expect(named).toMatchObject({ matrix: 'generatedVideo', looks: 'it has another shape than it should', cells: null })
  expect(named?.shapeFound).toEqual([named?.shape[0], (named?.shape[1] ?? 0) + 1])
}, 120_000)

test('one answer to every lesson is called that, and no answer at all is not', async () => {
  const always = (answer: Values): Engine => ({ name: 'always', answer: () => answer })
  expect((await hear(always({ patches: [[1]] }), questions)).habits).toEqual([
    'every lesson is given the same answer, whatever it says',
  ])
  expect((await hear(always({}), questions)).habits).toEqual([])
})

test('a misprint one row too low is one finding, in whatever matrices it stands', async () => {
  const answer: Engine['answer'] = ({ errata, ...lesson }, reading) =>
    rightly({ ...lesson, errata: errata.map(slip => ({ ...slip, row: slip.row + 1 })) }, reading)
  // Below the last row there is nothing that it could stand in.
  const some = questions.filter(({ lesson, reading }) =>
    lesson.errata.every(({ matrix, row }) => row < (rightly(lesson, reading)[matrix]?.length ?? 0)),
  )
  const named = explain((await hear({ name: 'one row too low', answer }, some)).asked)
  expect(named.map(line)).toEqual([expect.stringMatching(/^\w+: the misprint stands one row too low \(also /)])
}, 120_000)

test('single precision is one finding, and soon found', async () => {
  const single = (x: string | number): number => {
    const [top = '', below = '1'] = String(x).split('/')
    const cell = Number(top) / Number(below)
    // Off by more than one rounding, as after a sum of many.
    return Number.isInteger(cell) ? cell : Math.fround(cell * (1 + 2 ** -22))
  }
  const answer: Engine['answer'] = (lesson, reading) => {
    const { generatedVideo: _, ...all } = rightly(lesson, reading)
    return Object.fromEntries(Object.entries(all).map(([name, matrix]) => [name, matrix.map(row => row.map(single))]))
  }
  const named = explain((await hear({ name: 'float32', answer }, questions)).asked)
  expect(named.map(line)).toEqual([expect.stringMatching(/^\w+: .*float32.* \(also \d+ others\)$/)])
}, 60_000)

test('a right engine has made no mistake', async () => {
  const { asked, habits, crashes } = await hear({ name: 'right', answer: rightly }, questions)
  expect([explain(asked), habits, crashes]).toEqual([[], [], []])
})
