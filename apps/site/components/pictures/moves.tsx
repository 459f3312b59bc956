// Scale and shift: each feature on three number lines, one under the other, and every patch on its way down them.

import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Feature, MovesPicture } from '@dit-by-hand/walkthrough/pictures'
import type { ReactNode } from 'react'

const [wide, left, right, apart, top] = [340, 78, 22, 50, 26]

/** Whole numbers worth a tick: not more than a dozen. */
function ticksOf(least: number, most: number): readonly number[] {
  const every = Math.max(1, Math.ceil((most - least) / 12))
  const first = Math.ceil(least / every) * every
  return Array.from({ length: Math.floor((most - first) / every) + 1 }, (_, i) => first + i * every)
}

/** What stands at one place of a line, together. */
function gathered(feature: Feature, worthOf: (move: Feature['moves'][number]) => Exact): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  for (const move of feature.moves) {
    const value = toNumber(worthOf(move))
    const known = found.get(value)
    found.set(value, known === undefined ? `${move.patch}` : `${known} ${move.patch}`)
  }
  return found
}

export function Moves({ of: { features, least, most, text } }: { readonly of: MovesPicture }): ReactNode {
  const span = most - least || 1
  const x = (value: number): number => left + ((wide - left - right) * (value - least)) / span
  const high = top + 2 * apart + 40
  return (
    <div className="beside" role="img" aria-label={text}>
      {features.map(feature => {
        const lines = [
          { name: 'noised', worthOf: (move: Feature['moves'][number]) => move.from },
          { name: `× ${showNumber(feature.scale)}`, worthOf: (move: Feature['moves'][number]) => move.scaled },
          { name: `+ ${showNumber(feature.shift)}`, worthOf: (move: Feature['moves'][number]) => move.to },
        ]
        return (
          <span className="panel" key={feature.feature}>
            <span className="panel-title">
              Feature {feature.feature} {feature.says}.
            </span>
            <svg className="moves" viewBox={`0 0 ${wide} ${high}`} width={wide} height={high} aria-hidden="true">
              <path className="zero" d={`M${x(0)} ${top}V${top + 2 * apart}`} />
              {lines.map(({ name }, i) => (
                <g key={name}>
                  <path className="axis" d={`M${left - 6} ${top + i * apart}H${wide - right + 6}`} />
                  <text x={left - 14} y={top + i * apart + 4} textAnchor="end">
                    {name}
                  </text>
                  {ticksOf(least, most).map(tick => (
                    <path key={tick} className="axis" d={`M${x(tick)} ${top + i * apart - 3}v6`} />
                  ))}
                </g>
              ))}
              {feature.moves.map(({ patch, from, scaled, to, isFocus }) => (
                <g key={patch} className={isFocus ? 'move is-focus' : 'move'}>
                  <path className="scales" d={`M${x(toNumber(from))} ${top}L${x(toNumber(scaled))} ${top + apart}`} />
                  <path
                    className="shifts"
                    d={`M${x(toNumber(scaled))} ${top + apart}L${x(toNumber(to))} ${top + 2 * apart}`}
                  />
                </g>
              ))}
              {lines.map(({ name, worthOf }, i) =>
                [...gathered(feature, worthOf)].map(([value, patches]) => (
                  <g key={`${name} ${value}`}>
                    <circle className={`dot dot-${i}`} cx={x(value)} cy={top + i * apart} r="5" />
                    {i !== 1 && (
                      <text
                        className="patch"
                        x={x(value)}
                        y={top + i * apart + (i === 0 ? -10 : 34)}
                        textAnchor="middle"
                      >
                        {patches}
                      </text>
                    )}
                  </g>
                )),
              )}
              {ticksOf(least, most).map(tick => (
                <text key={tick} className="tick" x={x(tick)} y={top + 2 * apart + 18} textAnchor="middle">
                  {showNumber(tick)}
                </text>
              ))}
              <text className="patch" x={left - 14} y={top - 10} textAnchor="end">
                patch
              </text>
              <text className="patch" x={left - 14} y={top + 2 * apart + 34} textAnchor="end">
                patch
              </text>
            </svg>
          </span>
        )
      })}
    </div>
  )
}
