// Writes Protocol Buffers: the three kinds of field that ONNX needs. Large fields may be read when they are written.

/** Bytes, or something that reads them when they are written. */
export type Part = Uint8Array | Later

/** Bytes that are read only when they are written. */
export interface Later {
  readonly byteLength: number
  read(): Uint8Array
}

const utf8 = new TextEncoder()

/** A whole number, seven bits in each byte; a negative one as 64 bits in two's complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return Uint8Array.of(...bytes, Number(rest))
}

const key = (field: number, form: 0 | 2 | 5): Uint8Array => varint(8 * field + form)

export const whole = (field: number, value: number): readonly Part[] => [key(field, 0), varint(value)]

/** A field with a number in single precision. */
export function float(field: number, value: number): readonly Part[] {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return [key(field, 5), bytes]
}

/** A field with a message or plain bytes, preceded by their length. */
export function message(field: number, parts: readonly Part[]): readonly Part[] {
  const length = parts.reduce((total, part) => total + part.byteLength, 0)
  return [key(field, 2), varint(length), ...parts]
}

export const text = (field: number, value: string): readonly Part[] => message(field, [utf8.encode(value)])
