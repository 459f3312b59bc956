// Converts a checkpoint to half precision, so that a page loads it in half the time.

import { halfToEven } from '../schedule.ts'
import { CheckpointError, encode } from './dtype.ts'
import { numbersOf, parseSafetensors, type Tensor, writeSafetensors } from './safetensors.ts'
import { frozenName } from './save.ts'

/** Halfway from the largest half-precision number to the next power of two. */
const tooLarge = 65520

/** The bits of the nearest half-precision number, ties to even; infinity where it is too large (IEEE 754-2019, binary16). */
export function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (Number.isNaN(value)) return 0x7e00
  if (size >= tooLarge) return sign | 0x7c00
  const exponent = Math.max(-14, Math.floor(Math.log2(size)))
  const steps = halfToEven(size * 2 ** (10 - exponent))
  // Below 2⁻¹⁴ numbers are as far apart as just above it; rounding up to the next power of two carries into the exponent.
  return sign | (steps < 1024 ? steps : ((exponent + 14) << 10) + steps)
}

/**
 * The same file with its 32-bit floats in half precision, and without the frozen positions, which our readers compute.
 * @throws {CheckpointError} where the file is damaged, or has a number that half precision cannot hold
 */
export function halved(file: Uint8Array): Uint8Array {
  const { metadata, tensors } = parseSafetensors(file)
  const kept = [...tensors].filter(([name]) => name !== frozenName)
  return writeSafetensors({ metadata, tensors: new Map(kept.map(([name, tensor]) => [name, half(name, tensor)])) })
}

function half(name: string, tensor: Tensor): Tensor {
  if (tensor.dtype !== 'F32') return tensor
  const numbers = numbersOf(tensor)
  const large = numbers.find(number => Math.abs(number) >= tooLarge)
  if (large !== undefined) throw new CheckpointError(`${name} has ${large}, which half precision cannot hold`)
  return { dtype: 'F16', shape: tensor.shape, bytes: encode(numbers.map(halfBits), 'U16') }
}
