// What the page knows of a net that learns: a pure function of what it is told.
import type { Snapshot, Told } from './studio/said.ts'
import type { Begun } from './studio/training.ts'

export interface Learning {
  readonly state: 'none' | 'opening' | 'going' | 'still'
  readonly begun: Begun | null
  /** Steps taken. */
  readonly step: number
  /** The step before the first loss that is known. */
  readonly first: number
  /** One for each step since. */
  readonly losses: readonly number[]
  readonly perSecond: number | null
  readonly snapshots: readonly Snapshot[]
  /** The step at which it was last saved as a file. */
  readonly saved: number | null
  /** The last thing that happened, in words; for a screen reader too. */
  readonly said: string
}

export const nothing: Learning = {
  state: 'none',
  begun: null,
  step: 0,
  first: 0,
  losses: [],
  perSecond: null,
  snapshots: [],
  saved: null,
  said: '',
}

export type Happened =
  | { readonly kind: 'opening'; readonly said: string }
  | { readonly kind: 'begun'; readonly begun: Begun }
  | { readonly kind: 'going' }
  | { readonly kind: 'rewound'; readonly step: number }
  | { readonly kind: 'saved'; readonly step: number; readonly name: string }
  | { readonly kind: 'forgotten'; readonly said: string }
  | { readonly kind: 'said'; readonly said: string }
  | Told

/** How much of a new report's speed goes into the one that is shown. */
const freshness = 0.2

export function learning(before: Learning, happened: Happened): Learning {
  // What was on its way when the net was forgotten is of no net.
  if (before.state === 'none' && (happened.kind === 'stepped' || happened.kind === 'still')) return before
  switch (happened.kind) {
    case 'opening':
      return { ...nothing, state: 'opening', said: happened.said }
    case 'begun': {
      const { begun } = happened
      return { ...before, state: 'still', begun, step: begun.step, first: begun.step, said: '' }
    }
    case 'going':
      return { ...before, state: 'going', said: 'It is training.' }
    case 'stepped': {
      const { perSecond, step, losses } = happened
      const shown =
        before.perSecond === null ? perSecond : before.perSecond + freshness * (perSecond - before.perSecond)
      return { ...before, step, losses: [...before.losses, ...losses], perSecond: shown }
    }
    case 'snapshot':
      return { ...before, snapshots: [...before.snapshots, happened.snapshot] }
    case 'still':
      return {
        ...before,
        state: 'still',
        said:
          happened.why === 'finished' ? `It has finished all ${before.step} steps.` : `Paused at step ${before.step}.`,
      }
    case 'rewound': {
      const { step } = happened
      return {
        ...before,
        state: 'still',
        step,
        losses: before.losses.slice(0, step - before.first),
        snapshots: before.snapshots.filter(each => each.step <= step),
        said: `Back at step ${step}.`,
      }
    }
    case 'saved': {
      const { step, name } = happened
      return { ...before, saved: step, said: `${name} is saved, with the network as it is at step ${step}.` }
    }
    case 'broke':
      return { ...before, state: 'still', said: `It cannot continue: ${happened.message}.` }
    case 'forgotten':
      return { ...nothing, said: happened.said }
    case 'said':
      return { ...before, said: happened.said }
  }
}

/** Whether it has learned what is in no file yet. */
export const isUnsaved = ({ begun, step, saved }: Learning): boolean =>
  begun !== null && step > Math.max(begun.step, saved ?? 0)

/** Seconds until all steps are taken; null while that is not known. */
export function secondsLeft({ begun, step, perSecond }: Learning): number | null {
  return begun && perSecond !== null && perSecond > 0 ? (begun.steps - step) / perSecond : null
}

/** The mean of the last losses, which jump from batch to batch. */
export function meanOfLast(losses: readonly number[]): number | null {
  const last = losses.slice(-50)
  return last.length === 0 ? null : last.reduce((sum, loss) => sum + loss, 0) / last.length
}
