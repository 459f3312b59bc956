// A lesson as JSON that a person can read: one field per line, one row of numbers per line.
import type { Lesson } from './format.ts'

/** JSON text of a lesson, ending in a line feed; `readLesson` reads it back. */
export const lessonText = (lesson: Lesson): string => `${written(lesson, '')}\n`

const isRow = (value: readonly unknown[]): boolean =>
  value.every(part => typeof part === 'number' || typeof part === 'string')

function written(value: unknown, indent: string): string {
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (isRow(value)) return `[${value.map(part => JSON.stringify(part)).join(', ')}]`
    return `[\n${value.map(part => inner + written(part, inner)).join(',\n')}\n${indent}]`
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).map(([key, part]) => `${inner}${JSON.stringify(key)}: ${written(part, inner)}`)
  return `{\n${fields.join(',\n')}\n${indent}}`
}
