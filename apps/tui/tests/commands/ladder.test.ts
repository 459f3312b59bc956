// `dit ladder`: all rungs listed, one told with what it changes, and refusals that say what there is.
import { rungs } from '@dit-by-hand/ladder/rungs'
import { expect, it } from 'vitest'
import { dit } from './dit.ts'

it('lists every rung by number and name', async () => {
  const { stdout, code } = await dit(['ladder'])
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n')).toHaveLength(rungs.length)
  for (const [i, { id, title }] of rungs.entries())
    expect(stdout).toMatch(new RegExp(`^ ?${i + 1}  ${id} .*${title.replace(/\W/g, '.')}`, 'm'))
})

it('shows what a rung changes, before and after', async () => {
  const { stdout } = await dit(['ladder', '2', '--alone'])
  expect(stdout).toContain('by itself, on the model of the walk')
  expect(stdout).toContain('\n  attention = hardmax(scores)\n→ attention = softmax(scores)\n')
  expect(stdout).toMatch(/scores 4×4, unchanged/)
  expect(stdout).toMatch(/│ 1 {2}0 {2}0 {2}0 │ +→ +│ +0\.9362•/)
  expect(stdout).toMatch(/also change: .*predictedNoise/s)
})

it('is the same by name, and as data', async () => {
  const [byName, byNumber] = [await dit(['ladder', 'root', '--json']), await dit(['ladder', '3', '--json'])]
  expect(byName.stdout).toBe(byNumber.stdout)
  const found = JSON.parse(byName.stdout)
  expect(found).toMatchObject({ lesson: 'sora-is-sky', rung: 3, id: 'root', mode: 'upon the others' })
  expect(found.formulas).toEqual([
    { name: 'attention', before: 'attention = softmax(scores)', after: 'attention = softmax(scores / √2)' },
  ])
  expect(found.changes[0]).toMatchObject({
    name: 'scores',
    changed: false,
    before: [[0, -16, -13, -12], expect.anything(), expect.anything(), expect.anything()],
  })
})

it.each([
  [['ladder', 'softmx'], 'There is no rung "softmx". Did you mean softmax?'],
  [['ladder', '18'], 'Rungs go from 1 to 17'],
  [['ladder', '0'], 'Rungs go from 1 to 17'],
  [['ladder', '--alone'], '--alone needs a rung'],
  [['ladder', '1', '--lesson', 'softmax-attention'], 'the ladder starts from a hard maximum'],
] as const)('%j is refused', async (args, why) => {
  const { stderr, stdout, code } = await dit([...args])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(why)
})
