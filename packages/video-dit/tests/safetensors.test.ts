// The file format: what readers demand is written, all that is sound is read, and all that is not is refused in one line.
import { describe, expect, it } from 'vitest'
import { CheckpointError } from '../src/checkpoint/dtype.ts'
import { loadModel, reportLines } from '../src/checkpoint/load.ts'
import { numbersOf, parseSafetensors, tensorOf, writeSafetensors } from '../src/checkpoint/safetensors.ts'
import { saveModel } from '../src/checkpoint/save.ts'
import { inMemory } from '../src/checkpoint/source.ts'
import { damaged, fileOf, headerBytes } from './damage.ts'
import { tiny, weightsOf } from './support.ts'
import { rounds } from './thorough.ts'

const decoder = new TextDecoder()

describe('writing', () => {
  const tensors = new Map([
    ['b', tensorOf(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3])],
    ['scalar', tensorOf(Float32Array.of(7), [])],
    ['none', tensorOf(new Float32Array(0), [0])],
    ['wide', tensorOf(Float64Array.of(Math.PI), [1])],
  ])

  it('pads the header to 8 bytes, puts wide numbers first, leaves no gap', () => {
    const file = writeSafetensors({ metadata: { format: 'pt', a: 'b' }, tensors })
    const length = headerBytes(file)
    expect(length % 8).toBe(0)
    const header: unknown = JSON.parse(decoder.decode(file.subarray(8, 8 + length)))
    expect(header).toEqual({
      __metadata__: { a: 'b', format: 'pt' },
      wide: { dtype: 'F64', shape: [1], data_offsets: [0, 8] },
      b: { dtype: 'F32', shape: [2, 3], data_offsets: [8, 32] },
      none: { dtype: 'F32', shape: [0], data_offsets: [32, 32] },
      scalar: { dtype: 'F32', shape: [], data_offsets: [32, 36] },
    })
    expect(file.byteLength).toBe(8 + length + 36)
    expect(numbersOf(parseSafetensors(file).tensors.get('scalar')!)).toEqual(Float32Array.of(7))
    expect(numbersOf(parseSafetensors(file).tensors.get('none')!)).toEqual(new Float32Array(0))
  })

  it('gives the same bytes in whatever order tensors and metadata come', () => {
    const file = writeSafetensors({ metadata: { a: '1', b: '2' }, tensors })
    const turned = { metadata: { b: '2', a: '1' }, tensors: new Map([...tensors].toReversed()) }
    expect(writeSafetensors(turned)).toEqual(file)
  })

  it.each(['\ud800', '__metadata__'])('refuses a tensor called %j', name => {
    const one = new Map([[name, tensorOf(new Float32Array(1), [1])]])
    expect(() => writeSafetensors({ metadata: {}, tensors: one })).toThrow(CheckpointError)
  })
})

describe('reading', () => {
  const numbers = (dtype: string, bytes: readonly number[], shape: readonly number[]): readonly number[] => {
    const text = JSON.stringify({ x: { dtype, shape, data_offsets: [0, bytes.length] } })
    return [...numbersOf(parseSafetensors(fileOf(text, Uint8Array.from(bytes))).tensors.get('x')!)]
  }

  // IEEE 754 binary16, Google's bfloat16, and OCP's two of 8 bits: bits on the left, numbers on the right.
  it.each<[string, number[], number[]]>([
    ['F16', [0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0xff, 0x7b], [1, -2, 2 ** -24, 65504]],
    ['F16', [0x00, 0x7c, 0x00, 0xfc, 0x00, 0x80, 0xff, 0x03], [Infinity, -Infinity, -0, 1023 * 2 ** -24]],
    ['BF16', [0x80, 0x3f, 0x49, 0x40, 0x01, 0x00, 0x7f, 0x7f], [1, 3.140625, 2 ** -133, 255 * 2 ** 120]],
    ['F64', [0x18, 0x2d, 0x44, 0x54, 0xfb, 0x21, 0x09, 0x40], [Math.PI]],
    ['F8_E4M3', [0x38, 0x7e, 0x01, 0xb8], [1, 448, 2 ** -9, -1]],
    ['F8_E5M2', [0x3c, 0x7b, 0x7c, 0x01], [1, 57344, Infinity, 2 ** -16]],
    ['I64', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-1]],
    ['U8', [0, 255], [0, 255]],
    ['BOOL', [1, 0], [1, 0]],
  ])('%s %j', (dtype, bytes, wanted) => {
    expect(numbers(dtype, bytes, [wanted.length])).toEqual(wanted)
  })

  it('numbers that do not lie aligned', () => {
    const data = new Uint8Array(1 + 8 + 4)
    const view = new DataView(data.buffer)
    view.setUint8(0, 9)
    view.setFloat64(1, Math.E, true)
    view.setFloat32(9, 0.5, true)
    const header = {
      byte: { dtype: 'U8', shape: [1], data_offsets: [0, 1] },
      wide: { dtype: 'F64', shape: [], data_offsets: [1, 9] },
      narrow: { dtype: 'F32', shape: [1, 1], data_offsets: [9, 13] },
    }
    for (const spaces of [0, 1, 3, 5]) {
      const { tensors } = parseSafetensors(fileOf(JSON.stringify(header) + ' '.repeat(spaces), data))
      expect([...tensors.values()].map(tensor => numbersOf(tensor)[0])).toEqual([9, Math.E, 0.5])
    }
  })

  it.each(['{}', '{"__metadata__":{}}', '{"__metadata__":null}', '{ } '])('a file without tensors: %s', text => {
    expect(parseSafetensors(fileOf(text))).toEqual({ metadata: {}, tensors: new Map() })
  })

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'the file ends after 0 bytes'],
    [
      'a header without end',
      fileOf('{}', undefined, 100n),
      'the header would be 100 bytes long, but the file has only 10',
    ],
    ['a file of torch.save', new TextEncoder().encode('PK\x03\x04\0\0\x08\x08'), 'but a zip archive, as torch.save'],
    ['an old one', Uint8Array.of(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46), 'but a pickle, as older versions'],
    ['a pointer', new TextEncoder().encode('version https://git-lfs'), 'but a pointer of Git LFS: git lfs pull'],
    ['an index', new TextEncoder().encode('{"metadata": {}}'), 'not a safetensors file but JSON'],
    ['a header of a petabyte', fileOf('{}', undefined, 2n ** 50n), 'at most 100000000 are allowed'],
    ['a list', fileOf('[]'), 'the header does not begin with {'],
    ['no JSON', fileOf('{"a":'), 'the header is not JSON'],
    ['no UTF-8', fileOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)), 'the header is not JSON'],
    [
      'one name twice',
      fileOf(`{${`"x":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},`.repeat(2).slice(0, -1)}}`),
      'the header has two tensors of the same name',
    ],
    [
      'an overlap',
      fileOf(
        '{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}',
        new Uint8Array(6),
      ),
      '"b" begins at byte 2 of the data, inside the one before it, which ends at 4',
    ],
    [
      'a gap',
      fileOf('{"a":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}', new Uint8Array(6)),
      '"a" begins at byte 2 of the data, past a gap after the one before it, which ends at 0',
    ],
    [
      'a shape that overflows',
      fileOf('{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,0]}}'),
      'needs 316912650057057350374175801344 bytes; it has 0',
    ],
    [
      'data behind the last tensor',
      fileOf('{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}', new Uint8Array(6)),
      'the file holds 6: it is too long',
    ],
    ['a deep nest', fileOf(`{"a":${'['.repeat(1e6)}`), 'the header nests deeper than 3'],
    [
      'a million axes',
      fileOf(`{"a":{"dtype":"U8","shape":[${'0,'.repeat(1e6)}0],"data_offsets":[0,0]}}`),
      '1000001 axes',
    ],
    ['ten million zeros', fileOf(`{"a":[${'0,'.repeat(1e7)}0]}`), 'the header has more than'],
  ])('refuses %s', (_what, file, message) => {
    expect(() => parseSafetensors(file)).toThrow(message)
    expect(() => parseSafetensors(file)).toThrow(CheckpointError)
  })
})

describe('damaged files', () => {
  const file = saveModel({ config: tiny, vocabulary: ['a', 'b', 'c', ''] }, weightsOf(tiny))
  const count = rounds(10_000, 400)

  it(`${count} of them give one line, or a sound file`, { timeout: 600_000 }, async () => {
    const said = new Set<string>()
    let sound = 0
    for (let seed = 1; seed <= count; seed++) {
      const copy = damaged(file, seed)
      // No memory is asked for that the file could not fill.
      let asked = 0
      try {
        const { report } = await loadModel(inMemory(copy), {
          into: ({ shape: [rows, columns] }) => {
            asked += 4 * rows * columns
            return new Float32Array(rows * columns)
          },
        })
        for (const line of reportLines(report)) expect(line).toMatch(/^[^\p{Cc}\u202e]{1,2000}$/u)
        sound++
      } catch (error) {
        if (!(error instanceof CheckpointError)) throw new Error(`seed ${seed}`, { cause: error })
        expect(error.message).toMatch(/^[^\p{Cc}\p{Cs}]{1,300}$/u)
        said.add(error.message.replace(/\d+/g, '#').replace(/".*?"/g, '“”'))
      }
      expect(asked).toBeLessThanOrEqual(8 * copy.byteLength)
    }
    // Damage of many kinds was seen, and what a reader can live with was read.
    expect(said.size).toBeGreaterThan(12)
    expect(sound).toBeGreaterThan(0)
    expect(sound).toBeLessThan(count / 2)
  })
})
