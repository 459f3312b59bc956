// Packs the starters' files into one JSON that code can import wherever it runs: `node spec/starters/pack.ts`.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The file of each language, from this folder. */
const files = {
  python: 'engine.py',
  'python-plain': 'engine.py',
  // By this name no linter takes a skeleton for finished code.
  javascript: 'engine.mjs.txt',
  java: 'Engine.java',
} as const

/** What files.json holds: language → text of its file. */
export const packed = (): string => {
  const texts = Object.entries(files).map(([language, file]) => [
    language,
    readFileSync(new URL(`${language}/${file}`, import.meta.url), 'utf8'),
  ])
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(new URL('files.json', import.meta.url), packed())
