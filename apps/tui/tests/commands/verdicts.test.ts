// Verdicts that mean something: nothing judged is no pass, and no file is written over unasked.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTurn, isTurn, thorough, turn } from '@dit-by-hand/tools/thorough'
import { afterAll, describe, expect, it } from 'vitest'
import { dit } from './dit.ts'

const cwd = mkdtempSync(join(tmpdir(), 'dit-verdicts-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

/** An engine of a few lines: what it says of itself, and what it answers. */
function engine(file: string, hello: object, answer: string): string {
  writeFileSync(
    join(cwd, file),
    `import { createInterface } from 'node:readline'
for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, lesson } = JSON.parse(line)
  if (command === 'hello') console.log(JSON.stringify({ id, name: 'small', protocol: 1, ...${JSON.stringify(hello)} }))
  if (command === 'answer') console.log(JSON.stringify({ id, ...(${answer}) }))
}
`,
  )
  return `"${process.execPath}" ${file}`
}

const asked = ['check', '--runs', '2', '--step', thorough ? '3' : '2']
const check = (...args: readonly string[]) => dit([...asked, ...args], { cwd })

describe('a verdict', () => {
  it.runIf(isTurn(5))('is no pass where nothing was judged', async () => {
    const declines = engine('declines.mjs', {}, `{ skipped: 'not mine' }`)
    const { code, stdout } = await check('--engine', declines)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^Nothing was judged: all \d+ checks were skipped, and nothing judged is no pass\.\n/)
    expect(stdout).toMatch(/passed 0 · wrong 0 · skipped \d+ · crashed 0/)
  })

  it.runIf(isTurn(0))('is wrong where nothing is answered, and that is step 1 not written', async () => {
    const { code, stdout } = await check('--engine', engine('nothing.mjs', {}, '{ values: {} }'))
    expect([code, stdout.split('\n')[0]]).toEqual([1, 'step 1: patchify is not written yet'])
  })

  it.runIf(isTurn(3))('says which matrix a name is meant for', async () => {
    const snake = '{ values: { patches: [[lesson.timestep.t]], encoder_pre: [[1]], Latent: [[1]] } }'
    const { code, stdout } = await dit(['check', '--runs', '2', '--engine', engine('snake.mjs', {}, snake)], { cwd })
    expect(code).toBe(1)
    expect(stdout).toContain('step 2: encoderPre is not answered, but "encoder_pre" is\n')
    const names = 'Names count letter by letter: encoderPre instead of "encoder_pre", latent instead of "Latent".'
    expect(stdout.replace(/\s+/g, ' ')).toContain(`to write ${names}`)
  })

  it.runIf(isTurn(2))('says of one answer to every lesson that it is one', async () => {
    const answers = '{ values: { patches: [[1]], loss: [[0.1]] } }'
    for (const [upTo, hello] of [
      [[], {}],
      [['--step', '3'], {}],
      // Nothing is taken for rounding, either.
      [[], { precision: 'double' }],
    ] as const) {
      const always = engine('always.mjs', hello, answers)
      const { code, stdout } = await dit(['check', '--runs', '2', ...upTo, '--engine', always], { cwd })
      expect([code, stdout.split('\n')[0]]).toEqual([1, 'every lesson is given the same answer, whatever it says'])
    }
  })

  const shapes = [
    ['textEmbedding: [1, 2]', 4, 'A vector is a matrix of one column: [[1], [2]], not [1, 2].'],
    ['d_shift: [1, 2]', 10, 'A vector is a matrix of one column: [[1], [2]], not [1, 2].'],
    ['loss: 3', 10, 'A single number is a matrix of one row and one column: [[1]], not 1.'],
    ['loss: "3/2"', 10, 'A single number is a matrix of one row and one column: [[1]], not 1.'],
    ['timeEmbedding: [[true], [false]]', 4, 'int(x) makes 1 of True and 0 of False'],
    ['latent: [["0.5"]]', 2, 'A decimal is a plain number: 0.5, not "0.5".'],
    ['generatedVideo: [[1, 2], [3, 4]]', 13, 'A video is a list of frames, each a list of rows'],
  ] as const
  it.each(inTurn(shapes, 3, turn))(
    'says how %s is to be written, and whose step that is',
    async (values, step, says) => {
      const { code, stdout } = await check('--engine', engine('brackets.mjs', {}, `{ values: { ${values} } }`))
      expect(code).toBe(1)
      expect(stdout).toMatch(new RegExp(`^step ${step}: the engine crashed on the lesson`))
      expect(stdout.replace(/\s+/g, ' ')).toContain(says)
    },
  )

  it('says where the matrices stand', async () => {
    const { stdout } = await check('--engine', engine('unwrapped.mjs', {}, '{ patches: [[1]] }'))
    expect(stdout.replace(/\s+/g, ' ')).toContain('The matrices stand in an object of their own: {"id": 2, "values": {')
  })

  it.runIf(isTurn(5))('shows the step in which it crashed as wrong', async () => {
    const answer = "{ values: lesson.attention.kind === 'softmax' ? { latent: 1 } : {} }"
    const { stdout } = await check('--engine', engine('bare.mjs', {}, answer))
    expect(stdout).toMatch(/✗ 2 encode/)
  })

  it('blames no softmax for a number that is none where there is no softmax', async () => {
    const { code, stdout } = await check('--engine', engine('nan.mjs', {}, "{ error: 'patches has NaN in it' }"))
    expect(code).toBe(1)
    expect(stdout).toMatch(/^the engine crashed on the lesson sora-is-sky:\s.*patches has NaN in it/s)
    expect(stdout).not.toContain('Steps')
    expect(stdout).toContain('Something is divided by 0')
    expect(stdout).not.toContain('largest score')
  })
})

describe('a program that ends with an error', () => {
  const complains = (lines: readonly string[]): string =>
    engine(
      'complains.mjs',
      {},
      `{ values: (process.stderr.write(${JSON.stringify(lines.join('\n'))}, () => process.exit(1)), await new Promise(() => {})) }`,
    )
  // As Python 3.11 and NumPy 1.26 print it where a bias of two numbers is added to two rows of four.
  const trace = [
    'Traceback (most recent call last):',
    '  File "engine.py", line 23, in linear',
    '    return W @ x + b',
    '           ~~~~~~^~~',
    'ValueError: operands could not be broadcast together with shapes (2,4) (2,) ',
  ]

  it('is told once, by that error and by what would do', async () => {
    const { code, stdout } = await check('--engine', complains(trace))
    expect(code).toBe(1)
    const said = stdout.replace(/\s+/g, ' ')
    expect(said).toMatch(/^the engine crashed on the lesson sora-is-sky: .* with shapes \(2,4\) \(2,\) advice /)
    expect(said).toContain('has to be a column there, such as b[:, None].')
    expect(stdout.match(/Traceback/g)).toHaveLength(1)
    expect(stdout).toContain('\n      File "engine.py", line 23, in linear\n        return W @ x + b\n    ValueError:')
    expect(stdout).not.toContain('~')
  })

  it.runIf(isTurn(0))('is told by its last words where it names no error', async () => {
    const { stdout } = await check('--engine', complains(['where is the chalk?', 'out of chalk']))
    expect(stdout.replace(/\s+/g, ' ')).toContain('(corrected): out of chalk advice Its own words stand below.')
  })
})

describe('a file that is there', () => {
  it.runIf(isTurn(4))('is not written over unasked, and that is said before anything is judged', async () => {
    const path = join(cwd, 'engine.py')
    writeFileSync(path, 'mine\n')
    for (const option of ['--save', '--junit']) {
      const { code, stderr } = await check(option, 'engine.py')
      expect(code).toBe(2)
      expect(stderr).toBe('dit: engine.py cannot be written: it already exists; --force overwrites it.\n')
    }
    expect(readFileSync(path, 'utf8')).toBe('mine\n')
    expect((await check('--junit', 'engine.py', '--force')).code).toBe(0)
    expect(readFileSync(path, 'utf8')).toMatch(/^<\?xml/)
    expect(readdirSync(cwd).filter(name => name.endsWith('.tmp'))).toEqual([])
  })

  writeFileSync(join(cwd, 'mine.txt'), 'mine\n')
  it.each([
    [['--engine', ' '], '--engine needs the command that starts the engine; this one is empty.'],
    [['--junit', ''], '--junit is empty.'],
    [['--junit', '.'], '. cannot be written: it is a folder.'],
    [['--save', 'no/such/small.json'], 'no/such/small.json cannot be written: there is no such folder.'],
    [
      ['--junit', 'mine.txt/dit.xml'],
      'mine.txt/dit.xml cannot be written: a part of the path is a file, not a folder.',
    ],
    [['--out', ''], '--out is empty.'],
  ])('%s is refused', async (args, message) => {
    const { code, stderr } = await check(...args)
    expect([code, stderr]).toEqual([2, `dit: ${message}\n`])
  })

  it.each(['--starter python --out', '--out'])('with %s empty nothing is written where one stands', async args => {
    const before = readdirSync(cwd)
    const { code, stderr } = await dit(['check', ...args.split(' '), ''], { cwd })
    expect([code, stderr]).toEqual([2, 'dit: --out is empty.\n'])
    expect(readdirSync(cwd)).toEqual(before)
  })

  it.skipIf(process.platform !== 'linux')('in a folder that takes none is refused at once', async () => {
    const { code, stderr } = await dit(['check', '--starter', 'python', '--out', '/proc/dit/kit'], { cwd })
    expect([code, stderr]).toEqual([2, 'dit: /proc/dit/kit/engine.py cannot be written: there is no such folder.\n'])
  })

  it('is no starter kit and a check at once', async () => {
    const { code, stderr } = await dit(['check', '--starter', 'python', '--engine', 'x'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain("option '--starter <language>' cannot be used with option '-e, --engine <command>'")
  })
})
