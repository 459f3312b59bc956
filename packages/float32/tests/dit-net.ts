// A grown-up DiT of core's pieces, with its loss and every slope: the net that the plan must take in whole.
import { gated, gelu, layerNorm, linear, meanSquare, modulate, silu, subtract } from '@dit-by-hand/core/composites'
import { ratio } from '@dit-by-hand/core/exact'
import { gradient } from '@dit-by-hand/core/gradient'
import type { Net, Node, Shape } from '@dit-by-hand/core/graph'
import {
  add,
  fill,
  given,
  inv,
  matmul,
  mul,
  rows,
  share,
  spread,
  sqrt,
  stack,
  times,
  transpose,
} from '@dit-by-hand/core/ops'

/** Sizes of a DiT: p pixels a patch, L tokens, D width, f waves of the timestep, K classes. */
export interface Sizes {
  readonly patch: number
  readonly tokens: number
  readonly width: number
  readonly depth: number
  readonly heads: number
  readonly mlp: number
  readonly waves: number
  readonly classes: number
}

export const small: Sizes = { patch: 3, tokens: 5, width: 6, depth: 2, heads: 2, mlp: 2, waves: 4, classes: 3 }
export const measured: Sizes = { patch: 32, tokens: 64, width: 96, depth: 4, heads: 4, mlp: 4, waves: 64, classes: 8 }

/** The net, what each sample brings, and what is learned. */
export interface DitNet {
  readonly net: Net
  readonly perSample: readonly string[]
  readonly learn: readonly string[]
  readonly shapes: { readonly [name: string]: Shape }
}

/** adaLN-Zero blocks (Peebles & Xie 2023, section 3.2): patches in, their prediction out, the mean squared error and the
 *  slope of every weight. */
export function ditNet({ patch: p, tokens: L, width: D, depth, heads, mlp, waves, classes }: Sizes): DitNet {
  const learned: { [name: string]: Node } = {}
  const weight = (name: string, shape: Shape): Node => (learned[name] = given(name, shape))
  const layer = (name: string, out: number, x: Node): Node =>
    linear(weight(`${name}Weight`, [out, x.shape[0]]), x, weight(`${name}Bias`, [out, 1]))
  const brought: { readonly [name: string]: Node } = {
    x: given('x', [p, L]),
    target: given('target', [p, L]),
    time: given('time', [waves, 1]),
    label: given('label', [classes, 1]),
  }
  const of = (name: string): Node => brought[name] ?? fill(0, [1, 1])

  const attend = (name: string, x: Node): Node => {
    const qkv = layer(`${name}Qkv`, 3 * D, x)
    const w = D / heads
    const pooled = Array.from({ length: heads }, (_, h) => {
      const [q, k, v] = [0, 1, 2].map(i => rows(qkv, i * D + h * w, w))
      if (!q || !k || !v) return x
      const scores = matmul(transpose(k), q)
      return matmul(v, share(mul(scores, spread(inv(sqrt(fill(w, [1, 1]))), scores.shape)), true))
    })
    return layer(`${name}Out`, D, pooled.reduce(stack))
  }

  const positions = given('positions', [D, L])
  const tokens = add(layer('embed', D, of('x')), positions)
  const clock = layer('clockOut', D, silu(layer('clockIn', D, of('time'))))
  const condition = silu(add(clock, matmul(weight('classTable', [D, classes]), of('label'))))
  let x = tokens
  for (let i = 0; i < depth; i++) {
    const asked = layer(`block${i}Modulation`, 6 * D, condition)
    const [shiftA, scaleA, gateA, shiftM, scaleM, gateM] = Array.from({ length: 6 }, (_, part) =>
      rows(asked, part * D, D),
    )
    if (!shiftA || !scaleA || !gateA || !shiftM || !scaleM || !gateM) break
    x = gated(x, gateA, attend(`block${i}`, modulate(layerNorm(x), shiftA, scaleA)))
    const hidden = gelu(layer(`block${i}Mlp`, mlp * D, modulate(layerNorm(x), shiftM, scaleM)))
    x = gated(x, gateM, layer(`block${i}MlpOut`, D, hidden))
  }
  const asked = layer('lastModulation', 2 * D, condition)
  const prediction = layer('last', p, modulate(layerNorm(x), rows(asked, 0, D), rows(asked, D, D)))
  const error = subtract(prediction, of('target'))
  const loss = meanSquare(error)
  const slopes = gradient(prediction, times(error, ratio(2n, BigInt(p * L))), learned)
  return {
    net: { prediction, loss, ...slopes },
    perSample: Object.keys(brought),
    learn: Object.keys(learned),
    shapes: Object.fromEntries(
      Object.entries({ ...learned, ...brought, positions }).map(([name, { shape }]) => [name, shape]),
    ),
  }
}
