// Checks of tables that need no parameters: schedules, respacing, embeddings, and the layout of patches and tokens.
import { at, named, own } from '@dit-by-hand/graph/at'
import type { Node } from '@dit-by-hand/graph/graph'
import { input, rearrange } from '@dit-by-hand/graph/ops'
import { axes, turned } from '@dit-by-hand/graph/rearrange'
import { gelu, layerNorm, silu } from '@dit-by-hand/graph/transformer'
import { type DitConfig, official } from '../config.ts'
import { positions, waves } from '../positions.ts'
import type { Reading } from '../reading.ts'
import { cosineBetas, linearBetas, publishedSchedule, respaced, type Schedule, schedule } from '../schedule.ts'
import type { Check } from './check.ts'
import { apart } from './compare.ts'
import { turnedGrid } from './forward.ts'
import { checkCount, type Golden, gridOf, item } from './golden.ts'

/** The tables of a schedule, by their names in the files. */
const told: { readonly [name: string]: (of: Schedule) => readonly number[] } = {
  betas: of => of.betas,
  alphas_cumprod: of => of.alphasCumprod,
  alphas_cumprod_prev: of => of.alphasCumprodPrevious,
  alphas_cumprod_next: of => of.alphasCumprodNext,
  sqrt_alphas_cumprod: of => of.alphasCumprod.map(Math.sqrt),
  sqrt_one_minus_alphas_cumprod: of => of.alphasCumprod.map(kept => Math.sqrt(1 - kept)),
  log_one_minus_alphas_cumprod: of => of.alphasCumprod.map(kept => Math.log(1 - kept)),
  sqrt_recip_alphas_cumprod: of => of.alphasCumprod.map(kept => Math.sqrt(1 / kept)),
  sqrt_recipm1_alphas_cumprod: of => of.alphasCumprod.map(kept => Math.sqrt(1 / kept - 1)),
  posterior_variance: of => of.posteriorVariance,
  posterior_log_variance_clipped: of => of.posteriorLogVariance,
  posterior_mean_coef1: of => of.posteriorMeanFromStart,
  posterior_mean_coef2: of => of.posteriorMeanFromX,
}

/** How a table is computed. */
type Found = Pick<Check, 'block' | 'found' | 'floor'>

/** The schedule's table of this name; undefined where the name is not known, as everywhere below. */
function scheduleTable(tensor: string, of: Golden): Found | undefined {
  const [, kind, count = '', table = ''] = /^(linear|squaredcos_cap_v2_)(\d+)\.(\w+)$/.exec(tensor) ?? []
  const read = own(told, table)
  if (kind !== undefined && read) {
    checkCount(of, tensor, Number(count))
    const betas = kind === 'linear' ? linearBetas(Number(count)) : cosineBetas(Number(count))
    // With few steps the linear schedule has a β above 1: a table that no schedule can have.
    return { block: 'schedule', found: async () => (table === 'betas' ? betas : read(schedule(betas))) }
  }
  const [, by, what] = /^respace\.(.+)\.(timestep_map|betas)$/.exec(tensor) ?? []
  if (by === undefined) return undefined
  return {
    block: 'schedule',
    found: async () => (what === 'betas' ? publishedSchedule(by).betas : respaced(1000, by)),
  }
}

/** Evaluates a node on columns of numbers. */
async function onColumns(
  reading: Reading,
  columns: readonly ArrayLike<number>[],
  of: (x: Node) => Node,
): Promise<readonly number[]> {
  const made = of(input('x', [at(columns, 0).length, 1]))
  const given = columns.map(column => ({ x: Array.from(column, value => [value]) }))
  return (await reading.read({ made }, given)).flatMap(grids => named(grids, 'made').flat())
}

/** Timestep embeddings: `temb.dim256.f64`, and of fractions `temb.frac.dim32.f32`. */
function wavesOf(tensor: string, of: Golden, reading: Reading): Found | undefined {
  const [, name, fraction = '', count] = /^(temb\.(frac\.)?dim(\d+))\.f(?:32|64)$/.exec(tensor) ?? []
  if (count === undefined) return undefined
  const times = `temb.${fraction}t`
  const columns = [`${name}.f32`, `${name}.f64`] as const
  return {
    block: 'timestep',
    found: async () => {
      checkCount(of, tensor, of.numbers(times).length * Number(count))
      const each = Array.from(of.numbers(times), t => [t])
      return onColumns(reading, each, t => waves(t, Number(count)))
    },
    // That of an angle: as measured beside the double column, else half a rounding of the largest timestep.
    floor: () =>
      columns.every(of.has)
        ? apart(of.numbers(columns[0]), of.numbers(columns[1])).error
        : Math.max(...of.numbers(times)) * 2 ** -25,
  }
}

/** Positions of a square image: `pos2d.D24.grid4`. */
function positionsOf(tensor: string, of: Golden, reading: Reading): Found | undefined {
  const [, width, side] = /^pos2d\.D(\d+)\.grid(\d+)$/.exec(tensor) ?? []
  if (width === undefined) return undefined
  const [D, n] = [Number(width), Number(side)]
  checkCount(of, tensor, D * n * n)
  const config: DitConfig = { ...official('DiT-S/2'), video: [1, n, n], patch: [1, 1, 1], width: D }
  return {
    block: 'positions',
    found: async () => {
      const read = await reading.read({ positions: positions(config) }, [{}])
      return turnedGrid(named(at(read, 0), 'positions')).flat()
    },
  }
}

/** How a clip is cut into patches and put together, for the sizes of the file's probes. */
function layout(tensor: string, of: Golden, reading: Reading): Found | undefined {
  const cut = tensor === 'patchify.tokens_identity_kernel'
  const [clip, tokens] = cut ? ['patchify.img', tensor] : [tensor, 'unpatchify.tokens']
  if (!(cut || tensor === 'unpatchify.img' || tensor === 'unpatchify.video') || !of.has(clip) || !of.has(tokens))
    return undefined
  const [count = 0, C = 0, ...size] = of.shapeOf(clip)
  const [T = 1, H = 1, W = 1] = size.length === 3 ? size : [1, ...size]
  const [, L = 0, cells = 0] = of.shapeOf(tokens)
  // The patch's length in time, given that its frames are square.
  const sideFor = (t: number): number => Math.sqrt(cells / C / t)
  const t = [1, 2, 4].find(length => {
    const side = sideFor(length)
    const isWhole = Number.isInteger(side) && T % length === 0 && H % side === 0 && W % side === 0
    return isWhole && (T / length) * (H / side) * (W / side) === L
  })
  if (t === undefined) return undefined
  const side = sideFor(t)
  const sizes = { C, T: T / t, t, H: H / side, h: side, W: W / side, w: side }
  const by = cut
    ? axes('C T t H h, W w -> C t h w, T H W', sizes)
    : turned(axes('C T t H h, W w -> t h w C, T H W', sizes))
  const from = cut ? clip : tokens
  return {
    block: 'patches',
    found: async () => {
      const given = Array.from({ length: count }, (_, i) => ({
        x: cut
          ? gridOf(item(of, from, i), [C * T * H, W], from)
          : turnedGrid(gridOf(item(of, from, i), [L, cells], from)),
      }))
      const read = await reading.read({ made: rearrange(input('x', cut ? [C * T * H, W] : [cells, L]), by) }, given)
      return read.flatMap(grids => (cut ? turnedGrid(named(grids, 'made')) : named(grids, 'made')).flat())
    },
  }
}

/** Activations and layer norm, on probes of their own. */
function functions(tensor: string, of: Golden, reading: Reading): Found | undefined {
  const block = 'functions'
  const activation = own<(x: Node) => Node>({ 'act.gelu_tanh': x => gelu(x), 'act.silu': silu }, tensor)
  if (activation && of.has('act.x'))
    return { block, found: () => onColumns(reading, [of.numbers('act.x')], activation) }
  if (tensor !== 'ln.eps1e-6' || !of.has('ln.x')) return undefined
  const rows = Array.from({ length: at(of.shapeOf('ln.x'), 0) }, (_, i) => item(of, 'ln.x', i))
  return { block, found: () => onColumns(reading, rows, x => layerNorm(x)) }
}

/** The checks of every known table in the file. */
export const tableChecks = (of: Golden, reading: Reading): readonly Check[] =>
  of.tensors.flatMap(tensor => {
    const found =
      scheduleTable(tensor, of) ??
      [wavesOf, positionsOf, layout, functions].map(find => find(tensor, of, reading)).find(each => each !== undefined)
    return found ? [{ tensor, conventions: [], ...found }] : []
  })
