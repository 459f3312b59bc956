// Typical wrong answers: each is named, and nothing is said of a number that does not give it.
import { work } from '@dit-by-hand/core/lesson'
import { showNumber } from '@dit-by-hand/graph/style'
import { describe, expect, it } from 'vitest'
import { numbersOf, type Typical, typical, wrongOf } from '../../fixtures/typical.ts'
import { markCells } from '../../src/marking/mark.ts'
import { problem } from '../../src/problem/problem.ts'
import { seeds } from '../thorough.ts'

/** One number of a wrong answer, filled in alone. */
function trying(
  one: Typical,
  seed: number,
): { readonly says: string; readonly typed: number; readonly at: string } | null {
  const wrong = wrongOf(one, seed)
  if (!wrong) return null
  const { problem: posed, cell, text } = wrong
  const [verdict] = markCells(posed, [{ cell, text }], [cell])
  if (verdict?.state !== 'wrong')
    throw new Error(`${one.what}: ${text} is ${verdict?.state} at ${JSON.stringify(cell)}`)
  return {
    says: verdict.says,
    typed: Number(text),
    at: `${one.name}[${cell.row + 1},${cell.column + 1}] of seed ${seed}`,
  }
}

// Each is marked once, and looked at by several tests.
const known = new Map<string, ReturnType<typeof trying>>()
function tried(one: Typical, seed: number): ReturnType<typeof trying> {
  const key = `${one.what} ${seed}`
  const found = known.has(key) ? known.get(key) : trying(one, seed)
  known.set(key, found ?? null)
  return found ?? null
}

const tries = seeds(24, 6)

describe('typical wrong answers', () => {
  it('are forty at least', () => {
    expect(typical.length).toBeGreaterThanOrEqual(40)
    expect(new Set(typical.map(({ what }) => what)).size).toBe(typical.length)
  })

  it.each(typical)('$what is named', one => {
    const all = tries.flatMap(seed => tried(one, seed) ?? [])
    const named = all.filter(({ says }) => one.says.test(says))
    expect(all.length, 'no seed shows it').toBeGreaterThan(0)
    // What is said is what comes out, or of a share of all or nothing, which nearly any slip may give, what holds for all shares.
    const ofAnyShare = /^Not yet\. (A softmax makes every share more than 0 and less than 1|That is close\. Keep)/
    for (const { says, at: where } of all)
      if (!(where.startsWith('attention') && ofAnyShare.test(says)))
        expect(says, where).toMatch(/^Not yet: .* is what comes out when /)
    // Where two slips give one number, the likelier is told; so a few may be told as another.
    expect(named.length / all.length, all.map(({ says }) => says).join('\n')).toBeGreaterThanOrEqual(0.3)
  })

  it('are named in nine of ten at least', () => {
    const all = typical.flatMap(one => tries.flatMap(seed => (tried(one, seed) ? [{ one, ...tried(one, seed) }] : [])))
    const named = all.filter(({ one, says }) => one.says.test(says ?? ''))
    expect(named.length / all.length).toBeGreaterThan(0.88)
  })

  it('are never misleading: what is said gives the number, by arithmetic that is not the marker’s', () => {
    // Where what is said is one of the forty, its own plain arithmetic must give the very number.
    const exactly: readonly (readonly [RegExp, string])[] = [
      [/when the encoder bias is left out\.$/, 'the encoder without its bias'],
      [/when ReLU is left out\.$/, 'ReLU forgotten'],
      [/when the sampled noise is left out\.$/, 'the noise forgotten'],
      [/when the modulation bias is left out\.$/, 'the modulation without its bias'],
      [/when the shift is left out\.$/, 'the shift forgotten'],
      [/when the feed-forward bias is left out\.$/, 'the feed-forward layer without its bias'],
      [/when the decoder bias is left out\.$/, 'the decoder without its bias'],
    ]
    let held = 0
    for (const one of typical)
      for (const seed of tries) {
        const found = tried(one, seed)
        const other = found && exactly.find(([says]) => says.test(found.says))?.[1]
        const told = typical.find(({ what, name }) => what === other && name === one.name)
        if (!found || !told) continue
        const posed = problem({ seed, difficulty: one.difficulty ?? 'hard-attention', ties: one.ties ?? false })
        const made = told.made(numbersOf(work(posed.lesson).values)).flat()
        expect(made, `${found.at}: ${found.says}`).toContain(found.typed)
        held++
      }
    expect(held).toBeGreaterThan(20)
  })

  it('a number that nothing gives gets no name', () => {
    const posed = problem({ seed: 3, difficulty: 'hard-attention' })
    for (const text of ['977', '−613', '355/113']) {
      const cell = { name: 'predictedNoise', row: 0, column: 1 }
      const [verdict] = markCells(posed, [{ cell, text }], [cell])
      expect(verdict, showNumber(0)).toMatchObject({ state: 'wrong', isNamed: false, says: 'Not yet.' })
    }
  })
})
