// Declarations of what we use of the peers, whose packages are not installed when types are checked.

declare module '@jax-js/jax' {
  export interface Array {
    readonly ref: Array
    readonly shape: number[]
    add(other: Array | number): Array
    sub(other: Array | number): Array
    mul(other: Array | number): Array
    div(other: Array | number): Array
    mean(): Array
    reshape(shape: number[]): Array
    data(): Promise<Float32Array>
    blockUntilReady(): Promise<Array>
    dispose(): void
  }
  export type Tree = Array | { [name: string]: Tree }
  export const init: (device: 'wasm') => Promise<string[]>
  export const defaultDevice: (device: 'wasm') => string
  export function jit<A extends Tree[], R extends Tree>(f: (...args: A) => R): ((...args: A) => R) & { dispose(): void }
  export function valueAndGrad<W extends Tree, A extends Tree[]>(
    f: (weights: W, ...args: A) => Array,
  ): (weights: W, ...args: A) => [Array, W]
  export const numpy: {
    array(values: Float32Array, options?: { shape: number[] }): Array
    matmul(a: Array, b: Array): Array
    split(x: Array, count: number, axis?: number): Array[]
    square(x: Array): Array
    sqrt(x: Array): Array
  }
  export const nn: {
    standardize(x: Array, axis: number, options: { epsilon: number }): Array
    gelu(x: Array, options: { approximate: boolean }): Array
    silu(x: Array): Array
    dotProductAttention(queries: Array, keys: Array, values: Array): Array
  }
}

declare module '@tensorflow/tfjs-core' {
  export interface Tensor {
    readonly shape: number[]
    dataSync(): Float32Array
    dispose(): void
  }
  export interface Variable extends Tensor {
    readonly trainable: boolean
  }
  type Operand = Tensor | number
  export const setBackend: (name: string) => Promise<boolean>
  export const ready: () => Promise<void>
  export const tensor: (data: Float32Array, shape: readonly number[]) => Tensor
  export const variable: (initial: Tensor) => Variable
  export const tidy: (f: () => Tensor) => Tensor
  export const dispose: (all: readonly Tensor[]) => void
  export const reshape: (x: Tensor, shape: readonly number[]) => Tensor
  export const transpose: (x: Tensor, order: readonly number[]) => Tensor
  export const split: (x: Tensor, count: number, axis: number) => Tensor[]
  export const matMul: (a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean) => Tensor
  export const fused: { matMul(options: { a: Tensor; b: Tensor; bias: Tensor }): Tensor }
  export const add: (a: Tensor, b: Operand) => Tensor
  export const sub: (a: Tensor, b: Operand) => Tensor
  export const mul: (a: Tensor, b: Operand) => Tensor
  export const square: (x: Tensor) => Tensor
  export const squaredDifference: (a: Tensor, b: Tensor) => Tensor
  export const rsqrt: (x: Tensor) => Tensor
  export const tanh: (x: Tensor) => Tensor
  export const sigmoid: (x: Tensor) => Tensor
  export const softmax: (x: Tensor) => Tensor
  export const mean: (x: Tensor) => Tensor
  export const moments: (x: Tensor, axis: number, keepDims: boolean) => { mean: Tensor; variance: Tensor }
  export const train: {
    adam(
      rate: number,
      beta1: number,
      beta2: number,
      epsilon: number,
    ): { minimize(f: () => Tensor, returnCost: true, weights: readonly Variable[]): Tensor | null; dispose(): void }
  }
}

declare module '@tensorflow/tfjs-core/dist/register_all_gradients'

declare module '@tensorflow/tfjs-backend-wasm' {
  export const setThreadsCount: (count: number) => void
  export const setWasmPaths: (folder: string) => void
}

declare module 'numpy-ts' {
  export interface NDArray {
    readonly data: Float32Array
    reshape(rows: number, columns: number): NDArray
    matmul(other: NDArray): NDArray
    dispose(): void
  }
  export const array: (data: Float32Array) => NDArray
}

declare module 'onnxruntime-web' {
  export interface Tensor {
    readonly data: Float32Array
    dispose(): void
  }
  export interface InferenceSession {
    run(feeds: { readonly [name: string]: Tensor }): Promise<{ readonly [name: string]: Tensor }>
    release(): Promise<void>
  }
  export interface Runtime {
    readonly env: { readonly wasm: { numThreads: number; wasmPaths?: string } }
    readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<InferenceSession> }
    readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => Tensor
  }
  export const env: Runtime['env']
  export const InferenceSession: Runtime['InferenceSession']
  export const Tensor: Runtime['Tensor']
}

declare module 'onnxruntime-web/wasm' {
  export const { env, InferenceSession, Tensor }: import('onnxruntime-web').Runtime
}

declare module 'onnxruntime-node' {
  export const { env, InferenceSession, Tensor }: import('onnxruntime-web').Runtime
}
