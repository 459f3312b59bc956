// The names of engines, tasks and places.

export const names = {
  ours: 'ours',
  two: 'ours, two workers',
  simd: 'ours, plain SIMD128',
  tfjs: 'tfjs-wasm',
  jax: 'jax-js',
  blas: 'OpenBLAS (NumPy)',
  torch: 'PyTorch',
  torchTwo: 'PyTorch, two threads',
  plain: 'ours, plain TypeScript',
} as const

export const here = 'Node'

export const productName = (m: number, k: number, n: number): string => `matrix product ${m}×${k}×${n}`
export const forwardName = 'DiT, forward'
export const stepName = 'DiT, training step'
export const videoName = 'video DiT, training step'
