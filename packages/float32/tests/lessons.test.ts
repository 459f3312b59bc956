// The by-hand lessons in single precision are the specification's answers.

import { givenOf, netOf } from '@dit-by-hand/core/lesson'
import { fromCell, toNumber } from '@dit-by-hand/graph/exact'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import type { Reading } from '@dit-by-hand/spec/format'
import { describe, expect, it } from 'vitest'
import { open } from '../src/open.ts'
import { boundedReading, builds, overBound } from './support.ts'

const isGrid = (rows: readonly (readonly unknown[])[]): rows is readonly (readonly (number | string)[])[] =>
  !Array.isArray(rows[0]?.[0])

describe.each(builds)('%s', build => {
  it.each(caseIds)('%s', async id => {
    const { lesson, answer } = caseOf(id)
    const given = Object.fromEntries(
      Object.entries(givenOf(lesson)).map(([name, grid]) => [name, [(grid ?? []).map(row => row.map(toNumber))]]),
    )
    for (const reading of ['corrected', 'printed'] satisfies Reading[]) {
      const wanted = answer[reading]
      if (!wanted) continue
      const net = netOf(lesson, reading)
      const runner = await open(net, { batch: 1, perSample: [], outputs: Object.keys(net), build })
      for (const name of Object.keys(runner.plan.inputs)) runner.bring(name, given[name]?.[0] ?? [])
      runner.run()
      const bounds: ReturnType<typeof boundedReading> = boundedReading(net, given, 0)
      const names = Object.keys(wanted)
      expect(names.length).toBeGreaterThan(10)
      const cells = names.flatMap(name => bounds[name] ?? []).flat()
      const size = Math.max(...cells.map(({ value }) => Math.abs(value)))
      const told = cells.filter(({ error }) => error < 1e-3 * size)
      expect(told.length, `${id}: the bounds say something`).toBeGreaterThan(0.7 * cells.length)
      for (const [name, matrix] of Object.entries(wanted)) {
        const rows: readonly (readonly (number | string)[])[] = isGrid(matrix) ? matrix : matrix.flat(1)
        const expected = rows.map((row, r) =>
          row.map((cell, c) => ({ value: toNumber(fromCell(cell)), error: bounds[name]?.[r]?.[c]?.error ?? 0 })),
        )
        expect(overBound(runner.read(name), expected), `${id} ${reading} ${name}`).toBeLessThanOrEqual(1)
      }
    }
  })
})
