// Transposes a block of a matrix, four by four.

/** dst (columns×rows) = src (rows×columns) transposed. Leading dimensions in bytes. */
export function transpose(rows: i32, columns: i32, src: usize, lds: usize, dst: usize, ldd: usize): void {
  const wholeColumns = columns & ~3
  for (; rows >= 4; rows -= 4) {
    let from = src
    let to = dst
    for (let j = 0; j < wholeColumns; j += 4) {
      const a = v128.load(from)
      const b = v128.load(from + lds)
      const c = v128.load(from + 2 * lds)
      const d = v128.load(from + 3 * lds)
      const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5)
      const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5)
      v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2))
      v128.store(to + ldd, v128.shuffle<i64>(ab, cd, 1, 3))
      const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7)
      const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7)
      v128.store(to + 2 * ldd, v128.shuffle<i64>(ab2, cd2, 0, 2))
      v128.store(to + 3 * ldd, v128.shuffle<i64>(ab2, cd2, 1, 3))
      from += 16
      to += 4 * ldd
    }
    rest(4, columns - wholeColumns, from, lds, to, ldd)
    src += 4 * lds
    dst += 16
  }
  if (rows >= 2) {
    let from = src
    let to = dst
    for (let j = 0; j < wholeColumns; j += 4) {
      const a = v128.load(from)
      const b = v128.load(from + lds)
      const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5)
      const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7)
      v128.store64_lane(to, ab, 0)
      v128.store64_lane(to + ldd, ab, 1)
      v128.store64_lane(to + 2 * ldd, ab2, 0)
      v128.store64_lane(to + 3 * ldd, ab2, 1)
      from += 16
      to += 4 * ldd
    }
    rest(2, columns - wholeColumns, from, lds, to, ldd)
    src += 2 * lds
    dst += 8
    rows -= 2
  }
  rest(rows, columns, src, lds, dst, ldd)
}

/** Cell by cell. */
function rest(rows: i32, columns: i32, src: usize, lds: usize, dst: usize, ldd: usize): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      store<f32>(dst + <usize>j * ldd + (<usize>i << 2), load<f32>(src + <usize>i * lds + (<usize>j << 2)))
    }
  }
}
