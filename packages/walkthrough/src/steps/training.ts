// Step 10: the error, its gradients, and one step of gradient descent.
import { cellRef, corner, firstSound, isAll, isZero, tied } from '../notice.ts'
import { m, num, type Paragraph, p, term } from '../prose.ts'
import { published } from '../published.ts'
import { descent, difference, featureOf } from '../say.ts'
import type { Facts, Layout, Telling } from '../telling.ts'

export const slopes: Telling = {
  place: 'slopes',
  title: 'Measure the error and learn',
  formula: () => ['lossGradient', 'loss', 'd_feedForwardWeight', 'feedForwardWeightAfter'],
  layout: ({ lesson }) => [
    ['predictedNoise', '−', 'noise', '=', 'lossGradient', '→', 'loss'],
    [],
    ['d_feedForwardWeight', 'd_feedForwardBias', 'd_pooled'],
    [],
    ...throughAttention(lesson.attention.kind),
    ['d_conditioned', 'd_scale', 'd_shift', 'd_scaleShift'],
    [],
    ['d_modulationWeight', 'd_modulationBias'],
    [],
    ['learningRate', '', ''],
    ['feedForwardWeight', '→', 'feedForwardWeightAfter'],
    ['feedForwardBias', '→', 'feedForwardBiasAfter'],
    ['modulationWeight', '→', 'modulationWeightAfter'],
    ['modulationBias', '→', 'modulationBiasAfter'],
    ...learnedAttention(lesson.attention.kind),
  ],
  start: () => cellRef('lossGradient', corner),
  prose: facts => [
    p`We added the noise ourselves, so the guess can be checked. The ${m('lossGradient')} is the ${m('predictedNoise')}
      less the ${m('noise')}${error(facts)}. The mean of its squares is the ${m('loss')}${loss(facts)}.`,
    p`A ${term('gradient')} is a slope for each number of a matrix: how steeply half the sum of those squares would
      rise if that number grew. At the predicted noise it is the ${m('lossGradient')} itself. From there gradients are
      handed back, step by step, to every parameter: ${term('backpropagation')}. The mean would put
      ${num(factor(facts))} before all of them; it is dropped, as a learning rate can make up for it.`,
    choice(facts),
    p`One step of ${term('gradient descent')} takes from each parameter its gradient times the
      ${m('learningRate')}. ${moved(facts)} Encoder and decoder are frozen: they take no step.`,
  ],
  leftOut: () => [
    p`DiT’s loss keeps the mean, and with it the ${num(published.formulas.factor)} before every gradient; one more term
      teaches it the variance that it predicts (${num(published.sections.preliminaries)}).`,
    p`It is trained with AdamW, which sizes each step by what gradients were before, at a learning rate of
      ${num(published.learningRate)}, on batches of ${num(published.batch)} images, each with fresh noise and a
      timestep of its own (${num(published.sections.experiments)}). We take one step, on one video, with one noise.`,
  ],
}

function throughAttention(kind: Facts['lesson']['attention']['kind']): Layout {
  if (kind === 'given') return []
  return [kind === 'softmax' ? ['d_scores', 'd_queries', 'd_keys', 'd_query', 'd_key'] : ['d_query', 'd_key'], []]
}

const learnedAttention = (kind: Facts['lesson']['attention']['kind']): Layout =>
  kind === 'given'
    ? []
    : [
        ['query', '→', 'queryAfter'],
        ['key', '→', 'keyAfter'],
      ]

function error(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'lossGradient')
  if (!spot) return []
  const at = (name: 'predictedNoise' | 'noise' | 'lossGradient') => facts.cell(name, spot.row, spot.column)
  return p`; for ${featureOf(spot)}, ${difference(at('predictedNoise'), at('noise'), at('lossGradient'))}`
}

const loss = (facts: Facts): Paragraph => (firstSound(facts, 'loss') ? p`: ${num(facts.cell('loss', 1, 1))}` : [])

/** 2/N: what the mean of N squares puts before every gradient. */
const factor = ({ size }: Facts): string => published.formulas.factor.replace('N', String(size.latent * size.patches))

function choice(facts: Facts): Paragraph {
  const { kind } = facts.lesson.attention
  if (kind === 'given')
    return p`The ${m('attention')} is given, so gradients pass by it and there is nothing in it to learn.`
  if (kind === 'softmax') {
    const still = isAll(facts, 'd_query', isZero) && isAll(facts, 'd_key', isZero)
    return still
      ? p`Softmax answers smoothly, so gradients can pass through it to the ${m('query')} and the ${m('key')}. In this
        lesson those that arrive are all zero.`
      : p`Softmax answers smoothly: a score that grows a little changes the shares a little. So gradients pass through it
        to the ${m('query')} and the ${m('key')}.`
  }
  const exception =
    tied(facts).length > 0
      ? p`A tie is the exception: where a nudge breaks it, the error jumps, and no gradient tells the truth. Zero is kept
        there too.`
      : []
  return p`Which score is largest does not change with a small enough nudge. So the gradient through a hard maximum is zero, and the
    ${m('query')} and the ${m('key')} learn nothing. ${exception}`
}

function moved(facts: Facts): Paragraph {
  if (isZero(facts.cell('learningRate', 1, 1)))
    return p`It is ${num(facts.cell('learningRate', 1, 1))} here, so nothing moves.`
  const spot = firstSound(facts, 'feedForwardBiasAfter')
  if (!spot) return []
  const at = (name: 'feedForwardBias' | 'd_feedForwardBias' | 'feedForwardBiasAfter') => facts.cell(name, spot.row, 1)
  const line = descent(
    at('feedForwardBias'),
    facts.cell('learningRate', 1, 1),
    at('d_feedForwardBias'),
    at('feedForwardBiasAfter'),
  )
  return p`In row ${num(spot.row)} of the ${m('feedForwardBias')}: ${line}.`
}
