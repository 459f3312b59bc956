// Answers as JSON that a person can read too: one matrix a line.
import type { Values } from '@dit-by-hand/spec/format'
import { stringifyAnswer } from '@dit-by-hand/spec/json'

/** Named matrices as a JSON object, each on a line of its own, `indent` before it. */
export function valuesJson(values: Values, indent: string): string {
  const lines = Object.entries(values).map(
    ([name, matrix]) => `${indent}${JSON.stringify(name)}: ${stringifyAnswer(matrix)}`,
  )
  return `{\n${lines.join(',\n')}\n${indent.slice(2)}}`
}
