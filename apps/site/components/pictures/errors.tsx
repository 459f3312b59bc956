// The error as bars from a line of zero: up where too much noise was guessed, down where too little.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import type { ErrorsPicture } from '@dit-by-hand/walkthrough/pictures'
import type { ReactNode } from 'react'
import { brief, widthOf } from '../../lib/brief.ts'

const [each, left, half] = [40, 70, 42]

export function Errors({ of: { rows, most, focus, text } }: { readonly of: ErrorsPicture }): ReactNode {
  const columns = Math.max(...rows.map(cells => cells.length))
  // Each feature takes the room that its bars need: above its line, and below.
  const room = (cells: readonly Exact[], up: 1 | -1): number =>
    20 + (most > 0 ? (half * Math.max(0, ...cells.map(value => up * toNumber(value)))) / most : 0)
  const zeros: number[] = []
  let down = 0
  for (const cells of rows) {
    zeros.push(down + room(cells, 1))
    down += room(cells, 1) + room(cells, -1) + 6
  }
  const [wide, high] = [left + columns * each + 8, down + 18]
  return (
    <svg className="errors" viewBox={`0 0 ${wide} ${high}`} width={wide} height={high} role="img" aria-label={text}>
      {rows.map((cells, row) => {
        const zero = at(zeros, row, 'the features')
        return (
          <g key={row}>
            <text x={left - 10} y={zero + 4} textAnchor="end">
              feature {row + 1}
            </text>
            <path className="axis" d={`M${left} ${zero}H${wide - 4}`} />
            {cells.map((value, column) => {
              const number = toNumber(value)
              const length = most > 0 ? (half * Math.abs(number)) / most : 0
              const x = left + column * each + 8
              const lit = focus?.row === row && focus.column === column
              return (
                <g key={column} className={`bar ${number > 0 ? 'is-more' : 'is-less'}${lit ? ' is-focus' : ''}`}>
                  {number !== 0 && (
                    <rect x={x} y={number > 0 ? zero - length : zero} width={each - 16} height={length} />
                  )}
                  <text
                    x={x + (each - 16) / 2}
                    y={number > 0 ? zero - length - 5 : zero + length + 15}
                    textAnchor="middle"
                  >
                    {number > 0 ? '+' : ''}
                    {brief(value, each - widthOf('+'))}
                  </text>
                </g>
              )
            })}
          </g>
        )
      })}
      {Array.from({ length: columns }, (_, column) => (
        <text key={column} className="patch" x={left + column * each + each / 2} y={high - 5} textAnchor="middle">
          {column + 1}
        </text>
      ))}
      <text className="patch" x={left - 10} y={high - 5} textAnchor="end">
        patch
      </text>
    </svg>
  )
}
