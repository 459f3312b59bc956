// An engine that speaks the protocol and makes one mistake, chosen by its argument: it forgets ReLU, or declines
// softmax, which it claims or not.
import { createInterface } from 'node:readline'
import { answerOf } from '@dit-by-hand/core/answer'
import { engine } from '@dit-by-hand/core/engine'
import { netOf, work } from '@dit-by-hand/core/lesson'
import { at } from '@dit-by-hand/graph/at'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { claims, type Engine, Skipped } from '@dit-by-hand/spec/engine'
import { replyTo } from '@dit-by-hand/spec/protocol'

const withoutSoftmax: Engine['answer'] = (lesson, reading) => {
  if (lesson.attention.kind === 'softmax') throw new Skipped('I cannot take exponentials')
  return engine.answer(lesson, reading)
}

const mistakes: { readonly [mistake: string]: Engine } = {
  relu: {
    name: 'without ReLU',
    answer(lesson, reading) {
      const net = rewrite(netOf(lesson, reading), { latent: node => at(node.src, 0) })
      return answerOf(work(lesson, net))
    },
  },
  softmax: {
    name: 'no softmax',
    claims: claims.filter(claim => claim !== 'softmax'),
    answer: withoutSoftmax,
  },
  boasting: { name: 'boasting', answer: withoutSoftmax },
}

const named = process.argv[2] ?? ''
const broken = mistakes[named]
if (!broken) throw new Error(`name a mistake: ${Object.keys(mistakes).join(', ')}`)
for await (const line of createInterface({ input: process.stdin })) {
  const reply = await replyTo(broken, line)
  if (reply === undefined) break
  process.stdout.write(`${reply}\n`)
}
