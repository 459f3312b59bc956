// Every wrong engine is named: those of the old catalogue as they are listed, the unseen ones as was written before.
import { describe, expect, test } from 'vitest'
import { hear } from '../../src/mistakes/ask.ts'
import { explain, type Named } from '../../src/mistakes/explain.ts'
import { questions } from './asked.ts'
import { catalogue } from './catalogue.ts'
import { fresh } from './fresh.ts'
import { type Mistake, mistaken, rightly, wrongEngine } from './mistake.ts'
import { type Unseen, unseen } from './unseen.ts'

const found = async (mistake: Mistake): Promise<readonly Named[]> =>
  explain((await hear(wrongEngine(mistake), questions)).asked)

const line = ({ matrix, mistake, looks, also }: Named): string =>
  `${matrix}: ${mistake?.says ?? `not named; ${looks}`}${also.length > 0 ? ` (also ${also.length > 5 ? `${also.length} others` : also.join(', ')})` : ''}`

const asMistake = ({ what, makes }: Unseen): Mistake => mistaken(what, 'patches', what, makes)

describe('the catalogue', () => {
  test('is named, each mistake in one finding', async () => {
    const lines: string[] = []
    for (const mistake of catalogue) {
      const named =
        mistake.how.kind === 'memory'
          ? (await hear(wrongEngine(mistake), questions)).habits
          : (await found(mistake)).map(line)
      lines.push(`${mistake.id}\n  ${named.join('\n  ')}`)
      expect.soft(named, mistake.id).toHaveLength(1)
      expect.soft(named.join(), mistake.id).not.toContain('not named')
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('named.txt')
  }, 300_000)
})

describe.each([
  ['unseen', unseen],
  ['fresh', fresh],
] as const)('%s', (_, engines) => {
  test.each(engines)('$what', async one => {
    const named = await found(asMistake(one))
    expect(named.map(line)).toEqual(one.says.map(says => expect.stringMatching(says ?? /: not named/)))
  })
})

test('a right engine has made no mistake', async () => {
  const { asked, habits, crashes } = await hear({ name: 'right', answer: rightly }, questions)
  expect([explain(asked), habits, crashes]).toEqual([[], [], []])
})
