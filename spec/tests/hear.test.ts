// What is heard of an engine besides its answers: what it leaves out of all of them.
import { describe, expect, it } from 'vitest'
import { cases } from '../src/cases/all.ts'
import { Crashed, type Engine } from '../src/judge/engine.ts'
import { hear } from '../src/judge/hear.ts'
import { chain, valuesOf } from '../src/laws/chain.ts'
import type { AnswerName } from '../src/lesson/names.ts'

const questions = cases().map(({ lesson }) => ({ lesson, reading: 'corrected' as const }))
const without = (...left: readonly AnswerName[]): Engine => ({
  name: 'unfinished',
  answer: (lesson, reading) => {
    const all = Object.entries(valuesOf(lesson, chain(lesson, reading)))
    return Object.fromEntries(all.filter(([name]) => !left.some(one => one === name)))
  },
})

describe('what no answer has', () => {
  it('is what was asked for in some lesson', async () => {
    expect((await hear(without(), questions)).absent).toEqual([])
    expect((await hear(without('loss', 'scores', 'decoded'), questions)).absent).toEqual(['scores', 'loss', 'decoded'])
    const given = questions.filter(({ lesson }) => lesson.attention.kind === 'given')
    expect((await hear(without('scores', 'decoded'), given)).absent).toEqual(['decoded'])
  })

  it('may have been answered by another name, which is heard once', async () => {
    const right = without('latent')
    const misnamed = {
      ...right,
      answer: async (...of: Parameters<Engine['answer']>) => ({ ...(await right.answer(...of)), Latent: [] }),
    }
    const { absent, strange, asked } = await hear(misnamed, questions)
    expect([absent, strange]).toEqual([['latent'], ['Latent']])
    expect(asked.filter(({ answer }) => 'Latent' in answer)).toEqual([])
    expect((await hear(right, questions)).strange).toEqual([])
  })

  it('is nothing that is not claimed, or beyond the last step that is judged; nor is that heard', async () => {
    const engine = { ...without('d_scale', 'decoded', 'loss'), claims: ['forward', 'hard', 'softmax'] as const }
    const { absent, asked } = await hear(engine, questions, 11)
    expect(absent).toEqual(['loss'])
    const heard = new Set(asked.flatMap(({ answer }) => Object.keys(answer)))
    expect(['denoised', 'decoderPre', 'd_shift'].filter(name => heard.has(name))).toEqual(['denoised'])
  })
})

describe('an engine that crashes', () => {
  const crashing = (isReady: boolean): Engine => ({
    name: 'crashing',
    answer: (lesson, reading) => {
      if (lesson.attention.kind !== 'given') throw new Crashed('oh', { isReady })
      return valuesOf(lesson, chain(lesson, reading))
    },
  })

  it('is asked on where it still runs, and given up after three starts in vain', async () => {
    const given = questions.filter(({ lesson }) => lesson.attention.kind === 'given')
    const heard = await hear(crashing(true), questions)
    expect(heard.asked).toHaveLength(given.length)
    expect(heard.crashes).toHaveLength(questions.length - given.length)
    expect((await hear(crashing(false), questions)).crashes).toHaveLength(3)
  })
})
