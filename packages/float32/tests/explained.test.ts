// A grown-up net is explained as the small one is: any cell of any named matrix is one short line of arithmetic.
import { type CellRef, expression } from '@dit-by-hand/graph/expression'
import { gradient } from '@dit-by-hand/graph/gradient'
import { entriesOf, type Net } from '@dit-by-hand/graph/graph'
import { times } from '@dit-by-hand/graph/ops'
import { cellName, fitted, lineOf } from '@dit-by-hand/graph/text'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { ditNet, measured } from '../fixtures/dit-net.ts'
import { withGradients } from './support.ts'

const room = 200

/** The line of a cell, with names; a gradient is ∂ of what it is the gradient at. */
const lineAt = (net: Net, cell: CellRef): string =>
  lineOf(fitted(expression(net, cell), each => ({ text: cellName(each).replace(/^gradient\./, '∂') }), room))

/** The first cell of every named matrix, its last and one in the middle. */
function* sampled(net: Net): Generator<CellRef> {
  for (const [name, node] of entriesOf(net))
    for (const part of [0, 0.5, 1]) {
      const [row, column] = node.shape.map(size => Math.floor(part * (size - 1))) as [number, number]
      yield { name, row, column }
    }
}

describe('a DiT of 12 blocks, 96 wide', () => {
  const dit = ditNet({ ...measured, depth: 12 })

  it.runIf(isTurn(3))('has a line of fewer than 200 characters for every named matrix', () => {
    const lines = [...sampled(dit.net)].map(cell => [cellName(cell), lineAt(dit.net, cell)] as const)
    expect(lines.length).toBeGreaterThan(1000)
    expect(lines.filter(([, line]) => line.length >= room)).toEqual([])
  })

  it('and for the gradient at each, but for two kinds that cite six cells with the longest names', () => {
    const { prediction, error, loss, target, ...below } = dit.net
    if (!prediction || !error || !loss || !target) expect.unreachable('the DiT has no loss')
    const gradients = gradient(prediction, times(error, 2), { prediction, ...below })
    const explained = withGradients(dit.net, gradients)
    const lines = [...sampled(withGradients({}, gradients))].map(
      cell => [cell.name, lineAt(explained, cell).length] as const,
    )
    const long = lines.filter(([, length]) => length >= room)
    expect(new Set(long.map(([name]) => name.split('.').at(-1)))).toEqual(new Set(['scores', 'deviation']))
    expect(Math.max(...long.map(([, length]) => length))).toBeLessThan(1.3 * room)
  })
})
