// `dit parity`: golden tensors agree, a swapped convention does not, and what is no such file is refused in one line.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { named } from '@dit-by-hand/graph/at'
import { thorough } from '@dit-by-hand/tools/thorough'
import { parseSafetensors, writeSafetensors } from '@dit-by-hand/video-dit/checkpoint'
import { afterAll, describe, expect, it } from 'vitest'
import { dit } from './dit.ts'

const golden = join(import.meta.dirname, '../../../../packages/video-dit/tests/golden')
const cwd = mkdtempSync(join(tmpdir(), 'dit-parity-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))
const clip = readFileSync(join(golden, 'd_video_ext.safetensors'))

describe('dit parity', () => {
  // Those of models are tried by the room of that model, too; a short run leaves them to it.
  it.each(['tables', ...(thorough ? ['d_video_ext', 'a_p2_h24_d2'] : [])])('%s fits', async name => {
    const { code, stdout, stderr } = await dit(['parity', join(golden, `${name}.safetensors`)])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/\nAll \d+ tensors agree\.\n$/)
  })

  it.runIf(thorough)('fails a file whose output is another one', async () => {
    const { metadata, tensors } = parseSafetensors(Uint8Array.from(clip))
    const { bytes } = named(Object.fromEntries(tensors), 'act.final.tokens', 'the file')
    const first = new DataView(bytes.buffer, bytes.byteOffset, 4)
    first.setFloat32(0, first.getFloat32(0, true) + 0.01, true)
    writeFileSync(join(cwd, 'd_video_ext.safetensors'), writeSafetensors({ metadata, tensors }))
    const manifest = join(golden, 'manifest.json')
    const { code, stdout } = await dit(['parity', 'd_video_ext.safetensors', '--manifest', manifest], { cwd })
    expect(code).toBe(1)
    expect(stdout).toContain('First differs at act.final.tokens: no convention known here explains it.')
    expect(stdout).not.toMatch(/All \d+ tensors agree/)
  })

  it('fails it where nobody reads the table, too', async () => {
    writeFileSync(join(cwd, 'unknown.safetensors'), writeSafetensors({ metadata: {}, tensors: new Map() }))
    const asked = ['parity', 'unknown.safetensors', '--precision', 'double']
    for (const closedAfter of [undefined, 0, 1])
      expect((await dit(asked, { cwd, ...(closedAfter !== undefined && { closedAfter }) })).code).toBe(1)
  })

  it('is asked for floors of a file that has none', async () => {
    for (const [name, text] of [
      ['list.json', '[]'],
      ['web.json', '{"name": "a page"}'],
    ] as const) {
      writeFileSync(join(cwd, name), text)
      expect(await dit(['parity', join(golden, 'tables.safetensors'), '--manifest', name], { cwd })).toEqual({
        code: 2,
        stdout: '',
        stderr: `dit: ${name} is not a manifest: it lacks float32_vs_float64.all, which says how much single precision loses.\n`,
      })
    }
  })

  it.each([
    ['nothing.safetensors', null],
    ['short.safetensors', clip.subarray(0, 1000)],
    ['cut.safetensors', clip.subarray(0, clip.length - 1000)],
  ])('%s is refused', async (file, bytes) => {
    if (bytes) writeFileSync(join(cwd, file), bytes)
    const { code, stdout, stderr } = await dit(['parity', file], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(new RegExp(`^dit: ${file.replace('.', '\\.')}.*\\n$`))
  })
})
