// The names of the by-hand model's matrices. Names are put together here, and never parsed.
import type { Name as SpecName } from '@dit-by-hand/spec/names'

/** Intermediate gradients, by the matrix each is the gradient at: named so that others read well, and no part of an answer. */
export const workingNames = {
  d_scaleShift: 'scaleShift',
  d_attention: 'attention',
  d_queries: 'queries',
  d_keys: 'keys',
} as const
export type WorkingName = keyof typeof workingNames

/** Every named matrix of the model: what a lesson gives, what an engine answers, and the intermediate gradients. */
export type Name = SpecName | WorkingName

/** Matrices that are read together with the activation applied to them. */
export const readThrough: ReadonlySet<Name> = new Set(['encoderPre', 'decoderPre'])

/** The name of the gradient at a matrix. */
export const gradientName = <Of extends string>(of: Of): `d_${Of}` => `d_${of}`

/** The name of a parameter after one step of gradient descent. */
export const updatedName = <Of extends string>(of: Of): `${Of}After` => `${of}After`
