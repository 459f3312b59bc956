// Writes the table of wrong engines and what `dit check` says of each: `node apps/tui/tests/wrong/table.ts [ID …]`.
// With names it prints those rows only.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { askAll, documentOf, rowOf } from './rows.ts'

const file = new URL('../../../../spec/engines/wrong.md', import.meta.url)
const asked = process.argv.slice(2)
const rows = await askAll(
  ids => asked.length === 0 || asked.includes(ids.join('+')),
  row => void process.stdout.write(`${rowOf(row).join(' | ')}\n`),
)
if (asked.length === 0) {
  writeFileSync(file, documentOf(rows))
  process.stdout.write(`Written: ${fileURLToPath(file)}\n`)
}
