// Packs the starters' files into one JSON that code can import wherever it runs: `node spec/starters/pack.ts`. The sentences of
// the steps are put in, in the comments of each language.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { at } from '../src/lesson/at.ts'
import { type KitStep, kitSteps } from './steps.ts'

/** The file of each language, from this folder, and what stands before each further line of a comment in it. */
const files = {
  python: { file: 'engine.py', before: '    ' },
  'python-plain': { file: 'engine.py', before: '    ' },
  // By this name no linter takes a skeleton for finished code.
  javascript: { file: 'engine.mjs.txt', before: ' *  ' },
  java: { file: 'Engine.java', before: '     *  ' },
} as const

const width = 116

/** Lines of at most `width`, of which all but the first of a sentence stand two spaces further in. */
function wrapped(sentence: string, before: string): readonly string[] {
  const lines: string[] = []
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && before.length + last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(last === undefined ? word : `  ${word}`)
  }
  return lines
}

const commentOf = ({ says, note }: KitStep, before: string): string =>
  [...says, ...(note === undefined ? [] : [`(${note})`])].flatMap(one => wrapped(one, before)).join(`\n${before}`)

/** What files.json holds: language → text of its file, and `lesson`, the reference of a lesson's fields. */
export const packed = (): string => {
  const texts = Object.entries(files).map(([language, { file, before }]) => [
    language,
    readFileSync(new URL(`${language}/${file}`, import.meta.url), 'utf8').replace(
      /\{\{step (\d+)\}\}/g,
      (_, step: string) => commentOf(at(kitSteps, Number(step) - 1, 'the steps of the kits'), before),
    ),
  ])
  const lesson = readFileSync(new URL('../LESSON.md', import.meta.url), 'utf8')
  return `${JSON.stringify({ ...Object.fromEntries(texts), lesson }, null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(new URL('files.json', import.meta.url), packed())
