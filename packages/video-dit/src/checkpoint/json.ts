// JSON of a stranger's file, before anything of it is believed.
import { CheckpointError } from './dtype.ts'

/** Fields of which nothing is known yet. */
export type Fields = { readonly [key: string]: unknown }

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @param what whose text it is, for the message @throws {CheckpointError} where it is no JSON */
export function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CheckpointError(`${what} is no JSON`)
  }
}
