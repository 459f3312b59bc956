'use client'
// The whole of it in twenty seconds, played once by itself, then on the reader's word.
import { actAt, type Opening as Played } from '@dit-by-hand/walkthrough/motion/opening'
import type { Sprite } from '@dit-by-hand/walkthrough/motion/stage'
import { type ReactNode, useEffect, useState } from 'react'
import { isStill } from '../../lib/still.ts'
import { stored } from '../../lib/storage.ts'
import { Tool } from '../button.tsx'
import { useClock } from '../motion/clock.ts'
import { SiteLink } from '../site-link.tsx'
import { Stage } from './stage.tsx'

type Timed = Pick<Played, 'acts' | 'lasts'>

interface OpeningProps {
  readonly opening: Timed
  readonly sprites: readonly Sprite[]
}

const storageName = 'opening'

/** Whether the reader has seen it; where nothing can be kept it is played again. */
const wasSeen = (): boolean =>
  stored(store => {
    const seen = store.getItem(storageName)
    store.setItem(storageName, 'seen')
    return seen !== null
  }) ?? false

const nextAct = ({ acts, lasts }: Timed, time: number): number => acts.find(act => act.at > time)?.at ?? lasts

export function Opening({ opening, sprites }: OpeningProps): ReactNode {
  const { acts, lasts } = opening
  const { time, playing, running, seek, toggle, stop } = useClock(opening, nextAct, false)
  const [still, setStill] = useState(false)
  const act = actAt(opening, time)
  const ended = time >= lasts
  /** To an act: where it has come to its end, as a still; where all is playing, from its beginning. */
  const turnTo = (index: number): void => {
    const one = acts[index]
    if (one) seek(playing ? one.at : one.at + one.lasts - 1)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come
  useEffect(() => {
    setStill(isStill())
    if (!isStill() && !wasSeen()) toggle()
  }, [])

  const last = acts.length - 1
  return (
    <figure className="opening no-print" aria-label="The whole model in twenty seconds">
      <Stage sprites={sprites} lasts={lasts} time={time} running={running} />
      <p className="says">
        {act === last ? (
          <SiteLink className="button strong" href="/walk/opening/">
            {acts[act]?.says.replace(/\.$/, '')} →
          </SiteLink>
        ) : (
          acts[act]?.says
        )}
      </p>
      <div className="opening-tools">
        {!still && <Tool onClick={toggle}>{playing ? 'pause' : ended ? 'again' : 'play'}</Tool>}
        {still && (
          <Tool disabled={act === 0} onClick={() => turnTo(act - 1)}>
            ◂ back
          </Tool>
        )}
        <ol className="acts">
          {acts.map(({ name, says }, i) => (
            <li key={name}>
              <button
                type="button"
                className="bare"
                title={name}
                {...(i === act && { 'aria-current': 'step' as const })}
                onClick={() => turnTo(i)}
              >
                <span className="vh">{says}</span>
              </button>
            </li>
          ))}
        </ol>
        {still ? (
          <Tool disabled={act === last} onClick={() => turnTo(act + 1)}>
            on ▸
          </Tool>
        ) : (
          <Tool disabled={ended} onClick={() => stop(() => lasts)}>
            skip
          </Tool>
        )}
      </div>
    </figure>
  )
}
