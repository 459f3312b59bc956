// The files of the spec that a reader may take home, byte for byte as they stand in the repository.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { protocolVersion } from '@dit-by-hand/spec/protocol'

// Next runs in apps/site, in development as in a build.
const spec = join(process.cwd(), '../../spec')

/** A file as it is offered: its name here, where it stands in the spec, what it is. */
export interface Offered {
  readonly name: string
  readonly path: string
}

const offered: readonly Offered[] = [
  ...caseIds.flatMap(id => [
    { name: `${id}.json`, path: `cases/${id}.json` },
    { name: `${id}.expected.json`, path: `cases/${id}.expected.json` },
  ]),
  { name: 'sources.json', path: 'cases/sources.json' },
  { name: 'errata.json', path: 'cases/errata.json' },
  { name: 'plain.py', path: 'engines/plain.py' },
]

const read = ({ path }: Offered): string => readFileSync(join(spec, path), 'utf8')
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The index of the vectors: every case, what it is for, and its two files with their SHA-256. */
function index(): string {
  const file = (name: string): { readonly file: string; readonly sha256: string } => {
    const found = offered.find(one => one.name === name)
    if (!found) throw new Error(`${name} is not offered`)
    return { file: name, sha256: sha256(read(found)) }
  }
  const cases = caseIds.map(caseOf).map(({ id, comment, flags }) => ({
    id,
    comment,
    flags,
    lesson: file(`${id}.json`),
    answer: file(`${id}.expected.json`),
  }))
  const all = { protocol: protocolVersion, cases, sources: file('sources.json'), errata: file('errata.json') }
  return `${JSON.stringify(all, null, 2)}\n`
}

/** The names of all files, the index first. */
export const names: readonly string[] = ['index.json', ...offered.map(({ name }) => name)]

/** The text of one of {@link names}. Throws where there is no such file. */
export function textOf(name: string): string {
  if (name === 'index.json') return index()
  const found = offered.find(one => one.name === name)
  if (!found) throw new Error(`there is no vector ${name}`)
  return read(found)
}

/** How large a file is, for the reader who is about to fetch it. */
export function sizeOf(name: string): string {
  const bytes = Buffer.byteLength(textOf(name))
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`
}
