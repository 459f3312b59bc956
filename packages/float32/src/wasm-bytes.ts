// Writes WebAssembly: the instructions that loops need, and the module around them.

/** Value types. */
export const i32 = 0x7f
export const f32 = 0x7d
export const v128 = 0x7b
export type ValueType = typeof i32 | typeof f32 | typeof v128

/** An unsigned number in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low + 128 : low)
  } while (rest > 0)
  return bytes
}

/** A signed 32-bit number in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const low = rest & 127
    rest >>= 7
    const last = (rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0)
    bytes.push(last ? low : low | 128)
    if (last) return bytes
  }
}

const cell = new DataView(new ArrayBuffer(4))

/** A single-precision number, little-endian. */
export function single(value: number): number[] {
  cell.setFloat32(0, value, true)
  return [cell.getUint8(0), cell.getUint8(1), cell.getUint8(2), cell.getUint8(3)]
}

/** Instructions by name; those with an immediate are functions. */
export const op = {
  get: (local: number): number[] => [0x20, ...unsigned(local)],
  set: (local: number): number[] => [0x21, ...unsigned(local)],
  tee: (local: number): number[] => [0x22, ...unsigned(local)],
  call: (index: number): number[] => [0x10, ...unsigned(index)],
  number: (value: number): number[] => [0x41, ...signed(value)],
  literal: (value: number): number[] => [0x43, ...single(value)],
  addWhole: [0x6a],
  subWhole: [0x6b],
  below: [0x49],
  loop: [0x03, 0x40],
  again: [0x0d, 0x00],
  end: [0x0b],
  toFloat: [0xb3],
  one: {
    load: [0x2a, 0x02, 0x00],
    store: [0x38, 0x02, 0x00],
    add: [0x92],
    mul: [0x94],
    div: [0x95],
    max: [0x97],
    sqrt: [0x91],
    above: [0x5e],
  },
  four: {
    load: [0xfd, 0x00, 0x02, 0x00],
    store: [0xfd, 0x0b, 0x02, 0x00],
    splat: [0xfd, 0x13],
    lane: (lane: number): number[] => [0xfd, 0x1f, lane],
    add: [0xfd, 0xe4, 0x01],
    mul: [0xfd, 0xe6, 0x01],
    div: [0xfd, 0xe7, 0x01],
    max: [0xfd, 0xe9, 0x01],
    /** The second where it is less (or, next, where it is more), else the first: so a NaN in the first stays. */
    least: [0xfd, 0xea, 0x01],
    most: [0xfd, 0xeb, 0x01],
    /** The first times the second, plus the third; rounded once where the machine can. */
    madd: [0xfd, 0x85, 0x02],
    sqrt: [0xfd, 0xe3, 0x01],
    above: [0xfd, 0x44],
    and: [0xfd, 0x4e],
  },
} as const

/** A function of a module: takes 32-bit integers, returns nothing. Exported under its index. */
export interface Written {
  readonly parameters: number
  readonly locals: readonly ValueType[]
  readonly body: readonly number[]
}

const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()]
const text = (name: string): number[] => [...unsigned(name.length), ...new TextEncoder().encode(name)]

const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content]

/** Kernels that a module imports from `env`, (v128) → v128: functions 0 and 1. */
export const imported = ['sin4', 'cos4'] as const

/**
 * A module that imports `env.memory` and {@link imported}.
 * @param shared whether the memory is shared between workers
 */
export function moduleOf(functions: readonly Written[], shared: boolean): Uint8Array<ArrayBuffer> {
  const widths = [...new Set(functions.map(({ parameters }) => parameters))]
  const types = [
    [0x60, 1, v128, 1, v128],
    ...widths.map(width => [0x60, ...list(Array.from({ length: width }, () => [i32])), 0]),
  ]
  const limits = shared ? [0x03, 1, ...unsigned(65536)] : [0x00, 1]
  const imports = [
    [...text('env'), ...text('memory'), 0x02, ...limits],
    ...imported.map(name => [...text('env'), ...text(name), 0x00, 0]),
  ]
  const bodies = functions.map(({ locals, body }) => {
    const inner = [...list(locals.map(type => [1, type])), ...body, ...op.end]
    return [...unsigned(inner.length), ...inner]
  })
  const parts = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, list(types)),
    section(2, list(imports)),
    section(3, list(functions.map(({ parameters }) => unsigned(1 + widths.indexOf(parameters))))),
    section(7, list(functions.map((_, i) => [...text(String(i)), 0x00, ...unsigned(imported.length + i)]))),
    section(10, list(bodies)),
  ]
  return Uint8Array.from(parts.flat())
}
