// Which room may import which, as one table, and a check of every import in the repository.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'vite'

/** What the files of one place may import. */
interface Place {
  /** The folder, and the room it belongs to: the package's name. */
  readonly in: string
  readonly room: string
  /** The other rooms that they may import, through their doors. */
  readonly may: readonly string[]
  /** The rooms from which they may import types only. */
  readonly types?: readonly string[]
  /** The only packages from outside, Node's included. Default: all that a package.json on the way up lists. */
  readonly outside?: readonly string[]
  /** Files, by name, that may import Node's own modules nevertheless. */
  readonly node?: RegExp
  /** Doors from which they may import types only. */
  readonly never?: RegExp
}

const rooms = ['graph', 'core', 'float32', 'video-dit', 'spec', 'walkthrough', 'practice', 'ladder']
const app = {
  may: rooms,
  // An app refers to the graph by names, never by ops.
  never: /^@dit-by-hand\/(graph\/(ops|composites|transformer|gradient)|core\/dit)$/,
}
const inTests = ['spec', 'tools']

/** The places. A file belongs to the first whose folder it is in. */
const places: readonly Place[] = [
  {
    in: 'spec/src/',
    room: 'spec',
    may: [],
    outside: ['zod', 'fast-check', 'vitest'],
    node: /src\/wire\/program\.ts$/,
  },
  { in: 'spec/tools/', room: 'spec', may: ['core', 'tools'] },
  { in: 'spec/', room: 'spec', may: ['tools'] },
  { in: 'packages/graph/src/', room: 'graph', may: [], outside: [] },
  { in: 'packages/graph/', room: 'graph', may: inTests },
  { in: 'packages/core/src/', room: 'core', may: ['graph'], types: ['spec'], outside: [] },
  { in: 'packages/core/', room: 'core', may: ['graph', ...inTests] },
  { in: 'packages/float32/src/', room: 'float32', may: ['graph'], outside: [] },
  { in: 'packages/float32/fixtures/', room: 'float32', may: ['graph', 'tools'] },
  { in: 'packages/float32/', room: 'float32', may: ['graph', 'core', ...inTests] },
  { in: 'packages/video-dit/src/export/', room: 'video-dit', may: ['graph', 'float32'] },
  { in: 'packages/video-dit/src/film/', room: 'video-dit', may: ['graph', 'float32'] },
  { in: 'packages/video-dit/src/', room: 'video-dit', may: ['graph', 'float32'], outside: [] },
  { in: 'packages/video-dit/', room: 'video-dit', may: ['graph', 'float32', ...inTests] },
  { in: 'packages/walkthrough/src/', room: 'walkthrough', may: ['graph', 'core', 'spec'], outside: [] },
  { in: 'packages/walkthrough/', room: 'walkthrough', may: ['graph', 'core', ...inTests] },
  { in: 'packages/practice/src/files/', room: 'practice', may: ['graph', 'core', 'spec', 'walkthrough'] },
  { in: 'packages/practice/src/', room: 'practice', may: ['graph', 'core', 'spec', 'walkthrough'], outside: [] },
  { in: 'packages/practice/', room: 'practice', may: ['graph', 'core', 'walkthrough', ...inTests] },
  { in: 'packages/ladder/src/', room: 'ladder', may: ['graph', 'core', 'video-dit'], types: ['spec'], outside: [] },
  { in: 'packages/ladder/', room: 'ladder', may: ['graph', 'core', 'video-dit', ...inTests] },
  { in: 'apps/tui/src/', room: 'tui', ...app },
  { in: 'apps/tui/', room: 'tui', ...app, may: [...rooms, 'tools'] },
  { in: 'apps/site/tools/', room: 'site', ...app, may: [...rooms, 'tools'] },
  { in: 'apps/site/tests/', room: 'site', ...app, may: [...rooms, 'tools'] },
  { in: 'apps/site/', room: 'site', ...app },
  { in: 'bench/', room: 'bench', may: [...rooms, 'tools', 'site', 'tui'] },
  { in: 'tools/mutation/', room: 'tools', may: ['spec'] },
  { in: 'tools/', room: 'tools', may: [] },
  { in: '.ci/', room: '.ci', may: ['tools'] },
  { in: '', room: '.ci', may: [] },
]

export const root: string = dirname(dirname(fileURLToPath(import.meta.url)))

/** Every file that git tracks or does not ignore. */
export const files: readonly string[] = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter(file => existsSync(join(root, file)) && file !== '')

export interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

/** Everything that a file imports: by statement, call, type, `vi.mock`, or the URL of a worker. */
export function importsOf(from: string, text: string): readonly Import[] {
  const { program, errors } = parseSync(from, text)
  if (errors.length > 0) throw new SyntaxError(`${from}: ${errors.map(({ message }) => message).join('; ')}`)
  const found: Import[] = []
  const add = (to: unknown, typeOnly = false): void => {
    if (typeof to === 'string') found.push({ from, to, typeOnly })
  }
  const literal = (node: object | undefined): unknown => (node && 'value' in node ? node.value : undefined)
  const dotted = (node: object): string =>
    'name' in node
      ? String(node.name)
      : 'property' in node && node.property instanceof Object
        ? dotted(node.property)
        : ''
  new Visitor({
    ImportDeclaration: ({ source, importKind }) => add(source.value, importKind === 'type'),
    ExportAllDeclaration: ({ source, exportKind }) => add(source.value, exportKind === 'type'),
    ExportNamedDeclaration: ({ source, exportKind }) => add(source?.value, exportKind === 'type'),
    ImportExpression: ({ source }) => add(literal(source)),
    TSImportType: ({ source }) => add(source.value, true),
    TSExternalModuleReference: ({ expression }) => add(expression.value),
    CallExpression: ({ callee, arguments: [first] }) => {
      const to = literal(first)
      // A mocked package need not be installed, unless it is ours.
      const mocks = /^(do)?mock$/i.test(dotted(callee)) && /^(\.|@dit-by-hand\/)/.test(String(to))
      if (mocks || /^(require|importActual|importMock)$/.test(dotted(callee))) add(to)
    },
    NewExpression: ({ callee, arguments: [first, second] }) => {
      const to = literal(first)
      const isBeside = second?.type === 'MemberExpression' && second.object.type === 'MetaProperty'
      if (dotted(callee) === 'URL' && isBeside && typeof to === 'string' && /\.m?[jt]sx?$/.test(to))
        add(/^\.{0,2}\//.test(to) ? to : `./${to}`)
    },
  }).visit(program)
  return found
}

const placeOf = (file: string): Place => {
  const place = places.find(({ in: folder }) => file.startsWith(folder))
  if (!place) throw new RangeError(`${file} is in none of the places of house.ts`)
  return place
}

interface Package {
  readonly name: string
  readonly exports?: { readonly [door: string]: string }
  readonly dependencies?: object
  readonly devDependencies?: object
}
const packages = new Map<string, Package>(
  files
    .filter(file => file.endsWith('package.json'))
    .map(file => [dirname(file), JSON.parse(readFileSync(join(root, file), 'utf8'))]),
)

/** Whether a package is listed in a package.json on the way up from a file, where Node looks for it. */
function isListed(name: string, from: string): boolean {
  const { dependencies = {}, devDependencies = {}, name: own } = packages.get(from) ?? { name: '' }
  if (name in dependencies || name in devDependencies || name === own) return true
  return from !== '.' && isListed(name, dirname(from))
}

/** The doors: what can be imported from other rooms, such as `@dit-by-hand/graph/ops`. A door to a folder ends in a star. */
export const doors: readonly string[] = [...packages.values()].flatMap(({ name, exports = {} }) =>
  Object.keys(exports).map(door => name + door.slice(1)),
)

/** Whether a room has a door, and a file behind it. */
function isDoor(room: string, door: string): boolean {
  const [folder, found] = [...packages].find(([, { name }]) => name === `@dit-by-hand/${room}`) ?? []
  return Object.entries(found?.exports ?? {}).some(([pattern, target]) => {
    const [before = '', after] = pattern.split('*')
    if (after === undefined) return pattern === door && existsSync(join(root, folder ?? '', target))
    if (!door.startsWith(before) || !door.endsWith(after)) return false
    const star = door.slice(before.length, door.length - after.length)
    return existsSync(join(root, folder ?? '', target.replaceAll('*', star)))
  })
}

/** What is wrong with an import; undefined where nothing is. */
export function wrongWith({ from, to, typeOnly }: Import): string | undefined {
  const place = placeOf(from)
  if (to.startsWith('.')) {
    const target = normalize(join(dirname(from), to))
    if (placeOf(target).room !== place.room) return 'a relative import leaves its room; rooms have doors'
    if (/\/tests\//.test(target) && !/\/tests\//.test(from)) return 'only tests import from tests'
    return /\/(tools|fixtures)\//.test(target) && /\/src\//.test(from) ? 'what runs leans on no tool' : undefined
  }
  const [, room, door] = /^@dit-by-hand\/([^/]+)\/?(.*)$/.exec(to) ?? []
  if (room !== undefined && door !== undefined) {
    const known = [place.room, ...place.may].includes(room) || (typeOnly && place.types?.includes(room))
    if (!known) return `${place.in} knows nothing of ${room}`
    if (!isDoor(room, `./${door}`)) return `${room} has no such door`
    if (!typeOnly && place.never?.test(to)) return 'an app never builds with ops'
  }
  const name = to.startsWith('node:') ? 'node:' : /^(@[^/]+\/)?[^/]+/.exec(to)?.[0]
  if (name === undefined) return 'it is no import'
  if (
    room === undefined &&
    place.outside &&
    !place.outside.includes(name) &&
    !(name === 'node:' && place.node?.test(from))
  )
    return `${place.in} imports nothing like it`
  return name === 'node:' || isListed(name, dirname(from)) ? undefined : `no package.json lists ${name}`
}
