// Scale and shift: each feature on three number lines, one under the other, and every patch on its way down them.

import { toNumber } from '@dit-by-hand/graph/exact'
import type { Feature, MovesPicture } from '@dit-by-hand/walkthrough/pictures'
import type { ReactNode } from 'react'
import { brief, widthOf } from '../../lib/brief.ts'

const [wide, left, right, apart, top] = [340, 78, 22, 50, 26]

/** Whole numbers worth a tick, about a dozen, so that a few of them are round; and how many have one label between them. */
function ticksOf(least: number, most: number, room: number) {
  const wanted = Math.max(1, (most - least) / 12)
  const power = 10 ** Math.floor(Math.log10(wanted))
  const every = Math.ceil(power * ([1, 2, 3, 5].find(times => times * power >= wanted) ?? 10))
  const first = Math.ceil(least / every)
  const ticks = Array.from({ length: Math.floor(most / every) - first + 1 }, (_, i) => (first + i) * every)
  const widest = Math.max(0, ...ticks.map(tick => widthOf(tickText(tick))))
  return { ticks, each: every * Math.max(1, Math.ceil(widest / ((room * every) / (most - least || 1)))) }
}

const tickText = (tick: number): string => (tick < 0 ? '−' : '') + brief(Math.abs(tick), widthOf('00000'))

/** What stands at one place of a line, together, and what is too near to be told apart. */
function gathered(feature: Feature, placeOf: (move: Feature['moves'][number]) => number) {
  const places = Map.groupBy(feature.moves, placeOf)
  const groups: { readonly x: number; readonly patches: readonly number[] }[] = []
  for (const [x, moves] of [...places].toSorted(([a], [b]) => a - b)) {
    const patches = moves.map(({ patch }) => patch)
    const last = groups.at(-1)
    const room = last ? x - last.x - widthOf(`${last.patches.join(' ')}  ${patches.join(' ')}`) / 2 : 0
    if (last && room < 0) groups.splice(-1, 1, { x: (last.x + x) / 2, patches: [...last.patches, ...patches] })
    else groups.push({ x, patches })
  }
  return groups.map(({ x, patches }) => ({ x, patches: patches.toSorted((a, b) => a - b).join(' ') }))
}

export function Moves({ of: { features, least, most, text } }: { readonly of: MovesPicture }): ReactNode {
  const span = most - least || 1
  const x = (value: number): number => left + ((wide - left - right) * (value - least)) / span
  const high = top + 2 * apart + 40
  const { ticks, each } = ticksOf(least, most, wide - left - right)
  return (
    <div className="beside" role="img" aria-label={text}>
      {features.map(feature => {
        const { lines } = feature
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
                  {ticks.map(tick => (
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
              {lines.map(({ name, at }, i) =>
                [...new Set(feature.moves.map(move => x(toNumber(move[at]))))].map(place => (
                  <circle key={`${name} ${place}`} className={`dot dot-${i}`} cx={place} cy={top + i * apart} r="5" />
                )),
              )}
              {lines.map(
                ({ name, at }, i) =>
                  i !== 1 &&
                  gathered(feature, move => x(toNumber(move[at]))).map(({ x: place, patches }) => (
                    <text
                      key={`${name} ${place}`}
                      className="patch"
                      x={place}
                      y={top + i * apart + (i === 0 ? -10 : 34)}
                      textAnchor="middle"
                    >
                      {patches}
                    </text>
                  )),
              )}
              {ticks
                .filter(tick => tick % each === 0)
                .map(tick => (
                  <text key={tick} className="tick" x={x(tick)} y={top + 2 * apart + 18} textAnchor="middle">
                    {tickText(tick)}
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
