// Half precision: every half comes back as itself, what lies between goes to the nearest, and a halved file is the same model.
import { isTurn } from '@dit-by-hand/tools/thorough'
import { expect, it } from 'vitest'
import { CheckpointError, numbersFrom } from '../src/checkpoint/dtype.ts'
import { halfBits, halved } from '../src/checkpoint/half.ts'
import { isWhole, loadModel } from '../src/checkpoint/load.ts'
import { saveModel } from '../src/checkpoint/save.ts'
import { inMemory } from '../src/checkpoint/source.ts'
import { tiny, weightsOf } from './support.ts'

const all = new Uint8Array(2 * 65536)
for (let bits = 0; bits < 65536; bits++) new DataView(all.buffer).setUint16(2 * bits, bits, true)
const halves = numbersFrom(all, 'F16')

it('gives each half its own bits', () => {
  const wrong = [...halves.entries()].filter(([bits, value]) => !Number.isNaN(value) && halfBits(value) !== bits)
  expect(wrong).toEqual([])
  expect(halfBits(Number.NaN)).toBe(0x7e00)
})

it.runIf(isTurn(1))('rounds to the nearest, ties to even', () => {
  for (let bits = 0; bits < 0x7bff; bits++) {
    const [low, high] = [halves[bits]!, halves[bits + 1]!]
    const middle = (low + high) / 2
    expect(halfBits(middle)).toBe(bits % 2 === 0 ? bits : bits + 1)
    expect(halfBits(middle - (high - low) / 64)).toBe(bits)
    expect(halfBits(middle + (high - low) / 64)).toBe(bits + 1)
  }
  expect(halfBits(65519)).toBe(0x7bff)
  expect(halfBits(65520)).toBe(0x7c00)
  expect(halfBits(-1e9)).toBe(0xfc00)
  expect(halfBits(1e-9)).toBe(0)
})

it('halves a model’s file, which stays the same model', async () => {
  const weights = weightsOf(tiny)
  const file = saveModel({ config: tiny, vocabulary: ['a', 'b', 'c', 'd'] }, weights)
  const small = halved(file)
  expect(small.length).toBeLessThan(0.75 * file.length)
  const { info, weights: found, report } = await loadModel(inMemory(small))
  expect(isWhole(report)).toBe(true)
  expect(info.vocabulary).toEqual(['a', 'b', 'c', 'd'])
  for (const [name, cells] of Object.entries(found))
    cells.forEach((cell, i) => {
      expect(Math.abs(cell - weights[name]![i]!)).toBeLessThanOrEqual(2 ** -11 * Math.max(Math.abs(cell), 2 ** -14))
    })
})

it('refuses a number that would become infinite, by its name', () => {
  const weights = weightsOf(tiny)
  const large = { ...weights, 'embed.bias': weights['embed.bias']!.map((cell, i) => (i === 1 ? -70_000 : cell)) }
  const file = saveModel({ config: tiny, vocabulary: ['a', 'b', 'c', 'd'] }, large)
  expect(() => halved(file)).toThrow(
    new CheckpointError('x_embedder.proj.bias has -70000, which half precision cannot hold'),
  )
})
