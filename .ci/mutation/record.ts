// What the last full run came to, and for which sources: hashes say whether its figures still speak of this code.
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Project, projects, type Suite, testFiles } from './projects.ts'

export const root: string = fileURLToPath(new URL('../../', import.meta.url))

/** What became of the mutants of one file. */
export interface Figures {
  readonly mutants: number
  readonly bySpec: number
  readonly byOwnTests: number
  readonly timeouts: number
  readonly equivalent: number
  readonly survived: number
}

export interface FileRecord extends Figures {
  /** Hash of the source that was mutated. */
  readonly source: string
  /** Hash of all that judged it. */
  readonly judges: string
}

/** By project and file. */
export type Records = { readonly [project: string]: { readonly [file: string]: FileRecord | undefined } | undefined }

const committed = new URL('record.json', import.meta.url)
const local = new URL('dist/record.json', import.meta.url)

const read = (from: URL): Records => (existsSync(from) ? JSON.parse(readFileSync(from, 'utf8')) : {})
const write = (to: URL, records: Records): void => writeFileSync(to, `${JSON.stringify(records, null, 2)}\n`)

export const committedRecords = (): Records => read(committed)
export const commit = (records: Records): void => write(committed, records)

/** Figures of bounded runs on this machine: kept out of the repository. */
export const localRecords = (): Records => read(local)
export const keep = (records: Records): void => write(local, records)

const hashOf = (files: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const file of files.toSorted()) {
    hash.update(file)
    hash.update(readFileSync(new URL(`../../${file}`, import.meta.url)))
  }
  return hash.digest('hex').slice(0, 16)
}

const judgesOf: { readonly [S in Suite]: readonly string[] } = {
  spec: [
    'spec/src/laws/*.ts',
    'spec/src/{conformance,law,number,arbitraries,sizes,names,cases}.ts',
    'spec/cases/*.json',
  ],
  core: testFiles.core.map(file => `packages/core/tests/${file}`),
  walkthrough: testFiles.walkthrough.map(file => `packages/walkthrough/tests/${file}`),
}

/** The hash of a file under a project's src. */
export const sourceHash = ({ room }: Project, file: string): string => hashOf([`${room}/src/${file}`])

/** The hash of the checks and tests that judge a project. */
export const judgesHash = ({ suites }: Project): string =>
  hashOf(suites.flatMap(suite => judgesOf[suite].flatMap(pattern => globSync(pattern, { cwd: root }))))

/** Files whose source has changed since a run that is remembered; after them those that other checks judged then. */
export function changedFiles(): readonly (readonly [Project, string])[] {
  const remembered: readonly Records[] = [committedRecords(), localRecords()]
  const due = projects.flatMap(project => {
    const judges = judgesHash(project)
    return project.files.map(file => {
      const source = sourceHash(project, file)
      const known = remembered
        .flatMap(records => records[project.name]?.[file] ?? [])
        .filter(one => one.source === source)
      const state = known.some(one => one.judges === judges) ? 'done' : known.length > 0 ? 'rejudge' : 'new'
      return { project, file, state }
    })
  })
  const inState = (wanted: string): readonly (readonly [Project, string])[] =>
    due.flatMap(({ project, file, state }) => (state === wanted ? [[project, file] as const] : []))
  return [...inState('new'), ...inState('rejudge')]
}
