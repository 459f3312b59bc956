// A report on a plan: its kernels and their work, its buffers, and the ops that fall back to the graph's own slow rules.
import { at } from '@dit-by-hand/graph/at'
import { shapeText } from '@dit-by-hand/graph/graph'
import type { Plan, Step } from './plan.ts'

/** All steps of a plan that do the same work. */
export interface Work {
  /** The kind of work and its size, such as `product 1024×384×96` or `loop 3`. */
  readonly name: string
  readonly kind: Step['kind']
  readonly steps: number
  /** Floating-point operations; a tanh counts as one. */
  readonly flops: number
  /** Milliseconds, where the plan was profiled. */
  readonly milliseconds?: number
}

export interface Report {
  readonly batch: number
  /** The heaviest first: by time where it was measured, else by operations. */
  readonly work: readonly Work[]
  /** Ops without a kernel, with their shapes. They are correct but slow. */
  readonly fallbacks: readonly string[]
  readonly flops: number
  readonly buffers: number
  /** The bytes of memory, and what they would be if no buffer were reused. */
  readonly bytes: number
  readonly unshared: number
}

/** Makes a report. @param times the milliseconds of each step, from `profile` */
export function report(plan: Plan, times?: readonly number[]): Report {
  const byName = Map.groupBy(plan.steps.entries(), ([, step]) => nameOf(step))
  const total = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0)
  const work = [...byName].map(
    ([name, steps]): Work => ({
      name,
      kind: at(steps, 0)[1].kind,
      steps: steps.length,
      flops: total(steps.map(([, { flops }]) => flops)),
      ...(times && { milliseconds: total(steps.map(([i]) => at(times, i))) }),
    }),
  )
  const weight = ({ milliseconds, flops }: Work): number => milliseconds ?? flops
  return {
    batch: plan.batch,
    work: work.toSorted((a, b) => weight(b) - weight(a)),
    fallbacks: plan.steps.flatMap(step =>
      step.kind === 'general' ? [`${step.node.op} (${shapeText(step.node.shape)})`] : [],
    ),
    flops: total(plan.steps.map(({ flops }) => flops)),
    buffers: plan.buffers,
    bytes: plan.bytes.shared + plan.bytes.gradients + plan.bytes.work,
    unshared: plan.unshared,
  }
}

function nameOf(step: Step): string {
  switch (step.kind) {
    case 'product': {
      const [turnedA, turnedB] = [step.transA ? 'ᵀ' : '', step.transB ? 'ᵀ' : '']
      const often = step.times > 1 ? `${step.times} × ` : ''
      return `product ${often}${step.sizes.join('×')} A${turnedA}·B${turnedB}${step.bias ? ' + bias' : ''}`
    }
    case 'loop':
      return `loop ${step.loop}`
    case 'softmax':
    case 'move':
      return `${step.kind} ${shapeText(step.y.shape)}`
    case 'general':
      return `fallback ${step.node.op}`
  }
}

/** A report as text. */
export function reportText({ work, fallbacks, flops, buffers, bytes, unshared, batch }: Report): string {
  const figure = (value: number, digits = 1): string => value.toFixed(digits)
  const rows = work.map(({ name, steps, flops: own, milliseconds }) => {
    const time =
      milliseconds === undefined
        ? ''
        : `${figure(milliseconds, 2).padStart(9)} ms ${figure(own / milliseconds / 1e6).padStart(7)} GFLOP/s`
    return `${String(steps).padStart(5)}  ${figure(own / 1e6).padStart(9)} MFLOP ${time}  ${name}`
  })
  return [
    `batch ${batch}: ${figure(flops / 1e6)} MFLOP; ${buffers} buffers in ${figure(bytes / 2 ** 20)} MiB (${figure(unshared / 2 ** 20)} MiB if none were used twice)`,
    ...rows,
    fallbacks.length === 0 ? 'no fallbacks' : `${fallbacks.length} fallbacks: ${fallbacks.join(', ')}`,
  ].join('\n')
}
