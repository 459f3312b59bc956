// Wrong engines that were written without looking at what is named: each is caught, named in the first lines, and told once.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { everything, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { describe, expect, it, vi } from 'vitest'
import { engineWith } from './ask.ts'
import { ask, engines, randomLessons, titleOf } from './rows.ts'
import { notYet, pairs, slips } from './slips.ts'

vi.setConfig({ testTimeout: 300_000 })

const hasPython = spawnSync('python3', ['--version']).status === 0
if (!hasPython) process.stderr.write('\npython3 is not installed: the wrong engines are SKIPPED, not passed\n\n')
const table = readFileSync(new URL('../../../../spec/engines/wrong.md', import.meta.url), 'utf8')

describe('the wrong engines', () => {
  it('are many, each under a name of its own, and each can be made', () => {
    expect(engines.length).toBeGreaterThanOrEqual(60)
    expect(pairs.length).toBeGreaterThanOrEqual(12)
    expect(new Set(slips.map(({ id }) => id)).size).toBe(slips.length)
    const programs = engines.map(engineWith)
    expect(new Set(programs).size).toBe(engines.length)
  })

  it('stand in the published table, every one', () => {
    for (const made of engines) expect(table).toContain(`| ${titleOf(made)} `)
    expect(table.match(/^\| (?!what was done|---)/gm)).toHaveLength(engines.length)
  })

  it('are named but for the few of which that is written down', () => {
    expect(Object.keys(notYet).filter(id => !slips.some(slip => slip.id === id))).toEqual([])
    expect(Object.keys(notYet).length).toBeLessThanOrEqual(slips.length / 10)
  })
})

describe.skipIf(!hasPython)('told by dit check', () => {
  const titled = engines.map(made => ({ title: titleOf(made), made }))

  const asked = everything ? titled : titled.filter((_, i) => i % (thorough ? 6 : 180) === (thorough ? 1 : 7))
  it.runIf(isTurn(2)).each(asked)('$title', async ({ made }) => {
    const { tellings, told } = await ask(made, thorough ? randomLessons : 2)
    const wanted = made.map(({ id }) => notYet[id] ?? 'named')
    // What is not yet named may be named by now.
    const shown = tellings.map((telling, i) => (telling === 'named' ? wanted[i] : telling))
    expect(shown, told.lines.join('\n')).toEqual(wanted)
    if (wanted.every(telling => telling === 'named')) expect(told.findings.length).toBeGreaterThan(0)
  })
})
