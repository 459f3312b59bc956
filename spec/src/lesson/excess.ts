// What has too much in it to be a lesson: found first and reported briefly, so that a flood of mistakes costs no time.
import { Matrix, Vector, Video } from './format.ts'
import type { Problem } from './size-problems.ts'

/** As many wrong cells as are worth reporting. */
const enough = 100
/** No list of a lesson is longer: its pixels, patches and widths are limited below that. */
const longest = 4096
/** A prompt of 200 characters says fewer words. */
const mostWords = 100
const longestText = 200

type Path = Problem['path']

/** A list of depth 1 holds cells, of depth 2 rows, of depth 3 frames. */
type Depth = 1 | 2 | 3
const schemas = { 1: Vector, 2: Matrix, 3: Video } as const
const parts = { 1: 'cells', 2: 'rows', 3: 'frames' } as const

const lists: readonly (readonly [Path, Depth])[] = [
  [['video'], 3],
  [['encoder', 'weight'], 2],
  [['encoder', 'bias'], 1],
  [['noise'], 2],
  [['modulation', 'weight'], 2],
  [['modulation', 'bias'], 1],
  [['attention', 'matrix'], 2],
  [['attention', 'query'], 2],
  [['attention', 'key'], 2],
  [['feedForward', 'weight'], 2],
  [['feedForward', 'bias'], 1],
  [['decoder', 'weight'], 2],
  [['decoder', 'bias'], 1],
]

/** What an object itself has under this key; of anything else, nothing. */
const own = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

const at = (value: unknown, path: Path): unknown => path.reduce<unknown>(own, value)

/** Problems of a value that is no lesson by its mere size, or has a hundred wrong cells; none where it may be one. Only
 *  then is it worth while to look at all of it. */
export function excess(value: unknown): readonly Problem[] {
  const problems: Problem[] = []
  for (const [path, depth] of lists) {
    const list = at(value, path)
    if (Array.isArray(list)) problems.push(...tooLong(list, path, depth))
  }
  problems.push(...tooManyWords(at(value, ['prompt'])))
  const errata = at(value, ['errata'])
  if (Array.isArray(errata) && errata.length > longest)
    problems.push({ path: ['errata'], message: `has ${errata.length} misprints; at most ${longest} can be read` })
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
      message: `has ${said.length} words; a prompt of ${longestText} characters says at most ${mostWords}`,
    })
  if (said.includes('__proto__'))
    problems.push({ path: ['prompt', 'words', '__proto__'], message: 'is a word that no lesson can have' })
  return problems
}

/** Adds the problems of cells, rows and frames that are none, until there are enough. */
function collectWrong(list: readonly unknown[], path: Path, depth: Depth, problems: Problem[]): void {
  for (const [i, part] of list.entries()) {
    if (problems.length >= enough) return
    if (depth === 1 ? Number.isSafeInteger(part) : Array.isArray(part) && part.length > 0) {
      if (depth !== 1 && Array.isArray(part)) collectWrong(part, [...path, i], depth === 3 ? 2 : 1, problems)
      continue
    }
    // Within a list of its own, a part is reported as it is where it stands.
    const { error } = schemas[depth].safeParse([part])
    for (const { message } of error?.issues.slice(0, 1) ?? []) problems.push({ path: [...path, i], message })
  }
}
