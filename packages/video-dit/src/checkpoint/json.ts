// Parsing JSON from a file that is not trusted.
import { reasonOf } from '@dit-by-hand/graph/reason'
import { CheckpointError } from './dtype.ts'

/** An object whose fields are not checked yet. */
export type Fields = { readonly [key: string]: unknown }

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Parses JSON. @param what what the text is, for the message @throws {CheckpointError} where it is not JSON */
export function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CheckpointError(`${what} is not JSON: ${reasonOf(error)}`)
  }
}
