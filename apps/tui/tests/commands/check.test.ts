// `dit check`: what it says of a right engine, a wrong one, one that dies, one that declines, and none at all.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerNames } from '@dit-by-hand/spec/names'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { afterAll, describe, expect, it } from 'vitest'
import { brokenEngine } from './broken-engine.ts'
import { dit } from './dit.ts'

const cwd = mkdtempSync(join(tmpdir(), 'dit-judged-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))
const broken = (mistake: 'relu' | 'softmax' | 'boasting'): string => brokenEngine(cwd, mistake)
const names: readonly string[] = answerNames
/** What goes for any step is judged up to an early one in a short run. */
const upTo = (step: number): readonly string[] => (thorough ? [] : ['--step', String(step)])
/** No random lessons; in a short run two, with which the laws that ask most take only every second case. */
const few = ['--runs', thorough ? '0' : '2']
const wide = { cwd, env: { COLUMNS: '200' } }

const counts = (stdout: string): readonly number[] =>
  (/^passed (\d+) · wrong (\d+) · skipped (\d+) · crashed (\d+)$/m.exec(stdout) ?? []).slice(1).map(Number)

describe('dit check', () => {
  it('passes the core', async () => {
    const { code, stdout, stderr } = await dit(['check', '--runs', thorough ? '4' : '2'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [passed = 0, wrong, , crashed] = counts(stdout)
    expect(passed).toBeGreaterThan(100)
    expect([wrong, crashed]).toEqual([0, 0])
  })

  it.runIf(isTurn(1))(
    'fails an engine without ReLU, the first wrong step first, and names matrix, cell, expected and found',
    async () => {
      const { code, stdout } = await dit(['check', ...few, ...upTo(6), '--all', '--engine', broken('relu')], wide)
      expect(code).toBe(1)
      const [, wrong = 0] = counts(stdout)
      expect(wrong).toBeGreaterThan(2)
      expect(stdout).toMatch(/^Look first at latent \(step 2\)/m)
      const matrices = [...stdout.matchAll(/^ {2}matrix {4}(\w+)/gm)].map(([, matrix]) => names.indexOf(matrix ?? ''))
      expect(matrices).toHaveLength(wrong)
      expect(matrices).toEqual(matrices.toSorted((a, b) => a - b))
      expect(stdout).toMatch(
        /^WRONG {2}case\/sora-is-sky\/corrected\n {2}Sora is sky: (?:.*\n)+? {2}matrix {4}latent, row 1, column 1 \(step 2\)\n {2}expected {2}0\n {2}found {5}-1\n/m,
      )
      expect(stdout).toMatch(/^ {2}lesson {4}sora-is-sky \(corrected\)$/m)
    },
  )

  it('tells a crash from a wrong answer, with what the engine said', async () => {
    const dying = `"${process.execPath}" "${join(import.meta.dirname, 'dying-engine.ts')}"`
    const asked = ['check', ...few, ...upTo(1), '--engine', dying]
    const { code, stdout } = await dit(asked, wide)
    expect(code).toBe(1)
    const [passed, wrong, , crashed = 0] = counts(stdout)
    expect([passed, wrong]).toEqual([0, 0])
    expect(crashed).toBeGreaterThan(thorough ? 100 : 20)
    expect(stdout).toContain('ended with exit code 3')
    expect(stdout).toContain('out of chalk')
  })

  it.runIf(isTurn(0))(
    'lets an engine decline what it does not claim, and starts it in the folder where the user stands',
    async () => {
      // The command names no folder.
      const { code, stdout } = await dit(['check', ...few, ...upTo(8), '--engine', broken('softmax')], wide)
      expect(code).toBe(0)
      const [passed = 0, wrong, skipped = 0, crashed] = counts(stdout)
      expect(passed).toBeGreaterThan(50)
      expect(skipped).toBeGreaterThan(0)
      expect([wrong, crashed]).toEqual([0, 0])
      expect(stdout).toContain('no softmax does not claim softmax attention')
      expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^passed \d+ · wrong 0 · skipped \d+ · crashed 0$/)
    },
  )

  it.runIf(isTurn(3))('does not let it decline what it claims', async () => {
    const { code, stdout } = await dit(['check', ...few, ...upTo(8), '--engine', broken('boasting')], wide)
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /^boasting claims softmax attention and declined all of it \(I cannot take exponentials\): what is\s+claimed has to/,
    )
    expect(counts(stdout).slice(1, 2)).toEqual([0])
  })

  it.runIf(isTurn(5))(
    '--require fails for a step that is passed over, first of all, in text, JSON and JUnit',
    async () => {
      const asked = ['check', '--runs', '2', ...upTo(8), '--require', '2,6-8', '--engine', broken('softmax')]
      const { code, stdout } = await dit(asked, wide)
      expect(code).toBe(1)
      expect(stdout).toMatch(
        /^Step 7, attention, is required and was not judged whole: \d+ of its \d+ checks were skipped /,
      )
      expect(stdout).not.toMatch(/^Step [268]/m)
      // In a short run the text is enough: the room of the judge holds it against JUnit, and passes what is met.
      if (!thorough) return
      const json = await dit([...asked, '--json', '--junit', 'dit.xml'], wide)
      expect(json.code).toBe(1)
      const report = JSON.parse(json.stdout)
      expect(report).toMatchObject({ wrong: 0, required: [2, 6, 7, 8], unmet: [{ step: 7, claim: null }] })
      const text = readFileSync(join(cwd, 'dit.xml'), 'utf8')
      expect(text).toContain(`failures="1" errors="0" skipped="${report.skipped}"`)
      expect(text.match(/<skipped /g)).toHaveLength(report.skipped)
      const others = ['check', '--runs', '2', ...upTo(8), '--require', '1-6,8', '--engine', broken('softmax')]
      expect((await dit(others, wide)).code).toBe(0)
      expect((await dit(['check', '--runs', '2', '--require', '1-13'])).code).toBe(0)
    },
  )

  it.each([
    [
      ['--require', '0-3'],
      "option '--require <steps>' argument '0-3' is invalid. It needs steps from 1 to 13, such as",
    ],
    [['--jobs', '2'], '--jobs says how many processes of a program are asked: it needs --engine.'],
    [['--require', '1-8', '--step', '5'], '--require asks for step 6, and --step 5 judges only up to step 5.'],
  ])('%j is refused', async (args, why) => {
    const { code, stderr } = await dit(['check', ...args])
    expect([code, stderr.slice(0, 5 + why.length)]).toEqual([2, `dit: ${why}`])
  })

  it.each([
    ['no-such-engine-anywhere', 'ended with exit code 127'],
    [`"${process.execPath}" -e "console.log(1)"`, 'printed a line that is not a JSON object'],
  ])('refuses to judge %s', async (engine, why) => {
    const { code, stdout, stderr } = await dit(['check', '--engine', engine])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^dit: The engine cannot be judged: /)
    expect(stderr).toContain(why)
  })

  // Each that starts says so in a file.
  it.runIf(isTurn(2))('asks as many processes as it is told to, to the same verdict', async () => {
    const started = join(cwd, 'started')
    const program = `echo one >> "${started}"; exec ${broken('relu')}`
    const verdicts: unknown[] = []
    for (const jobs of ['1', '2']) {
      const asked = ['check', '--runs', '2', ...upTo(1), '--json', '--jobs', jobs, '--engine', program]
      const { stdout } = await dit(asked, { cwd })
      const count = readFileSync(started, 'utf8').trim().split('\n').length
      rmSync(started)
      expect(count).toBe(Number(jobs))
      verdicts.push(JSON.parse(stdout))
    }
    expect(verdicts[0]).toMatchObject({ crashed: 0, skipped: 0 })
    expect(verdicts[0]).toEqual(verdicts[1])
  })

  it.runIf(isTurn(0))('gives JSON with the lesson of each fault whole', async () => {
    const asked = ['--runs', '3', '--seed', '5', '--json', ...upTo(3)]
    const { code, stdout } = await dit(['check', ...asked, '--engine', broken('relu')], wide)
    expect(code).toBe(1)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ engine: 'without ReLU', seed: 5, runs: 3, crashed: 0 })
    const wrong = report.checks.filter(({ outcome }: { outcome: string }) => outcome === 'wrong')
    expect(wrong).toHaveLength(report.wrong)
    for (const { lesson, faults } of wrong) {
      expect(lesson).toHaveProperty('video')
      expect(faults[0]).toHaveProperty('matrix')
    }
  })

  it('shows how far it is on a terminal only, and wipes it away', async () => {
    const { stderr } = await dit(['check', ...few, ...upTo(2)], { tty: true })
    expect(stderr).toContain('\r\u001b[K1/')
    expect(stderr.endsWith('\r\u001b[K')).toBe(true)
  })

  it.runIf(isTurn(5))('keeps its verdict when nobody reads it', async () => {
    const asked = ['check', ...few, '--step', '2', '--engine', broken('relu')]
    expect((await dit(asked, { cwd, closedAfter: 0 })).code).toBe(1)
  })
})
