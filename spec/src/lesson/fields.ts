// The fields of a lesson for people: of each its type by the schema, its meaning and an example.
import { z } from 'zod'
import { at } from './at.ts'
import { type Lesson, LessonFields } from './format.ts'

/** One field of a lesson. */
export interface Field {
  /** "encoder.weight"; the elements of a list are "errata[]", the values by word "prompt.words.WORD". */
  readonly path: string
  /** Its type in JSON, from the schema: "whole number from 1 to 64", "rows of cells". */
  readonly type: string
  /** Rows × columns, in the letters of {@link letters}; empty where it is not a matrix. */
  readonly shape: string
  readonly meaning: string
  /** As JSON, from a lesson that has it. */
  readonly example: string
}

/** The letters of the shapes. */
export const letters: readonly (readonly [letter: string, meaning: string])[] = [
  ['T, H, W', 'frames of the video, rows and columns of a frame'],
  ['p', 'pixels of a patch: patch.frames × patch.rows × patch.columns'],
  ['n', 'patches: the pixels of the video divided by p'],
  ['d', 'numbers of a latent'],
  ['w', 'numbers of a word’s vector'],
  ['c', 'numbers of the condition: w + timestep.bits'],
  ['k', 'numbers of a query, and of a key'],
]

/** By path: the shape, and what it means. */
const meanings: { readonly [path: string]: readonly [shape: string, meaning: string] } = {
  id: ['', 'the lesson’s name: lowercase letters, digits and single hyphens'],
  title: ['', 'the title that readers see'],
  video: ['T×H×W', 'the video: a list of frames, each a list of rows of pixels'],
  'patch.frames': ['', 'how many frames deep a patch is; it divides T'],
  'patch.rows': ['', 'how many rows of pixels a patch has; it divides H'],
  'patch.columns': ['', 'how many columns of pixels a patch has; it divides W'],
  'encoder.weight': ['d×p', 'turns each patch into its latent; frozen'],
  'encoder.bias': ['d', 'added to every latent; frozen'],
  noise: ['d×n', 'the sampled noise, one column for each patch'],
  'prompt.text': ['', 'the prompt as readers see it'],
  'prompt.words': ['', 'the words of the prompt by name; the prompt’s embedding is the sum of their vectors'],
  'prompt.words.WORD': ['w', 'the vector of one word'],
  'timestep.t': ['', 'the timestep; less than 2 to the power of bits'],
  'timestep.bits': ['', 'how many binary digits t is written with, the most significant first'],
  'modulation.weight': ['2d×c', 'reads the condition; its first d rows make the scale, its last d the shift'],
  'modulation.bias': ['2d', 'added to scale and shift'],
  'attention.kind': [
    '',
    'where the attention comes from: it is given, or each column goes to its largest score (equal ones share equally), or is the softmax of the scores divided by √k',
  ],
  'attention.matrix': [
    'n×n',
    'the attention itself: a row for each patch attended to, a column for each patch that attends (given)',
  ],
  'attention.query': ['k×d', 'makes the queries (hard, softmax)'],
  'attention.key': ['k×d', 'makes the keys (hard, softmax)'],
  'feedForward.weight': ['d×d', 'predicts the noise from the pooled latent'],
  'feedForward.bias': ['d', 'added to every prediction'],
  'decoder.weight': ['p×d', 'turns each latent into a patch; frozen'],
  'decoder.bias': ['p', 'added to every patch; frozen'],
  learningRate: ['', 'how far a step of gradient descent moves a parameter for each unit of its gradient'],
  errata: [
    '',
    'misprints of the original, if any: the printed reading uses each as it was printed, and carries on from there',
  ],
  'errata[].id': ['', 'the misprint’s name, like that of a lesson'],
  'errata[].matrix': ['', 'the computed matrix that it is in'],
  'errata[].row': ['', 'its row, counted from 1; in generatedVideo counted through all frames, one below the other'],
  'errata[].column': ['', 'its column, counted from 1'],
  'errata[].printed': ['', 'what was printed; null where only the correction is known'],
  'errata[].correct': ['', 'the correct value, which the lesson’s own numbers must give'],
}

type Schema = z.core.JSONSchema.JSONSchema

const isSchema = (part: unknown): part is Schema => typeof part === 'object' && part !== null && !Array.isArray(part)

/** The fields of a schema, outermost first; those of alternatives together. */
function* pathsOf(schema: Schema, path = ''): Generator<readonly [path: string, schema: Schema]> {
  const alternatives = (schema.oneOf ?? []).filter(isSchema)
  const merged = new Map<string, Schema[]>()
  for (const one of alternatives.length > 0 ? alternatives : [schema])
    for (const [name, part] of Object.entries(one.properties ?? {}))
      if (isSchema(part)) merged.set(name, [...(merged.get(name) ?? []), part])
  for (const [name, parts] of merged) {
    const full = path === '' ? name : `${path}.${name}`
    const first = at(parts, 0, 'the alternatives')
    const inner = isSchema(first.additionalProperties) ? first.additionalProperties : undefined
    const elements = isSchema(first.items) && first.items.properties ? first.items : undefined
    const constants = parts.map(part => part.const).filter(value => value !== undefined)
    if (!first.properties && !first.oneOf) yield [full, constants.length > 1 ? { enum: constants } : first]
    if (inner) yield [`${full}.WORD`, inner]
    if (elements) yield* pathsOf(elements, `${full}[]`)
    yield* pathsOf(first, full)
  }
}

/** The depth of a nested list of cells; undefined where it is not one. */
function depthOf(schema: Schema): number | undefined {
  if (schema.anyOf) return schema.anyOf.some(one => isSchema(one) && one.type === 'integer') ? 0 : undefined
  const inner = isSchema(schema.items) ? depthOf(schema.items) : undefined
  return inner === undefined ? undefined : inner + 1
}

const ofCells = ['cell', 'list of cells', 'rows of cells', 'frames of rows of cells'] as const

function typeOf(schema: Schema): string {
  const depth = depthOf(schema)
  if (depth !== undefined) return at(ofCells, depth, 'the depths of lists')
  if (schema.anyOf)
    return `${typeOf({ anyOf: schema.anyOf.filter(isSchema).flatMap(one => one.anyOf ?? []) })}, or null`
  if (schema.enum)
    return schema.enum.length > 6
      ? 'name of a computed matrix'
      : schema.enum.map(one => JSON.stringify(one)).join(' or ')
  if (schema.type === 'integer') return `whole number from ${schema.minimum} to ${schema.maximum}`
  if (schema.type === 'string') return `text of ${schema.minLength} to ${schema.maxLength} characters`
  if (schema.type === 'array') return 'list of objects'
  if (schema.type === 'object') return 'object'
  throw new RangeError(`a field of a lesson has a schema without a description: ${JSON.stringify(schema)}`)
}

/** The value at a path of a lesson; undefined where it has none. */
function valueAt(lesson: Lesson, path: string): unknown {
  return path.split(/\.|(?=\[\])/).reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined
    const own = Object.entries(value)
    return (key === 'WORD' || key === '[]' ? own[0] : own.find(([name]) => name === key))?.[1]
  }, lesson)
}

/**
 * Every field of a lesson, in the order of the schema.
 * @param lessons for examples, each from the first lesson that has the field
 * @throws {RangeError} where a field has no meaning or example here, or a meaning has no field
 */
export function fieldsOf(lessons: readonly Lesson[]): readonly Field[] {
  const schema = z.toJSONSchema(LessonFields, { io: 'input' })
  const paths = [...pathsOf(schema)]
  const surplus = Object.keys(meanings).filter(path => !paths.some(([known]) => known === path))
  if (surplus.length > 0) throw new RangeError(`a lesson has no field ${surplus.join(', ')}`)
  return paths.map(([path, part]) => {
    const meaning = meanings[path]
    if (!meaning) throw new RangeError(`the meaning of ${path} is missing`)
    const example = lessons.map(lesson => valueAt(lesson, path)).find(value => value !== undefined)
    if (example === undefined) throw new RangeError(`none of the lessons has ${path}`)
    return { path, type: typeOf(part), shape: meaning[0], meaning: meaning[1], example: JSON.stringify(example) }
  })
}
