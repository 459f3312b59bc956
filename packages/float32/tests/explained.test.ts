// A grown-up net is explained as the small one is: any cell of any named matrix is one short line of arithmetic.
import { type CellRef, expression } from '@dit-by-hand/graph/expression'
import { entriesOf, type Net } from '@dit-by-hand/graph/graph'
import { cellName, fitted, lineOf } from '@dit-by-hand/graph/text'
import { describe, expect, it } from 'vitest'
import { ditNet, measured } from '../fixtures/dit-net.ts'

const room = 200

/** The line of a cell, with names. */
const lineAt = (net: Net, cell: CellRef): string =>
  lineOf(fitted(expression(net, cell), each => ({ text: cellName(each) }), room))

/** The first cell of every named matrix, its last and one in the middle. */
function* sampled(net: Net): Generator<CellRef> {
  for (const [
    name,
    {
      shape: [rows, columns],
    },
  ] of entriesOf(net))
    for (const part of [0, 0.5, 1])
      yield { name, row: Math.floor(part * (rows - 1)), column: Math.floor(part * (columns - 1)) }
}

describe('a DiT of 12 blocks, 96 wide', () => {
  const dit = ditNet({ ...measured, depth: 12 })

  it('has a line of fewer than 200 characters for every named matrix', () => {
    const lines = [...sampled(dit.net)].map(cell => [cellName(cell), lineAt(dit.net, cell)] as const)
    expect(lines.length).toBeGreaterThan(1000)
    expect(lines.filter(([, line]) => line.length >= room)).toEqual([])
  })
})
