// NumPy: the line of Python that makes a named matrix, from the same formulas as text and TeX.
import { type Exact, toText } from './exact.ts'
import { formulaOf, type Look, type Writing } from './formula.ts'
import { entriesOf, type Net } from './graph.ts'
import { memo } from './memo.ts'
import { layoutShape } from './rearrange.ts'

/** Words that Python keeps for itself, or that mean something else in these lines. */
const reserved: ReadonlySet<string> = new Set(
  'False None True and as assert async await bits break class continue def del elif else except finally for from global hardmax if import in is lambda nonlocal not np or pass raise return softmax try while with yield'.split(
    ' ',
  ),
)

/** A name as Python has it: `feed_forward_weight`, `block0_attention_scores`. */
export function pythonName(name: string): string {
  const snake = name.replace(/\W/g, '_').replace(/([a-z0-9])([A-Z])/g, (_, end, next) => `${end}_${next.toLowerCase()}`)
  return reserved.has(snake) ? `${snake}_` : snake
}

/** Refuses a net in which two names would be one. */
const checked = memo((net: Net): void => {
  const taken = new Map<string, string>()
  for (const [name] of entriesOf(net)) {
    const other = taken.get(pythonName(name))
    if (other !== undefined) throw new RangeError(`${other} and ${name} would both be ${pythonName(name)} in Python`)
    taken.set(pythonName(name), name)
  }
})

const numberText = (value: Exact): string =>
  typeof value === 'number' ? String(value) : toText(value).replace('/', ' / ')

/** A matrix of numbers. Fractions become the nearest doubles. */
export const numpyArray = (rows: readonly (readonly Exact[])[]): string =>
  `np.array([${rows.map(row => `[${row.map(numberText).join(', ')}]`).join(', ')}])`

const shapeTuple = (shape: readonly number[]): string => `(${shape.join(', ')})`

interface Helper {
  readonly says: string
  readonly code: string
}

const helpers: { readonly [name: string]: Helper } = {
  bits: {
    says: 'the binary digits of a whole number, the most significant first, one below the other',
    code: `def bits(t, count):
    return np.array([[int(t.item()) >> place & 1] for place in reversed(range(count))])`,
  },
  softmax: {
    says: 'shares that sum to 1 in each column',
    code: `def softmax(scores):
    powers = np.exp(scores - scores.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)`,
  },
  hardmax: {
    says: 'in each column all to the largest, in equal shares where several are',
    code: `def hardmax(scores):
    largest = scores == scores.max(axis=0, keepdims=True)
    return largest / largest.sum(axis=0, keepdims=True)`,
  },
}

const sums: { readonly [name: string]: string } = {
  rowsum: 'axis=1, keepdims=True',
  colsum: 'axis=0, keepdims=True',
  sum: 'keepdims=True',
}

function called(name: string, inner: string, count?: number): string {
  if (sums[name] !== undefined) return `np.sum(${inner}, ${sums[name]})`
  if (name === 'bits') return `bits(${inner}, ${count})`
  return helpers[name] ? `${name}(${inner})` : `np.${name}(${inner})`
}

const numpyLook: Look = {
  number: numberText,
  equals: ' = ',
  matmul: ' @ ',
  times: ' * ',
  hadamard: ' * ',
  minus: '-',
  group: inner => `(${inner})`,
  transpose: inner => `${inner}.T`,
  square: inner => `${inner} ** 2`,
  over: (above, below) => `${above} / ${below}`,
  lineGroups: false,
  isPython: true,
  root: inner => `np.sqrt(${inner})`,
  relu: inner => `np.maximum(0, ${inner})`,
  step: inner => `(${inner} > 0).astype(float)`,
  call: called,
  whole: (inner, shape) => `np.broadcast_to(${inner}, ${shapeTuple(shape)})`,
  slice: (inner, of, first, last) => `${inner}[${of === 'rows' ? '' : ':, '}${first - 1}:${last}]`,
  stack: (above, below) => `np.vstack((${above}, ${below}))`,
  rearrange: (inner, { sizes, from, to }) => {
    const axes = from.flat().filter(axis => sizes[axis] !== 1)
    const order = to.flat().flatMap(axis => (axes.includes(axis) ? axes.indexOf(axis) : []))
    const apart = order.every((axis, i) => axis === i)
      ? ''
      : `.reshape(${axes.map(axis => sizes[axis]).join(', ')}).transpose(${order.join(', ')})`
    return `${inner}${apart}.reshape(${layoutShape(sizes, to).join(', ')})`
  },
  table: (_shape, cells) => numpyArray(cells),
}

/**
 * The line that makes a named matrix of those it is made from: `latent = np.maximum(0, encoder_pre)`. Every matrix has two
 * axes, numbers too. `softmax`, `hardmax` and `bits` are written by {@link helpersIn}; an amended matrix is as it was computed.
 * @throws {RangeError} where the net has no such matrix, two names that Python cannot tell apart, or too many matrices
 *   without a name
 */
export function formulaNumpy(net: Net, name: string, writing: Pick<Writing, 'through'> = {}): string {
  checked(net)
  return formulaOf(net, name, { ...writing, look: numpyLook, call: pythonName })
}

/** The functions that some lines call and NumPy has not: what each gives, and how it is written. */
export const helpersIn = (lines: readonly string[]): readonly (Helper & { readonly name: string })[] =>
  Object.entries(helpers).flatMap(([name, helper]) =>
    lines.some(line => line.includes(`${name}(`)) ? [{ name, ...helper }] : [],
  )
