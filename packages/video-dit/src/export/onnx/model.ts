// Builds an ONNX model (nodes, initialisers, inputs, outputs) and writes it with the field numbers of onnx.proto3.
import { at } from '@dit-by-hand/graph/at'
import { bytesOf, together } from '../../bytes.ts'
import { encode } from '../../checkpoint/dtype.ts'
import { float, message, type Part, text, whole } from '../protobuf.ts'

/** Every runtime since 2022 has opset 17 and IR 8. The newest op used is Shape-15, with `start` and `end`. */
export const opset = 17
export const irVersion = 8

/** A node's attribute: a whole number, a list of them, a number in single precision, or a text. */
export type Attribute = number | readonly number[] | { readonly float: number } | string

/** The op sets that a model uses, each with its version; ONNX's own has the name ''. */
export type Opsets = { readonly [domain: string]: number }

/** The size of an axis, or a name where it is known only when the model runs. */
export type Dimension = number | string

export interface Declared {
  readonly name: string
  readonly type: 'float' | 'int64'
  readonly shape: readonly Dimension[]
}

/** A stored tensor, the last axis fastest. */
export interface Initialiser {
  readonly name: string
  readonly type: 'float' | 'int64' | 'bool'
  readonly shape: readonly number[]
  readonly bytes: Part
}

interface Made {
  readonly op: string
  readonly inputs: readonly string[]
  outputs: readonly string[]
  readonly attributes: { readonly [name: string]: Attribute }
  readonly domain: string
}

/** A model's files. */
export interface OnnxFiles {
  readonly model: readonly Part[]
  /** Weights of a model that is too large for one message, for a file of this name beside it. */
  readonly data?: { readonly name: string; readonly parts: readonly Part[] }
}

const types = { float: 1, int64: 7, bool: 9 } as const

/** A message must stay below 2 GiB (protobuf.dev, "Encoding"). Beyond half of that the weights go into a file of their own. */
const mostInside = 2 ** 30
/** Tensors begin at whole pages of that file, so that it can be memory-mapped. */
const page = 4096

/** Builds a graph. Values are referred to by name; one without a name of its own is named after its op. */
export class OnnxModel {
  readonly #opsets: Opsets
  readonly #nodes: Made[] = []
  readonly #initialisers: Initialiser[] = []
  readonly #inputs: Declared[] = []
  readonly #outputs: Declared[] = []
  readonly #taken = new Set<string>()
  readonly #constants = new Map<string, string>()

  /** @param opsets Default: {@link opset} of ONNX alone */
  constructor(opsets: Opsets = { '': opset }) {
    this.#opsets = opsets
  }

  input(declared: Declared): string {
    this.#inputs.push({ ...declared, name: this.#claim(declared.name) })
    return declared.name
  }

  /** Declares the value of this name an output. */
  output(declared: Declared): void {
    this.#outputs.push(declared)
  }

  store(initialiser: Initialiser): string {
    this.#initialisers.push({ ...initialiser, name: this.#claim(initialiser.name) })
    return initialiser.name
  }

  /** A constant in single precision; the same cells give the same constant. */
  floats(shape: readonly number[], cells: ArrayLike<number>): string {
    return this.#constant('float', shape, encode(cells, 'F32'))
  }

  /** A constant of whole numbers: a shape, axes, the start of a slice. */
  ints(...values: readonly number[]): string {
    return this.#constant('int64', [values.length], encode(values, 'I64'))
  }

  bools(shape: readonly number[], cells: readonly boolean[]): string {
    return this.#constant('bool', shape, Uint8Array.from(cells, Number))
  }

  /** Adds a node of ONNX's own ops. @returns the name of its output */
  node(op: string, inputs: readonly string[], attributes: { readonly [name: string]: Attribute } = {}): string {
    return at(this.nodes(op, inputs, 1, attributes), 0)
  }

  /** Adds a node of any op set. @returns the names of its outputs */
  nodes(
    op: string,
    inputs: readonly string[],
    count: number,
    attributes: { readonly [name: string]: Attribute },
    domain = '',
  ): readonly string[] {
    const outputs = Array.from({ length: count }, () => this.#fresh(op))
    this.#nodes.push({ op, inputs, outputs, attributes, domain })
    return outputs
  }

  /** Renames the output of the last node. @throws {RangeError} where `value` is not that output */
  call(value: string, name: string): string {
    const last = this.#nodes.at(-1)
    if (last?.outputs.length !== 1 || last.outputs[0] !== value) return this.call(this.node('Identity', [value]), name)
    last.outputs = [this.#claim(name)]
    return name
  }

  /**
   * Writes the model. @param dataName the file for the weights, where the model is too large for one message
   * @param metadata shown by model viewers
   * @param most the most bytes of weights in the message
   */
  files(dataName: string, metadata: { readonly [key: string]: string } = {}, most: number = mostInside): OnnxFiles {
    const outside = bytesOf(this.#initialisers.map(({ bytes }) => bytes)) > most
    const data: Part[] = []
    let reached = 0
    const stored = this.#initialisers.map(each => {
      const { byteLength } = each.bytes
      if (!outside || byteLength < page) return initialiser(each, [...message(9, [each.bytes])])
      const start = page * Math.ceil(reached / page)
      data.push(new Uint8Array(start - reached), each.bytes)
      reached = start + byteLength
      const entries = { location: dataName, offset: String(start), length: String(byteLength) }
      return initialiser(each, [
        ...Object.entries(entries).flatMap(([k, v]) => message(13, [...text(1, k), ...text(2, v)])),
        ...whole(14, 1),
      ])
    })
    const graph = [
      ...this.#nodes.flatMap(node),
      ...text(2, 'dit'),
      ...stored.flat(),
      ...this.#inputs.flatMap(each => declared(11, each)),
      ...this.#outputs.flatMap(each => declared(12, each)),
    ]
    const model = [
      ...whole(1, irVersion),
      ...text(2, 'dit-by-hand'),
      ...message(7, graph),
      ...Object.entries(this.#opsets).flatMap(([domain, version]) =>
        message(8, [...(domain === '' ? [] : text(1, domain)), ...whole(2, version)]),
      ),
      ...Object.entries(metadata).flatMap(([k, v]) => message(14, [...text(1, k), ...text(2, v)])),
    ]
    return outside ? { model, data: { name: dataName, parts: data } } : { model }
  }

  #constant(type: Initialiser['type'], shape: readonly number[], bytes: Uint8Array): string {
    const key = `${type} ${shape.join('×')} ${bytes.byteLength > 1024 ? this.#constants.size : bytes.join()}`
    const known = this.#constants.get(key)
    if (known !== undefined) return known
    const name = this.store({ name: this.#free('constant'), type, shape, bytes })
    this.#constants.set(key, name)
    return name
  }

  #claim(name: string): string {
    if (this.#taken.has(name)) throw new RangeError(`two values of the model are called ${name}`)
    this.#taken.add(name)
    return name
  }
  #free(stem: string): string {
    for (let i = this.#taken.size + 1; ; i++) if (!this.#taken.has(`${stem}_${i}`)) return `${stem}_${i}`
  }
  #fresh(op: string): string {
    return this.#claim(this.#free(op))
  }
}

function initialiser({ name, type, shape }: Initialiser, contents: readonly Part[]): readonly Part[] {
  return message(5, [...shape.flatMap(size => whole(1, size)), ...whole(2, types[type]), ...text(8, name), ...contents])
}

function node({ op, inputs, outputs, attributes, domain }: Made): readonly Part[] {
  return message(1, [
    ...inputs.flatMap(name => text(1, name)),
    ...outputs.flatMap(name => text(2, name)),
    ...text(3, at(outputs, 0, 'what a node makes')),
    ...text(4, op),
    ...Object.entries(attributes).flatMap(([name, value]) => attribute(name, value)),
    ...(domain === '' ? [] : text(7, domain)),
  ])
}

function attribute(name: string, value: Attribute): readonly Part[] {
  const body =
    typeof value === 'number'
      ? [...whole(3, value), ...whole(20, 2)]
      : typeof value === 'string'
        ? [...text(4, value), ...whole(20, 3)]
        : 'float' in value
          ? [...float(2, value.float), ...whole(20, 1)]
          : [...value.flatMap(each => whole(8, each)), ...whole(20, 7)]
  return message(5, [...text(1, name), ...body])
}

function declared(field: number, { name, type, shape }: Declared): readonly Part[] {
  const dimensions = shape.flatMap(size => message(1, typeof size === 'number' ? whole(1, size) : text(2, size)))
  return message(field, [
    ...text(1, name),
    ...message(2, message(1, [...whole(1, types[type]), ...message(2, dimensions)])),
  ])
}

/** The bytes of some parts, one part after the other: no more than one is in memory at once. */
export function* piecesOf(parts: readonly Part[]): Iterable<Uint8Array> {
  for (const part of parts) yield part instanceof Uint8Array ? part : part.read()
}

/** The bytes of some parts in one piece. */
export const joined = (parts: readonly Part[]): Uint8Array<ArrayBuffer> => together(bytesOf(parts), piecesOf(parts))
