// JSON that a person can read too: a field a line, and a line for each item of a list.
import type { Values } from '@dit-by-hand/spec/format'
import { stringifyAnswer } from '@dit-by-hand/spec/json'

/** Named matrices as a JSON object, each on a line of its own, `indent` before it. */
export function valuesJson(values: Values, indent: string): string {
  const lines = Object.entries(values).map(
    ([name, matrix]) => `${indent}${JSON.stringify(name)}: ${stringifyAnswer(matrix)}`,
  )
  return `{\n${lines.join(',\n')}\n${indent.slice(2)}}`
}

/** Fields as a JSON object, each on a line; of a field that is a list, each item. */
export function fieldsJson(fields: { readonly [name: string]: unknown }): string {
  const lines = Object.entries(fields).map(
    ([name, field]) =>
      `  ${JSON.stringify(name)}: ${Array.isArray(field) ? listJson(field, '  ') : JSON.stringify(field)}`,
  )
  return `{\n${lines.join(',\n')}\n}`
}

/** A list of such objects. */
export const allFieldsJson = (all: readonly { readonly [name: string]: unknown }[]): string =>
  `[\n${all.map(fieldsJson).join(',\n')}\n]`

/** A list as JSON, each item on a line with `indent` and two spaces before it. */
export const listJson = (items: readonly unknown[], indent = ''): string =>
  items.length === 0 ? '[]' : `[\n${items.map(item => `${indent}  ${JSON.stringify(item)}`).join(',\n')}\n${indent}]`
