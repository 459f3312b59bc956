// Why a test was skipped, read off its file: a report says that it was, and no more.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** The parts of vitest's report that are used. */
export interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
    }[]
  }[]
}

export interface Skipped {
  readonly file: string
  readonly title: string
  /** The condition in its file, such as `skipIf noBrowser`. */
  readonly why: string
}

const condition = /\.(skip|todo|skipIf|runIf)\(((?:[^()]|\([^()]*\))*)\)/g
/** The first words of a call. */
const quoted = /(?<=\(\s*)(['"`])((?:\\.|(?!\1)[^\\\n])+)\1/g

/** Whether a title is what this text of a file becomes: `it.each` puts a value where a text has %s or $name. */
function isTitle(text: string, title: string): boolean {
  const parts = text.replace(/\\(.)/g, '$1').split(/%[sdifjoO]|\$[\w.]+/)
  return new RegExp(`^${parts.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's').test(title)
}

/**
 * The condition that stands before the title of a test, or of what it is part of; null where none does.
 * @param path the titles of what it is part of, and its own
 */
export function reasonIn(source: string, path: readonly string[]): string | null {
  const [conditions, texts] = [[...source.matchAll(condition)], [...source.matchAll(quoted)]]
  const reasons: string[] = []
  let after = 0
  for (const title of path) {
    // Of texts that may become this title the longest says most of it.
    const [here] = texts
      .filter(({ index, 2: text = '' }) => index > after && isTitle(text, title))
      .toSorted(([, , a = ''], [, , b = '']) => b.length - a.length)
    if (!here) continue
    after = here.index
    const before = conditions.findLast(({ index }) => index < here.index)
    const isOfAnother = before && /\n\s*(it|describe)\b/.test(source.slice(before.index, here.index))
    if (before && !isOfAnother) reasons.push(`${before[1]} ${before[2]}`.replace(/\s+/g, ' ').trim())
  }
  return reasons.at(-1) ?? null
}

/** Every skipped test of a report, its file as seen from `root`. */
export function skippedIn({ testResults }: Report, root: string): readonly Skipped[] {
  return testResults.flatMap(({ name: file, assertionResults }) => {
    const skipped = assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed')
    if (skipped.length === 0) return []
    const source = readFileSync(file, 'utf8')
    return skipped.map(({ ancestorTitles, title }) => {
      const path = [...ancestorTitles, title]
      const why = reasonIn(source, path) ?? 'its file says no reason'
      return { file: relative(root, file), title: path.join(' > '), why }
    })
  })
}
