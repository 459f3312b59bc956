// Conventions of the net in which implementations differ, each as a rewrite.
import { at } from '@dit-by-hand/graph/at'
import { overRoot } from '@dit-by-hand/graph/composites'
import { ratio } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import {
  add,
  broadcast,
  cos,
  fill,
  inv,
  matmul,
  mul,
  rearrange,
  relu,
  rows,
  share,
  sin,
  sqrt,
  stack,
  step,
  table,
  times,
} from '@dit-by-hand/graph/ops'
import { type Axes, axes, turned } from '@dit-by-hand/graph/rearrange'
import type { Changes } from '@dit-by-hand/graph/rewrite'
import { silu } from '@dit-by-hand/graph/transformer'
import { channelsOut, type DitConfig, type Extent, gridOf, positionWidths } from '../config.ts'
import { exp } from '../elementary.ts'
import { frequencies, places, positions } from '../positions.ts'
import type { Convention } from './check.ts'

type Change = (node: Node) => Node

/** A convention of others: a sentence that says it, and the rewrite. */
const other = (says: string, changes: Changes | ((config: DitConfig) => Changes)): Convention => ({
  says,
  changes: typeof changes === 'function' ? changes : () => changes,
})

const source = (node: Node, index = 0): Node => at(node.src, index, `the sources of ${node.op}`)
/** The source of a broadcast, or the node itself where there is none. */
const unrepeated = (node: Node): Node => (node.op === 'broadcast' ? source(node) : node)

/** The same change in every block, by the matrix's name within it. */
const everyBlock = ({ depth }: DitConfig, of: { readonly [name: string]: Change }): Changes =>
  Object.fromEntries(
    Array.from({ length: depth }, (_, i) =>
      Object.entries(of).map(([name, change]) => [`block${i}.${name}`, change]),
    ).flat(),
  )

/** The same change wherever tokens are normalised and modulated. */
const everyNorm = (config: DitConfig, name: string, change: Change): Changes => ({
  ...everyBlock(config, { [`attention.${name}`]: change, [`mlp.${name}`]: change }),
  [`last.${name}`]: change,
})

/** A stack of equal parts, put in another order. */
const reordered =
  (order: readonly number[]): Change =>
  node => {
    const height = node.shape[0] / order.length
    return order.map(index => rows(node, index * height, height)).reduce(stack)
  }

/** A slice, taken elsewhere from the same matrix. */
const sliceAt =
  (index: number): Change =>
  node =>
    rows(source(node), index * node.shape[0], node.shape[0])

// ---- timestep

const timestep: readonly Convention[] = [
  other('the timestep embedding is interleaved: cosine, sine, cosine, sine', {
    'timestep.waves': node => rearrange(node, axes('k f, -> f k,', { k: 2, f: node.shape[0] / 2 })),
  }),
  other('the timestep embedding has its sines before its cosines', { 'timestep.waves': reordered([1, 0]) }),
  other('the timestep embedding is interleaved: sine, cosine, sine, cosine', {
    'timestep.waves': node => rearrange(reordered([1, 0])(node), axes('k f, -> f k,', { k: 2, f: node.shape[0] / 2 })),
  }),
  other('the timestep frequencies end at exactly 1/10000: i/(half − 1) in place of i/half', {
    'timestep.waves': node => {
      const half = node.shape[0] / 2
      const slower = table(Array.from({ length: half }, (_, i) => [10000 ** (-i / (half - 1))]))
      const angles = matmul(slower, source(source(source(node)), 1))
      return stack(cos(angles), sin(angles))
    },
  }),
  {
    says: 'the network gets the timestep times 1000',
    changes: () => ({ t: node => times(node, 1000) }),
    costs: 1000,
  },
  other('the network gets the timestep divided by 1000', { t: node => times(node, ratio(1n, 1000n)) }),
  other('timesteps are counted from 1', { t: node => add(node, fill(1, node.shape)) }),
  other('the timestep perceptron has no activation between its layers', { 'timestep.hidden': node => source(node) }),
]

const label: readonly Convention[] = [
  other('labels are counted from 1: the null label is the first row of the table', ({ words }) => ({
    words: node => (words > 1 ? stack(rows(node, words - 1, 1), rows(node, 0, words - 1)) : node),
  })),
  other('the condition is the timestep alone', { condition: node => source(node) }),
]

// ---- patches and positions

const cutting =
  (layout: string): Change =>
  node => {
    if (node.op !== 'rearrange') return node
    return rearrange(source(node), axes(`C T t H h, W w -> ${layout}`, node.arg.sizes))
  }

const patches: readonly Convention[] = [
  other('a patch is read channel last: row, column, channel', { patches: cutting('t h w C, T H W') }),
  other('a patch is read column before row', { patches: cutting('C t w h, T H W') }),
  other('tokens are counted column before row', { patches: cutting('C t h w, T W H') }),
  other('tokens are counted with time fastest', { patches: cutting('C t h w, H W T') }),
]

/** Positions with the features of the axes in another order, and the sines and cosines of each laid out by `lay`. */
function otherPositions(config: DitConfig, order: readonly number[], lay: (sines: Node, cosines: Node) => Node): Node {
  const [grid, widths] = [gridOf(config), positionWidths(config)]
  const parts = order.flatMap(index => {
    const axis = at([0, 1, 2] as const, index)
    if (widths[axis] === 0) return []
    const angles = matmul(frequencies(widths[axis] / 2), places(grid, axis))
    return [lay(sin(angles), cos(angles))]
  })
  return parts.reduce(stack)
}

const interleaved = (first: Node, second: Node): Node => {
  const [f, n] = first.shape
  return rearrange(stack(first, second), axes('k f, n -> f k, n', { k: 2, f, n }))
}

/** Three things in every other order. */
const otherOrders: readonly (readonly number[])[] = [
  [1, 0, 2],
  [0, 2, 1],
  [2, 0, 1],
  [2, 1, 0],
  [1, 2, 0],
]

const ordered = (order: readonly number[], names: readonly string[]): string =>
  order.map(index => at(names, index)).join(', ')

const positionConventions: readonly Convention[] = [
  other('positions have the row before the column', config => ({
    positions: () => otherPositions(config, [0, 1, 2], stack),
  })),
  // The published order is 0, 2, 1.
  ...otherOrders
    .filter(([first]) => first !== 0)
    .map(order =>
      other(`positions have the axes in the order ${ordered(order, ['frame', 'row', 'column'])}`, config => ({
        positions: () => otherPositions(config, order, stack),
      })),
    ),
  other('positions have their cosines before their sines', config => ({
    positions: () => otherPositions(config, [0, 2, 1], (s, c) => stack(c, s)),
  })),
  other('positions are interleaved: sine, cosine, sine, cosine', config => ({
    positions: () => otherPositions(config, [0, 2, 1], interleaved),
  })),
  other('positions are interleaved, and have the row before the column', config => ({
    positions: () => otherPositions(config, [0, 1, 2], interleaved),
  })),
  other('there are no positions', { positions: node => fill(0, node.shape) }),
  other('positions are counted column before row', ({ video, patch }) => ({
    positions: node => {
      const [, H, W] = gridOf({ video, patch })
      return rearrange(node, axes('d, T H W -> d, T W H', { d: node.shape[0], T: node.shape[1] / (H * W), H, W }))
    },
  })),
]

/** Other widths of the position features, for clips: a, b, b with a + 2b = D. */
export const otherWidths = (config: DitConfig): readonly Convention[] => {
  const { width } = config
  if (config.video[0] === 1 && config.patch[0] === 1) return []
  return Array.from({ length: width / 2 + 1 }, (_, i) => 2 * i).flatMap(time => {
    const each = (width - time) / 2
    if (each % 2 !== 0) return []
    const shares: Extent = [time, each, each]
    return [
      other(
        `positions give ${time} features to the frame and ${each} each to row and column`,
        (): Changes => ({ positions: () => positions({ ...config, positions: shares }) }),
      ),
    ]
  })
}

const outputs: readonly Convention[] = (
  [
    ['channel first', 'O t h w'],
    ['column before row', 't w h O'],
  ] as const
).map(([says, layout]) =>
  other(`an output token is laid out ${says}`, config => ({
    output: node => {
      const [[T, H, W], [t, h, w]] = [gridOf(config), config.patch]
      const whole: Axes = axes(`O T t H h, W w -> ${layout}, T H W`, { O: channelsOut(config), T, t, H, h, W, w })
      return rearrange(source(node), turned(whole))
    },
  })),
)

// ---- adaLN

const kinds = ['shift', 'scale', 'gate'] as const
/** Takes every shift, scale and gate from another of the modulation's six parts. */
const modulatedFrom = (config: DitConfig, part: (branch: number, kind: number) => number): Changes => {
  const changes = ['attention', 'mlp'].flatMap((branch, i) =>
    kinds.map((kind, k) => [`${branch}.${kind}`, sliceAt(part(i, k))]),
  )
  return everyBlock(config, Object.fromEntries(changes))
}

const swappedLast: Changes = { 'last.shift': sliceAt(1), 'last.scale': sliceAt(0) }

/** A branch and the tokens before it, put together in another way. */
const joinedBy =
  (join: (tokens: Node, branch: Node, gated: Node) => Node) =>
  (config: DitConfig): Changes => {
    const result: Change = node => join(source(node), source(source(node, 1), 1), source(node, 1))
    return everyBlock(config, { 'attention.result': result, 'mlp.result': result })
  }

const adaptive: readonly Convention[] = [
  ...otherOrders.map(order =>
    other(
      order[2] === 2
        ? 'scale and shift are swapped: scale comes before shift'
        : `the modulation's parts come in the order ${ordered(order, kinds)}`,
      config => ({
        // The place of each kind in the other order.
        ...modulatedFrom(config, (branch, kind) => 3 * branch + order.indexOf(kind)),
        ...(order.indexOf(1) < order.indexOf(0) ? swappedLast : {}),
      }),
    ),
  ),
  other('scale and shift are swapped in the last layer only', swappedLast),
  other("the perceptron's modulation comes before the attention's", config =>
    modulatedFrom(config, (branch, kind) => 3 * (1 - branch) + kind),
  ),
  ...otherOrders.map(order =>
    other(
      order[2] === 2
        ? 'scale and shift are swapped in the modulation weights'
        : `the modulation weights have their parts in the order ${ordered(order, kinds)}`,
      config => ({
        // Back into the published order: each kind from its place in the other one.
        ...everyBlock(config, {
          modulation: reordered([0, 3].flatMap(i => kinds.map((_, k) => i + order.indexOf(k)))),
        }),
        ...(order.indexOf(1) < order.indexOf(0) ? { 'last.modulation': reordered([1, 0]) } : {}),
      }),
    ),
  ),
  other('the modulation weights have the perceptron before the attention', config =>
    everyBlock(config, { modulation: reordered([3, 4, 5, 0, 1, 2]) }),
  ),
  other('the scale is used as it is, without 1 + scale', config =>
    everyNorm(config, 'input', node => {
      const [product, shift] = [source(node), source(node, 1)]
      const scale = source(unrepeated(source(product, 1)), 1)
      const normed = source(product)
      return add(mul(normed, broadcast(scale, normed.shape)), shift)
    }),
  ),
  other('the condition is not activated (SiLU) before the modulation', { activated: node => source(node) }),
  other('branches are added without gates', joinedBy(add)),
  other(
    'branches are gated by 1 + gate',
    joinedBy((tokens, branch, gated) => add(add(tokens, branch), gated)),
  ),
]

// ---- norms, attention, perceptron

const norms: readonly Convention[] = [
  ...(
    [
      [100_000n, '10⁻⁵'],
      // Smaller ones make no visible difference.
      [100_000_000n, '10⁻⁸ or less'],
    ] as const
  ).map(([over, text]) =>
    other(`layer norms have an epsilon of ${text}`, config =>
      everyNorm(config, 'deviation', node => {
        const variance = source(source(node))
        return sqrt(add(variance, fill(ratio(1n, over), variance.shape)))
      }),
    ),
  ),
  other('layer norms divide by the sample variance: D − 1', config =>
    everyNorm(config, 'variance', node => times(node, ratio(BigInt(config.width), BigInt(config.width - 1)))),
  ),
  other('norms do not take the mean off (RMS norm)', config => everyNorm(config, 'mean', node => fill(0, node.shape))),
  other('tokens are modulated without being normalised', config =>
    everyNorm(config, 'normed', node => source(source(node))),
  ),
]

/** The scores of every head, changed in another way before the softmax. */
const scored =
  (change: (scores: Node, config: DitConfig) => Node) =>
  (config: DitConfig): Changes => {
    const shares: Change = node => share(change(source(source(node)), config), true)
    const heads = Array.from({ length: config.heads }, (_, head) => [`attention.head${head}.shares`, shares] as const)
    return everyBlock(config, Object.fromEntries(heads))
  }

const attention: readonly Convention[] = [
  other('the rows of qkv are head by head: query, key and value of one head together', config =>
    everyBlock(config, {
      'attention.qkv': node =>
        rearrange(
          node,
          axes('h k d, n -> k h d, n', { k: 3, h: config.heads, d: config.width / config.heads, n: node.shape[1] }),
        ),
    }),
  ),
  ...otherOrders.map(order =>
    other(`the rows of qkv are in the order ${ordered(order, ['query', 'key', 'value'])}`, config =>
      everyBlock(config, { 'attention.qkv': reordered([0, 1, 2].map(part => order.indexOf(part))) }),
    ),
  ),
  other(
    'scores are not divided by √(head width)',
    scored(scores => scores),
  ),
  other(
    'scores are divided by √width, not √(head width)',
    scored((scores, { width }) => overRoot(scores, width)),
  ),
  other('pooled values are laid out with heads fastest', config =>
    everyBlock(config, {
      'attention.pooled': node =>
        rearrange(
          node,
          axes('h d, n -> d h, n', { h: config.heads, d: config.width / config.heads, n: node.shape[1] }),
        ),
    }),
  ),
]

/** erf x, cell by cell, within 1.5·10⁻⁷ (Abramowitz & Stegun 1964, 7.1.26). */
function erf(x: Node): Node {
  const of = x.shape
  const sign = add(times(step(x), 2), fill(-1, of))
  const size = mul(x, sign)
  const t = inv(add(fill(1, of), times(size, 0.3275911)))
  const series = [-1.453152027, 1.421413741, -0.284496736, 0.254829592].reduce<Node>(
    (sum, coefficient) => add(mul(sum, t), fill(coefficient, of)),
    fill(1.061405429, of),
  )
  const tail = mul(mul(series, t), exp(times(mul(x, x), -1)))
  return mul(sign, add(fill(1, of), times(tail, -1)))
}

const perceptron: readonly Convention[] = (
  [
    [
      'GELU in its exact form, with erf',
      x => times(mul(x, add(fill(1, x.shape), erf(times(x, Math.SQRT1_2)))), ratio(1n, 2n)),
    ],
    ['GELU as x·logistic(1.702·x)', x => times(silu(times(x, 1.702)), 1 / 1.702)],
    ['SiLU', silu],
    ['ReLU', relu],
  ] satisfies readonly (readonly [string, Change])[]
).map(([name, bend]) =>
  other(`the perceptrons' activation is ${name}`, config =>
    everyBlock(config, { 'mlp.activated': node => bend(source(node)) }),
  ),
)

/** All conventions of the net. */
export const netConventions: readonly Convention[] = [
  ...timestep,
  ...label,
  ...patches,
  ...positionConventions,
  ...adaptive,
  ...norms,
  ...attention,
  ...perceptron,
  ...outputs,
]
