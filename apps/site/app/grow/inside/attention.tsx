'use client'
// Attention: how much each head takes of every token, looked from one; over time, and over space where tokens are parts.
import { at } from '@dit-by-hand/graph/at'
import { type ReactNode, useState } from 'react'
import { Scrolling } from '../../../components/scrolling.tsx'
import { useLatest } from '../../../components/use-latest.ts'
import { Film, type Shown } from '../film.tsx'
import { type InsideProps, Pick } from './inside.tsx'

const shareText = (share: number): string => share.toFixed(2)

export function AttentionView({ studio, about, filmed, stage }: InsideProps): ReactNode {
  const [block, setBlock] = useState(0)
  const [token, setToken] = useState(0)
  const [frames, rows, columns] = about.grid
  const each = rows * columns
  const looked = [filmed.order, stage, Math.min(block, about.depth - 1), token] as const
  const { found, problem } = useLatest(JSON.stringify([looked, filmed.milliseconds]), () => studio.attention(...looked))
  const { now, believed } = at(filmed.stages, stage, 'the stages')
  return (
    <section aria-labelledby="grow-attention" className="grow-look">
      <h3 id="grow-attention">Attention</h3>
      <p>
        {each === 1
          ? `Every frame is one token here. A head takes a share of each of the ${frames}; the shares add up to 1.`
          : `Every frame is ${rows} × ${columns} tokens here. A head takes a share of each of the ${frames * each}; the shares add up to 1.`}{' '}
        The fullest square is the largest share. Choose the frame that looks.
      </p>
      <div className="grow-knobs">
        <Pick title="Block" count={about.depth} chosen={looked[2]} onChoose={setBlock} />
        {each > 1 && (
          <Pick
            title="Part of the frame"
            count={each}
            chosen={token % each}
            onChoose={part => setToken(Math.floor(token / each) * each + part)}
          />
        )}
      </div>
      <Scrolling label="Shares of each head">
        <table className="grow-shares">
          <caption className="vh">
            Shares that the token of frame {Math.floor(token / each) + 1} takes, head by head
          </caption>
          <thead>
            <tr>
              <td />
              {Array.from({ length: frames }, (_, frame) => (
                <th key={frame} scope="col">
                  <button
                    type="button"
                    className="bare grow-token"
                    aria-pressed={Math.floor(token / each) === frame}
                    onClick={() => setToken(frame * each + (token % each))}
                  >
                    <Still pixels={stage === 0 ? now : believed} size={filmed.size} frame={frame} />
                    <span>
                      {Math.floor(token / each) === frame ? 'looks' : 'frame'}{' '}
                      <span className="number">{frame + 1}</span>
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found?.map((shares, head) => (
              <tr key={head}>
                <th scope="row">head {head + 1}</th>
                {Array.from({ length: frames }, (_, frame) => (
                  <td key={frame}>
                    <Share
                      shares={shares.slice(frame * each, (frame + 1) * each)}
                      columns={columns}
                      most={mostOf(found)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      {found === null && problem === null && <p className="muted">Computing …</p>}
      {problem !== null && <p role="alert">Its attention cannot be shown: {problem}.</p>}
    </section>
  )
}

/** The largest share on show. */
const mostOf = (all: readonly (readonly number[])[]): number => Math.max(...all.flat())

/** One frame, standing still. */
function Still({ pixels, size, frame }: Shown & { readonly frame: number }): ReactNode {
  const each = size.height * size.width * 3
  return (
    <Film
      pixels={pixels.slice(frame * each, (frame + 1) * each)}
      size={{ ...size, frames: 1 }}
      label={null}
      className="grow-small"
    />
  )
}

interface ShareProps {
  readonly shares: readonly number[]
  readonly columns: number
  /** The largest share on show: of a frame, or of a part where there are parts. */
  readonly most: number
}

/** The share of a frame as a number and a bar; of its parts as squares, the darker the more. */
function Share({ shares, columns, most }: ShareProps): ReactNode {
  const total = shares.reduce((sum, share) => sum + share, 0)
  return (
    <>
      <svg viewBox="0 0 48 24" className="grow-share" aria-hidden="true">
        {shares.length === 1 ? (
          <rect x="0" y={24 - (24 * total) / most} width="48" height={(24 * total) / most} className="grow-bar" />
        ) : (
          shares.map((share, i) => (
            <rect
              key={i}
              x={(i % columns) * (24 / columns) + 12}
              y={Math.floor(i / columns) * (24 / (shares.length / columns))}
              width={24 / columns - 0.5}
              height={24 / (shares.length / columns) - 0.5}
              className="grow-bar"
              fillOpacity={share / most}
            />
          ))
        )}
      </svg>
      <span className="number">{shareText(total)}</span>
    </>
  )
}
