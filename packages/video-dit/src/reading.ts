// Who computes: a net read in double precision, sample by sample. Another reading gives the same answers, faster.
import { float } from '@dit-by-hand/graph/arith'
import { evaluate, type Given, type Grid } from '@dit-by-hand/graph/evaluate'
import type { Net } from '@dit-by-hand/graph/graph'

/** Every named matrix of a net, by name. */
export type Grids = { readonly [name: string]: Grid<number> | undefined }

/** Computes a net for each sample of a batch. */
export interface Reading {
  readonly precision: 'double' | 'single'
  /** @param given what each sample is given @returns for each sample, every matrix named in `net` */
  read(net: Net, given: readonly Given<number>[]): Promise<readonly Grids[]>
}

/** Double precision by the graph's own rules. */
export const double: Reading = {
  precision: 'double',
  read: async (net, given) => given.map(each => evaluate(net, each, float)),
}
