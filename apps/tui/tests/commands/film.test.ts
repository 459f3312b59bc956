// A film played in a terminal: where it is, where it is not, and how it ends.
import { expect, it, vi } from 'vitest'
import type { Input, Output } from '../../src/io.ts'
import { play } from '../../src/video/play.ts'
import { dit, type World } from './dit.ts'

const few = ['--steps', '1', '--delay', '20', '--frames', '2']
const hides = '\u001b[?25l'
const shown = async (args: readonly string[], world: World): Promise<string> => {
  const { code, stdout } = await dit(['generate', 'moon rises at night', ...few, ...args], { tty: true, ...world })
  expect(code).toBe(0)
  return stdout
}

it('is played where it fits', async () => {
  expect(await shown([], {})).toContain(hides)
})

it.each([
  ['the terminal can only print', [], { env: { TERM: 'dumb' } }],
  ['a screen reader is in use', [], { env: { INK_SCREEN_READER: 'true' } }],
  ['it is too wide', [], { columns: 15 }],
  ['it is too high', ['--size', '48x16'], {}],
] as const)('is not played where %s', async (_why, args, world) => {
  const stdout = await shown(args, world)
  expect(stdout.replace(/\s+/g, ' ')).toContain('“moon rises at night”, seed 1: 2 frames')
  expect(stdout).not.toContain(hides)
})

it('is told of in lines that the terminal breaks within no word, and elsewhere in one', async () => {
  const told = (stdout: string): readonly string[] => stdout.slice(stdout.indexOf('“')).trimEnd().split('\n')
  const env = { INK_SCREEN_READER: 'true' }
  const lines = told(await shown([], { env }))
  expect(lines.length).toBe(2)
  expect(lines.every(line => line.length <= 80)).toBe(true)
  const time = /in \d+ ms/
  expect(told(await shown([], { env, tty: false })).map(line => line.replace(time, ''))).toEqual([
    lines.join(' ').replace(time, ''),
  ])
})

it('ends at Ctrl-C, however long a frame is shown, and the cursor with it', async () => {
  let stdout = ''
  const screen: Output = {
    isTTY: true,
    columns: 80,
    rows: 24,
    async write(text) {
      stdout += text
    },
  }
  const stdin: Input = { isTTY: true, async *bytes() {} }
  const film = { frames: 2, height: 2, width: 1, pixels: new Uint8Array(12) }
  const played = play(film, 3_600_000, 1, { stdin, stdout: screen, stderr: screen, cwd: '/', env: {} })
  await vi.waitFor(() => expect(stdout).toContain('\u001b[K'))
  process.emit('SIGINT', 'SIGINT')
  await played
  expect(stdout.endsWith('\u001b[?25h')).toBe(true)
})
