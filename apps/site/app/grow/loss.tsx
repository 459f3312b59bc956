'use client'
// The curve of the loss, drawn and in numbers.
import { at } from '@dit-by-hand/graph/at'
import { type ReactNode, useMemo } from 'react'
import { Axes } from '../../components/chart/axes.tsx'
import { linear, logarithmic, pathOf, smoothed, thinned } from '../../components/chart/curve.ts'
import { Table } from '../../components/lists.tsx'
import { useWidth } from './use-width.ts'

const height = 220
const edge = { left: 46, right: 24, top: 10, bottom: 26 } as const
const mostPoints = 400

/** A loss to three figures. */
export const lossText = (loss: number): string => loss.toPrecision(3)

interface LossProps {
  readonly first: number
  readonly losses: readonly number[]
  readonly steps: number
  readonly snapshots: readonly number[]
}

/** @param first the step before the first loss @param steps of the whole recipe @param snapshots steps that can be gone back to */
export function Loss({ first, losses, steps, snapshots }: LossProps): ReactNode {
  const [figure, width] = useWidth<HTMLElement>()
  const drawn = useMemo(() => {
    if (losses.length < 2) return null
    const [least, most] = [Math.min(...losses), Math.max(...losses)]
    const x = linear(0, steps, edge.left, width - edge.right)
    const y = logarithmic(least * 0.9, most * 1.1, height - edge.bottom, edge.top)
    const kept = thinned(losses.length, mostPoints)
    const through = (values: readonly number[]): string =>
      pathOf(kept.map(i => [x.at(first + i + 1), y.at(at(values, i))]))
    return { x, y, raw: through(losses), mean: through(smoothed(losses)) }
  }, [first, losses, steps, width])
  return (
    <figure ref={figure} className="grow-loss">
      <figcaption>
        The loss: how far the predicted velocity is from the true one, averaged over a batch. Thin line: each batch;
        thick line: smoothed.
      </figcaption>
      {drawn ? (
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`The loss over ${losses.length} steps; in numbers below`}
        >
          <Axes sheet={{ width, height, edge }} x={drawn.x} y={drawn.y} name="steps" />
          {snapshots.map(step => (
            <path
              key={step}
              className="grow-flag"
              d={`M${drawn.x.at(step).toFixed(1)} ${height - edge.bottom}l-4 -7h8z`}
            />
          ))}
          <path className="grow-raw" d={drawn.raw} />
          <path className="grow-mean" d={drawn.mean} />
        </svg>
      ) : (
        <p className="muted">It is drawn from the second step on.</p>
      )}
      <details className="grow-numbers">
        <summary>The losses in numbers</summary>
        <LossTable first={first} losses={losses} />
      </details>
    </figure>
  )
}

/** The first steps one by one, then some twenty of the others. */
function LossTable({ first, losses }: { readonly first: number; readonly losses: readonly number[] }): ReactNode {
  const few = 10
  const later = thinned(Math.max(0, losses.length - few), 20).map(i => i + few)
  const rows = [...losses.slice(0, few).keys(), ...later]
  return (
    <div className="scrolling">
      <Table
        className="of-counts"
        heads={['step', 'loss']}
        rows={rows.map(i => [first + i + 1, at(losses, i).toFixed(6)])}
      />
    </div>
  )
}
