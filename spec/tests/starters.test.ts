// The starter kits: each fails at step 1 with a friendly word, says how far it is, and passes when its sentences are followed.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checks, judge, type Report } from '../src/judge/conformance.ts'
import { checksUpTo, engineUpTo } from '../src/judge/up-to.ts'
import type { Fault } from '../src/laws/law.ts'
import { isStarterLanguage, type StarterLanguage, starterLanguages, starterOf } from '../src/starters/kits.ts'
import { type SpawnedEngine, spawnEngine } from '../src/wire/conform.ts'
import { filledIn, followedIn } from '../starters/fill.ts'
import { packed } from '../starters/pack.ts'
import { kitSteps } from '../starters/steps.ts'
import { reference } from '../tools/fields.ts'
import { untilWrong, worked } from './support.ts'
import { rounds, thorough } from './thorough.ts'

const scratch = mkdtempSync(join(tmpdir(), 'dit-starters-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Whether what a kit needs is installed here. */
const probes: { readonly [L in StarterLanguage]: readonly [program: string, ...args: readonly string[]] } = {
  python: ['python3', '-c', 'import numpy'],
  'python-plain': ['python3', '--version'],
  javascript: ['node', '--version'],
  java: ['java', '-version'],
}
const isThere = (language: StarterLanguage): boolean => {
  const [program, ...args] = probes[language]
  const there = spawnSync(program, args).status === 0
  if (!there) process.stderr.write(`\nthe ${language} starter cannot run here (${program}): its tests are SKIPPED\n\n`)
  return there
}

/** The kit in a folder of its own, with the first file replaced. */
async function started(language: StarterLanguage, name: string, text?: string): Promise<SpawnedEngine> {
  const folder = join(scratch, `${language}-${name}`)
  const { files, command } = starterOf(language)
  for (const [i, file] of files.entries()) {
    const path = join(folder, file.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, i === 0 && text !== undefined ? text : file.text)
  }
  return spawnEngine(command, { cwd: folder })
}

/** The first fault of a report that ended with it. */
function firstFault({ results }: Report): Fault | undefined {
  const verdict = results.at(-1)?.verdict
  return verdict?.outcome === 'wrong' ? verdict.faults[0] : undefined
}

async function using<T>(engine: SpawnedEngine, use: (engine: SpawnedEngine) => Promise<T>): Promise<T> {
  try {
    return await use(engine)
  } finally {
    await engine.close()
  }
}

test('the packed files are the files', () => {
  const isPacked = readFileSync(new URL('../starters/files.json', import.meta.url), 'utf8') === packed()
  expect(isPacked, 'node spec/starters/pack.ts packs them').toBe(true)
})

test('the reference of a lesson’s fields is that of the schema', () => {
  const isWritten = readFileSync(new URL('../LESSON.md', import.meta.url), 'utf8') === reference()
  expect(isWritten, 'node spec/tools/fields.ts writes it, then node spec/starters/pack.ts').toBe(true)
})

test.each(starterLanguages)('every sentence is followed in %s, and nothing else', language => {
  const sentences = followedIn(language).steps.map(step => step.map(({ sentence }) => sentence))
  expect(sentences).toEqual(kitSteps.map(({ says }) => says))
})

test('kits are known by their languages', () => {
  expect(starterLanguages).toEqual(['python', 'python-plain', 'javascript', 'java'])
  expect(isStarterLanguage('cobol')).toBe(false)
  for (const language of starterLanguages) {
    const { files, command } = starterOf(language)
    expect(files.map(({ path }) => path).slice(1)).toEqual(['README.md', 'LESSON.md', '.github/workflows/check.yml'])
    for (const { path, text } of files) if (path !== 'LESSON.md') expect(text, path).toContain(`--engine "${command}"`)
    for (const { path, text } of starterOf(language, 'npm start --').files)
      if (!path.startsWith('.')) expect(text, path).not.toMatch(/\bdit (check|walk)\b|\{\{/)
  }
})

describe.each(starterLanguages)('the %s starter', language => {
  // Java, which is compiled first, takes as long as the others together: in a short run it is let be.
  const there = (thorough || language !== 'java') && isThere(language)
  // In a short run a kit that is begun is tried in one language, one that is half written in another.
  const begun = there && (thorough || language === 'javascript')
  const half = there && (thorough || language === 'python-plain')
  const few = worked.filter(({ id }) =>
    [
      'sora-is-sky',
      'misprint',
      'softmax-attention',
      'fractions',
      'given-attention',
      'two-frame-patches',
      'hard-ties',
    ].includes(id),
  )

  test.skipIf(!begun)('fails at step 1 with a friendly word, and crashes nowhere', async () => {
    await using(await started(language, 'empty'), async engine => {
      const report = await untilWrong(engine, checks({ cases: few, runs: rounds(4, 1) }))
      expect([report.wrong, report.crashed]).toEqual([1, 0])
      expect(firstFault(report)).toMatchObject({ matrix: 'patches', found: 'missing' })
      const early = await judge(engineUpTo(engine, 1), checksUpTo(checks({ cases: few, laws: [] }), 1))
      expect(early.wrong).toBe(early.results.length)
    })
  })

  test.skipIf(!half)('with six functions written is right up to step 6, and told so', async () => {
    await using(await started(language, 'half', filledIn(language, 6)), async engine => {
      const early = await judge(
        engineUpTo(engine, 6),
        checksUpTo(checks({ cases: few.slice(0, 3), runs: rounds(4, 0) }), 6),
      )
      expect([early.wrong, early.crashed]).toEqual([0, 0])
      const report = await untilWrong(engine, checks({ cases: few, laws: [] }))
      expect(firstFault(report)).toMatchObject({ matrix: 'queries', found: 'missing' })
    })
  })

  test.skipIf(!there)('passes every case and law where its sentences are followed', async () => {
    await using(await started(language, 'full', filledIn(language, 13)), async engine => {
      const report = await judge(engine, [
        ...checks({ cases: worked, laws: [] }),
        ...checks({ cases: [], runs: rounds(3, 1) }),
      ])
      const failed = report.results.filter(
        ({ verdict }) => verdict.outcome === 'wrong' || verdict.outcome === 'crashed',
      )
      expect(failed.map(({ check, verdict }) => [check.id, verdict])).toEqual([])
      expect(report.passed).toBeGreaterThan(100)
    })
  })
})

test.skipIf(!isThere('python-plain'))('a mistake made in a starter is found where it was made', async () => {
  const text = filledIn('python-plain', 13)
  const wrong = text.replace(
    'times(m["conditioned"], m["attention"])',
    'times(m["conditioned"], transpose(m["attention"]))',
  )
  expect(wrong).not.toBe(text)
  await using(await started('python-plain', 'wrong', wrong), async engine => {
    const report = await untilWrong(engine, checks({ cases: worked, runs: 8 }))
    expect(firstFault(report)).toMatchObject({ matrix: 'pooled' })
  })
})
