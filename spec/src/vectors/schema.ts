// Writes JSON Schema, draft 2020-12, from the zod schemas that read lessons and answers.
import { z } from 'zod'
import {
  AnswerCell,
  AnswerMatrix,
  Attention,
  Cell,
  Linear,
  Matrix,
  Misprint,
  Values,
  Vector as VectorOfCells,
} from '../lesson/format.ts'

/** The names of a schema's parts. */
const named = z.registry<{ id: string; description?: string }>()
named.add(Cell, { id: 'cell', description: 'A whole number, or a fraction "n/d" in lowest terms.' })
named.add(VectorOfCells, { id: 'vector' })
named.add(Matrix, { id: 'matrix', description: 'Rows of cells.' })
named.add(Linear, { id: 'linear' })
named.add(Attention, { id: 'attention' })
named.add(Misprint, { id: 'misprint', description: 'A cell that was printed wrongly. Rows and columns count from 1.' })
named.add(AnswerCell, {
  id: 'answerCell',
  description: 'A number, a fraction "n/d", or the digits of a whole number that a double cannot hold.',
})
named.add(AnswerMatrix, { id: 'answerMatrix', description: 'Rows of cells.' })
named.add(Values, { id: 'values', description: 'Matrices by name; the generated video is a list of frames.' })

/** A cell of a lesson, as far as a pattern can say: that a fraction is in lowest terms, it cannot. */
const cell = {
  anyOf: [
    { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    { type: 'string', maxLength: 64, pattern: '^-?[1-9][0-9]*/([2-9]|[1-9][0-9]+)$' },
  ],
}

/** A schema as JSON text, ending in a line feed. */
export function schemaText(name: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    metadata: named,
    override({ zodSchema, jsonSchema }) {
      if (zodSchema === Cell) Object.assign(jsonSchema, cell)
      if (zodSchema === Values.in) jsonSchema.additionalProperties = false
    },
  })
  return `${JSON.stringify({ $schema, title: name, ...rest }, null, 2)}\n`
}
