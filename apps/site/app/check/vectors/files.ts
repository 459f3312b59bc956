// The files of the spec that a reader may take home, byte for byte as they stand in the repository.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { held } from '@dit-by-hand/graph/at'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { protocolVersion } from '@dit-by-hand/spec/protocol'

// Next runs in apps/site, in development as in a build.
const spec = join(process.cwd(), '../../spec')

/** Where each file that is offered stands in the spec, by its name here. */
const offered: ReadonlyMap<string, string> = new Map([
  ...caseIds.flatMap(id => [`${id}.json`, `${id}.expected.json`]).map(name => [name, `cases/${name}`] as const),
  ['sources.json', 'cases/sources.json'],
  ['errata.json', 'cases/errata.json'],
  ['plain.py', 'engines/plain.py'],
])

/** @throws {RangeError} where there is no such file */
const read = (name: string): string => readFileSync(join(spec, held(offered, name, `vector ${name}`)), 'utf8')

/** The index of the vectors: every case, what it is for, and its two files with their SHA-256. */
function index(): string {
  const file = (name: string) => ({ file: name, sha256: createHash('sha256').update(read(name)).digest('hex') })
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

/** The published vectors in one archive: every case, 500 random lessons, the schemas, how to read them. */
export const archiveName = 'dit-vectors.tar'

const run = promisify(execFile)
let packed: Promise<Uint8Array<ArrayBuffer>> | undefined

/** The archive of that name, made once. */
export function archive(): Promise<Uint8Array<ArrayBuffer>> {
  const program = join(process.cwd(), 'tools/archive.ts')
  packed ??= run(process.execPath, [program], { encoding: 'buffer', maxBuffer: 64e6 }).then(
    ({ stdout }) => new Uint8Array(stdout),
  )
  return packed
}

/** The names of all files, the index first, the archive last. */
export const names: readonly string[] = ['index.json', ...offered.keys(), archiveName]

/** What stands in one of {@link names}. Throws where there is no such file. */
export async function bodyOf(name: string): Promise<string | Uint8Array<ArrayBuffer>> {
  if (name === archiveName) return archive()
  return name === 'index.json' ? index() : read(name)
}

/** How large a file is, for the reader who is about to fetch it. */
export async function sizeOf(name: string): Promise<string> {
  const bytes = Buffer.byteLength(await bodyOf(name))
  return bytes < 1000
    ? `${bytes} bytes`
    : bytes < 1e6
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`
}
