// Checks of training on the file's batch: noised clips, the loss and its parts, every gradient, parameters after AdamW.
import { at, named } from '@dit-by-hand/graph/at'
import type { Given, Grid } from '@dit-by-hand/graph/evaluate'
import { gradient } from '@dit-by-hand/graph/gradient'
import type { Net } from '@dit-by-hand/graph/graph'
import { times } from '@dit-by-hand/graph/ops'
import { officialName } from '../checkpoint/official.ts'
import { asGiven, noising, posterior } from '../coefficients.ts'
import { rectifiedFlow } from '../learn/loss.ts'
import { dit } from '../net.ts'
import { type Descent, meanOver } from '../reading.ts'
import { cosineBetas, publishedSchedule, type Schedule, schedule } from '../schedule.ts'
import { gradientsOf, type Loss, noiseLoss } from '../train.ts'
import { type Check, type Convention, ifRecorded, isSet, under } from './check.ts'
import { netConventions } from './conventions.ts'
import { memoised, type Subject, samples, withPositions } from './forward.ts'
import { clipsOf, reference, wordsOf } from './golden.ts'

/** The learning rate of AdamW in the files. */
const rate = 1e-4

/** The gradients of a batch, and the matrices of each sample. */
interface Learned {
  readonly perSample: readonly { readonly [name: string]: Grid<number> | undefined }[]
  /** The gradient of the mean loss, by parameter, row by row. */
  readonly gradients: { readonly [name: string]: Float64Array }
}

/** The conventions of training: how the clip is noised, and what the target is. */
export const trainingConventions: readonly Convention[] = [
  { says: 'clips are noised by the squared cosine schedule', setting: 'squared cosine' },
  { says: 'the loss has no variance bound', setting: 'no bound' },
  { says: 'time runs the other way: 0 is noise', setting: 'time from noise' },
  {
    says: 'the velocity points from noise to the clip',
    changes: () => ({ wanted: node => times(node, -1) }),
  },
  { says: 'the variance bound is counted in nats', changes: () => ({ varianceBound: node => times(node, Math.LN2) }) },
]

const conventions: readonly Convention[] = [...trainingConventions, ...netConventions]

const scheduleUnder = (using: readonly Convention[]): Schedule =>
  isSet(using, 'squared cosine') ? schedule(cosineBetas(1000)) : publishedSchedule()

/** A training batch: its loss net, and the inputs of each sample. */
interface Batch {
  loss(using: readonly Convention[]): Loss
  given(using: readonly Convention[]): readonly Given<number>[]
}

/** A batch's loss under some conventions, its gradients, and all that each sample is given. */
function lossUnder({ of, config, brought }: Subject, batch: Batch, using: readonly Convention[]) {
  const { net: plain, parameters } = batch.loss(using)
  const net = under(withPositions(plain, of), config, using)
  const given = batch.given(using).map(each => ({ ...brought, ...each }))
  return { net, parameters, gradients: gradientsOf(net, parameters), given }
}

async function learn(subject: Subject, batch: Batch, using: readonly Convention[]): Promise<Learned> {
  const { net, parameters, gradients: slopes, given } = lossUnder(subject, batch, using)
  const told = Object.fromEntries(
    ['x', 'meanSquare', 'varianceBound', 'loss'].flatMap(name => (net[name] ? [[name, net[name]]] : [])),
  )
  const both: Net = {
    ...told,
    ...Object.fromEntries(Object.entries(slopes).map(([name, node]) => [`d_${name}`, node])),
  }
  const perSample = await subject.reading.read(both, given)
  const gradients = parameters.map(({ name }) => [name, meanOver(perSample, `d_${name}`)])
  return { perSample, gradients: Object.fromEntries(gradients) }
}

/** Steps of AdamW on one batch, from the file's parameters. */
const walk = (
  subject: Subject,
  batch: Batch,
  steps: number,
  using: readonly Convention[],
): Promise<readonly Descent[]> =>
  subject.reading.descend({ ...lossUnder(subject, batch, using), from: subject.brought, rate, steps })

/** The block of a parameter, for the table. */
const blockOf = (official: string): string => {
  const block = /^blocks\.(\d+)\./.exec(official)
  if (block) return `block ${block[1]}`
  if (official.startsWith('final_layer')) return 'last layer'
  return official.startsWith('t_embedder') ? 'timestep' : official.startsWith('y_embedder') ? 'label' : 'patches'
}

/** The checks of gradients with a prefix, and of the parameters after AdamW. */
function gradientChecks(
  { config, of }: Subject,
  prefix: string,
  learned: (using: readonly Convention[]) => Promise<Learned>,
): readonly Check[] {
  return dit(config).parameters.flatMap(({ name }) => {
    const official = officialName(name)
    return ifRecorded(of, {
      tensor: `${prefix}.${official}`,
      block: `${prefix}: ${blockOf(official)}`,
      conventions,
      found: async using => named((await learned(using)).gradients, name),
    })
  })
}

const stepsIn = (names: readonly string[]): readonly number[] =>
  [...new Set(names.flatMap(name => /^adamw\.step(\d+)\./.exec(name)?.[1] ?? []))].map(Number)

/** The error that a step of AdamW may have at a gradient: by the derivative of g/(|g| + ε) there, at most twice its length. A
 *  gradient below its own rounding error, such as that of a key's bias, which is 0, has no direction. */
const slackOf = (slope: number, floor: number, steps: number): number => {
  const [off, epsilon] = [10 * floor, 1e-8]
  return steps * rate * Math.min(2, (off * epsilon) / (Math.max(0, Math.abs(slope) - off) + epsilon) ** 2)
}

function adamWChecks(
  subject: Subject,
  prefix: string,
  batch: Batch,
  learned: (using: readonly Convention[]) => Promise<Learned>,
): readonly Check[] {
  const { of, config } = subject
  const steps = stepsIn(of.tensors)
  if (steps.length === 0) return []
  const walked = memoised(using => walk(subject, batch, reference(of, 'adamw.losses').length, using))
  const losses = ifRecorded(of, {
    tensor: 'adamw.losses',
    block: 'AdamW',
    conventions: [],
    found: async () => (await walked([])).map(({ loss }) => loss),
  })
  const parameters = steps.flatMap(step =>
    dit(config).parameters.flatMap(({ name }) => {
      const tensor = `adamw.step${step}.${officialName(name)}`
      return ifRecorded(of, {
        tensor,
        block: `AdamW, step ${step}`,
        conventions: [],
        found: async using => named(at(await walked(using), step - 1, 'adamw.losses').parameters, name),
        // A parameter moves by little; only its own rounding is lost.
        floor: () => 4 * 2 ** -24 * Math.max(...Array.from(reference(of, tensor), Math.abs)),
        async slack(floorOf, using) {
          const floor = floorOf(`${prefix}.${officialName(name)}`)
          return named((await learned(using)).gradients, name).map(slope => slackOf(slope, floor, step))
        },
      })
    }),
  )
  return [...losses, ...parameters]
}

/** The clean clip, noise and words of each sample of a batch. @param labels the tensor of its labels */
function startsOf({ of, config }: Subject, prefix: string, labels: string): readonly Given<number>[] {
  const noises = clipsOf(of, config, `${prefix}.noise`)
  return clipsOf(of, config, `${prefix}.x0`).map((start, i) => ({
    start,
    noise: at(noises, i),
    words: wordsOf(at(of.numbers(labels), i), config.words),
  }))
}

const noiseTensors = { x: 'train.x_t', varianceBound: 'train.vb', meanSquare: 'train.mse', loss: 'train.loss' }

/** The published loss: `train.*`, `grad_loss.*`, `grad_mse.*`, `adamw.*`. */
function noiseChecks(subject: Subject): readonly Check[] {
  const { of, config } = subject
  if (!of.has('train.x0')) return []
  const batch = (bound: boolean): Batch => ({
    loss: using => noiseLoss(config, bound && !isSet(using, 'no bound')),
    given: using =>
      startsOf(subject, 'train', 'train.y').map((start, i) => {
        const [t, levels] = [at(of.numbers('train.t'), i), scheduleUnder(using)]
        return { ...start, t: [[t]], ...asGiven({ ...noising(levels, t), ...posterior(levels, t) }) }
      }),
  })
  const [whole, squares] = [batch(config.learnedVariance), batch(false)]
  const learned = memoised(using => learn(subject, whole, using))
  const bySquares = config.learnedVariance ? memoised(using => learn(subject, squares, using)) : learned
  const parts = Object.entries(noiseTensors).flatMap(([name, tensor]) =>
    ifRecorded(of, {
      tensor,
      block: name === 'x' ? 'noising' : 'loss',
      conventions,
      found: async using => (await learned(using)).perSample.flatMap(grids => named(grids, name).flat()),
    }),
  )
  return [
    ...parts,
    ...gradientChecks(subject, 'grad_loss', learned),
    ...gradientChecks(subject, 'grad_mse', bySquares),
    ...inputGradientChecks(subject),
    ...(of.has('rf.x0') ? [] : adamWChecks(subject, 'grad_loss', whole, learned)),
  ]
}

/** The check of the gradient of the output's mean square at the input clips. */
function inputGradientChecks(subject: Subject): readonly Check[] {
  const { of, config, reading, brought } = subject
  return ifRecorded(of, {
    tensor: 'grad_in.x_of_mean_sq_output',
    block: 'gradient at the clip',
    conventions: netConventions,
    async found(using) {
      const net = under(withPositions(dit(config).net, of), config, using)
      const [output, x] = [named(net, 'output'), named(net, 'x')]
      const given = samples(subject, 'in')
      const seed = times(output, 2 / (output.shape[0] * output.shape[1] * given.length))
      const read = await reading.read(
        gradient(output, seed, { x }),
        given.map(each => ({ ...brought, ...each })),
      )
      return read.flatMap(grids => named(grids, 'x').flat())
    },
  })
}

/** Rectified flow: `rf.*`, `grad_rf.*`, `adamw.*`. */
function flowChecks(subject: Subject): readonly Check[] {
  const { of, config } = subject
  if (!of.has('rf.x0')) return []
  const batch: Batch = {
    loss: () => rectifiedFlow(config, 'velocity', 'velocity'),
    given: using =>
      startsOf(subject, 'rf', of.has('rf.y') ? 'rf.y' : 'in.y').map((start, i) => {
        const time = at(of.numbers('rf.t01'), i)
        return { ...start, time: [[isSet(using, 'time from noise') ? 1 - time : time]] }
      }),
  }
  const learned = memoised(using => learn(subject, batch, using))
  const loss = ifRecorded(of, {
    tensor: 'rf.loss',
    block: 'loss',
    conventions,
    found: async using => meanOver((await learned(using)).perSample, 'loss'),
  })
  return [...loss, ...gradientChecks(subject, 'grad_rf', learned), ...adamWChecks(subject, 'grad_rf', batch, learned)]
}

export const trainingChecks = (subject: Subject): readonly Check[] => [...noiseChecks(subject), ...flowChecks(subject)]
