// Writes the reference of a lesson's fields from the schema: `node spec/tools/fields.ts`.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { markdownTable } from '@dit-by-hand/tools/markdown'
import { caseOf, cases } from '../src/cases/all.ts'
import { fieldsOf, letters } from '../src/lesson/fields.ts'
import { lessonText } from '../src/lesson/text.ts'

const mostOfExample = 60
const shortened = (text: string): string => (text.length <= mostOfExample ? text : `${text.slice(0, mostOfExample)}…`)

/** What LESSON.md has to hold: every field, then a whole lesson. */
export function reference(): string {
  const whole = caseOf('sora-is-sky').lesson
  const fields = fieldsOf([whole, ...cases().map(({ lesson }) => lesson)])
  return [
    '# The fields of a lesson',
    '',
    'A lesson is a JSON file, at most 4 MB of UTF-8, with these fields and no others. A **cell** is a whole number between −2⁵³ and 2⁵³,',
    'or a fraction in quotes, `"n/d"`, in lowest terms with d > 1. Decimals are refused, never rounded: write `"1/2"`, not `0.5`.',
    '',
    ...markdownTable([['letter', 'meaning'], ...letters]),
    '',
    ...markdownTable([
      ['field', 'type', 'shape', 'meaning', 'example'],
      ...fields.map(({ path, type, shape, meaning, example }) => [
        `\`${path}\``,
        type,
        shape,
        meaning,
        `\`${shortened(example)}\``,
      ]),
    ]),
    '',
    'A whole lesson:',
    '',
    '```text',
    lessonText(whole).trimEnd(),
    '```',
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('../LESSON.md', import.meta.url), reference())
