// Refuses values that are too large to be a lesson, first and briefly, so that a flood of mistakes costs no time.
import { Matrix, Vector, Video } from './format.ts'
import { givens } from './givens.ts'
import type { Problem } from './size-problems.ts'

/** The most wrong cells that are reported. */
const enough = 100
/** The longest list in a lesson, given the limits on pixels, patches and widths. */
const longest = 4096
/** More words than a prompt of 200 characters can have. */
const mostWords = 100
const longestText = 200

type Path = Problem['path']

/** Nesting of lists: depth 1 has cells, depth 2 rows, depth 3 frames. */
type Depth = 1 | 2 | 3
const schemas = { 1: Vector, 2: Matrix, 3: Video } as const
const parts = { 1: 'cells', 2: 'rows', 3: 'frames' } as const

/** The matrices of a lesson that are lists, with their depth; words are counted by themselves. */
const lists = Object.values(givens).flatMap(({ path }): readonly (readonly [Path, Depth])[] => {
  const last = path.at(-1)
  if (last === 't' || last === 'words' || last === 'learningRate') return []
  return [[path, last === 'video' ? 3 : last === 'bias' ? 1 : 2]]
})

/** An object's own value under a key; undefined for anything else. */
const own = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

const at = (value: unknown, path: Path): unknown => path.reduce<unknown>(own, value)

/** The problems of a value that is too large to be a lesson, or has a hundred wrong cells; none where it is worth checking all
 *  of it. */
export function excess(value: unknown): readonly Problem[] {
  const problems: Problem[] = []
  for (const [path, depth] of lists) {
    const list = at(value, path)
    if (Array.isArray(list)) problems.push(...tooLong(list, path, depth))
  }
  problems.push(...tooManyWords(at(value, ['prompt'])))
  const errata = at(value, ['errata'])
  if (Array.isArray(errata) && errata.length > longest)
    problems.push({ path: ['errata'], message: `has ${errata.length} misprints; at most ${longest} are allowed` })
  if (problems.length > 0) return problems
  for (const [path, depth] of lists) {
    const list = at(value, path)
    if (Array.isArray(list)) collectWrong(list, path, depth, problems)
    if (problems.length >= enough) return problems
  }
  return []
}

function tooLong(list: readonly unknown[], path: Path, depth: Depth): readonly Problem[] {
  const long = (found: number, where: Path, what: string): Problem => ({
    path: where,
    message: `has ${found} ${what}; no list in a lesson has more than ${longest}`,
  })
  if (list.length > longest) return [long(list.length, path, parts[depth])]
  if (depth === 1) return []
  const inner: Depth = depth === 3 ? 2 : 1
  let rows = 0
  for (const [i, part] of list.entries()) {
    if (!Array.isArray(part)) continue
    const problems = tooLong(part, [...path, i], inner)
    if (problems.length > 0) return problems
    rows += part.length
  }
  return depth === 3 && rows > longest ? [long(rows, path, 'rows in all')] : []
}

function tooManyWords(prompt: unknown): readonly Problem[] {
  const [text, words] = [own(prompt, 'text'), own(prompt, 'words')]
  const problems: Problem[] = []
  if (typeof text === 'string' && text.length > longestText)
    problems.push({ path: ['prompt', 'text'], message: `is longer than ${longestText} characters` })
  const said = typeof words === 'object' && words !== null ? Object.keys(words) : []
  if (said.length > mostWords)
    problems.push({
      path: ['prompt', 'words'],
      message: `has ${said.length} words; a prompt of ${longestText} characters has at most ${mostWords}`,
    })
  if (said.includes('__proto__'))
    problems.push({ path: ['prompt', 'words', '__proto__'], message: 'is a word that no lesson can have' })
  return problems
}

/** Collects the problems of things that are not cells, rows or frames, until there are enough. */
function collectWrong(list: readonly unknown[], path: Path, depth: Depth, problems: Problem[]): void {
  for (const [i, part] of list.entries()) {
    if (problems.length >= enough) return
    if (depth === 1 ? Number.isSafeInteger(part) : Array.isArray(part) && part.length > 0) {
      if (depth !== 1 && Array.isArray(part)) collectWrong(part, [...path, i], depth === 3 ? 2 : 1, problems)
      continue
    }
    // In a list of its own, a part has the same problem as in its place.
    const { error } = schemas[depth].safeParse([part])
    for (const { message } of error?.issues.slice(0, 1) ?? []) problems.push({ path: [...path, i], message })
  }
}
