// What is kept of practice: it outlives a process that is killed, a torn line, a crash between two files, and a second process.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { pose } from '@dit-by-hand/practice/pose'
import { problem } from '@dit-by-hand/practice/problem'
import { type Event, opened, placeOf } from '@dit-by-hand/practice/progress'
import { progressText } from '@dit-by-hand/practice/progress-file'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UsageError } from '../../src/io.ts'
import { dataFolder, openStore } from '../../src/practice/store.ts'

const place = placeOf(pose(problem({ seed: 7, difficulty: 'hard-attention' }), { kind: 'walk' }))
const open: Event = { type: 'open', place }
const type = (text: string): Event => ({ type: 'type', id: 'latent 1 1', text })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dit-practice-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('what is kept', () => {
  it('comes back, sitting after sitting, in one snapshot and one journal', () => {
    for (const text of ['1', '12', '12/7']) {
      const store = openStore(folder)
      store.append([open, type(text)])
      store.close()
    }
    const store = openStore(folder)
    expect(opened(store.progress)?.entries).toEqual({ 'latent 1 1': '12/7' })
    store.close()
    expect(readdirSync(folder).toSorted()).toEqual(['journal-4.jsonl', 'progress-4.json'])
  })

  it.runIf(isTurn(5))(
    'outlives a process that is killed at any moment, but for the key it was in the middle of',
    async () => {
      let count = 0
      for (let round = 0; round < (thorough ? 40 : 3); round++) {
        const { reported, code } = await killed(folder, count, 40 + ((round * 37) % 200))
        expect(code).toBe('SIGKILL')
        const store = openStore(folder)
        expect(store.heldBy).toBe(null)
        const kept = Number(opened(store.progress)?.entries.count ?? 0)
        store.close()
        expect(reported).toBeGreaterThan(count)
        // Everything that was said to be kept is; at most one more, which was written and not yet said.
        expect(kept).toBeGreaterThanOrEqual(reported)
        expect(kept).toBeLessThanOrEqual(reported + 1)
        count = kept
      }
    },
  )

  it('is read up to a last line that is torn, and not past one that is spoilt before it', () => {
    const store = openStore(folder)
    store.append([open, type('5')])
    store.close()
    const journal = join(folder, readdirSync(folder).find(name => name.startsWith('journal')) ?? '')
    appendFileSync(journal, '{"type":"type","id":"latent 1 1","te')
    const again = openStore(folder)
    expect(opened(again.progress)?.entries).toEqual({ 'latent 1 1': '5' })
    again.close()
    const next = join(folder, readdirSync(folder).find(name => name.startsWith('journal')) ?? '')
    appendFileSync(next, 'nonsense\n')
    expect(() => openStore(folder)).toThrow(UsageError)
    expect(() => openStore(folder)).toThrow('cannot be read')
  })

  it('is whole where the process died between the new snapshot and the end of the old one', () => {
    const store = openStore(folder)
    store.append([open, type('5')])
    store.close()
    const after = openStore(folder)
    const text = progressText(after.progress)
    after.append([type('6')])
    after.close()
    // The snapshot of the next turn is there, its journal is not, and the old pair was not yet removed.
    writeFileSync(join(folder, 'progress-9.json'), text)
    writeFileSync(join(folder, '.progress-10.json.123'), '{"ver')
    const again = openStore(folder)
    expect(opened(again.progress)?.entries).toEqual({ 'latent 1 1': '5' })
    again.close()
    expect(
      readdirSync(folder)
        .filter(name => /^(progress|journal)/.test(name))
        .toSorted(),
    ).toEqual(['journal-10.jsonl', 'progress-10.json'])
  })

  it('is kept by one process at a time: another may look, and keeps nothing', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000); console.log("here")'])
    try {
      await once(child.stdout, 'data')
      const first = openStore(folder)
      first.append([open, type('5')])
      writeFileSync(join(folder, 'lock'), String(child.pid))
      const second = openStore(folder)
      expect(second.heldBy).toBe(child.pid)
      expect(opened(second.progress)?.entries).toEqual({ 'latent 1 1': '5' })
      second.append([type('99')])
      second.close()
      expect(existsSync(join(folder, 'lock'))).toBe(true)
      first.close()
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    const after = openStore(folder)
    expect([after.heldBy, opened(after.progress)?.entries]).toEqual([null, { 'latent 1 1': '5' }])
    after.close()
  })

  it.runIf(existsSync('/proc/self/stat'))(
    'is not held by a process that only has the number of the one that held it',
    async () => {
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000); console.log("here")'])
      try {
        await once(child.stdout, 'data')
        writeFileSync(join(folder, 'lock'), `${child.pid} 1`)
        const store = openStore(folder)
        expect(store.heldBy).toBeNull()
        expect(readFileSync(join(folder, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `))
        store.close()
      } finally {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
    },
  )

  it('says where it cannot be kept', () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    expect(() => openStore(join(file, 'below'))).toThrow(/cannot be kept in .*a-file/)
    mkdirSync(join(folder, 'sub'))
    openStore(join(folder, 'sub', 'made', 'deep')).close()
  })

  it.each([
    [{ XDG_DATA_HOME: '/data', HOME: '/home/a' }, 'linux', '/data/dit-by-hand'],
    [{ XDG_DATA_HOME: 'relative', HOME: '/home/a' }, 'linux', '/home/a/.local/share/dit-by-hand'],
    [{ HOME: '/home/a' }, 'linux', '/home/a/.local/share/dit-by-hand'],
    [{ HOME: '' }, 'linux', `${userInfo().homedir}/.local/share/dit-by-hand`],
    [{ LOCALAPPDATA: '/local', HOME: '/home/a' }, 'win32', '/local/dit-by-hand'],
    [{ HOME: '/Users/a' }, 'darwin', '/Users/a/Library/Application Support/dit-by-hand'],
  ] as const)('lies where the system has it: %o on %s', (env, platform, wanted) => {
    expect(dataFolder(env, platform)).toBe(wanted)
  })
})

/** Lets a typist begin, and kills it some time after its first number. */
async function killed(
  into: string,
  from: number,
  milliseconds: number,
): Promise<{ readonly reported: number; readonly code: string | null }> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'typist.ts'), into, String(from)])
  let [text, trouble] = ['', '']
  child.stderr?.on('data', data => {
    trouble += data
  })
  const begun = new Promise<void>(resolve => {
    child.stdout?.on('data', data => {
      text += data
      resolve()
    })
    child.on('exit', () => resolve())
  })
  await begun
  await new Promise(resolve => setTimeout(resolve, milliseconds))
  child.kill('SIGKILL')
  const [, signal] =
    child.exitCode === null && child.signalCode === null ? await once(child, 'close') : [0, child.signalCode]
  if (signal !== 'SIGKILL') throw new Error(`the typist ended by itself: ${trouble}`)
  const lines = text.split('\n')
  return { reported: Number(lines.at(-2) ?? 0), code: signal }
}
