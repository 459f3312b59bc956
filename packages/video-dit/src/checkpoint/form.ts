// What each field of JSON from a stranger's file may be, as a table, checked before anything is made with it.
import type { Bound } from '@dit-by-hand/float32/bounds'
import { CheckpointError } from './dtype.ts'
import { shownName } from './header.ts'
import { isFields } from './json.ts'

/** What a value may be: a line of text, a list of them, a number, one of some words, a list, an object. */
export type Form =
  | 'text'
  | 'texts'
  | 'true or false'
  | Bound
  | { readonly oneOf: readonly string[] }
  | readonly Form[]
  | { readonly fields: { readonly [name: string]: Form } }
  | { readonly optional: Form }
  | { readonly either: readonly Form[]; readonly says: string }

/** A form for each field of T. */
export type FieldsOf<T> = { readonly [K in keyof T]-?: Form }

export const number: Bound = { says: 'a number', holds: () => true }

/** Checks what a file says. @param whose what its fields are of @throws {CheckpointError} `says`, and what is wrong with a field */
export function checkFields<T>(value: unknown, fields: FieldsOf<T>, whose: string, says: string): asserts value is T {
  const wrong = wrongWith(value, { fields }, whose)
  if (wrong !== undefined) throw new CheckpointError(`${says}: ${wrong}`)
}

/** What is wrong with a value, its path first; undefined where nothing is. @param whose what its fields are of */
export function wrongWith(value: unknown, form: Form, whose: string, path = ''): string | undefined {
  const shown = value === undefined ? 'missing' : JSON.stringify(value)
  const mustBe = (what: string): string =>
    `${path === '' ? 'it' : path} is ${shown.length > 80 ? `${shown.slice(0, 77)}…` : shown}; it must be ${what}`
  // A terminal would obey control characters.
  const isText = (each: unknown): boolean => typeof each === 'string' && !/\p{Cc}/u.test(each)
  if (form === 'text') return isText(value) ? undefined : mustBe('text on one line')
  if (form === 'texts')
    return Array.isArray(value) && value.every(isText) ? undefined : mustBe('a list of lines of text')
  if (form === 'true or false') return typeof value === 'boolean' ? undefined : mustBe(form)
  if ('optional' in form) return value === undefined ? undefined : wrongWith(value, form.optional, whose, path)
  if ('either' in form)
    return form.either.some(each => wrongWith(value, each, whose) === undefined) ? undefined : mustBe(form.says)
  if ('oneOf' in form) {
    const { oneOf } = form
    return oneOf.some(word => word === value) ? undefined : mustBe(oneOf.join(', ').replace(/, ([^,]*)$/, ' or $1'))
  }
  if ('holds' in form) {
    if (typeof value !== 'number' || !Number.isFinite(value)) return mustBe('a finite number')
    return form.holds(value) ? undefined : mustBe(form.says)
  }
  if ('fields' in form) {
    if (!isFields(value)) return path === '' ? 'it is not an object' : mustBe('an object')
    const within = (name: string): string => (path === '' ? name : `${path}.${name}`)
    const unknown = Object.keys(value).find(name => !Object.hasOwn(form.fields, name))
    if (unknown !== undefined) return `${within(shownName(unknown))} is not a field of ${whose}`
    return first(Object.entries(form.fields).map(([name, field]) => wrongWith(value[name], field, whose, within(name))))
  }
  if (!Array.isArray(value) || value.length !== form.length) return mustBe(`a list of ${form.length}`)
  return first(form.map((item, i) => wrongWith(value[i], item, whose, `${path}[${i}]`)))
}

const first = (found: readonly (string | undefined)[]): string | undefined => found.find(wrong => wrong !== undefined)
