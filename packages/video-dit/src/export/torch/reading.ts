// Writes any net as lines of PyTorch, over a batch: one row per op, and the layers that PyTorch has.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { type Net, type Node, namesOf, type OpName, type Shape, topological } from '@dit-by-hand/graph/graph'
import { type Layer, layerOf } from './recognise.ts'
import { binds, facing, inFull, isNumber, tight, tuple, unit, type Written } from './written.ts'

/** How an op is written. @param like a tensor in scope, from which new ones take device and dtype */
type Row<K extends OpName> = (node: Node<K>, src: readonly Written[], like: string) => Written
type Table = { readonly [K in OpName]: Row<K> }

const first = (src: readonly Written[]): Written => at(src, 0, 'the sources')
const second = (src: readonly Written[]): Written => at(src, 1, 'the sources')

/** A number as Python code. */
export function number(value: Exact): string {
  if (typeof value === 'object' && value.d !== 1n) return `${value.n} / ${value.d}`
  const text = String(toNumber(value))
  return text.replace('Infinity', 'float("inf")')
}

const atom = (value: Exact): string => {
  const text = number(value)
  return / |^-/.test(text) ? `(${text})` : text
}

/** An operation on two matrices cell by cell: both the same way round; PyTorch broadcasts the smaller. */
function cellwise(src: readonly Written[], write: (a: Written, b: Written) => string, tightness: number): Written {
  const turned = src.some(part => part.turned && !isNumber(part)) || src.every(isNumber)
  const [a, b] = [facing(first(src), turned), facing(second(src), turned)]
  const shape: Shape = [Math.max(a.shape[0], b.shape[0]), Math.max(a.shape[1], b.shape[1])]
  const loose = a.loose && b.loose && (a.loose === 'vector' ? a.loose : b.loose)
  return { code: write(a, b), binds: tightness, turned, shape, varies: a.varies || b.varies, ...(loose && { loose }) }
}

/** A function of each cell; a plain number becomes a tensor first. */
function called(write: (inner: string) => string): Row<OpName> {
  return ({ shape }, src, like) => {
    const inner = first(src).loose === 'number' ? inFull(first(src), shape, like) : first(src)
    return unit(write(inner.code), inner)
  }
}

const whole = (node: Node, src: readonly Written[], index: number, like: string): Written =>
  inFull(at(src, index), at(node.src, index).shape, like)

function slice(axis: 0 | 1): Row<'rows' | 'columns'> {
  return (node, src, like) => {
    const x = whole(node, src, 0, like)
    const { from, count } = node.arg
    const last = x.turned === (axis === 0)
    const code = `${tight(x, binds.unit)}[..., ${from}:${from + count}${last ? '' : ', :'}]`
    return unit(code, { ...x, shape: node.shape })
  }
}

/** One row per op: forget one and the compiler says so. */
const table: Table = {
  input: ({ arg }) => {
    throw new RangeError(`${arg.name} is an input; no value was given for it`)
  },
  table: ({ arg, shape }, _src, like) => {
    const cells = arg.cells.flat().map(toNumber)
    const [rows, columns] = shape
    // The frequencies of positions and timesteps are written as a formula, not a list.
    const isWave = columns === 1 && cells.every((cell, i) => cell === 10000 ** (-i / rows))
    const list = isWave ? `[10000 ** (-i / ${rows}) for i in range(${rows})]` : `[${cells.map(number).join(', ')}]`
    const turned = columns === 1 || rows === 1
    const axes = turned ? [columns, rows] : [rows, columns]
    return unit(`${like}.new_tensor(${list}).reshape(${axes.join(', ')})`, { turned, shape, varies: false })
  },
  fill: ({ arg }) => ({
    code: number(arg.value),
    binds: / /.test(number(arg.value)) ? binds.product : /^-/.test(number(arg.value)) ? binds.sign : binds.unit,
    turned: true,
    shape: [1, 1],
    varies: false,
    loose: 'number',
  }),
  matmul: (node, src, like) => {
    const [a, b] = [whole(node, src, 0, like), whole(node, src, 1, like)]
    const varies = a.varies || b.varies
    const { src: nodes, shape } = node
    if (at(nodes, 0).op === 'input' && !a.varies && !a.turned)
      return unit(`F.linear(${facing(b, true).code}, ${a.code})`, { turned: true, shape, varies })
    // A product of single terms is one cell by cell, which PyTorch's mixed precision leaves as precise as it is.
    const by = b.shape[0] === 1 ? '*' : '@'
    const code = `${tight(facing(b, true), binds.product)} ${by} ${tight(facing(a, true), binds.sign)}`
    return { code, binds: binds.product, turned: true, shape, varies }
  },
  transpose: (_node, src) => {
    const x = first(src)
    const [rows, columns] = x.shape
    if (x.loose === 'vector')
      return unit(`${tight(x, binds.unit)}[None]`, { turned: false, shape: [columns, rows], varies: false })
    return { ...x, turned: isNumber(x) ? x.turned : !x.turned, shape: [columns, rows] }
  },
  add: (_node, src) =>
    cellwise(
      src,
      (a, b) => (b.code.startsWith('-') ? `${a.code} - ${b.code.slice(1)}` : `${a.code} + ${b.code}`),
      binds.sum,
    ),
  mul: ({ src: nodes }, src) => {
    const { op, src: below } = at(nodes, 1)
    const inverse = op === 'broadcast' ? at(below, 0).op === 'inv' : op === 'inv'
    return cellwise(
      src,
      (a, b) =>
        inverse && b.code.startsWith('1 / ')
          ? `${tight(a, binds.product)} / ${b.code.slice(4)}`
          : `${tight(a, binds.product)} * ${tight(b, binds.sign)}`,
      binds.product,
    )
  },
  times: ({ arg: { by } }, src) => {
    const x = first(src)
    if (by === 1) return x
    if (by === -1) return { ...x, code: `-${tight(x, binds.sign)}`, binds: binds.sign }
    const divides = typeof by === 'object' && by.n === 1n
    const code = divides ? `${tight(x, binds.product)} / ${by.d}` : `${atom(by)} * ${tight(x, binds.sign)}`
    return { ...x, code, binds: binds.product }
  },
  inv: (_node, src) => ({ ...first(src), code: `1 / ${tight(first(src), binds.sign)}`, binds: binds.product }),
  sqrt: (node, src, like) => {
    const x = first(src)
    if (x.loose === 'number') return { ...x, code: `${tight(x, binds.unit)} ** 0.5`, binds: binds.sign }
    return called(inner => `torch.sqrt(${inner})`)(node, src, like)
  },
  relu: called(inner => `F.relu(${inner})`),
  step: (node, src, like) => {
    const x = whole(node, src, 0, like)
    return unit(`(${x.code} > 0).to(${like}.dtype)`, x)
  },
  tanh: called(inner => `torch.tanh(${inner})`),
  sin: called(inner => `torch.sin(${inner})`),
  cos: called(inner => `torch.cos(${inner})`),
  same: (_node, src) => first(src),
  // PyTorch broadcasts in operations cell by cell; other ops use inFull.
  broadcast: (_node, src) => first(src),
  sum: (node, src, like) => {
    const x = whole(node, src, 0, like)
    const axis = (node.arg.along === 'rows') === x.turned ? -2 : -1
    return unit(`${tight(x, binds.unit)}.sum(${axis}, keepdim=True)`, { ...x, shape: node.shape })
  },
  rows: slice(0),
  columns: slice(1),
  stack: (node, src, like) => {
    const parts = src.map((_, i) => whole(node, src, i, like))
    const turned = parts.some(part => part.turned && !isNumber(part)) || parts.every(isNumber)
    const varies = parts.some(part => part.varies)
    const codes = parts.map(part => {
      const faced = facing(part, turned)
      return varies && !part.varies ? `${tight(faced, binds.unit)}.expand(len(${like}), -1, -1)` : faced.code
    })
    return unit(`torch.cat([${codes.join(', ')}], ${turned ? -1 : -2})`, { turned, shape: node.shape, varies })
  },
  rearrange: (node, src, like) => {
    const x = whole(node, src, 0, like)
    const { sizes, from, to } = node.arg
    const before = (x.turned ? [from[1], from[0]] : from).flat()
    // Tokens are stored transposed (tokens×features), clips are not; a rearrangement leads from one to the other.
    const turned = !x.turned
    const then = (turned ? [to[1], to[0]] : to).flat()
    const batch = x.varies ? [-1] : []
    const order = [...batch.map(() => 0), ...then.map(axis => before.indexOf(axis) + batch.length)]
    const [rows, columns] = node.shape
    const isInOrder = order.every((axis, i) => axis === i)
    const apart = `.reshape(${[...batch, ...before.map(axis => sizes[axis]!)].join(', ')}).permute(${order.join(', ')})`
    const code = `${tight(x, binds.unit)}${isInOrder ? '' : apart}.reshape(${[...batch, ...(turned ? [columns, rows] : [rows, columns])].join(', ')})`
    return unit(code, { turned, shape: node.shape, varies: x.varies })
  },
  bits: ({ arg: { count }, shape }, src, like) => {
    const x = first(src)
    const places = `${like}.new_tensor([${Array.from({ length: count }, (_, i) => 2 ** (count - 1 - i)).join(', ')}])`
    return unit(`((${x.code} / ${places}).floor() % 2)`, { turned: true, shape, varies: x.varies })
  },
  share: (node, src, like) => {
    const x = whole(node, src, 0, like)
    const axis = x.turned ? -1 : -2
    if (node.arg.soft) return unit(`torch.softmax(${x.code}, ${axis})`, x)
    return unit(`hard_shares(${x.code}, ${axis})`, x)
  },
  amend: (node, src, like) => {
    const x = facing(whole(node, src, 0, like), false)
    const cells = node.arg.cells.map(({ row, column, value }) => `(${row}, ${column}): ${number(value)}`)
    return unit(`amended(${x.code}, {${cells.join(', ')}})`, x)
  },
}

function written<K extends OpName>(node: Node<K>, src: readonly Written[], like: string): Written {
  const row: Row<K> = table[node.op as K]
  return row(node, src, like)
}

/** A layer as a call of PyTorch's own function, on tokens×features. */
function layer(found: Layer, node: Node, src: readonly Written[]): Written {
  const [x, k, v] = src.map(part => facing(part, true).code)
  const turned = (code: string): Written =>
    unit(code, { turned: true, shape: node.shape, varies: src.some(part => part.varies) })
  switch (found.is) {
    case 'linear':
      return turned(`F.linear(${facing(second(src), true).code}, ${first(src).code}, ${at(src, 2).code})`)
    case 'layerNorm':
      return turned(`F.layer_norm(${x}, ${tuple([node.shape[0]])}, eps=${found.epsilon})`)
    case 'attention':
      return turned(`attention(${x}, ${k}, ${v}, heads=${found.heads})`)
    default: {
      const { code, turned: own } = first(src)
      const calls = { gelu: `F.gelu(${code}, approximate="tanh")`, silu: `F.silu(${code})`, exp: `torch.exp(${code})` }
      return { ...turned(calls[found.is]), turned: own }
    }
  }
}

/** A line of Python that computes one node, once the names of its operands are known. */
export interface Line {
  readonly node: Node
  /** The node's name in the net; undefined for one that has a line only because it is used twice. */
  readonly name: string | undefined
  /** Its operands that have a line of their own or were given. */
  readonly needs: readonly Node[]
  write(call: (node: Node) => string): Written
}

/** The code for an input: a parameter, or an argument. */
export type Brought = (name: string) => Written

/**
 * The lines that compute some matrices of a net, each after its operands.
 * @param wanted their nodes @param brought the code for inputs @param like a tensor in scope
 * @param ready nodes that are already computed, with their code
 */
export function linesOf(
  net: Net,
  wanted: readonly Node[],
  brought: Brought,
  like: string,
  ready: ReadonlyMap<Node, Written> = new Map(),
): readonly Line[] {
  const names = namesOf(net)
  const layers = new Map<Node, Layer | undefined>()
  const found = (node: Node): Layer | undefined => {
    if (!layers.has(node)) layers.set(node, layerOf(node))
    return layers.get(node)
  }
  const needsOf = (node: Node): readonly Node[] => (ready.has(node) ? [] : (found(node)?.of ?? node.src))
  const order = topological(wanted, needsOf)
  const uses = new Map<Node, number>()
  for (const node of order) for (const need of needsOf(node)) uses.set(need, (uses.get(need) ?? 0) + 1)

  const isFree = ({ op }: Node): boolean => ['input', 'fill', 'same', 'broadcast', 'transpose'].includes(op)
  const hasLine = (node: Node): boolean =>
    !ready.has(node) &&
    (wanted.includes(node) || (names.has(node) && node.op !== 'input') || (!isFree(node) && (uses.get(node) ?? 0) > 1))
  const standing = new Map<Node, Written>()
  const write = (node: Node, call: (node: Node) => string, top: boolean): Written => {
    const given = ready.get(node)
    if (given) return given
    if (node.op === 'input') return brought(node.arg.name)
    const known = standing.get(node)
    if (!top && known) return unit(call(node), known)
    const src = needsOf(node).map(need => write(need, call, false))
    const is = found(node)
    return is ? layer(is, node, src) : written(node, src, like)
  }
  /** The nodes with lines that an expression uses. */
  const leansOn = (node: Node): readonly Node[] =>
    needsOf(node).flatMap(need => (hasLine(need) || ready.has(need) ? [need] : leansOn(need)))

  return order.filter(hasLine).map((node): Line => {
    standing.set(
      node,
      write(node, () => 'x', true),
    )
    return {
      node,
      name: names.get(node),
      needs: [...new Set(leansOn(node))],
      write: call => write(node, call, true),
    }
  })
}
