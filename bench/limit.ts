// The limit of this machine with 128-bit vectors: as many running sums as fit the registers, without any loads.

const sums = 14
const unrolled = 4
/** Floating-point operations in one round of the loop: four cells, a product and a sum each. */
const perRound = sums * unrolled * 8

const relaxedMadd = [0xfd, 0x85, 2]
const mul = [0xfd, 0xe6, 1]
const add = [0xfd, 0xe4, 1]
const get = (local: number): number[] => [0x20, local]
const set = (local: number): number[] => [0x21, local]
const x = 2

function section(id: number, body: readonly number[]): number[] {
  return [id, ...sized(body)]
}
/** A body preceded by its length, in two bytes of LEB128. */
function sized(body: readonly number[]): number[] {
  return [(body.length & 0x7f) | 0x80, body.length >> 7, ...body]
}

/** A module that runs rounds of fused, or of separate, products and sums. */
function moduleOf(fused: boolean): Uint8Array<ArrayBuffer> {
  const running = Array.from({ length: sums }, (_, i) => x + 1 + i)
  const once = running.flatMap(sum =>
    fused
      ? [...get(sum), ...get(x), ...get(x), ...relaxedMadd, ...set(sum)]
      : [...get(sum), ...get(x), ...mul, ...get(x), ...add, ...set(sum)],
  )
  const round = Array.from({ length: unrolled }, () => once).flat()
  const code = [
    ...[1, sums + 1, 0x7b],
    ...[...get(1), 0xfd, 0x13, ...set(x)],
    ...[0x03, 0x40, ...round, ...get(0), 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b],
    ...running.flatMap((sum, i) => (i === 0 ? get(sum) : [...get(sum), ...add])),
    ...[0xfd, 0x1f, 0, 0x0b],
  ]
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 2, 0x7f, 0x7d, 1, 0x7d]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, 0x72, 0x75, 0x6e, 0, 0]),
    ...section(10, [1, ...sized(code)]),
  ])
}

/**
 * @param fused relaxed SIMD's multiply–add, or a product and a sum
 * @returns a run, and its floating-point operations
 */
export async function limit(fused: boolean): Promise<{ readonly run: () => void; readonly operations: number }> {
  const { instance } = await WebAssembly.instantiate(moduleOf(fused))
  const { run } = instance.exports
  if (typeof run !== 'function') throw new Error('the limit’s module exports no run')
  const rounds = 20_000
  return { run: () => run(rounds, 1e-3), operations: rounds * perRound }
}
