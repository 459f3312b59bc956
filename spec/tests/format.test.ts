// The loader: every kind of bad lesson is told apart, with the path where it stands; nothing else is ever thrown.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseIds, caseOf } from '../src/cases/all.ts'
import { Answer, AnswerCell, Cell } from '../src/lesson/format.ts'
import { Inexact, parseAnswer, parseExact, stringifyAnswer } from '../src/lesson/json.ts'
import { LessonError, largestFile, parseLesson, pathText, readLesson } from '../src/lesson/load.ts'
import { rounds } from './thorough.ts'

const text = readFileSync(new URL('../cases/sora-is-sky.json', import.meta.url), 'utf8')

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Key = string | number

const isJson = (value: unknown): value is Json => value !== undefined
function sora(): Json {
  const value: unknown = JSON.parse(text)
  if (!isJson(value)) throw new Error('not JSON')
  return value
}

const isParent = (value: Json | undefined): value is Json[] | { [key: string]: Json } =>
  typeof value === 'object' && value !== null

function childOf(value: Json | undefined, key: Key): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)]
  return isParent(value) ? value[key] : undefined
}

/** The lesson with one place changed; `undefined` removes it. */
function changed(path: readonly Key[], to: Json | undefined, lesson: Json = sora()): Json {
  const last = path.at(-1)
  const parent = path.slice(0, -1).reduce<Json | undefined>(childOf, lesson)
  if (last === undefined || !isParent(parent)) throw new Error(`no such place: ${path.join('.')}`)
  if (Array.isArray(parent)) parent.splice(Number(last), 1, ...(to === undefined ? [] : [to]))
  else if (to === undefined) delete parent[last]
  else parent[last] = to
  return lesson
}

function errorOf(read: () => unknown): LessonError {
  try {
    read()
  } catch (error) {
    if (error instanceof LessonError) return error
    throw error
  }
  throw new Error('it was read without a complaint')
}

const problemOf = (read: () => unknown): string => errorOf(read).message
const said = (path: readonly Key[], to: Json | undefined): string =>
  problemOf(() => readLesson(JSON.stringify(changed(path, to))))
const row = (length: number): Json => Array.from({ length }, () => 0)
const grid = (rows: number, columns: number): Json => Array.from({ length: rows }, () => row(columns))

describe('a good lesson', () => {
  it.each(caseIds)('%s is read, and is the same from text and from a value', id => {
    const { lesson } = caseOf(id)
    expect(readLesson(JSON.stringify(lesson))).toEqual(lesson)
    expect(parseLesson(lesson)).toEqual(lesson)
  })

  it('may begin with a byte order mark or not: it is told, not guessed', () => {
    expect(problemOf(() => readLesson(`\uFEFF${text}`))).toContain('is not valid JSON')
  })
})

describe('cells', () => {
  it.each([
    [
      0.5,
      'lesson.encoder.weight[1][2] is 0.5, a decimal; write it as an integer, or as a fraction in quotes, such as "1/2"',
    ],
    ['2/4', 'lesson.encoder.weight[1][2] is "2/4", not in lowest terms'],
    ['3/1', 'lesson.encoder.weight[1][2] is "3/1"; write a whole number without quotes'],
    ['3', 'lesson.encoder.weight[1][2] is "3"; write a whole number without quotes'],
    ['1/0', 'lesson.encoder.weight[1][2] is "1/0"; a cell is an integer or a fraction "n/d"'],
    ['0/5', 'lesson.encoder.weight[1][2] is "0/5"'],
    ['1/-2', 'lesson.encoder.weight[1][2] is "1/-2"'],
    ['+1/2', 'lesson.encoder.weight[1][2] is "+1/2"'],
    [' 1/2', 'lesson.encoder.weight[1][2] is " 1/2"'],
    ['1/2\n', 'lesson.encoder.weight[1][2] is "1/2\\n"'],
    ['½', 'lesson.encoder.weight[1][2] is "½"'],
    [`1/${'9'.repeat(80)}`, 'longer than 64 characters'],
    [null, 'lesson.encoder.weight[1][2] is null; a cell is an integer or a fraction "n/d"'],
    [true, 'lesson.encoder.weight[1][2] is a boolean'],
    [[1], 'lesson.encoder.weight[1][2] is a list'],
    [{ n: 1 }, 'lesson.encoder.weight[1][2] is an object'],
  ] satisfies readonly (readonly [Json, string])[])('%j is refused', (cell, message) => {
    expect(said(['encoder', 'weight', 1, 2], cell)).toContain(message)
  })

  it.each([
    ['1.0', 'is 1.0, a decimal'],
    ['1e2', 'is 1e2, a decimal'],
    ['-0.0', 'is -0.0, a decimal'],
    ['9007199254740993', 'is 9007199254740993, too large to be exact; the largest integer is 9007199254740991'],
    [`1${'0'.repeat(400)}`, 'is 100000000000000000000000…, too large to be exact'],
    ['1e999', 'is 1e999, a decimal'],
  ])('%s in the text is refused, never rounded', (number, message) => {
    expect(
      problemOf(() => readLesson(text.replace('"learningRate": "1/1000"', `"learningRate": ${number}`))),
    ).toContain(`lesson.learningRate ${message}`)
  })

  it('a decimal in a parsed value is refused as well', () => {
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(Cell.safeParse(bad).success).toBe(false)
  })

  it('are exactly the integers that a number holds and the fractions in lowest terms', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), n => Cell.parse(n) === n))
    const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b))
    fc.assert(
      fc.property(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 0, max: 999 }), (n, d) => {
        expect(Cell.safeParse(`${n}/${d}`).success).toBe(n !== 0 && d > 1 && gcd(n, d) === 1)
      }),
    )
  })

  it('minus nought is nought', () => {
    expect(Object.is(readLesson(text.replace('"1/1000"', '-0')).learningRate, 0)).toBe(true)
    expect(Object.is(Cell.parse(-0), 0)).toBe(true)
  })

  it('of an answer may be decimals, but not nonsense', () => {
    for (const good of [0.25, -3, '7/3', '4/6', '123456789012345678901234567890'])
      expect(AnswerCell.parse(good)).toBe(good)
    for (const bad of ['', '1/0', '1/00', 'NaN', '0.5', Number.NaN, Number.POSITIVE_INFINITY, null])
      expect(AnswerCell.safeParse(bad).success, String(bad)).toBe(false)
  })
})

describe('fields', () => {
  it.each([
    ['id', 'lesson.id is missing'],
    ['title', 'lesson.title is missing; needs a title'],
    ['video', 'lesson.video is missing; needs a list of frames'],
    ['patch', 'lesson.patch is missing; needs an object with frames, rows, columns'],
    ['encoder', 'lesson.encoder is missing; needs an object with weight, bias'],
    ['noise', 'lesson.noise is missing; needs a list of rows'],
    ['prompt', 'lesson.prompt is missing; needs an object with text, words'],
    ['timestep', 'lesson.timestep is missing; needs an object with t, bits'],
    ['modulation', 'lesson.modulation is missing'],
    ['attention', 'lesson.attention is missing; needs a kind ("given", "hard" or "softmax") and its weights'],
    ['feedForward', 'lesson.feedForward is missing'],
    ['decoder', 'lesson.decoder is missing'],
    ['learningRate', 'lesson.learningRate is missing; a cell is an integer or a fraction "n/d"'],
    ['errata', 'lesson.errata is missing; needs a list (of misprints; it may be empty)'],
  ])('%s missing', (field, message) => {
    expect(said([field], undefined)).toContain(message)
  })

  it.each<[readonly Key[], Json, string]>([
    [['vidoe'], 1, 'lesson has "vidoe", which a lesson does not have there; it takes id, title, video'],
    [
      ['patch', 'depth'],
      1,
      'lesson.patch has "depth", which a lesson does not have there; it takes frames, rows, columns',
    ],
    [['encoder', 'gain'], 1, 'lesson.encoder has "gain"'],
    [['attention', 'value'], [[1]], 'lesson.attention has "value"'],
    [['id'], 'Sora is Sky', 'lesson.id is "Sora is Sky"; needs lowercase letters, digits and single hyphens'],
    [['id'], '', 'lesson.id is empty'],
    [['title'], 7, 'lesson.title is a number; needs a title'],
    [['title'], 'x'.repeat(201), 'lesson.title is longer than 200 characters'],
    [['video'], [], 'lesson.video is empty; needs a list of frames'],
    [['video', 0], [], 'lesson.video[0] is empty; needs a list of rows'],
    [['video', 0, 1], [], 'lesson.video[0][1] is empty; needs a row of numbers'],
    [['video', 0, 1], 5, 'lesson.video[0][1] is a number; needs a row of numbers'],
    [['patch', 'rows'], 0, 'lesson.patch.rows is 0; needs rows in a patch, a whole number from 1 to 64'],
    [['patch', 'rows'], 1.5, 'lesson.patch.rows is 1.5; needs rows in a patch'],
    [['patch', 'rows'], '2', 'lesson.patch.rows is "2"; needs rows in a patch'],
    [['timestep', 't'], -1, 'lesson.timestep.t is -1; needs a timestep, a whole number from 0'],
    [['timestep', 'bits'], 31, 'lesson.timestep.bits is 31; needs a number of bits, a whole number from 1 to 30'],
    [['attention', 'kind'], 'soft', 'lesson.attention.kind is not one of "given", "hard" or "softmax"'],
    [['attention', 'kind'], 'given', 'lesson.attention.matrix is missing'],
    [['prompt', 'words'], {}, 'lesson.prompt.words is empty; needs one vector per word'],
    [['prompt', 'words'], [], 'lesson.prompt.words is a list; needs an object with one vector per word'],
    [['errata'], null, 'lesson.errata is null'],
    [
      ['errata', 0, 'matrix'],
      'scaleshift',
      'lesson.errata[0].matrix is "scaleshift"; needs the name of a computed matrix',
    ],
    [['errata', 0, 'row'], 0, 'lesson.errata[0].row is 0; needs a row, a whole number from 1'],
    [['errata', 0, 'printed'], 0.5, 'lesson.errata[0].printed is 0.5, a decimal'],
    [['errata', 0, 'correct'], null, 'lesson.errata[0].correct is null; a cell is'],
  ])('%j = %j', (path, to, message) => {
    expect(said(path, to)).toContain(message)
  })

  it.each<Json>([null, 7, 'lesson', [], true])('a lesson is an object, not %j', value => {
    expect(problemOf(() => readLesson(JSON.stringify(value)))).toMatch(
      /^lesson is (null|a number|a string|a list|a boolean); needs an object with id, title/,
    )
  })

  it('says under which name the lesson was given', () => {
    expect(problemOf(() => readLesson('{"id":1}', 'my.json'))).toContain('my.json.title is missing')
  })

  it('tells of at most five problems and counts the others', () => {
    const { message, problems } = errorOf(() => parseLesson({}))
    expect(problems).toHaveLength(14)
    expect(message.split('\n')).toHaveLength(6)
    expect(message).toContain('… and 9 more')
  })
})

describe('shapes', () => {
  it.each<[readonly Key[], Json | undefined, string]>([
    [['video', 1], grid(3, 2), 'lesson.video[1] has 3 rows, needs 2: the first frame has 2'],
    [['video', 2, 1], row(1), 'lesson.video[2][1] has 1 cell, needs 2: the first row of the first frame has 2'],
    [['patch', 'rows'], 3, "lesson.patch.rows is 3, which does not divide the video's 2 rows"],
    [['patch', 'columns'], 4, "lesson.patch.columns is 4, which does not divide the video's 2 columns"],
    [['patch', 'frames'], 3, "lesson.patch.frames is 3, which does not divide the video's 4 frames"],
    [['encoder', 'weight', 1], row(3), 'lesson.encoder.weight[1] has 3 cells, needs 4: the patch has 4 pixels'],
    [['encoder', 'bias'], row(3), 'lesson.encoder.bias has 3 cells, needs 2: the latent has 2 rows'],
    [['noise'], grid(3, 4), 'lesson.noise has 3 rows, needs 2: the latent has 2 rows'],
    [['noise', 0], row(5), 'lesson.noise[0] has 5 cells, needs 4: there are 4 patches'],
    [['prompt', 'words', 'is'], row(2), 'lesson.prompt.words.is has 2 cells, needs 3: the first word has 3'],
    [['prompt', 'words', 'sea'], row(3), 'lesson.prompt.words.sea is a word that the prompt does not contain'],
    [['prompt', 'words', 'sky'], undefined, 'lesson.prompt.words has no vector for "sky"'],
    [
      ['prompt', 'text'],
      'sora is sky is',
      'lesson.prompt.text has "is" twice; each word has one vector, so write it once, as "is×2" with its vector doubled',
    ],
    [['timestep', 't'], 4, 'lesson.timestep.t is 4, which does not fit in 2 bits: the largest is 3'],
    [['timestep', 'bits'], 1, 'lesson.timestep.t is 3, which does not fit in 1 bit: the largest is 1'],
    [
      ['timestep', 'bits'],
      3,
      'lesson.modulation.weight[0] has 5 cells, needs 6: the condition has 3 for text and 3 for time',
    ],
    [['modulation', 'weight'], grid(3, 5), 'lesson.modulation.weight has 3 rows, needs 4: 2 for scale and 2 for shift'],
    [['modulation', 'bias'], row(2), 'lesson.modulation.bias has 2 cells, needs 4: 2 for scale and 2 for shift'],
    [['attention', 'query', 0], row(3), 'lesson.attention.query[0] has 3 cells, needs 2: the latent has 2 rows'],
    [['attention', 'key'], grid(3, 2), 'lesson.attention.key has 3 rows, needs 2: the query has as many'],
    [['attention', 'key', 1], row(1), 'lesson.attention.key[1] has 1 cell, needs 2: the latent has 2 rows'],
    [
      ['attention'],
      { kind: 'given', matrix: grid(3, 4) },
      'lesson.attention.matrix has 3 rows, needs 4: there are 4 patches',
    ],
    [
      ['attention'],
      { kind: 'given', matrix: grid(4, 3) },
      'lesson.attention.matrix[0] has 3 cells, needs 4: there are 4 patches',
    ],
    [['feedForward', 'weight'], grid(2, 3), 'lesson.feedForward.weight[0] has 3 cells, needs 2: the latent has 2 rows'],
    [['feedForward', 'weight'], grid(1, 2), 'lesson.feedForward.weight has 1 row, needs 2: the latent has 2 rows'],
    [['feedForward', 'bias'], row(1), 'lesson.feedForward.bias has 1 cell, needs 2: the latent has 2 rows'],
    [['decoder', 'weight'], grid(3, 2), 'lesson.decoder.weight has 3 rows, needs 4: the patch has 4 pixels'],
    [['decoder', 'weight', 3], row(4), 'lesson.decoder.weight[3] has 4 cells, needs 2: the latent has 2 rows'],
    [['decoder', 'bias'], row(5), 'lesson.decoder.bias has 5 cells, needs 4: the patch has 4 pixels'],
    [['errata', 0, 'row'], 5, 'lesson.errata[0].row is 5; scaleShift has 4 rows'],
    [['errata', 0, 'column'], 2, 'lesson.errata[0].column is 2; scaleShift has 1 column'],
    [
      ['errata', 0, 'matrix'],
      'd_scores',
      'lesson.errata[0].matrix is "d_scores", which a lesson with hard attention does not compute',
    ],
    [
      ['errata', 1, 'id'],
      'shift-sign',
      'lesson.errata[1].id is "shift-sign" a second time; each misprint has its own id',
    ],
    [
      ['errata', 1],
      { id: 'again', matrix: 'scaleShift', row: 3, column: 1, printed: 2, correct: 1 },
      'lesson.errata[1] is at row 3, column 1 of scaleShift, where "shift-sign" is already',
    ],
  ])('%j = %j', (path, to, message) => {
    expect(said(path, to)).toContain(message)
  })

  it('a misprint of the generated video counts rows through all frames', () => {
    const slip = (at: number): Json => ({
      id: 'slip',
      matrix: 'generatedVideo',
      row: at,
      column: 2,
      printed: 1,
      correct: 0,
    })
    expect(readLesson(JSON.stringify(changed(['errata', 0], slip(8)))).errata[0]?.row).toBe(8)
    expect(said(['errata', 0], slip(9))).toContain('lesson.errata[0].row is 9; generatedVideo has 8 rows')
  })

  it('more than anybody works by hand is refused, with the limit', () => {
    expect(
      said(
        ['video'],
        Array.from({ length: 300 }, () => grid(2, 2)),
      ),
    ).toContain('cuts the video into 300 patches; at most 256')
    expect(said(['video'], [grid(64, 66)])).toContain('lesson.video has 4224 pixels; at most 4096')
    expect(said(['encoder', 'weight'], grid(65, 4))).toContain(
      'lesson.encoder.weight makes vectors of 65 numbers; at most 64',
    )
  })

  it('and what reaches the limit is not', () => {
    const frames = (count: number): Json => Array.from({ length: count }, () => grid(2, 2))
    expect(said(['video'], frames(257))).toContain('cuts the video into 257 patches; at most 256')
    expect(said(['video'], frames(256))).not.toContain('patches; at most')
    expect(said(['video'], [grid(2, 2050)])).toContain('has 4100 pixels; at most 4096')
    expect(said(['video'], [grid(2, 2048)])).not.toContain('pixels')
    expect(said(['video'], [grid(2048, 1), grid(2049, 1)])).toContain('lesson.video has 4097 rows in all; no list')
    expect(said(['video'], [grid(2048, 1), grid(2048, 1)])).not.toContain('rows in all')
    const words = (count: number): Json => Object.fromEntries(Array.from({ length: count }, (_, i) => [`w${i}`, [0]]))
    expect(said(['prompt', 'words'], words(101))).toContain('has 101 words; a prompt of 200 characters has at most 100')
    expect(said(['prompt', 'words'], words(100))).not.toContain('has 100 words')
    expect(said(['learningRate'], `1/${'7'.repeat(63)}`)).toContain('longer than 64 characters')
    expect(Cell.parse(`1/${'7'.repeat(62)}`)).toHaveLength(64)
  })
})

describe('text that is no lesson', () => {
  it.each([
    ['', 'lesson is not valid JSON'],
    ['{', 'lesson is not valid JSON'],
    ['{\n  "id": "x",\n  oops\n}', '(line 3 column 3)'],
    ['{"id": NaN}', 'lesson is not valid JSON'],
    ["{'id': 1}", 'lesson is not valid JSON'],
    ['\u0000', 'lesson is not valid JSON'],
  ])('%j', (bad, message) => {
    expect(problemOf(() => readLesson(bad))).toContain(message)
  })

  it('the whole file is not repeated in the message', () => {
    const long = 'x'.repeat(100_000)
    const messages = [
      problemOf(() => readLesson(long)),
      problemOf(() => readLesson(text.replace('{', `{"${long}": 1, `))),
      problemOf(() => readLesson(text.replace('"sora":', `"${long}":`))),
      problemOf(() => readLesson(text.replace('"sora is sky"', `"${long}"`))),
      problemOf(() => readLesson(text.replace('"Sora is sky"', `"${long}"`))),
      problemOf(() => readLesson(text.replace('"sora-is-sky"', `"${long.toUpperCase()}"`))),
      problemOf(() => readLesson(text.replace('"scaleShift"', `"${long}"`))),
      problemOf(() => readLesson(text.replace('"1/1000"', `"${long}"`))),
      problemOf(() => readLesson(text.replace('"t": 3', `"t": "${long}"`))),
      problemOf(() => readLesson(text.replace('"hard"', `"${long}"`))),
    ]
    for (const message of messages) expect(message.length, message.slice(0, 200)).toBeLessThan(700)
  })

  it('a word needs a name', () => {
    expect(said(['prompt', 'words', ''], row(3))).toContain(
      'lesson.prompt.words[""] is not a word; a word has 1 to 200 characters',
    )
  })

  it('nested a hundred thousand deep', () => {
    const deep = 100_000
    expect(problemOf(() => readLesson('['.repeat(deep) + ']'.repeat(deep)))).toMatch(
      /^lesson is (nested too deeply|a list)/,
    )
    expect(problemOf(() => readLesson(`{"video":${'['.repeat(deep)}${']'.repeat(deep)}}`))).toMatch(
      /nested too deeply|lesson\.video\[0\]\[0\]\[0\] is a list/,
    )
    expect(problemOf(() => readLesson('{"a":'.repeat(deep)))).toMatch(/nested too deeply|not valid JSON|more than/)
  })

  it('larger than a lesson can be is refused before it is parsed', () => {
    const large = ' '.repeat(largestFile + 1)
    const started = performance.now()
    expect(problemOf(() => readLesson(large))).toBe('lesson is 5 MB; a lesson has at most 4 MB')
    expect(performance.now() - started).toBeLessThan(50)
  })

  it('keys that mean something to JavaScript change nothing', () => {
    const poisoned = text.replace('"id"', '"__proto__": {"polluted": true}, "id"')
    expect(problemOf(() => readLesson(poisoned))).toContain('"__proto__", which a lesson does not have there')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    for (const word of ['__proto__', 'constructor', 'toString']) {
      const spoken = text.replace('"sora is sky"', `"sora is ${word}"`).replace('"sky":', `"${word}":`)
      try {
        expect(Object.keys(readLesson(spoken).prompt.words)).toContain(word)
      } catch (error) {
        expect(error).toBeInstanceOf(LessonError)
      }
    }
  })
})

describe('a damaged lesson', () => {
  /** Every place of the lesson, as paths. */
  function places(value: Json, path: readonly Key[] = []): readonly (readonly Key[])[] {
    if (!isParent(value)) return [path]
    const keys: readonly Key[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
    return [
      ...(path.length > 0 ? [path] : []),
      ...keys.flatMap(key => places(childOf(value, key) ?? null, [...path, key])),
    ]
  }

  const nasty: fc.Arbitrary<Json | undefined> = fc.oneof(
    fc.constant(undefined),
    fc.jsonValue().map((value): Json => (isJson(value) ? JSON.parse(JSON.stringify(value)) : null)),
    fc.constantFrom<Json>(
      -1,
      0,
      0.5,
      1e300,
      '2/4',
      '1/0',
      '',
      [],
      {},
      [[]],
      [[[]]],
      null,
      true,
      '__proto__',
      'softmax',
      'given',
    ),
  )
  const damage = fc.tuple(
    fc.constantFrom(...caseIds),
    fc.array(fc.tuple(fc.nat(), nasty), { minLength: 1, maxLength: 4 }),
  )

  it('is read or refused with a LessonError whose every problem has a message', () => {
    let refused = 0
    fc.assert(
      fc.property(damage, ([id, strokes]) => {
        const start: unknown = JSON.parse(JSON.stringify(caseOf(id).lesson))
        if (!isJson(start)) throw new Error('not JSON')
        let lesson = start
        for (const [at, to] of strokes) {
          const all = places(lesson)
          const path = all[at % all.length]
          if (path && path.length > 0) lesson = changed(path, structuredClone(to), lesson)
        }
        try {
          readLesson(JSON.stringify(lesson))
        } catch (error) {
          if (!(error instanceof LessonError)) throw error
          refused++
          expect(error.problems.length).toBeGreaterThan(0)
          for (const { message } of error.problems) expect(message).not.toMatch(/^Invalid|undefined|\[object/)
        }
      }),
      { seed: 1, numRuns: rounds(1500, 150) },
    )
    expect(refused).toBeGreaterThan(rounds(500, 100))
  })

  it('as text is read or refused in the same way', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 8 }), (at, gone, put) => {
        try {
          readLesson(text.slice(0, at) + put + text.slice(at + gone))
        } catch (error) {
          if (!(error instanceof LessonError)) throw error
        }
      }),
      { seed: 1, numRuns: rounds(1500, 150) },
    )
  })
})

describe('JSON without loss', () => {
  it('reads decimals and over-large integers of a lesson as what they were', () => {
    expect(parseExact('[1, -0, 2.50, 9007199254740993]')).toEqual([
      1,
      -0,
      new Inexact('2.50'),
      new Inexact('9007199254740993'),
    ])
  })

  it('reads and writes answers without losing a digit', () => {
    expect(parseAnswer('[9007199254740993]')).toEqual(['9007199254740993'])
    const big = '{"a":[123456789012345678901234567890,-9007199254740993,0.1,"7/3",5]}'
    expect(parseAnswer(big)).toEqual({ a: ['123456789012345678901234567890', '-9007199254740993', 0.1, '7/3', 5] })
    expect(stringifyAnswer(parseAnswer(big))).toBe(big)
    fc.assert(fc.property(fc.bigInt(), n => stringifyAnswer(parseAnswer(`[${n}]`)) === `[${n}]`))
  })

  it('reads answers', () => {
    expect(Answer.parse(parseAnswer('{"lesson":"x","corrected":{"loss":[["3/8"]]}}'))).toEqual({
      lesson: 'x',
      corrected: { loss: [['3/8']] },
    })
  })

  it('writes paths as one would in a program', () => {
    expect(pathText('lesson', ['video', 0, 1, 'two words', '__proto__'])).toBe(
      'lesson.video[0][1]["two words"].__proto__',
    )
  })
})
