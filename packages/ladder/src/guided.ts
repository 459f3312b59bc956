// The top rung: the network is asked with and without the prompt, and the clip is made in several steps.
import { at, named } from '@dit-by-hand/graph/at'
import { subtract } from '@dit-by-hand/graph/composites'
import { copyOf } from '@dit-by-hand/graph/copy'
import type { Net, Node } from '@dit-by-hand/graph/graph'
import { inputsOf } from '@dit-by-hand/graph/inputs'
import { add, fill, matmul, same, table, times, transpose } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { renamed, weightsAt } from './pieces.ts'
import type { Tower } from './tower.ts'

/** The scale of classifier-free guidance with which DiT samples its pictures. */
const guidance = 4

/** The number of sampling steps. */
const steps = 3

/** The vector of the null label, or zeros where there is no table of word vectors. */
function silence(net: Net, words: number): Node {
  const text = named(net, 'textEmbedding')
  const learned = inputsOf(net).get('words.table')
  if (!learned) return fill(0, text.shape)
  return matmul(transpose(learned), table(Array.from({ length: words + 1 }, (_, word) => [word < words ? 0 : 1])))
}

/** Guidance and several steps: DDIM's (Song et al. 2021, eq. 12, no new noise) with a schedule, the walk's without one. */
export function guided({ net, time, words }: Tower): Net {
  const promptless = copyOf(named(net, 'unguided'), new Map([[named(net, 'textEmbedding'), silence(net, words)]])).root
  const once = rewrite(net, {
    predictedNoise: node => add(promptless, times(subtract(at(node.src, 0), promptless), guidance)),
  })
  const isWeighed = at(named(net, 'noised').src, 0).op === 'times'
  let clean = named(once, 'denoised')
  const more: { [name: string]: Node } = { promptless, 'step1.denoised': clean }
  let predicted = named(once, 'predictedNoise')
  for (let t = time - 1; t > Math.max(0, time - steps); t--) {
    const [clip, noise] = isWeighed ? weightsAt(t) : ([1, 0] as const)
    const x = isWeighed ? add(times(clean, clip), times(predicted, noise)) : same(clean)
    const clock: Node = table([[t]])
    predicted = copyOf(
      named(once, 'predictedNoise'),
      new Map([
        [named(once, 'noised'), x],
        [named(once, 't'), clock],
      ]),
    ).root
    clean = isWeighed ? times(add(x, times(predicted, -noise)), 1 / clip) : subtract(x, predicted)
    const name = `step${time - t + 1}`
    Object.assign(more, { [`${name}.noised`]: x, [`${name}.predictedNoise`]: predicted, [`${name}.denoised`]: clean })
  }
  return renamed(rewrite(once, { denoised: () => same(clean) }), more)
}
