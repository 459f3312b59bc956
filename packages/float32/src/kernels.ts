// The contract between a plan and its kernels: single-precision functions on byte offsets into one WebAssembly.Memory.

/**
 * How matrices lie in memory, for every kernel:
 * - Offsets (`a`, `x`, `y` …) are bytes into the memory, multiples of 4; most are multiples of 16 but none need be.
 *   Offset 0 is nobody's: where an operand may be absent, 0 means absent.
 * - Counts, lengths and leading dimensions (`lda` …) are in elements, not bytes.
 * - A kernel's matrix is row-major: element (i, j) of `x` is at `x + 4·(i·ldx + j)`, `ldx` ≥ its columns. (A matrix of
 *   the graph, r×c, is stored column by column, which is the same as c×r row-major; a batch of them is (batch·c)×r.
 *   Kernels know nothing of that.)
 * - Any size may be 0: nothing is then read or written (a product over k = 0 writes 0, or the bias).
 * - "May be the same" means the same offset and leading dimension; otherwise outputs overlap no input.
 * - NaN and infinities pass through as IEEE says, denormals are kept. Nothing allocates; nothing throws.
 * - Same arguments, same build: the same bits, always.
 */
export interface Kernels {
  /** Which implementation this is. */
  readonly build: Build

  /**
   * C = op(A)·op(B), C m×n, op(A) m×k, op(B) k×n.
   * @param transA 0: A is stored m×k; 1: A is stored k×m and read transposed
   * @param transB 0: B is stored k×n; 1: B is stored n×k and read transposed
   * @param accumulate 1: C += the product (and bias); 0: C is overwritten, its old cells (NaN or not) not read
   * @param bias n cells added to every row of C; 0 for none
   */
  matmul(
    m: number,
    n: number,
    k: number,
    a: number,
    lda: number,
    transA: 0 | 1,
    b: number,
    ldb: number,
    transB: 0 | 1,
    c: number,
    ldc: number,
    accumulate: 0 | 1,
    bias: number,
  ): void

  /**
   * Softmax of every row of scale·x: y = exp(scale·x − max) / Σ exp(scale·x − max). x and y may be the same.
   * A row of equal infinities, or with a NaN, becomes NaN.
   * @param scale what scores are multiplied by, such as 1/√width; > 0
   */
  softmax(rows: number, columns: number, x: number, ldx: number, y: number, ldy: number, scale: number): void

  /** y[i] = value, i < count. */
  fill(count: number, value: number, y: number): void
  /** y = x, rows×columns. */
  copy(rows: number, columns: number, x: number, ldx: number, y: number, ldy: number): void
  /** y[i] = x[from[i]], i < count; `from` is the byte offset of count 32-bit element indices. x ≠ y. Patchify,
   *  transpose and every other rearrangement; called once a sample. */
  gather(count: number, from: number, x: number, y: number): void
  /** y += factor·x, i < count. Merges the gradients of workers. */
  axpy(count: number, factor: number, x: number, y: number): void

  /** e^x, cell by cell, within {@link mostUlps}. x and y may be the same. Overflow is ∞, underflow 0. */
  exp(count: number, x: number, y: number): void

  /** Σ x², summed in double precision (or pairwise, at least as exact): for gradient clipping. */
  squaredNorm(count: number, x: number): number

  /**
   * One step of AdamW (Loshchilov & Hutter 2019; with decay 0, Adam, Kingma & Ba 2015), cell by cell:
   *   d = gradientScale·g;  m = β₁·m + (1 − β₁)·d;  v = β₂·v + (1 − β₂)·d²
   *   w = w − rate·( (m/correction1) / (√(v/correction2) + epsilon) + decay·w )
   * @param w parameters, @param m and @param v moments: read and written; @param g gradients: read
   * @param correction1 1 − β₁ᵗ, t counted from 1; @param correction2 1 − β₂ᵗ
   * @param gradientScale 1/batch, or that times the clipping factor
   */
  adam(
    count: number,
    w: number,
    g: number,
    m: number,
    v: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    decay: number,
    correction1: number,
    correction2: number,
    gradientScale: number,
  ): void

  /**
   * The momentum of Muon, and where it looks ahead along it (Nesterov): m = m − fade·m + scale·g, and x
   * likewise from the new m.
   * @param m momentum: read and written; @param g gradients: read; @param x written; 0 for not at all
   */
  momentum(count: number, m: number, g: number, x: number, fade: number, scale: number): void

  /** Exponential moving average: mean = decay·mean + (1 − decay)·x. */
  ema(count: number, x: number, mean: number, decay: number): void
}

/** How far from the true value a function of one cell may be, at any float and on any build: units in the last place of the
 *  result. e^x and tanh x: a little above what trying every float finds. sin x and cos x, x in radians of any size, are
 *  rounded once, from a double. `rsqrt` is 1/√x as loops make it: a root and a division, each rounded once, which is one
 *  and a half at most. */
export const mostUlps = { exp: 1.25, tanh: 6.25, sin: 0.501, cos: 0.501, rsqrt: 1.5 } as const

/** Relaxed SIMD has fused multiply–add; SIMD128 is in every browser since 2023; TypeScript runs anywhere, slowly. */
export type Build = 'relaxed-simd' | 'simd' | 'typescript'

/** The first bytes of every memory, for the kernels' constant tables (AssemblyScript's `memoryBase` and static data must
 *  stay below). Every memory has at least one page of 64 KiB. */
export const reservedBytes = 32768

/** Every instance of the kernels gets this many bytes of its own to pack into; 64-byte aligned. */
export const scratchBytes: number = 5 << 17

/** As many bytes, up to the end of their last cache line. */
export const aligned = (bytes: number): number => 64 * Math.ceil(bytes / 64)

/**
 * What a built module (`src/wasm/relaxed.gen.ts`, `src/wasm/simd.gen.ts`, each exporting `base64`, the module's bytes)
 * imports and exports. Built with `--importMemory --sharedMemory --initialMemory 1 --maximumMemory 65536`; where memory is
 * not shared, the loader clears the shared bit of the imported memory's limits before it compiles the module.
 * - imports: `env.memory`. Nothing else: no abort, no trace, no seed.
 * - exports: every function of {@link Kernels} by its name and order of arguments (offsets and counts i32, the rest f32
 *   except where noted: adam's corrections and `squaredNorm`'s result are f64), and
 * - `scratch(offset: i32)`: tells the instance where its {@link scratchBytes} are; called once before any other.
 * - `sin4`, `cos4`: (v128) → v128, four cells at once, for the loops that a plan writes for itself. Not callable from
 *   JavaScript.
 */
export interface Built extends Omit<Kernels, 'build'> {
  scratch(offset: number): void
  readonly sin4: CallableFunction
  readonly cos4: CallableFunction
}
