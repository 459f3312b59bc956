// `npm run vectors`: builds spec/dist/vectors/, once two engines that share no code agree on every number in it.
// `--pin` writes spec/vectors/pin.json after a release was added; `--out FOLDER` builds elsewhere.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { engine as core } from '@dit-by-hand/core/engine'
import { published } from '@dit-by-hand/core/vectors'
import { optionsOf } from '@dit-by-hand/tools/options'
import { Crashed } from '../src/judge/engine.ts'
import { disagreements } from '../src/vectors/agree.ts'
import { type Vector, vectorFiles, vectors } from '../src/vectors/all.ts'
import { version } from '../src/vectors/documents.ts'
import { Pin, pinOf, pinProblems } from '../src/vectors/pin.ts'
import { type SpawnedEngine, spawnEngine } from '../src/wire/conform.ts'

const spec = dirname(dirname(fileURLToPath(import.meta.url)))
const pinFile = join(spec, 'vectors', 'pin.json')
const most = 10

const options = optionsOf({
  pin: { type: 'boolean', default: false },
  out: { type: 'string', default: join(spec, 'dist', 'vectors') },
})

/** Says what is wrong and ends: nothing is written. */
function refuse(problems: readonly string[]): never {
  for (const problem of problems.slice(0, most)) console.error(problem)
  if (problems.length > most) console.error(`… and ${problems.length - most} more`)
  console.error('Nothing was written.')
  process.exit(1)
}

/** Refuses a folder that holds what no build of the vectors wrote: it would be lost. */
function refuseFor(foreign: string | undefined): void {
  if (foreign !== undefined)
    refuse([
      `${out} holds ${foreign}, which is no part of the vectors: name a folder that is new, or that holds them alone.`,
    ])
}

async function disputed(all: readonly Vector[], plain: SpawnedEngine): Promise<readonly string[]> {
  const problems: string[] = []
  for (const vector of all) for (const engine of [core, plain]) problems.push(...(await disagreements(vector, engine)))
  return problems
}

async function startPlain(): Promise<SpawnedEngine> {
  try {
    return await spawnEngine('python3 engines/plain.py', { cwd: spec, timeout: 60_000 })
  } catch (error) {
    if (!(error instanceof Crashed)) throw error
    return refuse([`The second engine is needed to agree, and does not start: ${error.message}`])
  }
}

const since = performance.now()
const out = resolve(options.out)
const held = existsSync(out) ? readdirSync(out) : []
if (!held.includes('cases.jsonl')) refuseFor(held[0])
const all = vectors(published)
const files = await vectorFiles(all)
const ours = files.map(({ path }) => path.split('/')[0])
refuseFor(held.find(name => !ours.includes(name)))
const plain = await startPlain()
try {
  const problems = await disputed(all, plain)
  if (problems.length > 0) refuse(problems)
} finally {
  await plain.close()
}

const readPin = (): Pin => Pin.parse(JSON.parse(readFileSync(pinFile, 'utf8')))
const broken = await pinProblems(readPin(), all, files)
if (broken.some(({ kind }) => !(options.pin && kind === 'unpinned'))) refuse(broken.map(({ message }) => message))
if (options.pin) writeFileSync(pinFile, `${JSON.stringify(await pinOf(all, files), null, 2)}\n`)

rmSync(out, { recursive: true, force: true })
for (const { path, text } of files) {
  mkdirSync(dirname(join(out, path)), { recursive: true })
  writeFileSync(join(out, path), text)
}
const megabytes = (files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6).toFixed(1)
const seconds = ((performance.now() - since) / 1000).toFixed(1)
console.log(
  `${relative(process.cwd(), out) || out}: version ${version}, ${all.length} vectors in ${files.length} files, ${megabytes} MB, in ${seconds} s; core and plain.py agree on all of them`,
)
