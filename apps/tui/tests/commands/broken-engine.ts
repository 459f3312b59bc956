// An engine that speaks the protocol and makes one mistake, chosen by its argument: it forgets ReLU, or declines softmax.
import { createInterface } from 'node:readline'
import { engine } from '@dit-by-hand/core/engine'
import { type Engine, Skipped } from '@dit-by-hand/spec/engine'
import { replyTo } from '@dit-by-hand/spec/protocol'

const mistakes: { readonly [mistake: string]: Engine } = {
  relu: {
    name: 'without ReLU',
    answer: async (lesson, reading) => {
      const values = await engine.answer(lesson, reading)
      return values.encoderPre ? { ...values, latent: values.encoderPre } : values
    },
  },
  softmax: {
    name: 'no softmax',
    answer: (lesson, reading) => {
      if (lesson.attention.kind === 'softmax') throw new Skipped('I cannot take exponentials')
      return engine.answer(lesson, reading)
    },
  },
}

const named = process.argv[2] ?? ''
const broken = mistakes[named]
if (!broken) throw new Error(`name a mistake: ${Object.keys(mistakes).join(', ')}`)
for await (const line of createInterface({ input: process.stdin })) {
  const reply = await replyTo(broken, line)
  if (reply === undefined) break
  process.stdout.write(`${reply}\n`)
}
