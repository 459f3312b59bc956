// The matrix product, in blocks that fit the cache: B is packed into panels of eight columns, A into slabs of as many rows as a
// tile, and tiles fit the registers.
import { room } from './scratch'
import { tile4, tile6 } from './tile'
import { transpose } from './transpose'

/** How much of k and of n is computed at a time. */
const deep: i32 = 256
const wide: i32 = 512
/** The most columns of C for which a transposed A is read in place, since packing it would cost more. */
const few: i32 = 32

/** The layout of scratch: eight cells of bias and a tile at the matrix's edge, then a slab of A, then B's panels. */
const edgeStart: usize = 64
const edgeTile: usize = 128
const slab: usize = 512
const panels: usize = slab + 4 * <usize>deep * 6
const zeros = memory.data<f32>([0, 0, 0, 0, 0, 0, 0, 0])

/** Packs k×n of B into panels of k rows of 8 cells each; the last panel is padded with zeros. */
function packPanels(k: i32, n: i32, b: usize, ldb: usize, turn: bool): void {
  let to = room + panels
  for (let j = 0; j < n; j += 8) {
    const width = min(8, n - j)
    if (width < 8) memory.fill(to, 0, <usize>k << 5)
    if (turn) {
      transpose(width, k, b + <usize>j * ldb, ldb, to, 32)
      to += <usize>k << 5
    } else {
      let from = b + (<usize>j << 2)
      for (const end = to + (<usize>k << 5); to < end; to += 32) {
        if (width == 8) {
          v128.store(to, v128.load(from))
          v128.store(to, v128.load(from, 16), 16)
        } else {
          for (let i = 0; i < width; i++) store<f32>(to + (<usize>i << 2), load<f32>(from + (<usize>i << 2)))
        }
        from += ldb
      }
    }
  }
}

/** Packs k columns of some rows of A into a slab: column after column, `step` bytes each, of which `rows` cells are written.
 *  @param across whether A is stored column by column, a column `lda` bytes after another */
function packSlab(rows: i32, k: i32, a: usize, lda: usize, across: bool, step: usize): void {
  let to = room + slab
  if (!across) {
    transpose(rows, k, a, lda, to, step)
    return
  }
  for (const end = to + <usize>k * step; to < end; to += step) {
    if (rows == 6) {
      v128.store(to, v128.load(a))
      store<u64>(to, load<u64>(a, 16), 16)
    } else if (rows == 4) v128.store(to, v128.load(a))
    else {
      for (let i = 0; i < rows; i++) store<f32>(to + (<usize>i << 2), load<f32>(a + (<usize>i << 2)))
    }
    a += lda
  }
}

/** The rows of C in the next tile: six, or four where that avoids a half-empty tile. */
// @ts-ignore: decorator
@inline
function heightFor(rows: i32): i32 {
  if (!ASC_FEATURE_RELAXED_SIMD) return 4
  else return rows <= 4 || rows == 7 || rows == 8 ? 4 : 6
}

/** Multiplies a block of rows of A by all panels. @param across as for {@link packSlab} */
function rowsTimesPanels(
  across: bool,
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  lda: usize,
  c: usize,
  ldc: usize,
  accumulate: bool,
  bias: usize,
): void {
  const panel = <usize>k << 5
  while (m > 0) {
    const height = heightFor(m)
    const rows = min(height, m)
    const isDirect = across && n <= few && rows == height
    const from = isDirect ? a : room + slab
    const step = isDirect ? lda : <usize>height << 2
    if (!isDirect) packSlab(rows, k, a, lda, across, step)
    let b = room + panels
    for (let j = 0; j < n; j += 8) {
      const width = n - j
      let start = bias ? bias + (<usize>j << 2) : zeros
      let to = c + (<usize>j << 2)
      let line = ldc
      const edge = width < 8
      if (edge) {
        to = room + edgeTile
        line = 32
        if (bias) {
          for (let i = 0; i < width; i++) store<f32>(room + edgeStart + (<usize>i << 2), load<f32>(start + (<usize>i << 2)))
          start = room + edgeStart
        }
      }
      const more = accumulate && !edge
      const end = b + panel
      if (ASC_FEATURE_RELAXED_SIMD && height == 6) tile6(rows, from, step, b, end, to, line, start, more)
      else tile4(rows, from, step, b, end, to, line, start, more)
      if (edge) {
        for (let row = 0; row < rows; row++) {
          const from = to + (<usize>row << 5)
          const into = c + <usize>row * ldc + (<usize>j << 2)
          for (let i = 0; i < width; i++) {
            const cell = load<f32>(from + (<usize>i << 2))
            const at = into + (<usize>i << 2)
            store<f32>(at, accumulate ? load<f32>(at) + cell : cell)
          }
        }
      }
      b = end
    }
    m -= rows
    a += across ? <usize>rows << 2 : <usize>rows * lda
    c += <usize>rows * ldc
  }
}

/** C = op(A)·op(B) + bias, or C += that. */
export function matmul(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  lda: i32,
  transA: i32,
  b: usize,
  ldb: i32,
  transB: i32,
  c: usize,
  ldc: i32,
  accumulate: i32,
  bias: usize,
): void {
  if (m <= 0 || n <= 0) return
  const lineA = <usize>lda << 2
  const lineB = <usize>ldb << 2
  const lineC = <usize>ldc << 2
  const blocks = max(1, (k + deep - 1) / deep)
  const depth = ((k + blocks - 1) / blocks + 1) & ~1
  for (let j = 0; j < n; j += wide) {
    const columns = min(wide, n - j)
    const to = c + (<usize>j << 2)
    let done = 0
    do {
      const some = min(depth, k - done)
      const first = done == 0
      const more = accumulate != 0 || !first
      const start = bias && first ? bias + (<usize>j << 2) : 0
      const skipB = transB ? <usize>j * lineB + (<usize>done << 2) : <usize>done * lineB + (<usize>j << 2)
      packPanels(some, columns, b + skipB, lineB, transB != 0)
      const from = a + (transA ? <usize>done * lineA : <usize>done << 2)
      rowsTimesPanels(transA != 0, m, columns, some, from, lineA, to, lineC, more, start)
      done += some
    } while (done < k)
  }
}
