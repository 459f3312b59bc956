// Checks of the forward pass on the file's inputs: every intermediate, and the output with and without guidance.
import { at, named } from '@dit-by-hand/graph/at'
import type { Given, Grid } from '@dit-by-hand/graph/evaluate'
import type { Net } from '@dit-by-hand/graph/graph'
import { memoByKey } from '@dit-by-hand/graph/memo'
import { input } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { pick } from '@dit-by-hand/graph/scope'
import { CheckpointError } from '../checkpoint/dtype.ts'
import { channelsOut, type DitConfig, tokensOf } from '../config.ts'
import { dit } from '../net.ts'
import type { Grids, Reading } from '../reading.ts'
import { guidance } from '../sample.ts'
import { type Check, type Convention, ifRecorded, isSet, under } from './check.ts'
import { netConventions, otherWidths } from './conventions.ts'
import { clipsOf, type Golden, gridOf, parametersOf, wordsOf } from './golden.ts'

/** The layout of a matrix in the reference: as here, token by token (transposed), or head by head, query by key. */
type Lie = 'as here' | 'by token' | 'by head'

interface Seen {
  readonly tensor: string
  readonly block: string
  readonly names: readonly string[]
  readonly lie: Lie
}

/** Every intermediate that a file may have, in the order in which the net computes them. */
export function intermediates({ depth, heads }: DitConfig): readonly Seen[] {
  const one = (tensor: string, block: string, name: string, lie: Lie = 'by token'): Seen => ({
    tensor: `act.${tensor}`,
    block,
    names: [name],
    lie,
  })
  return [
    one('x_embedder', 'patches', 'embed'),
    one('t_freq', 'timestep', 'timestep.waves'),
    one('t_emb', 'timestep', 'timestep.out'),
    one('y_emb', 'label', 'label.embedding'),
    one('c', 'condition', 'condition'),
    ...Array.from({ length: depth }, (_, i): readonly Seen[] => {
      const [to, from] = [`blocks.${i}`, `block${i}`]
      const inBlock = (tensor: string, name: string): Seen => one(`${to}.${tensor}`, `block ${i}`, `${from}.${name}`)
      const shares = Array.from({ length: heads }, (_, head) => `${from}.attention.head${head}.shares`)
      return [
        one(`${to}.in`, `block ${i}`, i === 0 ? 'tokens' : `block${i - 1}.mlp.result`),
        inBlock('mod6', 'modulation'),
        inBlock('norm1', 'attention.normed'),
        inBlock('modulated1', 'attention.input'),
        inBlock('attn.qkv', 'attention.qkv'),
        { tensor: `act.${to}.attn.probs`, block: `block ${i}`, names: shares, lie: 'by head' },
        inBlock('attn', 'attention.out'),
        inBlock('norm2', 'mlp.normed'),
        inBlock('modulated2', 'mlp.input'),
        inBlock('mlp.fc1', 'mlp.up'),
        inBlock('mlp.gelu', 'mlp.activated'),
        inBlock('mlp', 'mlp.down'),
        inBlock('out', 'mlp.result'),
      ]
    }).flat(),
    one('final.mod2', 'last layer', 'last.modulation'),
    one('final.norm', 'last layer', 'last.normed'),
    one('final.modulated', 'last layer', 'last.input'),
    one('final.tokens', 'last layer', 'last.tokens'),
    one('output', 'output', 'output', 'as here'),
  ]
}

/** The cells of matrices in the layout of the reference. */
export function laid(grids: Grids, names: readonly string[], lie: Lie): readonly number[] {
  return names.flatMap(name => {
    const grid = named(grids, name, 'what was read')
    return lie === 'as here' ? grid.flat() : turnedGrid(grid).flat()
  })
}

export const turnedGrid = (grid: Grid<number>): Grid<number> =>
  at(grid, 0, 'the rows').map((_, column) => grid.map(row => at(row, column)))

/** The net with the file's frozen positions, which are in single precision, as an input. */
export function withPositions(net: Net, of: Golden): Net {
  if (!of.has('param.pos_embed') || !net.positions) return net
  return rewrite(net, { positions: node => input('positions', node.shape) })
}

/** The positions of the file, for a net of {@link withPositions}. */
export function positionsOf(of: Golden, config: DitConfig): Given<number> {
  if (!of.has('param.pos_embed')) return {}
  const { width } = config
  return { positions: turnedGrid(gridOf(of.numbers('param.pos_embed'), [tokensOf(config), width], 'param.pos_embed')) }
}

/** A file with its model, as every check needs it. */
export interface Subject {
  readonly of: Golden
  readonly config: DitConfig
  readonly reading: Reading
  /** The file's parameters and positions. */
  readonly brought: Given<number>
}

export function subjectOf(of: Golden, config: DitConfig, reading: Reading): Subject {
  return { of, config, reading, brought: { ...parametersOf(of, dit(config).parameters), ...positionsOf(of, config) } }
}

/** The inputs of each sample in the batch with this prefix: clip, timestep and label. */
export function samples({ of, config }: Pick<Subject, 'of' | 'config'>, prefix: string): readonly Given<number>[] {
  return clipsOf(of, config, `${prefix}.x`).map((x, i) => ({
    x,
    t: [[at(of.numbers(`${prefix}.t`), i)]],
    words: wordsOf(at(of.numbers(`${prefix}.y`), i), config.words),
  }))
}

const keyOf = (using: readonly Convention[]): string => using.map(({ says }) => says).join('\n')

/** Remembers the result for each set of conventions. */
export const memoised = <T>(work: (using: readonly Convention[]) => Promise<T>): typeof work =>
  memoByKey(work, keyOf, Number.POSITIVE_INFINITY)

/** The model's output for some samples, under some conventions. */
export async function outputs(
  { of, config, reading, brought }: Subject,
  given: readonly Given<number>[],
  using: readonly Convention[],
): Promise<readonly Grid<number>[]> {
  const net = pick(under(withPositions(dit(config).net, of), config, using), ['output'])
  const read = await reading.read(
    net,
    given.map(each => ({ ...brought, ...each })),
  )
  return read.map(grids => named(grids, 'output'))
}

const positionSayings = (config: DitConfig): readonly Convention[] => [
  ...netConventions.filter(({ says }) => says.includes('positions')),
  ...otherWidths(config),
]

/** The checks of positions and intermediates that the file has. */
export function forwardChecks(subject: Subject): readonly Check[] {
  const { of, config, reading, brought } = subject
  const own = dit(config).net
  const told: Check[] = []
  if (of.has('param.pos_embed'))
    told.push({
      tensor: 'param.pos_embed',
      block: 'positions',
      conventions: positionSayings(config),
      floor: () => 2 ** -24,
      async found(using) {
        const read = await reading.read(pick(under(own, config, using), ['positions']), [{}])
        return laid(at(read, 0), ['positions'], 'by token')
      },
    })
  if (!of.has('in.x')) return told
  const seen = intermediates(config).filter(({ tensor }) => of.has(of.columnOf(tensor)))
  const given = samples(subject, 'in').map(each => ({ ...brought, ...each }))
  const whole = withPositions(own, of)
  const all = memoised(using => reading.read(under(whole, config, using), given))
  const known = positionSayings(config)
  // The file has its own positions; that its model used others is tried last.
  const conventions = [...netConventions.filter(each => !known.includes(each)), ...known]
  const tried = new Set<string>()
  for (const { tensor, block, names, lie } of seen)
    told.push({
      tensor,
      block,
      conventions,
      async found(using) {
        // A convention on its first trial computes only what this tensor needs; one that is asked for again, everything.
        const key = keyOf(using)
        const read =
          using.length === 0 || tried.has(key)
            ? await all(using)
            : await reading.read(pick(under(whole, config, using), names), given)
        tried.add(key)
        return read.flatMap(grids => laid(grids, names, lie))
      },
    })
  return told
}

const guiding = (setting: Convention['setting'], says: string): Convention => ({ says, ...(setting && { setting }) })

const guidanceConventions: readonly Convention[] = [
  guiding('all channels guided', 'all channels are guided, not only the first three'),
  guiding('three channels guided', 'only the first three channels are guided'),
  guiding('scale above one', 'the guidance scale is counted from 0: c + scale·(c − u)'),
  guiding('unconditional first', 'the unconditional half of the batch comes first'),
]

/** The scale of the file's guidance: 4, as published, where its metadata do not say. @throws {CheckpointError} */
function guidanceScale({ metadata }: Golden): number {
  const scale = Number(metadata.cfg_scale ?? 4)
  if (!Number.isFinite(scale)) throw new CheckpointError(`cfg_scale is ${metadata.cfg_scale}; it must be a number`)
  return scale
}

/**
 * Guides a batch whose halves are conditional and unconditional.
 * @param raw the model's output for each, all on the clips of the first half
 */
export async function guided(
  { config, reading }: Pick<Subject, 'config' | 'reading'>,
  raw: readonly Grid<number>[],
  scale: number,
  channels: number,
  using: readonly Convention[],
): Promise<readonly Grid<number>[]> {
  const half = raw.length / 2
  if (!Number.isInteger(half))
    throw new CheckpointError(
      `guidance needs as many unconditional samples as conditional ones, not ${raw.length} in all`,
    )
  const [first, second] = [raw.slice(0, half), raw.slice(half)]
  const turned = isSet(using, 'unconditional first')
  const [conditional, unconditional] = turned ? [second, first] : [first, second]
  const by = isSet(using, 'scale above one') ? scale + 1 : scale
  const count = isSet(using, 'all channels guided')
    ? config.channels
    : isSet(using, 'three channels guided')
      ? 3
      : channels
  const read = await reading.read(
    guidance(config, count),
    conditional.map((c, i) => ({ conditional: c, unconditional: at(unconditional, i), scale: [[by]] })),
  )
  const [own, other] = [
    read.map(grids => named(grids, 'guided')),
    read.map(grids => named(grids, 'guidedUnconditional')),
  ]
  return turned ? [...other, ...own] : [...own, ...other]
}

/** The checks of the guided output: `cfg.*`. */
export function guidanceChecks(subject: Subject): readonly Check[] {
  const { of, config } = subject
  if (!of.has('cfg.x')) return []
  const given = samples(subject, 'cfg')
  const half = given.slice(0, given.length / 2)
  const shared = given.map((each, i) => ({ ...each, x: at(half, i % half.length).x }))
  const raw = memoised(using => outputs(subject, shared, using))
  const check = (tensor: string, channels?: number): readonly Check[] =>
    ifRecorded(of, {
      tensor,
      block: 'guidance',
      conventions: channels === undefined ? netConventions : [...guidanceConventions, ...netConventions],
      async found(using) {
        const said = await raw(using.filter(({ changes }) => changes))
        const out = channels === undefined ? said : await guided(subject, said, guidanceScale(of), channels, using)
        return out.flat(2)
      },
    })
  return [...check('cfg.raw'), ...check('cfg.out', 3), ...check('cfg.out_all_channels', channelsOut(config))]
}
