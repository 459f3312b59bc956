// An ONNX model written by hand: nodes, weights and inputs as Protocol Buffers (onnx.proto3, field numbers as there).
import type { Tensor } from './task.ts'

/** A node's attribute: a whole number, one with a fraction, a text, or whole numbers. */
export type Attribute = number | { readonly float: number } | string | readonly number[]

type Bytes = readonly Uint8Array[]

const utf8 = new TextEncoder()

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return Uint8Array.of(...bytes, rest)
}

const whole = (field: number, value: number): Bytes => [varint(field * 8), varint(value)]
function message(field: number, parts: Bytes): Bytes {
  const length = parts.reduce((total, part) => total + part.length, 0)
  return [varint(field * 8 + 2), varint(length), ...parts]
}
const text = (field: number, value: string): Bytes => message(field, [utf8.encode(value)])
const cells = (field: number, data: ArrayBufferView): Bytes =>
  message(field, [new Uint8Array(data.buffer, data.byteOffset, data.byteLength)])

const [float, int64] = [1, 7]

function attribute(name: string, value: Attribute): Bytes {
  const body =
    typeof value === 'number'
      ? [...whole(3, value), ...whole(20, 2)]
      : typeof value === 'string'
        ? [...text(4, value), ...whole(20, 3)]
        : 'float' in value
          ? [varint(2 * 8 + 5), new Uint8Array(Float32Array.of(value.float).buffer), ...whole(20, 1)]
          : [...value.flatMap(each => whole(8, each)), ...whole(20, 7)]
  return message(5, [...text(1, name), ...body])
}

/** A named tensor of shape, as an input or an output declares it. */
function declared(field: number, name: string, shape: readonly number[]): Bytes {
  const dimensions = shape.flatMap(size => message(1, whole(1, size)))
  return message(field, [...text(1, name), ...message(2, message(1, [...whole(1, float), ...message(2, dimensions)]))])
}

/** Collects a graph. Everything is single precision. */
export class OnnxGraph {
  readonly #nodes: Uint8Array[] = []
  readonly #weights: Uint8Array[] = []
  readonly #inputs: Uint8Array[] = []
  #count = 0

  input(name: string, shape: readonly number[]): string {
    this.#inputs.push(...declared(11, name, shape))
    return name
  }

  weight({ shape, data }: Tensor): string {
    const name = this.#fresh()
    this.#weights.push(
      ...message(5, [
        ...shape.flatMap(size => whole(1, size)),
        ...whole(2, float),
        ...text(8, name),
        ...cells(9, data),
      ]),
    )
    return name
  }

  number(value: number): string {
    return this.weight({ shape: [], data: Float32Array.of(value) })
  }

  shape(sizes: readonly number[]): string {
    const name = this.#fresh()
    const data = BigInt64Array.from(sizes, BigInt)
    this.#weights.push(
      ...message(5, [...whole(1, sizes.length), ...whole(2, int64), ...text(8, name), ...cells(9, data)]),
    )
    return name
  }

  nodes(
    op: string,
    inputs: readonly string[],
    outputs: number,
    attributes: { readonly [name: string]: Attribute } = {},
    domain = '',
  ): readonly string[] {
    const names = Array.from({ length: outputs }, () => this.#fresh())
    this.#nodes.push(
      ...message(1, [
        ...inputs.flatMap(name => text(1, name)),
        ...names.flatMap(name => text(2, name)),
        ...text(4, op),
        ...Object.entries(attributes).flatMap(([name, value]) => attribute(name, value)),
        ...text(7, domain),
      ]),
    )
    return names
  }

  node(
    op: string,
    inputs: readonly string[],
    attributes: { readonly [name: string]: Attribute } = {},
    domain = '',
  ): string {
    const [name = ''] = this.nodes(op, inputs, 1, attributes, domain)
    return name
  }

  /** The bytes of a model whose output is called `y`. */
  model(output: string, shape: readonly number[]): Uint8Array<ArrayBuffer> {
    const renamed = message(1, [...text(1, output), ...text(2, 'y'), ...text(4, 'Identity')])
    const graph = [
      ...this.#nodes,
      ...renamed,
      ...text(2, 'graph'),
      ...this.#weights,
      ...this.#inputs,
      ...declared(12, 'y', shape),
    ]
    const sets = [...message(8, whole(2, 20)), ...message(8, [...text(1, 'com.microsoft'), ...whole(2, 1)])]
    const parts = [...whole(1, 9), ...sets, ...message(7, graph)]
    const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
    let at = 0
    for (const part of parts) {
      bytes.set(part, at)
      at += part.length
    }
    return bytes
  }

  #fresh(): string {
    this.#count++
    return `t${this.#count}`
  }
}
