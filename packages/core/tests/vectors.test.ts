// The published vectors: the same bytes from every build, found by two engines, fit for their schemas, and a judge that
// needs nothing but the files.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Engine } from '@dit-by-hand/spec/engine'
import type { Values } from '@dit-by-hand/spec/format'
import { Index, type Vector, type VectorFile, vectorFiles, vectors } from '@dit-by-hand/spec/vectors'
import { disagreements } from '@dit-by-hand/spec/vectors-agree'
import { Pin, pinOf, pinProblems } from '@dit-by-hand/spec/vectors-pin'
import { tarOf } from '@dit-by-hand/spec/vectors-tar'
import { inTurn, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engine as core } from '../src/engine.ts'
import { published } from '../src/vectors.ts'

const spec = fileURLToPath(new URL('../../../spec/', import.meta.url))
const plain = join(spec, 'engines', 'plain.py')
const hasPython = spawnSync('python3', ['--version']).status === 0
if (!hasPython)
  process.stderr.write('\npython3 is not installed: the tests of the vectors that need it are SKIPPED, not passed\n\n')

const all = vectors(published)
const files = await vectorFiles(all)
const textOf = (path: string): string => files.find(file => file.path === path)?.text ?? ''
const linesOf = (path: string): string[] => textOf(path).trimEnd().split('\n')
const index = Index.parse(JSON.parse(textOf('index.json')))
const sets = index.files.filter(({ kind }) => kind === 'vectors')

const folder = mkdtempSync(join(tmpdir(), 'dit-vectors-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(into: string, some: readonly VectorFile[]): void {
  for (const { path, text } of some) {
    mkdirSync(dirname(join(into, path)), { recursive: true })
    writeFileSync(join(into, path), text)
  }
}

/** The cases, and in a short run every tenth of the random lessons. */
const asked = [
  ...all.filter(({ set }) => set === 'cases'),
  ...inTurn(
    all.filter(({ set }) => set !== 'cases'),
    10,
    1,
  ),
]

async function problemsOf(engine: Engine): Promise<string[]> {
  const problems: string[] = []
  for (const vector of asked) problems.push(...(await disagreements(vector, engine)))
  return problems
}

describe('the files', () => {
  // In a short run the pin is enough: it holds the bytes against those of every build before.
  it.runIf(thorough)('are the same bytes, built again', async () => {
    expect(await vectorFiles(vectors(published))).toEqual(files)
  })

  it('are those that the pinned version promises', async () => {
    const pin = Pin.parse(JSON.parse(readFileSync(join(spec, 'vectors', 'pin.json'), 'utf8')))
    expect((await pinProblems(pin, all, files)).map(({ message }) => message)).toEqual([])
    expect(await pinOf(all, files)).toEqual(pin)
  })

  it('hold 22 cases and 500 random lessons, counted in the index', () => {
    expect(sets.map(({ set, count }) => [set, count])).toEqual([
      ['cases', 22],
      ['hand-friendly', 250],
      ['wild', 250],
    ])
    expect(index.vectors).toBe(522)
    for (const { path, count } of sets) expect(linesOf(path)).toHaveLength(count ?? 0)
    expect(index.files.map(({ path }) => path)).toEqual(files.slice(1).map(({ path }) => path))
  })

  it.runIf(isTurn(2))(
    'have no decimal outside the matrices that say so, and none with more than 12 digits in a random lesson',
    () => {
      for (const { id, set, decimals, answer } of all)
        for (const values of [answer.corrected, answer.printed ?? {}])
          for (const [name, matrix] of Object.entries(values)) {
            const cells: readonly unknown[] = matrix.flat(2)
            const broken = cells.filter(cell => typeof cell === 'number' && !Number.isInteger(cell))
            const isDecimal = decimals.some(other => other === name)
            if (!isDecimal) expect(broken, `${id} ${name}`).toEqual([])
            else
              expect(
                cells.filter(cell => typeof cell !== 'number'),
                `${id} ${name}`,
              ).toEqual([])
            const isShort = (cell: unknown): boolean =>
              Number(Number(cell).toFixed(12)) === (Number(Number(cell).toPrecision(12)) || cell)
            if (set !== 'cases')
              expect(
                broken.filter(cell => !isShort(cell)),
                `${id} ${name}`,
              ).toEqual([])
          }
    },
  )
})

describe('engines against the vectors', () => {
  it('core finds every number', async () => {
    expect(await problemsOf(core)).toEqual([])
  })

  it('and one that does not is told apart, by vector and cell', async () => {
    const off: Engine = {
      name: 'muddled',
      answer: async (lesson, reading) => {
        const values = await core.answer(lesson, reading)
        return { ...values, loss: [[reading === 'printed' ? '3/8' : '11/8']] }
      },
    }
    const [first] = all
    if (!first) throw new Error('there are vectors')
    expect(await disagreements(first, off)).toEqual([
      'sora-is-sky (corrected): loss row 1 column 1 is 3/8; muddled finds 11/8',
      'sora-is-sky (printed): loss row 1 column 1 is 11/8; muddled finds 3/8',
    ])
    const short: Engine = { name: 'short', answer: () => ({ ...first.answer.corrected, patches: [] }) }
    expect(
      await disagreements({ ...first, answer: { ...first.answer, corrected: first.answer.corrected } }, short),
    ).toContain('sora-is-sky (corrected): short answers patches in another shape')
  })

  it('and a double beyond 2⁵³ is held to the tolerance, as decimals are', async () => {
    const vector = all.find(({ id }) => id === 'soft-sky')
    if (!vector) throw new Error('soft-sky is a case')
    const saying = (cell: number | string): Values => ({ ...vector.answer.corrected, shift: [[cell], [0]] })
    const wanted = { ...vector, answer: { lesson: vector.id, corrected: saying('10000000000000000000001') } }
    expect(await disagreements(wanted, { name: 'near', answer: () => saying(1e22) })).toEqual([])
    expect(await disagreements(wanted, { name: 'far', answer: () => saying(1e21) })).toHaveLength(1)
  })
})

describe('the schemas', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: false })
  const validators = new Map<string, ValidateFunction>()
  beforeAll(() => {
    for (const name of ['vector', 'lesson', 'answer', 'index'])
      validators.set(name, ajv.compile(JSON.parse(textOf(`schema/${name}.schema.json`))))
  })
  const problems = (name: string, value: unknown): unknown => {
    const validate = validators.get(name)
    if (!validate) throw new Error(`there is a schema of a ${name}`)
    return validate(value) ? [] : validate.errors
  }

  it('take every line, every lesson, every answer and the index', () => {
    expect(problems('index', JSON.parse(textOf('index.json')))).toEqual([])
    for (const { path } of sets)
      for (const line of linesOf(path)) {
        const vector: { lesson: unknown; answer: unknown } = JSON.parse(line)
        expect(problems('vector', vector)).toEqual([])
        expect(problems('lesson', vector.lesson)).toEqual([])
        expect(problems('answer', vector.answer)).toEqual([])
      }
  })

  it.each<[what: string, change: (vector: Vector) => unknown]>([
    ['a decimal in a lesson', vector => ({ ...vector, lesson: { ...vector.lesson, learningRate: 0.5 } })],
    ['a whole number as a fraction', vector => ({ ...vector, lesson: { ...vector.lesson, learningRate: '3/1' } })],
    ['a member that lessons do not have', vector => ({ ...vector, lesson: { ...vector.lesson, seed: 1 } })],
    ['a lesson without a video', vector => ({ ...vector, lesson: { ...vector.lesson, video: undefined } })],
    [
      'a matrix that nobody answers',
      vector => ({ ...vector, answer: { ...vector.answer, corrected: { lots: [[1]] } } }),
    ],
    ['words for numbers', vector => ({ ...vector, answer: { ...vector.answer, corrected: { loss: [['much']] } } })],
    ['no id', ({ id: _, ...vector }) => vector],
    ['a set of its own', vector => ({ ...vector, set: 'mine' })],
  ])('refuse %s', (_, change) => {
    const [first] = all
    if (!first) throw new Error('there are vectors')
    expect(problems('vector', JSON.parse(JSON.stringify(change(first))))).not.toEqual([])
  })
})

describe('what is published stays', () => {
  const other = (change: (vector: Vector) => Vector): readonly Vector[] => all.map(change)
  const told = async (built: readonly Vector[], change: Partial<Pin> = {}): Promise<readonly string[]> => {
    const pin = { ...(await pinOf(all, files)), ...change }
    return (await pinProblems(pin, built, files)).map(({ message }) => message)
  }

  it('words may be put better', async () => {
    expect(await told(other(vector => ({ ...vector, comment: 'better' })))).toEqual([])
  })

  it('a changed number, a vector that goes, a lesson that is drawn otherwise: only in a new major version', async () => {
    const changed = other(vector =>
      vector.id === 't-zero' || vector.id === 'v1-s7-wild-003'
        ? { ...vector, answer: { ...vector.answer, corrected: { ...vector.answer.corrected, loss: [[99]] } } }
        : vector,
    )
    expect(await told(changed)).toEqual([
      expect.stringMatching(
        /^Numbers of the case t-zero have changed; only a new major version may\..*version 2\.0\.0\.$/,
      ),
      expect.stringMatching(/^Numbers of wild have changed; .*npm run vectors -- --pin.*, with version 2\.0\.0\.$/),
    ])
    expect(await told(all.filter(({ id }) => id !== 't-zero' && id !== 'v1-s7-wild-250'))).toEqual([
      expect.stringMatching(/^The case t-zero has gone; /),
      expect.stringMatching(/^Vectors of wild have gone, 249 of 250 are left; /),
    ])
  })

  it('more vectors: in a new minor version; another schema: in a patch; a new version is pinned', async () => {
    const { cases } = await pinOf(all, files)
    const { 't-zero': _, ...before } = cases
    expect(await told(all, { cases: before })).toEqual([
      expect.stringMatching(/^There are 1 more vectors than version 1\.1\.0 has\. .* with version 1\.2\.0\.$/),
    ])
    expect(await told(all, { schemas: {} })).toEqual([
      expect.stringMatching(/^A schema is not that of version 1\.1\.0/),
    ])
    expect(await told(all, { version: '0.9.0' })).toEqual([
      'Version 1.1.0 is not pinned yet: run `npm run vectors -- --pin` and commit spec/vectors/pin.json.',
    ])
  })
})

describe.skipIf(!hasPython)('check.py knows only the files', () => {
  const check = (into: string): { said: string; status: number | null } => {
    const { stdout, stderr, status } = spawnSync('python3', [join(into, 'check.py'), plain], { encoding: 'utf8' })
    return { said: stdout + stderr, status }
  }

  it.runIf(isTurn(5))('and finds plain.py right, as the core was: two engines that share no code agree', async () => {
    write(join(folder, 'right'), thorough ? files : await vectorFiles(asked))
    const answers = asked.length + asked.filter(({ answer }) => answer.printed).length
    expect(check(join(folder, 'right'))).toEqual({ said: `${answers} answers checked, 0 wrong\n`, status: 0 })
  })

  it('is the program that the README shows', () => {
    expect(/```python\n(.*?)```/s.exec(textOf('README.md'))?.[1]).toBe(textOf('check.py'))
  })

  it.each([
    [
      'an exact number',
      'sora-is-sky',
      'loss',
      /^sora-is-sky \(corrected\): loss \[1, 1\] is 3\/8; it should be 11\/8$/m,
    ],
    [
      'a decimal, by twice the tolerance',
      'v1-s7-hand-friendly-002',
      'pooled',
      /^v1-s7-hand-friendly-002 \(corrected\): pooled \[1, 1\]/m,
    ],
  ] as const)('and finds a planted wrong number: %s', async (_, id, name, message) => {
    const planted = all.map((vector): Vector => {
      if (vector.id !== id) return vector
      const cell = Number(vector.answer.corrected[name]?.[0]?.[0])
      const rows = structuredClone(vector.answer.corrected[name] ?? [])
      const [first] = rows
      if (!first) throw new Error(`${id} has ${name}`)
      first[0] = name === 'loss' ? '11/8' : cell + 2e-9 * Math.max(1, Math.abs(cell))
      return { ...vector, answer: { ...vector.answer, corrected: { ...vector.answer.corrected, [name]: rows } } }
    })
    write(
      join(folder, id),
      await vectorFiles(planted.filter(vector => vector.set === 'cases' || vector.id.endsWith('-002'))),
    )
    const { said, status } = check(join(folder, id))
    expect(said).toMatch(message)
    expect([/answers checked, 1 wrong$/m.test(said), status]).toEqual([true, 1])
  })

  it('and takes no file for another', () => {
    const into = join(folder, 'other')
    write(into, files)
    writeFileSync(join(into, 'cases.jsonl'), textOf('cases.jsonl').replace('"3/8"', '"5/8"'))
    expect(check(into)).toEqual({ said: 'cases.jsonl is not the file that was published\n', status: 1 })
  })

  it('the archive unpacks to the files', () => {
    const archive = join(folder, 'vectors.tar')
    writeFileSync(archive, tarOf(files, 'dit-vectors'))
    const unpack = `import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])`
    const { status, stderr } = spawnSync('python3', ['-c', unpack, archive, folder], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    for (const { path, text } of files) expect(readFileSync(join(folder, 'dit-vectors', path), 'utf8')).toBe(text)
  })
})
