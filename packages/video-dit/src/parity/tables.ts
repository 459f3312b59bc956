// Checks of tables that need no parameters: schedules, respacing, embeddings, and the layout of patches and tokens.
import { at, named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Node } from '@dit-by-hand/graph/graph'
import { input, rearrange } from '@dit-by-hand/graph/ops'
import { axes, turned } from '@dit-by-hand/graph/rearrange'
import { gelu, layerNorm, silu } from '@dit-by-hand/graph/transformer'
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

/** Computes the schedule's table of this name; undefined where the name is not known. */
function scheduleTable(tensor: string, of: Golden): (() => readonly number[]) | undefined {
  const [, kind, count = '', table = ''] = /^(linear|squaredcos_cap_v2_)(\d+)\.(\w+)$/.exec(tensor) ?? []
  const read = Object.hasOwn(told, table) ? told[table] : undefined
  if (kind !== undefined && read) {
    checkCount(of, tensor, Number(count))
    const betas = kind === 'linear' ? linearBetas(Number(count)) : cosineBetas(Number(count))
    // With few steps the linear schedule has a β above 1: a table that no schedule can have.
    return () => (table === 'betas' ? betas : read(schedule(betas)))
  }
  const [, by, what] = /^respace\.(.+)\.(timestep_map|betas)$/.exec(tensor) ?? []
  if (by === undefined) return undefined
  return () => (what === 'betas' ? publishedSchedule(by).betas : respaced(1000, by))
}

/** Evaluates a node on a column of numbers. */
async function onColumn(
  reading: Reading,
  numbers: ArrayLike<number>,
  of: (x: Node) => Node,
): Promise<readonly number[]> {
  const x: Grid<number> = Array.from(numbers, value => [value])
  const read = await reading.read({ made: of(input('x', [x.length, 1])) }, [{ x }])
  return named(at(read, 0), 'made').flat()
}

/** Timestep embeddings: `temb.dim256.f64`, and of fractions `temb.frac.dim32.f32`. */
function wavesOf(tensor: string, of: Golden, reading: Reading): (() => Promise<readonly number[]>) | undefined {
  const [, fraction = '', count] = /^temb\.(frac\.)?dim(\d+)\.f(?:32|64)$/.exec(tensor) ?? []
  if (count === undefined) return undefined
  return async () => {
    const times = Array.from(of.numbers(`temb.${fraction}t`))
    checkCount(of, tensor, times.length * Number(count))
    const read = await reading.read(
      { waves: waves(input('t', [1, 1]), Number(count)) },
      times.map(t => ({ t: [[t]] })),
    )
    return read.flatMap(grids => named(grids, 'waves').flat())
  }
}

/** The error of an angle in single precision: as measured beside the double column, else half a rounding of the largest
 *  timestep. */
function waveFloor(tensor: string, of: Golden): number | undefined {
  const [, name, fraction = ''] = /^(temb\.(frac\.)?dim\d+)\.f(?:32|64)$/.exec(tensor) ?? []
  if (name === undefined) return undefined
  if (of.has(`${name}.f32`) && of.has(`${name}.f64`))
    return apart(of.numbers(`${name}.f32`), of.numbers(`${name}.f64`)).error
  return Math.max(...of.numbers(`temb.${fraction}t`)) * 2 ** -25
}

/** Positions of a square image: `pos2d.D24.grid4`. */
function positionsOf(tensor: string, of: Golden, reading: Reading): (() => Promise<readonly number[]>) | undefined {
  const [, width, side] = /^pos2d\.D(\d+)\.grid(\d+)$/.exec(tensor) ?? []
  if (width === undefined) return undefined
  const [D, n] = [Number(width), Number(side)]
  checkCount(of, tensor, D * n * n)
  return async () => {
    const config = {
      channels: 1,
      video: [1, n, n],
      patch: [1, 1, 1],
      width: D,
      depth: 0,
      heads: 1,
      mlp: 4,
      words: 1,
      learnedVariance: false,
    } as const
    const read = await reading.read({ positions: positions(config) }, [{}])
    return turnedGrid(named(at(read, 0), 'positions')).flat()
  }
}

/** How a clip is cut into patches and put together, for the sizes of the file's probes. */
function layout(tensor: string, of: Golden, reading: Reading): (() => Promise<readonly number[]>) | undefined {
  const cut = tensor === 'patchify.tokens_identity_kernel'
  const [clip, tokens] = cut ? ['patchify.img', tensor] : [tensor, 'unpatchify.tokens']
  if (!(cut || tensor === 'unpatchify.img' || tensor === 'unpatchify.video') || !of.has(clip) || !of.has(tokens))
    return undefined
  const [count = 0, C = 0, ...size] = of.shapeOf(clip)
  const [T = 1, H = 1, W = 1] = size.length === 3 ? size : [1, ...size]
  const [, L = 0, cells = 0] = of.shapeOf(tokens)
  // The patch's length in time, given that its frames are square.
  const volume = cells / C
  const found = [1, 2, 4].flatMap(t => {
    const side = Math.sqrt(volume / t)
    return T % t === 0 &&
      Number.isInteger(side) &&
      H % side === 0 &&
      W % side === 0 &&
      (T / t) * (H / side) * (W / side) === L
      ? [{ t, side }]
      : []
  })[0]
  if (!found) return undefined
  const { t, side } = found
  const sizes = { C, T: T / t, t, H: H / side, h: side, W: W / side, w: side }
  const by = cut
    ? axes('C T t H h, W w -> C t h w, T H W', sizes)
    : turned(axes('C T t H h, W w -> t h w C, T H W', sizes))
  const from = cut ? clip : tokens
  return async () => {
    const given = Array.from({ length: count }, (_, i) => ({
      x: cut
        ? gridOf(item(of, from, i), [C * T * H, W], from)
        : turnedGrid(gridOf(item(of, from, i), [L, cells], from)),
    }))
    const read = await reading.read({ made: rearrange(input('x', cut ? [C * T * H, W] : [cells, L]), by) }, given)
    return read.flatMap(grids => (cut ? turnedGrid(named(grids, 'made')) : named(grids, 'made')).flat())
  }
}

/** Activations and layer norm, on probes of their own. */
function functions(tensor: string, of: Golden, reading: Reading): (() => Promise<readonly number[]>) | undefined {
  const activation = { 'act.gelu_tanh': gelu, 'act.silu': silu }[tensor]
  if (activation && of.has('act.x')) return () => onColumn(reading, of.numbers('act.x'), x => activation(x))
  if (tensor !== 'ln.eps1e-6' || !of.has('ln.x')) return undefined
  return async () => {
    const rows = Array.from({ length: at(of.shapeOf('ln.x'), 0) }, (_, i) => item(of, 'ln.x', i))
    const read = await Promise.all(rows.map(row => onColumn(reading, row, x => layerNorm(x))))
    return read.flat()
  }
}

/** The checks of every known table in the file. */
export function tableChecks(of: Golden, reading: Reading): readonly Check[] {
  return of.tensors.flatMap((tensor): readonly Check[] => {
    const check = (block: string, found: () => Promise<ArrayLike<number>>): readonly Check[] => [
      { tensor, block, conventions: [], found, floor: () => waveFloor(tensor, of) },
    ]
    const numbers = scheduleTable(tensor, of)
    if (numbers) return check('schedule', async () => numbers())
    const made: readonly (readonly [string, (() => Promise<readonly number[]>) | undefined])[] = [
      ['timestep', wavesOf(tensor, of, reading)],
      ['positions', positionsOf(tensor, of, reading)],
      ['patches', layout(tensor, of, reading)],
      ['functions', functions(tensor, of, reading)],
    ]
    return made.flatMap(([block, found]) => (found ? check(block, found) : []))
  })
}
