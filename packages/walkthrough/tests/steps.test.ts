/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { equal, fromCell } from '@dit-by-hand/graph/exact'
import { memo } from '@dit-by-hand/graph/memo'
import { lessons as randomLessons } from '@dit-by-hand/spec/arbitraries'
import { caseOf, cases } from '@dit-by-hand/spec/cases'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { givenNames, namesFor } from '@dit-by-hand/spec/names'
import { sources } from '@dit-by-hand/spec/sources'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { formulasOf, formulasOfNames } from '../src/formulas.ts'
import { isName, matrices, titleOf } from '../src/matrices.ts'
import { attending } from '../src/notice.ts'
import { num, type Paragraph, p, proseText, term } from '../src/prose.ts'
import { reduction, savings, volume } from '../src/published.ts'
import { words } from '../src/say.ts'
import { soraAt } from '../src/sora.ts'
import { matrixIn, namesIn } from '../src/stages.ts'
import { tellingOf } from '../src/steps.ts'
import { storyAt } from '../src/stories.ts'
import { type Facts, isPassed, type Layout, type Place, places, type Stage, type Telling } from '../src/telling.ts'
import { stageWordsOf, wordsOf } from '../src/words.ts'
import { passesOf, workedOf, workedWith } from '../src/workbench.ts'
import { lessons, sora } from './support.ts'
import { every, rounds } from './thorough.ts'

const readings: readonly Reading[] = ['corrected', 'printed']
const random: readonly Lesson[] = (['handFriendly', 'wild'] as const).flatMap(flavour =>
  randomLessons({ seed: 1303, runs: rounds(50, 3), flavour }),
)

const factsFor = (lesson: Lesson, reading: Reading): Facts => factsOf(workedOf(lesson, reading))
const everyFacts = (among: readonly Lesson[]): readonly Facts[] =>
  among.flatMap(lesson => readings.map(reading => factsFor(lesson, reading)))
/** “Sora is sky” with a misprint in the first cell of a matrix, of every matrix in turn; a short run takes every fourth. */
const misprinted: readonly Lesson[] = every(4, namesFor('hard')).map(matrix => ({
  ...sora,
  errata: [{ id: 'slip', matrix, row: 1, column: 1, printed: 77, correct: 0 }],
}))
/** Lessons in whose every matrix in turn the reader has changed the first number. */
const changed: readonly Facts[] = (['hard-ties', 'given-attention', 'soft-sky'] as const).flatMap(id => {
  const { lesson } = caseOf(id)
  return every(4, namesFor(lesson.attention.kind)).map(name =>
    factsOf(workedWith(lesson, [{ cell: { name, row: 0, column: 0 }, value: 77 }], 'printed')),
  )
})
/** What is told of a place at each pass of a generation that its lesson allows. */
const inPasses = (lesson: Lesson, reading: Reading): readonly Facts[] =>
  [2, 3].flatMap(of => {
    const passes = passesOf(workedOf(lesson, reading), of)
    const all = passes.map(({ t, worked: { values } }) => ({ t, values }))
    return passes.length < of ? [] : passes.map(({ worked }, i) => factsOf(worked, { at: i + 1, of, all }))
  })
const all = [
  ...everyFacts([...lessons, ...random, ...misprinted]),
  ...changed,
  ...lessons.flatMap(lesson => inPasses(lesson, 'corrected')),
]

const stagesIn = (telling: Telling, facts: Facts): readonly Stage[] => telling.stages?.(facts) ?? []
const layoutsOf = (telling: Telling, facts: Facts): readonly Layout[] => [
  telling.layout(facts),
  ...(telling.opened ? [telling.opened(facts)] : []),
  ...stagesIn(telling, facts).map(({ layout }) => layout(facts)),
]
const told = memo((facts: Facts) =>
  memo((telling: Placed): readonly Paragraph[] => {
    const story = storyAt(telling.place, facts)
    return [
      ...wordsOf(telling.place).prose(facts),
      ...stagesIn(telling, facts).flatMap(({ id }) => stageWordsOf(id, facts)),
      ...wordsOf(telling.place).leftOut(facts),
      ...soraAt(telling.place),
      ...(story ? [story] : []),
    ]
  }),
)
/** A telling with its place. */
interface Placed extends Telling {
  readonly place: Place
}
const tellings: readonly Placed[] = places.map(place => ({ place, ...tellingOf(place) }))
/** The tellings that numbers of a pass are told by: all where there is but one. */
const tellingsFor = ({ pass }: Facts): readonly Placed[] =>
  pass.of === 1 ? tellings : tellings.filter(({ place }) => isPassed(place))
const textOf = (paragraph: Paragraph): string => proseText(paragraph, titleOf)
const wordsIn = (text: string): number => text.split(' ').length

describe('the telling', () => {
  it('gives every place a title of its own', () => {
    expect(new Set(tellings.map(({ title }) => title)).size).toBe(places.length)
  })

  it.runIf(isTurn(1))('is short: a few paragraphs, each soon read', () => {
    for (const facts of all)
      for (const telling of tellingsFor(facts)) {
        const prose = wordsOf(telling.place).prose(facts)
        expect(prose.length, telling.place).toBeGreaterThanOrEqual(2)
        expect(prose.length, telling.place).toBeLessThanOrEqual(
          telling.place === 'closing' ? 6 : telling.place === 'attention' ? 5 : 4,
        )
        expect(wordsOf(telling.place).leftOut(facts).length, telling.place).toBeGreaterThan(0)
        for (const paragraph of told(facts)(telling)) {
          const text = textOf(paragraph)
          expect(wordsIn(text), text).toBeLessThanOrEqual(75)
          expect(text, telling.place).toMatch(/^[A-Z“].*[^ .]\.$/)
          expect(text).not.toMatch(/ {2}| [.,;:]|\.\.|!|undefined|NaN/)
        }
      }
  })

  it('types no number: every digit comes from the lesson, the engine or the published model', () => {
    const numberWord =
      /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|twice|thrice|dozen)\b/i
    const said = new Set<string>()
    for (const facts of all)
      for (const telling of tellingsFor(facts))
        for (const piece of told(facts)(telling).flat())
          if (piece.kind === 'words' || piece.kind === 'term') said.add(piece.text)
    for (const text of said) expect(text).not.toMatch(/\d|[⁰¹²³⁴-⁹₀-₉]/)
    for (const text of said) expect(text).not.toMatch(numberWord)
    for (const file of ['latent', 'conditions', 'prediction', 'training', 'generation', 'passes'])
      expect(readFileSync(new URL(`../src/words/${file}.ts`, import.meta.url), 'utf8')).not.toMatch(/\bnum\(\s*['"`\d]/)
    for (const { title } of tellings) expect(title).not.toMatch(/\d/)
  })

  it('tells no arithmetic that is wrong, with misprints or without', () => {
    let sums = 0
    for (const facts of all)
      for (const telling of tellingsFor(facts))
        for (const paragraph of told(facts)(telling)) {
          for (const piece of paragraph) {
            if (piece.kind !== 'number' || !piece.text.includes(' = ')) continue
            const [left = '', right = ''] = piece.text.split(' = ')
            expect(close(comesTo(left), comesTo(right), piece.text), `${telling.place}: ${piece.text}`).toBe(true)
            sums++
          }
          for (const [text, before = '', after = ''] of textOf(paragraph).matchAll(/(\S*\d) becomes (\S*\d)/g)) {
            expect(close(Math.max(0, comesTo(before)), comesTo(after), text), `${telling.place}: ${text}`).toBe(true)
            sums++
          }
        }
    expect(sums).toBeGreaterThan(all.length * 5)
  })

  it('says who attends to whom as the oracle has it', () => {
    for (const { lesson, answer } of cases())
      for (const reading of readings) {
        const expected = answer[reading]?.attention
        if (!expected) continue
        const groups = attending(factsFor(lesson, reading))
        expect(groups.flatMap(({ queries }) => queries).toSorted((a, b) => a - b)).toEqual(
          expected.map((_, i) => i + 1),
        )
        for (const { queries, keys } of groups)
          for (const query of queries) {
            const column = expected.map(row => Number(row[query - 1]))
            const most = lesson.attention.kind === 'softmax' ? Math.max(...column) - 1e-9 : 0
            const attended = column.flatMap((share, key) =>
              (lesson.attention.kind === 'softmax' ? share >= most : row(expected, key, query) !== 0) ? [key + 1] : [],
            )
            expect(keys, `${lesson.id}, patch ${query}`).toEqual(attended)
          }
      }
  })

  it('shows formulas that the net has, of matrices that the lesson has', () => {
    for (const facts of all)
      for (const telling of tellingsFor(facts)) {
        const shown = telling.formula(facts)
        for (const name of 'to' in shown ? [...shown.from, shown.to] : shown)
          expect(facts.values[name], `${telling.place}: ${name}`).toBeDefined()
        for (const { name, text, pieces } of formulasOf(telling, facts)) {
          expect(text, telling.place).not.toMatch(/undefined|\(\)|^$/)
          expect(pieces, telling.place).toContainEqual({ kind: 'matrix', name })
        }
      }
    const of = (place: Place, reading: Reading = 'corrected') => formulaLine(place, factsFor(sora, reading))
    expect(of('encode')).toBe('latent = max(0, encoderWeight · patches + encoderBias)')
    expect(of('patchify')).toBe('patches = rearrange(video: T t H h, W w → t h w, T H W)')
    expect(of('modulation', 'printed')).toBe(of('modulation'))
    expect(of('attention')).toBe(
      'attention = hardmax(scores), scores = keysᵀ · queries, queries = query · conditioned, keys = key · conditioned',
    )
    expect(of('slopes')).toBe('lossGradient = predictedNoise − noise, loss = 1/8 · sum(lossGradient²)')
  })

  it('carries the reduction of the paper as the sources give it', () => {
    const numbersOf = (id: string) => sources().facts.find(fact => fact.id === id)?.numbers
    expect([...reduction.from, volume(reduction.from)]).toEqual(numbersOf('frame-pixels'))
    expect([...reduction.to, volume(reduction.to)]).toEqual(numbersOf('frame-latent'))
    expect([savings(reduction)]).toEqual(numbersOf('reduction'))
    const text = wordsOf('encode').prose(factsFor(sora, 'corrected')).map(textOf).join(' ')
    expect(text).toContain('256×256×3 = 196,608')
    expect(text).toContain('32×32×4 = 4,096')
    expect(text).toContain('48 times')
  })
})

describe('layouts', () => {
  it('hold matrices that the lesson has, on square grids', () => {
    for (const facts of all)
      for (const telling of tellingsFor(facts))
        for (const layout of layoutsOf(telling, facts)) {
          for (const name of namesIn(layout))
            expect(isName(name) && facts.values[name], `${facts.lesson.id} ${telling.place} ${name}`).toBeTruthy()
          for (const grid of gridsOf(layout)) {
            expect(new Set(grid.map(squares => squares.length)).size, telling.place).toBe(1)
            const hanging = grid.flatMap((squares, row) =>
              squares.filter((square, column) => {
                const above = grid[row - 1]?.[column]
                return square === '^' && above !== '^' && !(above && matrixIn(above))
              }),
            )
            expect(hanging, telling.place).toEqual([])
          }
        }
  })

  it('show every given matrix at the opening, and every matrix at the place where it is made', () => {
    for (const facts of all) {
      const { kind } = facts.lesson.attention
      const given = givenNames.filter(name => facts.values[name])
      expect(namesIn(tellingOf('opening').layout(facts))).toEqual(expect.arrayContaining([...given]))
      for (const name of [...given, ...namesFor(kind)]) {
        const shown = layoutsOf(tellingOf(matrices[name].place), facts).flatMap(namesIn)
        expect(shown, `${name} of ${facts.lesson.id}`).toContain(name)
      }
      for (const name of ['d_scaleShift', 'd_attention', 'd_queries', 'd_keys'] as const)
        expect(layoutsOf(tellingOf('slopes'), facts).flatMap(namesIn).includes(name), name).toBe(
          facts.values[name] !== undefined,
        )
    }
  })

  it('start at a cell that is there and on show', () => {
    for (const facts of all)
      for (const telling of tellingsFor(facts)) {
        for (const { start, layout } of [telling, ...stagesIn(telling, facts)]) {
          const { name, row, column } = start(facts)
          expect(namesIn(layout(facts)), telling.place).toContain(name)
          expect(isName(name) ? facts.cell(name, row + 1, column + 1) : undefined).toBeDefined()
        }
      }
  })
})

describe('stories', () => {
  it('belong to the lesson as it stands', () => {
    expect(storyAt('opening', factsFor(sora, 'corrected'))).not.toBeNull()
    const edited = { ...sora, timestep: { ...sora.timestep, t: 1 } }
    for (const place of places) {
      expect(storyAt(place, factsFor(edited, 'corrected')), place).toBeNull()
      for (const { id, lesson } of cases())
        if (id !== 'sora-is-sky') expect(storyAt(place, factsFor(lesson, 'corrected')), id).toBeNull()
    }
  })

  it('are right that encoder and decoder give this video back', () => {
    const { latent = [], patches = [] } = caseOf('sora-is-sky').answer.corrected
    const { weight, bias } = sora.decoder
    const back = weight.map((cells, row) =>
      (latent[0] ?? []).map((_, column) =>
        Math.max(
          0,
          cells.reduce<number>((sum, w, i) => sum + Number(w) * Number(latent[i]?.[column]), Number(bias[row])),
        ),
      ),
    )
    expect(back).toEqual(patches)
  })
})

describe('a paragraph', () => {
  it('folds white space, also around what turns out empty', () => {
    const empty: Paragraph = []
    expect(
      textOf(p`One
      two ${empty} three. ${empty}`),
    ).toBe('One two three.')
    expect(textOf(p`at ${words('t\u00a0=\u00a0')}${num(3)}  now`)).toBe('at t\u00a0=\u00a03 now')
    expect(p`See ${term('it')}, ${num(-1)} ${p`or ${num(2)} of it`}.`).toEqual([
      { kind: 'words', text: 'See ' },
      { kind: 'term', text: 'it' },
      { kind: 'words', text: ', ' },
      { kind: 'number', text: '−1' },
      { kind: 'words', text: ' or ' },
      { kind: 'number', text: '2' },
      { kind: 'words', text: ' of it.' },
    ])
  })
})

describe('read aloud', () => {
  const aloud = [
    [sora, 'corrected'],
    [sora, 'printed'],
    [caseOf('soft-sky').lesson, 'corrected'],
  ] as const
  for (const [lesson, reading] of aloud)
    it(`${lesson.id}, ${reading}`, async () => {
      const facts = factsFor(lesson, reading)
      const text = tellings.map(telling => {
        const story = storyAt(telling.place, facts)
        return [
          `# ${telling.title}`,
          ...wordsOf(telling.place).prose(facts).map(textOf),
          ...(story ? [`> ${textOf(story)}`] : []),
          `    ${formulaLine(telling.place, facts)}`,
          ...stagesIn(telling, facts).flatMap(({ id, title, formula }) => [
            `## ${title}`,
            ...stageWordsOf(id, facts).map(textOf),
            ...formulasOfNames(formula(facts), facts).map(({ text }) => `    ${text}`),
          ]),
          ...wordsOf(telling.place)
            .leftOut(facts)
            .map(paragraph => `Left out: ${textOf(paragraph)}`),
          ...soraAt(telling.place).map(paragraph => `Sora: ${textOf(paragraph)}`),
        ].join('\n\n')
      })
      await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot(`told/${lesson.id}.${reading}.md`)
    })
})

/** A cell of the oracle's matrix; columns count from 1. */
const row = (matrix: readonly (readonly (number | string)[])[], key: number, query: number): number => {
  const cell = matrix[key]?.[query - 1] ?? 0
  return equal(fromCell(cell), 0) ? 0 : 1
}

const formulaLine = (place: Place, facts: Facts): string =>
  formulasOf(tellingOf(place), facts)
    .map(({ text }) => text)
    .join(', ')

/** The grids of a layout: an empty row ends one. */
function gridsOf(layout: Layout): readonly Layout[] {
  const grids: Layout[number][][] = [[]]
  for (const squares of layout) {
    if (squares.length === 0) grids.push([])
    else grids.at(-1)?.push(squares)
  }
  return grids
}

const numbers = /\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?/g

/** Equal, or as near as four decimals of each number in the text allow. */
function close(a: number, b: number, text: string): boolean {
  const sizes = [...text.replaceAll('−', '-').matchAll(numbers)].map(([found]) => Number(found.replaceAll(',', '')))
  const slack = /\.\d/.test(text) ? 2e-4 * (1 + Math.max(...sizes)) : 1e-9
  return Math.abs(a - b) <= slack + 1e-9 * Math.abs(b)
}

/** What a printed line of arithmetic comes to. */
function comesTo(text: string): number {
  const pieces =
    text
      .replaceAll('−', '-')
      .replaceAll('e--', 'e-')
      .match(/\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?|[-+·×/()]/g) ?? []
  let at = 0
  const sum = (): number => {
    let total = product()
    while (pieces[at] === '+' || pieces[at] === '-') total += pieces[at++] === '+' ? product() : -product()
    return total
  }
  const product = (): number => {
    let total = factor()
    while (pieces[at] === '·' || pieces[at] === '×' || pieces[at] === '/')
      total = pieces[at++] === '/' ? total / factor() : total * factor()
    return total
  }
  const factor = (): number => {
    const piece = pieces[at++]
    if (piece === '-') return -factor()
    if (piece !== '(') return Number(piece?.replaceAll(',', ''))
    const inner = sum()
    at++
    return inner
  }
  return sum()
}
