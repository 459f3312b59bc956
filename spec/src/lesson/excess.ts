// Refuses values that are too large to be a lesson, first and briefly, so that a flood of mistakes costs no time.
import { Cell, Matrix, Vector, Video } from './format.ts'
import { givens } from './givens.ts'
import { misfitsIn, type Nesting } from './misfits.ts'
import type { Problem } from './size-problems.ts'

/** The most wrong cells that are reported. */
const enough = 100
/** The longest list in a lesson, given the limits on pixels, patches and widths. */
const longest = 4096
/** More words than a prompt of 200 characters can have. */
const mostWords = 100
const longestText = 200

type Path = Problem['path']

/** Nesting of lists, and what their parts are called. */
type Lists = Nesting & { readonly parts: string; readonly of: Nesting | Lists }
const isLists = (of: Nesting): of is Lists => 'parts' in of
const vector: Lists = { reads: Vector, parts: 'cells', of: { reads: Cell, isFine: Number.isSafeInteger } }
const matrix: Lists = { reads: Matrix, parts: 'rows', of: { ...vector, reads: Matrix.element } }
const video: Lists = { reads: Video, parts: 'frames', of: matrix }

/** The matrices of a lesson that are lists; words are counted by themselves. */
const lists = Object.values(givens).flatMap(({ path }): readonly (readonly [Path, Lists])[] => {
  const last = path.at(-1)
  if (last === 't' || last === 'words' || last === 'learningRate') return []
  return [[path, last === 'video' ? video : last === 'bias' ? vector : matrix]]
})

/** An object's own value under a key; undefined for anything else. */
const own = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

const at = (value: unknown, path: Path): unknown => path.reduce<unknown>(own, value)

/** The problems of a value that is too large to be a lesson, or has a hundred wrong cells; none where it is worth checking all
 *  of it. */
export function excess(value: unknown): readonly Problem[] {
  const problems = lists.flatMap(([path, nesting]) => tooLong(at(value, path), path, nesting))
  problems.push(...tooManyWords(at(value, ['prompt'])))
  const errata = at(value, ['errata'])
  if (Array.isArray(errata) && errata.length > longest)
    problems.push({ path: ['errata'], message: `has ${errata.length} misprints; at most ${longest} are allowed` })
  if (problems.length > 0) return problems
  for (const [path, nesting] of lists)
    if (Array.isArray(at(value, path)))
      for (const problem of misfitsIn(at(value, path), nesting, path))
        if (problems.push(problem) === enough) return problems
  return []
}

function tooLong(list: unknown, path: Path, { parts, of }: Lists): readonly Problem[] {
  if (!Array.isArray(list)) return []
  const long = (found: number, where: Path, what: string): Problem => ({
    path: where,
    message: `has ${found} ${what}; no list in a lesson has more than ${longest}`,
  })
  if (list.length > longest) return [long(list.length, path, parts)]
  if (!isLists(of)) return []
  let inAll = 0
  for (const [i, part] of list.entries()) {
    const problems = tooLong(part, [...path, i], of)
    if (problems.length > 0) return problems
    inAll += Array.isArray(part) ? part.length : 0
  }
  return of === matrix && inAll > longest ? [long(inAll, path, 'rows in all')] : []
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
