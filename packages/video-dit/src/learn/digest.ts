// A short hash of numbers, to tell whether two runs came to the same bits. It is not cryptographic.

/** The 64-bit FNV-1a hash of some bytes, as sixteen hexadecimal digits (Fowler, Noll & Vo). */
export function digestOf(parts: Iterable<ArrayBufferView>): string {
  // 64 bits as two words, times 2⁴⁰ + 435.
  let [high, low] = [0xcbf29ce4, 0x84222325]
  for (const part of parts)
    for (const byte of new Uint8Array(part.buffer, part.byteOffset, part.byteLength)) {
      low = (low ^ byte) >>> 0
      const product = low * 435
      const carried = Math.floor(product / 0x100000000)
      high = (Math.imul(high, 435) + carried + (low << 8)) >>> 0
      low = product >>> 0
    }
  return [high, low].map(word => word.toString(16).padStart(8, '0')).join('')
}
