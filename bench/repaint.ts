// The time from a key press to the frame that answers it: the screens of `dit` on a terminal of our own, in production React.
// The bundle is built as the program's is; frames are timed when they reach the terminal.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { caseOf } from '@dit-by-hand/spec/cases'
import type { openWalk } from '@dit-by-hand/tui/open'
import type { Bench } from './measure.ts'

const tui = join(dirname(dirname(fileURLToPath(import.meta.url))), 'apps', 'tui')
const frameEnd = '\u001b[?2026l'
const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

interface Bundle {
  readonly openWalk: typeof openWalk
}

const isBundle = (module: object): module is Bundle => 'openWalk' in module && typeof module.openWalk === 'function'

/** Bundles the screens with the program's own settings into a temporary folder. */
async function bundled<T>(use: (bundle: Bundle) => Promise<T>): Promise<T> {
  const out = mkdtempSync(join(tmpdir(), 'dit-repaint-'))
  try {
    const tsdown = join(
      dirname(createRequire(join(tui, 'package.json')).resolve('tsdown/package.json')),
      'dist',
      'run.mjs',
    )
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [tsdown, 'src/screen/open.tsx', '--log-level', 'warn'],
      {
        cwd: tui,
        encoding: 'utf8',
        env: { ...process.env, DIT_OUT: out },
      },
    )
    if (status !== 0) throw new Error(`the screens could not be bundled\n${stdout}${stderr}`)
    const entry = readdirSync(out).find(name => /^open\.m?js$/.test(name))
    if (entry === undefined) throw new Error(`the bundle has no open.js but ${readdirSync(out).join(', ')}`)
    const module: object = await import(pathToFileURL(join(out, entry)).href)
    if (!isBundle(module)) throw new Error('the bundle does not export openWalk')
    return await use(module)
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

const next = 'n'
const last = 'p'
const keys: readonly string[] = [
  ...Array.from({ length: 14 }, () => next),
  ...Array.from({ length: 4 }, () => last),
  '\t',
  ...'lljjhhkklljjhhkk',
  ...Array.from({ length: 10 }, () => last),
  ...'lllljjjj',
  'b',
  'x',
  'x',
  'b',
  ...Array.from({ length: 4 }, () => next),
  'o',
  'o',
]

// The first keys run before any function is optimised.
const warmUp = 24

/** The milliseconds from each key to its frame, on one terminal. */
async function round(
  { openWalk }: Bundle,
  columns: number,
  rows: number,
  id: 'sora-is-sky' | 'long-video',
): Promise<readonly number[]> {
  let framed: (() => void) | null = null
  const stdout = Object.assign(new PassThrough(), {
    columns,
    rows,
    isTTY: true,
    write(text: string, done?: () => void): boolean {
      if (text.includes(frameEnd)) framed?.()
      done?.()
      return true
    },
  })
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  })
  const { lesson } = caseOf(id)
  const closed = openWalk(
    { lesson, lessonPath: null, reading: 'corrected', place: 'opening' },
    { stdin, stdout, env: {} },
  )
  await pause(300)
  const times: number[] = []
  for (const [i, key] of [...keys.slice(0, warmUp), ...keys, ...keys].entries()) {
    const since = performance.now()
    const answered = new Promise<number | null>(resolve => {
      framed = () => resolve(performance.now() - since)
      setTimeout(() => resolve(null), 250)
    })
    stdin.write(key)
    const time = await answered
    if (time !== null && i >= warmUp) times.push(time)
    await pause(12)
  }
  stdin.write('q')
  await closed
  return times
}

export const repaintBenches: readonly Bench[] = [
  {
    name: 'repaint',
    what: 'a key pressed in the terminal, until its frame is written; two lessons, 80×24 and 160×50',
    // One refresh of a 60 Hz screen.
    goal: 16,
    held: 'p95',
    measure: () =>
      bundled(async bundle => {
        const times: number[] = []
        for (const id of ['sora-is-sky', 'long-video'] as const)
          for (const [columns, rows] of [
            [80, 24],
            [160, 50],
          ] as const)
            times.push(...(await round(bundle, columns, rows, id)))
        return times
      }),
  },
]
