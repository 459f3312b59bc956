// `dit train`, `generate` of a prompt and `evaluate`, as processes and commands: what is kept survives anything.
import { type ChildProcess, spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WorkerError } from '@dit-by-hand/float32/team'
import { inTurn, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { parseSafetensors } from '@dit-by-hand/video-dit/checkpoint'
import { encodeGif } from '@dit-by-hand/video-dit/film/gif'
import { encodePng } from '@dit-by-hand/video-dit/film/png'
import { readFilm, resized } from '@dit-by-hand/video-dit/film/read'
import { clipOf } from '@dit-by-hand/video-dit/world/clips'
import { afterAll, describe, expect, it } from 'vitest'
import { type Io, UsageError } from '../../src/io.ts'
import { captionOf, readOwnClips } from '../../src/video/own-clips.ts'
import { recipeFor } from '../../src/video/recipe.ts'
import { clipsFor, kept, opened, stepOf } from '../../src/video/training.ts'
import { dit } from './dit.ts'

const folder = mkdtempSync(join(tmpdir(), 'dit-train-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const place = (name: string): string => {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'tiny.json'), JSON.stringify(tiny))
  return path
}

/** A recipe that takes a few milliseconds a step. */
const tiny = {
  frames: 2,
  features: 16,
  heads: 2,
  depth: 1,
  mlp: 2,
  batch: 6,
  clips: 79,
  warmUp: 5,
  codes: { count: 6, whitening: 0.5 },
  muon: { momentum: 0.9, faster: 1, inputs: 16 },
}
const small = ['--config', 'tiny.json', '--samples', '0', '--workers', '2'] as const

const main = join(import.meta.dirname, '../../src/main.ts')
/** A process of its own, straight from source. */
function started(cwd: string, args: readonly string[]): ChildProcess {
  const { DIT_CWD: _, NODE_OPTIONS: __, ...env } = process.env
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly text: string
}
function ended(child: ChildProcess): Promise<Ended> {
  let text = ''
  child.stdout?.on('data', chunk => (text += chunk))
  child.stderr?.on('data', chunk => (text += chunk))
  return new Promise(resolve => child.on('close', (code, signal) => resolve({ code, signal, text })))
}
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise(done => setTimeout(done, 5))
}
const files = (cwd: string): readonly Buffer[] =>
  ['a.safetensors', 'a.training.safetensors'].map(name => readFileSync(join(cwd, name)))

/** What functions are given that are called without a command. */
function unheardIn(cwd: string): Io {
  const silent: Io['stdout'] = { isTTY: false, columns: undefined, write: async () => undefined }
  return { stdin: { isTTY: false, async *bytes() {} }, stdout: silent, stderr: silent, cwd, env: {} }
}

// Processes on a machine that does other things take their time.
const patient = 240_000

describe('dit train', () => {
  it.runIf(isTurn(3))(
    'says of each step that it could not be saved, of the last one once',
    async () => {
      const cwd = place('lost')
      const out = join(cwd, 'out')
      mkdirSync(out)
      const child = started(cwd, ['train', ...small, '--steps', '100', '--keep', '0', '--out', 'out/a.safetensors'])
      child.stdout?.once('data', () => rmSync(out, { recursive: true }))
      const { code, text } = await ended(child)
      expect(code).toBe(2)
      const told = [...text.matchAll(/^Not saved at step (\d+): out\/a/gm)].map(([, step]) => Number(step))
      expect(told.length).toBeGreaterThan(10)
      expect(told).toEqual([...new Set(told)])
      expect(told.at(-1)).toBe(100)
    },
    patient,
  )

  it.each([
    ['a.training.safetensors', 'a.safetensors', 'The model is in a.safetensors, but without this file --resume cannot'],
    ['a.safetensors', 'a.training.safetensors', 'is in a.training.safetensors; `dit train --resume` continues'],
  ])('saves what it can where %s cannot be written', async (unwritable, written, told) => {
    const cwd = place(`no-${unwritable}`)
    mkdirSync(join(cwd, unwritable))
    const io = unheardIn(cwd)
    const recipe = await recipeFor({ config: 'tiny.json' }, io)
    const clips = await clipsFor(recipe, undefined, io)
    const run = await opened(recipe, clips, 1)
    const why = await kept(run, clips, 'a.safetensors', false, io)
    await run.close()
    expect(why).toContain(`${unwritable} cannot be written: it is a folder. The`)
    expect(why).toContain(told)
    expect(parseSafetensors(readFileSync(join(cwd, written))).tensors.size).toBeGreaterThan(10)
  })

  it.runIf(isTurn(5))(
    'goes on after kill −9 to the same bits as if nothing had been',
    async () => {
      const [whole, broken] = [place('whole'), place('broken')]
      const steps = ['--steps', '150', '--out', 'a.safetensors'] as const
      const unbroken = await ended(started(whole, ['train', ...small, ...steps]))
      expect(unbroken).toMatchObject({ code: 0 })

      const first = started(broken, ['train', ...small, ...steps, '--keep', '0'])
      const end = ended(first)
      await until(() => existsSync(join(broken, 'a.safetensors')))
      first.kill('SIGKILL')
      const { signal, text } = await end
      // Where it was quicker than we, there was nothing left to kill.
      if (signal === 'SIGKILL') expect(text).not.toMatch(/Trained in/)
      // As it leaves them where it is killed in the middle of a save.
      for (const [name, left] of [
        ['a.safetensors', first.pid],
        ['a.training.safetensors', 7],
      ] as const)
        writeFileSync(join(broken, `.${name}.${left}.tmp`), 'half')
      const second = await ended(started(broken, ['train', '--resume', '--samples', '0', '--out', 'a.safetensors']))
      expect(second).toMatchObject({ code: 0 })
      expect(second.text).toMatch(signal === 'SIGKILL' ? /Continuing after step \d+ of 150/ : /No steps were left/)
      expect(files(broken)).toEqual(files(whole))
      expect(readdirSync(broken).filter(name => name.endsWith('.tmp'))).toEqual([])
    },
    patient,
  )

  it('loses nothing on Ctrl-C', async () => {
    const cwd = place('stopped')
    const child = started(cwd, ['train', ...small, '--steps', '1000000', '--out', 'a.safetensors', '--keep', '0'])
    const end = ended(child)
    await until(() => existsSync(join(cwd, 'a.safetensors')))
    child.kill('SIGINT')
    const { code, text } = await end
    expect(code).toBe(130)
    const [, step] = /Stopped after step (\d+) of 1000000, and saved/.exec(text) ?? []
    expect(Number(step)).toBeGreaterThan(0)
    const header = readFileSync(join(cwd, 'a.training.safetensors')).subarray(8, 3000).toString('latin1')
    expect(header).toContain(`\\"step\\":${step}`)
  })

  it.runIf(isTurn(2))('learns to the end and keeps the model where nobody reads what it tells', async () => {
    const cwd = place('unread')
    const train = ['train', ...small, '--steps', '3', '--workers', '1', '--out'] as const
    expect(await dit([...train, 'a.safetensors'], { cwd })).toMatchObject({ code: 0, stderr: '' })
    const read = files(cwd)
    for (const closedAfter of inTurn([0, 1], 2, 0)) {
      rmSync(join(cwd, 'a.safetensors'))
      const unread = await dit([...train, 'a.safetensors', '--force'], { cwd, closedAfter })
      expect(unread).toMatchObject({ code: 0, stderr: '' })
      expect(files(cwd)[0]).toEqual(read[0])
    }
  })

  it.runIf(isTurn(4))('trains for as long as it is told, and says it line by line as JSON', async () => {
    const cwd = place('timed')
    const { code, stdout } = await dit(
      ['train', ...small.slice(0, 4), '--workers', '1', '--minutes', '0.002', '--json'],
      { cwd },
    )
    expect(code).toBe(0)
    const lines = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines[0].steps).toBeGreaterThanOrEqual(1)
    expect(lines.at(-1)).toMatchObject({ ended: lines[0].steps, finished: true, out: 'sky.safetensors' })
  })

  it.each([
    { steps: 20, file: {}, warmUp: 2 },
    { steps: 5000, file: {}, warmUp: 100 },
    { steps: 20, file: { warmUp: 7 }, warmUp: 7 },
  ])('warms up for a tenth of the steps at most, unless it is told otherwise: %j', async ({ steps, file, warmUp }) => {
    const cwd = place(`warm-${steps}-${warmUp}`)
    writeFileSync(join(cwd, 'part.json'), JSON.stringify(file))
    expect(await recipeFor({ config: 'part.json', steps }, unheardIn(cwd))).toMatchObject({ steps, warmUp })
  })

  it.runIf(isTurn(5))('goes on without the state of a training, in the shape of the model', async () => {
    const cwd = place('further')
    const train = ['train', '--samples', '0', '--workers', '1', '--out'] as const
    const first = [...train, 'a.safetensors', '--config', 'tiny.json', '--steps', '3']
    expect(await dit(first, { cwd })).toMatchObject({ code: 0, stderr: '' })
    const from = [...train, 'b.safetensors', '--from', 'a.safetensors', '--seed', '5', '--json']
    // In steps of no length it stays where it is.
    writeFileSync(join(cwd, 'still.json'), '{"rate": 0, "batch": 4}')
    const still = await dit([...from, '--config', 'still.json', '--steps', '2'], { cwd })
    expect(still).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(still.stdout.split('\n')[0] ?? '').recipe).toMatchObject({
      ...{ name: 'fast, further', features: tiny.features, depth: tiny.depth, seed: 5 },
      codes: { count: 6 },
    })
    const [a, b] = ['a', 'b'].map(name => parseSafetensors(readFileSync(join(cwd, `${name}.safetensors`))).tensors)
    expect(b).toEqual(a)
  })

  it('says that a thread was lost, and how to go on', async () => {
    const step = (): Promise<never> => Promise.reject(new WorkerError('worker 2 of 2 has ended'))
    await expect(stepOf({ step, trainer: { steps: 3 } })).rejects.toThrow(
      new UsageError(
        'Training has ended: worker 2 of 2 has ended. What was saved before is intact; `dit train --resume` continues from there.',
      ),
    )
  })

  it.runIf(isTurn(1))('refuses what would lose or mistake something', async () => {
    const cwd = place('refused')
    const train = (...args: readonly string[]): ReturnType<typeof dit> =>
      dit(['train', '--samples', '0', ...args], { cwd })
    const refused = async (args: readonly string[], why: RegExp | string): Promise<void> => {
      const { code, stderr } = await train(...args)
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(why) })
    }
    expect(
      (await train('--config', 'tiny.json', '--steps', '3', '--workers', '1', '--out', 'b.safetensors')).code,
    ).toBe(0)
    await refused(['--config', 'tiny.json', '--out', 'b.safetensors'], /already exists; --force/)
    await refused(
      ['--resume', '--out', 'c.safetensors'],
      /c\.training\.safetensors cannot be read: there is no such file\.$/m,
    )
    copyFileSync(join(cwd, 'b.safetensors'), join(cwd, 'c.safetensors'))
    await refused(
      ['--resume', '--out', 'c.safetensors'],
      /no such file\. Without it, .* `dit train --from c\.safetensors --out/,
    )
    await refused(['--from', 'b.safetensors', '--resume'], /'--from <file>' cannot be used with option '--resume'/)
    await refused(['--from', 'none.safetensors'], /none\.safetensors cannot be read/)
    writeFileSync(join(cwd, 'deep.json'), '{"depth": 2}')
    await refused(
      ['--from', 'b.safetensors', '--config', 'deep.json'],
      /its depth: 2; that of the model to begin from: 1/,
    )
    mkdirSync(join(cwd, 'd.training.safetensors'))
    await refused(['--resume', '--out', 'd.safetensors'], /it is a folder/)
    writeFileSync(join(cwd, 'e.training.safetensors'), 'nonsense')
    await refused(['--resume', '--out', 'e.safetensors'], /cannot be continued/)
    copyFileSync(join(cwd, 'b.safetensors'), join(cwd, 'f.training.safetensors'))
    await refused(['--resume', '--out', 'f.safetensors'], /holds no training state/)
    await refused(['--resume', '--out', 'b.training.safetensors'], 'needs the model’s name: --out b.safetensors.')
    await refused(['--resume', '--out', 'b.safetensors', '--seed', '9'], /started with --seed 1/)
    await refused(['--resume', '--out', 'b.safetensors', '--config', 'tiny.json'], /cannot be used with --resume/)
    await refused(['--config', 'nowhere.json'], /nowhere\.json cannot be read/)
    writeFileSync(join(cwd, 'odd.json'), '{"colour": 3}')
    await refused(['--config', 'odd.json'], /a recipe has no field colour/)
    writeFileSync(join(cwd, 'time.json'), JSON.stringify({ ...tiny, time: { wild: 1 } }))
    await refused(
      ['--config', 'time.json'],
      /time\.json: the recipe is not valid: time\.wild is not a field of a recipe\./,
    )
    writeFileSync(join(cwd, 'pixels.json'), JSON.stringify({ ...tiny, codes: null, muon: null }))
    const pixels = await train(
      '--config',
      'pixels.json',
      '--steps',
      '1',
      '--workers',
      '1',
      '--out',
      'p.safetensors',
      '--json',
    )
    const { recipe } = JSON.parse(pixels.stdout.split('\n')[0] ?? '')
    expect([pixels.code, recipe.codes, recipe.muon, recipe.words]).toEqual([0, undefined, undefined, 5])
    writeFileSync(join(cwd, 'heads.json'), JSON.stringify({ ...tiny, heads: 3 }))
    await refused(['--config', 'heads.json'], /3 heads do not divide/)
    writeFileSync(join(cwd, 'flat.json'), JSON.stringify({ ...tiny, height: -16 }))
    await refused(['--config', 'flat.json'], /height is -16; it must be a whole number from 1/)
    writeFileSync(join(cwd, 'vast.json'), JSON.stringify({ ...tiny, batch: 65_536, features: 4096 }))
    await refused(['--config', 'vast.json'], /fast is too large: this needs .* of memory.* A smaller batch/)
    rmSync(join(cwd, 'b.safetensors'))
    await refused(
      ['--config', 'tiny.json', '--out', 'b.safetensors'],
      /^dit: b\.training\.safetensors .* already exists/,
    )
    writeFileSync(join(cwd, '.g.safetensors.lock'), String(process.ppid))
    await refused(['--config', 'tiny.json', '--out', 'g.safetensors'], /being trained by another dit \(process \d+\)/)
    expect(readdirSync(cwd).filter(name => name.endsWith('.lock'))).toEqual(['.g.safetensors.lock'])
    writeFileSync(join(cwd, 'steep.json'), JSON.stringify({ ...tiny, rate: 1e9, clip: 1e9, muon: undefined }))
    await refused(
      ['--config', 'steep.json', '--recipe', 'baseline', '--steps', '50', '--out', 'h.safetensors'],
      /diverged: the gradients of step \d+ are not finite; the parameters are those of step \d+\. A lower learning rate/,
    )
    const never = { from: 0, to: 0, within: 0, deviation: 0, least: 0, most: 0 }
    writeFileSync(join(cwd, 'never.json'), JSON.stringify({ ...tiny, time: never }))
    await refused(['--config', 'never.json', '--out', 'i.safetensors'], /of step 1 are not finite; .* What was saved/)
    for (const name of ['slow', 'toString'])
      await refused(['--recipe', name], `no recipe ${name}; the recipes are quick, fast, baseline`)
    await refused(['--steps', '3', '--minutes', '1'], /cannot be used with/)
  })

  it.runIf(isTurn(2))('learns from clips of one’s own', async () => {
    const cwd = place('own')
    mkdirSync(join(cwd, 'clips'))
    const save = async (name: string, who: 'sun' | 'moon'): Promise<void> => {
      const film = clipOf({ who, deed: 'rises', when: 'dawn' }, 1, 0, { frames: 5, height: 24, width: 24 })
      writeFileSync(join(cwd, 'clips', name), await encodeGif(film, { delay: 100, plays: 0 }))
    }
    for (const [i, who] of (['sun', 'moon', 'sun', 'moon', 'sun'] as const).entries())
      await save(`red_${who}-${i}.gif`, who)
    const own = [
      'train',
      ...small.slice(0, 4),
      '--workers',
      '1',
      '--own-clips',
      'clips',
      '--steps',
      '3',
      '--out',
      'own.safetensors',
    ]
    expect(await dit(own, { cwd })).toMatchObject({ code: 0, stderr: '' })
    const known = await dit(['generate', 'red sun', '--model', 'own.safetensors', '--json'], { cwd })
    expect(known.code).toBe(0)
    const asked = await dit(['generate', 'blue sun', '--model', 'own.safetensors'], { cwd })
    expect(asked.stderr).toMatch(/does not know “blue”(.|\n)*It knows: moon, red, sun/)
    const judged = await dit(['evaluate', 'own.safetensors'], { cwd })
    expect(judged).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('other clips than those of the small world'),
    })
    writeFileSync(join(cwd, 'clips', 'broken.gif'), 'GIF89a')
    writeFileSync(join(cwd, 'clips', 'other.png'), 'none')
    expect((await dit([...own, '--force'], { cwd })).stderr).toMatch(
      /broken\.gif cannot be used.*\n.*other\.png cannot/,
    )
    writeFileSync(join(cwd, 'clips', 'captions.txt'), 'red_sun-0.gif\tA kite\nred_moon-1.gif, a ball\n')
    const few = await dit([...own, '--force'], { cwd })
    expect(few).toMatchObject({ code: 0, stderr: '' })
    expect(few.stdout).toContain(
      'Note: a patch is encoded in 3 numbers instead of 6, the most that 2 clips of 2 frames can tell apart.',
    )
    expect(await dit(['generate', 'kite', '--model', 'own.safetensors', '--json'], { cwd })).toMatchObject({ code: 0 })
    writeFileSync(join(cwd, 'clips', 'captions.txt'), 'red_sun-0.gif\tA kite\n')
    writeFileSync(join(cwd, 'tiny.json'), JSON.stringify({ ...tiny, frames: 1 }))
    expect((await dit([...own, '--force'], { cwd })).stderr).toMatch(
      /recipe fast does not fit: codes need two patches or more; use more clips or frames/,
    )
  })

  it('learns from folders of frames, in the order of their numbers', async () => {
    const cwd = place('frames')
    const film = clipOf({ who: 'sun', deed: 'rises', when: 'dawn' }, 1, 0, { frames: 11, height: 16, width: 16 })
    mkdirSync(join(cwd, 'clips', 'sun rises'), { recursive: true })
    const size = film.pixels.length / film.frames
    for (let t = 0; t < film.frames; t++) {
      const frame = { ...film, frames: 1, pixels: film.pixels.slice(t * size, (t + 1) * size) }
      writeFileSync(join(cwd, 'clips', 'sun rises', `frame${t}.png`), encodePng(frame))
    }
    const asked = { frames: 3, height: 16, width: 16 }
    const [found] = await readOwnClips('clips', asked, { cwd })
    expect(found).toEqual({ caption: 'sun rises', film: resized(film, 3, 16, 16) })
    // What macOS lays beside files, and a name with its accent beside the letter.
    writeFileSync(join(cwd, 'clips', '._sun.gif'), 'none')
    renameSync(join(cwd, 'clips', 'sun rises'), join(cwd, 'clips', 'e\u0301clair'))
    for (const encoding of ['utf8', 'utf16le'] as const) {
      writeFileSync(join(cwd, 'clips', 'captions.txt'), '\ufeff\u00e9clair, a cake\n', encoding)
      expect(await readOwnClips('clips', asked, { cwd })).toMatchObject([{ caption: 'a cake' }])
    }
    // A comma in a name, and in a caption.
    renameSync(join(cwd, 'clips', 'e\u0301clair'), join(cwd, 'clips', 'red, hot'))
    writeFileSync(join(cwd, 'clips', 'captions.txt'), 'red, hot\ta sun, late\n')
    expect(await readOwnClips('clips', asked, { cwd })).toMatchObject([{ caption: 'a sun, late' }])
    writeFileSync(join(cwd, 'clips', 'captions.txt'), 'red, hot\ta sun\nred, hot\ta moon\n')
    await expect(readOwnClips('clips', asked, { cwd })).rejects.toThrow('line 2: red, hot has a caption already')
  })

  it.each([
    ['moon_rises-at night (3).gif', 'moon rises at night'],
    ['12.png', ''],
    ['Élan-vital_2.apng', 'Élan vital'],
    ['नमस्ते दुनिया.gif', 'नमस्ते दुनिया'],
  ])('reads %s as “%s”', (name, caption) => {
    expect(captionOf(name)).toBe(caption)
  })
})

describe('dit generate with a prompt', () => {
  it('takes the model of the folder where none is named, and without one that which comes with it', async () => {
    const cwd = place('unnamed')
    const asked = async () => {
      const { code, stdout } = await dit(['generate', 'moon rises at night', '--steps', '2', '--json'], { cwd })
      expect(code).toBe(0)
      return JSON.parse(stdout)
    }
    expect(await asked()).toMatchObject({ model: 'comes with dit', frames: 8, height: 16, width: 16 })
    await dit(['train', ...small, '--steps', '3'], { cwd })
    expect(await asked()).toMatchObject({ model: 'sky.safetensors', frames: 2 })
  })

  it.runIf(isTurn(0))('writes films that other programs read, of as many frames as asked', async () => {
    const cwd = place('films')
    await dit(['train', ...small, '--steps', '3'], { cwd })
    const made = (...args: readonly string[]): ReturnType<typeof dit> =>
      dit(['generate', 'moon rises at night', ...args], { cwd })
    expect(await made('--out', 'm.gif', '--scale', '3', '--steps', '3')).toMatchObject({ code: 0, stderr: '' })
    expect(readFilm(readFileSync(join(cwd, 'm.gif')))).toMatchObject({ frames: 2, height: 48, width: 48 })
    expect(await made('--out', 'm.apng', '--frames', '5', '--scale', '1', '--steps', '2')).toMatchObject({ code: 0 })
    expect(readFilm(readFileSync(join(cwd, 'm.apng')))).toMatchObject({ frames: 5, height: 16, width: 16 })
    expect(await made('--out', 'one.gif', '--frames', '1', '--steps', '2')).toMatchObject({ code: 0 })
    expect(readFilm(readFileSync(join(cwd, 'one.gif')))).toMatchObject({ frames: 1, height: 192 })
    const wide = await made('--out', 'wide.png', '--size', '16x32', '--frames', '2', '--scale', '1', '--steps', '2')
    expect(wide).toMatchObject({ code: 0 })
    expect(readFilm(readFileSync(join(cwd, 'wide.png')))).toMatchObject({ height: 16, width: 2 * 32 + 1 })
    expect(wide.stdout.replace(/\s+/g, ' ')).toContain('one patch across, so it shows the same thing over and over')
    expect((await made('--size', '17x32')).stderr).toMatch(
      /patches of 1×16×16, so make the height a multiple of 16\.$/m,
    )
    expect((await made('--size', '16')).stderr).toContain('such as 16x32')
    expect((await made('--size', '1600x1600')).stderr).toMatch(/at most 1024/)
    expect(await made('--out', 'all.png', '--scale', '2')).toMatchObject({ code: 0 })
    expect(readFilm(readFileSync(join(cwd, 'all.png')))).toMatchObject({ frames: 1, height: 32, width: 66 })
    expect(await made('--first', 'm.gif', '--out', 'on.png', '--scale', '1', '--steps', '2')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('“moon rises at night”, beginning with m.gif, seed 1: 2 frames of 16×16'),
    })
    expect((await made('--first', 'none.gif')).stderr).toBe('dit: none.gif cannot be read: there is no such file.\n')
    expect((await made('--first', 'tiny.json')).stderr).toContain('begun with: it is neither a GIF nor a PNG.')
    const again = await made('--out', 'same.gif', '--scale', '3', '--steps', '3')
    expect(again.code).toBe(0)
    expect(readFileSync(join(cwd, 'same.gif'))).toEqual(readFileSync(join(cwd, 'm.gif')))
    await made('--out', 'other.gif', '--scale', '3', '--steps', '3', '--seed', '2')
    expect(readFileSync(join(cwd, 'other.gif'))).not.toEqual(readFileSync(join(cwd, 'm.gif')))
  })

  it.runIf(isTurn(3))('leaves out the parts of the network that it is told to', async () => {
    const cwd = place('taken-apart')
    const made = (...args: readonly string[]) =>
      dit(['generate', 'moon rises at night', '--steps', '1', ...args], { cwd })
    const { code, stdout } = await made('--without', 'block1.attention.head2, words')
    expect(code).toBe(0)
    expect(stdout).toContain('“moon rises at night”, without the words and head 3 of block 2, seed 1: 8 frames')
    const told = JSON.parse((await made('--without', 'positions', '--json')).stdout)
    expect(told).toMatchObject({ without: ['positions'] })
    const out = async (name: string, ...args: readonly string[]) => {
      expect(await made('--out', name, ...args)).toMatchObject({ code: 0 })
      return readFileSync(join(cwd, name))
    }
    expect(await out('whole.gif')).not.toEqual(await out('part.gif', '--without', 'block1'))
  })

  it('says why it cannot', async () => {
    const cwd = place('no-films')
    writeFileSync(join(cwd, 'm.gif'), 'mine')
    const refused = async (args: readonly string[], why: RegExp): Promise<void> => {
      const { code, stderr } = await dit(['generate', ...args], { cwd })
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(why) })
    }
    await refused(['moon rises', '--out', 'm.gif'], /already exists; --force/)
    await refused(['moon rises', '--out', 'm.mp4'], /must end in \.gif/)
    await refused(['mooon rises'], /does not know “mooon”\. Did you mean moon\?/)
    await refused(['of the'], /no word that the model knows/)
    await refused(['moon', '--model', 'none.safetensors'], /no such file/)
    await refused(['moon', '--model', 'tiny.json'], /cannot be used/)
    await refused(['--out', 'x.gif'], /films, which need a prompt/)
    await refused(['moon rises', '--lesson', 'softmax-attention'], /--lesson is for lessons/)
    await refused(['moon rises', '--reading', 'printed'], /--reading is for lessons/)
    await refused(['moon', '--without', 'block9'], /no part “block9”\. It has words, time, positions and block0/)
    await refused(['moon', '--without', 'words,'], /names with commas between them/)
    await refused(['--without', 'words'], /--without is for films, which need a prompt/)
  })
})

// The judge has tests of its own; here it is asked of a model that is trained first, which takes seconds.
describe('dit evaluate', () => {
  it('takes apart one network at a time', async () => {
    const { code, stderr } = await dit(['evaluate', '--parts', '--without', 'words'])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--parts') })
    expect((await dit(['evaluate', '--without', 'block0.attn'])).stderr).toMatch(/no part “block0\.attn”/)
  })

  it('refuses films of a size that the judge cannot read', async () => {
    const cwd = place('unjudged')
    writeFileSync(join(cwd, 'low.json'), JSON.stringify({ ...tiny, height: 12, patch: [1, 12, 16] }))
    const trained = await dit(['train', '--config', 'low.json', '--samples', '0', '--workers', '1', '--steps', '1'], {
      cwd,
    })
    expect(trained.code).toBe(0)
    expect(await dit(['evaluate'], { cwd })).toMatchObject({
      code: 2,
      stderr: 'dit: sky.safetensors cannot be judged: its frames are 12×16 pixels; they must be 16×16 to be judged.\n',
    })
  })

  it.runIf(thorough)(
    'judges itself first, then films of seen and unseen prompts, the same each time',
    async () => {
      const cwd = place('judged')
      const frames = JSON.stringify({ ...tiny, frames: 8, clips: 200 })
      writeFileSync(join(cwd, 'tiny.json'), frames)
      await dit(['train', '--config', 'tiny.json', '--samples', '0', '--workers', '1', '--steps', '30'], { cwd })
      const args = ['evaluate', '--each', '1', '--steps', '2', '--json'] as const
      const { code, stdout } = await dit([...args, '--least', '90'], { cwd })
      expect(code).toBe(1)
      const { judge, seen, unseen, loss } = JSON.parse(stdout)
      expect(judge.all).toBeGreaterThanOrEqual(0.99)
      expect([seen.adherence.films, unseen.adherence.films]).toEqual([79, 21])
      // Thirty steps teach it nearly nothing.
      expect(seen.adherence.all).toBeLessThan(0.2)
      expect(seen.nearest.trueClips).toBeLessThan(2)
      expect(seen.nearest.films).toBeGreaterThan(5)
      expect(unseen.nearest.trueClips).toBeGreaterThan(5)
      expect(seen.jumps).toEqual({ time: null, row: null, column: null })
      for (const at of loss) expect(at.seen).toBeGreaterThan(0)
      const unread = await dit([...args, '--least', '90', '--sheet', 'all.png'], { cwd, closedAfter: 0 })
      expect(unread).toMatchObject({ code: 1, stderr: '' })
      expect(existsSync(join(cwd, 'all.png'))).toBe(true)
    },
    patient,
  )
})

describe('dit speedrun', () => {
  it('refuses what it cannot run before it begins', async () => {
    const cwd = place('runs')
    writeFileSync(join(cwd, 'log.json'), '{}')
    const there = await dit(['speedrun', '--out', 'log.json'], { cwd })
    expect(there).toMatchObject({ code: 2, stderr: expect.stringContaining('already exists; --force') })
    for (const name of ['slow', 'constructor'])
      expect((await dit(['speedrun', '--recipe', name], { cwd })).stderr).toBe(
        `dit: There is no recipe ${name}; the recipes are quick, fast, baseline.\n`,
      )
    expect(readFileSync(join(cwd, 'log.json'), 'utf8')).toBe('{}')
  })
})
