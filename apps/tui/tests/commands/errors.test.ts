// What is refused: one clear message on standard error, nothing on standard output, exit code 2.
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dit, type World } from './dit.ts'

let cwd = ''
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'dit-'))
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

async function refused(argv: readonly string[], world: World = {}): Promise<string> {
  const { code, stdout, stderr } = await dit(argv, { cwd, ...world })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^dit: /)
  expect(stderr.endsWith('\n')).toBe(true)
  return stderr.slice('dit: '.length, -1)
}

const good = readFileSync(join(import.meta.dirname, '../../../../spec/cases/sora-is-sky.json'), 'utf8')

/** The good lesson with something changed, as text. */
function changed(change: (lesson: { [field: string]: { [inner: string]: unknown } }) => void): string {
  const lesson = JSON.parse(good)
  change(lesson)
  return JSON.stringify(lesson)
}

/** Every command that works a lesson refuses it in the same words. */
async function refusedLesson(named: string, world: World = {}): Promise<string> {
  const commands = [['walk', '--json'], ['walk', '--plain'], ['explain', 'latent', '1', '1'], ['learn'], ['generate']]
  const messages = await Promise.all(commands.map(command => refused([...command, '--lesson', named], world)))
  expect(new Set(messages).size).toBe(1)
  return messages[0] ?? ''
}

describe('a lesson that cannot be read', () => {
  it('no such file', async () => {
    expect(await refusedLesson('nothing.json')).toBe('nothing.json cannot be read: there is no such file.')
    expect(await refusedLesson('no/where')).toBe('no/where cannot be read: there is no such file.')
  })
  it('no such id suggests the nearest', async () => {
    expect(await refusedLesson('sora-is-skye')).toBe(
      'There is no lesson "sora-is-skye", and no file of that name. Did you mean sora-is-sky?',
    )
    expect(await refusedLesson('hard')).toMatch(/Did you mean hard-ties or hard-attention\?$/)
    expect(await refusedLesson('sofmax-7')).toMatch(/Did you mean softmax-7\?$/)
    expect(await refusedLesson('qqqqqqqq')).toMatch(/`dit lessons` lists them\.$/)
  })
  it('no such problem', async () => {
    expect(await refusedLesson('softmax-7-ties')).toBe(
      'There is no lesson softmax-7-ties: with softmax nothing ties: ask for ties with hard attention.',
    )
  })
  it('a folder', async () => {
    expect(await refusedLesson('.')).toBe('. cannot be read: it is a folder; name a file inside it.')
  })
  it('a path through a file', async () => {
    writeFileSync(join(cwd, 'file'), '')
    expect(await refusedLesson('file/lesson.json')).toBe(
      'file/lesson.json cannot be read: a part of the path is a file, not a folder.',
    )
  })
  it('a file of 200 MB, without reading it', async () => {
    writeFileSync(join(cwd, 'large.json'), '')
    truncateSync(join(cwd, 'large.json'), 200 * 1024 * 1024)
    const since = performance.now()
    expect(await refusedLesson('large.json')).toBe('large.json has more than 4 MB.')
    expect(performance.now() - since).toBeLessThan(2000)
  })
  it('too much on standard input', async () => {
    expect(await refusedLesson('-', { stdin: new Uint8Array(5 * 1024 * 1024) })).toBe(
      'standard input has more than 4 MB.',
    )
  })
  it('not text', async () => {
    expect(await refusedLesson('-', { stdin: new Uint8Array([0xff, 0xfe, 0]) })).toBe(
      'standard input is not text in UTF-8.',
    )
  })
  it('but in UTF-16, as PowerShell writes it, it can', async () => {
    const little = Buffer.from(`\ufeff${good}`, 'utf16le')
    const asked = ['walk', '--json', '--lesson', '-']
    const wanted = await dit(asked, { stdin: good })
    expect(wanted.code).toBe(0)
    for (const stdin of [little, Buffer.from(little).swap16()]) expect(await dit(asked, { stdin })).toEqual(wanted)
  })
})

describe('a lesson that cannot be worked', () => {
  const told = (message: string): string => `standard input is not a valid lesson:\n  ${message}`

  it('not JSON', async () => {
    expect(await refusedLesson('-', { stdin: '{"id": "x",\n  "title": }' })).toMatch(
      /^standard input is not a valid lesson:\n {2}lesson is not valid JSON: ./,
    )
    expect(await refusedLesson('-', { stdin: '' })).toMatch(/lesson is not valid JSON: /)
    expect(await refusedLesson('-', { stdin: '[]' })).toMatch(/lesson is a list; needs an object/)
  })
  it('a decimal', async () => {
    const stdin = changed(lesson => {
      lesson.learningRate = { value: 0 }
    }).replace('{"value":0}', '0.001')
    expect(await refusedLesson('-', { stdin })).toBe(
      told(
        'lesson.learningRate is 0.001, a decimal; write it as an integer, or as a fraction in quotes, such as "1/2"',
      ),
    )
  })
  it('a row too short', async () => {
    const stdin = changed(({ encoder }) => {
      if (encoder)
        encoder.weight = [
          [1, 0, -1, 0],
          [0, 1, 0],
        ]
    })
    expect(await refusedLesson('-', { stdin })).toBe(
      told('lesson.encoder.weight[1] has 3 cells, needs 4: the patch has 4 pixels'),
    )
  })
  it('a field misspelt', async () => {
    const stdin = good.replace('"decoder"', '"decodr"')
    expect(await refusedLesson('-', { stdin })).toMatch(/lesson\.decoder is missing/)
  })
  it('many problems: five and a count', async () => {
    const message = await refusedLesson('-', { stdin: '{}' })
    expect(message.split('\n')).toHaveLength(7)
    expect(message).toMatch(/… and \d+ more$/)
  })
  it('names the file it stands in', async () => {
    writeFileSync(join(cwd, 'broken.json'), '{')
    expect(await refusedLesson('broken.json')).toMatch(
      /^broken\.json is not a valid lesson:\n {2}lesson is not valid JSON/,
    )
  })
})

it('prints nothing of a file that would steer a terminal', async () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  expect(await refusedLesson('-', { stdin: '\u001b[31m' })).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  expect(await refused(['walk', '--lesson', 'so\u001b[31mra'])).toContain('There is no lesson "so[31mra"')
})

describe('a command line that cannot be followed', () => {
  it.each([
    [['wlak'], "unknown command 'wlak'\n(Did you mean walk?)"],
    [['walk', '--jsn'], "unknown option '--jsn'\n(Did you mean --json?)"],
    [['--lessn', 'x'], "unknown option '--lessn'\n(Did you mean --lesson?)"],
    [['walk', '--json', '--step', '3'], "option '--json' cannot be used with option '-s, --step <n|name>'"],
    [['walk', '--json', '--plain'], "option '--json' cannot be used with option '-p, --plain'"],
    [['explain', 'Z', '1', '1', '--json', '--latex'], "option '--json' cannot be used with option '--latex'"],
    [['explain', 'Z', '1', '1', '--latex', '--words'], "option '--latex' cannot be used with option '--words'"],
    [['walk', 'further'], "too many arguments for 'walk'. Expected 0 arguments but got 1."],
    [['walk', '--lesson'], "option '-l, --lesson <file|id>' argument missing"],
    [
      ['walk', '--reading', 'aloud'],
      "option '-r, --reading <reading>' argument 'aloud' is invalid. Allowed choices are corrected, printed.",
    ],
    [
      ['walk', '--step', 'atention'],
      "option '-s, --step <n|name>' argument 'atention' is invalid. Did you mean attention?",
    ],
    [
      ['walk', '--width', '10'],
      "option '-w, --width <n>' argument '10' is invalid. It needs a whole number from 40 to 1000.",
    ],
    [
      ['learn', '--steps', '1.5'],
      "option '-s, --steps <n>' argument '1.5' is invalid. It needs a whole number from 0 to 100000.",
    ],
    [
      ['learn', '--steps', '-1'],
      "option '-s, --steps <n>' argument '-1' is invalid. It needs a whole number from 0 to 100000.",
    ],
    [['generate', '--steps', '4'], 'sora-is-sky has t = 3: it is generated in 1 to 3 steps, not in 4.'],
    [['generate', '--steps', '2', '--lesson', 't-zero'], 't-zero has t = 0: it is generated in 1 step, not in 2.'],
    [
      ['check', '--timeout', '0'],
      "option '--timeout <seconds>' argument '0' is invalid. It needs a number of seconds, more than 0 and at most 3600.",
    ],
    [['explain'], "missing required argument 'matrix'"],
    [['explain', 'latnt', '1', '1'], 'There is no matrix "latnt". Did you mean latent?'],
    [['explain', 'zzz', '1', '1'], 'There is no matrix "zzz". `dit explain --help` lists them.'],
    [['explain', 'latent', '3', '1'], 'latent is 2×4 in sora-is-sky; it has no row 3.'],
    [['explain', 'latent', '1', '5'], 'latent is 2×4 in sora-is-sky; it has no column 5.'],
    [
      ['explain', 'latent', '0', '1'],
      '"latent 0 1" names no cell: say a matrix, a row and a column, counted from 1, such as `dit explain latent 1 3`.',
    ],
    [
      ['explain', 'latent'],
      '"latent" names no cell: say a matrix, a row and a column, counted from 1, such as `dit explain latent 1 3`.',
    ],
    [['explain', 'd_latent', '1', '1'], 'There is no matrix "d_latent": no gradient is worked out for latent.'],
    [
      ['explain', 'queries', '1', '1', '--lesson', 'given-attention'],
      'The lesson given-attention has no queries: its attention is given.',
    ],
    [['explain', 'd_scores', '1', '1'], 'The lesson sora-is-sky has no d_scores: its attention is a hard maximum.'],
  ])('dit %j', async (argv, message) => {
    expect(await refused(argv)).toBe(message)
  })

  it.each([1, 7, 13].map(String).concat('opening', 'closing', 'feed-forward'))('takes --step %s', async step => {
    expect((await dit(['walk', '--step', step])).code).toBe(0)
  })
  it.each(['0', '14', '-1', '1.0', ''])('does not take --step %j', async step => {
    expect(await refused(['walk', `--step=${step}`])).toMatch(
      /It needs a number from 1 to 13, or one of opening, patchify/,
    )
  })
})

describe('an option or an argument with nothing in it', () => {
  it.each([
    ['worksheet --seed 1 --out', '--out'],
    ['train --steps 1 --own-clips', '--own-clips'],
    ['check --numbers', '--numbers'],
    ['practice --answers', '--answers'],
    ['walk --lesson', '--lesson'],
    ['generate moon --model', '--model'],
    ['evaluate', 'model'],
    ['explain', 'matrix'],
  ])('%s is refused by name, and nothing is read or written where one stands', async (args, name) => {
    const rest = args === 'explain' ? ['1', '1'] : []
    expect(await refused([...args.split(' '), '', ...rest])).toBe(`${name} is empty.`)
  })
})

describe('a command that there is not', () => {
  it.each([['wlak'], ['help', 'wlak'], ['wlak', '--help']])('%s %s', async (...argv) => {
    expect(await refused(argv)).toBe("unknown command 'wlak'\n(Did you mean walk?)")
  })
})

describe('a folder that takes no file', () => {
  it
    .skipIf(process.platform !== 'linux')
    .each([
      'train --steps 1 --out /proc/x.safetensors',
      'evaluate --sheet /proc/x.png',
      'speedrun --steps 1 --out /proc/x.json',
    ])('is told before the work: %s', async line => {
    expect(await refused(line.split(' '))).toMatch(/^\/proc\/x\.\w+ cannot be written: there is no such folder\.$/)
  })
})
