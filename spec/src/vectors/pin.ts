// Pins published vectors by their digests, and says what to do where a build differs from them.
import { z } from 'zod'
import { at } from '../lesson/at.ts'
import { measured, Sha256, type Vector, type VectorFile } from './all.ts'
import { version as now } from './documents.ts'

/** The digests of a published version: of each case, of the random lessons of each set together, of each schema. */
export const Pin = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  cases: z.record(z.string(), Sha256),
  random: z.record(z.string(), z.strictObject({ count: z.int().min(1), sha256: Sha256 })),
  schemas: z.record(z.string(), Sha256),
})
export type Pin = z.infer<typeof Pin>

/** A vector's numbers, without comments, flags and titles, whose words may change. */
function numbersOf({ id, decimals, lesson, answer }: Vector): string {
  const { title: _, ...given } = lesson
  return JSON.stringify({ id, decimals, lesson: given, answer })
}

const digest = async (text: string): Promise<string> => (await measured(text)).sha256

const digestOf = (some: readonly Vector[]): Promise<string> => digest(some.map(one => `${numbersOf(one)}\n`).join(''))

const ofSet = (all: readonly Vector[], set: string): readonly Vector[] => all.filter(one => one.set === set)

/** The digests of a build. */
export async function pinOf(all: readonly Vector[], files: readonly VectorFile[]): Promise<Pin> {
  const cases: Pin['cases'] = {}
  for (const one of ofSet(all, 'cases')) cases[one.id] = await digestOf([one])
  const random: Pin['random'] = {}
  for (const set of new Set(all.map(one => one.set)))
    if (set !== 'cases') random[set] = { count: ofSet(all, set).length, sha256: await digestOf(ofSet(all, set)) }
  const schemas: Pin['schemas'] = {}
  for (const { path, text } of files) if (path.startsWith('schema/')) schemas[path] = await digest(text)
  return { version: now, cases, random, schemas }
}

const partsOf = ({ version }: Pin): readonly [major: number, minor: number] => {
  const numbers = version.split('.').map(Number)
  return [at(numbers, 0, 'a version'), at(numbers, 1, 'a version')]
}

const remedy =
  'If nobody meant it, put back what moved them: the cases, what spec/src/vectors/lessons.ts draws with, or the engine. ' +
  'If it is meant, add a release to spec/src/vectors/documents.ts and run `npm run vectors -- --pin`'

/** A reason not to publish a build: a broken promise, or a version that is not pinned; with what to do about it. */
export interface Problem {
  readonly kind: 'broken' | 'unpinned'
  readonly message: string
}

/** The promises of earlier versions that a build breaks; none where all are kept. */
export async function pinProblems(
  pin: Pin,
  all: readonly Vector[],
  files: readonly VectorFile[],
): Promise<readonly Problem[]> {
  const built = await pinOf(all, files)
  const [major, minor] = partsOf(built)
  const [pinnedMajor, pinnedMinor] = partsOf(pin)
  const unpinned: Problem = {
    kind: 'unpinned',
    message: `Version ${built.version} is not pinned yet: run \`npm run vectors -- --pin\` and commit spec/vectors/pin.json.`,
  }
  if (major !== pinnedMajor) return [unpinned]
  const broken = (what: string, version: string): Problem => ({
    kind: 'broken',
    message: `${what} ${remedy}, with ${version}.`,
  })
  const changes: string[] = []
  for (const [id, sha256] of Object.entries(pin.cases))
    if (built.cases[id] === undefined) changes.push(`The case ${id} has gone`)
    else if (built.cases[id] !== sha256) changes.push(`Numbers of the case ${id} have changed`)
  for (const [set, { count, sha256 }] of Object.entries(pin.random)) {
    const first = ofSet(all, set).slice(0, count)
    if (first.length < count) changes.push(`Vectors of ${set} have gone, ${first.length} of ${count} are left`)
    else if ((await digestOf(first)) !== sha256) changes.push(`Numbers of ${set} have changed`)
  }
  if (changes.length > 0)
    return changes.map(what => broken(`${what}; only a new major version may.`, `version ${pinnedMajor + 1}.0.0`))
  const more = countOf(built) - countOf(pin)
  const added = `There are ${more} more vectors than version ${pin.version} has.`
  if (more > 0 && minor === pinnedMinor) return [broken(added, `version ${pinnedMajor}.${pinnedMinor + 1}.0`)]
  if (built.version !== pin.version) return [unpinned]
  if (sorted(built.schemas) === sorted(pin.schemas)) return []
  const other = `A schema is not that of version ${pin.version}; a changed zod may do it too.`
  return [broken(other, 'the next patch version, or a minor one where a schema takes more than before')]
}

const countOf = ({ cases, random }: Pin): number =>
  Object.values(random).reduce((sum, { count }) => sum + count, Object.keys(cases).length)

const sorted = (digests: { readonly [path: string]: string }): string =>
  JSON.stringify(Object.entries(digests).toSorted())
