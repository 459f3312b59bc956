// The cases: every file is there, nothing is lost on the way in, and every mark and source is true of its lesson.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import index from '../cases/index.json' with { type: 'json' }
import { type Case, caseIds, caseOf, cases, type Flag, flags, isCaseId } from '../src/cases/all.ts'
import { errata, errataAt, erratumOf } from '../src/cases/errata.ts'
import { Errata, Erratum } from '../src/cases/errata-schema.ts'
import { caseFiles } from '../src/cases/files.ts'
import { givenMark, isSourced, printedMark } from '../src/cases/marks.ts'
import { printedAt, sourceKinds, sourceOf, sources, works } from '../src/cases/sources.ts'
import { SourceKind, Sources } from '../src/cases/sources-schema.ts'
import { Answer, type AnswerMatrix, type Cell } from '../src/lesson/format.ts'
import { parseAnswer, parseExact } from '../src/lesson/json.ts'
import { readLesson } from '../src/lesson/load.ts'
import { givenNames, namesFor, steps } from '../src/lesson/names.ts'
import { shapeIn, shapeOf, sizesOf } from '../src/lesson/sizes.ts'

const folder = new URL('../cases/', import.meta.url)
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const cells = (rows: AnswerMatrix): readonly (number | string)[] => rows.flat()
const videoCells = (video: readonly AnswerMatrix[]): readonly (number | string)[] => video.flatMap(cells)
const zeros = (all: readonly (number | string)[]): boolean => all.length > 0 && all.every(cell => cell === 0)

describe('the list of cases', () => {
  const files = readdirSync(folder).filter(name => name.endsWith('.json'))
  const ids = files.filter(name => name.endsWith('.expected.json')).map(name => name.replace('.expected.json', ''))

  it('names every lesson and every answer in spec/cases, and nothing else', () => {
    expect(ids.length).toBeGreaterThanOrEqual(21)
    expect([...caseIds].sort()).toEqual([...ids].sort())
    const others = ['index.json', 'sources.json', 'errata.json']
    expect([...files].sort()).toEqual([...ids.flatMap(id => [`${id}.json`, `${id}.expected.json`]), ...others].sort())
  })

  it('has one entry in index.json for each, in the same order', () => {
    expect(index.map(entry => entry.id)).toEqual(caseIds)
  })

  it.each(caseIds)('%s: an import gives exactly what the exact readers give', id => {
    const { lesson, answer } = caseOf(id)
    const lessonText = textOf(`${id}.json`)
    const answerText = textOf(`${id}.expected.json`)
    expect(caseFiles[id]).toEqual({ lesson: parseExact(lessonText), answer: parseAnswer(answerText) })
    expect(lesson).toEqual(readLesson(lessonText))
    expect(answer).toEqual(Answer.parse(parseAnswer(answerText)))
    expect(lesson.id).toBe(id)
    expect(answer.lesson).toBe(id)
  })

  it.each(caseIds)('%s: is answered with every name its attention has, in the shapes that its sizes ask for', id => {
    const { lesson, answer } = caseOf(id)
    const { video } = sizesOf(lesson)
    expect(answer.printed !== undefined).toBe(lesson.errata.length > 0)
    for (const values of [answer.corrected, answer.printed ?? answer.corrected])
      for (const name of namesFor(lesson.attention.kind)) {
        const frames = name === 'generatedVideo' ? values.generatedVideo : undefined
        const rows = name === 'generatedVideo' ? frames?.flat() : values[name]
        expect([rows?.length, rows?.[0]?.length], name).toEqual(shapeOf(name, lesson))
        if (frames) expect(frames.length).toBe(video.frames)
      }
    expect(Object.keys(answer.corrected).sort()).toEqual([...namesFor(lesson.attention.kind)].sort())
  })

  it('tells ids from other words', () => {
    expect(isCaseId('sora-is-sky')).toBe(true)
    expect(isCaseId('sora')).toBe(false)
    expect(isCaseId('toString')).toBe(false)
  })

  it('parses a case once', () => {
    expect(caseOf('fractions')).toBe(caseOf('fractions'))
    expect(cases().map(found => found.id)).toEqual(caseIds)
  })

  it('says in one sentence what each is for, each in its own words', () => {
    for (const { comment } of cases()) expect(comment).toMatch(/^[A-Z][^\n]{20,160}\.$/)
    expect(new Set(cases().map(({ comment }) => comment)).size).toBe(caseIds.length)
  })
})

/** What each flag means, read off the lesson and the oracle's answer. */
const isTrue: { readonly [F in Flag]: (found: Case) => boolean } = {
  given: ({ lesson }) => lesson.attention.kind === 'given',
  hard: ({ lesson }) => lesson.attention.kind === 'hard',
  softmax: ({ lesson, answer }) =>
    lesson.attention.kind === 'softmax' &&
    cells(answer.corrected.attention ?? []).every(cell => typeof cell === 'number'),
  ties: ({ lesson, answer }) => {
    const { scores = [], attention = [] } = answer.corrected
    const shared = cells(attention).some(cell => typeof cell === 'string')
    const columns = (scores[0] ?? []).map((_, c) => scores.map(row => Number(row[c])))
    // Only whole-number scores can be compared here; the fractions have no tie.
    const tied = columns.some(column => column.filter(score => score === Math.max(...column)).length > 1)
    return lesson.attention.kind === 'hard' && shared && tied
  },
  'not-normalised': ({ lesson }) => {
    if (lesson.attention.kind !== 'given') return false
    const { matrix } = lesson.attention
    return matrix.some((_, c) => matrix.reduce((sum, row) => sum + Number(row[c]), 0) !== 1)
  },
  fractions: ({ lesson }) => {
    const given = { ...lesson, learningRate: 0, errata: [] }
    return /"-?\d+\/\d+"/.test(JSON.stringify(given))
  },
  misprint: ({ lesson }) => lesson.errata.length > 0,
  'all-clipped': ({ answer }) => zeros(cells(answer.corrected.latent ?? [])),
  'black-video': ({ answer }) => zeros(videoCells(answer.corrected.generatedVideo ?? [])),
  'zero-noise': ({ lesson }) => zeros(cells(lesson.noise)),
  'one-patch': ({ lesson }) => sizesOf(lesson).patches === 1,
  'one-pixel-patches': ({ lesson }) => sizesOf(lesson).pixels === 1,
  'two-frame-patches': ({ lesson }) => lesson.patch.frames === 2,
  'blocks-down': ({ lesson }) => sizesOf(lesson).blocks.rows > 1,
  'blocks-across': ({ lesson }) => sizesOf(lesson).blocks.columns > 1,
  'many-patches': ({ lesson }) => sizesOf(lesson).patches > 8,
  'wide-latent': ({ lesson }) => sizesOf(lesson).latent > sizesOf(lesson).pixels,
  'narrow-key': ({ lesson }) => lesson.attention.kind !== 'given' && sizesOf(lesson).key < sizesOf(lesson).latent,
  'wide-text': ({ lesson }) => sizesOf(lesson).text !== 3,
  'zero-t': ({ lesson }) => lesson.timestep.t === 0,
  'big-t': ({ lesson }) => lesson.timestep.bits > 2,
  'zero-rate': ({ lesson }) => lesson.learningRate === 0,
  'whole-rate': ({ lesson }) => typeof lesson.learningRate === 'number' && lesson.learningRate > 0,
}

const allFlags = Object.keys(flags).filter((flag): flag is Flag => Object.hasOwn(flags, flag))

describe('flags', () => {
  it.each(caseIds)('%s has exactly the flags that are true of it', id => {
    const found = caseOf(id)
    expect([...found.flags].sort()).toEqual(allFlags.filter(flag => isTrue[flag](found)).sort())
  })

  it.each(allFlags)('%s is true of some case and not of all', flag => {
    const marked = cases().filter(found => found.flags.includes(flag))
    expect(marked.length).toBeGreaterThan(0)
    expect(marked.length).toBeLessThan(caseIds.length)
  })
})

describe('sources', () => {
  const { lesson, answer } = caseOf('sora-is-sky')
  const kinds = new Set<string>(Object.keys(sourceKinds))

  /** Every given matrix of the lesson as rows, read from the lesson itself. */
  const given = (): Record<(typeof givenNames)[number], readonly (readonly Cell[])[]> => {
    if (lesson.attention.kind === 'given') throw new Error('sora-is-sky has a query and a key')
    const bias = (cells: readonly Cell[]): readonly (readonly Cell[])[] => cells.map(cell => [cell])
    const words = Object.values(lesson.prompt.words)
    return {
      video: lesson.video.flat(),
      encoderWeight: lesson.encoder.weight,
      encoderBias: bias(lesson.encoder.bias),
      noise: lesson.noise,
      words: (words[0] ?? []).map((_, r) => words.map(word => word[r] ?? 0)),
      t: [[lesson.timestep.t]],
      modulationWeight: lesson.modulation.weight,
      modulationBias: bias(lesson.modulation.bias),
      query: lesson.attention.query,
      key: lesson.attention.key,
      feedForwardWeight: lesson.feedForward.weight,
      feedForwardBias: bias(lesson.feedForward.bias),
      learningRate: [[lesson.learningRate]],
      decoderWeight: lesson.decoder.weight,
      decoderBias: bias(lesson.decoder.bias),
    }
  }

  it('gives every given number a source, its mark and a sentence', () => {
    let numbers = 0
    for (const name of givenNames) {
      numbers += given()[name].flat().length
      const source = sourceOf(name)
      expect(kinds.has(source.kind), name).toBe(true)
      expect(source.mark).toBe(sourceKinds[source.kind].mark)
      expect(source.why).toMatch(/^[A-Z].{10,}\.$/)
    }
    // 16 pixels, 8 + 2, 8 noise, 9 in words, t, 20 + 4, 4 + 4, 4 + 2, the rate, 8 + 4
    expect(numbers).toBe(95)
  })

  it('says of each given matrix what the table of sources says', () => {
    const of = (kind: string): readonly string[] => givenNames.filter(name => sourceOf(name).kind === kind)
    expect(of('article')).toEqual(['encoderWeight', 'encoderBias', 't'])
    expect(of('exercise')).toEqual([])
    expect(of('reconstructed').length).toBe(givenNames.length - 3)
  })

  it('has one source for each given matrix', () => {
    expect(
      sources()
        .given.map(({ matrix }) => matrix)
        .toSorted(),
    ).toEqual([...givenNames].toSorted())
  })

  it('prints of the answered matrices what the printed reading answers', () => {
    let printed = 0
    for (const entry of sources().answered) {
      if (entry.matrix === 'generatedVideo') throw new Error('no video was printed')
      const rows = answer.printed?.[entry.matrix] ?? []
      expect([entry.printed.length, entry.printed[0]?.length], entry.matrix).toEqual(shapeOf(entry.matrix, lesson))
      for (const [r, row] of entry.printed.entries())
        for (const [c, cell] of row.entries()) {
          expect(printedAt(entry.matrix, r + 1, c + 1)?.printed ?? null).toBe(cell)
          if (cell === null) continue
          printed++
          expect(rows[r]?.[c], `${entry.matrix} row ${r + 1} column ${c + 1}`).toBe(cell)
        }
    }
    expect(printed).toBe(19)
    expect(printedAt('pooled', 1, 1)).toBeUndefined()
    expect(printedAt('scale', 3, 1)).toBeUndefined()
  })

  it('knows facts whose arithmetic is right', () => {
    const factOf = (id: string) => {
      const found = sources().facts.find(fact => fact.id === id)
      if (!found) throw new Error(`there is no fact ${id}`)
      return found
    }
    const product = (id: string): void => {
      const numbers = factOf(id).numbers ?? []
      expect(numbers.slice(0, -1).reduce((a, b) => a * b, 1)).toBe(numbers.at(-1))
    }
    product('frame-pixels')
    product('frame-latent')
    const [pixels, latent] = ['frame-pixels', 'frame-latent'].map(id => factOf(id).numbers?.at(-1) ?? 0)
    expect((pixels ?? 0) / (latent ?? 1)).toBe(factOf('reduction').numbers?.[0])
    expect(factOf('shapes').numbers).toEqual([
      lesson.encoder.weight[0]?.length,
      lesson.encoder.weight.length,
      lesson.decoder.weight.length,
    ])
    expect(factOf('prompt').text).toBe(lesson.prompt.text)
  })

  it('cites works with authors, and links that are links', () => {
    expect(works().map(work => work.id)).toEqual(['article', 'exercise', 'dit', 'sora'])
    for (const { source } of [...sources().given, ...sources().answered, ...sources().facts])
      expect(source === 'reconstructed' || works().some(work => work.id === source)).toBe(true)
  })

  it('keeps to its schema, and has a mark for every kind of source', () => {
    expect(Sources.parse(sources())).toEqual(sources())
    expect(SourceKind.options).toEqual(Object.keys(sourceKinds))
  })

  it('refuses a source of another kind', () => {
    expect(
      Sources.safeParse({ ...sources(), given: [{ matrix: 'noise', source: 'rumour', why: 'Heard.' }] }).success,
    ).toBe(false)
  })
})

describe('marks', () => {
  it('are those of the sources, number for number', () => {
    const { lesson } = caseOf('sora-is-sky')
    for (const name of givenNames) {
      const { kind, mark } = sourceOf(name)
      expect(givenMark(name), name).toEqual({ kind, mark })
    }
    for (const name of namesFor('hard')) {
      const [rows, columns] = shapeIn(lesson, name)
      for (let row = 1; row <= rows; row++)
        for (let column = 1; column <= columns; column++) {
          const source = printedAt(name, row, column)
          expect(printedMark(name, row, column), `${name} ${row} ${column}`).toEqual(
            source && { kind: source.kind, mark: source.mark },
          )
        }
    }
    expect([
      isSourced(lesson),
      isSourced({ ...lesson, learningRate: 1 }),
      isSourced(caseOf('soft-sky').lesson),
    ]).toEqual([true, false, false])
  })
})

describe('what a reader is told of a lesson', () => {
  it('is its own: no two have a title or a use in common', () => {
    expect(new Set(cases().map(({ lesson }) => lesson.title)).size).toBe(caseIds.length)
    expect(new Set(cases().map(({ good }) => good)).size).toBe(caseIds.length)
    for (const { good } of cases()) expect(`Good for ${good}.`).toMatch(/^Good for [a-z][^.]*[^ .]\.$/)
  })
})

describe('errata', () => {
  const { lesson, answer } = caseOf('sora-is-sky')

  it('has two misprints, three slips of wording and one claim, each with its own id', () => {
    expect(errata().map(({ kind }) => kind)).toEqual(['misprint', 'misprint', 'wording', 'wording', 'wording', 'claim'])
    expect(new Set(errata().map(({ id }) => id)).size).toBe(6)
  })

  it('agrees with the lesson about its misprints, word for word', () => {
    const told = errata().flatMap(erratum => {
      if (erratum.kind !== 'misprint') return []
      const { id, matrix, row, column, printed, correct } = erratum
      return [{ id, matrix, row, column, printed, correct }]
    })
    expect(told).toEqual(lesson.errata)
  })

  it('agrees with the oracle about what is correct, and about what the printed reading carries on with', () => {
    let checked = 0
    for (const { matrix, row, column, printed, correct } of lesson.errata) {
      if (matrix === 'generatedVideo') throw new Error('no video was misprinted')
      expect(answer.corrected[matrix]?.[row - 1]?.[column - 1]).toBe(correct)
      expect(answer.printed?.[matrix]?.[row - 1]?.[column - 1]).toBe(printed ?? correct)
      checked++
    }
    expect(checked).toBe(2)
  })

  it('places each misprint at the step that makes its matrix', () => {
    for (const erratum of errata())
      if (erratum.kind === 'misprint') {
        expect(erratum.step).toBe(steps[erratum.matrix])
        expect(errataAt(erratum.step)).toContain(erratum)
      }
    expect(erratumOf('decimal-place')?.step).toBeNull()
    expect(erratumOf('nothing')).toBeUndefined()
  })

  it('keeps to its schema', () => {
    expect(Errata.parse(errata())).toEqual(errata())
  })

  it('refuses what is no erratum', () => {
    const [misprint] = errata()
    expect(Erratum.safeParse({ ...misprint, step: 14 }).success).toBe(false)
    expect(Erratum.safeParse({ ...misprint, correct: 0.5 }).success).toBe(false)
    expect(Erratum.safeParse({ ...misprint, matrix: 'shifted' }).success).toBe(false)
    expect(Erratum.safeParse({ ...misprint, kind: 'rumour' }).success).toBe(false)
  })
})
