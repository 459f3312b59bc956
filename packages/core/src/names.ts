// What the matrices of the by-hand model are called, and what a name stands for. Names are made here, and never parsed.
import type { Name as SpecName } from '@dit-by-hand/spec/names'

/** Gradients that are named so that longer ones read well, and what they are the gradients at; no part of an answer. */
export const workingNames = {
  d_scaleShift: 'scaleShift',
  d_attention: 'attention',
  d_queries: 'queries',
  d_keys: 'keys',
} as const
export type WorkingName = keyof typeof workingNames

/** Every named matrix of the model: what a lesson gives, what an engine answers, and gradients on the way. */
export type Name = SpecName | WorkingName

/** Matrices that are read together with the activation that clips them. */
export const readThrough: ReadonlySet<Name> = new Set(['encoderPre', 'decoderPre'])

/** The gradient at a matrix. */
export const gradientName = <Of extends string>(of: Of): `d_${Of}` => `d_${of}`

/** A parameter after one step of gradient descent. */
export const updatedName = <Of extends string>(of: Of): `${Of}After` => `${of}After`
