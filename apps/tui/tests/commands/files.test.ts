// What a command writes: through links, over what is there with its permissions, and never over what is no file.
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { toBeWritten, writeWhole } from '../../src/files.ts'
import { type Io, type Output, UsageError } from '../../src/io.ts'
import { taken } from '../../src/lock.ts'

const cwd = mkdtempSync(join(tmpdir(), 'dit-files-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const silent: Output = { isTTY: false, columns: undefined, write: async () => undefined }
const io: Io = { stdin: { isTTY: false, async *bytes() {} }, stdout: silent, stderr: silent, cwd, env: {} }
const at = (name: string): string => join(cwd, name)
const isLink = (name: string): boolean => lstatSync(at(name)).isSymbolicLink()

describe.skipIf(process.platform === 'win32')('what is written', () => {
  it('goes to where a link leads, and the link stays', async () => {
    mkdirSync(at('far'))
    writeFileSync(at('far/model'), 'old')
    symlinkSync('far/model', at('near'))
    symlinkSync('near', at('nearer'))
    await toBeWritten('nearer', io, { force: true })
    await writeWhole('nearer', 'new', io, { force: true })
    expect(readFileSync(at('far/model'), 'utf8')).toBe('new')
    expect([isLink('near'), isLink('nearer')]).toEqual([true, true])
    await expect(writeWhole('near', 'lost', io)).rejects.toThrow('near cannot be written: it already exists; --force')
    expect(readFileSync(at('far/model'), 'utf8')).toBe('new')
  })

  it('goes to where a link leads that nothing is at yet, asked for or forced', async () => {
    for (const force of [false, true]) {
      const [link, to] = [`link${force}`, `to${force}`]
      symlinkSync(to, at(link))
      await toBeWritten(link, io, { force })
      await writeWhole(link, 'new', io, { force })
      expect([isLink(link), readFileSync(at(to), 'utf8')]).toEqual([true, 'new'])
    }
  })

  it('has the permissions of what it is written over', async () => {
    writeFileSync(at('private'), 'old')
    chmodSync(at('private'), 0o600)
    await writeWhole('private', 'new', io, { force: true })
    expect([readFileSync(at('private'), 'utf8'), statSync(at('private')).mode & 0o777]).toEqual(['new', 0o600])
  })

  it.each([
    ['at once', 'new'],
    ['piece by piece', ['n', 'ew'].map(part => Buffer.from(part))],
  ])('is on the disk before it is moved into place: %s', async (_how, content) => {
    writeFileSync(at('kept'), 'old')
    const handle = await open(at('kept'))
    const seen: string[][] = []
    const synced = vi.spyOn(Object.getPrototypeOf(handle), 'sync').mockImplementation(async () => {
      const beside = readdirSync(cwd).filter(name => name.endsWith('.tmp'))
      seen.push([...beside, 'kept'].map(name => readFileSync(at(name), 'utf8')))
    })
    await writeWhole('kept', content, io, { force: true })
    synced.mockRestore()
    await handle.close()
    expect([seen, readFileSync(at('kept'), 'utf8')]).toEqual([[['new', 'old']], 'new'])
  })

  it.each([
    ['/dev/null', 'it is a device or a pipe, not a file'],
    ['far', 'it is a folder'],
    ['circle', 'its links form a loop'],
    ['gone/model', 'there is no such folder'],
    ['dangling', 'there is no such folder'],
  ])('is refused before and after the work, and harms nothing: %s', async (path, why) => {
    if (!existsSync(at('far'))) mkdirSync(at('far'))
    for (const [link, to] of [
      ['circle', 'circle'],
      ['dangling', 'nowhere/model'],
    ] as const)
      if (!lstatSync(at(link), { throwIfNoEntry: false })) symlinkSync(to, at(link))
    const said = new UsageError(`${path} cannot be written: ${why}.`)
    await expect(toBeWritten(path, io, { force: true })).rejects.toThrow(said)
    await expect(writeWhole(path, 'lost', io, { force: true })).rejects.toThrow(said)
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
    expect(readdirSync(cwd).filter(name => name.endsWith('.tmp'))).toEqual([])
  })
})

describe('what a killed process of the same number left', () => {
  it('stops nobody', async () => {
    writeFileSync(at(`.again.${process.pid}.tmp`), 'half')
    await writeWhole('again', 'whole', io)
    expect(readFileSync(at('again'), 'utf8')).toBe('whole')
    expect(readdirSync(cwd).filter(name => name.endsWith('.tmp'))).toEqual([])
  })
})

describe('a lock', () => {
  it('is taken once, by whoever lives; one that was left behind is taken over', () => {
    expect(taken(at('lock'))).toBeNull()
    expect(readFileSync(at('lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} \\d*$`))
    writeFileSync(at('lock'), String(process.ppid))
    expect(taken(at('lock'))).toBe(process.ppid)
    for (const left of ['999999999', 'nonsense', '']) {
      writeFileSync(at('lock'), left)
      expect(taken(at('lock'))).toBeNull()
    }
  })
})
