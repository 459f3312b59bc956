// The rungs of the ladder: what the published model has and the walk leaves out, each a rewrite of the graph.

import { at, eachOf, named } from '@dit-by-hand/graph/at'
import { overRoot, subtract } from '@dit-by-hand/graph/composites'
import { copyOf, withSource } from '@dit-by-hand/graph/copy'
import { ratio } from '@dit-by-hand/graph/exact'
import type { Net, Node } from '@dit-by-hand/graph/graph'
import { add, fill, matmul, mul, rows, share, stack, table, times, transpose } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { gelu, layerNorm, modulate, silu, split } from '@dit-by-hand/graph/transformer'
import { type DitConfig, timestepWaves } from '@dit-by-hand/video-dit/config'
import { positions, waves } from '@dit-by-hand/video-dit/positions'
import { adapted } from './adapted.ts'
import { guided } from './guided.ts'
import { beside, layer, renamed, weightsAt } from './pieces.ts'
import { parameter, type Tower } from './tower.ts'

/** One thing that the published model has and the walk's does not. */
export interface Rung {
  readonly id: string
  readonly title: string
  /** Why the field does it. */
  readonly why: string
  /** The matrices to look at before and after. Some exist only after. */
  readonly shows: readonly string[]
  /** The matrices whose formulas show the change: those that are rewritten, and the new ones they are made from. */
  readonly formulas: readonly string[]
  readonly rewrite: (tower: Tower) => Net
}

const heads = 2
const perceptron = 4
/** The configuration of the published net at the top of the ladder: every patch is a token of one cell with `width` channels. */
export function configOf({ width, grid, words }: Pick<Tower, 'width' | 'grid' | 'words'>): DitConfig {
  // Half of the features of an image are for its columns, as published, or nearly half where that is odd.
  const ofColumns = 2 * Math.floor(width / 4)
  return {
    ...{ channels: width, video: grid, patch: [1, 1, 1], width, depth: 2, heads, mlp: perceptron },
    ...{ words: words + 1, learnedVariance: false },
    ...(grid[0] === 1 && { positions: [0, width - ofColumns, ofColumns] as const }),
  }
}

/** The layers that read the condition: they are made anew where that changes. */
const asking = ['scaleShift', 'modulationMlp', 'gates'] as const

export const rungs: readonly Rung[] = [
  {
    id: 'mean',
    title: 'The gradient of the mean',
    why: 'The walk descends half the sum of the squared errors, so its gradient starts as the error itself. A library differentiates the mean that it prints as the loss, so every gradient is smaller by the same factor, two over the number of cells. The learning rate is chosen to match.',
    shows: ['outputGradient'],
    formulas: ['outputGradient'],
    rewrite: ({ net, width, tokens }) =>
      rewrite(net, { outputGradient: node => times(node, ratio(2n, BigInt(width * tokens))) }),
  },
  {
    id: 'softmax',
    title: 'Softmax instead of a hard maximum',
    why: 'A hard maximum gives everything to one patch, and no gradient can tell it which other patch would have been better. Softmax gives every patch a share that changes smoothly with its score, so attention can be learned.',
    shows: ['scores', 'attention', 'pooled'],
    formulas: ['attention'],
    rewrite: ({ net }) => rewrite(net, { attention: node => share(at(node.src, 0), true) }),
  },
  {
    id: 'root',
    title: 'Scores divided by √d',
    why: 'A score adds up as many products as a query has features, so the spread of the scores grows with the square root of that number. Without the division, softmax in a wide model would be nearly hard before training has begun, and its gradient would vanish. A hard maximum is not affected: try this rung alone.',
    shows: ['scores', 'attention', 'pooled'],
    formulas: ['attention'],
    rewrite: ({ net, width }) =>
      rewrite(net, { attention: node => withSource(node, 0, scores => overRoot(scores, width)) }),
  },
  {
    id: 'values',
    title: 'Values, an output projection, biases',
    why: 'What a patch is found by and what it hands over need not be the same. Values are a third version of every patch, made for handing over, and a last weight decides how the result is written back. Queries, keys and values also get biases.',
    shows: ['queries', 'keys', 'values', 'pooled', 'projected'],
    formulas: ['queries', 'keys', 'values', 'projected'],
    rewrite({ net, width }) {
      const biased = (name: string) => (node: Node) => add(node, beside(parameter(`${name}.bias`, width, 1), node))
      return rewrite(net, {
        queries: biased('queries'),
        keys: biased('keys'),
        values: node => layer('values', width, at(node.src, 0)),
        projected: node => layer('projected', width, at(node.src, 0)),
      })
    },
  },
  {
    id: 'norm',
    title: 'Layer norm',
    why: 'Before a layer reads a token, the features of the token are shifted and scaled to mean zero and variance one. However large the numbers have grown, every layer gets them at the same size, and so a deep model can be trained. With two features, all that would be left of a token is which of them is larger; real tokens have hundreds.',
    shows: ['tokens', 'normed', 'normedMlp'],
    formulas: ['normed', 'normedMlp'],
    rewrite: ({ net }) =>
      rewrite(net, { normed: node => layerNorm(at(node.src, 0)), normedMlp: node => layerNorm(at(node.src, 0)) }),
  },
  {
    id: 'one',
    title: '1 + scale',
    why: 'A scale of zero would wipe a feature out, and at the start of training all scales are zero. If the scale is counted from one instead, a scale of zero changes nothing.',
    shows: ['scale', 'scaled', 'conditioned'],
    formulas: ['scaled', 'scaledMlp'],
    rewrite({ net }) {
      const grown = (node: Node): Node =>
        node.op === 'mul' ? withSource(node, 1, scale => add(fill(1, scale.shape), scale)) : node
      return rewrite(net, { scaled: grown, scaledMlp: grown })
    },
  },
  {
    id: 'residual',
    title: 'Residual connections',
    why: 'A branch adds to its token instead of replacing it. Whatever a layer has no use for passes through unharmed, and gradients have a direct way back to the first layer.',
    shows: ['tokens', 'gatedAttention', 'attended', 'gatedMlp', 'result'],
    formulas: ['attended', 'result'],
    rewrite({ net }) {
      const attention = rewrite(net, { attended: node => add(named(net, 'tokens'), node) })
      return rewrite(attention, { result: node => add(named(attention, 'attended'), node) })
    },
  },
  {
    id: 'gate',
    title: 'A gate, and scale and shift for both branches',
    why: 'The condition now also decides how much of each branch is let through, and the perceptron gets a scale and a shift of its own: six vectors instead of two. Training starts with all six at zero, so at first every block passes its tokens on unchanged. This is the Zero in adaLN-Zero, which gave the best results of all the variants that its authors tried. Here the gates are open, so that there is something to see.',
    shows: ['gateAttention', 'gatedAttention', 'gateMlp', 'gatedMlp'],
    formulas: [
      'gates',
      'gateAttention',
      'gatedAttention',
      'modulationMlp',
      'scaleMlp',
      'scaledMlp',
      'shiftMlp',
      'conditionedMlp',
      'gateMlp',
      'gatedMlp',
    ],
    rewrite({ net, width }) {
      const condition = named(net, 'condition')
      const modulationMlp = layer('modulationMlp', 2 * width, condition)
      const gates = layer('gates', 2 * width, condition)
      const [shiftMlp, scaleMlp] = split(modulationMlp, 2) as [Node, Node]
      const [gateAttention, gateMlp] = split(gates, 2) as [Node, Node]
      const isGrown = at(named(net, 'scaled').src, 1).op === 'add'
      const gated = (gate: Node) => (node: Node) => mul(beside(gate, node), node)
      const changed = rewrite(net, {
        gatedAttention: gated(gateAttention),
        gatedMlp: gated(gateMlp),
        scaledMlp: node =>
          mul(node, isGrown ? add(fill(1, node.shape), beside(scaleMlp, node)) : beside(scaleMlp, node)),
        conditionedMlp: node => add(node, beside(shiftMlp, node)),
      })
      return renamed(changed, { modulationMlp, gates, shiftMlp, scaleMlp, gateAttention, gateMlp })
    },
  },
  {
    id: 'positions',
    title: 'Positions',
    why: 'Attention sees a set: shuffle the patches, and the result is the same, only shuffled. So waves of many lengths are added to each token: sines and cosines of where its patch lies in time, row and column. A first layer brings the patches to the width of the model.',
    shows: ['noised', 'positions', 'tokens'],
    formulas: ['positions', 'tokens'],
    rewrite({ net, width, grid, words }) {
      const where = positions(configOf({ width, grid, words }))
      return renamed(rewrite(net, { tokens: node => add(layer('embed', width, at(node.src, 0)), where) }), {
        positions: where,
      })
    },
  },
  {
    id: 'time',
    title: 'Time as waves, read by a small network',
    why: 'Binary digits jump: from three to four, all of them change at once. Waves of many lengths change smoothly with t and work for any t, and two layers with a bend between them learn what matters in the waves.',
    shows: ['t', 'timeEmbedding'],
    formulas: ['clock', 'timeHidden', 'timeEmbedding'],
    rewrite({ net, width }) {
      const clock = waves(named(net, 't'), timestepWaves)
      const timeHidden = layer('time.in', width, clock)
      const changed = rewrite(net, { timeEmbedding: () => layer('time.out', width, silu(timeHidden)) })
      return renamed(changed, { clock, timeHidden })
    },
  },
  {
    id: 'words',
    title: 'Learned words, added to time',
    why: 'The word vectors become parameters like any others, as wide as the model. One more row stands for no prompt at all, which training puts in now and then. Time and words are added instead of stacked, and go through one more bend. The scales, shifts and gates are made from the result.',
    shows: ['timeEmbedding', 'textEmbedding', 'condition', 'scaleShift'],
    formulas: ['textEmbedding', 'conditionSum', 'condition', 'scaleShift', 'modulationMlp', 'gates'],
    rewrite({ net, width, words }) {
      const wordCounts = table(Array.from({ length: words + 1 }, (_, word) => [word < words ? 1 : 0]))
      const textEmbedding = matmul(transpose(parameter('words.table', words + 1, width)), wordCounts)
      const conditionSum = add(named(net, 'timeEmbedding'), textEmbedding)
      const condition = silu(conditionSum)
      const anew = Object.fromEntries(
        asking.flatMap(name =>
          net[name] ? [[name, () => layer(name === 'scaleShift' ? 'modulation' : name, 2 * width, condition)]] : [],
        ),
      )
      return renamed(
        rewrite(net, anew),
        { wordCounts, textEmbedding, conditionSum, condition },
        ...['words', 'modulationWeight', 'modulationBias'],
      )
    },
  },
  {
    id: 'perceptron',
    title: 'A perceptron with GELU, four times as wide',
    why: 'A single linear layer can only turn and stretch. Two of them with a bend between can make new features, and more of DiT’s parameters are here than anywhere else. GELU bends softly where ReLU has a corner.',
    shows: ['up', 'bent', 'fed', 'predictedNoise'],
    formulas: ['up', 'bent', 'fed'],
    rewrite({ net, width }) {
      const up = layer('up', perceptron * width, named(net, 'conditionedMlp'))
      const bent = gelu(up)
      return renamed(
        rewrite(net, { fed: () => layer('down', width, bent) }),
        { up, bent },
        'feedForwardWeight',
        'feedForwardBias',
      )
    },
  },
  {
    id: 'heads',
    title: 'Heads',
    why: 'A single table of attention has to suit every feature. With several heads, each uses its own part of the queries and keys: one may look for the same place a frame earlier, another for the same brightness. Each then pools its own part of the values. With two features, a head has one of each, and layer norm leaves only which of the two is larger: where that is the same in all tokens, every token attends to all alike.',
    shows: ['head1.attention', 'head2.attention', 'pooled'],
    formulas: ['scores', 'attention', 'head1.scores', 'head1.attention', 'head2.scores', 'head2.attention', 'pooled'],
    rewrite({ net, width }) {
      const [q, k, v, whole] = eachOf(['queries', 'keys', 'values', 'attention'], name => named(net, name))
      if (whole.op !== 'share') throw new RangeError(`attention is ${whole.op}; it must be shares`)
      const [each, isRooted] = [width / heads, at(whole.src, 0) !== named(net, 'scores')]
      const made = Array.from({ length: heads }, (_, head) => {
        const [ours, theirs, given] = eachOf([q, k, v], of => rows(of, head * each, each))
        const scores = matmul(transpose(theirs), ours)
        const attention = share(isRooted ? overRoot(scores, each) : scores, whole.arg.soft)
        return { scores, attention, pooled: matmul(given, attention) }
      })
      const parts = made.flatMap(({ scores, attention }, head) => [
        [`head${head + 1}.scores`, scores] as const,
        [`head${head + 1}.attention`, attention] as const,
      ])
      const pooled = made.map(({ pooled }) => pooled).reduce(stack)
      return renamed(rewrite(net, { pooled: () => pooled }), Object.fromEntries(parts), 'scores', 'attention')
    },
  },
  {
    id: 'blocks',
    title: 'Blocks, and a last layer',
    why: 'The block is repeated, each time with parameters of its own, so that every block can build on what the one before has gathered. DiT’s largest model has twenty-eight blocks. A last layer, with its own norm, scale and shift, reads the noise off the tokens.',
    shows: ['result', 'block2.attention', 'block2.result', 'predictedNoise'],
    formulas: [
      'block2.normed',
      'block2.attended',
      'block2.result',
      'last.normed',
      'last.scale',
      'last.shift',
      'unguided',
    ],
    rewrite({ net, width }) {
      const [tokens, result, condition] = [named(net, 'tokens'), named(net, 'result'), named(net, 'condition')]
      const end = new Map([
        [tokens, result],
        [condition, condition],
      ])
      const { root, made } = copyOf(result, end, name => `block2.${name}`)
      const again = Object.entries(net).flatMap(([name, node]) => {
        const copy = node && made.get(node)
        return copy && node.op !== 'input' && !end.has(node) ? [[`block2.${name}`, copy] as const] : []
      })
      const [shift, scale] = split(layer('last.modulation', 2 * width, condition), 2) as [Node, Node]
      const normed = layerNorm(root)
      const last = layer('last', width, modulate(normed, shift, scale))
      const ends = { 'last.normed': normed, 'last.shift': shift, 'last.scale': scale }
      return renamed(rewrite(net, { unguided: () => last }), { ...Object.fromEntries(again), ...ends })
    },
  },
  {
    id: 'schedule',
    title: 'The schedule',
    why: 'The walk adds the same noise whatever t is. Here the clip and the noise are weighted so that the variance stays one: there is almost no noise at the first of a thousand timesteps, and almost nothing else at the last. Taking the noise away must then divide by the weight of the clip.',
    shows: ['latent', 'noise', 'noised', 'denoised'],
    formulas: ['noised', 'denoised'],
    rewrite({ net, time }) {
      const [clip, noise] = weightsAt(time)
      return rewrite(net, {
        noised: node => add(times(at(node.src, 0), clip), times(at(node.src, 1), noise)),
        denoised: node => times(subtract(at(node.src, 0), times(at(at(node.src, 1).src, 0), noise)), 1 / clip),
      })
    },
  },
  {
    id: 'adam',
    title: 'AdamW, and an average of the weights',
    why: 'Gradient descent makes a step as long as the gradient is large, so a weight with a large gradient leaps while another hardly moves. AdamW divides a running mean of the gradient by the root of a running mean of its square. What is left is mostly a direction: at the first step, every number moves by just the learning rate, however large its gradient. The W stands for weight decay, which DiT sets to zero. DiT also keeps an average of its weights over many steps, and makes its pictures with that. Here is the first step for the last weight before the prediction.',
    shows: ['weightGradient', 'direction', 'adapted'],
    formulas: ['weightGradient', 'runningMean', 'runningSquare', 'direction', 'adapted', 'averaged'],
    rewrite: adapted,
  },
  {
    id: 'sampling',
    title: 'Several steps, guided',
    why: 'The model makes one prediction with the prompt and one without it, and then goes further in the direction from the second to the first, so that what the prompt says comes out more clearly. One step guesses the whole clip at once; several steps let each guess correct the one before.',
    shows: ['unguided', 'promptless', 'predictedNoise', 'step2.denoised', 'denoised'],
    formulas: ['predictedNoise', 'step1.denoised', 'step2.noised', 'step2.denoised', 'denoised'],
    rewrite: guided,
  },
]
