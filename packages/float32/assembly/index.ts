// The kernels: what the built modules export. src/kernels.ts says what each does.
export { exp } from './elementary'
export { adam, ema, momentum, squaredNorm } from './learning'
export { matmul } from './matmul'
export { axpy, copy, fill, gather } from './moves'
export { scratch } from './scratch'
export { softmax } from './softmax'
export { cos4, sin4 } from './waves'
