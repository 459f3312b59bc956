// Problems by their names.
import { expect, it } from 'vitest'
import { namesLike, problemNamed } from '../../src/problem/named.ts'
import { problem } from '../../src/problem/problem.ts'

it.each([
  ['softmax-7', { seed: 7, difficulty: 'softmax' }],
  ['two-frame-patches-0', { seed: 0, difficulty: 'two-frame-patches' }],
  ['hard-attention-7-ties', { seed: 7, difficulty: 'hard-attention', ties: true }],
] as const)('%s is the problem of its seed', (name, asked) => {
  expect(problemNamed(name)).toEqual(problem(asked))
  expect(problemNamed(`practice-${name}`)).toEqual(problem(asked))
})

it('the id of its lesson names a problem', () => {
  for (const ties of [false, true]) {
    const { lesson } = problem({ seed: 7, difficulty: 'three-frames', ties })
    expect(problemNamed(lesson.id)?.lesson).toEqual(lesson)
  }
})

it.each(['softmax', 'softmax-', 'softmax-1.5', 'softmax--7', 'easy-7', 'softmax-7.json', 'my-softmax-7'])(
  '%s is no name of a problem',
  name => {
    expect(problemNamed(name)).toBeUndefined()
  },
)

it('what is no problem is told', () => {
  expect(() => problemNamed('softmax-7-ties')).toThrow('with softmax nothing ties')
  expect(() => problemNamed('softmax-4294967296')).toThrow('4294967296 is no seed')
})

it('a mistyped name is like those of its seed', () => {
  expect(namesLike('sofmax-7')).toContain('softmax-7')
  expect(namesLike('sofmax')).toEqual([])
})
