// Golden files as somebody with other conventions would have made them: every tensor that comes out, worked out anew.
import { named } from '@dit-by-hand/graph/at'
import { numbersFrom } from '../src/checkpoint/dtype.ts'
import { parseSafetensors, type Tensor, tensorOf, writeSafetensors } from '../src/checkpoint/safetensors.ts'
import type { Convention } from '../src/parity/check.ts'
import { configOf, golden } from '../src/parity/golden.ts'
import { sectionsOf } from '../src/parity/parity.ts'
import { double } from '../src/reading.ts'
import { single } from '../src/single.ts'

/** The tensor in the format of another. */
const like = ({ dtype, shape }: Tensor, numbers: ArrayLike<number>): Tensor =>
  tensorOf(dtype === 'F64' ? Float64Array.from(numbers) : Float32Array.from(numbers), shape)

/** What a model with other conventions does not have at all, such as a bound that it does not learn. */
function missing(error: unknown): undefined {
  if (!(error instanceof RangeError)) throw error
}

/**
 * A copy of a file, made by the model with these conventions; its double column in double precision, the rest in single.
 * @param kept which tensors are made and stay; of the others only what goes in does
 */
export async function recorded(
  file: Uint8Array,
  using: readonly Convention[],
  kept: (tensor: string) => boolean = () => true,
): Promise<Uint8Array> {
  const { metadata, tensors } = parseSafetensors(file)
  const of = golden(file)
  const copy = new Map(tensors)
  for (const reading of [double, single])
    for (const check of sectionsOf(of, configOf(of), reading).flat()) {
      const inDouble = reading.precision === 'double'
      const name = inDouble ? `f64.${check.tensor}` : check.tensor
      const own = tensors.get(name)
      if (!own || check.tensor.startsWith('param.')) continue
      const made = kept(check.tensor) ? await check.found(using).catch(missing) : undefined
      if (made) copy.set(name, like(own, made))
      else copy.delete(name)
    }
  return writeSafetensors({ metadata, tensors: copy })
}

/** A copy with one tensor changed. */
export function changed(
  file: Uint8Array,
  names: readonly string[],
  change: (numbers: Float32Array | Float64Array, shape: readonly number[]) => ArrayLike<number>,
): Uint8Array {
  const { metadata, tensors } = parseSafetensors(file)
  const copy = new Map(tensors)
  for (const name of names) {
    const tensor = named(Object.fromEntries(tensors), name, 'the file')
    copy.set(name, like(tensor, change(numbersFrom(tensor.bytes, tensor.dtype), tensor.shape)))
  }
  return writeSafetensors({ metadata, tensors: copy })
}

/** A copy with some of the tensors. */
export function only(file: Uint8Array, kept: (name: string) => boolean): Uint8Array {
  const { metadata, tensors } = parseSafetensors(file)
  return writeSafetensors({ metadata, tensors: new Map([...tensors].filter(([name]) => kept(name))) })
}
