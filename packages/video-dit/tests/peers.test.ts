// Our files in the hands of Python's safetensors (written in Rust), and its files in ours. Skipped, and said so, where
// no Python has it: DIT_PYTHON names one that has.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at, named } from '@dit-by-hand/graph/at'
import { pythonFor, runPython } from '@dit-by-hand/tools/python'
import { afterAll, describe, expect, it } from 'vitest'
import { numbersOf, parseSafetensors, type Tensors, tensorOf, writeSafetensors } from '../src/checkpoint/safetensors.ts'
import { saveModel } from '../src/checkpoint/save.ts'
import { damaged } from './damage.ts'
import { tiny, weightsOf } from './support.ts'
import { rounds } from './thorough.ts'

const found = pythonFor('import safetensors.numpy')
if (!found) process.stderr.write('No Python here has safetensors: our files were not tried by another reader.\n')

interface Told {
  readonly metadata: { readonly [key: string]: string }
  readonly tensors: {
    readonly [name: string]: { readonly dtype: string; readonly shape: readonly number[]; readonly sum: number }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'dit-safetensors-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function ask(
  ...asked: readonly (readonly ['told' | 'write', string] | readonly ['refused', readonly string[]])[]
): unknown[] {
  if (!found) throw new Error('there is no Python to ask')
  const script = join(import.meta.dirname, 'peers.py')
  const input = asked.map(each => `${JSON.stringify(each)}\n`).join('')
  return runPython(found.python, [script], folder, input)
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}

const sumOf = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((sum, each) => sum + each, 0)

const asTold = ({ metadata, tensors }: Tensors): Told => ({
  metadata,
  tensors: Object.fromEntries(
    [...tensors].map(([name, tensor]) => [
      name,
      {
        dtype: named({ F16: 'float16', F32: 'float32', F64: 'float64', I64: 'int64', U8: 'uint8' }, tensor.dtype),
        shape: tensor.shape,
        sum: sumOf(numbersOf(tensor)),
      },
    ]),
  ),
})

describe.skipIf(!found)('beside Python’s safetensors', () => {
  it('it reads what we write', () => {
    const files = [
      saveModel({ config: tiny }, weightsOf(tiny)),
      writeSafetensors({
        metadata: {},
        tensors: new Map([
          ['scalar', tensorOf(Float32Array.of(7), [])],
          ['none', tensorOf(new Float32Array(0), [0])],
          ['ä "quoted"\n', tensorOf(Float64Array.of(1, 2), [1, 2, 1])],
        ]),
      }),
      writeSafetensors({ metadata: {}, tensors: new Map() }),
    ]
    const paths = files.map((file, i) => {
      const path = join(folder, `ours${i}.safetensors`)
      writeFileSync(path, file)
      return path
    })
    ask(...paths.map(path => ['told', path] as const)).forEach((answer, i) => {
      const told = answer as Told
      const ours = asTold(parseSafetensors(at(files, i)))
      expect(told.metadata).toEqual(ours.metadata)
      expect(Object.keys(told.tensors).toSorted()).toEqual(Object.keys(ours.tensors).toSorted())
      for (const [name, { dtype, shape, sum }] of Object.entries(ours.tensors)) {
        const theirs = named(told.tensors, name)
        expect([name, theirs.dtype, theirs.shape]).toEqual([name, dtype, shape])
        expect(theirs.sum).toBeCloseTo(sum, 9)
      }
    })
  })

  it('we read what it writes', () => {
    const path = join(folder, 'theirs.safetensors')
    const [, told, bare] = ask(['write', path], ['told', path], ['told', `${path}.bare`])
    expect(asTold(parseSafetensors(readFileSync(path)))).toEqual(told)
    expect(asTold(parseSafetensors(readFileSync(`${path}.bare`)))).toEqual(bare)
  })

  it('of damaged files we take those that it takes, and no others', { timeout: 300_000 }, () => {
    const file = saveModel({ config: { ...tiny, depth: 1 } }, weightsOf({ ...tiny, depth: 1 }))
    const copies = Array.from({ length: rounds(3000, 300) }, (_, i) => damaged(file, i + 1))
    const paths = copies.map((copy, i) => {
      const path = join(folder, `damaged${i}.safetensors`)
      writeFileSync(path, copy)
      return path
    })
    const [refusals] = ask(['refused', paths]) as [readonly (string | null)[]]
    const ours = copies.map(copy => {
      try {
        parseSafetensors(copy)
        return null
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    })
    const differ = ours.flatMap((own, i) => {
      const theirs = at(refusals, i)
      return (own === null) === (theirs === null)
        ? []
        : [`seed ${i + 1}: ${own ?? 'read by us'}, ${theirs ?? 'read by it'}`]
    })
    expect(differ).toEqual([])
  })
})
